//! A table being read, mistake by mistake.

use std::{cell::RefCell, ops::Range};

use crate::{
    config::{Key, Node, Value},
    diagnostics::{Problems, Source, suggest},
};

/// Something a [`Node`] may say.
pub trait FromValue: Sized {
    /// As in "expected …".
    const EXPECTED: &'static str;
    /// How one is written, in TOML and in YAML alike.
    const WRITTEN: &'static str;
    /// `None` when the value says something else.
    fn from_value(value: &Value) -> Option<Self>;
    /// Of a list that says something else, the items that do; none if it is no list.
    fn wrong_items(_: &Value) -> Vec<&Node> {
        Vec::new()
    }
}

macro_rules! from_value {
    ($type:ty, $expected:literal, $written:literal, $pattern:pat => $result:expr) => {
        impl FromValue for $type {
            const EXPECTED: &'static str = $expected;
            const WRITTEN: &'static str = $written;
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    $pattern => $result,
                    _ => None,
                }
            }
        }
    };
}
from_value!(String, "a text", "\"…\"", Value::String(text) => Some(text.clone()));
from_value!(bool, "true or false", "true", Value::Bool(truth) => Some(*truth));
from_value!(i64, "a whole number", "12", Value::Integer(number) => Some(*number));
from_value!(u64, "a whole number, 0 or more", "12", Value::Integer(number) => u64::try_from(*number).ok());
from_value!(usize, "a whole number, 0 or more", "12", Value::Integer(number) => usize::try_from(*number).ok());

impl FromValue for Vec<String> {
    const EXPECTED: &'static str = "a list of texts";
    const WRITTEN: &'static str = "[\"…\", \"…\"]";

    fn from_value(value: &Value) -> Option<Self> {
        let Value::List(items) = value else { return None };
        items.iter().map(|item| String::from_value(&item.value)).collect()
    }

    fn wrong_items(value: &Value) -> Vec<&Node> {
        let Value::List(items) = value else { return Vec::new() };
        items.iter().filter(|item| String::from_value(&item.value).is_none()).collect()
    }
}

/// A table being read: notes what is missing, mistyped and, at the end, unknown.
pub struct Table<'a> {
    source: &'a Source,
    problems: &'a Problems,
    /// Where a missing key is reported.
    span: Range<usize>,
    entries: &'a [(Key, Node)],
    known: RefCell<Vec<String>>,
    /// What a table of this kind takes, for whoever forgot something.
    takes: RefCell<String>,
}

impl<'a> Table<'a> {
    /// Reads `node` as a table; anything else is noted, and `None`.
    pub fn read(source: &'a Source, problems: &'a Problems, node: &'a Node) -> Option<Self> {
        match &node.value {
            Value::Table(entries) => {
                let (span, known, takes) =
                    (node.span.clone(), RefCell::default(), RefCell::default());
                Some(Self { source, problems, span, entries, known, takes })
            }
            other => {
                let message = format!("expected a table, found {}", other.kind());
                let help = format!("a table holds keys: {}", line(source, "key", "…"));
                problems.push(source.problem(node.span.clone(), message).help(help));
                None
            }
        }
    }

    /// Reports missing keys there instead of over the whole table.
    #[must_use]
    pub fn missing_at(mut self, span: Range<usize>) -> Self {
        self.span = span;
        self
    }

    /// Says what a table of this kind takes, wherever a key turns out to be missing.
    pub fn takes(&self, keys: impl Into<String>) {
        self.takes.replace(keys.into());
    }

