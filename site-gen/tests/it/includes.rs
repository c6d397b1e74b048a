//! Other Markdown and code from files, in the text of a page.

use site_gen::{
    build::{Build, BuildOptions, timings::Timings},
    output::Nowhere,
};

use crate::harness::Site;

fn site(prose: &str) -> Site {
    Site::of("pages/essai.md", &format!("---\ntitle: Essai\n---\n\n{prose}\n"))
        .with(
            "includes/adresse.md",
            "## Adresse\n\nÀ {{ data.lieu.ville }}[^1], *{{ page.title }}*.\n\n[^1]: Une note.\n",
        )
        .with("includes/deux.md", "Un.\n\n{{< include file=\"includes/trois.md\" />}}\n\nDeux.\n")
        .with("includes/trois.md", "\u{feff}Trois.\n")
        .with(
            "includes/a.sh",
            "#!/bin/sh\nif true; then\n    echo \"{{< x\"\n\n    echo '```'\nfi\n",
        )
        .with("data/lieu.toml", "ville = \"Nîmes\"\n")
}

fn html(prose: &str) -> String {
    let page = site(prose).build().expect_page("/essai/");
    page.split_once("</h1>\n").unwrap_or_else(|| panic!("{page}")).1.to_owned()
}

#[test]
fn files_stand_where_they_are_called() {
    let code = |language: &str, text: &str| {
        format!("<pre tabindex=\"0\"><code class=\"language-{language}\">{text}\n</code></pre>")
    };
    for (prose, expect) in [
        (
            "avant\n{{< include file=\"includes/adresse.md\" />}}\naprès",
            "<p>avant</p>\n<h2 id=\"adresse\">Adresse</h2>\n<p>À Nîmes<sup>".to_owned(),
        ),
        ("{{< include file=\"includes/adresse.md\" />}}", "<em>Essai</em>".to_owned()),
        (
            "{{< include file=\"includes/deux.md\" />}}",
            "<p>Un.</p>\n<p>Trois.</p>\n<p>Deux.</p>".to_owned(),
        ),
        (
            "{{< code file=\"includes/a.sh\" lines=\"1-2\" />}}",
            code("sh", "#!/bin/sh\nif true; then"),
        ),
        (
            "{{< code file=\"includes/a.sh\" lines=\"3-5\" language=\"bash\" />}}",
            code("bash", "echo &quot;{{&lt; x&quot;\n\necho '```'"),
        ),
        (
            "- {{< code file=\"includes/a.sh\" lines=\"3-5\" />}}\n- b",
            format!(
                "<ul>\n<li>{}\n</li>\n<li>b</li>\n</ul>",
                code("sh", "echo &quot;{{&lt; x&quot;\n\necho '```'")
            ),
        ),
        (
            "> {{< code file=\"includes/a.sh\" lines=\"6\" />}}",
            format!("<blockquote>\n{}\n</blockquote>", code("sh", "fi")),
        ),
    ] {
        let html = html(prose);
        let expect = expect.replace("&quot;", "\"");
        assert!(html.contains(&expect), "{prose}\ngives\n{html}\nand not\n{expect}");
    }
}

