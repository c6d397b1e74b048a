//! Mistakes that look like several, and HTML.

use crate::false_alarms::check;

#[test]
fn one_mistake_is_told_once() {
    check(&[
        ("[![](/assets/a.svg)](./dates.md)", &["image-without-text", "image-missing"]),
        ("[![](/assets/a.svg \"décorative\")](./dates.md)", &["link-empty", "image-missing"]),
        ("####", &["heading-empty"]),
        ("Un mot\ncoupé\n: un\n: deux", &["definition-colon"]),
        ("{{< image src=\"a.png\" >}}", &["value-syntax"]),
        ("{{< new-in 0.150.0 />}}", &["value-syntax"]),
        ("{{< qr text=\"a\" scale=3 />}}", &["value-syntax"]),
        ("{{#include notes.md}}", &["value-syntax"]),
        ("{{< code >}}\n[[b]]\n{{< /code >}}", &["value-syntax"]),
        ("{{% note %}}\n\n[[b]]\n\n{{% /note %}}", &["value-syntax", "link-literal"]),
        ("Un <Badge text=\"a\" /> ici", &["html-unknown"]),
        ("<Note>\n\nUn texte.\n\n</Note>", &["html-unknown"]),
        ("Un texte.\n<Note>\n\nUn texte.\n\n</Note>", &["html-unknown"]),
        ("</Note>\n\n<Note>", &["html-unknown", "html-unknown"]),
        ("## Titre {#un deux trois}", &["heading-braces"]),
        ("<Photo src=\"https://b.example/a.png\" />", &["html-unknown"]),
        ("Un Vec<T> ici", &["html-unknown"]),
        ("{% note %}x{% endnote %}", &["value-syntax"]),
        ("{% comment %}\n\nx\n\n{%- endcomment -%}", &["value-syntax"]),
        ("{% unless data.lieu %}x{% endunless %}", &["value-syntax"]),
        ("{% endnote %}", &["value-syntax"]),
        ("Un ^^a^^ ici", &["mark-literal"]),
    ]);
}

#[test]
fn html_is_what_browsers_know() {
    check(&[
        ("<mon-element></mon-element>", &[]),
        ("<svg viewBox=\"0 0 1 1\"><linearGradient/><path d=\"M0 0\"/></svg>", &[]),
        ("<math><mi>x</mi></math>", &[]),
        ("<center><font color=\"red\">a</font></center> <P>b</P>", &[]),
        ("<sup class=\"a\" />", &["html-not-closed"]),
    ]);
}

#[test]
fn markdown_in_html_is_told_where_it_was_meant() {
    check(&[
        ("<div>\n```\na\n```\n</div>", &["html-markdown"]),
        ("<div>\n  ~~~ rust\n  a\n  ~~~\n</div>", &["html-markdown"]),
        ("<div>\n## Titre\n</div>", &["html-markdown"]),
        ("<details>\n<summary>A</summary>\n- un\n- deux\n</details>", &["html-markdown"]),
        ("<div>\n1. <b>un</b>\n2. deux\n</div>", &["html-markdown"]),
        ("<div>\n- Bonjour, dit-il.\n</div>", &[]),
        ("<p>\n- un<br>\n- deux<br>\n</p>", &[]),
        ("<p>Le nom `a` ici</p>", &["html-markdown"]),
        ("<p>Une ` seule et <code>`b`</code></p>", &[]),
        ("<div>\n#1 et ##deux\n</div>", &[]),
        ("<pre>\n```\n- a\n- b\n</pre>", &[]),
        ("<div>\n<!--\n- a\n- b\n-->\n</div>", &[]),
    ]);
}
