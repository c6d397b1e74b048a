//! Addresses that are two, and could not be two in one folder: of one name but for its capitals, or a
//! file and a folder of one name.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use authoring::diagnostics::{Code, Diagnostic};

use super::{Links, Place, alias_url};
use crate::{
    content::page::Page,
    site::links::mistakes::{ADDRESS_ALIAS_FILE, ADDRESS_CASE},
};

/// An address, the page that has it, and where its author says so.
struct Taken<'p> {
    url: Cow<'p, str>,
    page: &'p Page,
    /// Bytes of the page's file.
    span: &'p Range<usize>,
}

impl Taken<'_> {
    fn error(&self, code: Code, message: String, help: impl Into<String>) -> Diagnostic {
        self.page.source.error(code, self.span.clone(), message).help(help)
    }
}

impl Links {
    /// Notes them, where the second of the two stands.
    pub(super) fn note_clashes(&self, pages: &[Page], diagnostics: &mut Vec<Diagnostic>) {
        self.note_capitals(pages, diagnostics);
        self.note_files_with_folders(pages, diagnostics);
    }

    fn note_capitals(&self, pages: &[Page], diagnostics: &mut Vec<Diagnostic>) {
        let mut with_capitals: HashMap<String, &Page> = HashMap::new();
        // Nearly every address is in small letters of ASCII.
        let may_be_capital = |letter: u8| letter.is_ascii_uppercase() || !letter.is_ascii();
        for taken in self.taken(pages).filter(|taken| taken.url.bytes().any(may_be_capital)) {
            let small = taken.url.to_lowercase();
            if small == taken.url {
                continue;
            }
            let other = match self.by_url.get(&small) {
                Some(Place::Page(index) | Place::Alias(index)) => Some(&pages[*index]),
                _ => with_capitals.get(&small).copied(),
            };
            with_capitals.entry(small).or_insert(taken.page);
            if let Some(other) = other {
                let message = format!(
                    "`{}` differs by its capitals alone from an address of {}",
                    taken.url, other.source.path
                );
                let help =
                    "macOS and Windows would write both into one folder: rename one of the two";
                diagnostics.push(taken.error(ADDRESS_CASE, message, help));
            }
        }
    }

    /// An old address such as `/a.html` is a file; nothing can stand below it.
    fn note_files_with_folders(&self, pages: &[Page], diagnostics: &mut Vec<Diagnostic>) {
        let is_file = |url: &str| !url.ends_with('/');
        // Nearly no site has any.
        if !self.aliases.keys().any(|url| is_file(url)) {
            return;
        }
        let mut files: BTreeMap<String, Taken<'_>> = BTreeMap::new();
        for taken in self.taken_by_aliases(pages).filter(|taken| is_file(&taken.url)) {
            files.insert(taken.url.to_string(), taken);
        }
        for below in self.taken(pages) {
            let folders = below.url.match_indices('/').map(|(at, _)| &below.url[..at]);
            for file in folders.filter_map(|folder| files.remove(folder)).collect::<Vec<_>>() {
                let message = format!(
                    "`{}` would be a file, but `{}` needs a folder of that name",
                    file.url, below.url
                );
                let help =
                    format!("write `{}/`, if no page has that address, or remove it", file.url);
                diagnostics.push(file.error(ADDRESS_ALIAS_FILE, message, help));
            }
        }
    }

    fn taken<'p>(&'p self, pages: &'p [Page]) -> impl Iterator<Item = Taken<'p>> {
        let own = pages.iter().zip(&self.urls).filter_map(|(page, url)| {
            Some(Taken { url: url.as_deref()?.into(), page, span: &page.address_span })
        });
        own.chain(self.taken_by_aliases(pages))
    }

    fn taken_by_aliases<'p>(&'p self, pages: &'p [Page]) -> impl Iterator<Item = Taken<'p>> {
        let aliases = pages.iter().flat_map(|page| page.aliases.iter().map(move |it| (page, it)));
        aliases.filter_map(|(page, alias)| {
            let url = alias_url(&alias.name);
            let span = &alias.span;
            self.aliases.contains_key(&url).then_some(Taken { url: url.into(), page, span })
        })
    }
}
