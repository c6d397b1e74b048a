//! What pages are about: the lists of terms, and of the pages that have one.

use crate::harness::Site;

const TAXONOMIES: &str = "\n[taxonomies.theme]\ntitle = \"Thèmes\"\npaginate = 2\n\
    terms.numerique = \"Numérique\"\nterms.energie = \"Énergie\"\nterms.autre = \"Autre\"\n";

fn site() -> Site {
    let page = |title: &str, day: u8, terms: &str| {
        format!("---\ntitle: {title}\ndate: 2021-06-{day:02}\ntheme: [{terms}]\n---\nTexte.\n")
    };
    Site::minimal()
        .change("site.toml", "language = \"fr\"\n", &format!("language = \"fr\"\n{TAXONOMIES}"))
        .with("pages/a.md", &page("A", 1, "energie"))
        .with("pages/b.md", &page("B", 3, "energie, numerique"))
        .with("pages/c.md", &page("C", 2, "energie, energie"))
}

/// Addresses and titles of the links in the list of a page.
fn links(page: &str) -> Vec<(&str, &str)> {
    let (_, list) = page.split_once("<ul class=\"children\">").unwrap_or_default();
    let list = list.split("</ul>").next().unwrap_or_default().split("<a href=\"").skip(1);
    list.filter_map(|link| {
        let (url, rest) = link.split_once("\">")?;
        Some((url, rest.split('<').next()?))
    })
    .collect()
}

#[test]
fn each_term_lists_the_pages_that_have_it_and_all_terms_are_listed() {
    let files = site().build().expect_files();

    let page = |url: &str| files[&format!("public{url}index.html")].as_str();
    assert_eq!(
        links(page("/theme/")),
        [("/theme/numerique/", "Numérique"), ("/theme/energie/", "Énergie")]
    );
    assert!(page("/theme/").contains("Énergie</a> (3)"), "{}", page("/theme/"));
    assert_eq!(links(page("/theme/energie/")), [("/b/", "B"), ("/c/", "C")]);
    assert_eq!(links(page("/theme/energie/page/2/")), [("/a/", "A")]);
    assert!(page("/theme/energie/").contains("<a href=\"/theme/\">Thèmes</a>"), "breadcrumb");
    assert!(!files.contains_key("public/theme/autre/index.html"));
    assert!(files["public/theme/energie/feed.xml"].contains("<title>Énergie – Site</title>"));
    for url in ["/theme/", "/theme/energie/", "/theme/energie/page/2/"] {
        assert!(files["public/sitemap.xml"].contains(&format!("a.example{url}</loc>")), "{url}");
    }
}

#[test]
fn a_page_names_its_terms() {
    let page = site().build().expect_page("/b/");

    let (_, terms) = page.split_once("<dl class=\"terms\">").unwrap();
    let (terms, _) = terms.split_once("</dl>").unwrap();
    insta::assert_snapshot!(terms, @r#"

    <dt><a href="/theme/">Thèmes</a></dt><dd><a href="/theme/energie/">Énergie</a></dd><dd><a href="/theme/numerique/">Numérique</a></dd>
    "#);
}

#[test]
fn links_to_terms_are_checked() {
    for (link, expect) in [
        ("/theme/energie/", ""),
        ("/theme/energie/page/2/", ""),
        ("/theme/energie/feed.xml", ""),
        ("./theme/energie.md", ""),
        ("/theme/enregie/", "link-page"),
        ("/theme/autre/", "link-draft"),
    ] {
        let home = format!("---\ntitle: Accueil\n---\n[là]({link})\n");
        let said = site().with("pages/index.md", &home).build().diagnostics();
        assert!(said.contains(expect) && said.is_empty() == expect.is_empty(), "{link}: {said}");
    }
}

#[test]
fn a_page_of_the_authors_own_takes_the_place_of_a_made_one() {
    let text = "---\ntitle: Virage énergétique\ntemplate: section.html\n---\nDes mots.\n";
    let files = site().with("pages/theme/energie.md", text).build().expect_files();

    let page = &files["public/theme/energie/index.html"];
    assert!(page.contains("Des mots.") && page.contains("<h1>Virage énergétique</h1>"));
    assert_eq!(links(page), [("/b/", "B"), ("/c/", "C")]);
    assert_eq!(links(&files["public/theme/index.html"]).len(), 2);

    let hidden = text.replace("template: section.html\n", "");
    let said = site().with("pages/theme/energie.md", &hidden).build().diagnostics();
    assert!(said.starts_with("content/pages/theme/energie.md:2:8: `page.html` shows"), "{said}");
}

#[test]
fn each_language_has_its_own() {
    let site = site()
        .change("site.toml", "language = \"fr\"", "language = \"fr\"\nlanguages = [\"fr\", \"en\"]")
        .change("site.toml", "\"Énergie\"", "{ fr = \"Énergie\", en = \"Energy\" }")
        .with("pages/en/index.md", "---\ntitle: Home\n---\n")
        .with("pages/en/d.md", "---\ntitle: D\ntheme: [energie]\n---\n");
    let files = site.build().expect_files();

    let page = &files["public/en/theme/energie/index.html"];
    assert!(page.contains("<h1>Energy</h1>") && page.contains("hreflang=\"fr\""), "{page}");
    assert_eq!(links(page), [("/en/d/", "D")]);
    assert!(!files.contains_key("public/en/theme/numerique/index.html"));

    let missing = site.change("site.toml", ", en = \"Energy\"", ", eng = \"Energy\"");
    insta::assert_snapshot!(missing.build().diagnostics(), @r#"
    content/site.toml:10:17: `en` is missing
      | terms.energie = { fr = "Énergie", eng = "Energy" }
      |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: add en = "…"
      = code: site-missing-keys

    content/site.toml:10:35: unknown key `eng`
      | terms.energie = { fr = "Énergie", eng = "Energy" }
      |                                   ^^^
      = help: did you mean `en`?
      = code: site-unknown-key
    "#);
}

#[test]
fn no_taxonomy_has_the_name_of_a_key() {
    let said = Site::of("pages/a.md", "---\ntitle: A\nzzqqxx: 1\n---\n").build().diagnostics();
    let keys = said.split("known here: ").nth(1).unwrap().lines().next().unwrap();
    for key in keys.split(", ") {
        let taxonomy = format!("[taxonomies.{key}]\ntitle = \"T\"\nterms.a = \"A\"\n");
        let site = Site::minimal().change("site.toml", "\"fr\"\n", &format!("\"fr\"\n{taxonomy}"));
        assert!(site.build().diagnostics().contains("taxonomy-name"), "{key}");
    }
}

#[test]
fn what_site_toml_may_have_declared_is_no_mistake_of_a_page() {
    for (whole, broken) in [
        ("terms.energie = \"Énergie\"", "terms.energie = Énergie"),
        ("[taxonomies.theme]", "[taxonomies.theme"),
        ("title = \"Thèmes\"", "title = \"Thèmes"),
    ] {
        let site = site().change("site.toml", whole, broken);
        let said = site.build().diagnostics();
        assert!(said.contains("site.toml") && !said.contains("pages/"), "{broken}: {said}");
    }
}
