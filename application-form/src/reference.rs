//! The name an application goes by: what the applicant writes down and reads back over the telephone.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Digits 2 to 9 and the capitals without I, L and O, which a hurried hand turns into 1 and 0. There
/// are 31 of them, a prime: that is what makes the check symbol catch every single error.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// How much each symbol weighs in the sum that must be a multiple of 31; the last is the check symbol.
///
/// No weight is a multiple of 31, so one wrong symbol always changes the sum. No two are equal modulo
/// 31, so exchanging two different symbols does too, neighbours or not, across the dash or not.
const WEIGHTS: [usize; 8] = [8, 7, 6, 5, 4, 3, 2, 1];

/// The seven derived symbols can be told apart in so many ways: 31⁷, about 2^34.7.
const DERIVED: u64 = 31_u64.pow(7);

/// An application's public name, such as `BDP-7K2M-94X4`.
///
/// A prefix of two to five capitals, seven derived symbols and one check symbol: any single error and
/// any exchange of two symbols is caught. 31⁷ names are enough for a clash to be rare, not impossible;
/// the store notices. A reference identifies, it never authorises.
///
/// Displays strictly, with its dashes; reads forgivingly: case, spaces and dashes do not matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

/// The text is not a reference: its shape, a symbol or the check symbol is wrong.
///
/// It does not repeat the text, which may come from an address typed by anyone and go to a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a reference looks like `BDP-XXXX-XXXX` and its last symbol confirms the others")]
pub struct NotAReference;

impl Reference {
    /// The reference that `bytes`, the output of a MAC, stand for.
    ///
    /// The prefix is the definition's, which only accepts two to five capitals. Of the bytes the first
    /// eight count: 2^64 is so much more than 31⁷ that no reference is likelier than another by more
    /// than one part in 2^29.
    pub fn from_bytes(prefix: &str, bytes: &[u8; 32]) -> Self {
        debug_assert!(is_prefix(prefix.as_bytes()), "a definition's prefix is 2 to 5 capitals");
        let (first, _) = bytes.split_first_chunk().expect("32 bytes are more than 8");
        let mut rest = u64::from_be_bytes(*first) % DERIVED;
        let mut symbols = [0; 8];
        for symbol in &mut symbols[..7] {
            *symbol = usize::try_from(rest % 31).expect("below 31");
            rest /= 31;
        }
        symbols[7] = (31 - weighted_sum(&symbols) % 31) % 31;
        Self::display(prefix, symbols.map(|symbol| ALPHABET[symbol]))
    }

    /// Reads a reference that must have this prefix.
    pub fn parse(prefix: &str, text: &str) -> Result<Self, NotAReference> {
        text.parse::<Self>()?.with_prefix(prefix)
    }

    /// The strict form, as displayed and as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn with_prefix(self, prefix: &str) -> Result<Self, NotAReference> {
        let same = self.0.split('-').next() == Some(prefix);
        if same { Ok(self) } else { Err(NotAReference) }
    }

    fn display(prefix: &str, symbols: [u8; 8]) -> Self {
        let symbols: String = symbols.iter().map(|&symbol| char::from(symbol)).collect();
        Self(format!("{prefix}-{}-{}", &symbols[..4], &symbols[4..]))
    }
}

impl FromStr for Reference {
    type Err = NotAReference;

    /// Whatever its prefix: the secretariat opens references of any form.
    fn from_str(text: &str) -> Result<Self, NotAReference> {
        let letters: String = text
            .chars()
            .filter(|symbol| !symbol.is_whitespace() && !is_dash(*symbol))
            .map(|symbol| symbol.to_ascii_uppercase())
            .collect();
        let (prefix, symbols) = letters.as_bytes().split_last_chunk::<8>().ok_or(NotAReference)?;
        let mut values = [0; 8];
        for (value, symbol) in values.iter_mut().zip(symbols) {
            *value = ALPHABET.iter().position(|known| known == symbol).ok_or(NotAReference)?;
        }
        if is_prefix(prefix) && weighted_sum(&values).is_multiple_of(31) {
            Ok(Self::display(&letters[..prefix.len()], *symbols))
        } else {
            Err(NotAReference)
        }
    }
}

fn weighted_sum(symbols: &[usize; 8]) -> usize {
    symbols.iter().zip(WEIGHTS).map(|(symbol, weight)| symbol * weight).sum()
}

fn is_prefix(letters: &[u8]) -> bool {
    (2..=5).contains(&letters.len()) && letters.iter().all(u8::is_ascii_uppercase)
}

