//! "Did you mean", for links that lead nowhere: all names are gathered at the first of them, once.

use std::{
    collections::HashMap,
    sync::{Mutex, OnceLock, PoisonError},
};

use authoring::diagnostics::suggest::Index;

use super::Links;

/// What stands at the start of the URL of every asset, and says nothing of how near two are.
pub(super) const ASSETS: &str = "/assets/";

/// Nothing, on a site without broken links.
#[derive(Debug, Default)]
pub(super) struct Near {
    urls: Names,
    files: Names,
    assets: Names,
}

impl Near {
    /// The URL of a page.
    pub(super) fn url(&self, links: &Links, url: &str) -> Option<String> {
        self.urls.nearest(url, || Index::of(links.urls.iter().flatten()))
    }

    /// A file below `pages/`.
    pub(super) fn file(&self, links: &Links, file: &str) -> Option<String> {
        self.files.nearest(file, || Index::of(links.by_file.keys()))
    }

    /// A file below `assets/`.
    pub(super) fn asset(&self, links: &Links, name: &str) -> Option<String> {
        let names = || links.assets.iter().map(|url| url.trim_start_matches(ASSETS));
        self.assets.nearest(name, || Index::of(names()))
    }
}

/// Names of one kind, and what was answered: a page that was renamed is missed by many links.
#[derive(Debug, Default)]
struct Names {
    index: OnceLock<Index>,
    answers: Mutex<HashMap<String, Option<String>>>,
}

impl Names {
    fn nearest(&self, word: &str, gather: impl FnOnce() -> Index) -> Option<String> {
        let answers = || self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = answers().get(word) {
            return answer.clone();
        }
        let near = self.index.get_or_init(gather).nearest(word).map(str::to_owned);
        answers().insert(word.to_owned(), near.clone());
        near
    }
}
