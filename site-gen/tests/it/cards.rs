//! Cards: from a title to the picture that social networks show.

use std::{collections::BTreeSet, fs};

use image::{GenericImageView as _, RgbImage};

use crate::{
    harness::{Site, text},
    image_cache::replace,
    images::{built, names},
    server::TestServer,
};

const ON: &str =
    "title = \"Site\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\ncards = true\n";

/// A home page that keeps quiet, and one page.
pub(crate) fn site(front_matter: &str) -> Site {
    Site::minimal()
        .with("site.toml", ON)
        .with("pages/index.md", "---\ntitle: Accueil\ncard: false\n---\n")
        .with("pages/a.md", &format!("---\n{front_matter}\n---\n"))
}

/// The URL that a page names as its picture, below `assets/`, if it names one.
fn card_of(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("<meta property=\"og:image\" content=\"https://a.example")?;
    Some(rest.split_once('"')?.0)
}

/// The picture of the page `/a/`.
fn picture(site: &Site) -> RgbImage {
    let files = site.build().0.files;
    let page = String::from_utf8(files["public/a/index.html"].clone()).unwrap();
    let url = card_of(&page).unwrap_or_else(|| panic!("no card: {page}"));
    decoded(&files[&format!("public{url}")])
}

fn decoded(bytes: &[u8]) -> RgbImage {
    let picture = image::load_from_memory_with_format(bytes, image::ImageFormat::Png).unwrap();
    assert_eq!(picture.dimensions(), (1200, 630));
    picture.into_rgb8()
}

/// Where two pictures are not the same: left, top, right, bottom.
fn difference(one: &RgbImage, other: &RgbImage) -> Option<[u32; 4]> {
    let differs = one.enumerate_pixels().filter(|(x, y, pixel)| other.get_pixel(*x, *y) != *pixel);
    differs.fold(None, |found, (x, y, _)| {
        let [left, top, right, bottom] = found.unwrap_or([x, y, x, y]);
        Some([left.min(x), top.min(y), right.max(x), bottom.max(y)])
    })
}

#[test]
fn nothing_of_them_is_made_unless_they_are_asked_for() {
    for settings in ["", "cards = false\n"] {
        let site = site("title: A").with("site.toml", &ON.replace("cards = true\n", settings));
        let files = site.build().0.files;
        let page = String::from_utf8(files["public/a/index.html"].clone()).unwrap();
        assert!(!page.contains("og:image") && !page.contains("twitter"), "{page}");
        assert!(files.keys().all(|path| !path.contains("_images")), "{:?}", files.keys());
        assert!(!String::from_utf8_lossy(&files["public/_headers"]).contains("_images"));
    }
    let told = site("title: A").with("site.toml", &ON.replace("true", "\"oui\"")).build();
    assert!(told.diagnostics().contains("`cards` should be"), "{}", told.diagnostics());
    let unused = Site::of("templates/card.svg", "<svg/>").build();
    assert!(unused.diagnostics().contains("cards = true"), "{}", unused.diagnostics());
}

/// Titles, and what the alternative text of their picture is.
#[test]
fn each_title_is_drawn_where_titles_are_and_nothing_else_changes() {
    let words = "De longs titres se suivent et se ressemblent. ".repeat(7);
    let empty = picture(&site("title: \".\""));
    let rows = [
        ("A", "A"),
        ("Été", "Été"),
        ("E\u{301}te\u{301}", "E\u{301}te\u{301}"),
        ("L'été & l'hiver", "L’été &amp; l’hiver"),
        ("a < b > c", "a &lt; b &gt; c"),
        ("<text> </text>", "&lt;text&gt; &lt;/text&gt;"),
        ("« Quoi ? »", "«"),
        ("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", "Rindfleisch"),
        ("Καλημέρα, Доброе утро", "Καλημέρα, Доброе утро"),
        (&*words, "De longs titres"),
    ];
    let mut seen = BTreeSet::new();
    for (title, alt) in rows {
        let yaml = format!("title: {}", serde_json::to_string(title).unwrap());
        let site = site(&yaml);
        let page = site.build().expect_page("/a/");
        assert!(page.contains(&format!("og:image:alt\" content=\"{alt}")), "{title}: {page}");
        let picture = picture(&site);
        let [left, top, right, bottom] = difference(&picture, &empty).expect("something is drawn");
        assert!(left >= 84 && right <= 1116, "{title}: from {left} to {right}");
        assert!(top >= 168 && bottom <= 500, "{title}: from {top} to {bottom}");
        seen.insert(picture.into_raw());
    }
    // The two ways to write an accent are one.
    assert_eq!(seen.len(), rows.len() - 1, "each has its own");
}

