//! A table being read, mistake by mistake.

mod errors;
mod unknown_keys;

use std::{
    cell::{Cell, RefCell},
    ops::Range,
};

use super::from_value::FromValue;
use crate::{
    config::{Key, Node, Value},
    diagnostics::{Code, Diagnostics, Source},
};
pub use unknown_keys::ForeignKey;

/// What kinds of mistakes the keys of a table can be.
#[derive(Clone, Copy, Debug)]
pub struct TableCodes {
    /// A key that must be there is not.
    pub missing: Code,
    /// A value is of another kind.
    pub mistyped: Code,
    /// Nothing reads a key.
    pub unknown: Code,
}

/// A table being read: notes what is missing, mistyped and, at the end, unknown.
pub struct Table<'a> {
    codes: TableCodes,
    /// Its path in the file, such as `retention`; empty for the file itself.
    path: String,
    source: &'a Source,
    diagnostics: &'a Diagnostics,
    /// Where a missing key is reported.
    span: Range<usize>,
    entries: &'a [(Key, Node)],
    /// Which of the entries somebody asked for.
    asked: RefCell<Vec<bool>>,
    /// The names that were asked for, a line each: nearly no table has a key that is none of them.
    known: RefCell<String>,
    /// What a table of this kind takes, for whoever forgot something.
    takes: RefCell<String>,
    /// The key below which an author's own values stand; empty if there is none.
    own_values: Cell<&'static str>,
    /// Keys of other programs, and what is written here instead.
    foreign_keys: Cell<&'static [ForeignKey]>,
}

impl<'a> Table<'a> {
    /// Reads `node` as a table; anything else is noted, and `None`.
    pub fn read(
        codes: TableCodes,
        source: &'a Source,
        diagnostics: &'a Diagnostics,
        node: &'a Node,
    ) -> Option<Self> {
        match &node.value {
            Value::Table(entries) => {
                let asked = RefCell::new(vec![false; entries.len()]);
                Some(Self {
                    codes,
                    path: String::new(),
                    source,
                    diagnostics,
                    span: node.span.clone(),
                    entries,
                    asked,
                    // Longer than what most tables are asked for.
                    known: RefCell::new(String::with_capacity(128)),
                    takes: RefCell::default(),
                    own_values: Cell::default(),
                    foreign_keys: Cell::default(),
                })
            }
            other => {
                let message = format!("this should be a table, it is {}", other.kind());
                let help = format!("a table holds keys: {}", line(source, "key", "…"));
                diagnostics
                    .push(source.error(codes.mistyped, node.span.clone(), message).help(help));
                None
            }
        }
    }

    /// Reads a part of this table as one; anything else is noted, and `None`.
    pub fn below(&self, name: &str, node: &'a Node) -> Option<Self> {
        let table = Self::read(self.codes, self.source, self.diagnostics, node)?;
        Some(Self { path: self.path_of(name), ..table })
    }

    /// The path of a key.
    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
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
        let mut known = self.known.borrow_mut();
        known.push_str(name);
        known.push('\n');
        let at = self.entries.iter().position(|(key, _)| key.name == name)?;
        self.asked.borrow_mut()[at] = true;
        // A key without a value says nothing: `description:`.
        Some(&self.entries[at].1).filter(|node| node.value != Value::Null)
    }

    /// Every entry, for tables whose keys are names the author chose; they all count as known.
    pub fn entries(&self) -> &'a [(Key, Node)] {
        self.asked.borrow_mut().fill(true);
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
                self.error_about(self.codes.mistyped, name, node.span.clone(), message, help);
            }
        }
        found
    }

    /// The tables under `name`: `[[name]]`, or none.
    pub fn tables(&self, name: &str) -> Vec<Table<'a>> {
        match self.node(name) {
            None => Vec::new(),
            Some(Node { value: Value::List(items), .. }) => {
                items.iter().filter_map(|item| self.below(name, item)).collect()
            }
            Some(node) => {
                let message =
                    format!("`{name}` should be a list of tables, this is {}", node.value.kind());
                let help =
                    format!("[[{}]] on a line of its own opens each of them", self.path_of(name));
                self.error_about(self.codes.mistyped, name, node.span.clone(), message, help);
                Vec::new()
            }
        }
    }

    /// The table under `name`, if there is one; noted if it is something else.
    pub fn table(&self, name: &str) -> Option<Table<'a>> {
        let node = self.node(name)?;
        if matches!(node.value, Value::Table(_)) {
            return self.below(name, node);
        }
        let message = format!("`{name}` should be a table, this is {}", node.value.kind());
        let help = if is_toml(self.source) {
            format!("[{}] on a line of its own opens it, its keys stand below", self.path_of(name))
        } else {
            format!("its keys stand below {name}:, each on a line that begins with two spaces")
        };
        self.error_about(self.codes.mistyped, name, node.span.clone(), message, help);
        None
    }

    /// Where this table stands.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
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
