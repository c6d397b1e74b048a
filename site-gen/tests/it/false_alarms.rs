//! What people rightly write, and what is told of what they write wrongly: once, and with the right advice.

use crate::harness::Site;

fn of(prose: &str) -> Site {
    Site::of("pages/a.md", &format!("---\ntitle: A\n---\n\n{prose}\n"))
        .with("pages/dates.md", "---\ntitle: Dates\n---\n")
        .with("data/lieu.toml", "ville = \"Nîmes\"\nplaces = 6\n")
        .with("templates/carte.html", "<p>Carte</p>")
}

/// The codes of what is told of a text, in the order of their places.
fn codes(site: &Site) -> Vec<&'static str> {
    let diagnostics = site.build().0.report.diagnostics;
    diagnostics.iter().map(|each| each.code.name()).collect()
}

#[track_caller]
pub(crate) fn check(rows: &[(&str, &[&str])]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(prose, expect)| {
            let site = of(prose);
            let found = codes(&site);
            let said = || {
                format!("{prose:?} tells {found:?}, not {expect:?}\n{}", site.build().diagnostics())
            };
            (found != *expect).then(said)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn signs_are_told_where_they_were_meant_and_nowhere_else() {
    check(&[
        // The first words of a heading, an item, a cell.
        ("## -Zfoo", &[]),
        ("* -Zx", &[]),
        ("* -Zx\n* -Zy", &[]),
        ("1. -v", &[]),
        ("> * -Zx", &[]),
        ("- ##nom", &[]),
        ("* 1.un", &[]),
        ("- |a|b|", &[]),
        ("- :::", &[]),
        ("| A | B |\n|---|---|\n| -Zx | ##b |", &[]),
        ("-un\n-deux", &["list-literal", "list-literal"]),
        ("> -un\n> -deux", &["list-literal", "list-literal"]),
        ("##Titre", &["heading-literal"]),
        ("> ##Titre", &["heading-literal"]),
        ("1.un\n2.deux", &["list-literal"]),
        // Versions, options that begin a line of a sentence.
        ("1.x est finie, 2.x commence.", &[]),
        ("Passez l'option\n-Zfoo au compilateur.", &[]),
        ("Il faut :\n-un bilan", &["list-literal"]),
        ("Il faut un mot,\n-un\n-deux", &["list-literal"]),
        // Arguments.
        ("f(*args, **kwargs)", &[]),
        ("Appelez f(a, **options) ici.", &[]),
        ("dict(**a, **b)", &[]),
        ("2**3 et a/**/b", &[]),
        ("Venez, **demain", &["bold-literal"]),
        ("Venez **demain", &["bold-literal"]),
        // Remarks in brackets, beside links in brackets.
        ("[ci skip] ([#1](https://b.example/1))", &[]),
        ("[reporté] ([dates](./dates.md))", &[]),
        ("[sic] (voir plus bas)", &[]),
        ("[dates] (./dates.md)", &["link-literal"]),
        ("[dates] (#a)", &["link-literal"]),
        // Names in brackets beside names of links.
        ("[feature] et [features]\n\n[feature]: ./dates.md", &[]),
        ("[datse]\n\n[dates]: ./dates.md", &["link-reference"]),
        ("[dates] et [datse][]\n\n[dates]: ./dates.md", &["link-reference"]),
        ("`<code>` et [a][b]", &["link-reference"]),
    ]);
}

#[test]
fn what_is_raw_is_written_as_it_is() {
    for (prose, html) in [
        ("{% raw %}100 {% off{% endraw %}", "<p>100 {% off</p>"),
        ("{% raw %}{{ nom }} et {% if{% endraw %} fin", "<p>{{ nom }} et {% if fin</p>"),
        ("{% raw %}{{{% endraw %}{{ data.lieu.places }}", "<p>{{6</p>"),
        ("{% raw -%}  a {%- endraw %}b", "<p>ab</p>"),
        ("{%- raw %}{# a #}{% endraw -%}", "<p>{# a #}</p>"),
        ("{% raw %}*a*{% endraw %}", "<p><em>a</em></p>"),
        ("{% raw %}{% endraw %}a", "<p>a</p>"),
    ] {
        let page = of(prose).build().expect_page("/a/");
        assert!(page.contains(html), "{prose}: {page}");
    }
    check(&[("{% raw %}a", &["value-syntax"]), ("{% raw %}a{% endraw", &["value-syntax"])]);
}

#[test]
fn a_value_that_fails_is_told_once() {
    check(&[
        ("## {{ data.lieu.vile }}", &["value-unknown"]),
        ("[{{ data.lieu.vile }}](./dates.md)", &["value-unknown"]),
        ("[a]({{ data.lieu.vile }})", &["value-unknown"]),
        ("[a](/{{ data.lieu.vile }}/)", &["value-unknown"]),
        ("[a](/assets/{{ data.lieu.vile }}.pdf)", &["value-unknown"]),
        ("[a](mailto:{{ data.lieu.vile }})", &["value-unknown"]),
        ("[a](tel:{{ data.lieu.vile }})", &["value-unknown"]),
        ("[a](https://{{ data.lieu.vile }}/)", &["value-unknown"]),
        (
            "![{{ data.lieu.vile }}](/assets/{{ data.lieu.vile }}.svg)",
            &["value-unknown", "value-unknown"],
        ),
        ("![a]({{ data.lieu.vile }})", &["value-unknown"]),
        ("<a href=\"{{ data.lieu.vile }}\">{{ data.lieu.ville }}</a>", &["value-unknown"]),
        ("**{{ data.lieu.vile }}**", &["value-unknown"]),
        ("- {{ data.lieu.vile }}", &["value-unknown"]),
        ("{{ data.lieu.vile }}\n: a", &["value-unknown"]),
        ("Lieu\n: {{ data.lieu.vile }}", &["value-unknown"]),
        ("a[^1]\n\n[^1]: {{ data.lieu.vile }}", &["value-unknown"]),
        ("## {{ data.lieu.ville | number }}", &["value-mistyped"]),
        ("## {{ data.lieu.ville | erous }}", &["value-filter"]),
        // What is set from it.
        ("{% set v = data.lieu.vile %}{{ v }} {{ v | upper }}", &["value-unknown"]),
        ("{% set v = data.lieu.vile %}{{ v }} {{ w }}", &["value-unknown", "value-unknown"]),
        ("{% set v = data.lieu.vile %}{% for a in v %}{{ a }}{% endfor %}", &["value-unknown"]),
    ]);
}

/// What is advised of the only mistake of a site.
#[track_caller]
fn advice(site: &Site) -> String {
    let diagnostics = site.build().0.report.diagnostics;
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    format!("{}: {}", diagnostics[0].message, diagnostics[0].help.as_deref().unwrap_or_default())
}

#[test]
fn what_is_advised_is_right() {
    for (prose, expect) in [
        ("[a](@/dates.md)", "there is no file `@/dates.md`: did you mean `./dates.md`?"),
        (
            "[a](dates@exemple.fr)",
            "there is no file `dates@exemple.fr`: did you mean `mailto:dates@exemple.fr`?",
        ),
        ("[a](www.b.fr)", "there is no file `www.b.fr`: did you mean `https://www.b.fr`?"),
        ("[a](b.fr/c#d)", "there is no file `b.fr/c`: did you mean `https://b.fr/c#d`?"),
        (
            "[a](g)",
            "there is no file `g`: a link leads to a page's file (./page.md), to a file beside it, to a URL (/page/) or to /assets/…",
        ),
        (
            "[a](irc://b.example)",
            "a page cannot lead to `irc:`: links start with https:, mailto: or tel:; to allow others, in \
             site.toml: [links] schemes = [\"irc\"]",
        ),
        (
            "<Note>",
            "HTML has no element `<Note>`: write it as Markdown or HTML: components of other programs do nothing \
             here; to show the signs, write \\<Note>",
        ),
        (
            "<figcaption>Le `nom`</figcaption>",
            "Markdown is not read inside HTML: write <code>…</code>, or leave an empty line after the opening \
             tag, and one before the closing tag",
        ),
        ("<sup />", "`<sup>` is never closed: in HTML, /> closes nothing: write <sup …></sup>"),
        (
            "## A {/*b-c*/}",
            "these braces are not shown, and mean nothing: braces at the end of a heading name its anchor: \
             {#b-c}; to show them, put them in `…`",
        ),
        (
            "## A { #b title=\"c d\" }",
            "`d\"` means nothing in these braces: they hold an anchor, classes and values, none with a space in \
             it: {#name .class key=value}",
        ),
        ("{% block a %}", "`{% block %}` is never closed: write `{% endblock %}` where it ends"),
        (
            "{% extends \"base.html\" %}",
            "the text of a page extends no template: a template stands around the text, and is named in the front \
             matter: template: …",
        ),
        ("{% foo %}", "unknown tag `foo`: did you mean `for`?"),
        ("{% cycle a %}", "unknown tag `cycle`: known here: if, for, set, set_global, filter, raw"),
        (
            "{% link _a.md %}",
            "unknown tag `link`: a link names the file of its page: [text](./page.md)",
        ),
        (
            "A|B\n:-|:-|:-",
            "this is text, not a table: its line of dashes has 3 columns, its first line 2: write | --- | --- |",
        ),
        (
            "Un\n:icone: deux",
            "this colon defines the line above: an icon is written as a character, such as 🙂; to show the \
             colon, write \\:",
        ),
        (
            "| A `x|y` \\| z | B |\n|---|---|\n| a | b |",
            "this is text, not a table: its line of dashes has 2 columns, its first line 3: write | --- | --- | --- |",
        ),
        (
            "| A | B |\n|---|---|---|\n| a | b |",
            "this is text, not a table: its line of dashes has 3 columns, its first line 2: write | --- | --- |",
        ),
        (
            "| A | B |\n| a | b |",
            "this is text, not a table: below its first line stands one like | --- | --- |",
        ),
    ] {
        assert_eq!(advice(&of(prose)), expect, "{prose}");
    }
    let default = advice(&of("{{ page.title | default }}"));
    assert_eq!(default, "the filter needs its `value`: it stands in brackets: default(value=…)");
    for include in ["{% include \"carte.html\" %}", "{% include carte.html a=\"b\" %}"] {
        let included = advice(&of(include));
        assert!(included.starts_with("the text of a page includes no template: "), "{included}");
    }

    for (front_matter, expect) in [
        (
            "aliases: [ancienne/page]",
            "`ancienne/page` is no address of this site: did you mean `/ancienne/page`?",
        ),
        (
            "aliases: [ancienne/]",
            "`ancienne/` is no address of this site: did you mean `/ancienne/`?",
        ),
        (
            "aliases: ['https://a.example/b']",
            "`https://a.example/b` is no address of this site: an old address of this page, such as /old/page/",
        ),
    ] {
        let site = Site::of("pages/a.md", &format!("---\ntitle: A\n{front_matter}\n---\n"));
        assert_eq!(advice(&site), expect, "{front_matter}");
    }
    let own = advice(&Site::of("pages/a.md", "---\ntitle: A\ncouleur: bleu\n---\n"));
    assert!(
        own.starts_with("unknown key `couleur`: a value of your own stands below `extra`; "),
        "{own}"
    );
    let near = advice(&Site::of("pages/a.md", "---\ntitle: A\ndescripton: bleu\n---\n"));
    assert_eq!(near, "unknown key `descripton`: did you mean `description`?");
}

#[test]
fn front_matter_is_read_as_people_write_it() {
    for front_matter in [
        "description:",
        "description: ~",
        "date:\nupdated:\nexpires:\nweight:\nslug:\naliases:\nimage:\ntemplate:\ndraft:\nextra:",
        "aliases:\n  - /b/\n  - /c/",
        "aliases:\n- /b/\n- /c/",
        "aliases: [\n  /b/,\n  /c/\n]",
        "aliases:\n  [\n  /b/,\n  /c/,\n  ]",
        "aliases: [/b/,\n    /c/]",
        "aliases: [\n  /b/,\n  # une remarque\n  /c/,\n]",
        "aliases: [\n/b/,\n/c/\n]",
        "aliases:\n  - \"/b/\"\n\n  - '/c/'",
        "extra:\n  couleur:",
    ] {
        let site = Site::of("pages/a.md", &format!("---\ntitle: A\n{front_matter}\n---\n"));
        let built = site.build();
        assert_eq!(built.diagnostics(), "", "{front_matter}");
        if front_matter.contains("/c/") {
            let redirects = &built.expect_files()["redirects.json"];
            assert!(redirects.contains("/b/") && redirects.contains("/c/"), "{redirects}");
        }
    }
    for (front_matter, expect) in
        [("title:", "front-matter-missing-title"), ("titel:\ntitle: A", "front-matter-unknown-key")]
    {
        let site = Site::of("pages/a.md", &format!("---\n{front_matter}\n---\n"));
        assert_eq!(codes(&site), [expect], "{front_matter}");
    }
}

#[test]
fn names_of_files_are_escaped_in_style_sheets() {
    let site = Site::of(
        "assets/a.css",
        ".a{background:url(/assets/a\\(1\\).svg)}.b{background:url(b\\20 c.svg)}",
    )
    .with("assets/a(1).svg", "<svg/>")
    .with("assets/b c.svg", "<svg/>");

    assert_eq!(site.build().diagnostics(), "");
}

#[test]
fn a_byte_order_mark_stands_in_no_page() {
    let site = Site::of("pages/a.md", "---\ntitle: A\ntemplate: carte.html\n---\n")
        .with("templates/carte.html", "\u{feff}{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{{ content | safe }}{% endblock main %}")
        .with("templates/base.html", "\u{feff}<!doctype html><html lang=\"{{ page.language }}\"><title>a</title>{% block main %}{% endblock main %}</html>")
        .with("assets/a.css", "\u{feff}a{color:red}");

    let files = site.build().expect_files();

    let marked = files.iter().find(|(_, text)| text.contains('\u{feff}'));
    assert_eq!(marked.map(|(path, _)| path), None);
}
