use super::*;

#[track_caller]
fn check(text: &str, expect: &[&str]) {
    let mentions = Mentions::of(text);
    let looked_up = mentions.paths.iter();
    let looked_up = looked_up.filter(|path| !mentions.bound.contains(path.names[0]));
    let found = looked_up.map(|path| {
        let sign = match path.guard {
            Guard::None => "",
            Guard::Condition => "?",
            Guard::Provided => "??",
        };
        format!("{}{sign}", path.names.join("."))
    });
    assert_eq!(found.collect::<Vec<_>>(), expect);
}

#[test]
fn names_of_values_are_found_wherever_they_stand() {
    check("a {{ page.title }} b", &["page.title"]);
    check("{{ {\"a\": page.titel, \"b.c\": [x.y]} | keys }}", &["page.titel", "x.y"]);
    check("{% if page.date and not site %}{% endif %}", &["page.date?", "site?"]);
    check("{% for a, b in page.extra %}{{ a }}{% endfor %}", &["page.extra"]);
    check("{% set x = form.rules[0].min + 1 %}", &["form.rules"]);
    check("{{ page['a b'].c | safe }} {{ page[x] }}", &["page.a b.c", "page", "x"]);
    check("{% if page.title in data.list %}", &["page.title?", "data.list?"]);
    check("{{ [n.name for n in data.list] | join(sep=site.x) }}", &["data.list", "site.x"]);
}

#[test]
fn what_only_asks_is_told_apart() {
    check("{{ page.image | default(value=site.image) }}", &["page.image??", "site.image??"]);
    check("{{ a.b or c }} {{ d?.e }}", &["a.b??", "c??", "d??"]);
    check("{% if a.b or c is defined %}{% elif d or e %}", &["a.b??", "c??", "d?", "e?"]);
    check("{{ 'x' if a.b or c else d }}", &["a.b?", "c?", "d?"]);
    check("{% if a is not starting_with(pat=b) %}", &["a?", "b?"]);
}

#[test]
fn filters_tests_functions_arguments_and_literals_are_no_values() {
    check("{{ 'page.x' | upper | get(key=\"a\") }} {{ super() }} {{ 1.5 }}", &[]);
    check("{# {{ a }} #}{% raw %}{{ b }}{% endraw %}{% block c %}{% endblock c %}", &[]);
    check("{% include \"x.html\" %}{{ <Card a={b} /> }}", &[]);
}

#[test]
fn names_that_the_text_gives_are_known() {
    let mentions = Mentions::of("{% for a, b in x %}{% set c = 1 %}{{ [d for d in y] }}");
    assert_eq!(mentions.bound.into_iter().collect::<Vec<_>>(), ["a", "b", "c", "d"]);
}

proptest::proptest! {
    #[test]
    fn never_panics(text in "([{}%#|.'\"=() é]|a|if |for |in |\\{\\{|\\}\\}|\\{%|%\\}){0,30}") {
        let _ = Mentions::of(&text);
    }
}
