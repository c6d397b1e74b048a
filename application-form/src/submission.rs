//! What came over the wire: names and texts, not yet believed.

use icu_properties::props::{BinaryProperty, DefaultIgnorableCodePoint};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroize;

/// The pairs of one url-encoded body, in their order. They are wiped from memory when nobody needs them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Submission(Vec<(String, String)>);

/// A control character that no keyboard types, or one that would reorder the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an unexpected control character")]
pub struct ControlCharacter;

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

    /// The first value under `name`, as sent; empty if there is none.
    pub fn first(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }
}

/// A text as it will be kept: NFC, line ends `\n`, trimmed.
///
/// A tab becomes a space; vertical tab and form feed, which word processors paste, a line break.
/// Zero-width joiners stay: emoji and some scripts need them.
///
/// # Errors
///
/// Other control characters, and the bidirectional ones (U+202A–E, U+2066–9) that could make a text read
/// otherwise than it is written.
pub fn normalize(text: &str) -> Result<String, ControlCharacter> {
    let mut kept = String::with_capacity(text.len());
    let mut symbols = text.chars().peekable();
    while let Some(symbol) = symbols.next() {
        kept.push(match symbol {
            '\r' => {
                symbols.next_if_eq(&'\n');
                '\n'
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' => ' ',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => return Err(ControlCharacter),
            symbol if symbol.is_control() => return Err(ControlCharacter),
            symbol => symbol,
        });
    }
    // Only joiners, fillers and such: nothing that anyone could read.
    if kept.chars().all(shows_nothing) {
        return Ok(String::new());
    }
    Ok(kept.trim().nfc().collect())
}

/// Like [`normalize`], without the invisible characters that come along when a number or an address is
/// copied from a page or a letter. For answers that are not prose: joiners mean nothing in them.
///
/// # Errors
///
/// As [`normalize`]: what could make a text read otherwise is refused, not dropped.
pub fn normalize_visible(text: &str) -> Result<String, ControlCharacter> {
    let visible: String =
        normalize(text)?.chars().filter(|&symbol| !is_ignorable(symbol)).collect();
    // Once more: what stood at either side of a dropped character may now be trimmed or composed.
    normalize(&visible)
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
        assert_eq!(normalize(" a\r\nb\rc\td\u{b}e\u{c}f\n ").unwrap(), "a\nb\nc d\ne\nf");
        assert_eq!(normalize("a\u{2028}b\u{2029}c").unwrap(), "a\nb\nc");
        assert_eq!(normalize("e\u{301}").unwrap(), "é");
        assert_eq!(normalize(" \u{200d}\u{feff}").unwrap(), "");
        assert_eq!(normalize("👩\u{200d}🔧").unwrap(), "👩\u{200d}🔧");
    }

    #[test]
    fn a_text_that_shows_nothing_is_empty() {
        for symbol in
            ['\u{ad}', '\u{34f}', '\u{115f}', '\u{200b}', '\u{2800}', '\u{3164}', '\u{fe0f}']
        {
            assert_eq!(normalize(&format!("{symbol} \n{symbol}")).unwrap(), "", "{symbol:?}");
        }
        for shown in ["\u{2801}", "\u{fffd}", "."] {
            assert_eq!(normalize(shown).unwrap(), shown);
        }
    }

    #[test]
    fn a_number_or_an_address_keeps_only_what_can_be_seen() {
        assert_eq!(normalize_visible(" \u{feff}a\u{200b}@b\u{ad}.fr \u{200e}").unwrap(), "a@b.fr");
        assert_eq!(normalize_visible("e\u{200d}\u{301}").unwrap(), "é");
        assert_eq!(normalize_visible("a\u{202e}b"), Err(ControlCharacter));
    }

    #[test]
    fn control_characters_are_refused() {
        for symbol in ['\0', '\u{1b}', '\u{7f}', '\u{85}', '\u{202e}', '\u{2066}'] {
            assert_eq!(normalize(&format!("a{symbol}b")), Err(ControlCharacter), "{symbol:?}");
        }
    }

    proptest! {
        #[test]
        fn a_normalized_text_normalizes_to_itself(text in any::<String>()) {
            if let Ok(once) = normalize(&text) {
                prop_assert_eq!(normalize(&once).unwrap(), once);
            }
            if let Ok(once) = normalize_visible(&text) {
                prop_assert_eq!(normalize_visible(&once).unwrap(), once);
            }
        }
    }
}
