//! Values that only the association can give: `{ placeholder = "…" }`.

use super::codes::{PLACEHOLDER, PLACEHOLDER_KEYS, PLACEHOLDER_MISSPELT};
use crate::{
    config::{Key, Node, Value},
    diagnostics::{Diagnostics, Source, suggest},
};

/// What a placeholder says: its label, and a value to work with.
const LABEL: &str = "placeholder";
const PROPOSED: &str = "proposed";

/// The placeholder that these entries of a table are; `None` if they are anything else.
#[must_use]
pub fn as_placeholder(entries: &[(Key, Node)]) -> Option<Value> {
    let mut label = None;
    let mut proposed = None;
    for (key, node) in entries {
        match (key.name.as_str(), &node.value) {
            (LABEL, Value::String(text)) => label = Some(text.clone()),
            (PROPOSED, _) => proposed = Some(Box::new(node.clone())),
            _ => return None,
        }
    }
    label.map(|label| Value::Placeholder { label, proposed })
}

/// Notes every placeholder of a tree, so that `check` can list them, and what was meant as one.
pub fn note_placeholders(source: &Source, root: &Node, diagnostics: &Diagnostics) {
    Finder { source, diagnostics }.find("", root);
}

/// The same, but for the tables of these names: their keys are names of something else.
pub fn note_placeholders_outside(
    names: &[&str],
    source: &Source,
    root: &Node,
    diagnostics: &Diagnostics,
) {
    let Value::Table(entries) = &root.value else { return };
    let finder = Finder { source, diagnostics };
    for (key, node) in entries.iter().filter(|(key, _)| !names.contains(&key.name.as_str())) {
        finder.find(&key.name, node);
    }
}

/// Walks a tree.
struct Finder<'a> {
    source: &'a Source,
    diagnostics: &'a Diagnostics,
}

impl Finder<'_> {
    /// Notes what is in `node`, the value of that path.
    fn find(&self, path: &str, node: &Node) {
        match &node.value {
            Value::Placeholder { label, .. } => {
                let message = format!("still to be given: {label}");
                let help =
                    "replace the placeholder by its value; production refuses to go out without it";
                let found = self.source.error(PLACEHOLDER, node.span.clone(), message);
                self.diagnostics.push(found.help(help).about(path).placeholder());
            }
            Value::List(items) => {
                for item in items {
                    self.find(path, item);
                }
            }
            Value::Table(entries) => {
                for (key, item) in entries {
                    // Most values hold no other, and need no path.
                    if matches!(
                        item.value,
                        Value::Placeholder { .. } | Value::List(_) | Value::Table(_)
                    ) {
                        let dot = if path.is_empty() { "" } else { "." };
                        self.find(&[path, dot, &key.name].concat(), item);
                    }
                    self.note_misspelt(path, key, item);
                }
                self.note_broken(path, entries);
            }
            _ => {}
        }
    }

    /// `{ placeholdr = "…" }` would be a table like any other.
    fn note_misspelt(&self, path: &str, key: &Key, item: &Node) {
        let is_text = matches!(item.value, Value::String(_));
        if is_text && key.name != LABEL && suggest::nearest(&key.name, [LABEL]).is_some() {
            let message = format!("unknown key `{}`", key.name);
            let found = self.source.error(PLACEHOLDER_MISSPELT, key.span.clone(), message);
            self.diagnostics.push(found.help("did you mean `placeholder`?").about(path));
        }
    }

    /// A table with a placeholder's key that is none: its label is no text, or it says more than one may.
    fn note_broken(&self, path: &str, entries: &[(Key, Node)]) {
        let Some((_, label)) = entries.iter().find(|(key, _)| key.name == LABEL) else { return };
        // A key alone in braces, `{ placeholder }`, is told as such.
        let after =
            entries.iter().find(|(key, _)| key.name == LABEL).map_or(0, |(key, _)| key.span.end);
        let after = self.source.text.get(after..).unwrap_or_default();
        let is_alone = label.value == Value::Null
            && !after.trim_start_matches('"').trim_start().starts_with(':');
        if !matches!(label.value, Value::String(_)) && !is_alone {
            let message = format!("`{LABEL}` should be a text, this is {}", label.value.kind());
            let found = self.source.error(PLACEHOLDER_KEYS, label.span.clone(), message);
            let help = "it says what is still to be given, and by whom";
            self.diagnostics.push(found.help(help).about(path));
        }
        let known = [LABEL, PROPOSED];
        for (key, _) in entries.iter().filter(|(key, _)| !known.contains(&key.name.as_str())) {
            let message = format!("unknown key `{}` in a placeholder", key.name);
            let found = self.source.error(PLACEHOLDER_KEYS, key.span.clone(), message);
            self.diagnostics.push(found.help(suggest::help(&key.name, known)).about(path));
        }
    }
}
