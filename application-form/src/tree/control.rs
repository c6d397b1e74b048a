//! Characters that no reader sees and no feed may hold, wherever a text hides them.

use super::{Node, Value};
use crate::problem::{Problems, Source};

/// What to do about one.
pub const CONTROL_HELP: &str = "remove it: no reader sees it, and no feed may hold it";

/// Whether a character only controls machines; line ends and tabs are text, and what XML 1.0 forbids is not.
#[must_use]
pub fn is_control(symbol: char) -> bool {
    symbol.is_control() && !matches!(symbol, '\t' | '\n' | '\r')
        || matches!(symbol, '\u{fffe}' | '\u{ffff}')
}

/// `U+0001`, which can be shown.
#[must_use]
pub fn message(symbol: char) -> String {
    format!("a control character, U+{:04X}, stands in this text", u32::from(symbol))
}

/// Notes the first of each text of a tree, as it is or escaped.
pub fn note_controls(source: &Source, node: &Node, problems: &Problems) {
    match &node.value {
        Value::String(text) | Value::Placeholder { label: text, .. } => {
            if let Some(symbol) = text.chars().find(|symbol| is_control(*symbol)) {
                problems
                    .push(source.problem(node.span.clone(), message(symbol)).help(CONTROL_HELP));
            }
        }
        Value::List(items) => {
            for item in items {
                note_controls(source, item, problems);
            }
        }
        Value::Table(entries) => {
            for (_, item) in entries {
                note_controls(source, item, problems);
            }
        }
        _ => {}
    }
}
