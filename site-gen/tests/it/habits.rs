//! What people bring along from other programs and files: each told once, with what to do here.

use crate::harness::Site;

const TWO: &str = "title = \"Site\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\nlanguages = [\"fr\", \"en\"]\n";

/// Codes and what their help holds, of a minimal site with these files; `""` if nothing is told.
#[track_caller]
fn check(rows: &[(&[(&str, &str)], &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(files, expected)| {
            let site =
                files.iter().fold(Site::minimal(), |site, (path, text)| site.with(path, text));
            let built = site.build();
            let told = &built.0.report.diagnostics;
            let fits = match (expected.split_once(": "), &told[..]) {
                (None, []) => expected.is_empty(),
                (Some((code, help)), [told]) => {
                    told.code.name() == code
                        && told.help.as_deref().is_some_and(|own| own.contains(help))
                }
                _ => false,
            };
            (!fits).then(|| format!("{files:?} is not {expected:?}:\n{}", built.diagnostics()))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn data_is_told_in_its_own_words() {
    check(&[
        (&[("data/a.toml", "x = \"a\nb\"\ny = 1\n")], "toml-syntax: three quotes"),
        (&[("data/a.toml", "x = 'a\nb\nc'\n")], "toml-syntax: three quotes"),
        (&[("data/a.toml", "x = \"\"\"a\nb = \"\n\"\"\"\n")], ""),
        (&[("data/a.toml", "x = 50 %\n")], "toml-syntax: x = \"50 %\""),
        (&[("data/a.toml", "x = 12 euros\n")], "toml-syntax: write x = 12"),
        (&[("data/a.toml", "x = 1,5\n")], "toml-syntax: write x = 1.5"),
        (&[("data/a.toml", "x = null\n")], "toml-syntax: remove this one"),
        (&[("data/a.toml", "- a\n")], "toml-syntax: [\"a\", …]"),
        (
            &[("pages/a.md", "---\ntitle: A\n---\n\n{% if page.title != null %}a{% endif %}\n")],
            "value-unknown: is called none",
        ),
        (&[("data/a.csv", "a,b\n1,2\n,\n")], "data-csv-columns: remove it"),
        (&[("data/a.csv", "a,b\n1,\n,2\n")], ""),
        (
            &[("pages/a.md", "---\ntitle: [Complet] Stage\n---\n")],
            "yaml-syntax: \"[Complet] Stage\"",
        ),
        (
            &[("pages/a.md", "---\ntitle: A\ndescription: {Complet} Stage\n---\n")],
            "yaml-syntax: \"{Complet} Stage\"",
        ),
        (&[("pages/a.md", "---\ntitle: A\naliases: [/b/] # ici\n---\n")], ""),
        (&[("pages/a.md", "---\ntitle: A &amp; B\n---\n")], "front-matter-markup: plain text"),
        (&[("pages/a.md", "---\ntitle: A &nbsp;!\n---\n")], "front-matter-markup: plain text"),
        (&[("pages/a.md", "---\ntitle: A **b** c\n---\n")], "front-matter-markup: plain text"),
        (&[("pages/a.md", "---\ntitle: Le fichier `a`\n---\n")], "front-matter-markup: plain text"),
        (&[("pages/a.md", "---\ntitle: A [b](/c/)\n---\n")], "front-matter-markup: plain text"),
        (
            &[("pages/a.md", "---\ntitle: Le 1<sup>er</sup> mai\n---\n")],
            "front-matter-markup: plain text",
        ),
        (
            &[("pages/a.md", "---\ntitle: A <b class='c'>d</b>\n---\n")],
            "front-matter-markup: plain text",
        ),
        (&[("pages/a.md", "---\ntitle: A & B; C\n---\n")], ""),
        (&[("pages/a.md", "---\ntitle: 2 ** 3 ** 4\n---\n")], ""),
        (&[("pages/a.md", "---\ntitle: a < b, <br> et ]( b\n---\n")], ""),
        (
            &[("pages/a.md", "---\ntitle: A\ndescription: \"**B**, `c`\"\n---\n")],
            "front-matter-markup: a description is",
        ),
        (&[("pages/a.md", "---\ntitle: { placeholder }\n---\n")], "yaml-syntax: placeholder: …"),
        (&[("pages/a.md", "---\ntitle: A\nextra: { toc: oui }\n---\n")], "front-matter-mistyped: "),
        (
            &[("pages/a.md", "---\ntitle: A\nextra: { toc: \"true\" }\n---\n")],
            "front-matter-mistyped: ",
        ),
        (&[("pages/a.md", "---\ntitle: A\nextra: { toc: true, search: oui }\n---\n")], ""),
    ]);
}

#[test]
fn what_other_programs_have_between_braces_is_told_with_what_stands_here() {
    let rows = [
        ("{% hint style=\"info\" %}", "value-syntax: > [!NOTE]"),
        ("{% hint %}\na\n{% endhint %}", "value-syntax: > [!NOTE]"),
        ("{% tab title=\"a\" %}", "value-syntax: a heading for each"),
        ("{% file src=\"a.pdf\" %}", "value-syntax: [text](https://…)"),
        ("{% macro a() %}", "value-syntax: a component"),
        ("\\{{ data \\}}", "value-syntax: {% raw %}"),
        ("{{ data.a\\_b }}", "value-syntax: without the backslash"),
        ("{{ title }}", "value-unknown: did you mean `page.title`?"),
        ("{{ base_url }}", "value-unknown: did you mean `site.base_url`?"),
        ("{{ titel }}", "value-unknown: "),
    ];
    for (prose, expected) in rows {
        let page = format!("---\ntitle: A\n---\n\n{prose}\n");
        check(&[(&[("pages/a.md", &page)], expected)]);
    }
}

#[test]
fn folders_and_settings_are_told_with_where_they_belong() {
    let page = "---\ntitle: A\n---\n";
    let words = "title = \"Site\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\n[words.fr]\nskip = \" \"\n";
    let term = "title = \"Site\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\n[taxonomies.theme]\ntitle = \"Thèmes\"\nterms.a = \"\"\n";
    let untaught = "title = \"Site\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\n[taxonomies.theme]\ntitle = \"Thèmes\"\n";
    let menu = "title = \"Site\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\nnavigation = [\"/nulle-part/\"]\n";
    let search =
        "search = true\ntitle = \"Site\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\n";
    let english = "---\ntitle: Home\n---\n";
    check(&[
        (&[("posts/a.md", page)], "folder-unknown: pages/"),
        (&[("images/a.png", "")], "folder-unknown: assets/"),
        (&[("static/a.png", "")], "folder-unknown: assets/"),
        (&[("layouts/a.html", "")], "folder-unknown: templates/"),
        (&[("page/a.md", page)], "folder-unknown: did you mean `pages/`?"),
        (&[("pages/index.md", "---\ntitle: A\nslug: x\n---\n")], "address-none: remove it"),
        (
            &[("pages/index.md", "---\ntitle: A\npermalink: /x/\n---\n")],
            "home-missing: remove `permalink`",
        ),
        (&[("site.toml", words)], "site-mistyped: remove this line"),
        (&[("site.toml", untaught)], "site-missing-keys: [taxonomies.theme.terms] on a line"),
        (&[("site.toml", menu)], "site-menu: a menu names pages by their URLs"),
        (&[("site.toml", term)], "site-mistyped: write what readers see"),
        (
            &[("site.toml", search), ("pages/recherche.md", "---\ntitle: A\ndraft: true\n---\n")],
            "search-missing: draft: false",
        ),
        (&[("site.toml", search), ("pages/recherche.md", page)], ""),
        (&[("pages/recherche.md", "---\ntitle: A\ndraft: true\n---\n")], ""),
        (
            &[
                ("site.toml", search),
                ("pages/a.md", "---\ntitle: A\nextra: { search: non }\n---\n"),
            ],
            "front-matter-mistyped: ",
        ),
        (
            &[("site.toml", TWO), ("pages/en/index.md", english), ("pages/EN/a.md", page)],
            "language-folder: `en`",
        ),
        (&[("site.toml", TWO), ("pages/en.md", english)], "language-folder: pages/en/index.md"),
        (
            &[("site.toml", TWO), ("pages/en.md", english), ("pages/en/index.md", english)],
            "address-twice: ",
        ),
        (&[("site.toml", TWO), ("pages/en/index.md", english), ("pages/fr/a.md", page)], ""),
    ]);
}

#[test]
fn style_sheets_are_told_in_words_of_css() {
    let sheets = [
        ("a{color:\u{a0}red}", "style-value: an ordinary space"),
        ("a\u{a0}{color:red}", "style-value: an ordinary space"),
        ("a{\u{a0}color:red}", "style-value: an ordinary space"),
        ("a{color:rouge}", "style-value: did you mean `red`?"),
        ("a{border:1px solid rouge}", "style-value: did you mean `red`?"),
        ("a{font-weight:gras}", "style-value: did you mean `bold`?"),
        ("a{color:turquoize}", "style-value: did you mean `turquoise`?"),
        ("a{background-color:foncé}", "style-value: such as red"),
        ("@keyframes x{ 0{color:red} }", "style-value: write 0%"),
        ("@keyframes x{ 0%{color:red} 50{color:blue} to{color:red} }", "style-value: write 50%"),
        ("// un mot\na{color:red}", "style-syntax: between /* and */"),
        ("a{color:red; // un mot\n}", "style-syntax: between /* and */"),
        ("a{\n// un mot\ncolor:red}", "style-syntax: between /* and */"),
        ("a{background:url(}", "style-syntax: write `)`"),
        ("a{background:url(\"x}", "style-syntax: at its end"),
        ("a::before{content:\"RÃ©union\"}", "mojibake: write é"),
        ("a{color:CanvasText;background-color:buttonface;accent-color:auto}", ""),
        ("@function --a(--b){result:1px}", ""),
        ("a{margin:−1px}", "style-value: -1px"),
        ("@media mobile{a{color:red}}", "style-unknown: (max-width: "),
        ("a{color:red;\u{200b}width:1px}", "style-value: remove it"),
        ("a{color:inherit;border-color:currentcolor;caret-color:transparent}", ""),
        ("a{color:var(--rouge)}", ""),
        ("@keyframes rouge{from{color:red}50%{color:blue}}a{animation-name:rouge}", ""),
        ("/* // */a{background:url(//x)}", "style-elsewhere: "),
    ];
    for (sheet, expected) in sheets {
        check(&[(&[("assets/a.css", sheet)], expected)]);
    }
}
