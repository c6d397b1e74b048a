//! Front matter as it is written here: YAML, a key a line.

use std::fmt::Write as _;

use authoring::config::{Node, Value};

/// The lines between the two fences.
#[derive(Default)]
pub(super) struct NewFrontMatter {
    lines: String,
}

impl NewFrontMatter {
    /// Adds the remarks of the old one, which stand on lines of their own.
    pub(super) fn remarks(&mut self, old: &str) {
        for line in old.lines().map(str::trim).filter(|line| line.starts_with('#')) {
            let _ = writeln!(self.lines, "{line}");
        }
    }

    /// Adds a text.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.written(key, &scalar(text));
    }

    /// Adds what is YAML already.
    pub(super) fn written(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.lines, "{}: {value}", scalar(key));
    }

    /// Adds texts on one line.
    pub(super) fn texts(&mut self, key: &str, texts: &[String]) {
        let texts: Vec<String> = texts.iter().map(|text| item(text)).collect();
        self.written(key, &format!("[{}]", texts.join(", ")));
    }

    /// Adds a value that the old site does not say, for its author to give.
    pub(super) fn placeholder(&mut self, key: &str, label: &str, proposed: &str) {
        let (label, proposed) = (item(label), item(proposed));
        self.written(key, &format!("{{ placeholder: {label}, proposed: {proposed} }}"));
    }

    /// Adds a table, each of its keys on a line; nothing of one that is empty.
    pub(super) fn table(&mut self, key: &str, entries: &[(String, Value)]) {
        if entries.is_empty() {
            return;
        }
        let _ = writeln!(self.lines, "{}:", scalar(key));
        for (name, value) in entries {
            let _ = writeln!(self.lines, "  {}: {}", scalar(name), flow(value));
        }
    }

    /// With its fences.
    pub(super) fn finish(self) -> String {
        format!("---\n{}---\n", self.lines)
    }
}

/// A value on one line.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::Null | Value::Placeholder { .. } => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::String(text) => item(text),
        Value::Date(date) => date.clone(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| flow(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(entries) => {
            let entry =
                |(key, node): &(_, Node)| format!("{}: {}", item(name(key)), flow(&node.value));
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

fn name(key: &authoring::config::Key) -> &str {
    &key.name
}

/// A text in a list or a table on one line, where commas and brackets divide.
fn item(text: &str) -> String {
    if text.contains([',', '[', ']', '{', '}']) { quoted(text) } else { scalar(text) }
}

/// A text as YAML: as it is where that is one text and nothing else.
pub(super) fn scalar(text: &str) -> String {
    // What YAML, or a reader of an older one, takes for something else.
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_plain = text.starts_with(|first: char| first.is_alphabetic() || first == '/')
        && !text.ends_with(char::is_whitespace)
        && !text.contains([':', '#', '"', '\\', '\n', '\r', '\t'])
        && !text.chars().any(char::is_control)
        && !WORDS.contains(&&*text.to_lowercase());
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// In quotes, where YAML and TOML escape as JSON does.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_written_as_it_is_where_it_stays_one() {
        for (text, written) in [
            ("Été à Sète", "Été à Sète"),
            ("l'heure", "l'heure"),
            ("/a/b.html", "/a/b.html"),
            ("a: b", "\"a: b\""),
            ("a #b", "\"a #b\""),
            ("Yes", "\"Yes\""),
            ("2021", "\"2021\""),
            ("- a", "\"- a\""),
            ("", "\"\""),
            ("a\\b", "\"a\\\\b\""),
            ("a\nb", "\"a\\nb\""),
            ("« a »", "\"« a »\""),
        ] {
            assert_eq!(scalar(text), written);
        }
        assert_eq!(item("a, b"), "\"a, b\"");
    }
}
