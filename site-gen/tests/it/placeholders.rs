//! Values that only the association can give.

use crate::harness::Site;

fn site() -> Site {
    Site::of(
        "data/contact.toml",
        "email = { placeholder = \"l'adresse de *contact*\" }\nphone = \"01\"\n",
    )
    .with("pages/a.md", "---\ntitle: A\n---\n\nÉcrire à {{ data.contact.email }} !\n")
}

#[test]
fn a_placeholder_is_shown_and_listed_and_stops_nothing() {
    let built = site().build();

    insta::assert_snapshot!(built.diagnostics(), @r#"
    content/data/contact.toml:1:9: still to be given: l'adresse de *contact*
      | email = { placeholder = "l'adresse de *contact*" }
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: replace the placeholder by its value; production refuses to go out without it
      = code: placeholder
    "#);
    let page = built.expect_page("/a/");
    assert!(
        page.contains("Écrire à <mark class=\"placeholder\">à compléter\u{a0}: l’adresse de *contact*</mark>\u{202f}!"),
        "{page}"
    );
}

#[test]
fn production_refuses_it() {
    let built = site().for_production().build();

    assert!(built.0.report.has_errors());
    assert_eq!(built.0.report.diagnostics.len(), 1);
}

#[test]
fn production_names_every_value_and_key_that_the_real_site_lacks() {
    let built = Site::real().for_production().build();

    let missing = |path: &str| {
        built.0.report.diagnostics.iter().filter(|each| each.place.path.ends_with(path)).count()
    };
    assert!(built.0.report.has_errors());
    assert_eq!(missing("recipients.toml"), 4, "two names, two keys");
    assert_eq!(missing("signing.toml"), 2, "a key, its day");
    assert!(missing("publisher.toml") > 5);
}

#[test]
fn one_recipient_is_too_few_for_production() {
    let one = "[[recipient]]\nrole = \"r\"\nname = \"n\"\n\
               key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\"\n";
    let site = Site::of("recipients.toml", one);

    assert!(!site.build().0.report.has_errors());
    insta::assert_snapshot!(site.for_production().build().diagnostics(), @"
    content/recipients.toml:1:1: applications are sealed to at least two keys, 1 listed here
      | [[recipient]]
      | ^
      = help: add a [[recipient]] with role, name and key: losing the only key would lose everything
      = code: form-recipients
    ");
}

#[test]
fn a_link_whose_address_is_still_to_be_given_leads_nowhere_and_stops_nothing() {
    for (prose, html) in [
        ("[x]({{ data.a.u }})", "<a href=\"#\">x</a>"),
        ("[x](mailto:{{ data.a.u }})", "<a href=\"#\">x</a>"),
        ("[x](tel:{{ data.a.u }})", "<a href=\"#\">x</a>"),
        ("[x](https://{{ data.a.u }}/)", "<a href=\"#\">x</a>"),
        ("[x](#{{ data.a.u }})", "<a href=\"#\">x</a>"),
        ("[x](./{{ data.a.u }}.md)", "<a href=\"#\">x</a>"),
        ("<a href=\"{{ data.a.u }}\">x</a>", "<a href=\"#\">x</a>"),
        ("![x]({{ data.a.u }})", "<img src=\"data:,\" alt=\"x\""),
    ] {
        let page = format!("---\ntitle: A\n---\n\n{prose}\n");
        let site =
            Site::of("pages/a.md", &page).with("data/a.toml", "u = { placeholder = \"url\" }\n");
        let built = site.build();
        assert_eq!(
            built.diagnostics().matches("= code: ").count(),
            1,
            "{prose}: {}",
            built.diagnostics()
        );
        let page = built.expect_page("/a/");
        assert!(page.contains(html), "{prose}: {page}");
    }
}
