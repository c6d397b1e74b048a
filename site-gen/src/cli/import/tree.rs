//! What a tree of configuration says, where anything else than what is meant counts as nothing.

use authoring::config::{Key, Node, Value};

/// The entries of a table; none of anything else.
pub(super) fn entries(node: &Node) -> &[(Key, Node)] {
    match &node.value {
        Value::Table(entries) => entries,
        _ => &[],
    }
}

/// The text under a name.
pub(super) fn text<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    match &node.get(name)?.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// The texts of a list; a text alone is one.
pub(super) fn texts(node: &Node) -> Vec<String> {
    match &node.value {
        Value::String(text) => vec![text.clone()],
        Value::List(items) => items
            .iter()
            .filter_map(|item| match &item.value {
                Value::String(text) => Some(text.clone()),
                Value::Integer(number) => Some(number.to_string()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

pub(super) fn is_true(node: &Node, name: &str) -> bool {
    node.get(name).is_some_and(|node| node.value == Value::Bool(true))
}
