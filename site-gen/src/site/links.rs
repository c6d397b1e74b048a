//! Every address of the site, and what stands there: where links lead.

pub(crate) mod mistakes;
mod collisions;
mod files;
mod near;
mod resolve;
mod outside;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, hash_map::Entry},
    ops::Range,
    sync::Arc,
};

use authoring::diagnostics::Diagnostic;

use crate::{
    content::{
        config::{base_url::BaseUrl, links::Allowed},
        page::{
            Page, Unpublished, mistakes::ADDRESS_ALIAS, permalink::Address, publication::LeftOut,
        },
    },
    site::links::mistakes::ADDRESS_TWICE,
};

use near::Near;
pub use resolve::{Destination, broken, image_in_full, unpublished};

/// The addresses of the site.
#[derive(Debug, Default)]
pub struct Links {
    /// Only looked up: its order, which is another at each run, reaches nothing.
    by_url: Places,
    /// The URL of each page, in the order of the list of pages; `None` if an earlier one has it.
    urls: Vec<Option<String>>,
    /// Pages by their path below `pages/`.
    by_file: Places,
    /// The old addresses, and the pages they lead to.
    aliases: BTreeMap<String, usize>,
    /// The URLs of all assets.
    assets: BTreeSet<String>,
    /// The URLs of what is neither a page nor an asset.
    made: BTreeSet<String>,
    /// How links may leave the site.
    allowed: Allowed,
    /// Where the site stands: who knows the host's addresses may write one of them.
    pub(super) base_url: BaseUrl,
    /// All of these, as "did you mean" looks among them.
    near: Near,
}

/// Places by name. Nobody else fills it: what could be made to collide need not be feared.
type Places = HashMap<String, Place, foldhash::fast::FixedState>;

/// What stands at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The nth page.
    Page(usize),
    /// The old address of the nth page.
    Alias(usize),
    /// A page that is not on the site.
    Unpublished(Unpublished),
    /// A page that could not be read; what is wrong with it has been said.
    Unreadable,
}

