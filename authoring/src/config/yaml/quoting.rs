//! Texts that have to stand in quotes.

use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic};

/// The value in a line, if it begins with one of these signs.
pub(super) fn value(text: &str, line: Range<usize>, signs: &[char]) -> Option<Range<usize>> {
    let own = &text[line.clone()];
    let item = own.len() - own.trim_start_matches([' ', '-']).len();
    let at = own.find(": ").map_or(item, |colon| colon + ": ".len());
    let value = own[at..].trim_start();
    value.starts_with(signs).then(|| line.end - value.len()..line.end)
}

/// A text with all of the tag of a template with which it begins, `{% … %}`, from a place in that on.
pub(super) fn whole_tag(text: &str, own: Range<usize>) -> Range<usize> {
    let before =
        text[..own.start].ends_with(['{']) && text[own.clone()].starts_with(['%', '#', '{']);
    own.start - usize::from(before)..own.end
}

/// A text that begins with a sign of YAML.
pub(super) fn begins_no_text(code: Code, text: &str, own: Range<usize>) -> Diagnostic {
    let written = &text[own.clone()];
    let sign = written.chars().next().unwrap_or_default();
    let message = format!("a text without quotes cannot begin with `{sign}`");
    let help = format!("put it in straight quotes: {}", in_quotes(written));
    Diagnostic::new(code, own, message, help)
}

/// A text in straight quotes of the kind that it does not hold.
pub(super) fn in_quotes(text: &str) -> String {
    let quote = if text.contains('"') { '\'' } else { '"' };
    format!("{quote}{text}{quote}")
}
