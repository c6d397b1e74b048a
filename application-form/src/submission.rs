//! What came over the wire: names and texts, not yet believed.

use icu_properties::props::{BinaryProperty, DefaultIgnorableCodePoint};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroize;

/// The pairs of one url-encoded body, in their order. They are wiped from memory when nobody needs them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Submission(Vec<(String, String)>);

impl FromIterator<(String, String)> for Submission {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(pairs: T) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl Drop for Submission {
    fn drop(&mut self) {
        self.0.iter_mut().for_each(|(_, value)| value.zeroize());
    }
}

impl Submission {
    /// Every pair, as sent.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Every pair, as sent.
    pub fn into_pairs(mut self) -> impl Iterator<Item = (String, String)> {
        std::mem::take(&mut self.0).into_iter()
    }

    /// Every value under `name`, as sent.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Takes out all that was sent under `name`, and returns the first value.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let mut taken = self.0.extract_if(.., |(known, _)| known == name);
        let first = taken.next().map(|(_, value)| value);
        taken.for_each(drop);
        first
    }

    /// The same with another value under `name`.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.take(name);
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The first value under `name`, as sent; empty if there is none.
    pub fn first(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }
}

/// A text as it will be kept: NFC, line ends `\n`, trimmed, without what nobody sees ([`printable`]).
///
/// A tab becomes a space; vertical tab and form feed, which word processors paste, a line break.
/// Zero-width joiners stay: emoji and some scripts need them.
pub fn normalize(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut symbols = text.chars().filter(|&symbol| !is_dropped(symbol)).peekable();
    while let Some(symbol) = symbols.next() {
        kept.push(match symbol {
            '\r' => {
                symbols.next_if_eq(&'\n');
                '\n'
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' => ' ',
            symbol => symbol,
        });
    }
    // Only joiners, fillers and such: nothing that anyone could read.
    if kept.chars().all(shows_nothing) {
        return String::new();
    }
    kept.trim().nfc().collect()
}

/// Like [`normalize`], without the invisible characters that come along when a number or an address is
/// copied from a page or a letter. For answers that are not prose: joiners mean nothing in them.
pub fn normalize_visible(text: &str) -> String {
    let visible: String = normalize(text).chars().filter(|&symbol| !is_ignorable(symbol)).collect();
    // Once more: what stood at either side of a dropped character may now be trimmed or composed.
    normalize(&visible)
}

/// A text as it was typed, without the characters that nobody can see or remove.
pub fn printable(text: &str) -> String {
    text.chars().filter(|&symbol| !is_dropped(symbol)).collect()
}

/// Control characters that are neither space nor line end, those that could make a text read otherwise than
/// it is written (U+202A–E, U+2066–9), and the byte order mark and what it is when read the wrong way round.
fn is_dropped(symbol: char) -> bool {
    match symbol {
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' => true,
        symbol => symbol.is_control(),
    }
}

fn shows_nothing(symbol: char) -> bool {
    // The Braille cell without a dot is neither a space nor ignorable to Unicode.
    symbol.is_whitespace() || is_ignorable(symbol) || symbol == '\u{2800}'
}

/// Soft hyphens, joiners, directional marks, fillers: `Default_Ignorable_Code_Point` (UAX #44).
fn is_ignorable(symbol: char) -> bool {
    DefaultIgnorableCodePoint::for_char(symbol)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn line_ends_and_tabs_are_made_alike() {
        for (typed, kept) in [
            (" a\r\nb\rc\td\u{b}e\u{c}f\n ", "a\nb\nc d\ne\nf"),
            ("a\u{2028}b\u{2029}c", "a\nb\nc"),
            ("e\u{301}", "é"),
            (" \u{200d}\u{feff}", ""),
            ("👩\u{200d}🔧", "👩\u{200d}🔧"),
        ] {
            assert_eq!(normalize(typed), kept, "{typed:?}");
        }
    }

    #[test]
    fn what_nobody_sees_or_can_remove_is_dropped() {
        for (typed, kept) in [
            ("a\0b", "ab"),
            ("a\u{1b}[0mb", "a[0mb"),
            ("a\u{7f}b", "ab"),
            ("a\u{85}b", "ab"),
            ("a\u{9f}b", "ab"),
            ("a\u{202a}b\u{202c}c", "abc"),
            ("a\u{202e}b", "ab"),
            ("\u{2066}a\u{2069}b\u{2069}", "ab"),
            ("\u{feff}a\u{fffe}b", "ab"),
            ("a\r\0\nb", "a\nb"),
            ("e\u{7}\u{301}", "é"),
            ("\u{202e}\u{1}", ""),
            // Marks that belong to a script's own spelling, and what is no control at all.
            (
                "a\u{200e}b\u{200f}c\u{200c}d\u{ad}e\u{fffd}",
                "a\u{200e}b\u{200f}c\u{200c}d\u{ad}e\u{fffd}",
            ),
        ] {
            assert_eq!(normalize(typed), kept, "{typed:?}");
        }
    }

    #[test]
    fn what_is_typed_stays_as_it_is_but_for_that() {
        assert_eq!(printable(" \0a\r\n\tb\u{202e}\u{feff} "), " a\r\n\tb ");
    }

    #[test]
    fn a_text_that_shows_nothing_is_empty() {
        for symbol in
            ['\u{ad}', '\u{34f}', '\u{115f}', '\u{200b}', '\u{2800}', '\u{3164}', '\u{fe0f}']
        {
            assert_eq!(normalize(&format!("{symbol} \n{symbol}")), "", "{symbol:?}");
        }
        for shown in ["\u{2801}", "\u{fffd}", "."] {
            assert_eq!(normalize(shown), shown);
        }
    }

    #[test]
    fn a_number_or_an_address_keeps_only_what_can_be_seen() {
        for (typed, kept) in [
            (" \u{feff}a\u{200b}@b\u{ad}.fr \u{200e}", "a@b.fr"),
            ("e\u{200d}\u{301}", "é"),
            ("\u{202a}+33 4 67\u{202c}", "+33 4 67"),
            ("\u{2066}04 67\u{2069}", "04 67"),
        ] {
            assert_eq!(normalize_visible(typed), kept, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn a_normalized_text_normalizes_to_itself(text in any::<String>()) {
            let once = normalize(&text);
            prop_assert_eq!(normalize(&once), once.as_str());
            let once = normalize_visible(&text);
            prop_assert_eq!(normalize_visible(&once), once.as_str());
        }
    }
}
