//! Texts that nobody wrote: what reads them neither fails nor points outside them.
//!
//! Bytes become words of what the text is made of, so that most of them mean something. A test runs a bounded
//! number; to go on for ten minutes, or over one failure again with the seed that it printed:
//!
//! ```sh
//! BOLERO_RANDOM_ITERATIONS=1000000000 BOLERO_RANDOM_TEST_TIME_MS=600000 cargo test -p site-gen --test it fuzz
//! BOLERO_RANDOM_SEED=… cargo test -p site-gen --test it fuzz::markdown
//! cargo bolero test -p site-gen --rustc-bootstrap --sanitizer NONE fuzz::…   # led by coverage, with cargo-bolero
//! ```

use std::ops::Range;

use authoring::{
    config::front_matter::{FrontMatter, FrontMatterOf, Lost},
    diagnostics::{Diagnostics, Source},
    typography::french,
};
use site_gen::{
    content::config::markdown::Markup,
    render::markdown::{self, Options},
};

/// What one `cargo test` tries of each; `tests/run --full` tries more.
const ITERATIONS: usize = 2_500;

/// Of any text.
const LETTERS: [&str; 16] = [
    "a", "é", "mot", " ", "  ", "\n", "\n\n", "\t", "\r\n", "1", "0", "\u{a0}", "\u{202f}", "🎉",
    "\u{feff}", "\u{e000}",
];

const YAML: [&str; 34] = [
    "---\n",
    "+++\n",
    "title: ",
    "title = ",
    "date: ",
    "2021-06-01",
    "2021-02-30",
    "draft: true",
    "extra:",
    "aliases: ",
    ": ",
    ":",
    "- ",
    "-",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "\"",
    "'",
    "#",
    "&a ",
    "*a",
    "!!str ",
    "|\n",
    ">-\n",
    "? ",
    "%",
    "@",
    "=",
    "[a.b]",
    "\\",
    "\\u00",
];

const MARKDOWN: [&str; 56] = [
    "# ",
    "## ",
    "#",
    " #",
    "{#a}",
    "{.b c=d}",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "```",
    "~~~",
    "    ",
    "> ",
    ">",
    "- ",
    "1. ",
    "* ",
    ": ",
    "| ",
    "|",
    "---",
    "|---|",
    ":-",
    "[",
    "]",
    "](",
    ")",
    "(",
    "![",
    "[a]: ",
    "[^a]",
    "[^a]: ",
    "<",
    ">",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<a href=\"",
    "\">",
    "<!--",
    "-->",
    "<br>",
    "&amp;",
    "&",
    "\\",
    "[!NOTE]",
    "===",
    "https://a.fr",
    "./b.md",
    "!",
    "\"x\"",
    "<https://a.fr>",
];

const FRENCH: [&str; 24] = [
    "«", "»", "\"", "'", "’", "!", "?", ":", ";", ",", ".", "...", "…", "-", "–", "%", "€",
    "300 000", "12:30", "l'", "(", ")", "\u{fffc}", "\u{2028}",
];

/// A text whose words the bytes choose.
fn text(bytes: &[u8], words: &[&str]) -> String {
    let all: Vec<&str> = words.iter().chain(&LETTERS).copied().collect();
    bytes.iter().map(|byte| all[usize::from(*byte) % all.len()]).collect()
}

#[track_caller]
fn within(text: &str, span: &Range<usize>) {
    assert!(text.get(span.clone()).is_some(), "{span:?} in {text:?}");
}

#[test]
fn front_matter() {
    bolero::check!().with_iterations(ITERATIONS).with_type::<Vec<u8>>().for_each(|bytes| {
        for fence in ["---", "+++"] {
            let text = format!("{fence}\n{}\n{fence}\n", text(bytes, &YAML));
            let source = Source::new("a.md", text.as_str());
            let diagnostics = Diagnostics::default();

            let read = FrontMatter::read(&source, FrontMatterOf::PAGE, &diagnostics);

            let diagnostics = diagnostics.into_vec();
            assert!(
                read.lost == Lost::Nothing || !diagnostics.is_empty(),
                "what is not read is said"
            );
            for diagnostic in diagnostics {
                let line = text.split('\n').nth(diagnostic.place.line - 1).unwrap();
                let line = line.trim_end_matches('\r').trim_start_matches('\u{feff}');
                assert_eq!(diagnostic.place.excerpt, line, "{diagnostic} in {text:?}");
            }
            within(&text, &read.root.span);
            within(&text, &(read.body..text.len()));
        }
    });
}

#[test]
fn markdown() {
    bolero::check!().with_iterations(ITERATIONS).with_type::<Vec<u8>>().for_each(|bytes| {
        let text = text(bytes, &MARKDOWN);
        for language in ["fr", "en"] {
            let resolve = |reference: &markdown::Reference<'_>| {
                within(&text, &reference.span);
                None
            };
            let page = markdown::render(
                &text,
                &Options {
                    language,
                    resolve: &resolve,
                    show: &|_| None,
                    written: &[],
                    markup: Markup::default(),
                },
            );

            for diagnostic in &page.diagnostics {
                within(&text, &diagnostic.span);
                assert!(!diagnostic.message.is_empty());
            }
            for heading in &page.headings {
                within(&text, &heading.span);
                assert!(page.anchors.contains(&heading.id), "{heading:?}");
            }
        }
    });
}

#[test]
fn markdown_without_html_closes_whatever_it_opens() {
    let words: Vec<&str> = MARKDOWN.iter().filter(|word| !word.contains('<')).copied().collect();
    bolero::check!().with_iterations(ITERATIONS).with_type::<Vec<u8>>().for_each(|bytes| {
        let text = text(bytes, &words);
        let options = Options {
            language: "fr",
            resolve: &|_| None,
            show: &|_| None,
            written: &[],
            markup: Markup::default(),
        };
        let html = markdown::render(&text, &options).html;

        let mut open = Vec::new();
        for tag in html.split('<').skip(1) {
            let (tag, _) = tag.split_once('>').expect("text holds no <");
            let name = tag.split(' ').next().unwrap_or_default();
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{html} of {text:?}"),
                None if matches!(name, "br" | "hr" | "img") => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?} in {html} of {text:?}");
    });
}

#[test]
fn typography() {
    bolero::check!().with_iterations(ITERATIONS).with_type::<Vec<u8>>().for_each(|bytes| {
        let text = text(bytes, &FRENCH);

        let once = french(&text);

        assert_eq!(french(&once), once, "what is mended stays: {text:?}");
        let letters =
            |text: &str| text.chars().filter(|each| each.is_alphanumeric()).collect::<String>();
        assert_eq!(letters(&once), letters(&text));
    });
}
