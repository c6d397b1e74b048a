//! A configuration file as a tree that remembers where each value stands.
//!
//! `serde` stops at the first mistake; an author wants all of them. So files become a [`Node`] tree
//! first, and a [`Table`] reader walks it: it notes every missing, mistyped and unknown key, and goes on.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::diagnostics::{Problems, Source, suggest};

mod table;
mod toml_mistakes;
mod control;

pub use control::{find_control, find_control_in_json, is_control, note_controls};
pub use table::{FromValue, Table};

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

/// What a placeholder says: its label, and a value to work with.
const PLACEHOLDER: &str = "placeholder";
const PROPOSED: &str = "proposed";

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
pub fn read_toml(source: &Source, problems: &Problems) -> Node {
    read_toml_part(source, &source.text, problems)
}

/// Reads the TOML that is a part of a file: `text` is the file with blanks before that part and nothing
/// after it, so that every byte keeps its place.
pub fn read_toml_part(source: &Source, text: &str, problems: &Problems) -> Node {
    let mut text = toml_mistakes::mend(source, text, problems).into_owned();
    let (mut node, errors) = loop {
        let (table, errors) = DeTable::parse_recoverable(&text);
        let places: Vec<usize> =
            errors.iter().filter_map(|error| Some(error.span()?.start)).collect();
        let Some(list) = toml_mistakes::open_list(&text, &places) else {
            let errors: Vec<_> = errors
                .into_iter()
                .map(|error| (error.span().unwrap_or(0..0), error.message().to_owned()))
                .collect();
            let span = table.span();
            break (Node { span, value: from_table(table.into_inner()) }, errors);
        };
        let problem = source.problem(list.start..list.start + 1, "nothing closes this list");
        problems.push(problem.help("write ] after its last value"));
        toml_mistakes::empty(&mut text, list);
    };
    for (span, message) in errors {
        node.drop_unread(source, &span);
        problems.push(toml_mistakes::explain(source, span, &message));
    }
    note_controls(source, &node, problems);
    node
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

/// The placeholder that these entries of a table are; `None` if they are anything else.
#[must_use]
pub fn as_placeholder(entries: &[(Key, Node)]) -> Option<Value> {
    let mut label = None;
    let mut proposed = None;
    for (key, node) in entries {
        match (key.name.as_str(), &node.value) {
            (PLACEHOLDER, Value::String(text)) => label = Some(text.clone()),
            (PROPOSED, _) => proposed = Some(Box::new(node.clone())),
            _ => return None,
        }
    }
    label.map(|label| Value::Placeholder { label, proposed })
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

/// Notes every placeholder of a tree, so that `check` can list them.
pub fn note_placeholders(source: &Source, node: &Node, problems: &Problems) {
    match &node.value {
        Value::Placeholder { label, .. } => problems.push(
            source
                .problem(node.span.clone(), format!("still to be given: {label}"))
                .help(
                    "replace the placeholder by its value; production refuses to go out without it",
                )
                .placeholder(),
        ),
        Value::List(items) => {
            for item in items {
                note_placeholders(source, item, problems);
            }
        }
        Value::Table(entries) => {
            for (key, item) in entries {
                note_placeholders(source, item, problems);
                note_misspelt(source, key, item, problems);
            }
            note_broken(source, entries, problems);
        }
        _ => {}
    }
}

/// `{ placeholdr = "…" }` would be a table like any other.
fn note_misspelt(source: &Source, key: &Key, item: &Node, problems: &Problems) {
    let is_text = matches!(item.value, Value::String(_));
    if is_text && key.name != PLACEHOLDER && suggest::nearest(&key.name, [PLACEHOLDER]).is_some() {
        let problem = source.problem(key.span.clone(), format!("unknown key `{}`", key.name));
        problems.push(problem.help("did you mean `placeholder`?"));
    }
}

/// A table with a placeholder's key that is none: its label is no text, or it says more than one may.
fn note_broken(source: &Source, entries: &[(Key, Node)], problems: &Problems) {
    let Some((_, label)) = entries.iter().find(|(key, _)| key.name == PLACEHOLDER) else { return };
    if !matches!(label.value, Value::String(_)) {
        let message = format!("`{PLACEHOLDER}` should be a text, this is {}", label.value.kind());
        let problem = source.problem(label.span.clone(), message);
        problems.push(problem.help("it says what is still to be given, and by whom"));
    }
    let known = [PLACEHOLDER, PROPOSED];
    for (key, _) in entries.iter().filter(|(key, _)| !known.contains(&key.name.as_str())) {
        let message = format!("unknown key `{}` in a placeholder", key.name);
        let help = suggest::help(&key.name, known);
        problems.push(source.problem(key.span.clone(), message).help(help));
    }
}
