//! Signs at the start of a line.

use authoring::typography::LINE;

use super::{ABBREVIATION_LITERAL, Foreign, TOC_LITERAL, enclosed, scripts, span};
use crate::render::markdown::{
    block::{Block, Signs},
    mistakes::{
        boxes::{COLONS, CONTAINER_LITERAL, NO_BOX, NOTICE, NOTICE_WITH_END, is_end_of_told},
        links::LINK_LITERAL,
        syntax::{LIST_LITERAL, begins_line},
    },
    output::Output,
};

const NO_ITEM: &str = "this is text, not an item of a list";

const BOX: Foreign = Foreign {
    code: CONTAINER_LITERAL,
    signs: Signs::LINE_END,
    begins: "",
    length: |_, _| None,
    message: NO_BOX,
    help: NOTICE,
};

const ITEM: Foreign = Foreign {
    code: LIST_LITERAL,
    signs: Signs::LINE_END,
    begins: "",
    length: |_, _| None,
    message: NO_ITEM,
    help: "an item begins with a hyphen and a space: - …",
};

const TOC: Foreign = Foreign {
    code: TOC_LITERAL,
    signs: Signs::LINE_END,
    begins: "[",
    length: |_, line| {
        let name = line.trim().strip_prefix('[')?.strip_suffix(']')?;
        let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        is_toc(name).then(|| line.trim_end().len())
    },
    message: "this is text, not a table of contents",
    help: "remove it, and ask for one in the front matter: extra: { toc: true }",
};

/// What a line may begin with: of each sign, how much of the line it is.
const LINES: &[Foreign] = &[
    Foreign {
        begins: COLONS,
        length: |_, line| Some(run(line, ':')),
        help: NOTICE_WITH_END,
        ..BOX
    },
    Foreign { begins: "!!!", length: named, ..BOX },
    Foreign {
        begins: "???",
        length: named,
        help: "what opens when it is pressed is HTML: <details><summary>…</summary>, an empty line, its text, \
               an empty line, </details>",
        ..BOX
    },
    Foreign { begins: "///", length: named, help: NOTICE_WITH_END, ..BOX },
    Foreign { begins: "!>", length: spaced, ..BOX },
    Foreign { begins: "?>", length: spaced, ..BOX },
    Foreign {
        begins: "=== \"",
        length: |_, _| Some("===".len()),
        help: "there are no tabs here: give each of these parts a heading of its own",
        ..BOX
    },
    Foreign {
        begins: ".. ",
        length: |_, line| {
            enclosed(line, ".. ", "::").filter(|length| !line[3..*length].contains(' '))
        },
        ..BOX
    },
    Foreign { begins: "•", length: spaced, ..ITEM },
    Foreign { begins: "·", length: spaced, ..ITEM },
    Foreign { begins: "∙", length: spaced, ..ITEM },
    Foreign { begins: "▪", length: spaced, ..ITEM },
    Foreign { begins: "■", length: spaced, ..ITEM },
    Foreign { begins: "□", length: spaced, ..ITEM },
    Foreign { begins: "◦", length: spaced, ..ITEM },
    Foreign { begins: "‣", length: spaced, ..ITEM },
    Foreign { begins: "●", length: spaced, ..ITEM },
    Foreign { begins: "○", length: spaced, ..ITEM },
    Foreign { begins: "➢", length: spaced, ..ITEM },
    Foreign { begins: "➤", length: spaced, ..ITEM },
    Foreign { begins: "►", length: spaced, ..ITEM },
    Foreign { begins: "\u{f0b7}", length: spaced, ..ITEM },
    Foreign { begins: "–", length: spaced, ..ITEM },
    Foreign { begins: "—", length: spaced, ..ITEM },
    Foreign { begins: "☐", length: spaced, help: "a box to tick is an item: - [ ] …", ..ITEM },
    Foreign {
        begins: "☑",
        length: spaced,
        help: "a box that is ticked is an item: - [x] …",
        ..ITEM
    },
    Foreign {
        begins: "[ ] ",
        length: |_, _| Some(3),
        help: "a box to tick is an item: - [ ] …",
        ..ITEM
    },
    Foreign {
        begins: "[] ",
        length: |_, _| Some(2),
        help: "a box to tick holds a space: - [ ] …",
        ..ITEM
    },
    Foreign {
        begins: "[x] ",
        length: |_, _| Some(3),
        help: "a box that is ticked is an item: - [x] …",
        ..ITEM
    },
    Foreign {
        begins: "[X] ",
        length: |_, _| Some(3),
        help: "a box that is ticked is an item: - [x] …",
        ..ITEM
    },
    Foreign {
        begins: "*[",
        length: |_, line| enclosed(line, "*[", "]:"),
        code: ABBREVIATION_LITERAL,
        message: "this is text, and explains no abbreviation",
        help: "explain it where it stands: <abbr title=\"…\">…</abbr>",
        ..ITEM
    },
    TOC,
    Foreign {
        begins: "{",
        length: |_, line| {
            is_toc(line.trim().trim_matches(['{', '}', ':'])).then(|| line.trim_end().len())
        },
        ..TOC
    },
    // Right below a text or an item, it is a part of that.
    Foreign {
        code: LINK_LITERAL,
        begins: "[",
        length: definition,
        message: "this is text, and says nowhere where a link leads",
        help: "write an empty line before it, and nothing but the address behind the colon",
        ..ITEM
    },
];

