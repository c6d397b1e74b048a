//! A configuration tree as the value templates see.

pub mod placeholder;
pub mod unknown;

use authoring::{
    config::{Node, Table, Value},
    typography::french,
};
use serde_json::{Map, Value as Json};

/// The tree without its places; a placeholder becomes a text that shows itself.
pub fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Integer(number) => Json::from(*number),
        Value::Float(number) => Json::from(*number),
        Value::String(text) | Value::Date(text) => Json::from(text.as_str()),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Table(entries) => Json::Object(
            entries
                .iter()
                .map(|(key, node)| (key.name.clone(), json(node)))
                .collect::<Map<String, Json>>(),
        ),
        Value::Placeholder { label, proposed } => {
            let proposed = proposed.as_ref().map(|node| match json(node) {
                Json::String(text) => text,
                other => other.to_string(),
            });
            Json::from(placeholder::encode(label, proposed.as_deref()))
        }
    }
}

/// The text under `name`; a placeholder is the text that shows itself. Anything else is noted.
pub fn shown_text(table: &Table<'_>, name: &str) -> Option<String> {
    match table.node(name) {
        Some(node @ Node { value: Value::Placeholder { .. }, .. }) => {
            json(node).as_str().map(str::to_owned)
        }
        _ => table.optional(name),
    }
}

/// What values of the prose begin with.
pub(crate) const ROOTS: [&str; 6] = ["site.", "form.", "data.", "page.", "recipients.", "signing."];

/// A title or a description with French typography, as the prose has it, where its language is French.
pub fn mended(text: &str, language: &str) -> String {
    let text = text.trim();
    if language.split('-').next() == Some("fr") {
        french(text).into_owned()
    } else {
        text.to_owned()
    }
}
