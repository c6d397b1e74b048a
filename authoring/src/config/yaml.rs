//! YAML as a tree that remembers where each value stands.

pub(crate) mod messages;
mod depth;

use std::ops::Range;

use saphyr::{LoadableYamlNode, MarkedYaml, Marker, Scalar, YamlData};

use crate::{
    config::{Key, Node, Value, as_placeholder},
    diagnostics::{Diagnostics, Source},
};

crate::codes! {
    YAML_DEEP = "yaml-deep" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
}

/// Reads the YAML that stands at `span` of the file. A syntax error is noted, and `None`.
///
/// `padded` is the file with blanks before that span, and nothing after it, so that positions are the
/// file's.
pub fn read(
    source: &Source,
    padded: &str,
    span: Range<usize>,
    diagnostics: &Diagnostics,
) -> Option<Node> {
    let places = Places::of(padded);
    if let Some(marker) = depth::too_deep(padded) {
        let at = places.byte(marker);
        let diagnostic = source.error(YAML_DEEP, at..at, "this is nested too deep");
        diagnostics.push(diagnostic.help("a value inside a value inside a value is enough"));
        return None;
    }
    match MarkedYaml::load_from_str(padded) {
        Ok(documents) => Some(match documents.into_iter().next() {
            Some(document) => places.node(document),
            None => Node { span, value: Value::Table(Vec::new()) },
        }),
        Err(error) => {
            let at = places.byte(*error.marker());
            diagnostics.push(source.place(messages::reword(error.info(), padded, at)));
            None
        }
    }
}

/// From positions in characters, which the parser counts, to bytes.
struct Places {
    /// Byte of each character; empty when all are one byte long.
    bytes: Vec<usize>,
    length: usize,
}

impl Places {
    fn of(text: &str) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at).collect()
        };
        Self { bytes, length: text.len() }
    }

    fn byte(&self, marker: Marker) -> usize {
        match marker.index() {
            index if self.bytes.is_empty() => index.min(self.length),
            index => self.bytes.get(index).copied().unwrap_or(self.length),
        }
    }

    fn node(&self, yaml: MarkedYaml<'_>) -> Node {
        let span = self.byte(yaml.span.start)..self.byte(yaml.span.end);
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
                as_placeholder(&entries).unwrap_or(Value::Table(entries))
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
