//! What was written for values that no page has of its own: on most pages they are the same ones.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
};

/// A site with more of them than this would only fill the memory.
const AT_MOST: usize = 10_000;

/// By language and by what stands in the prose, what came of it.
#[derive(Debug, Default)]
pub struct Known(RwLock<HashMap<String, HashMap<String, String>>>);

impl Known {
    pub(super) fn get(&self, language: &str, source: &str) -> Option<String> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(language)?.get(source).cloned()
    }

    pub(super) fn note(&self, language: &str, source: &str, value: &str) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let known = known.entry(language.to_owned()).or_default();
        if known.len() < AT_MOST {
            known.insert(source.to_owned(), value.to_owned());
        }
    }
}
