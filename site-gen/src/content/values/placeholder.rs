//! Values that only the association can give, as texts that show themselves.
//!
//! In templates and prose such a value is a text between two characters that Unicode reserves for
//! private use; it passes through filters, Markdown and typography like any other.

/// Stands before the label of such a value.
pub(crate) const OPEN: char = '\u{e000}';
/// Stands at its end.
pub(crate) const CLOSE: char = '\u{e001}';
/// Stands between its label and the value that is proposed.
pub(crate) const PROPOSED: char = '\u{e002}';

/// Stands in the prose for a value that could not be written: that has been said, and what it would have been,
/// nobody knows. No page that holds it is published.
pub(crate) const UNKNOWN: char = '\u{e003}';

/// The value as a text, to be rendered anywhere.
pub fn encode(label: &str, proposed: Option<&str>) -> String {
    match proposed {
        None => format!("{OPEN}{label}{CLOSE}"),
        Some(value) => format!("{OPEN}{label}{PROPOSED}{value}{CLOSE}"),
    }
}

/// Whether a value is a placeholder and nothing else.
pub fn is_one(text: &str) -> bool {
    text.starts_with(OPEN)
}

/// Whether a character is one that only placeholders and unknown values hold.
pub fn is_mark(symbol: char) -> bool {
    matches!(symbol, OPEN | CLOSE | PROPOSED | UNKNOWN)
}
