//! A phrase of five French words, drawn at random, to protect a key.

use std::sync::LazyLock;

use age::secrecy::SecretString;
use rand_core::{OsRng, RngCore};
use zeroize::Zeroizing;

/// Plain words of three to eight letters, one a line, without accents: whoever knows French writes them as they sound
/// in her ear, on any keyboard.
const WORDS: &str = include_str!("words.txt");

/// How many words a phrase has.
pub const LENGTH: usize = 5;

/// How many there are to draw from: a power of two, so that each is as likely as another.
pub const CHOICE: usize = 2_048;

/// Of a phrase: 5 × log2(2,048) = 5 × 11. At a second a guess, half of them take 500 million years.
pub const ENTROPY_BITS: u32 = 5 * 11;

static LIST: LazyLock<Vec<&str>> = LazyLock::new(|| WORDS.lines().collect());

/// Another one each time, its words apart by one space.
pub fn draw() -> SecretString {
    // Longer than any phrase: one that grows leaves copies of what it was.
    let mut phrase = Zeroizing::new(String::with_capacity(64));
    for number in 0..LENGTH {
        if number > 0 {
            phrase.push(' ');
        }
        let drawn = usize::try_from(OsRng.next_u32()).expect("32 bits fit");
        phrase.push_str(LIST[drawn % CHOICE]);
    }
    SecretString::from(phrase.as_str())
}

/// A phrase as somebody types it back: capitals, hyphens and more spaces do not count.
pub fn normal(typed: &str) -> Zeroizing<String> {
    let lower = Zeroizing::new(typed.to_lowercase().replace(['-', ','], " "));
    let mut normal = Zeroizing::new(String::with_capacity(lower.len()));
    for word in lower.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.push_str(word);
    }
    normal
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use age::secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn the_words_are_as_many_as_the_entropy_says_and_all_plain() {
        assert_eq!(LIST.len(), CHOICE);
        assert_eq!(CHOICE.ilog2() * u32::try_from(LENGTH).unwrap(), ENTROPY_BITS);
        assert_eq!(LIST.iter().collect::<BTreeSet<_>>().len(), CHOICE, "each once");
        assert!(LIST.is_sorted());
        for word in LIST.iter() {
            let plain = word.bytes().all(|letter| letter.is_ascii_lowercase());
            assert!(plain && (3..=8).contains(&word.len()), "{word}");
        }
    }

    #[test]
    fn a_phrase_has_five_words_of_the_list_and_is_never_the_same() {
        let drawn: BTreeSet<String> = (0..100).map(|_| draw().expose_secret().to_owned()).collect();

        assert_eq!(drawn.len(), 100);
        for phrase in &drawn {
            let words: Vec<_> = phrase.split(' ').collect();
            assert_eq!(words.len(), LENGTH, "{phrase}");
            assert!(words.iter().all(|word| LIST.binary_search(word).is_ok()), "{phrase}");
        }
        let words: BTreeSet<_> = drawn.iter().flat_map(|phrase| phrase.split(' ')).collect();
        assert!(words.len() > 300, "500 draws of 2,048 words give 440 on average: {}", words.len());
    }

    #[test]
    fn what_is_typed_back_may_look_otherwise() {
        for typed in ["sapin lune", " Sapin  LUNE\n", "sapin-lune", "sapin, lune"] {
            assert_eq!(*normal(typed), "sapin lune", "{typed:?}");
        }
    }
}
