//! `_defaults.toml`: what the pages below a folder have in common.

use crate::harness::Site;

const TEMPLATE: &str = "{% extends \"base.html\" %}\n{% block main %}<h1>{{ page.title }}</h1>\n\
    {{ content | safe }}<p class=by>{{ page.extra.par }}, {{ page.extra.de }}</p>{% endblock main %}\n";

fn site() -> Site {
    Site::minimal()
        .with("templates/note.html", TEMPLATE)
        .with(
            "pages/n/_defaults.toml",
            "template = \"note.html\"\nextra = { par = \"A\", de = \"B\" }\n",
        )
        .with("pages/n/m/_defaults.toml", "extra.par = \"C\"\n")
        .with("pages/n/index.md", "---\ntitle: N\n---\n")
        .with("pages/n/a.md", "---\ntitle: A\n---\n")
        .with("pages/n/b.md", "---\ntitle: B\nextra: { de: D }\n---\n")
        .with("pages/n/m/c.md", "---\ntitle: C\n---\n")
        .with("pages/n/m/d.md", "---\ntitle: D\ntemplate: page.html\nextra: { par: E }\n---\n")
}

#[test]
fn a_page_takes_what_it_does_not_say_from_the_nearest_folder() {
    let files = site().build().expect_files();

    for (url, expect) in [
        ("n/a", Some("A, B")),
        ("n/b", Some("A, D")),
        ("n/m/c", Some("C, B")),
        ("n/m/d", None),
        ("n", None),
    ] {
        let page = &files[&format!("public/{url}/index.html")];
        let found = page.split_once("<p class=by>").and_then(|(_, rest)| rest.split('<').next());
        assert_eq!(found, expect, "{url}");
    }
}

#[test]
fn a_whole_folder_can_wait_but_for_what_says_otherwise() {
    let site = site().with("pages/n/m/_defaults.toml", "draft = true\n").change(
        "pages/n/m/d.md",
        "title",
        "draft: false\ntitle",
    );
    let files = site.build().expect_files();

    assert!(!files.contains_key("public/n/m/c/index.html"));
    assert!(files.contains_key("public/n/m/d/index.html"));
}

#[test]
fn what_is_wrong_with_them_is_told_once_and_where_it_stands() {
    let site = site()
        .with("pages/n/_defaults.toml", "template = \"noet.html\"\nimage = \"/assets/a.png\"\n")
        .with("pages/n/b.md", "---\ntitle: B\n---\n");
    insta::assert_snapshot!(site.build().diagnostics(), @r#"
    content/pages/n/_defaults.toml:1:12: there is no template `noet.html`
      | template = "noet.html"
      |            ^^^^^^^^^^^
      = help: did you mean `note.html`?
      = code: template-asked

    content/pages/n/_defaults.toml:2:9: there is no file `/assets/a.png`
      | image = "/assets/a.png"
      |         ^^^^^^^^^^^^^^^
      = help: put the file into content/assets/
      = code: image-missing
    "#);

    let broken = site.with(
        "pages/n/_defaults.toml",
        "template = \"note.html\"\nextra = { par = A, de = \"B\" }\n",
    );
    let said = broken.with("pages/n/a.md", "---\ntitle: A\n---\n{{ page.extra.par }}\n");
    let said = said.build().diagnostics();
    assert!(said.contains("_defaults.toml:2:") && !said.contains("a.md"), "{said}");
}

#[test]
fn a_file_of_nearly_that_name_is_told() {
    for name in ["_default.toml", "_defaults.yaml", "_defualts.toml"] {
        let said = site().with(&format!("pages/n/{name}"), "").build().diagnostics();
        assert!(said.contains("did you mean `n/_defaults.toml`?"), "{name}: {said}");
    }
}
