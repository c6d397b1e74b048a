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

#[test]
fn what_needs_a_value_still_to_be_given_shows_that_value_and_is_no_mistake() {
    let data = "p = { placeholder = \"le *nombre*\" }\nq = { placeholder = \"x\", proposed = 3 }\n\
                l = [{ placeholder = \"y\" }]\nn = 4\n";
    for (prose, shown) in [
        ("{% if data.a.p > 3 %}a{% endif %}", "le *nombre*"),
        ("{% if data.a.n < data.a.p %}a{% else %}b{% endif %}", "le *nombre*"),
        ("{{ data.a.p + 1 }}", "le *nombre*"),
        ("{{ data.a.n * data.a.q }}", "3 (à confirmer)"),
        ("{{ -data.a.p }}", "le *nombre*"),
        ("{{ data.a.p | round }}", "le *nombre*"),
        ("{{ data.a.p.x }}", "le *nombre*"),
        ("{% for it in data.a.l %}{{ it + 1 }}{% endfor %}", "y"),
        ("{% set x = data.a.p %}{{ x + 1 }}", "le *nombre*"),
        ("{% set x = data.a.p + 1 %}{{ x }} {{ x + 1 }}", "le *nombre*"),
    ] {
        let page = format!("---\ntitle: A\n---\n\n{prose}\n");
        let built = Site::of("pages/a.md", &page).with("data/a.toml", data).build();
        assert_eq!(built.diagnostics().matches("= code: ").count(), 3, "{}", built.diagnostics());
        let page = built.expect_page("/a/");
        assert!(page.contains("<mark class=\"placeholder\"") && page.contains(shown), "{page}");
        assert!(!page.contains('\u{e003}'), "{page}");
    }
    // What else is wrong in it is told.
    for prose in ["{{ data.a.p + page.titel }}", "{{ data.a.n + page.title }} {{ data.a.p + 1 }}"] {
        let page = format!("---\ntitle: A\n---\n\n{prose}\n");
        let built = Site::of("pages/a.md", &page).with("data/a.toml", data).build();
        assert_eq!(
            built.diagnostics().matches("= code: value-").count(),
            1,
            "{}",
            built.diagnostics()
        );
    }
}

#[test]
fn a_template_that_computes_with_a_value_still_to_be_given_is_told_that_it_is_one() {
    let main = |text: &str| {
        format!(
            "{{% extends \"base.html\" %}}{{% block main %}}<h1>{{{{ page.title }}}}</h1>{text}\
             {{{{ content | safe }}}}{{% endblock main %}}\n"
        )
    };
    let site = |text: &str| {
        Site::of("data/a.toml", "p = { placeholder = \"x\" }\n")
            .with("templates/page.html", &main(text))
    };
    for text in ["{% if data.a.p > 3 %}a{% endif %}", "{{ data.a.p + 1 }}", "{{ data.a.p.x }}"] {
        let told = site(text).build().0.report.diagnostics;
        let of_template = told.iter().filter(|each| each.place.path.ends_with("page.html"));
        let codes: Vec<&str> = of_template.map(|each| each.code.name()).collect();
        assert_eq!(codes, ["placeholder"], "{text}");
    }
    let asked = site("{% if data.a.p is number and data.a.p > 3 %}a{% endif %}").build();
    assert!(!asked.0.report.has_errors(), "{}", asked.diagnostics());
}
