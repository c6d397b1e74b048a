//! Reads a file that lists keys, one table each: what `recipients.toml` and `signing.toml` have in common.

use jiff::civil::Date;

use crate::{
    config::{FromValue, Node, Table, TableCodes, Value, note_placeholders, read_toml},
    diagnostics::{Code, Diagnostic, Diagnostics, Source},
};

/// What such a file is like.
pub(crate) struct KeyList {
    /// The name of its tables.
    pub(crate) table: &'static str,
    /// Whatever is wrong with a table's own keys.
    pub(crate) codes: TableCodes,
    /// So many that count are needed; fewer are for production to refuse.
    pub(crate) least: usize,
    /// What is said of fewer, and of how many.
    pub(crate) too_few: fn(&Source, usize) -> Diagnostic,
    /// A key that is listed above, by whom; and what to do.
    pub(crate) twice: (Code, fn(&str) -> String, &'static str),
    /// A key whose other half lies unprotected on a disk, and how to get another one.
    pub(crate) development: (Code, &'static str, &'static str),
}

/// A file that is being read.
pub(crate) struct KeyReader<'a, K> {
    list: &'a KeyList,
    source: &'a Source,
    diagnostics: &'a Diagnostics,
    /// The keys already read, and whose they are.
    known: Vec<(K, String)>,
}

impl KeyList {
    /// Reads every table, in the order of the file. The problems stand in the same order. Not every table counts.
    pub(crate) fn read<K: PartialEq + Clone, T>(
        &self,
        source: &Source,
        counts: impl Fn(&Table<'_>) -> bool,
        read_table: impl Fn(&mut KeyReader<'_, K>, &Table<'_>) -> Option<T>,
    ) -> (Vec<T>, Vec<Diagnostic>) {
        let diagnostics = Diagnostics::default();
        let root = read_toml(source, &diagnostics);
        note_placeholders(source, &root, &diagnostics);
        let mut listed = Vec::new();
        if let Some(root) = Table::read(self.codes, source, &diagnostics, &root) {
            let tables = root.tables(self.table);
            let counted = tables.iter().filter(|table| counts(table)).count();
            if counted < self.least && diagnostics.none_is_an_error() {
                diagnostics.push((self.too_few)(source, counted).placeholder());
            }
            let known = Vec::new();
            let mut reader = KeyReader { list: self, source, diagnostics: &diagnostics, known };
            for table in tables {
                listed.extend(read_table(&mut reader, &table));
                table.finish();
            }
            root.finish();
        }
        let mut diagnostics = diagnostics.into_vec();
        diagnostics.sort();
        (listed, diagnostics)
    }
}

/// That every table counts.
pub(crate) fn every(_: &Table<'_>) -> bool {
    true
}

/// A day, as TOML writes one.
#[derive(Clone, Copy)]
pub(crate) struct Day(pub(crate) Date);

impl FromValue for Day {
    const EXPECTED: &'static str = "a day without an hour";
    const WRITTEN: &'static str = "2026-11-28";

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            // A time beside it would be dropped without a word.
            Value::Date(text) if text.len() == Self::WRITTEN.len() => text.parse().ok().map(Self),
            _ => None,
        }
    }
}

impl<K: PartialEq + Clone> KeyReader<'_, K> {
    /// The key of a table: a text, or `Some(None)` while it is not known. Without any, that is said.
    #[expect(clippy::option_option, reason = "wrong, not known yet, known")]
    pub(crate) fn key<T>(
        &mut self,
        table: &Table<'_>,
        name: &str,
        read: impl FnOnce(&mut Self, &Node, &str) -> Option<T>,
    ) -> Option<Option<T>> {
        match table.node(name) {
            None => {
                table.missing(name);
                None
            }
            Some(Node { value: Value::Placeholder { .. }, .. }) => Some(None),
            Some(node) => {
                let text: String = table.optional(name)?;
                read(self, node, text.trim()).map(Some)
            }
        }
    }

    /// Says what is wrong with a value.
    pub(crate) fn refuse(&self, node: &Node, code: Code, message: &str, help: &str) {
        let error = self.source.error(code, node.span.clone(), message);
        self.diagnostics.push(error.help(help));
    }

    /// The same without the line: problems are pasted into messages and logs.
    pub(crate) fn refuse_secret(&self, node: &Node, code: Code, message: &str, help: &str) {
        let mut error = self.source.error(code, node.span.clone(), message);
        error.place.excerpt = String::new();
        self.diagnostics.push(error.help(help));
    }

    /// Takes a key that is one, unless it is listed above. A development key is for production to refuse.
    pub(crate) fn admit(
        &mut self,
        node: &Node,
        key: K,
        whose: &str,
        development: bool,
    ) -> Option<K> {
        if let Some((_, first)) = self.known.iter().find(|(known, _)| *known == key) {
            let (code, message, help) = self.list.twice;
            self.refuse(node, code, &message(first), help);
            return None;
        }
        if development {
            let (code, message, help) = self.list.development;
            let error = self.source.error(code, node.span.clone(), message);
            self.diagnostics.push(error.help(help).placeholder());
        }
        self.known.push((key.clone(), whose.to_owned()));
        Some(key)
    }
}
