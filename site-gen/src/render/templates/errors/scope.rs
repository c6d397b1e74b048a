//! What the names of a text stand for, as far as that is known without rendering it.

use std::collections::BTreeSet;

use authoring::diagnostics::suggest;
use tera::{Context, Value};

use super::{
    mentions::{Guard, Mentions, Path},
    unknown_name::names_in,
};
use crate::content::{config, values::placeholder};

/// Values whose every name is known, so that a condition on another one is a mistake too.
const CLOSED: [&str; 6] = ["page", "words", "texts", "field", "robot", "site"];

/// What a text can name.
pub struct Known<'k> {
    context: &'k Context,
    /// Names that something else gives.
    given: &'k BTreeSet<String>,
    /// Each page has its own `page.extra`: those of all pages that a template may be for, if it is for more
    /// than the one of the context.
    extras: Option<Vec<&'k Value>>,
}

/// What a path leads to.
pub(super) enum Found<'v> {
    /// Of several values where it goes through a list: some of its elements may not have it.
    Values(Vec<&'v Value>),
    /// One of its names is in none of these, which are what stands before it.
    Nothing { names_known: usize, before: Vec<&'v Value> },
    /// That shows only when the text is rendered.
    Anything,
}

impl<'k> Known<'k> {
    /// What this context holds, and names that something else gives.
    pub fn new(context: &'k Context, given: &'k BTreeSet<String>) -> Self {
        Self { context, given, extras: None }
    }

    /// The same for a template of many pages; none, if nobody knows which.
    #[must_use]
    pub fn with_extras(self, extras: Vec<&'k Value>) -> Self {
        Self { extras: Some(extras), ..self }
    }

    pub(super) fn context(&self) -> &'k Context {
        self.context
    }

    /// Follows a path of a text.
    pub(super) fn follow(&self, mentions: &Mentions, path: &Path, guard: Guard) -> Found<'k> {
        let (root, at) = (path.names[0], path.span.start);
        let of_loop = mentions.loop_of(root, at);
        let mut values = match of_loop {
            Some(around) => {
                around.list.as_ref().map_or_else(Vec::new, |list| self.elements(mentions, list))
            }
            None if mentions.bound.contains(root) || self.given.contains(root) => Vec::new(),
            None => match self.context.get(root) {
                Some(value) => vec![value],
                None => return Found::Nothing { names_known: 0, before: Vec::new() },
            },
        };
        for (index, name) in path.names.iter().enumerate().skip(1) {
            let next: Vec<&Value> = values.iter().filter_map(|value| field(value, name)).collect();
            let is_extra = of_loop.is_none() && index == 1 && [root, name] == ["page", "extra"];
            let before = match &self.extras {
                Some(extras) if is_extra => {
                    values.clone_from(extras);
                    continue;
                }
                _ if next.is_empty() => values,
                _ => {
                    values = next;
                    continue;
                }
            };
            // What is empty here, or still to be given, may be filled on another page, or another day.
            let is_open = before.iter().all(|value| {
                !value.is_map() && !value.is_string() || as_placeholder(value).is_some()
            });
            let is_closed = of_loop.is_none() && index == 1 && CLOSED.contains(&root);
            let may_be_missing = match guard {
                Guard::None => false,
                // A site need not say all that it may.
                _ if is_closed => root == "site" && config::NAMES.contains(name),
                Guard::Provided => true,
                // The files of the content say what they hold.
                Guard::Condition if of_loop.is_none() && root == "data" => false,
                // Another page may have it, or another element of a list; hardly beside one like it.
                Guard::Condition => {
                    let beside = names_in(&before);
                    suggest::nearest(name, beside.iter().map(String::as_str)).is_none()
                }
            };
            if is_open || may_be_missing {
                return Found::Anything;
            }
            return Found::Nothing { names_known: index, before };
        }
        if values.is_empty() { Found::Anything } else { Found::Values(values) }
    }

    fn elements(&self, mentions: &Mentions, list: &Path) -> Vec<&'k Value> {
        match self.follow(mentions, list, Guard::None) {
            Found::Values(lists) => {
                lists.into_iter().filter_map(Value::as_array).flatten().collect()
            }
            Found::Nothing { .. } | Found::Anything => Vec::new(),
        }
    }
}

fn field<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.as_map()?.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(_, value)| value)
}

/// The text of a value still to be given.
pub(super) fn as_placeholder(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| placeholder::is_one(text))
}
