//! Which feeds a site has, and what is in each.

use std::{cmp::Reverse, collections::BTreeSet};

use super::hierarchy::Hierarchy;
use crate::content::{
    Content,
    config::lists::FeedOf,
    page::{Page, permalink::Address},
};

/// How many pages a feed holds.
const LENGTH: usize = 20;

/// A feed of pages that have a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// From the site's root.
    pub url: String,
    /// Where readers see its pages.
    pub page_url: String,
    /// What it is of; may hold placeholders.
    pub title: String,
    /// Of its pages.
    pub language: String,
    /// What it says of each.
    pub of: FeedOf,
    /// The newest first, by their places in the list of pages; at least one.
    pub entries: Vec<usize>,
}

/// All of them: of each language, and of the lists that ask for one.
pub fn feeds(content: &Content, hierarchy: &Hierarchy) -> Vec<Feed> {
    let config = &content.config;
    let of_languages = config.languages.iter().filter_map(|language| {
        let is_of = |page: &Page| page.language == *language;
        let page_url = config.home_url(language);
        let is_home = |page: &&Page| page.list.is_some() && page.address.as_str() == page_url;
        let home = content.pages.iter().find(is_home);
        let said = home.and_then(|page| page.list.as_ref()?.feed.as_ref());
        let all = (0..content.pages.len()).filter(|index| is_of(&content.pages[*index]));
        let entries = newest(&content.pages, all);
        (!entries.is_empty()).then(|| Feed {
            url: url(&page_url),
            title: config.title.clone(),
            language: language.clone(),
            of: said.map_or(FeedOf::Summary, |said| said.value),
            entries,
            page_url,
        })
    });
    let of_lists = content.pages.iter().filter_map(|page| {
        let of = page.list.as_ref()?.feed.as_ref()?.value;
        let page_url = page.address.as_str();
        if page.part.is_some() || config.is_home(page_url, &page.language) {
            return None;
        }
        let entries = newest(&content.pages, hierarchy.whole_list(page).iter().copied());
        (!entries.is_empty()).then(|| Feed {
            url: url(page_url),
            page_url: page_url.to_owned(),
            title: format!("{} – {}", page.title, config.title),
            language: page.language.clone(),
            of,
            entries,
        })
    });
    of_languages.chain(of_lists).collect()
}

/// Where the feed of what a page lists stands.
pub fn url(page_url: &str) -> String {
    [page_url, "feed.xml"].concat()
}

/// The pages whose whole text stands in a feed.
pub fn whole_texts(feeds: &[Feed]) -> BTreeSet<usize> {
    let full = feeds.iter().filter(|feed| feed.of == FeedOf::Full);
    full.flat_map(|feed| feed.entries.iter().copied()).collect()
}

fn newest(pages: &[Page], of: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut entries: Vec<usize> = of.filter(|index| pages[*index].date.is_some()).collect();
    let key = |index: &usize| -> (Reverse<_>, &Address) {
        let page = &pages[*index];
        (Reverse(page.date), &page.address)
    };
    let newer = |one: &usize, other: &usize| key(one).cmp(&key(other));
    // Of 10,000 pages, only those that are in it need an order.
    if entries.len() > LENGTH {
        entries.select_nth_unstable_by(LENGTH, newer);
        entries.truncate(LENGTH);
    }
    entries.sort_by(newer);
    entries
}
