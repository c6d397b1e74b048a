//! Data files as trees that remember where each value stands, for what is made of them. They are read once more for
//! that: most are quoted alone.

use std::ops::Range;

use authoring::{
    config::{Key, Node, Value, read_toml},
    diagnostics::{Diagnostics, Source},
};

/// The tree of a file in which nothing is wrong; `None` if its format is none of ours.
pub(super) fn read(source: &Source) -> Option<Node> {
    match source.path.rsplit_once('.')?.1 {
        "toml" => Some(read_toml(source, &Diagnostics::default())),
        "json" => Json { text: &source.text, at: 0 }.whole(),
        "csv" => rows(&source.text),
        _ => None,
    }
}

/// CSV: a list of tables of texts.
fn rows(text: &str) -> Option<Node> {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut reader = csv::Reader::from_reader(&text.as_bytes()[mark..]);
    let columns: Vec<String> =
        reader.headers().ok()?.iter().map(|name| name.trim().to_owned()).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.ok()?;
        let mut at = mark + usize::try_from(record.position()?.byte()).ok()?;
        // The parser passes over empty lines before it.
        at += text[at..].len() - text[at..].trim_start_matches(['\r', '\n']).len();
        let start = at;
        let cells = columns.iter().zip(&record).map(|(name, value)| {
            let span = cell(text, at);
            at = (span.end + usize::from(text[span.end..].starts_with('"')) + 1).min(text.len());
            let key = Key { span: span.clone(), name: name.clone() };
            (key, Node { span, value: Value::String(value.to_owned()) })
        });
        let cells: Vec<_> = cells.filter(|(key, _)| !key.name.is_empty()).collect();
        let end = cells.last().map_or(start, |(_, node)| node.span.end);
        rows.push(Node { span: start..end, value: Value::Table(cells) });
    }
    Some(Node { span: 0..text.len(), value: Value::List(rows) })
}

/// The bytes of the value that begins here, without its quotes.
fn cell(text: &str, at: usize) -> Range<usize> {
    let rest = &text[at..];
    let Some(quoted) = rest.strip_prefix('"') else {
        return at..at + rest.find([',', '\r', '\n']).unwrap_or(rest.len());
    };
    let mut end = 0;
    while let Some(quote) = quoted[end..].find('"') {
        end += quote;
        // One that is written twice is a part of the value.
        if !quoted[end + 1..].starts_with('"') {
            return at + 1..at + 1 + end;
        }
        end += 2;
    }
    at + 1..text.len()
}

/// JSON that another parser has found sound, as deep as that allows.
struct Json<'t> {
    text: &'t str,
    at: usize,
}

impl Json<'_> {
    fn whole(mut self) -> Option<Node> {
        self.at += self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        self.value()
    }

    fn next(&mut self) -> Option<u8> {
        let blanks = |byte: &u8| byte.is_ascii_whitespace();
        self.at += self.text.as_bytes()[self.at..].iter().take_while(|byte| blanks(byte)).count();
        self.text.as_bytes().get(self.at).copied()
    }

    /// What stands between here and a closing sign, with commas between.
    fn items<T>(
        &mut self,
        end: u8,
        mut item: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut items = Vec::new();
        self.at += 1;
        loop {
            match self.next()? {
                byte if byte == end => {
                    self.at += 1;
                    return Some(items);
                }
                b',' => self.at += 1,
                _ => items.push(item(self)?),
            }
        }
    }

    fn value(&mut self) -> Option<Node> {
        let first = self.next()?;
        let start = self.at;
        let value = match first {
            b'[' => Value::List(self.items(b']', Self::value)?),
            b'{' => Value::Table(self.items(b'}', |json| {
                let start = json.at;
                let name = json.plain()?.as_str()?.to_owned();
                let key = Key { span: start..json.at, name };
                json.next()?;
                json.at += 1;
                Some((key, json.value()?))
            })?),
            _ => match self.plain()? {
                serde_json::Value::String(text) => Value::String(text),
                serde_json::Value::Bool(truth) => Value::Bool(truth),
                serde_json::Value::Number(number) => match number.as_i64() {
                    Some(whole) => Value::Integer(whole),
                    None => Value::Float(number.as_f64()?),
                },
                _ => Value::Null,
            },
        };
        Some(Node { span: start..self.at, value })
    }

    /// A text, a number or a word.
    fn plain(&mut self) -> Option<serde_json::Value> {
        let rest = &self.text[self.at..];
        let mut values = serde_json::Deserializer::from_str(rest).into_iter();
        let value = values.next()?.ok()?;
        self.at += values.byte_offset();
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::values;

    /// What stands at each value of the first table, by its key.
    fn spans(path: &str, text: &str) -> Vec<(String, String)> {
        let Some(Node { value: Value::List(rows), .. }) = read(&Source::new(path, text)) else {
            panic!("{text} is no list");
        };
        let Some(Node { value: Value::Table(entries), .. }) = rows.last() else {
            panic!("{text} holds no table");
        };
        let entries = entries.iter();
        entries.map(|(key, node)| (key.name.clone(), text[node.span.clone()].to_owned())).collect()
    }

    #[test]
    fn each_value_stands_where_its_file_has_it() {
        for (path, text, expect) in [
            ("a.csv", "a,b\n1,2\n", [("a", "1"), ("b", "2")]),
            ("a.csv", "\u{feff}a,b\r\n1,2\r\n\r\nété,\r\n", [("a", "été"), ("b", "")]),
            ("a.csv", "a,b\n\"1, \"\"2\"\"\",\"3\n4\"\n", [("a", "1, \"\"2\"\""), ("b", "3\n4")]),
            ("a.csv", "a,b,\n\"\",2,\n", [("a", ""), ("b", "2")]),
            (
                "a.json",
                " [ {}, { \"a\" : \"\\u00e9, [\" ,\"b\":[1, {\"c\": -2.5e1}] } ]",
                [("a", "\"\\u00e9, [\""), ("b", "[1, {\"c\": -2.5e1}]")],
            ),
            ("a.json", "[{\"a\":null,\"b\":true}]", [("a", "null"), ("b", "true")]),
        ] {
            let expect = expect.map(|(key, value)| (key.to_owned(), value.to_owned()));
            assert_eq!(spans(path, text), expect, "{text}");
        }
    }

    #[test]
    fn a_tree_says_what_the_file_says() {
        for (path, text) in [
            ("a.csv", "a,b,\n\"1, \"\"2\"\"\",\"3\n4\",\n\n5,6,\n"),
            ("a.json", "{\"a\": [1, 2.5, -3, true, null, \"\\\"\\\\\"], \"b\": {}, \"c\": []}"),
            ("a.toml", "[[a]]\nb = 1\nc = \"d\"\n"),
        ] {
            let source = Source::new(path, text);
            let read_plainly = match path {
                "a.csv" => super::super::csv::read(&source).unwrap(),
                "a.json" => super::super::json::read(&source).unwrap(),
                _ => values::json(&read_toml(&source, &Diagnostics::default())),
            };
            assert_eq!(values::json(&read(&source).unwrap()), read_plainly, "{text}");
        }
    }
}
