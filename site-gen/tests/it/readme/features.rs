//! The README's sections about what a site may have besides its pages.

use super::{files, hold, site};
use crate::harness::Site;

#[test]
fn the_lists_that_the_readme_shows_are_built() {
    let mut all = files("Pages");
    all.retain(|(path, _)| path == "pages/actualites/_defaults.toml");
    all.extend(files("Lists"));
    let files = all;
    assert_eq!(files.len(), 5, "{files:?}");
    let mut site = site(&files);
    for number in 1..=20 {
        let text = format!("---\ntitle: N{number}\ndate: 2021-05-{number:02}\n---\nTexte.\n");
        site = site.with(&format!("pages/actualites/n{number}.md"), &text);
    }
    let built = site.build().expect_files();

    hold(
        &built,
        &[
            ("actualites/index.html", "<h2><a href=\"/actualites/ouverture/\">"),
            ("actualites/index.html", "<p>1er\u{a0}juin 2021</p>"),
            ("actualites/page/2/index.html", "<title>Actualités, page 2 – Site</title>"),
            ("actualites/page/3/index.html", "<h2><a href=\"/actualites/n1/\">"),
            ("actualites/feed.xml", "<summary>Le formulaire est en ligne.</summary>"),
            ("actualites/ouverture/index.html", "<time datetime=\"2021-06-01\">"),
            ("theme/index.html", "<a href=\"/theme/energie/\">Transition énergétique</a> (1)"),
            ("theme/energie/index.html", "<a href=\"/actualites/ouverture/\">"),
            ("theme/energie/feed.xml", "<title>Les candidatures sont ouvertes</title>"),
        ],
    );
    assert!(!built.contains_key("public/theme/numerique/index.html"));
}

#[test]
fn the_pages_from_data_that_the_readme_shows_are_built() {
    let files = files("Pages from data");
    assert_eq!(files.len(), 3, "{files:?}");
    let taxonomy = "taxonomies.theme.title = \"Thèmes\"\n\
        taxonomies.theme.terms = { energie = \"Énergie\", numerique = \"Numérique\" }\n";
    let site =
        site(&files).change("site.toml", "[[pages_from]]", &[taxonomy, "[[pages_from]]"].concat());
    let site =
        site.with("pages/villes/index.md", "---\ntitle: Villes\ntemplate: section.html\n---\n");
    let built = site.build().expect_files();

    hold(
        &built,
        &[
            ("villes/nimes/index.html", "<h1>Nîmes</h1>\n<p>12 places. Près des arènes.</p>"),
            ("villes/saint-gilles/index.html", "<meta name=\"description\" content=\"Au port.\">"),
            ("villes/index.html", "<a href=\"/villes/nimes/\">Nîmes</a>"),
            ("theme/numerique/index.html", "<a href=\"/villes/saint-gilles/\">Saint-Gilles</a>"),
            ("sitemap.xml", "/villes/nimes/</loc><lastmod>2021-06-01</lastmod>"),
            ("feed.xml", "<title>Saint-Gilles</title>"),
        ],
    );
}

#[test]
fn the_code_that_the_readme_shows_is_built() {
    let files = files("Code in colours");
    assert_eq!(files.len(), 2, "{files:?}");
    let built = site(&files).build().expect_files();

    let page = &built["public/code/index.html"];
    for text in [
        "<figure class=\"code\"><figcaption>src/main.rs</figcaption>\n<pre tabindex=\"0\" class=\"lines numbered\">\
         <code class=\"language-rust\"><span class=\"code-line\" data-line=\"10\"><span class=\"hl-keyword\">fn</span> \
         <span class=\"hl-function\">main</span>() {</span>\n<mark class=\"code-line\" data-line=\"11\">",
        "<mark class=\"code-line\" data-line=\"14\">}</mark>\n</code></pre>\n</figure>",
        "3 m<sup>2</sup> et H<sub>2</sub>O pour une <abbr title=\"petite ou moyenne entreprise\">PME</abbr>.</p>",
    ] {
        assert!(page.contains(text), "the page does not hold {text}:\n{page}");
    }
    assert!(built["public/assets/theme.css"].contains(".hl-keyword{"));
    let plain = Site::minimal().build().expect_files();
    assert!(!plain["public/assets/theme.css"].contains("hl-"));
}

#[test]
fn the_components_that_the_readme_shows_are_built() {
    let files = files("Components and includes");
    assert_eq!(files.len(), 2, "{files:?}");
    let page = site(&files)
        .with("includes/adresse.md", "À Nîmes.\n")
        .with("includes/appel.sh", "#!/bin/sh\n  set -e\n  date\n")
        .build()
        .expect_page("/appel/");

    for text in [
        "<aside class=\"rappel\"><h2>Ce qu’il faut apporter</h2>\n<p>Le <strong>dernier</strong> bilan<sup>",
        "<a href=\"#liste\">ce qui suit</a>",
        "<h3>Site</h3>\n<p>Dedans.</p>\n</aside>\n<a href=\"/\">Site</a></aside>",
        "<p>À Nîmes.</p>",
        "<code class=\"language-sh\">set -e\ndate\n</code>",
    ] {
        assert!(page.contains(text), "the page does not hold {text}:\n{page}");
    }
}

#[test]
fn the_card_that_the_readme_shows_is_drawn() {
    let files = files("Cards");
    assert_eq!(files.len(), 2, "{files:?}");
    let coloured = "---\ntitle: Vert\nextra: { colour: \"#00ff00\" }\n---\n";
    let built = site(&files).with("pages/vert.md", coloured).build().0;
    assert!(!built.report.has_errors(), "{:?}", built.report.diagnostics);

    for (path, colour) in [("", [0x12, 0x3c, 0x2d]), ("vert/", [0, 255, 0])] {
        let page = &built.files[&format!("public/{path}index.html")];
        let page = String::from_utf8_lossy(page);
        let (_, url) = page.split_once("og:image\" content=\"https://a.example").unwrap();
        let card = &built.files[&format!("public{}", url.split_once('"').unwrap().0)];
        let card = image::load_from_memory(card).unwrap().into_rgb8();
        assert_eq!(card.get_pixel(1190, 620).0, colour, "{path}");
        assert!(card.pixels().any(|pixel| pixel.0 == [255; 3]), "{path}: there is a title");
    }
}
