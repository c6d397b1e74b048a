//! Signs at the start of a line.

use std::ops::Range;

use authoring::{config::is_unread, typography::LINE};

use super::{
    Foreign,
    enumerations::{Enumerations, INDENTED},
    line_rows::{BULLET, BULLETS, LINES, ORDINARY, SERIES, SPACED, TWICE},
    line_starts::{begins_line, is_indented, is_space, may_begin},
    scripts, span,
};
use crate::render::markdown::{
    block::{Block, Signs},
    mistakes::{
        boxes::{COLONS, CONTAINER_LITERAL, is_end_of_told},
        links::LINK_LITERAL,
        literal::spaces,
        syntax,
    },
    output::Output,
};

/// In the place of a row, those of [`spaces`].
const UNREAD: usize = usize::MAX - 2;

/// Notes the first of each in a block.
pub(super) fn find(output: &mut Output<'_, '_>, block: &Block<'_>) {
    let prose = block.prose.as_str();
    let mut noted = Vec::new();
    let mut enumerations = Enumerations::default();
    let mut look = |mut start: usize| {
        enumerations.look(output, block, start);
        let first = match prose.as_bytes().get(start) {
            Some(b'i' | b'e') if scripts::may_begin(&prose[start..]) => {
                return scripts::find(output, block, start, &mut noted);
            }
            Some(first) if may_begin(*first) => first,
            // Letters begin nearly every line.
            _ => return,
        };
        let mut line = prose[start..].split(['\n', LINE]).next().unwrap_or_default();
        // What nobody sees, or sees as a space, begins hardly any.
        let unread = if first.is_ascii() { 0 } else { spaces::length(line) };
        if unread > 0 && block.place(start).is_some_and(|place| begins_line(output.text, place)) {
            if !noted.contains(&UNREAD) && spaces::find(output, block, (start, line), unread) {
                noted.push(UNREAD);
            }
            // A bullet is one behind it too.
            (start, line) = (start + unread, &line[unread..]);
        }
        let Some(first) = line.as_bytes().first() else { return };
        let bullet = BULLETS.iter().find(|bullet| line.starts_with(**bullet));
        let bullet = bullet.map(|begins| {
            let help = if begins.ends_with(is_unread) { ORDINARY } else { BULLET.help };
            Foreign { begins, help, ..BULLET }
        });
        for (row, foreign) in LINES.iter().chain(&bullet).enumerate() {
            let begins = foreign.begins.as_bytes().first() == Some(first)
                && line.starts_with(foreign.begins);
            if !begins || noted.contains(&row) {
                continue;
            }
            // What an item or a heading begins with is its first word: `- :::`.
            let may_be_word = start == 0 && foreign.code == CONTAINER_LITERAL;
            if may_be_word && !syntax::begins_line(output.text, block) {
                continue;
            }
            let length = (foreign.length)("", line).filter(|length| {
                !needs_second(foreign, line, *length) || is_one_of_many(prose, foreign)
            });
            if let Some(length) = length
                && let Some(span) = span(output, block, start, foreign.begins, length)
                // More colons define the line above: that is told already.
                && !output.text[..span.start].ends_with(':')
                && (foreign.code != LINK_LITERAL || is_address(&output.text[span.end..]))
                && (foreign.help != SPACED || is_meant(output.text, &span))
                && (foreign.help != TWICE || output.text[..span.start].trim_end_matches(' ').ends_with('#'))
                && (foreign.help != INDENTED || is_indented(output.text, span.start))
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

/// Whether Markdown begins with an address, which the prose does not hold if it is a link by itself.
fn is_address(text: &str) -> bool {
    const BEGIN: [&str; 8] = ["./", "../", "/", "#", "<", "https:", "http:", "mailto:"];
    let target = text.trim_start_matches(is_space);
    BEGIN.iter().any(|begin| target.starts_with(begin))
}

/// Whether the name at the start of `[name] : …` is to lead somewhere: an address that is a link by itself may
/// well stand behind a word in brackets, `[Source] : https://…`, which no link is called by.
fn is_meant(text: &str, definition: &Range<usize>) -> bool {
    let name = text[definition.clone()].split_inclusive(']').next().unwrap_or_default();
    let target = text[definition.end..].trim_start_matches(is_space);
    !target.starts_with("http") || text.matches(name).nth(1).is_some()
}

/// Whether a line that begins so is an item only beside another one. A sign that is drawn as a picture, `▶️`, may
/// well begin a text or a heading.
fn needs_second(foreign: &Foreign, line: &str, length: usize) -> bool {
    SERIES.contains(&foreign.begins) || line[..length].contains('\u{fe0f}')
}

/// Whether two lines begin so: one alone may be said by someone, name who said it, or be a sum or a remark.
fn is_one_of_many(prose: &str, foreign: &Foreign) -> bool {
    let begins =
        |line: &&str| line.starts_with(foreign.begins) && (foreign.length)("", line).is_some();
    prose.split(['\n', LINE]).filter(begins).count() > 1
}
