//! Signs that are text because a character that Markdown does not read stands before them in their line.

use crate::render::markdown::{block::Block, output::Output};

authoring::codes! {
    SPACE_LITERAL = "space-literal" {
        means: "A line begins with a space that does not break, or with a character that nobody sees, and then with \
            the sign of a heading, an item, a quotation or a table: behind such a character, a sign is text.",
        hurts: "Readers see the sign in the middle of a paragraph, and a screen reader tells of no heading and no list.",
        wrong: "\u{a0}## Pièces à joindre",
        right: "## Pièces à joindre",
    }
}

/// Whether a character is a space to people or nothing at all, and a letter to Markdown. What is copied from
/// documents, messages and other sites brings it along.
pub(crate) fn is_unread(symbol: char) -> bool {
    is_unseen(symbol)
        || matches!(symbol, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// Whether a character has no width: where a text may break or not, its direction, the order of bytes.
pub(crate) fn is_unseen(symbol: char) -> bool {
    matches!(
        symbol,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}

/// How much of a line such characters are, at its start.
pub(crate) fn length(line: &str) -> usize {
    let rest = line.trim_start_matches(|symbol: char| symbol == ' ' || is_unread(symbol));
    if line.starts_with(is_unread) { line.len() - rest.len() } else { 0 }
}

/// Notes those with which the line of a block at `start` begins, which are so many bytes, if they keep a sign from
/// being one. Returns whether they do.
#[cold]
pub(crate) fn find(
    output: &mut Output<'_, '_>,
    block: &Block<'_>,
    (start, line): (usize, &str),
    length: usize,
) -> bool {
    let (before, rest) = line.split_at(length);
    let Some(sign) = sign(rest) else { return false };
    // A name, `&nbsp;`, was typed on purpose, as was a sign that is escaped.
    let place = block.literal(output.text, start, before);
    let Some(place) = place.filter(|place| output.text[place + length..].starts_with(sign)) else {
        return false;
    };
    let message = match before.chars().find(|symbol| is_unseen(*symbol)) {
        Some(symbol) => format!(
            "this sign is text: a character that nobody sees, U+{:04X}, stands before it",
            u32::from(symbol)
        ),
        None => "this sign is text: a space that does not break stands before it".to_owned(),
    };
    let help = "remove all that stands before it in the line, and type ordinary spaces where it is indented";
    output.error(SPACE_LITERAL, place..place + length + sign.len(), message, help);
    true
}

/// The sign of a block with which a line begins.
fn sign(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    let run = line.len() - line.trim_start_matches(first).len();
    let is_followed = |length: usize| {
        line[length..].starts_with(|symbol: char| symbol == ' ' || is_unread(symbol))
            && !line[length..].trim().is_empty()
    };
    let length = match first {
        '#' => (run < 7 && is_followed(run)).then_some(run),
        '-' | '*' | '_' if run > 2 && line.trim_end().len() == run => Some(run),
        '-' | '*' | '+' => is_followed(1).then_some(1),
        '>' => (line.len() > run).then_some(run),
        // A row of a table, and no absolute value.
        '|' => (line.len() > 2 && line.trim_end().ends_with('|')).then_some(1),
        '0'..='9' => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let is_number = digits < 3 && line[digits..].starts_with(['.', ')']);
            (is_number && is_followed(digits + 1)).then_some(digits + 1)
        }
        _ => None,
    };
    length.map(|length| &line[..length])
}
