//! What of a page readers can search.

use std::collections::BTreeMap;

use crate::{
    content::page::Page,
    render::markdown::{self, Heading},
};

/// Stands in a page where the search goes, which all other pages decide. Reserved for private use, so that no page
/// holds it.
pub const HOLE: &str = "\u{e004}";

/// The words of a page, and the headings that a list from A to Z shows.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Searched {
    /// Each word once, in lower case, in a line that begins with its [`Weight`].
    words: Box<str>,
    /// Those of its prose.
    pub headings: Vec<Heading>,
}

/// Where a word stands: what says more about a page counts more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Anywhere.
    Text = 0,
    /// In a heading, or in the description.
    Heading = 1,
    /// In the page's title.
    Title = 2,
}

impl Searched {
    /// Of a page, and its prose as HTML.
    pub fn of(page: &Page, headings: &[Heading], prose: &str) -> Self {
        let mut words: BTreeMap<String, Weight> = BTreeMap::new();
        let mut note = |text: &str, weight: Weight| {
            for word in words_of(text) {
                let known = words.entry(word).or_insert(weight);
                *known = (*known).max(weight);
            }
        };
        note(&page.title, Weight::Title);
        note(&page.description, Weight::Heading);
        for heading in headings {
            note(&heading.text, Weight::Heading);
        }
        note(&markdown::text_of(prose), Weight::Text);
        let lines = words.iter().flat_map(|(word, weight)| {
            let weight = ["0", "1", "2"][*weight as usize];
            [weight, word.as_str(), "\n"]
        });
        let words: String = lines.collect();
        let headings = headings.iter().filter(|it| (2..=3).contains(&it.level)).cloned().collect();
        Self { words: words.into(), headings }
    }

    /// Each word, and what it says about the page.
    pub fn words(&self) -> impl Iterator<Item = (&str, Weight)> {
        self.words.lines().filter_map(|line| {
            let weight = match line.as_bytes().first()? {
                b'0' => Weight::Text,
                b'1' => Weight::Heading,
                _ => Weight::Title,
            };
            Some((&line[1..], weight))
        })
    }
}

/// The words of a text, in lower case: letters and digits that follow each other. One letter alone is none, as in
/// `l'audition`.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|symbol: char| !symbol.is_alphanumeric());
    let is_word = |word: &&str| {
        let mut symbols = word.chars();
        // What a script writes without spaces is a sentence, which nobody looks for as a whole.
        let length = symbols.by_ref().take(LONGEST + 1).count();
        length > 1 && length <= LONGEST || word.bytes().any(|byte| byte.is_ascii_digit())
    };
    words.filter(is_word).map(str::to_lowercase)
}

/// How many letters a word may have.
const LONGEST: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_and_digits_that_follow_each_other() {
        let words: Vec<String> =
            words_of("L’Été d'un cœur, à 300 000 € (n° 7) – ÉTÉ_2026").collect();
        assert_eq!(words, ["été", "un", "cœur", "300", "000", "7", "été", "2026"]);
        assert_eq!(words_of(&"a".repeat(41)).count(), 0);
    }
}