/// The first bytes of all of them.
const BEGIN: &[u8] = b":!?/=.[*{\xC2\xE2\xEF";

/// Notes the first of each in a block.
pub(super) fn find(output: &mut Output<'_, '_>, block: &Block<'_>) {
    let prose = block.prose.as_str();
    let mut noted = Vec::new();
    let mut look = |start: usize| {
        let first = match prose.as_bytes().get(start) {
            Some(b'0'..=b'9') => return find_numbered(output, block, start, &mut noted),
            Some(b'i' | b'e') => return scripts::find(output, block, start, &mut noted),
            Some(first) if BEGIN.contains(first) => first,
            // Letters begin nearly every line.
            _ => return,
        };
        let line = prose[start..].split(['\n', LINE]).next().unwrap_or_default();
        for (row, foreign) in LINES.iter().enumerate() {
            let begins = foreign.begins.as_bytes().first() == Some(first)
                && line.starts_with(foreign.begins);
            if !begins || noted.contains(&row) {
                continue;
            }
            // What an item or a heading begins with is its first word: `- :::`.
            let may_be_word = start == 0 && foreign.code == CONTAINER_LITERAL;
            if may_be_word && !begins_line(output.text, block) {
                continue;
            }
            let is_dash = ["–", "—"].contains(&foreign.begins);
            let length = (foreign.length)("", line)
                .filter(|_| !is_dash || is_one_of_many(prose, foreign.begins));
            if let Some(length) = length
                && let Some(span) = span(output, block, start, foreign.begins, length)
                // More colons define the line above: that is told already.
                && !output.text[..span.start].ends_with(':')
                && (foreign.code != LINK_LITERAL || is_address(&output.text[span.end..]))
                && (foreign.begins != COLONS || !is_end_of_told(output, line))
            {
                noted.push(row);
                output.error(foreign.code, span, foreign.message, foreign.help);
            }
        }
    };
    look(0);
    if block.signs.holds(Signs::LINE_END) {
        let ends = prose.match_indices(['\n', LINE]);
        ends.for_each(|(at, end)| look(at + end.len()));
    }
}

/// `1° …`, which is not read as the first item of a list.
fn find_numbered(
    output: &mut Output<'_, '_>,
    block: &Block<'_>,
    start: usize,
    noted: &mut Vec<usize>,
) {
    const ROW: usize = usize::MAX;
    let line = &block.prose[start..];
    let digits = line.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let sign = line
        .get(digits..)
        .and_then(|rest| ["°)", "°", "º"].into_iter().find(|sign| rest.starts_with(sign)));
    let (Some(sign), 1..=3) = (sign, digits) else { return };
    let length = digits + sign.len();
    if noted.contains(&ROW) || !line[length..].starts_with(is_space) {
        return;
    }
    if let Some(span) = span(output, block, start, &line[..length], length) {
        noted.push(ROW);
        let help =
            format!("an item begins with a number, a dot and a space: {}. …", &line[..digits]);
        output.error(LIST_LITERAL, span, NO_ITEM, help);
    }
}

/// Whether a name in brackets or braces asks for a table of contents.
pub(super) fn is_toc(name: &str) -> bool {
    let name = name.trim_matches('_').to_ascii_lowercase();
    ["toc", "sommaire", "table des matières", "tableofcontents"].contains(&name.as_str())
}

fn is_space(symbol: char) -> bool {
    symbol == ' ' || symbol == '\t' || symbol == '\u{a0}' || symbol == '\u{202f}'
}

/// How often a line begins with one sign.
fn run(line: &str, sign: char) -> usize {
    line.len() - line.trim_start_matches(sign).len()
}

/// The sign with which a line begins, if a space follows it.
fn spaced(_: &str, line: &str) -> Option<usize> {
    let sign = line.find(is_space)?;
    let is_sign = sign > 0 && line[..sign].chars().count() <= 2;
    (is_sign && line[sign..].contains(|symbol: char| !symbol.is_whitespace())).then_some(sign)
}

/// The signs with which a line begins, if a space and a name follow them, as in `!!! note`.
fn named(_: &str, line: &str) -> Option<usize> {
    let signs = run(line, line.chars().next()?);
    let after = line[signs..].trim_start_matches('+');
    (signs == 3 && after.strip_prefix(' ')?.starts_with(|first: char| first.is_ascii_lowercase()))
        .then_some(signs)
}

/// `[name]:`, but for the text of a footnote.
fn definition(_: &str, line: &str) -> Option<usize> {
    enclosed(line, "[", "]:").filter(|_| !line.starts_with("[^"))
}

/// Whether Markdown begins with an address, which the prose does not hold if it is a link by itself.
fn is_address(text: &str) -> bool {
    const BEGIN: [&str; 8] = ["./", "../", "/", "#", "<", "https:", "http:", "mailto:"];
    let target = text.trim_start_matches(is_space);
    BEGIN.iter().any(|begin| target.starts_with(begin))
}

/// Whether two lines begin so: one alone may be said by someone, or name who said it.
fn is_one_of_many(prose: &str, dash: &str) -> bool {
    let begins =
        |line: &&str| line.strip_prefix(dash).is_some_and(|rest| rest.starts_with(is_space));
    prose.split(['\n', LINE]).filter(begins).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_looked_for() {
        for foreign in LINES {
            assert!(BEGIN.contains(&foreign.begins.as_bytes()[0]), "{}", foreign.begins);
        }
    }
}
