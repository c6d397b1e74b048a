//! Every address of the old site, and what stands there in the new one: where links lead.

use std::{borrow::Cow, collections::HashMap, fmt::Write as _};

use super::markdown::Followed;
use crate::content::{
    directory::{
        file_url::FileUrl,
        relative_path::{decode_path, join, relative},
    },
    page::permalink::{self, Address},
};

/// What stands at the addresses of the old site.
#[derive(Default)]
pub(super) struct Addresses {
    by_url: HashMap<String, Place>,
    /// What was made of the files of the old site's content folder.
    by_file: HashMap<String, Place>,
}

/// What stands at one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A page, by its file below `pages/`.
    Page(String),
    /// Something that has an address of another name, in full: a file below `assets/`, a feed.
    Moved(String),
    /// Something that has the same address.
    Kept,
}

/// Where a link stands: the page's old address, and its file below `pages/`.
#[derive(Clone, Copy, Debug)]
pub(super) struct From<'f> {
    pub(super) url: &'f str,
    pub(super) file: &'f str,
}

impl Addresses {
    /// Enters a page: its file in the old content folder, its old address, its file below `pages/`.
    pub(super) fn enter_page(&mut self, old: &str, url: &str, new: &str) {
        self.by_file.entry(old.to_owned()).or_insert_with(|| Place::Page(new.to_owned()));
        self.enter(url, Place::Page(new.to_owned()));
    }

    /// Enters a page whose address only leads to another page.
    pub(super) fn enter_redirect(&mut self, old: &str, url: &str) {
        self.by_file.entry(old.to_owned()).or_insert_with(|| Place::Moved(url.to_owned()));
        self.enter(url, Place::Kept);
    }

    /// Enters anything else; what stands there already stays.
    pub(super) fn enter(&mut self, url: &str, place: Place) {
        self.by_url.entry(trimmed(url).to_owned()).or_insert(place);
    }

    /// Enters a file that goes to `assets/`, by its path there.
    pub(super) fn enter_asset(&mut self, url: &str, path: &str) {
        self.enter(url, Place::Moved(FileUrl::of("/assets/", path).into_string()));
    }

    /// What stands at an old address.
    pub(super) fn at(&self, url: &str) -> Option<&Place> {
        self.by_url.get(trimmed(&decode_path(url)))
    }

    /// A link to the page of a file of the old content folder; `rest` is its fragment.
    pub(super) fn to_file(&self, from: From<'_>, old: &str, rest: &str) -> Followed {
        match self.by_file.get(&*decode_path(old)) {
            Some(Place::Page(file)) => Followed::To(way(from.file, file, rest)),
            Some(Place::Moved(to)) => Followed::To(format!("{to}{rest}")),
            Some(Place::Kept) | None => Followed::Nowhere(format!(
                "there is no page `{old}` among those that are taken over"
            )),
        }
    }

    /// Follows an address as browsers do from the page on which it stands.
    pub(super) fn follow(&self, from: From<'_>, target: &str) -> Followed {
        let end = target.find(['?', '#']).unwrap_or(target.len());
        let (path, rest) = target.split_at(end);
        if path.is_empty() || path.starts_with("//") || has_scheme(path) {
            return Followed::Same;
        }
        let decoded = decode_path(path);
        let url: Cow<'_, str> = if decoded.starts_with('/') {
            decoded
        } else {
            let folder = from.url.rsplit_once('/').map_or("", |(folder, _)| folder);
            match join(folder, &decoded) {
                Some(path) => format!("/{}", path.trim_start_matches('/')).into(),
                None => return nowhere(target),
            }
        };
        let url = url.strip_suffix("index.html").unwrap_or(&url);
        match self.at(url) {
            Some(Place::Page(file)) => Followed::To(way(from.file, file, rest)),
            Some(Place::Moved(to)) => Followed::To(format!("{to}{rest}")),
            Some(Place::Kept) if path.starts_with('/') => Followed::Same,
            Some(Place::Kept) => {
                let slash = if path.ends_with('/') && !url.ends_with('/') { "/" } else { "" };
                Followed::To(format!("{url}{slash}{rest}"))
            }
            None => nowhere(target),
        }
    }
}

fn nowhere(target: &str) -> Followed {
    Followed::Nowhere(format!("`{target}` leads to nothing that is taken over"))
}

