//! Sites unlike the others: pages that are very long or very short, or full of one thing.

use std::{fmt::Write as _, fs, path::Path};

use crate::corpus;

/// What the pages are full of.
#[derive(Clone, Copy)]
pub enum Odd {
    /// A hundred pages of a million bytes.
    Long,
    /// 10,000 of twenty words.
    Short,
    /// 1,000 of tables.
    Tables,
    /// Of code, in blocks and in lines.
    Code,
    /// Of links to other pages.
    Links,
    /// Of HTML that the author wrote.
    Html,
    /// Of values that are written out.
    Values,
}

/// Writes such a site below `content`.
pub fn write(content: &Path, odd: Odd) {
    let pages = match odd {
        Odd::Long => 100,
        Odd::Short => 10_000,
        _ => 1_000,
    };
    corpus::write(content, pages);
    for number in 0..pages {
        let path = content.join("pages").join(corpus::file(number));
        let text = fs::read_to_string(&path).expect("a page");
        fs::write(path, page(odd, number, &text)).expect("a page");
    }
}

/// One that has the front matter of `text`.
fn page(odd: Odd, number: usize, text: &str) -> String {
    let body = text[3..].find("---\n").map_or(text.len(), |at| at + 7);
    let (mut page, prose) = (text[..body].to_owned(), &text[body..]);
    if matches!(odd, Odd::Short) {
        page.push_str(
            "Le bureau écoute les entreprises qui changent de cap, et partage avec elles ",
        );
        page.push_str("son expérience de ce qui dure.\n");
    }
    // An id can only be given once.
    let prose = prose.replace(" {#un}", "").replace("#un", "").replace("[^1]", "");
    let repeated = match odd {
        Odd::Long => 1_000_000 / prose.len(),
        Odd::Short => 0,
        _ => 40,
    };
    for part in 0..repeated {
        let near = number - number % 100 + part % 100;
        let line = match odd {
            Odd::Long | Odd::Short => writeln!(page, "{prose}"),
            Odd::Tables => writeln!(
                page,
                "| Critère | Seuil |\n| --- | ---: |\n| *Effectif* | {part} |\n| Chiffre | 3 000 |\n"
            ),
            Odd::Code => writeln!(
                page,
                "Écrivez `cargo run -- {part}` puis :\n\n```rust\nlet part = &pages[{part}];\nif part < 3 {{}}\n```\n"
            ),
            Odd::Links => writeln!(
                page,
                "Voyez [cette page](./page-{}.md), [celle-là](/s0/page-7/) et [le site](https://a.example/{part}).\n",
                1 + near % 99
            ),
            Odd::Html => writeln!(
                page,
                "<div class=\"note\" id=\"n{part}\"><p>Un <b>mot</b> &amp; <a href=\"/s0/\">un lien</a>.</p></div>\n"
            ),
            Odd::Values => writeln!(
                page,
                "Le seuil de {{{{ site.title }}}} est de {{{{ {part} | euros }}}}, depuis {{{{ page.date | date }}}}.\n"
            ),
        };
        line.expect("a string");
    }
    page
}