#[test]
fn what_is_wrong_is_told_in_the_file_in_which_it_stands() {
    for (prose, files, expect) in [
        (
            "{{< include file=\"includes/adrese.md\" />}}",
            vec![],
            vec!["content/pages/essai.md:5:18: include-file, did you mean `includes/adresse.md`?"],
        ),
        (
            "{{< include file=\"../site.toml\" />}}",
            vec![],
            vec![
                "content/pages/essai.md:5:18: include-file, known here: includes/a.sh, includes/adresse.md, includes/deux.md, includes/trois.md",
            ],
        ),
        (
            "un {{< include file=\"includes/trois.md\" />}}",
            vec![],
            vec!["content/pages/essai.md:5:4: component-place"],
        ),
        (
            "- {{< include file=\"includes/trois.md\" />}}",
            vec![],
            vec!["content/pages/essai.md:5:3: component-place"],
        ),
        ("{{< include />}}", vec![], vec!["content/pages/essai.md:5:5: component-parameter"]),
        (
            "{{< code file=\"includes/a.sh\" lines=\"3-9\" />}}",
            vec![],
            vec!["content/pages/essai.md:5:37: include-lines, the file has the lines 1 to 6"],
        ),
        (
            "{{< code file=\"includes/a.sh\" line=\"3\" />}}",
            vec![],
            vec!["content/pages/essai.md:5:31: component-parameter, did you mean `lines`?"],
        ),
        (
            "{{< code file=\"includes/a.sh\" >}}a{{< /code >}}",
            vec![],
            vec!["content/pages/essai.md:5:1: component-text"],
        ),
        (
            "{{< include file=\"includes/b.md\" />}}",
            vec![("includes/b.md", "a\n{{< include file=\"includes/b.md\" />}}")],
            vec!["content/includes/b.md:2:18: include-loop"],
        ),
        (
            "{{< include file=\"includes/b.md\" />}}",
            vec![
                ("includes/b.md", "{{< include file=\"includes/c.md\" />}}"),
                ("includes/c.md", "{{< include file=\"includes/b.md\" />}}"),
            ],
            vec!["content/includes/c.md:1:18: include-loop"],
        ),
        (
            "a\n\n{{< include file=\"includes/b.md\" />}}\n\n[c](/non/)",
            vec![(
                "includes/b.md",
                "\u{feff}é [a](/rien/) {{ data.liue }}\n\n#### Un\n\n{{< x />}} [b](/#rien) \u{7}\n",
            )],
            vec![
                "content/includes/b.md:1:7: link-page",
                "content/includes/b.md:1:23: value-unknown",
                "content/includes/b.md:3:1: heading-level",
                "content/includes/b.md:5:5: component-unknown",
                "content/includes/b.md:5:16: link-fragment",
                "content/includes/b.md:5:24: control-character",
                "content/pages/essai.md:9:5: link-page",
            ],
        ),
    ] {
        let site = files.into_iter().fold(site(prose), |site, (path, text)| site.with(path, text));
        let found = site.build().0.report.diagnostics;
        let shown: Vec<String> = found
            .iter()
            .map(|it| {
                let place = &it.place;
                format!(
                    "{}:{}:{}: {}, {}",
                    place.path,
                    place.line,
                    place.column,
                    it.code.name(),
                    it.help.as_deref().unwrap_or_default()
                )
            })
            .collect();
        let fits = shown.len() == expect.len()
            && shown.iter().zip(&expect).all(|(found, expect)| found.starts_with(expect));
        assert!(fits, "{prose}\ntells\n{}\nand not\n{}", shown.join("\n"), expect.join("\n"));
    }
}

#[test]
fn a_mistake_in_a_file_that_many_pages_include_is_told_once() {
    let include = "{{< include file=\"includes/b.md\" />}}";
    let site = site(include)
        .with("includes/b.md", "[a](/rien/)\n")
        .with("pages/deux.md", &format!("---\ntitle: Deux\n---\n\nUn mot.\n\n{include}\n"));

    assert_eq!(site.build().0.report.diagnostics.len(), 1, "{}", site.build().diagnostics());
}

#[test]
fn a_page_that_changes_is_built_again_with_what_it_includes() {
    let site = site("{{< include file=\"includes/trois.md\" />}}");
    let folder = site.folder();
    let mut build = Build::of(&folder, &BuildOptions::default(), &Nowhere, &mut Timings::start());
    let changed = site.change("pages/essai.md", "{{<", "Un [lien](/rien/).\n\n{{<").folder();
    let source = changed.text("pages/essai.md").unwrap().unwrap();

    let _ = build.update("essai.md", source, &Nowhere);

    let codes: Vec<_> = build.report().diagnostics.iter().map(|it| it.code.name()).collect();
    assert_eq!(codes, ["link-page"]);
}
