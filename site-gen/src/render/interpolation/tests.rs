use serde_json::json;

use super::*;

fn context() -> Context {
    let mut context = Context::new();
    context.insert("form", &json!({"rules": {"chiffre": {"min": 300}}, "steps": ["Un", "*Deux*"]}));
    context.insert("site", &json!({"title": "A|B `c`", "url": "https://a.fr/x_y"}));
    context
}

fn run(body: &str) -> (String, Vec<String>) {
    let mut tera = Tera::default();
    prepare(&mut tera);
    let known = Known::default();
    let values = Values { tera: &tera, filters: &["euros"], language: "fr", known: &known };
    let (expanded, diagnostics) = expand(body, values, &context);
    let again = expand(body, values, &context);
    assert_eq!((&expanded.text, &diagnostics), (&again.0.text, &again.1), "{body}");
    let shown = diagnostics
        .into_iter()
        .map(|diagnostic| {
            let help = diagnostic.help.map(|help| format!(" ({help})")).unwrap_or_default();
            format!("{}: {}{help}", &body[diagnostic.span], diagnostic.message)
        })
        .collect();
    (expanded.text.into_owned(), shown)
}

#[test]
fn values_are_text_wherever_they_stand() {
    let (text, diagnostics) =
        run("a {{ site.title }} [b]({{ site.url }}) {{ form.rules.chiffre.min }}.");
    assert_eq!(diagnostics, [""; 0]);
    assert_eq!(text, "a A&#124;B &#96;c&#96; [b](https&#58;&#47;&#47;a&#46;fr&#47;x&#95;y) 300.");
}

#[test]
fn what_is_a_pages_own_is_written_for_each() {
    let mut tera = Tera::default();
    prepare(&mut tera);
    crate::render::templates::filters::register(&mut tera, &std::sync::Arc::default());
    let known = Known::default();
    let body = "{{ page.title }} {{ 3000 | number }} {{ site.title }}";
    let written = [("A", "fr"), ("B", "en"), ("C", "fr")].map(|(title, language)| {
        let values = Values { tera: &tera, filters: &[], language, known: &known };
        let context = || {
            let mut context = Context::new();
            context.insert("page", &json!({"title": title, "language": language}));
            context.insert("site", &json!({"title": "S"}));
            context
        };
        expand(body, values, &context).0.text.into_owned()
    });

    assert_eq!(written, ["A 3\u{202f}000 S", "B 3&#44;000 S", "C 3\u{202f}000 S"]);
}

#[test]
fn spaces_of_a_value_are_never_indentation_nor_line_breaks() {
    let mut escaped = Vec::new();
    escape("  a\nb  \u{e000}é\u{e001} ", &mut escaped).unwrap();
    let escaped = String::from_utf8(escaped).unwrap();
    assert_eq!(escaped, "&#32;&#32;a b &#32;\u{e000}é\u{e001}&#32;");
}

#[test]
fn a_block_is_rendered_as_one() {
    let (text, diagnostics) =
        run("{% for s in form.steps -%}\n- {{ s }}\n{% endfor %}fin {#ancre}");
    assert_eq!(diagnostics, [""; 0]);
    assert_eq!(text, "- Un\n- &#42;Deux&#42;\nfin {#ancre}");
}

#[test]
fn a_name_once_set_stays_known() {
    let (text, diagnostics) =
        run("{% set n = form.rules.chiffre.min %}a {{ n }} {{ n + 1 }} {{ total }}");
    assert_eq!(text, "a 300 301 \u{e003}");
    assert_eq!(diagnostics, ["total: unknown variable `total` (known here: form, n, site)"]);
}

#[test]
fn a_name_stands_for_what_it_was_set_to_last_whatever_that_is() {
    for (body, expected) in [
        ("{% set a = 1 %}{% set a = a + 1 %}{% set a = a * 10 %}{{ a }}", "20"),
        ("{% set a = form.steps %}{% for s in a %}{{ s }},{% endfor %}", "Un,&#42;Deux&#42;,"),
        ("{% set a = site %}{{ a.title }}", "A&#124;B &#96;c&#96;"),
        ("{% set a %}*{{ site.title }}*{% endset %}{{ a }}", "*A&#124;B &#96;c&#96;*"),
        ("{% set a %}{x}{% endset %}{{ a | safe }}", "{x}"),
        ("{% set a = 1 == 1 %}{% if a %}oui{% endif %}", "oui"),
        ("{% set form = 3 %}{{ form + 1 }}", "4"),
        ("{% set_global a = \"x\" %}{{ a }}", "x"),
    ] {
        let (text, diagnostics) = run(body);
        assert_eq!(diagnostics, [""; 0], "{body}");
        assert_eq!(text, expected, "{body}");
    }
}

#[test]
fn code_is_literal_even_in_a_block() {
    let body = "`{{ x }}` {{ site.url }}\n\n```\n{% for %}\n```\n\n    {{ y }}\n";
    let (text, diagnostics) = run(body);
    assert_eq!(diagnostics, [""; 0]);
    assert_eq!(text, body.replace("{{ site.url }}", "https&#58;&#47;&#47;a&#46;fr&#47;x&#95;y"));
    let (text, diagnostics) = run("{% for s in form.steps %}## A `{{ s }}` {#a}\n{% endfor %}");
    assert_eq!(diagnostics, [""; 0]);
    assert_eq!(text, "## A `{{ s }}` {#a}\n".repeat(2));
}

