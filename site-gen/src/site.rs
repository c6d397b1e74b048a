//! The site as a graph: its pages, what stands at each address, what is above and below. No HTML.

pub mod links;
pub mod hierarchy;
pub mod translations;
pub mod pagination;
pub mod page_terms;
pub mod feeds;
pub mod generated_urls;

use std::collections::BTreeSet;

use authoring::diagnostics::Diagnostic;

use crate::content::{Content, page::Page};
use feeds::Feed;
use hierarchy::Hierarchy;
use links::Links;

/// A site, read but not rendered.
pub struct Site {
    /// What its files say.
    pub content: Content,
    /// Where links lead.
    pub links: Links,
    /// What each page lists.
    pub hierarchy: Hierarchy,
    /// What programs read of it.
    pub feeds: Vec<Feed>,
    /// The pages whose whole text stands in one of those, by their places in the list of pages.
    pub whole_texts: BTreeSet<usize>,
}

impl Site {
    /// Arranges the pages of a content folder; addresses that are taken twice are noted.
    pub fn of(content: Content, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let assets = content.assets.paths();
        let allowed = content.config.allowed.clone();
        let mut links = Links::of(&content.pages, &content.left_out, assets, allowed, diagnostics);
        links.base_url = content.config.base_url.clone();
        let (hierarchy, feeds, whole_texts) = Self::lists(&content);
        let linked = generated_urls::linked(&content.config.base_url, &feeds);
        links.enter_made(linked.chain(content.root.urls()));
        Self { content, links, hierarchy, feeds, whole_texts }
    }

    /// Arranges the lists again, after something that they say of a page has changed.
    pub fn list_again(&mut self) {
        (self.hierarchy, self.feeds, self.whole_texts) = Self::lists(&self.content);
    }

    fn lists(content: &Content) -> (Hierarchy, Vec<Feed>, BTreeSet<usize>) {
        let hierarchy = Hierarchy::of(content);
        let feeds = feeds::feeds(content, &hierarchy);
        let whole_texts = feeds::whole_texts(&feeds);
        (hierarchy, feeds, whole_texts)
    }

    /// The feed of a language, if it has one.
    pub fn feed_of(&self, language: &str) -> Option<&Feed> {
        let home = self.content.config.home_url(language);
        self.feeds.iter().find(|feed| feed.page_url == home)
    }

    /// The feed of what a page lists, but for that of its language.
    pub fn section_feed(&self, page: &Page) -> Option<&Feed> {
        page.list.as_ref()?.feed.as_ref()?;
        let url = page.list_url();
        let is_home = self.content.config.is_home(url, &page.language);
        self.feeds.iter().find(|feed| !is_home && feed.page_url == url)
    }
}
