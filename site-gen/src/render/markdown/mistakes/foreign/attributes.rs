//! Braces that give what stands before them a class or another attribute.

use authoring::typography::LINE;
use pulldown_cmark::Event;

use super::{enclosed, names::is_of_name};
use crate::render::markdown::{
    block::{Block, Piece},
    output::Output,
};

/// `{.class}`, `{: .class}`, `{#name}`, `{:target="_blank"}`.
pub(super) fn length(before: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, "{", "}")?;
    let inside = &rest["{".len()..length - "}".len()];
    let (colon, inside) = match inside.strip_prefix(':') {
        Some(inside) => (true, inside.trim_start()),
        None => (false, inside.trim_start()),
    };
    let is_name = |name: &str| name.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_class = inside.strip_prefix(['.', '#']).is_some_and(is_name);
    let is_pair = inside.split_once('=').is_some_and(|(name, value)| {
        is_name(name)
            && !value.is_empty()
            && name.chars().all(|symbol| symbol.is_ascii_alphanumeric() || symbol == '-')
    });
    let is_line = (before.is_empty() || before.ends_with('\n'))
        && (rest.len() == length || rest[length..].starts_with('\n'));
    let is_behind = before.ends_with(|last: char| !last.is_whitespace());
    let is_meant = is_class || is_pair && (colon || is_line || is_behind);
    (is_meant && !before.ends_with('{') && !is_of_another(before)).then_some(length)
}

/// Whether braces behind this text belong to what is told already, or to a formula: `::: {.note}`, `:icon:{.big}`,
/// `\sum_{k=0}`.
fn is_of_another(before: &str) -> bool {
    let line = before.rsplit(['\n', LINE]).next().unwrap_or_default();
    let is_of_box = line.trim_start().starts_with("::");
    let is_of_icon = before.strip_suffix(':').is_some_and(|before| {
        let outside =
            before.trim_end_matches(|symbol: char| u8::try_from(symbol).is_ok_and(is_of_name));
        outside.len() < before.len() && outside.ends_with(':')
    });
    let command = before.trim_end_matches(|symbol: char| symbol.is_ascii_alphabetic());
    is_of_box || is_of_icon || before.ends_with(['_', '^']) || command.ends_with('\\')
}

/// Whether a brace stands right behind markup: a link, bold text, a closing tag.
pub(super) fn is_behind_markup(output: &Output<'_, '_>, block: &Block<'_>, brace: usize) -> bool {
    let Some(place) = block.literal(output.text, brace, "{") else { return false };
    let (written, read) =
        (output.text[..place].chars().next_back(), block.prose[..brace].chars().next_back());
    // Right behind an opening tag stands what is in the element: `<b>{x}</b>`.
    let is_opening = |piece: &Piece<'_>| {
        piece.span.end == place
            && matches!(&piece.event, Event::InlineHtml(tag) if !tag.starts_with("</"))
    };
    written != read
        && written.is_some_and(|last| ")]`*_>".contains(last))
        && !block.pieces.iter().any(is_opening)
}