#[test]
fn pages_say_where_their_card_is_and_how_large() {
    let page = site("title: A").build().expect_page("/a/");
    let url = card_of(&page).unwrap();
    for line in [
        &*format!("<meta property=\"og:image\" content=\"https://a.example{url}\">"),
        "<meta property=\"og:image:type\" content=\"image/png\">",
        "<meta property=\"og:image:width\" content=\"1200\">",
        "<meta property=\"og:image:height\" content=\"630\">",
        "<meta property=\"og:image:alt\" content=\"A – Site\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    assert!(
        url.starts_with("/assets/_images/card-1200.") && url.strip_suffix(".png").is_some(),
        "{url}"
    );
    let files = site("title: A").build().0.files;
    let headers = String::from_utf8_lossy(&files["public/_headers"]).into_owned();
    assert!(headers.contains("/assets/_images/*\n  cache-control: public, max-age=31536000"));
    let types = String::from_utf8_lossy(&files["media-types.json"]).into_owned();
    assert!(types.contains("\"png\": \"image/png\""), "{types}");
}

/// What a site says, and whether its page has a card.
#[test]
fn pages_that_need_none_have_none() {
    let below = |file: &str, text: &str| site("title: A").with(file, text);
    for (site, url, expected) in [
        (site("title: A"), "/a/", true),
        (site("title: A\ncard: true"), "/a/", true),
        (site("title: A\ncard: false"), "/a/", false),
        (site("title: A\ndraft: false"), "/a/", true),
        (below("pages/404.md", "---\ntitle: Rien\n---\n"), "/404.html", false),
        (below("pages/_defaults.toml", "card = false\n"), "/a/", false),
        (site("title: A\nimage: /assets/plan.svg").with("assets/plan.svg", "<svg/>"), "/a/", false),
    ] {
        let page = site.build().expect_page(url);
        let has_card = card_of(&page).is_some_and(|url| url.contains("/card-"));
        assert_eq!(has_card, expected, "{url}: {page}");
    }
}

#[test]
fn only_what_has_changed_is_drawn() {
    let site = site("title: A").with("pages/b.md", "---\ntitle: B\n---\n");
    let cache = site.home().join(".dist.images");
    built(&site, &[]);
    let first = names(&cache);
    assert_eq!(first.len(), 2);
    // What is drawn again has other bytes than these, which are as whole as a picture.
    let marked = |name: &String| {
        let whole = fs::read(cache.join(name)).unwrap();
        [&whole[..40], b"mark", &whole[40..]].concat()
    };
    for name in &first {
        replace(&cache, name, &marked(name));
    }
    let first = names(&cache);
    let is_marked = |name: &String| fs::read(cache.join(name)).unwrap()[40..].starts_with(b"mark");
    let drawn = || names(&cache).iter().filter(|name| !is_marked(name)).count();

    let unchanged = site.change("pages/a.md", "\n---\n", "\n---\nDu texte.\n");
    built(&unchanged, &[]);
    assert_eq!((names(&cache), drawn()), (first, 0), "a second build draws none");
    let titled = unchanged.change("pages/a.md", "title: A", "title: AA");
    built(&titled, &[]);
    assert_eq!((names(&cache).len(), drawn()), (2, 1), "one title, one card");
    for name in names(&cache).iter().filter(|name| is_marked(name)) {
        let half = fs::read(cache.join(name)).unwrap();
        fs::write(cache.join(name), &half[..half.len() / 2]).unwrap();
    }
    fs::remove_dir_all(titled.dist()).unwrap();
    built(&titled, &[]);
    for name in names(&cache) {
        decoded(&fs::read(cache.join(name)).unwrap());
    }
    let before = names(&cache);
    let card = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">\
        <text y=\"90\" font-size=\"60\">{{ page.title }}</text></svg>";
    let other = titled.with("templates/card.svg", card);
    built(&other, &[]);
    assert_eq!(names(&cache).intersection(&before).count(), 0, "another template, other cards");
    assert_eq!(names(&cache).len(), 2);
    built(&other, &["--no-images"]);
    let page = fs::read_to_string(other.dist().join("public/a/index.html")).unwrap();
    assert_eq!(card_of(&page), None, "{page}");
    assert_eq!(names(&cache).len(), 2, "they wait for the next");
}

