//! Mistakes that look like several, and HTML.

use crate::{false_alarms::check, harness::Site};

const SITE: &str = "title = \"Site\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\n";

#[test]
fn one_mistake_is_told_once() {
    check(&[
        ("[![](/assets/a.svg)](./dates.md)", &["image-without-text", "image-missing"]),
        ("[![](/assets/a.svg \"décorative\")](./dates.md)", &["link-empty", "image-missing"]),
        ("####", &["heading-empty"]),
        ("Un mot\ncoupé\n: un\n: deux", &["definition-colon"]),
        ("{{< image src=\"a.png\" >}}", &["component-unknown"]),
        ("{{< new-in 0.150.0 />}}", &["component-unknown"]),
        ("{{< qr text=\"a\" scale=3 />}}", &["component-unknown"]),
        ("{{#include notes.md}}", &["value-syntax"]),
        ("{{< mermaid >}}\n[[b]]\n{{< /mermaid >}}", &["component-unknown"]),
        ("{{< code >}}\n[[b]]\n{{< /code >}}", &["component-text", "link-literal"]),
        ("{{% note %}}\n\n[[b]]\n\n{{% /note %}}", &["value-syntax", "link-literal"]),
        ("Un <Badge text=\"a\" /> ici", &["html-unknown"]),
        ("<Note>\n\nUn texte.\n\n</Note>", &["html-unknown"]),
        ("Un texte.\n<Note>\n\nUn texte.\n\n</Note>", &["html-unknown"]),
        ("<Button link=\"/x/\" text=\"a\"/>", &["html-unknown"]),
        ("<Video src=\"a.mp4\" />", &["html-unknown"]),
        ("Un <Link to=\"/x/\">texte</Link> ici", &["html-unknown"]),
        ("<Br/> et <button>a</button>", &[]),
        ("<i class=\"a\" />", &["html-not-closed"]),
        ("</Note>\n\n<Note>", &["html-unknown", "html-unknown"]),
        ("## Titre {#un deux trois}", &["heading-braces"]),
        ("<Photo src=\"https://b.example/a.png\" />", &["html-unknown"]),
        ("Un Vec<T> ici", &["html-unknown"]),
        ("| a | b |\n\n|---|---|\n| c | d |", &["table-literal"]),
        ("|---|---|\n| c | d |", &["table-literal"]),
        ("{% note %}x{% endnote %}", &["value-syntax"]),
        ("{% comment %}\n\nx\n\n{%- endcomment -%}", &["value-syntax"]),
        ("{% unless data.lieu %}x{% endunless %}", &["value-syntax"]),
        ("{% endnote %}", &["value-syntax"]),
        ("Un ^^a^^ ici", &["mark-literal"]),
        ("[^1]:", &["footnote-empty"]),
        ("Un[^1]\n\n[^1]:", &["footnote-empty"]),
        ("[^1]: Un[^1]", &["footnote-unused"]),
    ]);
}

