//! YAML as a tree that remembers where each value stands.

mod quoting;
pub(crate) mod messages;
mod depth;
mod flow;
mod merge;
mod plain;
mod recovery;
pub(crate) mod traps;

use std::ops::Range;

use saphyr::{LoadableYamlNode, MarkedYaml, Marker, Scalar, YamlData};

use crate::{
    config::{Key, Node, Value, as_placeholder},
    diagnostics::{Diagnostic, Diagnostics, Source},
};
use messages::YAML_DUPLICATE_KEY;
pub use plain::read_plain;

crate::codes! {
    YAML_DEEP = "yaml-deep" in "pages/exemple.md" {
        means: "More than 64 tables and lists stand in each other in front matter.",
        hurts: "No template could show such a value to a reader, and reading it could end the \
            program before it tells its author what else is wrong.",
        wrong: "---\n\
            title: Salles\n\
            extra:\n  salles: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n    \
            [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[B12]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n    \
            ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n\
            ---",
        right: "---\n\
            title: Salles\n\
            extra:\n  salles: [B12]\n\
            ---",
    }
}

/// YAML, read as far as it can be.
#[derive(Clone, Debug)]
pub struct Yaml {
    /// What could be read.
    pub root: Node,
    /// The lines that could not be read, and are not in the above; mostly empty.
    pub lost: String,
}

/// Of so many mistakes, each is looked at by itself: every one means to read all again.
const AT_MOST: usize = 50;

/// Reads the YAML that stands at `span` of the file. A syntax error is noted, and the rest is read without the
/// entry that holds it, so that one mistake does not hide the next.
///
/// `padded` is the file with blanks before that span, and nothing after it, so that positions are the
/// file's.
pub fn read(source: &Source, padded: &str, span: Range<usize>, diagnostics: &Diagnostics) -> Yaml {
    let mut text = flow::joined(padded);
    let mut lost = String::new();
    for attempt in 0.. {
        match read_once(source, &text, &span) {
            Ok(root) => {
                // Comments are as they were written.
                lost.push_str(&traps::note(source, padded, &root, diagnostics));
                traps::note_document(source, &text, &span, diagnostics);
                return Yaml { root, lost };
            }
            Err(error) => {
                if let Some(tabs) = recovery::tabs_after_key(&text, error.span.start) {
                    recovery::blank(&mut text, tabs);
                    continue;
                }
                let entry = recovery::entry_around(&text, &span, error.span.start);
                let entry = entry.filter(|_| attempt < AT_MOST);
                // Of a key that is there twice, the first counts.
                let is_lost = error.code != YAML_DUPLICATE_KEY;
                diagnostics.push(source.place(*error));
                // Where nothing more can be left out, nothing can be read.
                let Some(entry) = entry else {
                    lost.push_str(&text[span.clone()]);
                    let root = Node { span, value: Value::Table(Vec::new()) };
                    return Yaml { root, lost };
                };
                if is_lost {
                    lost.push_str(&text[entry.clone()]);
                }
                recovery::blank(&mut text, entry);
            }
        }
    }
    unreachable!("the last attempt ends it")
}

fn read_once(source: &Source, text: &str, span: &Range<usize>) -> Result<Node, Box<Diagnostic>> {
    let places = Places::of(text);
    if let Some(marker) = depth::too_deep(text) {
        let at = places.byte(marker);
        let help = "a value inside a value inside a value is enough";
        let deep = source.error(YAML_DEEP, at..at, "this is nested too deep").help(help);
        return Err(Box::new(deep));
    }
    match MarkedYaml::load_from_str(text) {
        Ok(documents) => {
            let Some(document) = documents.into_iter().next() else {
                return Ok(Node { span: span.clone(), value: Value::Table(Vec::new()) });
            };
            let root = places.node(document);
            let is_text = matches!(root.value, Value::String(_));
            let first =
                root.span.start..root.span.start + first_line(&text[root.span.clone()]).len();
            if is_text { Err(Box::new(messages::no_key(text, first))) } else { Ok(root) }
        }
        Err(error) => {
            let at = places.byte(*error.marker());
            let is_key = error.info().contains("did not find expected key");
            let brackets = flow::text_behind(text, at).filter(|_| is_key);
            Err(Box::new(brackets.unwrap_or_else(|| messages::reword(error.info(), text, at))))
        }
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// From positions in characters, which the parser counts, to bytes.
struct Places<'t> {
    text: &'t str,
    /// Byte of each character; empty when all are one byte long.
    bytes: Vec<usize>,
}

impl<'t> Places<'t> {
    fn of(text: &'t str) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at).collect()
        };
        Self { text, bytes }
    }

    fn byte(&self, marker: Marker) -> usize {
        match marker.index() {
            index if self.bytes.is_empty() => index.min(self.text.len()),
            index => self.bytes.get(index).copied().unwrap_or(self.text.len()),
        }
    }

    fn node(&self, yaml: MarkedYaml<'_>) -> Node {
        let mut span = self.byte(yaml.span.start)..self.byte(yaml.span.end);
        // The parser ends `[a]` and `{ a: b }` before what closes them.
        span.end += match self.text.as_bytes().get(span.start) {
            Some(b'[') if self.text[span.end..].starts_with(']') => "]".len(),
            Some(b'{') if self.text[span.end..].starts_with('}') => "}".len(),
            _ => 0,
        };
        Node { span, value: self.value(yaml.data) }
    }

    fn value<'y>(&self, data: YamlData<'y, MarkedYaml<'y>>) -> Value {
        match data {
            YamlData::Value(Scalar::Boolean(truth)) => Value::Bool(truth),
            YamlData::Value(Scalar::Integer(number)) => Value::Integer(number),
            YamlData::Value(Scalar::FloatingPoint(number)) => Value::Float(number.into_inner()),
            YamlData::Value(Scalar::String(text)) | YamlData::Representation(text, ..) => {
                Value::String(text.into_owned())
            }
            YamlData::Sequence(items) => {
                Value::List(items.into_iter().map(|item| self.node(item)).collect())
            }
            YamlData::Mapping(entries) => {
                let entries = entries.into_iter();
                let entries: Vec<(Key, Node)> =
                    entries.map(|(key, value)| (self.key(key), self.node(value))).collect();
                as_placeholder(&entries).unwrap_or_else(|| Value::Table(merge::merged(entries)))
            }
            YamlData::Tagged(_, node) => self.node(*node).value,
            YamlData::Value(Scalar::Null) | YamlData::Alias(_) | YamlData::BadValue => Value::Null,
        }
    }

    fn key(&self, yaml: MarkedYaml<'_>) -> Key {
        let Node { span, value } = self.node(yaml);
        let name = match value {
            Value::String(text) => text,
            Value::Bool(truth) => truth.to_string(),
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            other => other.kind().to_owned(),
        };
        Key { span, name }
    }
}
