//! Every example of the `CommonMark` specification, each as a page of a site that is built like any other.
//!
//! What we write otherwise on purpose is what [`html::normal`] overlooks; no example is left out.

mod html;

use serde::Deserialize;
use site_gen::{
    build::{self, BuildOptions, timings::Timings},
    content::directory::Folder,
};

#[derive(Deserialize)]
struct Example {
    number: u32,
    section: String,
    markdown: String,
    html: String,
}

fn examples() -> Vec<Example> {
    serde_json::from_str(include_str!("../commonmark/examples.json")).unwrap()
}

/// A site of all of them: their prose alone, in a language without typography of ours.
fn site(examples: &[Example]) -> (Folder, build::BuiltSite) {
    let site = "title = \"Site\"\nbase_url = \"https://site.example\"\nlanguage = \"en\"\n";
    let mut files = vec![
        ("site.toml".to_owned(), site.to_owned()),
        ("templates/page.html".to_owned(), "{{ content | safe }}".to_owned()),
    ];
    for Example { number, markdown, .. } in examples {
        files.push((format!("pages/e{number}.md"), format!("---\ntitle: A\n---\n{markdown}")));
    }
    let folder = Folder::from_files("content", files);
    let site = build::build(&folder, &BuildOptions::default(), &mut Timings::start());
    (folder, site)
}

/// Where GitHub Flavored Markdown asks for something else: addresses in the prose are links.
const GITHUB: [(u32, &str); 5] = [
    (602, "<p>&lt;<a href=\"https://foo.bar/baz\">https://foo.bar/baz</a> bim&gt;</p>"),
    (606, "<p>&lt;<a href=\"mailto:foo+@bar.example.com\">foo+@bar.example.com</a>&gt;</p>"),
    (608, "<p>&lt; <a href=\"https://foo.bar\">https://foo.bar</a> &gt;</p>"),
    (611, "<p><a href=\"https://example.com\">https://example.com</a></p>"),
    (612, "<p><a href=\"mailto:foo@bar.example.com\">foo@bar.example.com</a></p>"),
];

#[test]
fn every_example_of_the_specification_gives_what_it_asks_for() {
    let examples = examples();
    let (_, site) = site(&examples);

    let otherwise = examples.iter().filter_map(|example| {
        let Example { number, section, markdown, html } = example;
        let html =
            GITHUB.iter().find(|(other, _)| other == number).map_or(&**html, |(_, html)| html);
        let document = &site.files[&format!("public/e{number}/index.html")];
        let document = std::str::from_utf8(document).unwrap();
        let (given, asked) = (html::normal(document), html::normal(html));
        let told = || {
            format!("\n\n{number}, {section}: {markdown:?}\n  asked {asked:?}\n  given {given:?}")
        };
        (given != asked).then(told)
    });
    let otherwise: Vec<String> = otherwise.collect();
    assert_eq!(examples.len(), 652);
    assert!(otherwise.is_empty(), "{}", otherwise.concat());
}

#[test]
fn whatever_is_wrong_with_an_example_is_said_where_it_stands() {
    let (folder, site) = site(&examples());

    let diagnostics = site.report.diagnostics;
    assert!(
        diagnostics.len() > 200,
        "{} mistakes: links to nowhere, unclosed HTML",
        diagnostics.len()
    );
    for diagnostic in
        diagnostics.iter().filter(|diagnostic| diagnostic.place.path.starts_with("content/pages/"))
    {
        let path = diagnostic.place.path.strip_prefix("content/").unwrap();
        let Some(Ok(source)) = folder.text(path) else {
            assert_eq!(diagnostic.place.line, 1, "{diagnostic}");
            continue;
        };
        assert_eq!(
            Some(&*diagnostic.place.excerpt),
            source.text.split('\n').nth(diagnostic.place.line - 1)
        );
        assert!(diagnostic.place.line > 3, "below the front matter: {diagnostic}");
    }
}
