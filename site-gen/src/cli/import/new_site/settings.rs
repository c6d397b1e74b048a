//! `site.toml`, as the settings of the old site have it.

use std::fmt::Write as _;

use authoring::config::{Node, Value};

use crate::cli::import::front_matter::quoted;

/// What `site.toml` will say.
#[derive(Default)]
pub(in crate::cli::import) struct NewSettings {
    keys: String,
    tables: String,
}

/// A term of a taxonomy: what pages write, what readers see.
pub(in crate::cli::import) type Terms = Vec<(String, String)>;

impl NewSettings {
    pub(in crate::cli::import) fn text(&mut self, key: &str, text: &str) {
        self.written(key, &quoted(text));
    }

    /// Adds what is TOML already.
    pub(in crate::cli::import) fn written(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.keys, "{key} = {value}");
    }

    pub(in crate::cli::import) fn texts(&mut self, key: &str, texts: &[String]) {
        let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
        self.written(key, &format!("[{}]", texts.join(", ")));
    }

    /// Adds a value that the old site does not say, for its author to give.
    pub(in crate::cli::import) fn placeholder(&mut self, key: &str, label: &str, proposed: &str) {
        let (label, proposed) = (quoted(label), quoted(proposed));
        self.written(key, &format!("{{ placeholder = {label}, proposed = {proposed} }}"));
    }

    /// Adds a taxonomy, with its lines of TOML and its terms.
    pub(in crate::cli::import) fn taxonomy(
        &mut self,
        name: &str,
        title: &str,
        lines: &[String],
        terms: &Terms,
    ) {
        let _ = writeln!(self.tables, "\n[taxonomies.{}]\ntitle = {}", key(name), quoted(title));
        for line in lines {
            let _ = writeln!(self.tables, "{line}");
        }
        let _ = writeln!(self.tables, "[taxonomies.{}.terms]", key(name));
        for (name, title) in terms {
            let _ = writeln!(self.tables, "{} = {}", key(name), quoted(title));
        }
    }

    /// Adds a table of lines of TOML.
    pub(in crate::cli::import) fn table(&mut self, name: &str, lines: &[String]) {
        if !lines.is_empty() {
            let _ = writeln!(self.tables, "\n[{name}]\n{}", lines.join("\n"));
        }
    }

    pub(in crate::cli::import) fn finish(self) -> String {
        self.keys + &self.tables
    }
}

/// The keys of a table as a file of TOML: what a page then names `data.file.key`.
pub(in crate::cli::import) fn data(root: &Node) -> String {
    let Value::Table(entries) = &root.value else { return String::new() };
    let mut text = String::new();
    for (name, node) in entries {
        if let Some(value) = toml(&node.value) {
            let _ = writeln!(text, "{} = {value}", key(&name.name));
        }
    }
    text
}

/// A value on one line; nothing of one that TOML has no word for.
fn toml(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null | Value::Placeholder { .. } => return None,
        Value::Bool(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::String(text) => quoted(text),
        Value::Date(date) => date.clone(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().filter_map(|item| toml(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(entries) => {
            let entries = entries.iter();
            let entries = entries.filter_map(|(name, node)| {
                Some(format!("{} = {}", key(&name.name), toml(&node.value)?))
            });
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    })
}

/// A key of TOML, in quotes where it needs them.
fn key(name: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if !name.is_empty() && name.bytes().all(is_bare) { name.to_owned() } else { quoted(name) }
}
