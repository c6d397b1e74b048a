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

    /// What [`claim`](Self::claim) would return.
    pub(crate) fn would_be(&self, wanted: &str) -> String {
        let Some(last) = self.0.get(wanted) else { return wanted.to_owned() };
        let mut numbered = (last + 1..).map(|number| format!("{wanted}-{number}"));
        numbered.find(|id| !self.0.contains_key(id)).expect("numbers do not end")
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
        let mut ids = String::with_capacity(self.0.keys().map(|id| id.len() + 1).sum());
        for id in self.0.keys() {
            // No id holds a line end: HTML would not find it.
            ids.push_str(id);
            ids.push('\n');
        }
        Ids(ids.into())
    }
}

/// A text as an id: lower case, without accents, one hyphen for whatever is neither letter nor digit.
/// `section` if nothing is left.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    let mut rest = text;
    while let Some(symbol) = rest.chars().next() {
        // Nearly every letter is one of these, and whole words are: the tables of Unicode are slow.
        let is_kept = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let kept = rest.bytes().take_while(is_kept).count();
        if kept > 0 {
            add(&mut slug, &mut gap, &rest[..kept]);
            rest = &rest[kept..];
            continue;
        }
        rest = &rest[symbol.len_utf8()..];
        if symbol == ' ' {
            gap = true;
            continue;
        }
        for symbol in plain(symbol) {
            match symbol {
                'œ' => add(&mut slug, &mut gap, "oe"),
                'æ' => add(&mut slug, &mut gap, "ae"),
                'ß' => add(&mut slug, &mut gap, "ss"),
                _ if symbol.is_alphanumeric() => {
                    add(&mut slug, &mut gap, symbol.encode_utf8(&mut [0; 4]));
                }
                _ => gap = true,
            }
        }
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// Adds letters, after a hyphen if they follow a gap.
fn add(slug: &mut String, gap: &mut bool, letters: &str) {
    if std::mem::take(gap) && !slug.is_empty() {
        slug.push('-');
    }
    slug.push_str(letters);
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
        for symbol in ('a'..='z').chain('0'..='9').chain([' ']) {
            assert_eq!(plain(symbol).collect::<String>(), symbol.to_string());
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