#[test]
fn every_mistake_is_reported_where_it_stands() {
    let (text, diagnostics) = run(
        "é {{ form.rules.chifre.min }} {{ fomr.x }} b {{ form.rules.nope | upper }}\n\
         {% for s in form.stpes %}{{ s }}{% endfor %} {{ site.title | uper }} {% endif %} {{ l'a }}",
    );
    // What a link or a heading of it would be, nobody knows: it is not empty.
    let unknown = "é ? ? b ?\n? ? ? ?".replace('?', "\u{e003}");
    assert_eq!(text, unknown);
    insta::assert_snapshot!(diagnostics.join("\n"), @"
    chifre: unknown variable `form.rules.chifre` (did you mean `chiffre`?)
    fomr: unknown variable `fomr` (did you mean `form`?)
    nope: unknown variable `form.rules.nope` (known here: chiffre)
    stpes: unknown variable `form.stpes` (did you mean `steps`?)
    uper: unknown filter `uper` (did you mean `upper`?)
    endif: `endif` closes nothing (remove it, or open above what it is to close)
    : string opened with `'` is missing its closing `'` (an expression looks like {{ page.title }} or {{ 300 | euros }})
    ");
}

#[test]
fn what_is_never_closed_is_reported_once() {
    let (text, diagnostics) = run("{{ a\n\n{{ site.url }} {% for s in form.steps %} {{ s.x }}");
    assert_eq!(
        text,
        "{{ a\n\nhttps&#58;&#47;&#47;a&#46;fr&#47;x&#95;y {% for s in form.steps %} {{ s.x }}"
    );
    insta::assert_snapshot!(diagnostics.join("\n"), @"
    {{: `{{` is never closed (close it with `}}`; to show braces, write them as code: `{{`)
    {% for s in form.steps %}: `{% for %}` is never closed (write `{% endfor %}` where it ends)
    ");
}

#[test]
fn every_byte_of_the_result_leads_back_to_the_body() {
    let mut tera = Tera::default();
    prepare(&mut tera);
    let body = "ab {{ site.url }} cd {{ nope }}ef";
    let known = Known::default();
    let values = Values { tera: &tera, filters: &[], language: "fr", known: &known };
    let (expanded, _) = expand(body, values, &context);
    let text = &expanded.text;

    assert_eq!(expanded.original(text.find("ab").unwrap()), 0);
    assert_eq!(expanded.original(text.find("&#58;").unwrap()), 3);
    assert_eq!(expanded.original(text.find("cd").unwrap()), body.find("cd").unwrap());
    assert_eq!(expanded.original(text.find("ef").unwrap()), body.find("ef").unwrap());
    assert_eq!(expanded.original(text.len()), body.len());
    let url = text.find("https").unwrap()..text.find(" cd").unwrap();
    assert_eq!(&body[expanded.span(url)], "{{ site.url }}");
}

proptest::proptest! {
    #[test]
    fn any_body_is_expanded_and_every_fault_lies_in_it(body in "[{}%`'\" a.|é\n#-]{0,40}|(\\{% (for s in form|set x = 1|endfor|raw|endraw|if s) %}|\\{\\{ (x|s|form) \\}\\}|é|`|\n){0,8}") {
        let mut tera = Tera::default();
        prepare(&mut tera);
        let known = Known::default();
        let values = Values { tera: &tera, filters: &[], language: "fr", known: &known };
        let (expanded, diagnostics) = expand(&body, values, &context);
        for diagnostic in diagnostics {
            proptest::prop_assert!(body.get(diagnostic.span).is_some(), "{}", diagnostic.message);
        }
        for offset in 0..=expanded.text.len() {
            proptest::prop_assert!(expanded.original(offset) <= body.len());
        }
    }
}

#[test]
fn a_brace_too_many_is_told() {
    for (body, expected) in [
        ("{{ site.title }}}", "}: this brace is shown as it is"),
        ("a {{ site.title }}}} b", "}}: this brace is shown as it is"),
        ("{% if true %}a{% endif %}}", "}: this brace is shown as it is"),
        ("{ {{ site.title }}}}", "}: this brace is shown as it is"),
        ("{ a }\n{{ site.title }}}", "}: this brace is shown as it is"),
        ("{{{ site.title }}}", "{{{ site.title }}}: these are too many braces"),
        ("{{{site.title}} et {{ a }}", "{{{site.title}}: these are too many braces"),
        (
            "{{{{ site.title }}}} {{ site.title }}",
            "{{{{ site.title }}}}: these are too many braces",
        ),
    ] {
        let told = run(body).1;
        assert!(told[0].starts_with(expected), "{body}: {told:?}");
        assert_eq!(told.len(), 1 + body.matches("{{ a }}").count(), "{body}: {told:?}");
    }
    for body in [
        "{ {{ site.title }} }",
        "{a:{{ site.title }}}",
        "{a:{b:{{ site.title }}}}",
        "{{ site.title }} }",
        "`{{{ site.title }}}` et {% raw %}{{ x }}}{% endraw %}}",
    ] {
        assert_eq!(run(body).1, [""; 0], "{body}");
    }
}

proptest::proptest! {
    #[test]
    fn what_holds_no_sign_of_code_holds_no_code(text in "([ >~\n]|    |- |1\\. |\\* |: |\\[\\^a\\]: |> |é|a|\\|){0,16}") {
        if !segments::may_hold_code(&text) {
            proptest::prop_assert!(segments::code_of_markdown(&text).is_empty());
        }
    }
}
