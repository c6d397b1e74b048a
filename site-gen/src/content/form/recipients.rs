//! `recipients.toml` as pages show it: who can open applications.

use authoring::{
    config::{Node, Value, read_toml},
    diagnostics::{Diagnostic, Diagnostics, Source},
    recipients::read as read_list,
};
use form_handler::crypto::recipients::{ListedRecipient, fingerprint};
use serde_json::{Value as Json, json};

use crate::content::values::{self, placeholder};

/// The file's name, in the content folder.
pub const FILE: &str = "recipients.toml";

/// Who can open applications.
#[derive(Clone, Debug, Default)]
pub struct Recipients {
    /// For the handler.
    pub listed: Vec<ListedRecipient>,
    /// What `recipients` is in templates and prose.
    pub value: Json,
}

impl Recipients {
    /// Reads the file.
    pub fn read(source: &Source) -> (Self, Vec<Diagnostic>) {
        let (listed, diagnostics) = read_list(source);
        // Read again for what the handler has no use for: placeholders that pages mark.
        let root = read_toml(source, &Diagnostics::default());
        let value = match root.get("recipient").map(|node| &node.value) {
            Some(Value::List(items)) => items.iter().map(shown).collect(),
            _ => json!([]),
        };
        (Self { listed, value }, diagnostics)
    }
}

fn shown(recipient: &Node) -> Json {
    let text = |name: &str| recipient.get(name).map_or_else(|| json!(""), values::json);
    let fingerprint = match recipient.get("key").map(|node| &node.value) {
        Some(Value::String(key)) => {
            key.trim().parse().map(|key| fingerprint(&key).to_string()).unwrap_or_default()
        }
        Some(Value::Placeholder { label, .. }) => placeholder::encode(label, None),
        _ => String::new(),
    };
    json!({ "role": text("role"), "name": text("name"), "fingerprint": fingerprint })
}
