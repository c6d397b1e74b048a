//! The lists of a site: which pages stand right below each folder's own page, and which have each term.

mod empty;
mod parts;
pub mod search;
mod terms;

use std::{
    cmp::{Ordering, Reverse},
    collections::HashMap,
};

use crate::content::{
    Drafts,
    config::{Config, lists::Sort},
    page::{Page, permalink, publication::LeftOut},
};

/// Makes the pages that lists need, and leaves out those that have nothing to list.
pub fn add(config: &Config, drafts: Drafts, pages: &mut Vec<Page>, left_out: &mut LeftOut) {
    if !config.taxonomies.all.is_empty() {
        terms::add(config, pages, left_out);
    }
    search::add(config, pages, left_out);
    empty::leave_out(config, drafts, pages, left_out);
    pages.extend(parts::pages(config, pages));
}

/// Places in the list of pages, by the URL of the page that lists them.
type ByUrl = HashMap<String, Vec<usize>>;

/// All of them, each in its order.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    below: ByUrl,
    of_terms: ByUrl,
    /// The addresses of the pages of folders, by these, where an address does not say in which its page is.
    folders: HashMap<String, String>,
}

impl Lists {
    /// Sorts the pages of a site.
    pub fn of(config: &Config, pages: &[Page]) -> Self {
        let mut lists = Self { folders: folders(pages), ..Self::default() };
        for (index, page) in pages.iter().enumerate() {
            if let Some(url) = list_of(&lists.folders, config, page) {
                enter(&mut lists.below, url, index);
            }
            for term in &page.terms {
                enter(&mut lists.of_terms, &config.term_url(*term, &page.language), index);
            }
        }
        let orders: HashMap<&str, Sort> = pages
            .iter()
            .filter_map(|page| Some((page.list_url(), page.list.as_ref()?.order())))
            .collect();
        for (url, listed) in lists.below.iter_mut().chain(&mut lists.of_terms) {
            let order = orders.get(url.as_str()).copied().unwrap_or_default();
            sort(pages, listed, order);
        }
        lists
    }

    /// The URL of the list of its folder that a page is in; `None` for a home page, and for what is found otherwise.
    pub fn list_of<'a>(&'a self, config: &Config, page: &'a Page) -> Option<&'a str> {
        list_of(&self.folders, config, page)
    }

    /// All that a page lists, with what its further pages list; nothing for one that lists none.
    pub fn whole(&self, page: &Page) -> &[usize] {
        let url = page.list_url();
        let listed = self.of_terms.get(url);
        let listed = listed.or_else(|| self.below.get(url).filter(|_| page.is_index()));
        listed.map_or(&[], Vec::as_slice)
    }

    /// How many pages its list goes over, 1 or more.
    pub fn count(&self, page: &Page) -> usize {
        page.list.as_ref().map_or(1, |list| list.pages(self.whole(page).len()))
    }

    /// What a page lists itself.
    pub fn shown(&self, page: &Page) -> &[usize] {
        let whole = self.whole(page);
        let paginate = page.list.as_ref().and_then(|list| list.paginate.as_ref());
        let Some(most) = paginate.map(|said| said.value) else { return whole };
        whole.chunks(most).nth(page.list_number() - 1).unwrap_or_default()
    }
}

fn list_of<'a>(
    folders: &'a HashMap<String, String>,
    config: &Config,
    page: &'a Page,
) -> Option<&'a str> {
    let above = page.list_above(config)?;
    let folder = page.folder().and_then(|folder| folders.get(folder));
    Some(folder.map_or(above, String::as_str))
}

fn folders(pages: &[Page]) -> HashMap<String, String> {
    if pages.iter().all(|page| !page.has_permalink) {
        return HashMap::new();
    }
    let own = pages.iter().filter(|page| page.is_index() && page.part.is_none());
    let folder = |page: &Page| page.file.trim_end_matches("index.md").to_owned();
    own.map(|page| (folder(page), page.address.as_str().to_owned())).collect()
}

fn enter(lists: &mut ByUrl, url: &str, index: usize) {
    match lists.get_mut(url) {
        Some(listed) => listed.push(index),
        None => drop(lists.insert(url.to_owned(), vec![index])),
    }
}

fn sort(pages: &[Page], listed: &mut [usize], order: Sort) {
    let by_rank = |one: &usize, other: &usize| pages[*one].rank().cmp(&pages[*other].rank());
    match order {
        Sort::Weight => listed.sort_by(by_rank),
        Sort::Date => listed.sort_by(|one, other| {
            newest_first(&pages[*one], &pages[*other]).then_with(|| by_rank(one, other))
        }),
        Sort::Title => {
            listed.sort_by(by_rank);
            listed.sort_by_cached_key(|index| permalink::slug(&pages[*index].title));
        }
    }
}

/// Those without a date last.
fn newest_first(one: &Page, other: &Page) -> Ordering {
    let key = |page: &Page| (page.date.is_none(), Reverse(page.date));
    key(one).cmp(&key(other))
}