impl Links {
    /// Enters all pages, in their order; an address taken twice is reported where it is taken again.
    pub fn of<'a>(
        pages: &[Page],
        left_out: &LeftOut,
        assets: impl Iterator<Item = &'a str>,
        allowed: Allowed,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut links = Self { allowed, ..Self::default() };
        links.assets.extend(assets.map(|path| format!("/assets/{path}")));
        links.enter(pages, 0..pages.len(), diagnostics);
        let unpublished = left_out
            .unpublished
            .iter()
            .map(|(page, why)| (&page.file, page.address.clone(), Place::Unpublished(*why)));
        let unreadable = left_out.unreadable.iter().filter_map(|file| {
            let address = Address::of(file, None).ok()?;
            Some((file, address, Place::Unreadable))
        });
        for (file, address, place) in unpublished.chain(unreadable) {
            links.by_url.entry(address.as_str().to_owned()).or_insert(place);
            links.by_file.insert(file.clone(), place);
        }
        links
    }

    /// Enters those of these pages that come next.
    pub(crate) fn enter(
        &mut self,
        pages: &[Page],
        next: Range<usize>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for index in next.clone() {
            let page = &pages[index];
            if !page.is_readable() {
                self.urls.push(None);
                continue;
            }
            // A further page of a list has the file of the first.
            if page.part.is_none() {
                self.by_file.insert(page.file.clone(), Place::Page(index));
            }
            let url = page.address.as_str();
            match self.by_url.get(url) {
                None | Some(Place::Unpublished(..)) => {
                    self.urls.push(Some(url.to_owned()));
                    self.by_url.insert(url.to_owned(), Place::Page(index));
                }
                Some(first) => {
                    self.urls.push(None);
                    diagnostics.push(taken_twice(pages, page, first));
                }
            }
        }
        for index in next.filter(|index| pages[*index].is_readable()) {
            self.enter_aliases(pages, index, &pages[index], diagnostics);
        }
        self.note_clashes(pages, diagnostics);
    }

    fn enter_aliases(
        &mut self,
        pages: &[Page],
        index: usize,
        page: &Page,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for alias in &page.aliases {
            let url = alias_url(&alias.name);
            // `/a/index.html` is the file of `/a/`.
            let folder = url.strip_suffix("index.html").filter(|folder| folder.ends_with('/'));
            match self.by_url.entry(folder.unwrap_or(&url).to_owned()) {
                Entry::Vacant(entry) => {
                    entry.insert(Place::Alias(index));
                    self.by_url.insert(url.clone(), Place::Alias(index));
                    self.aliases.insert(url, index);
                }
                Entry::Occupied(entry) => {
                    let (Place::Page(other) | Place::Alias(other)) = *entry.get() else { continue };
                    let path = &pages[other].source.path;
                    let message = match entry.get() {
                        Place::Page(_) => format!("`{url}` is the address of a page, {path}"),
                        _ => format!("`{url}` is already an alias of {path}"),
                    };
                    let diagnostic = page.source.error(ADDRESS_ALIAS, alias.span.clone(), message);
                    diagnostics
                        .push(diagnostic.help("an alias is an address that no page has any more"));
                }
            }
        }
    }

    /// Enters what a build makes besides pages and assets.
    pub fn enter_made(&mut self, urls: impl IntoIterator<Item = String>) {
        self.made.extend(urls);
    }

    /// The page at a URL, by its place in the list of pages.
    pub fn page(&self, url: &str) -> Option<usize> {
        match self.by_url.get(url) {
            Some(Place::Page(index)) => Some(*index),
            _ => None,
        }
    }

    /// The page whose file, below `pages/`, this is.
    pub fn page_of_file(&self, file: &str) -> Option<usize> {
        match self.by_file.get(file) {
            Some(Place::Page(index)) => Some(*index),
            _ => None,
        }
    }

    /// Whether there is such a file below `pages/`, on the site or not.
    pub fn knows_file(&self, file: &str) -> bool {
        self.by_file.contains_key(file)
    }

    /// Why the page of this file is not on the site; `None` also if there is no such file.
    pub fn unpublished(&self, file: &str) -> Option<Unpublished> {
        match self.by_file.get(file) {
            Some(Place::Unpublished(why)) => Some(*why),
            _ => None,
        }
    }

    /// Whether the page at a URL is left out because it has nothing to list.
    pub fn is_empty_list(&self, url: &str) -> bool {
        self.by_url.get(url) == Some(&Place::Unpublished(Unpublished::Empty))
    }

    /// The old addresses, and the pages they lead to.
    pub fn aliases(&self) -> impl Iterator<Item = (&str, usize)> {
        self.aliases.iter().map(|(url, index)| (url.as_str(), *index))
    }

    /// Whether anything stands at a URL.
    fn holds(&self, url: &str) -> bool {
        self.by_url.contains_key(url) || self.assets.contains(url) || self.made.contains(url)
    }

    /// The URL nearest to one that leads nowhere.
    pub fn nearest(&self, url: &str) -> Option<String> {
        if let Some(own) = self.base_url.below(url).filter(|own| self.holds(own)) {
            return Some(own.to_owned());
        }
        let as_page = format!("{}/", without_file(url));
        if self.page(&as_page).is_some() {
            return Some(as_page);
        }
        let page = self.near.numbered(self, as_page.trim_matches('/')).map(str::to_owned);
        let page = page.or_else(|| self.meant(near::below("pages", url)?));
        let page = page.and_then(|file| self.urls[self.page_of_file(&file)?].clone());
        let asset = || near::below("assets", url).and_then(|_| self.asset_named(url));
        page.or_else(|| self.near.url(self, url)).or_else(|| asset().map(str::to_owned))
    }
}

/// The address of the page that a path of another program means, without its last slash: hosts add the name of the
/// file, other generators have names of their own for a folder's page, authors forget the slash.
fn without_file(path: &str) -> &str {
    const PAGES: [&str; 5] = ["index.html", "index.htm", "_index.md", "index.md", "README.md"];
    let folder = PAGES.iter().find_map(|name| {
        path.strip_suffix(name).filter(|folder| folder.is_empty() || folder.ends_with('/'))
    });
    let path = folder.unwrap_or(path);
    let endings = [".html", ".htm", ".md"];
    endings.iter().find_map(|it| path.strip_suffix(it)).unwrap_or(path).trim_end_matches('/')
}

/// Where the page of an alias is written: as its author types it, with the slash of a page.
pub(crate) fn alias_url(alias: &str) -> String {
    let is_file = alias.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if is_file || alias.ends_with('/') { alias.to_owned() } else { format!("{alias}/") }
}

fn taken_twice(pages: &[Page], page: &Page, first: &Place) -> Diagnostic {
    let path: Arc<str> = match first {
        Place::Page(index) | Place::Alias(index) => pages[*index].source.path.clone(),
        Place::Unpublished(_) | Place::Unreadable => Arc::from("another page"),
    };
    let address = page.address.as_str();
    // A row of data has no file of its own.
    let (message, help) = if page.source.path == path {
        let help = "a row's page stands at what `permalink` in site.toml is made of: name more of it there";
        (format!("`{address}` is already the address of another row"), help)
    } else {
        let help = "rename one of the two files, or give it another `slug`";
        (format!("`{address}` is already the address of {path}"), help)
    };
    page.source.error(ADDRESS_TWICE, page.address_span.clone(), message).help(help)
}
