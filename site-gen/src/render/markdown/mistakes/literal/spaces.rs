//! Signs that are text because a character that Markdown does not read stands before them in their line.

use authoring::config::{is_unread, is_unseen, name_of_unread};

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

/// How much of a line is what nobody reads, at its start.
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
    let first = |is_one: fn(char) -> bool| before.chars().find(|symbol| is_one(*symbol));
    let Some(seen_least) = first(is_unseen).or_else(|| first(is_unread)) else { return false };
    let message = format!("this sign is text: {} stands before it", name_of_unread(seen_least));
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
