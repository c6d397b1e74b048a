//! `<<: *name`, the keys of another table (<https://yaml.org/type/merge.html>).

use crate::config::{Key, Node, Value};

/// What stands for the keys of one table, or of several.
const MERGE: &str = "<<";

/// The entries with those that `<<` brings: a table's own keys count first, then those of the first table.
pub(super) fn merged(entries: Vec<(Key, Node)>) -> Vec<(Key, Node)> {
    if entries.iter().all(|(key, _)| key.name != MERGE) {
        return entries;
    }
    let mut merged = Vec::with_capacity(entries.len());
    let mut brought = Vec::new();
    for (key, node) in entries {
        match node.value {
            Value::Table(others) if key.name == MERGE => brought.extend(others),
            Value::List(tables) if key.name == MERGE => {
                for table in tables {
                    match table.value {
                        Value::Table(others) => brought.extend(others),
                        _ => merged.push((key.clone(), table)),
                    }
                }
            }
            value => merged.push((key, Node { value, ..node })),
        }
    }
    for (key, node) in brought {
        if merged.iter().all(|(known, _): &(Key, Node)| known.name != key.name) {
            merged.push((key, node));
        }
    }
    merged
}