#[test]
fn a_site_is_drawn_the_same_twice_and_its_mark_is_in_its_cards() {
    let [one, other] = [0, 1].map(|_| site("title: A").build().0.files);
    assert!(one == other);
    let mark = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path fill=\"#f00\" d=\"M0 0h9v9z\"/></svg>";
    let marked = picture(&site("title: A").with("assets/mark.svg", mark));
    let place = difference(&picture(&site("title: A")), &marked);
    assert!(place.is_some_and(|[left, top, right, bottom]| {
        left >= 84 && top >= 60 && right <= 168 && bottom <= 152
    }));
    assert_eq!(marked.get_pixel(160, 80).0, [255, 0, 0]);
}

#[test]
fn a_site_below_a_path_and_in_two_languages_names_its_own() {
    let below = site("title: A").with("site.toml", &ON.replace("a.example", "a.example/projet"));
    let page = below.build().expect_page("/a/");
    assert!(
        card_of(&page).is_some_and(|url| url.starts_with("/projet/assets/_images/card-")),
        "{page}"
    );

    let two = site("title: A")
        .with("site.toml", &[ON, "languages = [\"fr\", \"en\"]\n"].concat())
        .with("pages/en/index.md", "---\ntitle: Home\n---\n")
        .with("pages/en/a.md", "---\ntitle: The A\n---\n");
    let built = two.build();
    let files = &built.0.files;
    let cards = ["a", "en/a", "en"].map(|path| {
        let page = String::from_utf8(files[&format!("public/{path}/index.html")].clone()).unwrap();
        card_of(&page).unwrap().to_owned()
    });
    assert_eq!(BTreeSet::from(cards).len(), 3);
}

#[test]
fn a_page_that_waits_for_its_day_is_told_of_its_card_today() {
    let later = site("title: A 🎉\ndate: 2999-01-01").build_on("2021-06-01");
    assert!(later.diagnostics().contains("the font of cards has no `🎉`"));
    let draft = site("title: A 🎉\ndraft: true").build();
    assert_eq!(draft.diagnostics(), "");
}

#[test]
fn a_server_draws_a_card_when_somebody_asks_for_it() {
    let site = site("title: A");
    let server = TestServer::of(&site, &[]);
    let cache = site.home().join(".dist.images");
    let page = text(&server.get("/a/", "").1);
    let (_, rest) = page.split_once("/assets/_images/card-").unwrap();
    assert_eq!(names(&cache), BTreeSet::new());
    let (head, body) =
        server.get(&format!("/assets/_images/card-{}", rest.split_once('"').unwrap().0), "");
    assert!(head.starts_with("http/1.1 200") && head.contains("content-type: image/png"), "{head}");
    decoded(&body);
    assert_eq!(names(&cache).len(), 1);
}
