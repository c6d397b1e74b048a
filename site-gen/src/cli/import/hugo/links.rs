//! Where a link of Hugo leads: as browsers follow it, or by the path of a page.

use super::old_page::OldPage;
use crate::{
    cli::import::{
        addresses::{Addresses, From},
        markdown::Followed,
    },
    content::directory::relative_path::{decode_path, join},
};

/// What links may lead to.
pub(super) struct Links<'l> {
    pub(super) addresses: &'l Addresses,
    pub(super) pages: &'l [OldPage],
}

impl Links<'_> {
    /// Follows a link in the text of a page.
    pub(super) fn follow(&self, page: &OldPage, target: &str) -> Followed {
        let from = From { url: &page.url, file: &page.new };
        match self.addresses.follow(from, target) {
            Followed::Nowhere(message) => {
                self.to_page(page, target).unwrap_or(Followed::Nowhere(message))
            }
            followed => followed,
        }
    }

    /// What `ref` and `relref` lead to; `None` if to nothing.
    pub(super) fn to_page(&self, page: &OldPage, target: &str) -> Option<Followed> {
        let from = From { url: &page.url, file: &page.new };
        let end = target.find(['#', '?']).unwrap_or(target.len());
        let (path, rest) = target.split_at(end);
        let path = decode_path(path);
        if path.is_empty() {
            return Some(Followed::Same);
        }
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let places = [
            join(if path.starts_with('/') { "" } else { folder }, path.trim_start_matches('/')),
            join("", path.trim_start_matches('/')),
        ];
        for place in places.into_iter().flatten() {
            for name in [
                place.clone(),
                format!("{place}.md"),
                format!("{place}/_index.md"),
                format!("{place}/index.md"),
                place.to_lowercase(),
            ] {
                if let followed @ Followed::To(_) = self.addresses.to_file(from, &name, rest) {
                    return Some(followed);
                }
            }
        }
        // A name alone is that of a page anywhere, if of one.
        let mut named = self.pages.iter().filter(|other| {
            let name = other.path.rsplit('/').next().unwrap_or_default();
            other.is_shown && (name == path || name.strip_suffix(".md") == Some(&path))
        });
        match (named.next(), named.next()) {
            (Some(only), None) => Some(self.addresses.to_file(from, &only.path, rest)),
            _ => None,
        }
    }
}
