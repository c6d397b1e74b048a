use super::*;

/// As words: `title: compared`; `-` where only Tera knows.
#[track_caller]
fn check(text: &str, expect: &str) {
    let found = OwnValues::of(&[text]).map(|own| {
        let uses = own.uses.iter().map(|(name, used)| {
            let Use { raw, compared, otherwise } = *used;
            let words = [(raw, " raw"), (compared, " compared"), (otherwise, " otherwise")];
            let words = words.into_iter().filter(|(is_so, _)| *is_so).map(|(_, word)| word);
            format!("{name}:{}", words.collect::<String>())
        });
        uses.collect::<Vec<_>>().join(", ")
    });
    assert_eq!(found.as_deref().unwrap_or("-"), expect, "{text}");
}

#[test]
fn what_is_shown_or_asked_for_is_told_from_the_rest() {
    check("{{ page.title }}{{- page.url -}}", "title:, url:");
    check("{{ content | safe }}{{ json_ld|safe }}", "content: raw, json_ld: raw");
    check("{% if page.date and not page.image %}{% endif %}", "date:, image:");
    check(
        "{{ page.updated | date }}{{ page.title ~ \"a\" }}",
        "title: otherwise, updated: otherwise",
    );
    check("{{ page.title if page.date else \"a\" }}", "date: otherwise, title: otherwise");
    check("{{ page.extra.note }}{{ page.extra[\"a\"] }}", "extra: otherwise");
    check(
        "{{ page.weight + 1 }}{% if page.draft == 1 %}{% endif %}",
        "draft: otherwise, weight: otherwise",
    );
    check("{# {{ page.title }} #}{% raw %}{{ page.url }}{% endraw %}{{ page.file }}", "file:");
    check("{{ \"}}\" ~ page.title }}", "title: otherwise");
}

#[test]
fn a_comparison_is_one_with_what_is_the_same_for_all_pages() {
    check("{% if page.title == site.title %}{% endif %}", "title: compared");
    check(
        "{% if \"\" != page.url and page.url is not starting_with(pat=home_url) %}{% endif %}",
        "url: compared",
    );
    check(
        "{% if page.title == page.description %}{% endif %}",
        "description: otherwise, title: otherwise",
    );
    check(
        "{% if page.title is starting_with(pat=page.url) %}{% endif %}",
        "title: otherwise, url: otherwise",
    );
    check("{% if home_url is starting_with(pat=page.url) %}{% endif %}", "url: otherwise");
    check("{% if (page.title or \"a\") == site.title %}{% endif %}", "title: otherwise");
    check("{% if page.title == site.title | upper %}{% endif %}", "title: otherwise");
    check("{% if page.title in data.titles %}{% endif %}", "title: otherwise");
    check("{% if page.language != site.language %}{% endif %}", "");
}

#[test]
fn a_name_of_a_loop_stands_for_what_its_list_holds() {
    let compare = "{% if item.url == page.url %}{% endif %}{% endfor %}";
    check(&format!("{{% for item in footer %}}{compare}"), "url: compared");
    check(
        &format!("{{% for item in breadcrumb %}}{compare}"),
        "breadcrumb: otherwise, url: otherwise",
    );
    check(
        &format!("{{% for item in footer %}}{{% for item in toc %}}{compare}{compare}"),
        "toc: otherwise, url: compared otherwise",
    );
    check(&format!("{{% set item = page.url %}}{compare}"), "url: otherwise");
    check("{% for page in footer %}{% endfor %}", "-");
}

#[test]
fn what_could_be_anything_is_left_to_tera() {
    for text in [
        "{{ page }}",
        "{{ page[\"title\"] }}",
        "{% for key, value in page %}{% endfor %}",
        "{{ <Card page={page} /> }}",
        "{{ now() }}",
        "{% filter upper %}{{ page.title }}{% endfilter %}",
        "{% set a %}{{ page.title }}{% endset %}",
        "{% set content = 1 %}",
        "{{ site_map }}",
        "{{ page.title",
    ] {
        check(text, "-");
    }
    check("{% block a %}{{ super() }}{% include \"b\" %}{% extends \"c\" %}{% endblock a %}", "");
}

proptest::proptest! {
    #[test]
    fn never_panics(text in "([{}%#|.\'\"=() é]|page|if |for |in |set |\\{\\{|\\}\\}|\\{%|%\\}){0,30}") {
        let _ = OwnValues::of(&[&text]);
    }
}
