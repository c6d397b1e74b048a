//! Lines that begin with a colon, which makes a definition of them, whatever their author meant.

use std::ops::Range;

use super::{
    boxes::{COLONS, CONTAINER_LITERAL, NO_BOX, NOTICE, NOTICE_WITH_END, is_end_of_told},
    foreign::names::emoji,
    syntax::{DEFINITION_COLON, TABLE_LITERAL, is_rule, rule_help},
};
use crate::render::markdown::output::Output;

/// A line that begins with a colon defines what stands above it, wherever the author's program broke a
/// sentence. `span` is the definition's, `term` what it defines, empty after its first one.
pub(crate) fn check_definition(output: &mut Output<'_, '_>, span: &Range<usize>, term: &str) {
    // In an item, what is indented more than its text still belongs to it.
    let text = output.text[span.clone()].trim_start();
    let start = span.end - text.len();
    let line = text.lines().next().unwrap_or_default();
    let colons = text.len() - text.trim_start_matches(':').len();
    let signs = start..start + colons;
    if text.starts_with(COLONS) {
        if !is_end_of_told(output, line) {
            output.error(CONTAINER_LITERAL, signs, NO_BOX, NOTICE_WITH_END);
        }
        return;
    }
    if is_rule(line) {
        let head = term.trim_end().lines().next_back().unwrap_or_default();
        let place = start..start + line.trim_end().len();
        output.error(TABLE_LITERAL, place, "this is text, not a table", rule_help(head, line));
        return;
    }
    let (message, help) = match text.strip_prefix(':') {
        Some(rest) if rest.starts_with(':') => ("these colons define the line above", NOTICE),
        Some(_) if emoji("", text).is_some() => (
            "this colon defines the line above",
            "an icon is written as a character, such as 🙂; to show the colon, write \\:",
        ),
        Some(rest) if !rest.starts_with([' ', '\t', '\n', '\r']) => (
            "this colon defines the line above",
            "a definition begins with a colon and a space; to show the colon, write \\:",
        ),
        // After a space there was a value, which is empty or unknown.
        Some(rest) if !rest.starts_with(' ') && rest.trim().is_empty() => (
            "this colon defines the line above, and says nothing of it",
            "write the colon at the end of that line",
        ),
        Some(_) if term.trim().contains('\n') => (
            "this colon makes a term of the lines above",
            "a term stands on one line, below an empty one; in a sentence, the colon ends a line and begins none",
        ),
        _ => return,
    };
    output.error(DEFINITION_COLON, signs, message, help);
}
