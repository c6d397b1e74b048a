//! Lists in brackets, over several lines.

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
