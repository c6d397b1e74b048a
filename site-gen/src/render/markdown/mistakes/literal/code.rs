//! Backticks that stand as text, and items of a list that stand so far to the right that they are code.

use std::ops::Range;

use super::html;
use crate::render::markdown::{
    block::Block, elements::table::TABLE_CELLS, html::balance::Balance,
    mistakes::syntax::LIST_LITERAL, output::Output,
};

authoring::codes! {
    CODE_LITERAL = "code-literal" {
        means: "A backtick is text: no second one closes what it opens, or it was typed in the place of an apostrophe.",
        hurts: "Readers see the sign, and a name of a file or of a command that looks like a word of the sentence.",
        wrong: "Joignez le fichier `bilan.pdf.",
        right: "Joignez le fichier `bilan.pdf`.",
    }
}

/// Notes those of a block that its author has not escaped; what was to close one goes with it.
#[cold]
pub(crate) fn find_backticks(output: &mut Output<'_, '_>, block: &Block<'_>) {
    let prose = block.prose.as_str();
    let (mut at, mut open) = (0, None);
    while let Some(found) = memchr::memchr(b'`', &prose.as_bytes()[at..]) {
        let start = at + found;
        let length = prose[start..].len() - prose[start..].trim_start_matches('`').len();
        at = start + length;
        let Some(place) = block.literal(output.text, start, &prose[start..at]) else { continue };
        // Two runs of one length would have made code.
        if open.take().is_some_and(|opened| opened != length) {
            continue;
        }
        open = Some(length);
        if !is_cut(output, place) {
            let help =
                "code stands between two of them, `…`, an apostrophe is '; to show one, write \\`";
            let span = place..place + length;
            output.error(CODE_LITERAL, span, "this backtick is shown as it is", help);
        }
    }
}

/// Whether a bar in the code has cut it in two cells of a table, which is told of the row or of the first cell.
fn is_cut(output: &Output<'_, '_>, place: usize) -> bool {
    output.last_told(2).any(|told| {
        told.code == TABLE_CELLS && told.span.contains(&place)
            || told.code == CODE_LITERAL
                && told.span.end < place
                && is_cut_between(&output.text[told.span.end..place])
    })
}

/// Whether a bar stands in a text of one line.
fn is_cut_between(text: &str) -> bool {
    text.contains('|') && !text.contains('\n')
}

/// Notes what a block of code at `span`, which is one by its place alone, was meant to be.
pub(crate) fn check_indented(
    output: &mut Output<'_, '_>,
    balance: &mut Balance,
    span: &Range<usize>,
) {
    html::find_in_code(output, balance, span);
    let code = &output.text[span.clone()];
    let first = code.trim_start().lines().next().unwrap_or_default();
    let sign = ["- ", "* ", "+ ", "1. ", "1) "].iter().find(|sign| first.starts_with(**sign));
    if let Some(sign) = sign
        && is_sentence(&first[sign.len()..])
        && !is_difference(code)
    {
        let place = span.start + code.len() - code.trim_start().len();
        let help = "four spaces below an empty line begin code: write the item below the first letter of the text above";
        let span = place..place + sign.trim_end().len();
        output.error(LIST_LITERAL, span, "this is a block of code, not an item of a list", help);
    }
}

/// Whether an item is made of words: of data, one is short, or a key and its value.
fn is_sentence(item: &str) -> bool {
    let mut words = item.split_whitespace();
    let first = words.next().unwrap_or_default();
    let is_word =
        first.trim_start_matches(['*', '_', '[', '«', '"']).starts_with(char::is_alphabetic);
    is_word
        && !first.ends_with([':', '='])
        && words.filter(|word| word.starts_with(char::is_alphabetic)).count() > 1
}

/// Whether lines of code are some that were taken away and some that were added.
fn is_difference(code: &str) -> bool {
    let begins = |sign: char| code.lines().any(|line| line.trim_start().starts_with(sign));
    begins('-') && begins('+')
}
