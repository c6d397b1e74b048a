//! `signing.toml` as pages show it: by which keys applications are signed.

use authoring::{
    config::{Value, read_toml},
    diagnostics::{Diagnostic, Diagnostics, Source},
    signing::{ListedSigningKey, read as read_list},
};
use serde_json::{Value as Json, json};

use crate::content::values;

/// The file's name, in the content folder.
pub const FILE: &str = "signing.toml";

/// By which keys applications are signed.
#[derive(Clone, Debug, Default)]
pub struct SigningList {
    /// For the handler.
    pub listed: Vec<ListedSigningKey>,
    /// What `signing` is in templates and prose.
    pub value: Json,
}

impl SigningList {
    /// Reads the file.
    pub fn read(source: &Source) -> (Self, Vec<Diagnostic>) {
        let (listed, diagnostics) = read_list(source);
        // Read again for what the handler has no use for: placeholders that pages mark.
        let root = read_toml(source, &Diagnostics::default());
        let value = match root.get("key").map(|node| &node.value) {
            Some(Value::List(items)) => items
                .iter()
                .map(|key| {
                    let text = |name: &str| key.get(name).map_or_else(|| json!(""), values::json);
                    json!({ "public": text("public"), "from": text("from") })
                })
                .collect(),
            _ => json!([]),
        };
        (Self { listed, value }, diagnostics)
    }
}
