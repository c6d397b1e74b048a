//! A table being read, mistake by mistake.

use std::{cell::RefCell, ops::Range};

use super::{Key, Node, Value};
use crate::{
    problem::{Problems, Source},
    suggest,
};

/// Something a [`Node`] may say.
pub trait FromValue: Sized {
    /// As in "expected …".
    const EXPECTED: &'static str;
    /// `None` when the value says something else.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! from_value {
    ($type:ty, $expected:literal, $pattern:pat => $result:expr) => {
        impl FromValue for $type {
            const EXPECTED: &'static str = $expected;
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    $pattern => $result,
                    _ => None,
                }
            }
        }
    };
}
from_value!(String, "a text", Value::String(text) => Some(text.clone()));
from_value!(bool, "true or false", Value::Bool(truth) => Some(*truth));
from_value!(i64, "a whole number", Value::Integer(number) => Some(*number));
from_value!(u64, "a whole number, 0 or more", Value::Integer(number) => u64::try_from(*number).ok());
from_value!(usize, "a whole number, 0 or more", Value::Integer(number) => usize::try_from(*number).ok());
from_value!(Vec<String>, "a list of texts", Value::List(items) =>
    items.iter().map(|item| String::from_value(&item.value)).collect());

/// A table being read: notes what is missing, mistyped and, at the end, unknown.
pub struct Table<'a> {
    source: &'a Source,
    problems: &'a Problems,
    /// Where a missing key is reported.
    span: Range<usize>,
    entries: &'a [(Key, Node)],
    known: RefCell<Vec<String>>,
}

impl<'a> Table<'a> {
    /// Reads `node` as a table; anything else is noted, and `None`.
    pub fn read(source: &'a Source, problems: &'a Problems, node: &'a Node) -> Option<Self> {
        match &node.value {
            Value::Table(entries) => {
                let span = node.span.clone();
                Some(Self { source, problems, span, entries, known: RefCell::default() })
            }
            other => {
                problems.push(source.problem(
                    node.span.clone(),
                    format!("expected a table, found {}", other.kind()),
                ));
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
            self.missing(name);
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
            let message =
                format!("`{name}` should be {}, this is {}", T::EXPECTED, node.value.kind());
            self.problem(node.span.clone(), message, None);
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
                let message = format!("`{name}` should be a list of tables, [[{name}]]");
                self.problem(node.span.clone(), message, None);
                Vec::new()
            }
        }
    }

    /// The table under `name`, if there is one.
    pub fn table(&self, name: &str) -> Option<Table<'a>> {
        self.node(name).and_then(|node| Table::read(self.source, self.problems, node))
    }

    /// Notes that `name` is missing.
    pub fn missing(&self, name: &str) {
        self.problem(self.span.clone(), format!("`{name}` is missing"), None);
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
