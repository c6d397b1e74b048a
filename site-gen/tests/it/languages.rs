//! Several languages: what says that two pages are one, and what is missing.

use crate::harness::Site;

fn site() -> Site {
    Site::minimal().with(
        "site.toml",
        "title = \"Site\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\nlanguages = [\"fr\", \"en\"]\n",
    )
    .with("pages/en/index.md", "---\ntitle: Home\n---\n")
    .with("pages/a.md", "---\ntitle: A\nslug: un-a\n---\n")
    .with("pages/en/a.md", "---\ntitle: An A\n---\n")
    .with("pages/seul.md", "---\ntitle: Seul\n---\n")
}

#[test]
fn translations_of_a_page_name_each_other() {
    let files = site().build().expect_files();

    let links = "<link rel=\"alternate\" hreflang=\"fr\" href=\"https://a.example/un-a/\">\n\
        <link rel=\"alternate\" hreflang=\"en\" href=\"https://a.example/en/a/\">\n";
    for page in ["un-a", "en/a"] {
        assert!(files[&format!("public/{page}/index.html")].contains(links));
    }
    assert!(!files["public/seul/index.html"].contains("hreflang"));
}

#[test]
fn a_missing_translation_is_an_error_where_the_site_asks_for_all() {
    let site = site().change("site.toml", "languages", "translations = \"all\"\nlanguages");

    insta::assert_snapshot!(site.build().diagnostics(), @r#"
    content/pages/seul.md:2:8: this page is missing in `en`
      | title: Seul
      |        ^^^^
      = help: write pages/en/seul.md, or set translations = "some" in content/site.toml
      = code: translation-missing
    "#);
}

#[test]
fn a_translation_that_is_not_on_the_site_is_a_missing_one() {
    let site = site()
        .change("site.toml", "languages", "translations = \"all\"\nlanguages")
        .with("pages/en/seul.md", "---\ntitle: Alone\ndraft: true\n---\n")
        .with("pages/tot.md", "---\ntitle: Tôt\ndate: 2021-07-01\n---\n")
        .with("pages/en/tot.md", "---\ntitle: Early\ndate: 2021-07-02\n---\n");

    insta::assert_snapshot!(site.build_on("2021-06-01").diagnostics(), @r#"
    content/pages/seul.md:2:8: this page is missing in `en`: pages/en/seul.md is a draft, which is left out
      | title: Seul
      |        ^^^^
      = help: publish it (draft: false), or set translations = "some" in content/site.toml
      = code: translation-missing

    content/pages/tot.md:2:8: this page is missing in `en`: pages/en/tot.md is left out until 2021-07-02
      | title: Tôt
      |        ^^^
      = help: wait, or give it an earlier `date`, or set translations = "some" in content/site.toml
      = code: translation-missing
    "#);
}

#[test]
fn a_language_that_the_theme_does_not_speak_is_said_by_the_site() {
    let site = site()
        .change("site.toml", "\"en\"]", "\"en\", \"oc\"]")
        .with("pages/oc/index.md", "---\ntitle: Acuèlh\n---\n");
    insta::assert_snapshot!(site.build().diagnostics(), @r#"
    content/site.toml:4:26: nothing says the theme's words in `oc`
      | languages = ["fr", "en", "oc"]
      |                          ^^^^
      = help: add [words.oc] with skip, main_navigation, menu, breadcrumb, footer_navigation, home, updated, other_pages, to_complete, to_confirm, not_found_title, not_found_text, moved, contents, feed, page, pagination, previous_page, next_page, published, section_feed
      = code: site-languages
    "#);

    let words = "\n[words.oc]\nskip = \"Anar al contengut\"\nmain_navigation = \"Navegacion\"\nmenu = \"Menú\"\n\
        breadcrumb = \"Camin\"\nfooter_navigation = \"Pè de pagina\"\nhome = \"Acuèlh\"\nupdated = \"Mes a jorn lo\"\n\
        other_pages = \"Autras paginas\"\nto_complete = \"de completar: \"\nto_confirm = \"de confirmar\"\n\
        not_found_title = \"Pagina introbabla\"\nnot_found_text = \"Aquí i a pas res.\"\nmoved = \"Mai luènh:\"\n\
        contents = \"Sus aquesta pagina\"\nfeed = \"Novèlas\"\n\
        page = \"pagina\"\npagination = \"Paginas\"\nprevious_page = \"Pagina d'abans\"\nnext_page = \"Pagina d'après\"\n\
        published = \"Publicat lo\"\nsection_feed = \"Flux Atom\"\n";
    let site = site.change("site.toml", "\"oc\"]\n", &format!("\"oc\"]\n{words}"));

    assert!(site.build().expect_page("/oc/").contains("Anar al contengut"));

    let site = site.change("site.toml", "skip =", "skpi =");
    insta::assert_snapshot!(site.build().diagnostics(), @r#"
    content/site.toml:4:26: nothing says the theme's words in `oc`
      | languages = ["fr", "en", "oc"]
      |                          ^^^^
      = help: add [words.oc] with skip
      = code: site-languages

    content/site.toml:7:1: unknown key `skpi`
      | skpi = "Anar al contengut"
      | ^^^^
      = help: did you mean `skip`?
      = code: site-unknown-key
    "#);
}
