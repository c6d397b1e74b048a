//! What pages load: under a name that changes with it, and whole or not at all.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine};
use form_handler::bundle::Bundle;
use sha2::{Digest, Sha256, Sha384};

use crate::harness::Site;

/// The fingerprinted names of a file, such as `assets/a.css`.
fn names<'f>(files: &'f BTreeMap<String, String>, path: &str) -> Vec<&'f str> {
    let (start, ending) = path.rsplit_once('.').unwrap();
    let names = files.keys().filter_map(|name| name.strip_prefix("public/"));
    let is_one = |name: &&str| {
        let middle = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(ending));
        middle.is_some_and(|middle| middle.len() == 10 && middle.starts_with('.'))
    };
    names.filter(is_one).collect()
}

#[test]
fn a_page_loads_the_theme_under_a_name_of_its_bytes_and_checks_them() {
    let files = Site::real().build().expect_files();

    for (path, page) in
        [("assets/theme.css", "index.html"), ("assets/theme.js", "candidater/index.html")]
    {
        let [name] = names(&files, path)[..] else { panic!("{:?}", files.keys()) };
        let bytes = &files[&format!("public/{name}")];
        let digest = format!("{:x}", Sha256::digest(bytes));
        assert!(name.contains(&format!(".{}.", &digest[..8])), "{name}");
        assert_eq!(bytes, &files[&format!("public/{path}")], "links to the plain name last");
        let integrity = BASE64_STANDARD.encode(Sha384::digest(bytes));
        let expected = format!("=\"/{name}\" integrity=\"sha384-{integrity}\"");
        let page = &files[&format!("public/{page}")];
        assert!(page.contains(&expected), "{expected}\n{page}");
    }
    let bundle = Bundle::read(files["handler/bundle.json"].as_bytes()).unwrap();
    let [style] = names(&files, "assets/theme.css")[..] else { unreachable!() };
    assert!(bundle.layout.between.contains(style), "{}", bundle.layout.between);
}

#[test]
fn images_and_what_raw_html_loads_have_a_fingerprint_and_links_have_none() {
    let files = Site::of(
        "pages/index.md",
        "---\ntitle: Accueil\n---\n![A](/assets/a.svg) [B](/assets/b.txt)\n\n\
         <img src='/assets/d%C3%A9.svg#x' alt=\"\" srcset=\"/assets/a.svg 2x, /assets/c.svg 3x\">\n\n\
         <link rel=\"preload\" href=\"/assets/e.txt\"><link rel=\"help\" href=\"/assets/f.txt\">\n",
    )
    .with("assets/a.svg", "<svg/>")
    .with("assets/b.txt", "b")
    .with("assets/c.svg", "<svg></svg>")
    .with("assets/dé.svg", "<svg id='x'/>")
    .with("assets/e.txt", "e")
    .with("assets/f.txt", "f")
    .build()
    .expect_files();

    let main = files["public/index.html"].split_once("<main").unwrap().1;
    let main = &main[main.find("<p>").unwrap()..main.find("</div>").unwrap()];
    insta::assert_snapshot!(main);
    for (path, loaded) in
        [("a.svg", 1), ("b.txt", 0), ("c.svg", 1), ("dé.svg", 1), ("e.txt", 1), ("f.txt", 0)]
    {
        assert_eq!(names(&files, &format!("assets/{path}")).len(), loaded, "{path}");
        assert!(files.contains_key(&format!("public/assets/{path}")), "{path}");
    }
}

#[test]
fn an_image_of_the_front_matter_is_written_as_a_url_however_it_was_typed() {
    for (typed, name, url) in [
        ("/assets/a.png", "a.png", "a.png"),
        ("/assets/é à.jpg", "é à.jpg", "%C3%A9%20%C3%A0.jpg"),
        ("/assets/%C3%A9%20%C3%A0.jpg", "é à.jpg", "%C3%A9%20%C3%A0.jpg"),
        ("/assets/C%23.svg", "C#.svg", "C%23.svg"),
        ("/assets/50%.png", "50%.png", "50%25.png"),
        ("/assets/a,b.png", "a,b.png", "a%2Cb.png"),
        ("/assets/(x).png", "(x).png", "%28x%29.png"),
        ("/assets/a.svg#x y", "a.svg", "a.svg#x y"),
    ] {
        let page = format!("---\ntitle: A\nimage: \"{typed}\"\n---\n");
        let page = Site::of("pages/a.md", &page)
            .with(&format!("assets/{name}"), "<svg/>")
            .build()
            .expect_page("/a/");
        let tag =
            format!("<meta property=\"og:image\" content=\"https://a.example/assets/{url}\">");
        assert!(page.contains(&tag), "{typed}: {page}");
    }
}

