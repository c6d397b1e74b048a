//! `site.toml` and the files around it.

use crate::harness::Site;

#[test]
fn a_menu_that_leads_nowhere_is_reported() {
    let site = Site::of("pages/contact.md", "---\ntitle: C\n---\n").change(
        "site.toml",
        "title",
        "navigation = [\"/contat/\"]\nfooter = [\"/contact\"]\ntitle",
    );

    insta::assert_snapshot!(site.build().diagnostics(), @r#"
    content/site.toml:1:15: there is no page `/contat/`
      | navigation = ["/contat/"]
      |               ^^^^^^^^^^
      = help: did you mean `/contact/`?
      = code: site-menu

    content/site.toml:2:11: there is no page `/contact`
      | footer = ["/contact"]
      |           ^^^^^^^^^^
      = help: did you mean `/contact/`?
      = code: site-menu
    "#);
}

#[test]
fn settings_that_are_missing_or_unknown_are_reported_with_everything_else() {
    let site =
        Site::of("pages/a.md", "[x](/y/)").with("site.toml", "titel = \"T\"\nlanguage = \"fr\"\n");

    insta::assert_snapshot!(site.build().diagnostics(), @r#"
    content/pages/a.md:1:1: this page has no front matter
      | [x](/y/)
      | ^
      = help: start it with ---, then `title: …`, then --- again
      = code: front-matter-missing

    content/pages/a.md:1:5: there is no page `/y/`
      | [x](/y/)
      |     ^^^
      = help: a link leads to a page's file (./page.md), to a file beside it, to a URL (/page/) or to /assets/…
      = code: link-page

    content/site.toml:1:1: `base_url` is missing
      | titel = "T"
      | ^
      = help: add a line base_url = "https://…", the site's public address
      = code: site-missing-keys

    content/site.toml:1:1: `title` is missing
      | titel = "T"
      | ^
      = help: add a line title = "…", the site's name
      = code: site-missing-keys

    content/site.toml:1:1: unknown key `titel`
      | titel = "T"
      | ^^^^^
      = help: did you mean `title`?
      = code: site-unknown-key
    "#);
}

#[test]
fn a_language_folder_that_is_not_listed_is_reported_once() {
    let site = Site::of("pages/en/a.md", "---\ntitle: A\n---\n")
        .with("pages/en/b.md", "---\ntitle: B\n---\n");

    insta::assert_snapshot!(site.build().diagnostics(), @r#"
    content/pages/en/a.md:1:1: the folder `en` is named like a language that is not listed
      | ---
      | ^
      = help: add "en" to `languages` in content/site.toml, or rename the folder
      = code: language-not-listed
    "#);
}

#[test]
fn a_form_without_a_page_is_reported_in_the_form() {
    let site = Site::real().change(
        "candidature.toml",
        "page = \"/candidater/\"",
        "page = \"/candidatre/\"",
    );

    let built = site.build();

    let errors = built
        .0
        .report
        .diagnostics
        .iter()
        .filter(|each| each.place.path.ends_with("candidature.toml"));
    let errors: Vec<String> = errors.map(ToString::to_string).collect();
    insta::assert_snapshot!(errors.join("\n\n"), @r#"
    content/candidature.toml:9:8: the form has no page: there is none at `/candidatre/`
      | page = "/candidatre/" # the page of the site that shows the form
      |        ^^^^^^^^^^^^^^
      = help: did you mean `/candidater/`?
      = code: form-page
    "#);
}

#[test]
fn a_form_without_a_retention_is_reported() {
    let toml = "title = \"T\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\n";
    let built = Site::real().with("site.toml", toml).build();

    assert!(
        built
            .diagnostics()
            .contains("content/site.toml:1:1: nothing says how long applications are kept")
    );
}
