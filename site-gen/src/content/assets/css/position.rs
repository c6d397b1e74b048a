//! From where the parser of style sheets says something is to the bytes of the file.

use std::ops::Range;

/// A text without the mark that some editors write at its start.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The byte at a line (counted from 0) and a column (from 1, in UTF-16 units), as the parser counts.
pub(super) fn place(text: &str, line: u32, column: u32) -> usize {
    let mut start = text.len() - without_mark(text).len();
    for _ in 0..line {
        let rest = &text[start..];
        let end = rest.find(['\n', '\r', '\u{c}']).unwrap_or(rest.len());
        let newline = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        start = text.len().min(start + end + newline);
    }
    let mut units = column.saturating_sub(1) as usize;
    let ahead = text[start..].char_indices().find(|(_, symbol)| {
        let here = units == 0;
        units = units.saturating_sub(symbol.len_utf16());
        here
    });
    start + ahead.map_or(text.len() - start, |(at, _)| at)
}

/// The word at or after a byte.
pub(super) fn word(text: &str, at: usize) -> Range<usize> {
    let start = text.len() - text[at..].trim_start().len();
    let letters = |symbol: char| symbol.is_alphanumeric() || "-_@".contains(symbol);
    let rest = &text[start..];
    let length = rest.find(|symbol| !letters(symbol)).unwrap_or(rest.len());
    start..start + length.max(rest.chars().next().map_or(0, char::len_utf8))
}

/// A text at or after a byte, or the word there if it does not stand as it was read.
pub(super) fn quoted(text: &str, at: usize, wanted: &str) -> Range<usize> {
    match text[at..].find(wanted) {
        Some(found) if !wanted.is_empty() => at + found..at + found + wanted.len(),
        _ => word(text, at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_counted_as_the_parser_counts() {
        let text = "a\r\né😀b\nc";

        assert_eq!(&text[place(text, 1, 4)..], "b\nc");
        assert_eq!(&text[place(text, 2, 1)..], "c");
        assert_eq!(place(text, 9, 9), text.len());
    }
}