    /// The value under `name`, whatever it is.
    pub fn node(&self, name: &str) -> Option<&'a Node> {
        self.known.borrow_mut().push(name.to_owned());
        self.entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }

    /// Every entry, for tables whose keys are names the author chose; they all count as known.
    pub fn entries(&self) -> &'a [(Key, Node)] {
        self.known.borrow_mut().extend(self.entries.iter().map(|(key, _)| key.name.clone()));
        self.entries
    }

    /// The value under `name`; noted if it is missing or something else.
    pub fn required<T: FromValue>(&self, name: &str) -> Option<T> {
        if self.node(name).is_none() {
            self.note_missing(name, T::WRITTEN);
        }
        self.optional(name)
    }

    /// The value under `name`, if there is one; noted if it is something else. A placeholder counts as
    /// its proposed value.
    pub fn optional<T: FromValue>(&self, name: &str) -> Option<T> {
        let node = self.node(name)?;
        let node = match &node.value {
            Value::Placeholder { proposed, .. } => proposed.as_deref().unwrap_or(node),
            _ => node,
        };
        let found = T::from_value(&node.value);
        if found.is_none() {
            let items = T::wrong_items(&node.value);
            let (expected, wrong) = if items.is_empty() {
                (format!("`{name}` should be {}", T::EXPECTED), vec![node])
            } else {
                (format!("each of `{name}` should be a text"), items)
            };
            for node in wrong {
                let found = match &node.value {
                    Value::Integer(number) => number.to_string(),
                    other => other.kind().to_owned(),
                };
                let message = format!("{expected}, this is {found}");
                let help = format!("for example {}", line(self.source, name, T::WRITTEN));
                self.problem(node.span.clone(), message, Some(help));
            }
        }
        found
    }

    /// The tables under `name`: `[[name]]`, or none.
    pub fn tables(&self, name: &str) -> Vec<Table<'a>> {
        match self.node(name) {
            None => Vec::new(),
            Some(Node { value: Value::List(items), .. }) => items
                .iter()
                .filter_map(|item| Table::read(self.source, self.problems, item))
                .collect(),
            Some(node) => {
                let message =
                    format!("`{name}` should be a list of tables, this is {}", node.value.kind());
                let help = format!("[[{name}]] on a line of its own opens each of them");
                self.problem(node.span.clone(), message, Some(help));
                Vec::new()
            }
        }
    }

    /// The table under `name`, if there is one; noted if it is something else.
    pub fn table(&self, name: &str) -> Option<Table<'a>> {
        let node = self.node(name)?;
        if matches!(node.value, Value::Table(_)) {
            return Table::read(self.source, self.problems, node);
        }
        let message = format!("`{name}` should be a table, this is {}", node.value.kind());
        let help = if is_toml(self.source) {
            format!("[{name}] on a line of its own opens it, its keys stand below")
        } else {
            format!("its keys stand below {name}:, each on a line that begins with two spaces")
        };
        self.problem(node.span.clone(), message, Some(help));
        None
    }

    /// Notes that the text `name` is missing.
    pub fn missing(&self, name: &str) {
        self.note_missing(name, String::WRITTEN);
    }

    /// Notes that the table `name` is missing.
    pub fn missing_table(&self, name: &str) {
        let help = format!("[{name}] on a line of its own opens it, its keys stand below");
        self.problem(self.span.clone(), format!("`{name}` is missing"), Some(help));
    }

    fn note_missing(&self, name: &str, written: &str) {
        let mut help = format!("add {}", line(self.source, name, written));
        let takes = self.takes.borrow();
        if !takes.is_empty() {
            help = format!("{help}; {takes}");
        }
        self.problem(self.span.clone(), format!("`{name}` is missing"), Some(help));
    }

    /// Notes a problem in this file.
    pub fn problem(&self, span: Range<usize>, message: impl Into<String>, help: Option<String>) {
        self.problems.push(self.source.problem(span, message).maybe_help(help));
    }

    /// Notes a problem at the value of `name`, or at the table itself.
    pub fn problem_at(&self, name: &str, message: impl Into<String>, help: Option<String>) {
        let span = self.node(name).map_or_else(|| self.span.clone(), |node| node.span.clone());
        self.problem(span, message, help);
    }

    /// Where this table stands.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Notes every key that nobody asked for.
    pub fn finish(self) {
        let known = self.known.take();
        for (key, _) in self.entries {
            if !known.contains(&key.name) {
                let mut known: Vec<&str> = known.iter().map(String::as_str).collect();
                known.sort_unstable();
                self.problems.push(
                    self.source
                        .problem(key.span.clone(), format!("unknown key `{}`", key.name))
                        .help(suggest::help(&key.name, known)),
                );
            }
        }
    }
}

/// A key and its value, as its file writes them.
fn line(source: &Source, key: &str, value: &str) -> String {
    let sign = if is_toml(source) { " =" } else { ":" };
    format!("{key}{sign} {value}")
}

/// Front matter is YAML unless its fence says otherwise.
fn is_toml(source: &Source) -> bool {
    let text = source.text.trim_start_matches('\u{feff}');
    !source.path.ends_with(".md") || text.starts_with("+++")
}
