//! Forms of a word: what one types for it, and what it is a form of.

use snowball_stemmers_rs::{Algorithm, Stemmer};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Knows which words of a language are forms of each other.
pub(super) struct Forms(Option<Stemmer>);

impl Forms {
    /// Of a language; each word stands for itself in one without rules.
    pub(super) fn of(language: &str) -> Self {
        let algorithm = match language.split('-').next().unwrap_or(language) {
            "ar" => Algorithm::Arabic,
            "ca" => Algorithm::Catalan,
            "cs" => Algorithm::Czech,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "en" => Algorithm::English,
            "eo" => Algorithm::Esperanto,
            "es" => Algorithm::Spanish,
            "et" => Algorithm::Estonian,
            "eu" => Algorithm::Basque,
            "fa" => Algorithm::Persian,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "ga" => Algorithm::Irish,
            "hi" => Algorithm::Hindi,
            "hu" => Algorithm::Hungarian,
            "hy" => Algorithm::Armenian,
            "id" => Algorithm::Indonesian,
            "it" => Algorithm::Italian,
            "lt" => Algorithm::Lithuanian,
            "ne" => Algorithm::Nepali,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "nl" => Algorithm::Dutch,
            "pl" => Algorithm::Polish,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sr" => Algorithm::Serbian,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            "uk" => Algorithm::Ukrainian,
            "yi" => Algorithm::Yiddish,
            _ => return Self(None),
        };
        Self(Some(Stemmer::create(algorithm)))
    }

    /// What a word is a form of; the rules want its accents.
    pub(super) fn stem(&self, word: &str) -> String {
        fold(&self.0.as_ref().map_or_else(|| word.into(), |stemmer| stemmer.stem(word)))
    }
}

/// A word in lower case as one types it without accents. The script folds what is typed alike.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for symbol in word.nfd().filter(|symbol| !is_combining_mark(*symbol)) {
        match symbol {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            symbol => folded.push(symbol),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (language, words) in [
            ("fr", &["audition", "auditions"][..]),
            ("fr", &["entreprise", "entreprises"]),
            ("fr", &["régional", "régionale", "régionaux"]),
            ("fr-CA", &["critère", "critères"]),
            ("en", &["hearing", "hearings"]),
            ("de", &["antrag", "anträge"]),
        ] {
            let forms = Forms::of(language);
            let stems: Vec<String> = words.iter().map(|word| forms.stem(word)).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{stems:?}");
        }
        assert_eq!(Forms::of("xx").stem("étés"), "etes");
    }

    #[test]
    fn a_word_is_typed_without_its_accents() {
        assert_eq!(fold("cœur"), "coeur");
        assert_eq!(fold("garçon"), "garcon");
        assert_eq!(fold("straße"), "strasse");
        assert_eq!(fold("ελληνικά"), "ελληνικα");
    }
}
