//! Ids: made of a heading's text, each used once on a page.

use std::collections::BTreeMap;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The ids of a rendered page, in order. One text: there are many pages, and few ask for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ids(Box<str>);

impl Ids {
    /// Whether this is one of them.
    pub fn contains(&self, id: &str) -> bool {
        // Looked for at once, not line by line: each link to a fragment asks.
        let ids = self.0.as_bytes();
        memchr::memmem::find_iter(ids, id).any(|at| {
            let starts = at == 0 || ids[at - 1] == b'\n';
            starts && !id.is_empty() && ids.get(at + id.len()) == Some(&b'\n')
        })
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_terminator('\n')
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The ids of a page that is being written, each with the last number that was given to its like: a page may
/// have a thousand headings of the same text.
#[derive(Debug, Default)]
pub(crate) struct Anchors(BTreeMap<String, usize>);

impl Anchors {
    /// `wanted`, or `wanted-2`, `wanted-3`… if it is taken.
    pub(crate) fn claim(&mut self, wanted: String) -> String {
        let Some(&last) = self.0.get(&wanted) else {
            self.0.insert(wanted.clone(), 1);
            return wanted;
        };
        let mut number = last;
        loop {
            number += 1;
            let id = format!("{wanted}-{number}");
            if self.take(&id) {
                self.0.insert(wanted, number);
                return id;
            }
        }
    }

    /// Takes an id that the author chose; false if it is taken.
    pub(crate) fn take(&mut self, id: &str) -> bool {
        let is_free = !self.0.contains_key(id);
        if is_free {
            self.0.insert(id.to_owned(), 1);
        }
        is_free
    }

    pub(crate) fn into_ids(self) -> Ids {
        // No id holds a line end: HTML would not find it.
        Ids(self.0.into_keys().flat_map(|id| [id, "\n".to_owned()]).collect::<String>().into())
    }
}

/// A text as an id: lower case, without accents, one hyphen for whatever is neither letter nor digit.
/// `section` if nothing is left.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    let mut add = |symbol: char| {
        if !symbol.is_alphanumeric() {
            gap = true;
            return;
        }
        if std::mem::take(&mut gap) && !slug.is_empty() {
            slug.push('-');
        }
        match symbol {
            'œ' => slug.push_str("oe"),
            'æ' => slug.push_str("ae"),
            'ß' => slug.push_str("ss"),
            _ => slug.push(symbol),
        }
    };
    for symbol in text.chars() {
        match symbol {
            // Nearly every letter is one of these: the tables of Unicode are slow.
            'a'..='z' | '0'..='9' | ' ' => add(symbol),
            'A'..='Z' => add(symbol.to_ascii_lowercase()),
            _ => plain(symbol).for_each(&mut add),
        }
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// A letter without its accents, in lower case.
fn plain(symbol: char) -> impl Iterator<Item = char> {
    std::iter::once(symbol)
        .nfd()
        .filter(|&symbol| !is_combining_mark(symbol))
        .flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_what_one_would_type_without_accents() {
        assert_eq!(slug("Où et quand ?"), "ou-et-quand");
        assert_eq!(slug("L’œuvre : 300\u{202f}000\u{a0}€"), "l-oeuvre-300-000");
        assert_eq!(slug("…"), "section");
    }

    #[test]
    fn the_letters_that_are_not_looked_up_are_what_unicode_says() {
        for symbol in ('a'..='z').chain('A'..='Z').chain('0'..='9').chain([' ']) {
            let lower = plain(symbol).collect::<String>();
            assert_eq!(lower, symbol.to_ascii_lowercase().to_string());
        }
    }

    #[test]
    fn an_id_is_given_once() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.claim("a".to_owned()), "a");
        assert!(anchors.take("a-2"));
        assert_eq!(anchors.claim("a".to_owned()), "a-3");
        assert!(!anchors.take("a-3"));
    }
}
