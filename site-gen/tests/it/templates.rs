//! Templates of the site's own, and values in the prose.

use crate::harness::Site;

#[test]
fn a_template_is_overridden_by_name() {
    let page = Site::of("templates/page.html", "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title | upper }}</h1>{% endblock main %}")
        .build()
        .expect_page("/");

    assert!(page.contains("<h1>ACCUEIL</h1>"), "{page}");
}

#[test]
fn a_templates_unknown_variable_is_said_once_for_all_pages() {
    let site =
        Site::of("templates/page.html", "<h1>{{ page.title }}</h1>\n{{ page.titel | safe }}\n")
            .with("pages/a.md", "---\ntitle: A\n---\n")
            .with("pages/b.md", "---\ntitle: B\n---\n");

    insta::assert_snapshot!(site.build().diagnostics(), @"
    content/templates/page.html:2:9: unknown variable `page.titel`
      | {{ page.titel | safe }}
      |         ^^^^^
      = help: did you mean `title`?
      = code: template-variable
    ");
}

#[test]
fn every_broken_template_is_reported_and_pages_are_still_checked() {
    let site = Site::of("templates/page.html", "<h1>{{ page.title }</h1>\n")
        .with("templates/mine.html", "{{ page.title | uper }}\n")
        .with("pages/a.md", "---\ntitle: A\ntemplate: mine.html\n---\n\n[b](/b/)\n");

    insta::assert_snapshot!(site.build().diagnostics(), @"
    content/pages/a.md:6:5: there is no page `/b/`
      | [b](/b/)
      |     ^^^
      = help: did you mean `/a/`?
      = code: link-page

    content/templates/mine.html:1:17: unknown filter `uper`
      | {{ page.title | uper }}
      |                 ^^^^
      = help: did you mean `upper`?
      = code: template-filter

    content/templates/page.html:1:19: found `}` but expected }}
      | <h1>{{ page.title }</h1>
      |                   ^
      = help: an expression looks like {{ page.title }} or {{ 300 | euros }}
      = code: template-syntax
    ");
}

#[test]
fn an_unknown_value_in_the_prose_names_the_one_that_was_meant() {
    let site = Site::of("data/hearings.toml", "minutes = 45\n")
        .with("pages/a.md", "---\ntitle: A\n---\n\nDurée : {{ data.hearings.minute }} min.\n");

    insta::assert_snapshot!(site.build().diagnostics(), @"
    content/pages/a.md:5:26: unknown variable `data.hearings.minute`
      | Durée : {{ data.hearings.minute }} min.
      |                          ^^^^^^
      = help: did you mean `minutes`?
      = code: value-unknown
    ");
}

#[test]
fn a_broken_form_is_the_only_thing_that_is_said_about_the_form() {
    let built = Site::real().change("candidature.toml", "id =", "identity =").build();

    let errors = built.diagnostics();
    assert!(errors.contains("content/candidature.toml:1:1: `id` is missing"), "{errors}");
    assert!(!errors.contains("unknown variable"), "{errors}");
}

#[test]
fn a_value_that_could_not_be_read_is_unknown_and_no_other_of_its_file() {
    let built = Site::of("data/a.toml", "b = \ne = 1\n")
        .with(
            "pages/a.md",
            "---\ntitle: A\n---\n\n{{ data.a.b }} {{ data.a.c.d }} {{ data.a.e }}\n",
        )
        .build();

    insta::assert_snapshot!(built.diagnostics(), @r#"
    content/data/a.toml:1:5: this is not TOML: string values must be quoted, expected literal string
      | b = 
      |     ^
      = help: write its value behind it, b = "…", or remove this line
      = code: toml-syntax

    content/pages/a.md:5:26: unknown variable `data.a.c`
      | {{ data.a.b }} {{ data.a.c.d }} {{ data.a.e }}
      |                          ^
      = help: did you mean `e`?
      = code: value-unknown
    "#);
}

#[test]
fn the_forms_templates_are_overridden_too() {
    let site = Site::real().with("templates/form/form.html", "<form>{{ verfication }}</form>");

    let built = site.build();

    let errors: Vec<String> = built
        .0
        .report
        .diagnostics
        .iter()
        .filter(|each| each.place.path.starts_with("content/templates"))
        .map(ToString::to_string)
        .collect();
    insta::assert_snapshot!(errors.join("\n\n"), @"
    content/templates/form/form.html:1:10: unknown variable `verfication`
      | <form>{{ verfication }}</form>
      |          ^^^^^^^^^^^
      = help: did you mean `verification`?
      = code: template-variable
    ");
}

#[test]
fn a_layout_that_the_built_in_templates_do_not_fit_into_is_the_layouts_mistake() {
    let site = Site::of(
        "templates/base.html",
        "<title>{{ page.title }}</title>{% block mian %}{% endblock %}\n",
    );

    insta::assert_snapshot!(site.build().diagnostics(), @"
    content/templates/base.html:1:1: this has no block `main`, which built-in templates fill
      | <title>{{ page.title }}</title>{% block mian %}{% endblock %}
      | ^
      = help: it needs {% block main %}{% endblock %}
      = code: template-places
    ");
}

#[test]
fn what_only_some_pages_have_is_said_with_one_that_has_it_not() {
    let site = Site::of("templates/page.html", "<h1>{{ page.extra[\"couleur\"] | safe }}</h1>\n")
        .change("pages/index.md", "---\n", "---\nextra: { couleur: rouge }\n")
        .with("pages/a.md", "---\ntitle: A\nextra: { couleurs: bleu }\n---\n");

    insta::assert_snapshot!(site.build().diagnostics(), @r#"
    content/templates/page.html:1:20: unknown variable `page.extra["couleur"]`
      | <h1>{{ page.extra["couleur"] | safe }}</h1>
      |                    ^^^^^^^
      = help: did you mean `couleurs`? (on content/pages/a.md)
      = code: template-variable
    "#);
}

#[test]
fn every_template_of_the_form_is_checked_though_only_the_handler_renders_it() {
    let mut site = Site::real();
    for (name, text) in application_form::page::TEMPLATES {
        let text = format!("{text}{{% if false %}}{{{{ nope }}}}{{% endif %}}\n");
        site = site.with(&format!("templates/{name}"), &text);
    }
    let element = "{% for part in field.parts %}{{ part.nme }}{% endfor %}{{ field.nope }}";
    let site = site.change(
        "templates/form/field.html",
        "{% if false %}",
        &format!("{element}{{% if false %}}"),
    );

    let built = site.build();

    let errors = built.0.report.diagnostics.iter();
    let errors = errors.filter(|each| each.place.path.starts_with("content/templates"));
    let mut errors: Vec<String> = errors
        .map(|each| {
            let name = each.place.path.trim_start_matches("content/templates/");
            format!("{name}: {}", each.message)
        })
        .collect();
    let mut expected: Vec<String> = application_form::page::TEMPLATES
        .map(|(name, _)| format!("{name}: unknown variable `nope`"))
        .into_iter()
        .chain(
            ["part.nme", "field.nope"]
                .map(|it| format!("form/field.html: unknown variable `{it}`")),
        )
        .collect();
    errors.sort();
    expected.sort();
    assert_eq!(errors, expected);
}

#[test]
fn a_component_knows_its_own_parameters() {
    let card = "{% component card(title: string, level = 2) %}<h2>{{ title }}</h2>{{ level }}\
                {% endcomponent card %}\n";
    let page = "{% extends \"base.html\" %}{% block main %}<h1>A</h1>{{<card title={page.title} />}}\
                {{ content | safe }}{% endblock main %}\n";
    let built = Site::of("templates/card.html", card).with("templates/page.html", page).build();

    assert!(built.expect_page("/").contains("<h2>Accueil</h2>2"));
}

#[test]
fn a_copy_of_every_built_in_template_has_no_mistake() {
    let mut site = Site::real();
    let all =
        site_gen::content::theme::TEMPLATES.into_iter().chain(application_form::page::TEMPLATES);
    for (name, text) in all {
        site = site.with(&format!("templates/{name}"), text);
    }

    let built = site.build();

    assert!(!built.0.report.has_errors(), "{}", built.diagnostics());
}

#[test]
fn a_name_that_is_set_in_a_loop_is_no_element_of_its_list() {
    let page = "{% extends \"base.html\" %}{% block main %}<h1>A</h1>{% for c in data.a.list %}\
                {% set c = c.inner %}{{ c.name }}{% endfor %}{{ content | safe }}{% endblock main %}\n";
    let site = Site::of("templates/page.html", page)
        .with("data/a.toml", "list = [{ inner = { name = \"nom\" } }]\n");

    assert_eq!(site.build().diagnostics(), "");
}

#[test]
fn what_is_wrong_in_a_template_hides_nothing_else_in_it() {
    #[track_caller]
    fn check(template: &str, expect: &[&str]) {
        let site = Site::of("templates/page.html", template);
        let found = site.build().0.report.diagnostics;
        let found: Vec<String> = found
            .iter()
            .map(|told| format!("{}:{} {}", told.place.line, told.place.column, told.code.name()))
            .collect();
        assert_eq!(found, expect, "{template}");
    }

    let extends = "{% extends \"base.html\" %}\n";
    let main = |text: &str| format!("{extends}{{% block main %}}{text}{{% endblock %}}\n");
    check(
        &main("\n{{ page.title | uper }}\n{{ page.titel }}\n{% include \"page.html\" %}\n"),
        &["3:17 template-filter", "4:9 template-variable", "5:12 template-circular"],
    );
    check(
        &main("{% if %}\n{{ wat() }}\n{{ page.titel }}\n{% endif %}"),
        &["2:23 template-syntax", "3:4 template-filter", "4:9 template-variable"],
    );
    check(
        &main("{{ page. }}\n{{ 1 | uper }}\n{{ page.titel }}"),
        &["2:26 template-syntax", "3:8 template-filter", "4:9 template-variable"],
    );
    check(
        &format!("{extends}<p>\n{{% block mian %}}\n{{{{ 1 | uper }}}}\n{{% endblock %}}\n"),
        &["2:1 template-child", "3:10 template-block", "4:8 template-filter"],
    );
    check(
        &format!("{extends}<p>\n{{% block main %}}{{% if %}}{{% endblock %}}\n"),
        &["2:1 template-child", "3:23 template-syntax"],
    );
    // What follows from the first is not told: the block's text stands in no block now.
    check(
        "{% extends \"base.html\" %}\n{% block main %}a{% endblock %}{% block main %}b{% endblock %}\n",
        &["2:41 template-syntax"],
    );
}

#[test]
fn a_condition_of_a_template_asks_for_what_some_page_may_have() {
    for (condition, expect) in [
        ("data.lieu.vile", "data.lieu.vile"),
        ("data.lieu.etage", "data.lieu.etage"),
        ("site.descripton", "site.descripton"),
        ("page.extra.autuer", "page.extra.autuer"),
        ("site.description or site.footer or page.description", ""),
        ("page.extra.image and page.extra.auteur", ""),
        ("data.lieu.etage is defined", ""),
    ] {
        let template = format!("{{{{ page.title }}}}{{% if {condition} %}}a{{% endif %}}");
        let site = Site::of("templates/page.html", &template)
            .with("data/lieu.toml", "ville = \"Nîmes\"\n")
            .with("pages/a.md", "---\ntitle: A\nextra: { auteur: Un }\n---\n");

        let told = site.build().0.report.diagnostics;
        let unknown = told.iter().filter(|each| each.code.name() == "template-variable");
        let messages: Vec<&str> = unknown.map(|each| &*each.message).collect();

        let expected = format!("unknown variable `{expect}`");
        let expected: &[&str] = if expect.is_empty() { &[] } else { &[&expected] };
        assert_eq!(messages, expected, "{condition}");
    }
}
