//! Whether a call stands for blocks or inside a line, and what its lines begin with.

use std::ops::Range;

/// Where a call stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Alone on its lines, further ones of which begin with this: the signs of the quotations around, and blanks where
    /// an item of a list begins.
    Block(String),
    /// A part of a line.
    Inline,
}

impl Layout {
    /// Of a call at `span`, from its first tag to the end of its last.
    pub(super) fn of(text: &str, span: &Range<usize>) -> Self {
        let is_last = rest_of_line(text, span.end).trim().is_empty();
        match further_lines(start_of_line(text, span.start)) {
            Some(prefix) if is_last => Self::Block(prefix),
            _ => Self::Inline,
        }
    }
}

/// What stands on its line before a byte.
pub(super) fn start_of_line(text: &str, at: usize) -> &str {
    &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at]
}

/// What stands on its line after a byte.
pub(super) fn rest_of_line(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.find('\n').unwrap_or(rest.len())]
}

/// What further lines begin with where one begins like this; `None` if that is more than the signs of lists and
/// quotations.
fn further_lines(start: &str) -> Option<String> {
    let mut prefix = String::with_capacity(start.len());
    let mut rest = start;
    while let Some(symbol) = rest.chars().next() {
        let length = match symbol {
            ' ' | '\t' | '>' => {
                prefix.push(symbol);
                rest = &rest[1..];
                continue;
            }
            '-' | '*' | '+' | ':' => 1,
            '0'..='9' => {
                let digits =
                    rest.len() - rest.trim_start_matches(|it: char| it.is_ascii_digit()).len();
                rest[digits..].starts_with(['.', ')']).then_some(digits + 1)?
            }
            _ => return None,
        };
        rest = &rest[length..];
        // Without a blank after it, it is no item.
        if !rest.starts_with([' ', '\t']) {
            return None;
        }
        prefix.extend(std::iter::repeat_n(' ', length));
    }
    Some(prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_alone_on_its_lines_is_a_block() {
        for (text, expect) in [
            ("@", Some("")),
            ("a\n@  \nb", Some("")),
            ("a @", None),
            ("@ a", None),
            ("  @", Some("  ")),
            ("> - @", Some(">   ")),
            ("12. @\n", Some("    ")),
            ("1@", None),
            ("-@", None),
            ("| @ |", None),
            ("## @", None),
            (": @", Some("  ")),
        ] {
            let at = text.find('@').unwrap();
            let expect = expect.map_or(Layout::Inline, |prefix| Layout::Block(prefix.to_owned()));
            assert_eq!(Layout::of(text, &(at..at + 1)), expect, "{text}");
        }
    }
}