#[test]
fn a_comma_ends_a_file_of_a_srcset_only_before_a_space() {
    for (srcset, files) in [
        ("/assets/a,b.png 2x", &["a,b"][..]),
        ("/assets/a,b.png, /assets/c.png 2x", &["a,b", "c"]),
        ("/assets/c.png 2x,/assets/a,b.png 3x", &["c", "a,b"]),
        (" , /assets/c.png , /assets/a,b.png,", &["c", "a,b"]),
        ("data:image/png;base64,AA== 2x, /assets/c.png 3x", &["c"]),
        // The space of a file's name, as authors type it.
        ("/assets/a b.png 2x, /assets/c.png 3.5x", &["a b", "c"]),
        ("/assets/a b.png, /assets/c.png 640w 480h", &["a b", "c"]),
        ("/assets/a%20b.png 1x", &["a b"]),
    ] {
        let page = format!(
            "---\ntitle: A\n---\n<img src=\"/assets/d.png\" alt=\"\" srcset=\"{srcset}\">\n"
        );
        let site = Site::of("pages/index.md", &page)
            .with("assets/a,b.png", "ab")
            .with("assets/a b.png", "a b")
            .with("assets/c.png", "c")
            .with("assets/d.png", "d");
        let built = site.build().expect_files();
        for name in ["a,b", "a b", "c"] {
            let loaded = names(&built, &format!("assets/{name}.png")).len() == 1;
            assert_eq!(loaded, files.contains(&name), "{srcset}: {name}");
        }
    }
}

#[test]
fn what_is_no_size_in_a_srcset_is_told_with_its_file() {
    for (srcset, told) in [
        ("/assets/c.png 2x /assets/d.png 3x", "/assets/c.png 2x /assets/d.png"),
        ("/assets/c.png 2", "/assets/c.png 2"),
        ("/assets/c.png grand", "/assets/c.png grand"),
        ("/assets/plan b.png 2x", "/assets/plan b.png"),
    ] {
        let page = format!(
            "---\ntitle: A\n---\n<img src=\"/assets/c.png\" alt=\"\" srcset=\"{srcset}\">\n"
        );
        let site =
            Site::of("pages/index.md", &page).with("assets/c.png", "c").with("assets/d.png", "d");
        let said = site.build().diagnostics();
        assert!(said.contains(&format!("there is no file `{told}`")), "{srcset}\n{said}");
    }
}

#[test]
fn what_a_style_sheet_loads_is_part_of_its_fingerprint() {
    let site = |svg| {
        Site::of("assets/css/theme.css", "")
            .with("assets/theme.css", "@import \"css/more.css\";")
            .with("assets/css/more.css", "a { background: url(../i.svg#x); mask: url(data:,) }")
            .with("assets/i.svg", svg)
            .build()
            .expect_files()
    };
    let (one, other) = (site("<svg/>"), site("<svg></svg>"));

    let [image] = names(&one, "assets/i.svg")[..] else { panic!("{:?}", one.keys()) };
    assert_eq!(
        one["public/assets/theme.css"],
        format!("a{{background:url(/{image}#x);mask:url(data:,)}}")
    );
    assert_ne!(names(&one, "assets/theme.css"), names(&other, "assets/theme.css"));
}

#[test]
fn a_template_names_what_it_loads_by_filters() {
    let files = Site::of("assets/a.js", "let a")
        .with(
            "templates/page.html",
            "{% set url = \"/assets/a.js\" %}<script src=\"{{ url | asset }}\" \
             integrity=\"{{ url | integrity }}\" defer></script>",
        )
        .build()
        .expect_files();

    insta::assert_snapshot!(files["public/index.html"]);
    assert_eq!(names(&files, "assets/a.js").len(), 1);
}

#[test]
fn an_unknown_file_in_a_template_and_a_name_that_hosts_would_mistake_are_reported() {
    let built =
        Site::of("templates/page.html", "<img src=\"{{ '/assets/b.svg' | asset }}\" alt=\"\">")
            .with("assets/compte-rendu.20240612.txt", "")
            .build();

    insta::assert_snapshot!(built.diagnostics());
}

#[test]
fn a_link_to_a_file_is_written_as_every_host_reads_it() {
    for (prose, href) in [
        ("[x](/assets/100%.pdf)", "/assets/100%25.pdf"),
        ("[x](/assets/100%25.pdf)", "/assets/100%25.pdf"),
        ("<a href=\"/assets/100%.pdf\">x</a>", "/assets/100%25.pdf"),
        ("[x](/assets/a+b.pdf#page=2)", "/assets/a%2Bb.pdf#page=2"),
        ("<a href=\"/assets/a+b.pdf\">x</a>", "/assets/a%2Bb.pdf"),
        ("[x](/assets/a%2Bb.pdf)", "/assets/a%2Bb.pdf"),
        ("[x](https://b.example/a+b?c=5%)", "https://b.example/a+b?c=5%25"),
        ("[x](mailto:a+b@c.example)", "mailto:a+b@c.example"),
    ] {
        let site = Site::of("pages/a.md", &format!("---\ntitle: A\n---\n\n{prose}\n"))
            .with("assets/100%.pdf", "a")
            .with("assets/a+b.pdf", "b");
        let page = site.build().expect_page("/a/");
        assert!(page.contains(&format!("<a href=\"{href}\">x</a>")), "{prose}: {page}");
    }
}