#[test]
fn what_is_done_with_the_values_of_a_broken_file_is_not_told() {
    let broken = Site::of("data/v.csv", "nom;ville\nA;Nîmes\n");
    for prose in [
        "{{ data.v | length }}",
        "{{ data.v | first }}",
        "{{ data.v | join(sep=\", \") }}",
        "{{ data.v | sort(attribute=\"x\") | length }}",
        "{{ data.v[0].nom }}",
        "{{ data.v.x | euros }} et {{ data.v.x | date }}",
        "{% for r in data.v %}{{ r.nom }}{% endfor %}",
        "{% for k, w in data.v %}{{ k }}{% endfor %}",
        "{% if data.v | length > 3 %}a{% endif %}",
        "{% if \"a\" in data.v %}a{% endif %}",
        "{% set n = data.v | length %}{{ n }}",
        "{% set n = data.v %}{{ n | length }}",
        "{% set n = data.v %}{% set m = n %}\n\n{% for x in m %}{{ x.nom }}{% endfor %}{{ m | first }}",
    ] {
        let page = format!("---\ntitle: A\n---\n\n{prose}\n");
        let template = format!("{{{{ page.title }}}}{{{{ content | safe }}}}{prose}");
        for (path, text) in [("pages/a.md", &page), ("templates/page.html", &template)] {
            let site = Site::of("data/v.csv", "nom;ville\nA;Nîmes\n").with(path, text);
            let built = site.build();
            let codes: Vec<&str> =
                built.0.report.diagnostics.iter().map(|it| it.code.name()).collect();
            assert_eq!(codes, ["data-csv-header"], "{path}: {prose}\n{}", built.diagnostics());
        }
    }
    let nope = broken
        .with("pages/a.md", "---\ntitle: A\n---\n\n{{ data.v | nope }} {{ page.title | euros }}\n");
    let told = nope.build().0.report.diagnostics;
    let codes: Vec<&str> = told.iter().map(|it| it.code.name()).collect();
    assert_eq!(codes, ["data-csv-header", "value-filter", "value-mistyped"]);
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

#[test]
fn a_condition_on_what_is_not_there_is_told_like_any_other_name() {
    check(&[
        ("{% if data.lieu.vile %}a{% endif %}", &["value-unknown"]),
        ("{% if data.lieu.vile == \"a\" %}a{% endif %}", &["value-unknown"]),
        ("{% if data.lieu.ville.x %}a{% endif %}", &["value-unknown"]),
        ("{% if not data.lieu.etage and data.lieu.ville %}a{% endif %}", &["value-unknown"]),
        ("{% if data.liue %}a{% elif data.lieu.vile %}b{% endif %}", &["value-unknown"; 2]),
        ("{{ \"a\" if data.lieu.vile else \"b\" }}", &["value-unknown"]),
        ("{% if site.titre %}a{% endif %}", &["value-unknown"]),
        ("{% if page.titel %}a{% endif %}", &["value-unknown"]),
        // Who asks for it, or says what comes instead, knows that it may not be there.
        ("{% if data.lieu.etage is defined %}{{ data.lieu.etage }}{% endif %}", &[]),
        ("{{ data.lieu.etage | default(value=\"2\") }} {{ data.lieu.etage or \"2\" }}", &[]),
        ("{% if site.navigation %}a{% endif %}{% if page.description %}b{% endif %}", &[]),
        ("{% if page.extra.auteur %}a{% endif %}", &[]),
    ]);
}

#[test]
fn a_bare_address_ends_before_what_none_holds() {
    check(&[
        ("https://b.example\\", &[]),
        ("https://b.example\"x\"", &[]),
        ("<www.b.example>", &["link-file"]),
        ("https://https://b.example", &["link-host"]),
        ("<https://https//b.example>", &["link-host"]),
        ("[a][b]\n\n[b]: https://www.https://b.example", &["link-host"]),
    ]);
}

/// Each file of a site with one mistake, and the only code that it is told by.
#[test]
fn a_value_that_is_misread_is_not_missed_as_well() {
    let page = |front_matter: &str| format!("---\n{front_matter}\n---\n");
    let toml = |front_matter: &str| format!("+++\n{front_matter}\n+++\n");
    for (path, text, expect) in [
        ("pages/a.md", page("title: 01234"), "yaml-number"),
        ("pages/a.md", page("title: .5"), "yaml-number"),
        ("pages/a.md", page("title: A\nslug: 007"), "yaml-number"),
        ("pages/a.md", page("title: A\nweight: 1e3"), "yaml-number"),
        ("pages/a.md", page("title: A\ndate: 0x10"), "yaml-number"),
        ("pages/a.md", page("title: #2"), "yaml-comment"),
        ("pages/a.md", page("title: !important"), "yaml-tag"),
        ("pages/a.md", page("title: A\n  B #2"), "yaml-comment"),
        ("pages/a.md", page("title: A\nextra: { toc:true }"), "yaml-no-space"),
        ("pages/a.md", page("title: 12"), "front-matter-mistyped"),
        ("pages/a.md", toml("title \"A\""), "toml-syntax"),
        ("pages/a.md", toml("title: \"A\""), "toml-syntax"),
        ("pages/a.md", toml("title = \"A\"\ndate = 01/06/2021"), "toml-syntax"),
        ("pages/a.md", toml("title = \"A\"\ndraft = yes"), "toml-syntax"),
        ("pages/a.md", toml("title = \"A\"\nweight = 01"), "toml-syntax"),
        ("data/x.toml", "a: 1\n".to_owned(), "toml-syntax"),
        ("data/x.toml", "a == 1\nb = 2\n".to_owned(), "toml-syntax"),
        ("data/x.toml", "// x\nb = 2\n".to_owned(), "toml-syntax"),
        ("data/x.toml", ";x\n".to_owned(), "toml-syntax"),
        ("site.toml", SITE.replace("title =", "title:"), "toml-syntax"),
        ("site.toml", SITE.replace("language = ", "language "), "toml-syntax"),
        ("site.toml", SITE.replace("title = \"", "title = \"\"\""), "toml-syntax"),
        ("site.toml", SITE.replace("title", "titre"), "site-unknown-key site-missing-keys"),
    ] {
        let told = Site::minimal().with(path, &text).build().0.report.diagnostics;
        let mut codes: Vec<&str> = told.iter().map(|each| each.code.name()).collect();
        codes.sort_unstable_by(|one, other| other.cmp(one));
        assert_eq!(codes.join(" "), expect, "{text}");
    }
}

#[test]
fn what_follows_from_an_unknown_value_is_not_told() {
    check(&[
        ("[x](#{{ data.lieu.vile }})", &["value-unknown"]),
        ("<a href=\"#{{ data.lieu.vile }}\">x</a>", &["value-unknown"]),
        ("un[^{{ data.lieu.vile }}]", &["value-unknown"]),
        ("[x](#{{ data.lieu.ville }})", &["link-fragment"]),
        ("<frame src=\"/\">", &["html-refused"]),
    ]);
}

#[test]
fn what_a_template_sets_from_an_unknown_value_is_not_told() {
    for (template, expect) in [
        ("{% set a = page.titel %}{{ a }}", "template-variable"),
        ("{% set a = page.titel %}{{ a.b }} {{ a | upper }}", "template-variable"),
        ("{% set a = page.titel | upper %}{{ a }}", "template-variable"),
        ("{% set a = page.titel %}{% set b = a %}{% set a = b %}{{ b }}", "template-variable"),
        ("{% set a = page.title %}{{ a.b }}", "template-variable"),
        ("{% set a = page.title %}{{ a }}", ""),
    ] {
        let site = Site::minimal().with("templates/page.html", template);
        let told = site.build().0.report.diagnostics;
        let codes: Vec<&str> = told.iter().map(|each| each.code.name()).collect();
        assert_eq!(codes.join(" "), expect, "{template}: {told:#?}");
    }
}

#[test]
fn braces_behind_a_heading_are_told_by_their_words() {
    check(&[
        ("## T {#a b}", &["heading-braces"]),
        ("## T {#a", &["heading-braces"]),
        ("## T {.a .b ", &["heading-braces"]),
        ("T {#a\n---", &["heading-braces"]),
        ("## T \\{#a", &[]),
        ("## T `{#a`", &[]),
        ("## T {a", &[]),
        ("## T {#", &[]),
        ("## T {#a #b}", &["heading-braces"]),
        ("## T {#a .}", &["heading-braces"]),
        ("## T {id=}", &["heading-braces"]),
        ("## T {=x}", &["heading-braces"]),
        ("## T {#a .b lang=en}", &[]),
        ("## T {#a}", &[]),
        ("## T `{#a b}`", &[]),
    ]);
}

#[test]
fn a_tag_that_is_closed_in_another_place_is_one_mistake() {
    check(&[
        ("<b><i>x</b></i>", &["html-not-closed"]),
        ("<span>x\n\ny</span>", &["html-not-closed"]),
        ("H<sup>2</sub>O", &["html-not-closed"]),
        ("<strong>x</stong> et <b>y</b>", &["html-not-closed"]),
        ("<b>x\n\n</b></b>", &["html-not-closed", "html-not-closed"]),
        ("<b>x\n\n<b>y</b>", &["html-not-closed"]),
        ("<style>\na {\n", &["html-not-closed"]),
        ("<a herf=\"/\">x</a>", &["html-attribute"]),
        ("<img scr=\"/assets/a.png\" alt=\"\">", &["image-incomplete"]),
        ("<img src=\"\" alt=\"\">", &["image-missing"]),
        ("![x]()", &["image-missing"]),
        ("<p class=“a b”>x</p>", &["html-attribute"]),
        ("un[^1] et[^1]\n\n[^1] : une note", &["footnote-undefined"]),
        ("un[^1]\n\n[^1]\u{a0}: une note", &["footnote-undefined"]),
        ("un[^1]\n\nIci : [^2] : deux", &["footnote-undefined", "footnote-undefined"]),
    ]);
}
