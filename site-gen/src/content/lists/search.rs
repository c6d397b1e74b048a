//! The pages where readers search a site: one in each language, and of a large site one for each letter.

use std::collections::HashSet;

use crate::content::{
    config::Config,
    page::{
        Page,
        listed::{self, OTHERS, SearchPage},
        permalink::Address,
        publication::LeftOut,
        source::PageSource,
    },
};

/// How many pages one list from A to Z shows.
const MOST: usize = 300;

/// Every letter that has a page of its own.
pub fn letters() -> impl Iterator<Item = char> {
    ('a'..='z').chain([OTHERS])
}

/// Adds them in each language, but for those that are written.
pub fn add(config: &Config, pages: &mut Vec<Page>, left_out: &LeftOut) {
    let Some(asked) = config.search.clone() else { return };
    for language in &config.languages {
        let count = pages.iter().filter(|page| page.language == *language).count();
        let of_all = if count > MOST { SearchPage::Letters } else { SearchPage::Whole };
        let words = config.words(language);
        let home = config.home_url(language);
        let path = format!("{}{}", &home[1..], name(language));
        let mut wanted = vec![(format!("{path}.md"), words.search_title.to_string(), of_all)];
        if of_all == SearchPage::Letters {
            wanted.extend(letters().map(|letter| {
                let title = format!("{} – {}", words.search_title, shown(letter));
                (format!("{path}/{letter}.md"), title, SearchPage::Letter(letter))
            }));
        }
        let unpublished: HashSet<Address> =
            left_out.unpublished.iter().map(|(page, _)| page.address.clone()).collect();
        for (file, title, shows) in wanted {
            let made = listed::made(config, &file, &title);
            if let Some(page) = pages.iter_mut().find(|page| page.address == made.address) {
                page.search = Some(shows);
            } else if !unpublished.contains(&made.address) && !left_out.unreadable.contains(&file) {
                pages.push(Page {
                    language: language.clone(),
                    title,
                    title_span: asked.clone(),
                    address_span: asked.clone(),
                    source: PageSource::whole(config.source.clone()),
                    body: config.source.text.len(),
                    search: Some(shows),
                    ..made
                });
            }
        }
    }
}

/// Where readers search in a language, if they do.
pub fn url(config: &Config, language: &str) -> String {
    format!("{}{}/", config.home_url(language), name(language))
}

/// What the address of the page ends with.
fn name(language: &str) -> &'static str {
    if language.split('-').next() == Some("fr") { "recherche" } else { "search" }
}

/// A letter as it heads its list.
pub fn shown(letter: char) -> String {
    if letter == OTHERS { "0–9".to_owned() } else { letter.to_uppercase().collect() }
}

impl Page {
    /// Whether readers find it by its words: not where they search, nor where they are by mistake, nor one whose author
    /// says `extra: { search: false }`.
    pub fn is_searched(&self) -> bool {
        self.search.is_none()
            && self.part.is_none()
            && !self.address.is_not_found()
            && self.own("search") != Some(false)
    }
}
