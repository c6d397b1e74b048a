//! Characters that no reader sees and no feed may hold, wherever a text hides them.

use crate::{
    config::{Node, Value},
    diagnostics::{Diagnostic, Diagnostics, Source},
};

crate::codes! {
    CONTROL_CHARACTER = "control-character" in "data/lieu.toml" {
        means: "A text holds a control character, as it is or escaped: one that steers machines \
            and shows nothing.",
        hurts: "The page looks right, but a feed that holds the text is not XML any more: news \
            readers show none of its entries.",
        wrong: "ville = \"Nîmes\\u0002\"",
        right: r#"ville = "Nîmes""#,
    }
}

/// What to do about one.
pub const CONTROL_HELP: &str = "remove it: no reader sees it, and no feed may hold it";

/// Whether a character only controls machines; line ends and tabs are text, and what XML 1.0 forbids is not.
#[must_use]
pub fn is_control(symbol: char) -> bool {
    symbol.is_control() && !matches!(symbol, '\t' | '\n' | '\r')
        || matches!(symbol, '\u{fffe}' | '\u{ffff}')
}

/// Whether a character has no width: where a text may break or not, its direction, the order of bytes. Two are no part
/// of them, because letters of some alphabets and pictures are joined, or not, by what nobody sees.
#[must_use]
pub fn is_unseen(symbol: char) -> bool {
    matches!(
        symbol,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}

/// Whether a character is a space to people, or nothing at all, and a letter to programs. What is copied from
/// documents, messages and other sites brings it along.
#[must_use]
pub fn is_unread(symbol: char) -> bool {
    is_unseen(symbol)
        || matches!(symbol, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// What such a character is called in a message.
#[must_use]
pub fn name_of_unread(symbol: char) -> String {
    let code = u32::from(symbol);
    match symbol {
        _ if is_unseen(symbol) => format!("a character that nobody sees, U+{code:04X},"),
        '\u{a0}' | '\u{202f}' => "a space that does not break".to_owned(),
        _ => format!("a space of another width, U+{code:04X},"),
    }
}

/// `U+0001`, which can be shown.
#[must_use]
pub fn message(symbol: char) -> String {
    format!("a control character, U+{:04X}, stands in this text", u32::from(symbol))
}

/// Notes the first of each text of a tree, as it is or escaped.
pub fn note_controls(source: &Source, node: &Node, diagnostics: &Diagnostics) {
    match &node.value {
        Value::String(text) | Value::Placeholder { label: text, .. } => {
            if let Some(symbol) = text.chars().find(|symbol| is_control(*symbol)) {
                diagnostics.push(
                    source
                        .error(CONTROL_CHARACTER, node.span.clone(), message(symbol))
                        .help(CONTROL_HELP),
                );
            }
        }
        Value::List(items) => {
            for item in items {
                note_controls(source, item, diagnostics);
            }
        }
        Value::Table(entries) => {
            for (_, item) in entries {
                note_controls(source, item, diagnostics);
            }
        }
        _ => {}
    }
}

/// The first of them that stands in a text as it is.
pub fn find_control(text: &str) -> Option<Diagnostic> {
    // Nearly no text has any.
    let (chunks, rest) = text.as_bytes().as_chunks::<64>();
    if !chunks.iter().any(|chunk| holds_suspect(chunk)) && !holds_suspect(rest) {
        return None;
    }
    let (at, symbol) = text.char_indices().find(|(_, symbol)| is_control(*symbol))?;
    Some(Diagnostic::new(
        CONTROL_CHARACTER,
        at..at + symbol.len_utf8(),
        message(symbol),
        CONTROL_HELP,
    ))
}

/// Whether a byte of a control character below U+0080 is among these. Numbers and no branch, so that the
/// processor compares sixteen at once; not inlined, because a loop of a known length would be unrolled before.
#[inline(never)]
fn holds_suspect(bytes: &[u8]) -> bool {
    let found = bytes.iter().fold(0, |found, &byte| {
        let is_text = u8::from(byte == b'\t') | u8::from(byte == b'\n') | u8::from(byte == b'\r');
        found | u8::from(byte < b' ') & !is_text | u8::from(byte == 0x7f)
    });
    found != 0
}

/// The first that JSON escapes: `\u0001`, `\b`, `\f`.
pub fn find_control_in_json(json: &str) -> Option<Diagnostic> {
    let mut rest = json.char_indices();
    while let Some((at, symbol)) = rest.next() {
        if symbol != '\\' {
            continue;
        }
        let (_, escaped) = rest.next()?;
        let digits = json.get(at + 2..at + 6).unwrap_or_default();
        let (meant, length) = match escaped {
            'b' => ('\u{8}', 2),
            'f' => ('\u{c}', 2),
            'u' => match u32::from_str_radix(digits, 16).ok().and_then(char::from_u32) {
                Some(meant) => (meant, 6),
                None => continue,
            },
            _ => continue,
        };
        if is_control(meant) {
            return Some(Diagnostic::new(
                CONTROL_CHARACTER,
                at..at + length,
                message(meant),
                CONTROL_HELP,
            ));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_do_not_read_is_named_for_what_it_is() {
        for (symbol, name) in [
            ('\u{200b}', "a character that nobody sees, U+200B,"),
            ('\u{feff}', "a character that nobody sees, U+FEFF,"),
            ('\u{a0}', "a space that does not break"),
            ('\u{202f}', "a space that does not break"),
            ('\u{2003}', "a space of another width, U+2003,"),
        ] {
            assert!(is_unread(symbol));
            assert_eq!(name_of_unread(symbol), name);
        }
        assert!([' ', 'a', '\u{200d}'].iter().all(|symbol| !is_unread(*symbol)));
    }

    #[test]
    fn they_are_found_where_they_stand() {
        let place = |diagnostic: Option<Diagnostic>| diagnostic.map(|diagnostic| diagnostic.span);

        assert_eq!(place(find_control("é\u{1}b")), Some(2..3));
        assert_eq!(place(find_control("a\tb\r\nc\u{a0}d")), None);
        assert_eq!(place(find_control_in_json(r#"["\\u0001", "é\u0001"]"#)), Some(15..21));
        assert_eq!(place(find_control_in_json(r#"["\n\t\u00e9\ud83d\ude00"]"#)), None);
    }
}
