//! Lists that have nothing to list yet, and pages that are not there yet.

use site_gen::{
    build::{Build, BuildOptions, timings::Timings},
    content::Drafts,
    output::Nowhere,
};

use crate::sections::section;

#[test]
fn a_list_without_pages_is_nowhere_until_it_has_one() {
    let draft = [("a", "title: A\ndraft: true\ndate: 2021-06-01")];
    let empty = section("sort: date\n", &draft).change(
        "site.toml",
        "language",
        "navigation = [\"/actualites/\"]\nfooter = [\"/actualites/\"]\nlanguage",
    );
    let files = empty.build().expect_files();
    assert!(!files.keys().any(|path| path.contains("actualites")), "{:?}", files.keys());
    for path in ["public/index.html", "public/sitemap.xml", "public/404.html"] {
        assert!(!files[path].contains("ctualit"), "{path}");
    }

    let linked = empty.with("pages/a.md", "---\ntitle: A\n---\n[là](./actualites/index.md)\n");
    insta::assert_snapshot!(linked.build().diagnostics(), @r#"
    content/pages/a.md:4:6: `./actualites/index.md` is left out while it has nothing to list
      | [là](./actualites/index.md)
      |      ^^^^^^^^^^^^^^^^^^^^^
      = help: publish a page for it to list, or remove the link; --drafts shows it
      = code: link-draft
    "#);

    let full = linked.change("pages/actualites/a.md", "draft: true\n", "");
    let files = full.build().expect_files();
    assert!(files["public/index.html"].contains("href=\"/actualites/\""));
}

#[test]
fn a_draft_has_its_day_with_its_publication() {
    let site = section("sort: date\n", &[("a", "title: A\ndraft: true")]);
    let with_drafts = Build::of(
        &site.folder(),
        &BuildOptions { drafts: Drafts::Shown, ..BuildOptions::default() },
        &Nowhere,
        &mut Timings::start(),
    );
    assert_eq!(with_drafts.report().diagnostics, []);

    let published = site.change("pages/actualites/a.md", "draft: true\n", "");
    assert!(published.build().diagnostics().contains("list-undated"));
}

#[test]
fn a_list_is_checked_before_it_has_a_page() {
    let site = section("sort: date\n", &[]).change(
        "pages/actualites/index.md",
        "Voici.",
        "[nulle part](/jamais/) et [ici](/actualites/)",
    );
    let diagnostics = site.build().diagnostics();

    assert_eq!(diagnostics.matches("link-page").count(), 1, "{diagnostics}");
    assert!(!diagnostics.contains("link-draft"), "{diagnostics}");
}

#[test]
fn a_list_is_there_with_the_first_day_of_its_first_page() {
    let site = section("sort: date\n", &[("a", "title: A\ndate: 2021-06-02")]).change(
        "pages/actualites/a.md",
        "Texte.",
        "[La liste](./index.md)",
    );

    let before = site.build_on("2021-06-01");
    assert_eq!(before.diagnostics(), "");
    assert!(!before.expect_files().contains_key("public/actualites/index.html"));
    assert!(
        site.build_on("2021-06-02").expect_files().contains_key("public/actualites/index.html")
    );
}

#[test]
fn what_could_not_be_read_may_be_what_a_list_lists() {
    let site = section("sort: date\n", &[("a", "titel")])
        .with("pages/a.md", "---\ntitle: A\n---\n[là](./actualites/index.md)\n");
    let diagnostics = site.build().diagnostics();

    assert!(!diagnostics.contains("pages/a.md"), "{diagnostics}");
}
