//! Files beside pages: named from the page's own file, published where no page can be, and told if nobody names them.

use std::{thread, time::Duration};

use crate::{
    harness::{Site, text},
    server::TestServer,
};

/// A page beside which a drawing and a document stand.
fn site(page: &str) -> Site {
    Site::of("pages/a/b.md", page)
        .with("pages/a/plan.svg", "<svg viewBox='0 0 4 3'/>")
        .with("pages/a/compte rendu.pdf", "%PDF")
        .with("pages/en-haut.svg", "<svg/>")
}

const ALL: &str = "![P](plan.svg) [C](<./compte rendu.pdf>) ![H](../en-haut.svg)";

#[test]
fn a_page_names_them_from_its_own_file_wherever_it_stands() {
    for keys in ["", "slug: autre\n", "permalink: /ailleurs/c/\n"] {
        let files = site(&format!("---\ntitle: B\nimage: ./plan.svg\n{keys}---\n{ALL}\n"));
        let files = files.build().expect_files();
        let (_, page) = files.iter().find(|(_, text)| text.contains("<h1>B</h1>")).unwrap();

        for part in [
            "<img src=\"/assets/pages/a/plan.",
            "<img src=\"/assets/pages/en-haut.",
            "<a href=\"/assets/pages/a/compte%20rendu.pdf\">",
            "<meta property=\"og:image\" content=\"https://a.example/assets/pages/a/plan.svg\">",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
        let published: Vec<&str> =
            files.keys().filter_map(|path| path.strip_prefix("public/assets/pages/")).collect();
        assert_eq!(published.len(), 5, "{published:?}");
        assert!(published.contains(&"a/plan.svg") && published.contains(&"a/compte rendu.pdf"));
    }
}

#[test]
fn each_way_to_name_one_counts() {
    for prose in [
        "[C](compte%20rendu.pdf#page=2)",
        "<a href=\"compte rendu.pdf\">C</a>",
        "[C](/assets/pages/a/compte%20rendu.pdf)",
        "[C][1]\n\n[1]: ./compte%20rendu.pdf",
        "[C](../a/compte%20rendu.pdf)",
    ] {
        let files = Site::of("pages/a/b.md", &format!("---\ntitle: B\n---\n{prose}\n"))
            .with("pages/a/compte rendu.pdf", "%PDF")
            .build()
            .expect_files();
        assert!(files.contains_key("public/assets/pages/a/compte rendu.pdf"), "{prose}");
        let page = &files["public/a/b/index.html"];
        assert!(page.contains("href=\"/assets/pages/a/compte%20rendu.pdf"), "{prose}\n{page}");
    }
    // A template and the defaults of a folder, too.
    let files = Site::of("pages/a/b.md", "---\ntitle: B\n---\n")
        .with("pages/a/_defaults.toml", "image = \"plan.svg\"\n")
        .with("pages/a/plan.svg", "<svg/>")
        .with("pages/a/x.pdf", "%PDF")
        .with(
            "templates/page.html",
            "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{{ content | safe }}\
             <a href=\"/assets/pages/a/x.pdf\">X</a>{% endblock main %}",
        )
        .build()
        .expect_files();
    for path in ["a/plan.svg", "a/x.pdf"] {
        assert!(files.contains_key(&format!("public/assets/pages/{path}")), "{path}");
    }
}

#[test]
fn only_what_a_page_of_the_site_names_goes_out_and_what_none_names_is_told() {
    for (page, is_told, goes_out) in [
        ("---\ntitle: B\n---\n![P](plan.svg)\n", false, true),
        ("---\ntitle: B\n---\nTexte.\n", true, false),
        ("---\ntitle: B\ndraft: true\n---\n![P](plan.svg)\n", false, false),
        ("---\ntitle: B\ndate: 2999-01-01\n---\n![P](plan.svg)\n", false, false),
        ("---\ntitle: B\nimage: plan.svg\n---\n", false, true),
    ] {
        let site = Site::of("pages/a/b.md", page).with("pages/a/plan.svg", "<svg/>");
        let built = site.build_on("2021-06-01").0;
        let codes: Vec<_> = built.report.diagnostics.iter().map(|it| it.code.name()).collect();
        let expected: &[&str] = if is_told { &["file-unused"] } else { &[] };
        assert_eq!(codes, expected, "{page}");
        let is_out = built.files.contains_key("public/assets/pages/a/plan.svg");
        assert_eq!(is_out, goes_out, "{page}");
    }
}

#[test]
fn a_name_that_is_wrong_is_told_once_with_what_was_meant() {
    for (prose, said) in [
        ("![P](plna.svg)", "did you mean `./plan.svg`?"),
        ("[P](./plna.svg)", "did you mean `./plan.svg`?"),
        ("![P](../plan.svg)", "did you mean"),
        ("![P](tableau-des-heures.svg)", "what a page shows or loads stands beside it"),
    ] {
        let page = format!("---\ntitle: B\n---\n{prose}\n\n![P](plan.svg)\n");
        let built = Site::of("pages/a/b.md", &page).with("pages/a/plan.svg", "<svg/>").build();
        let text = built.diagnostics();
        assert_eq!(built.0.report.diagnostics.len(), 1, "{prose}\n{text}");
        assert!(text.contains(said), "{prose}\n{text}");
    }
}

#[test]
fn a_file_that_is_added_or_changes_is_served() {
    let site = site("---\ntitle: B\n---\nTexte.\n").without("pages/en-haut.svg");
    let site = site.without("pages/a/compte rendu.pdf").without("pages/a/plan.svg");
    let server = TestServer::of(&site, &[]);
    let site = site
        .with("pages/a/plan.pdf", "%PDF 1")
        .with("pages/a/b.md", "---\ntitle: B\n---\n[P](plan.pdf)\n");
    let is = |expected: &str| text(&server.get("/assets/pages/a/plan.pdf", "").1) == expected;
    while !is("%PDF 1") {
        thread::sleep(Duration::from_millis(5));
    }
    let site = site.with("pages/a/plan.pdf", "%PDF 2");
    while !is("%PDF 2") {
        thread::sleep(Duration::from_millis(5));
    }
    drop(site);
}