/// What word processors and telephones make of a dash.
fn is_dash(symbol: char) -> bool {
    matches!(symbol, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<String> for Reference {
    type Error = NotAReference;

    fn try_from(text: String) -> Result<Self, NotAReference> {
        text.parse()
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The places of the eight symbols in `BDP-XXXX-XXXX`.
    const PLACES: [usize; 8] = [4, 5, 6, 7, 9, 10, 11, 12];

    fn reference(seed: u64) -> Reference {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_be_bytes());
        Reference::from_bytes("BDP", &bytes)
    }

    fn with(reference: &Reference, place: usize, symbol: u8) -> String {
        let mut text = reference.to_string().into_bytes();
        text[place] = symbol;
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn the_smallest_and_the_largest_derivation_are_spelt_out() {
        assert_eq!(reference(0).to_string(), "BDP-2222-2222");
        assert_eq!(reference(DERIVED).to_string(), "BDP-2222-2222");
        assert_eq!(reference(DERIVED - 1).to_string(), "BDP-ZZZZ-ZZZ6");
        assert_eq!(reference(1).to_string(), "BDP-3222-222S");
        assert!(
            "BDP-7K2M-94X4".parse::<Reference>().is_ok(),
            "the example in the documentation is one"
        );
    }

    #[test]
    fn no_two_weights_are_equal_and_none_is_zero_modulo_31() {
        for (at, weight) in WEIGHTS.iter().enumerate() {
            assert_ne!(weight % 31, 0);
            assert!(WEIGHTS[at + 1..].iter().all(|other| (weight - other) % 31 != 0));
        }
    }

    #[test]
    fn case_spaces_and_dashes_do_not_matter() {
        for text in
            ["BDP-3222-222S", "bdp-3222-222s", " BDP 3222 222S\n", "bdp3222222s", "B DP–3222—222S"]
        {
            assert_eq!(Reference::parse("BDP", text), Ok(reference(1)), "{text:?}");
        }
    }

    #[test]
    fn look_alikes_other_prefixes_and_other_lengths_are_refused() {
        for text in [
            "",
            "BDP",
            "BDP-3222-222",
            "BDP-3222-222S2",
            "XYZ-3222-222S",
            "BD1-3222-222S",
            "3222-222S",
            "BDP-3222-222I",
            "BDP-3222-222l",
            "BDP-O222-2222",
            "BDP-1222-2222",
            "BDP-3222-222é",
            "BDP_3222_222S",
            "BDP-2222-2223",
        ] {
            assert_eq!(Reference::parse("BDP", text), Err(NotAReference), "{text:?}");
        }
        assert!("BRDGPB-3222-222S".parse::<Reference>().is_err());
        assert!("B-3222-222S".parse::<Reference>().is_err());
    }

    #[test]
    fn every_exchange_of_neighbours_is_caught_for_every_pair_of_symbols() {
        for (first, second) in (0..8).zip(1..8) {
            for (low, high) in (0..31).flat_map(|low| (0..31).map(move |high| (low, high))) {
                let mut symbols = [0; 8];
                (symbols[first], symbols[second]) = (low, high);
                let before = weighted_sum(&symbols);
                symbols.swap(first, second);
                let caught = !before.abs_diff(weighted_sum(&symbols)).is_multiple_of(31);
                assert_eq!(caught, low != high, "{first} {low} {high}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_issued_reference_can_be_read_back(seed: u64) {
            let reference = reference(seed);
            prop_assert_eq!(Reference::parse("BDP", &reference.to_string()), Ok(reference.clone()));
            let json = serde_json::to_string(&reference).unwrap();
            prop_assert_eq!(serde_json::from_str::<Reference>(&json).unwrap(), reference);
        }

        #[test]
        fn no_single_wrong_symbol_ever_passes(seed: u64) {
            let reference = reference(seed);
            for place in PLACES {
                for &symbol in ALPHABET {
                    let text = with(&reference, place, symbol);
                    let unchanged = text == reference.as_str();
                    prop_assert_eq!(text.parse::<Reference>().is_ok(), unchanged, "{}", text);
                }
            }
        }

        #[test]
        fn no_exchange_of_two_symbols_ever_passes(seed: u64) {
            let reference = reference(seed);
            for (first, second) in PLACES.into_iter().zip(PLACES.into_iter().skip(1)) {
                let mut text = reference.to_string().into_bytes();
                text.swap(first, second);
                let text = String::from_utf8(text).unwrap();
                let unchanged = text == reference.as_str();
                prop_assert_eq!(text.parse::<Reference>().is_ok(), unchanged, "{}", text);
            }
        }

        #[test]
        fn no_text_panics(text: String, prefix in "\\PC{0,6}") {
            let _ = Reference::parse(&prefix, &text);
        }
    }
}