/// Without the slashes at its ends, which people forget.
fn trimmed(url: &str) -> &str {
    url.trim_matches('/')
}

fn has_scheme(path: &str) -> bool {
    path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// The way from a page to another, as one writes it in Markdown.
fn way(from: &str, file: &str, rest: &str) -> String {
    if from == file && rest.starts_with('#') {
        return rest.to_owned();
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut way = String::new();
    for sign in relative(folder, file).chars() {
        match sign {
            ' ' | '(' | ')' | '<' | '>' | '"' | '\'' | '#' | '?' | '%' => {
                let _ = write!(way, "%{:02X}", u32::from(sign));
            }
            sign => way.push(sign),
        }
    }
    way + rest
}

/// What front matter says of an address that a page is to keep.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// The file's name says it.
    ByName,
    Permalink(String),
    /// No page can have it: it stays as an old address, if as anything.
    Alias(Option<String>),
}

/// How the page of a file below `pages/` keeps its old address; `above` is the folder of its language, with its slash.
pub(super) fn kept(file: &str, url: &str, above: &str) -> Kept {
    let url = format!("/{}/", trimmed(url)).replace("//", "/");
    // Hosts look for that one in a place of its own, whatever it was called; further down, `404.md` is a page like any other.
    let is_not_found = file.strip_prefix(above) == Some("404.md");
    if is_not_found || Address::of(file, None).is_ok_and(|ours| ours.as_str() == url) {
        return Kept::ByName;
    }
    let segments = trimmed(&url).split('/');
    if url == "/" || segments.clone().all(permalink::is_slug) {
        Kept::Permalink(url)
    } else {
        Kept::Alias(segments.clone().all(permalink::is_old_name).then_some(url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_from_the_old_address_to_the_new_file() {
        let mut addresses = Addresses::default();
        addresses.enter_page("a/_index.md", "/a/", "a/index.md");
        addresses.enter_page("a/b.md", "/a/b/", "a/b.md");
        addresses.enter_page("c d.md", "/c-d/", "c d.md");
        addresses.enter_asset("/a/b/p q.png", "pages/a/p q.png");
        addresses.enter("/feed/", Place::Kept);
        let from = From { url: "/a/b/", file: "a/b.md" };
        let to = |to: &str| Followed::To(to.to_owned());
        for (target, followed) in [
            ("/a/", to("./index.md")),
            ("../#x", to("./index.md#x")),
            ("/c-d", to("../c%20d.md")),
            ("/c-d/index.html?q", to("../c%20d.md?q")),
            ("p%20q.png", to("/assets/pages/a/p%20q.png")),
            ("/a/b/#x", to("#x")),
            ("#x", Followed::Same),
            ("https://x.org/a/", Followed::Same),
            ("mailto:a@b.org", Followed::Same),
            ("//x.org", Followed::Same),
            ("/feed/", Followed::Same),
            ("../../feed/", to("/feed/")),
        ] {
            assert_eq!(addresses.follow(from, target), followed, "{target}");
        }
        for target in ["d/", "../../../..", "b.md"] {
            let followed = addresses.follow(from, target);
            assert!(matches!(followed, Followed::Nowhere(_)), "{target}: {followed:?}");
        }
    }

    #[test]
    fn a_page_keeps_its_address() {
        let permalink = |url: &str| Kept::Permalink(url.to_owned());
        for (file, url, expected) in [
            ("a/b.md", "/a/b/", Kept::ByName),
            ("a/b.md", "a/b", Kept::ByName),
            ("a/B.md", "/a/b/", permalink("/a/b/")),
            ("a/index.md", "/x/", permalink("/x/")),
            ("index.md", "/", Kept::ByName),
            ("404.md", "/404/", Kept::ByName),
            ("fr/404.md", "/fr/404/", Kept::ByName),
            ("a/404.md", "/a/404/", permalink("/a/404/")),
            ("fr/a/404.md", "/fr/a/404/", permalink("/fr/a/404/")),
            ("a/e.md", "/a/é/", Kept::Alias(Some("/a/é/".to_owned()))),
            ("a/e.md", "/a/b:c/", Kept::Alias(None)),
        ] {
            let above = if file.starts_with("fr/") { "fr/" } else { "" };
            assert_eq!(kept(file, url, above), expected, "{file} {url}");
        }
    }
}
