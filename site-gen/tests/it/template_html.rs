//! Templates as HTML: what is opened is closed, whatever the conditions around it say.

use crate::harness::Site;

/// The codes of what is told of a template that a page has, with other files of `templates/`.
fn told(template: &str, others: &[(&str, &str)]) -> String {
    let page = format!(
        "{{% extends \"base.html\" %}}{{% block main %}}<h1>{{{{ page.title }}}}</h1>\n{template}\n\
         {{{{ content | safe }}}}{{% endblock main %}}\n"
    );
    let site = Site::of("templates/page.html", &page);
    let site = others
        .iter()
        .fold(site, |site, (name, text)| site.with(&format!("templates/{name}"), text));
    let told = site.build().0.report.diagnostics;
    let codes: Vec<&str> = told.iter().map(|each| each.code.name()).collect();
    codes.join(" ")
}

#[track_caller]
fn check(rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|(template, expect)| (template, told(template, &[]), expect))
        .filter(|(_, found, expect)| found != *expect)
        .map(|(template, found, expect)| format!("{template:?} tells {found:?}, not {expect:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_template_leaves_open_is_told() {
    check(&[
        ("<!-- a", "comment-not-closed"),
        ("<div>", "html-not-closed"),
        ("<div><span>x</div>", "html-not-closed"),
        ("</div>", "html-not-closed"),
        ("<a href=\"/\">x", "html-not-closed"),
        ("<br></br>", "html-not-closed"),
        ("<div", "html-not-closed"),
        ("<div{{ page.title }}", "html-not-closed"),
        ("<div <p>x</p></div>", "html-attribute"),
        ("<dvi>x</dvi> <dvi>y</dvi>", "html-unknown"),
        ("<p class=“a”>x</p>", "html-attribute"),
        ("<p class=\"a\" class=\"b\">x</p>", "html-attribute"),
        ("<p class=\"a><b class=\"c\">x</b></p>", "html-attribute html-not-closed"),
        ("<p clas=\"a\">x</p>", "html-attribute"),
        ("<p id=\"a\">x</p><p id=\"a\">y</p>", "heading-anchor"),
        ("<a href=\"/\"><a href=\"/\">x</a></a>", "link-in-link"),
        ("{% for a in [1] %}<b>{{ a }}{% endfor %}", "html-not-closed"),
        ("{% if page.date %}<p id=\"a\">x</p>{% endif %}<p id=\"a\">y</p>", "heading-anchor"),
        ("{% if page.date %}<b>a{% else %}<b>c{% endif %}", "html-not-closed"),
        ("{% if page.date %}<ul><li><b>a</ul>{% endif %}", "html-not-closed"),
    ]);
}

#[test]
fn what_conditions_open_and_close_is_meant() {
    check(&[
        ("{% if page.date %}<div>{% endif %}x{% if page.date %}</div>{% endif %}", ""),
        ("{% if page.date %}<div>{% else %}<div class=\"a\">{% endif %}x</div>", ""),
        ("<div>{% if page.date %}x</div>{% else %}y</div>{% endif %}", ""),
        ("<ul>{% for a in [1] %}<li>{{ a }}</li></ul><ul>{% endfor %}</ul>", ""),
        (
            "<ul>{% for a in [1, 2] %}{% if loop.first %}<li>{% endif %}{{ a }}{% if loop.last %}</li>{% endif %}{% endfor %}</ul>",
            "",
        ),
        ("<p {% if page.date %}class=\"a\"{% else %}class=\"b\"{% endif %}>x</p>", ""),
        (
            "<p class=\"{% if page.title == \"a>b\" %}c{% endif %}\" {{ page.title }} {{ page.title }}>x</p>",
            "",
        ),
        ("{% if page.date %}<p id=\"a\">x</p>{% else %}<p id=\"a\">y</p>{% endif %}", ""),
        ("{% for a in [1] %}<p id=\"{{ a }}\">x</p><p id=\"{{ a }}\">y</p>{% endfor %}", ""),
        ("{% set level = 2 %}<h{{ level }}>x</h{{ level }}>", ""),
        ("<div{% if page.date %} class=\"a\"{% endif %}>x</div{% if page.date %}{% endif %}>", ""),
        (
            "<h{% if page.date %}2{% else %}3{% endif %}>x</h{% if page.date %}2{% else %}3{% endif %}>",
            "",
        ),
        ("<svg viewBox=\"0 0 1 1\"><linearGradient/><path d=\"M0 0\"/></svg>", ""),
        ("<mon-element></mon-element><p>un<p>deux<br>trois<ul><li>a</ul>", ""),
        ("<!-- <div> --><script>document.write(\"<b>\")</script>{# <div> #}", ""),
        ("{% set a %}<b>{% endset %}{{ a | safe }}x</b>", ""),
        ("<input value=\"a\" disabled><button type=\"submit\">x</button>", ""),
    ]);
}

#[test]
fn what_one_template_opens_another_may_close() {
    let pair = [("head.html", "<section><div>\n"), ("foot.html", "</div></section>\n")];
    assert_eq!(told("{% include \"head.html\" %}x{% include \"foot.html\" %}", &pair), "");
    assert_eq!(told("{% include \"head.html\" %}x</div></section>", &pair[..1]), "");
    let base = "<!doctype html><html lang=\"fr\"><title>{{ page.title }}</title>{% block main %}<div>\
                {% endblock main %}x</div></html>\n";
    assert_eq!(told("<div>", &[("base.html", base)]), "");
    assert_eq!(told("<b>", &[("base.html", base)]), "html-not-closed");
    let card = "{% component card(title: string) %}<b id=\"a\">{{ title }}</b>{% endcomponent card %}\
                {% component other(title: string) %}<b id=\"a\">{{ title }}{% endcomponent other %}\n";
    assert_eq!(told("", &[("components/card.html", card)]), "html-not-closed");
}
