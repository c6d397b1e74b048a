//! "Did you mean", for links that lead nowhere: all names are gathered at the first of them, once.

use std::sync::OnceLock;

use authoring::diagnostics::suggest::Index;

use super::Links;

/// What stands at the start of the URL of every asset, and says nothing of how near two are.
pub(super) const ASSETS: &str = "/assets/";

/// Nothing, on a site without broken links.
#[derive(Clone, Debug, Default)]
pub(super) struct Near {
    urls: OnceLock<Index>,
    files: OnceLock<Index>,
    assets: OnceLock<Index>,
}

impl Near {
    /// The URL of a page.
    pub(super) fn url(&self, links: &Links, url: &str) -> Option<&str> {
        self.urls.get_or_init(|| Index::of(links.urls.iter().flatten())).nearest(url)
    }

    /// A file below `pages/`.
    pub(super) fn file(&self, links: &Links, file: &str) -> Option<&str> {
        self.files.get_or_init(|| Index::of(links.by_file.keys())).nearest(file)
    }

    /// A file below `assets/`.
    pub(super) fn asset(&self, links: &Links, name: &str) -> Option<&str> {
        let names = || links.assets.iter().map(|url| url.trim_start_matches(ASSETS));
        self.assets.get_or_init(|| Index::of(names())).nearest(name)
    }
}
