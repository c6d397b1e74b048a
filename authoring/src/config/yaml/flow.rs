//! Lists in brackets, over several lines, and texts that only begin with brackets.

use super::{
    messages::{YAML_SYNTAX, is_name, line_above},
    quoting::begins_no_text,
};
use crate::diagnostics::Diagnostic;

/// The text with blanks instead of the line ends inside brackets, after which a line is not indented: the parser
/// wants it to be, which its authors and other programs do not. Every byte keeps its place.
pub(super) fn joined(text: &str) -> String {
    let mut joined = text.as_bytes().to_vec();
    let mut depth = 0_usize;
    let mut quote = None;
    let mut comment = None;
    for (at, byte) in text.bytes().enumerate() {
        let before = at.checked_sub(1).map_or(b'\n', |before| text.as_bytes()[before]);
        let begins = matches!(before, b' ' | b'\t' | b'\n' | b'[' | b'{' | b',' | b':');
        match (byte, quote) {
            (b'\n', _) => {
                let next = text[at + 1..].lines().next().unwrap_or_default();
                if depth > 0 && is_key(next) {
                    // Nothing closes the bracket; what follows is no part of it.
                    (depth, quote) = (0, None);
                } else if depth > 0 && !next.starts_with([' ', '\t']) && !next.is_empty() {
                    let start = comment.unwrap_or(at);
                    joined[start..=at].fill(b' ');
                }
                comment = None;
            }
            _ if comment.is_some() => {}
            (_, Some(open)) => quote = Some(open).filter(|open| *open != byte),
            (b'"' | b'\'', None) if begins => quote = Some(byte),
            (b'#', None) if matches!(before, b' ' | b'\t' | b'\n') => comment = Some(at),
            // Outside brackets, one begins only a value.
            (b'[' | b'{', None) if depth > 0 || begins => depth += 1,
            (b']' | b'}', None) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    String::from_utf8(joined).unwrap_or_else(|_| text.to_owned())
}

/// Whether a line begins with a key of its own.
fn is_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, rest)| {
        let is_name = |symbol: char| symbol.is_alphanumeric() || matches!(symbol, '_' | '-');
        !key.is_empty() && key.chars().all(is_name) && !rest.starts_with("//")
    })
}

/// A text that begins with brackets, `title: [Complet] Stage`, on the line of byte `at` or the one above: YAML takes
/// these for a list or a table.
pub(super) fn text_behind(text: &str, at: usize) -> Option<Diagnostic> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let own = start..start + text[start..].find('\n').unwrap_or(text.len() - start);
    [Some(own), line_above(text, start)].into_iter().flatten().find_map(|line| {
        let (key, value) = text[line.clone()].split_once(": ")?;
        let value = value.trim();
        let close = if value.starts_with('[') { ']' } else { '}' };
        let inside = value.strip_prefix(['[', '{']).filter(|_| is_name(key.trim()))?;
        let (inside, after) = inside.split_once(close)?;
        let after = after.trim_start();
        let is_text = after.starts_with(|first: char| !matches!(first, '#' | ',' | ']' | '}'))
            && !inside.contains(['[', '{', '"', '\'']);
        let begin = line.start + text[line.clone()].find(": ")? + ": ".len();
        let begin = begin + text[begin..].len() - text[begin..].trim_start().len();
        is_text.then(|| begins_no_text(YAML_SYNTAX, text, begin..begin + value.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_line_ends_inside_brackets_are_blanks() {
        for (text, expect) in [
            ("a: [\nb,\nc\n]\nd: e\n", "a: [ b, c ]\nd: e\n"),
            ("a: [\n  b,\n  c\n]\n", "a: [\n  b,\n  c ]\n"),
            ("a: {\n  b: c\n}\n", "a: {\n  b: c }\n"),
            ("a: [b\nc: d\ne\n", "a: [b\nc: d\ne\n"),
            ("a: [\nhttps://b,\nc\n]\n", "a: [ https://b, c ]\n"),
            ("a: [b, # un [\nc]\n", "a: [b,        c]\n"),
            ("a: ['[',\n\"]\"\n]\nb: c", "a: ['[', \"]\" ]\nb: c"),
            ("a: b [c\nd: e\n", "a: b [c\nd: e\n"),
            ("a: l'été [x\nb: c\n", "a: l'été [x\nb: c\n"),
            ("a: b\n# [\nc: d\n", "a: b\n# [\nc: d\n"),
        ] {
            assert_eq!(joined(text), expect, "{text}");
        }
    }
}
