//! A configuration file as a tree that remembers where each value stands.
//!
//! `serde` stops at the first mistake; an author wants all of them. So files become a [`Node`] tree
//! first, and a [`Table`] reader walks it: it notes every missing, mistyped and unknown key, and goes on.

use std::ops::Range;

use toml::de::{DeTable, DeValue};
use toml_lines::WrongLine;
use toml_mistakes::{DUPLICATE_KEY, TOML_SYNTAX};

use crate::{
    config::node::codes::TOML_UNCLOSED_LIST,
    diagnostics::{Diagnostics, Source},
};

pub(crate) mod codes;
mod from_value;
mod placeholder;
mod table;
mod toml_meant;
pub(crate) mod toml_mistakes;
mod toml_open_text;
mod toml_lines;
pub(crate) mod control;
pub(crate) mod mojibake;

pub use codes::PLACEHOLDER;
pub use control::{
    find_control, find_control_in_json, is_control, is_unread, is_unseen, name_of_unread,
    note_controls,
};
pub use from_value::FromValue;
pub use mojibake::find_mojibake;
pub use placeholder::{as_placeholder, note_placeholders, note_placeholders_outside};
pub use table::{ForeignKey, Table, TableCodes};

/// A value and the bytes it takes in its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Bytes of the source.
    pub span: Range<usize>,
    /// What stands there.
    pub value: Value,
}

/// A key and the bytes it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Bytes of the source.
    pub span: Range<usize>,
    /// The name, unquoted.
    pub name: String,
}

/// What TOML, YAML and JSON can say.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    String(String),
    /// A date or a time, as written.
    Date(String),
    List(Vec<Node>),
    Table(Vec<(Key, Node)>),
    /// `{ placeholder = "…" }`: only the association knows the value. It may propose one to work with.
    Placeholder {
        label: String,
        proposed: Option<Box<Node>>,
    },
}

impl Value {
    /// As an author would call it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::String(_) => "a text",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Placeholder { .. } => "a placeholder",
        }
    }
}

impl Node {
    /// The entry of that name, if this is a table that has one.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match &self.value {
            Value::Table(entries) => {
                entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
            }
            _ => None,
        }
    }
}

impl Node {
    /// Whether the parser has put nothing in the place of a value that it could not read.
    fn is_unread(&self, source: &Source) -> bool {
        let written = source.text.get(self.span.clone()).unwrap_or_default();
        let is_quoted = written.starts_with(['"', '\'']);
        match &self.value {
            Value::String(text) | Value::Date(text) => text.is_empty() && !is_quoted,
            _ => false,
        }
    }

    /// Removes the entry whose value stands at `span` and could not be read: nothing is to be said of it twice.
    fn drop_unread(&mut self, source: &Source, span: &Range<usize>) {
        match &mut self.value {
            Value::Table(entries) => {
                entries.retain(|(_, node)| node.span != *span || !node.is_unread(source));
                for (_, node) in entries {
                    node.drop_unread(source, span);
                }
            }
            Value::List(items) => {
                for node in items {
                    node.drop_unread(source, span);
                }
            }
            _ => {}
        }
    }
}

/// Reads TOML; syntax errors are noted and the rest is still read.
pub fn read_toml(source: &Source, diagnostics: &Diagnostics) -> Node {
    if let Some(found) = find_mojibake(&source.text, |_| false) {
        diagnostics.push(source.place(found));
    }
    read_toml_part(source, &source.text, diagnostics).0
}

/// Reads the TOML that is a part of a file: `text` is the file with blanks before that part and nothing
/// after it, so that every byte keeps its place. Returns the lines that could not be read too; mostly none.
pub fn read_toml_part(source: &Source, text: &str, diagnostics: &Diagnostics) -> (Node, String) {
    let mut text = toml_mistakes::mend(source, text, diagnostics).into_owned();
    let mut lost = String::new();
    loop {
        let (table, errors) = DeTable::parse_recoverable(&text);
        // Nearly every file is read once.
        if errors.is_empty() {
            let node = Node { span: table.span(), value: from_table(table.into_inner()) };
            note_controls(source, &node, diagnostics);
            return (node, lost);
        }
        if let Some(open) = toml_open_text::open_text(&text) {
            let diagnostic = source.error(TOML_SYNTAX, open.quotes, "nothing closes this text");
            diagnostics.push(diagnostic.help("write its three quotes again after its last line"));
            lost.push_str(&source.text[open.lines.clone()]);
            toml_open_text::leave_out(&mut text, open.lines);
            continue;
        }
        if let Some(broken) = toml_open_text::broken_text(&text) {
            let message = "this text does not end on its line";
            let help = "a text over several lines stands between three quotes: \"\"\"…\"\"\"";
            diagnostics.push(source.error(TOML_SYNTAX, broken.quotes, message).help(help));
            lost.push_str(&source.text[broken.lines.clone()]);
            toml_open_text::leave_out(&mut text, broken.lines);
            continue;
        }
        let places: Vec<usize> =
            errors.iter().filter_map(|error| Some(error.span()?.start)).collect();
        let Some(list) = toml_mistakes::open_list(&text, &places) else { break };
        let diagnostic = source.error(
            TOML_UNCLOSED_LIST,
            list.start..list.start + 1,
            "nothing closes this list",
        );
        diagnostics.push(diagnostic.help("write ] after its last value"));
        toml_mistakes::empty(&mut text, list);
    }
    let wrong = toml_lines::leave_out(&mut text);
    let (table, _) = DeTable::parse_recoverable(&text);
    let mut node = Node { span: table.span(), value: from_table(table.into_inner()) };
    for WrongLine { span, message, lost: line } in wrong {
        node.drop_unread(source, &span);
        // Of a key that is there twice, the first counts.
        if let Some(line) = line.filter(|_| message != DUPLICATE_KEY) {
            lost.extend([&source.text[line], "\n"]);
        }
        diagnostics.push(toml_mistakes::explain(source, span, &message));
    }
    note_controls(source, &node, diagnostics);
    (node, lost)
}

fn from_table(table: DeTable<'_>) -> Value {
    let mut entries: Vec<(Key, Node)> = table
        .into_iter()
        .map(|(key, value)| {
            let key = Key { span: key.span(), name: key.into_inner().into_owned() };
            (key, Node { span: value.span(), value: from_toml(value.into_inner()) })
        })
        .collect();
    // `toml` sorts keys; an author's order is the order of the file.
    entries.sort_by_key(|(key, _)| key.span.start);
    as_placeholder(&entries).unwrap_or(Value::Table(entries))
}

fn from_toml(value: DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.into_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Value::String(number.as_str().to_owned()), Value::Integer),
        DeValue::Float(number) => number
            .as_str()
            .parse()
            .map_or_else(|_| Value::String(number.as_str().to_owned()), Value::Float),
        DeValue::Boolean(truth) => Value::Bool(truth),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .into_iter()
                .map(|item| Node { span: item.span(), value: from_toml(item.into_inner()) })
                .collect(),
        ),
        DeValue::Table(table) => from_table(table),
    }
}
