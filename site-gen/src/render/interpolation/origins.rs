//! What of a file each name that a text sets is made of: where that could not be read, what is said of the name only
//! follows.

use std::collections::BTreeMap;

use authoring::diagnostics::Diagnostic;

use crate::render::templates::errors::{self, PROSE};

/// By the name, the path of the value: `data.entreprises`.
#[derive(Default)]
pub(super) struct Origins(BTreeMap<String, String>);

impl Origins {
    /// Keeps that of each name that a segment sets.
    pub(super) fn note(&mut self, source: &str) {
        let origin = errors::subject(source, &(0..source.len()));
        let Some(origin) = origin.or_else(|| self.of(source).cloned()) else { return };
        let names = errors::given(source);
        self.0.extend(names.map(|name| (name, origin.clone())));
    }

    /// A mistake in a segment with the value that it is about. What no template knows is told whatever it is done to.
    pub(super) fn explain(&self, source: &str, found: Diagnostic) -> Diagnostic {
        match self.of(source) {
            Some(origin) if found.about.is_none() && found.code != PROSE.filter => {
                found.about(origin.clone())
            }
            _ => found,
        }
    }

    /// That of the first name in a segment that has one.
    fn of(&self, source: &str) -> Option<&String> {
        words(source).find_map(|word| self.0.get(word))
    }
}

/// Names, and what looks so.
pub(super) fn words(source: &str) -> impl Iterator<Item = &str> {
    source.split(|symbol: char| !symbol.is_alphanumeric() && symbol != '_')
}
