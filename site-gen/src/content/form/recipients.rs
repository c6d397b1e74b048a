//! `recipients.toml` as pages show it: who can open applications.

use authoring::{
    config::{Node, Value, read_toml},
    diagnostics::{Diagnostic, Diagnostics, Source},
    recipients::{ListedRecipient, fingerprint, read as read_list},
};
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use crate::content::values::{self, placeholder};

/// The file's name, in the content folder.
pub const FILE: &str = "recipients.toml";

/// Who can open applications.
#[derive(Clone, Debug, Default)]
pub struct Recipients {
    /// For the handler: those who have not left.
    pub listed: Vec<ListedRecipient>,
    /// What `recipients` is in templates and prose.
    pub value: Json,
}

impl Recipients {
    /// Reads the file; who has left by `today` is no recipient any more.
    pub fn read(source: &Source, today: Option<Date>) -> (Self, Vec<Diagnostic>) {
        let (mut listed, diagnostics) = read_list(source, today);
        let has_left =
            |until: Option<Date>| until.zip(today).is_some_and(|(until, today)| until <= today);
        listed.retain(|person| !has_left(person.until_day().ok().flatten()));
        // Read again for what the handler has no use for: placeholders that pages mark.
        let root = read_toml(source, &Diagnostics::default());
        let value = match root.get("recipient").map(|node| &node.value) {
            Some(Value::List(items)) => {
                items.iter().filter(|item| !has_left(until(item))).map(shown).collect()
            }
            _ => json!([]),
        };
        (Self { listed, value }, diagnostics)
    }
}

fn until(recipient: &Node) -> Option<Date> {
    match &recipient.get("until")?.value {
        Value::Date(day) => day.parse().ok(),
        _ => None,
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
