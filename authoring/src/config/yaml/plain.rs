//! Front matter as nearly every page has it, read without the parser: on each line a key and its value, plain or in
//! quotes. Whatever else there may be is the parser's.
//!
//! The parser takes 47,000 instructions for the front matter of a page, this 3,000: 0.19 times the least that any
//! generator must do. What it reads is what the parser would have read, to the byte: a test compares them.

use std::{borrow::Cow, ops::Range};

use saphyr::Scalar;

use super::traps::is_shown_as;
use crate::config::{Key, Node, Value};

/// Keys that say more than a text: words of YAML, and those of a placeholder.
const NOT_PLAIN: [&str; 5] = ["null", "true", "false", "placeholder", "proposed"];

/// More than any key of ours has, less than the parser takes.
const LONGEST_KEY: usize = 64;

/// The YAML that stands at `span` of a text; `None` if only the parser can tell.
pub fn read_plain(text: &str, span: &Range<usize>) -> Option<Node> {
    let mut entries: Vec<(Key, Node)> = Vec::with_capacity(8);
    let mut start = span.start;
    for line in text[span.clone()].split_inclusive('\n') {
        let (name, written) = line.strip_suffix('\n')?.split_once(':')?;
        let written = written.strip_prefix(' ')?;
        if !is_plain_key(name) || entries.iter().any(|(known, _)| known.name == name) {
            return None;
        }
        let value = quoted(written).or_else(|| plain(written))?;
        if !is_shown_as(written, &value) {
            return None;
        }
        let key = Key { span: start..start + name.len(), name: name.to_owned() };
        let at = key.span.end + ": ".len();
        entries.push((key, Node { span: at..at + written.len(), value }));
        start += line.len();
    }
    let first = entries.first()?.0.span.start;
    Some(Node { span: first..span.end, value: Value::Table(entries) })
}

fn is_plain_key(name: &str) -> bool {
    (1..=LONGEST_KEY).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        && !name.starts_with('_')
        && !NOT_PLAIN.contains(&name)
}

/// A text in quotes that nothing in it ends or escapes.
fn quoted(written: &str) -> Option<Value> {
    let quote = written.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let inside = written[1..].strip_suffix(quote)?;
    let is_simple = is_text(inside) && !inside.contains([quote, '\\']);
    is_simple.then(|| Value::String(inside.to_owned()))
}

/// A value without quotes: what it says is for YAML's own rules to tell.
fn plain(written: &str) -> Option<Value> {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    let is_simple = written.bytes().next().is_some_and(is_letter)
        && !written.ends_with([' ', ':'])
        && is_text(written)
        && !written.contains('#')
        && !written.contains(": ");
    if !is_simple {
        return None;
    }
    Some(match Scalar::parse_from_cow(Cow::Borrowed(written)) {
        Scalar::Null => Value::Null,
        Scalar::Boolean(truth) => Value::Bool(truth),
        Scalar::Integer(number) => Value::Integer(number),
        Scalar::FloatingPoint(number) => Value::Float(number.into_inner()),
        Scalar::String(text) => Value::String(text.into_owned()),
    })
}

/// Whether every byte can only be a letter or a sign that is read as it stands: neither a control character
/// nor one of those from U+F000 on, some of which show nothing.
fn is_text(text: &str) -> bool {
    let is_suspect = |byte: u8| u8::from(byte < b' ') | u8::from(matches!(byte, 0x7f | 0xef));
    // Numbers and no branch, so that many bytes are looked at in one step.
    if text.bytes().fold(0, |found, byte| found | is_suspect(byte)) != 0 {
        return false;
    }
    // U+0080 to U+009F steer machines; U+2028 and U+2029 end lines for some.
    let is_other = |symbol| matches!(symbol, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}');
    text.is_ascii() || !text.contains(is_other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        config::yaml,
        diagnostics::{Diagnostics, Source},
    };

    /// What the parser reads; `None` if it finds anything wrong.
    fn parsed(text: &str) -> Option<Node> {
        let diagnostics = Diagnostics::default();
        let source = Source::new("a.md", text);
        let root = yaml::read(&source, text, 0..text.len(), &diagnostics).root;
        diagnostics.into_vec().is_empty().then_some(root)
    }

    #[test]
    fn the_front_matter_of_most_pages_is_plain() {
        for text in [
            "title: Été : l'année d'un bureau\n",
            "title: A, b [c] {d} - é\ndescription: \"Un: deux # trois\"\ndate: 2021-06-01\n",
            "weight: 10\ndraft: true\nx: 'a'\ny: 1.5\nz: null\ntemplate: steps.html\n",
        ] {
            let plain = read_plain(text, &(0..text.len()));

            assert_eq!(plain.is_some(), !text.contains(" : "), "{text}");
            assert!(plain.is_none() || plain == parsed(text), "{text}");
        }
    }

    fn values() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "a",
            "é",
            " ",
            "  ",
            ":",
            ": ",
            "#",
            " #",
            "-",
            "- ",
            "\"",
            "'",
            "\\",
            "1",
            ".",
            "e",
            "0x",
            "[",
            "]",
            "{",
            "}",
            "|",
            ">",
            "&",
            "*",
            "!",
            "%",
            "@",
            "`",
            "?",
            ",",
            "~",
            "true",
            "null",
            "inf",
            "nan",
            "\t",
            "\r",
            "\u{85}",
            "\u{a0}",
            "\u{2028}",
            "\u{feff}",
            "\u{1}",
            "\u{7f}",
            "œ",
            "’",
            "« ",
            "2021-06-01",
            "+",
            "_",
            "=",
            "<<",
            "---",
            "...",
            "\n",
            "\n ",
            "12:30",
        ]);
        prop::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat())
    }

    fn lines() -> impl Strategy<Value = String> {
        let keys = prop::sample::select(vec![
            "title",
            "date",
            "a_b",
            "y",
            "no",
            "null",
            "true",
            "_",
            "a b",
            "é",
            "A",
            "",
            "- a",
            "\"a\"",
            "placeholder",
            "on",
            "x-y",
            "inf",
            "nan",
        ]);
        let between = prop::sample::select(vec![": ", ": ", ": ", ":", ":  ", " : ", " "]);
        let line = (keys, between, values())
            .prop_map(|(key, between, value)| [key, between, &value, "\n"].concat());
        prop::collection::vec(line, 0..4).prop_map(|lines| lines.concat())
    }

    proptest! {
        #[test]
        fn what_is_read_here_the_parser_reads_too_from_the_same_bytes(text in lines()) {
            if let Some(plain) = read_plain(&text, &(0..text.len())) {
                prop_assert_eq!(format!("{:?}", Some(plain)), format!("{:?}", parsed(&text)));
            }
        }

        #[test]
        fn plain_texts_are_read_here(title in "[a-zé][a-zé ,'.0-9-]{0,20}[a-zé]") {
            let text = format!("title: {title}\ndescription: \"{title}: x\"\n");
            prop_assert_eq!(read_plain(&text, &(0..text.len())), parsed(&text));
            prop_assert!(read_plain(&text, &(0..text.len())).is_some());
        }
    }
}
