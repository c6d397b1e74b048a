//! "Did you mean", for links that lead nowhere: all names are gathered at the first of them, once.

use std::{
    collections::HashMap,
    sync::{Mutex, OnceLock, PoisonError},
};

use authoring::diagnostics::suggest::{self, Index};

use super::{Links, without_file};

/// What stands at the start of the URL of every asset, and says nothing of how near two are.
pub(super) const ASSETS: &str = "/assets/";

/// Nothing, on a site without broken links.
#[derive(Debug, Default)]
pub(super) struct Near {
    urls: Names,
    files: Names,
    assets: Names,
    /// The files of pages, by their paths without the numbers by which other programs sort them.
    unnumbered: OnceLock<HashMap<String, String>>,
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

    /// The file of a page, below `pages/`, that is this one but for numbers: `10.guide.md`.
    pub(super) fn numbered(&self, links: &Links, page: &str) -> Option<&str> {
        let files = self.unnumbered.get_or_init(|| {
            let mut files = HashMap::new();
            for file in links.by_file.keys() {
                // Of several, the first in the alphabet, whatever the order of the map.
                let known = files.entry(unnumbered(without_file(file))).or_insert(file);
                *known = file.min(*known);
            }
            files.into_iter().map(|(page, file)| (page, file.clone())).collect()
        });
        files.get(&unnumbered(page)).map(String::as_str)
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
        let near = self.index.get_or_init(gather).nearest(word);
        let near = near.filter(|found| is_near(word, found)).map(str::to_owned);
        answers().insert(word.to_owned(), near.clone());
        near
    }
}

/// Whether two paths are near without the folders that both stand in, which say nothing of that.
fn is_near(word: &str, found: &str) -> bool {
    let same = word.bytes().zip(found.bytes()).take_while(|(one, other)| one == other).count();
    let folders = word.as_bytes()[..same].iter().rposition(|byte| *byte == b'/');
    let shared = folders.map_or(0, |slash| slash + 1);
    suggest::nearest(&word[shared..], [&found[shared..]]).is_some()
}

/// What of a path stands below that folder of `content/`, written as from the site, the content or the repository:
/// `/pages/page.md`, `../content/pages/page.md`.
pub(super) fn below<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    let mut path = path;
    while let Some(rest) = ["/", "./", "../"].iter().find_map(|up| path.strip_prefix(up)) {
        path = rest;
    }
    path.strip_prefix("content/").unwrap_or(path).strip_prefix(folder)?.strip_prefix('/')
}

/// A path without a number at the start of any of its names.
fn unnumbered(path: &str) -> String {
    let name = |name: &'_ str| {
        let rest = name.trim_start_matches(|symbol: char| symbol.is_ascii_digit());
        let bare = rest.strip_prefix(['.', '-', '_']).filter(|_| rest.len() < name.len());
        bare.filter(|bare| !bare.is_empty()).unwrap_or(name).to_owned()
    };
    path.split('/').map(name).collect::<Vec<_>>().join("/")
}
