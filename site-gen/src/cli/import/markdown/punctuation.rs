//! Quotes, dashes and emoji, which other programs make of signs of the keyboard where their settings ask for it.

use std::ops::Range;

use pulldown_cmark::Options;

use super::Dialect;
use crate::cli::import::edits::Edits;

/// Writes what a piece of text shows, where that is not what is written.
pub(super) fn write(
    masked: &str,
    shown: &str,
    span: &Range<usize>,
    dialect: Dialect,
    edits: &mut Edits,
) {
    let written = &masked[span.clone()];
    if dialect.syntax.contains(Options::ENABLE_SMART_PUNCTUATION)
        && written != shown
        && written.starts_with(['"', '\'', '.', '-'])
    {
        edits.replace(span.clone(), shown);
    }
    if dialect.emoji {
        emoji(written, span.start, edits);
    }
}

/// Writes the characters that names between colons stand for.
fn emoji(written: &str, start: usize, edits: &mut Edits) {
    let mut at = 0;
    while let Some(open) = written[at..].find(':').map(|found| at + found) {
        let rest = &written[open + 1..];
        let Some(length) =
            rest.find(|sign: char| !sign.is_ascii_alphanumeric() && !"_+-".contains(sign))
        else {
            return;
        };
        at = open + 1 + length;
        let emoji =
            rest[length..].starts_with(':').then(|| emojis::get_by_shortcode(&rest[..length]));
        if let Some(emoji) = emoji.flatten() {
            at += 1;
            edits.replace(start + open..start + at, emoji.as_str());
        }
    }
}
