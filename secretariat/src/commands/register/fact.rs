//! A fact of the content: given, proposed, or still to be given.

use std::{fs, path::Path};

use authoring::{
    config::{Node, Value, read_toml},
    diagnostics::{Diagnostics, Source},
    typography::french,
};
use serde::Serialize;

/// What the content says, or that it does not say it yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// As a reader sees it; of a placeholder, what is still to be given.
    pub text: String,
    /// Whether somebody has to give or to confirm it.
    pub open: bool,
}

impl Fact {
    /// Something that is so, whatever the content says.
    pub fn known(text: &str) -> Self {
        Self { text: french(text).into_owned(), open: false }
    }

    /// Nobody has said it.
    pub fn missing(what: &str) -> Self {
        Self { text: french(&format!("à compléter : {what}")).into_owned(), open: true }
    }

    /// What stands there. `unit` follows a number; `what` is asked for where nothing stands.
    pub fn of(node: Option<&Node>, unit: &str, what: &str) -> Self {
        match node.map(|node| &node.value) {
            Some(Value::Placeholder { label, proposed: None }) => Self::missing(label),
            Some(Value::Placeholder { label, proposed: Some(value) }) => {
                let value = Self::of(Some(value), unit, what);
                Self { text: format!("{} (à confirmer\u{a0}: {label})", value.text), open: true }
            }
            Some(Value::String(text) | Value::Date(text)) => Self::known(text),
            Some(Value::Integer(number)) => Self::known(format!("{number} {unit}").trim_end()),
            _ => Self::missing(what),
        }
    }

    /// The same for a list: each of its items.
    pub fn each(node: Option<&Node>, what: &str) -> Vec<Self> {
        match node.map(|node| &node.value) {
            Some(Value::List(items)) if !items.is_empty() => {
                items.iter().map(|item| Self::of(Some(item), "", what)).collect()
            }
            _ => vec![Self::of(node, "", what)],
        }
    }
}

/// A file of the content as a tree, an empty one where there is none: then everything in it is still to be given.
pub fn tree(folder: &Path, name: &str) -> Node {
    let text = fs::read_to_string(folder.join(name)).unwrap_or_default();
    read_toml(&Source::new(name.to_owned(), text), &Diagnostics::default())
}

/// The value of that path, such as `host.name`.
pub fn at<'a>(root: &'a Node, path: &str) -> Option<&'a Node> {
    path.split('.').try_fold(root, |node, name| node.get(name))
}
