//! Finds an application by what somebody says on the telephone: accents and case are ignored.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::cases::case::Case;

/// A text without accents and case, blanks of any kind as one space.
pub fn folded(text: &str) -> String {
    let plain: String = text.nfkd().filter(|symbol| !is_combining_mark(*symbol)).collect();
    let plain = plain.to_lowercase().replace('œ', "oe").replace('æ', "ae").replace('’', "'");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Case {
    /// Whether a text is in its firm's name, the person's, the e-mail address or the reference, each word of it in one
    /// of them; or is part of its SIREN, blanks aside.
    pub fn matches(&self, text: &str) -> bool {
        let sought = folded(text);
        if sought.is_empty() {
            return false;
        }
        let digits: String = sought.chars().filter(|symbol| !symbol.is_whitespace()).collect();
        let is_number = digits.chars().all(|digit| digit.is_ascii_digit());
        let siren = self.answer("siren").unwrap_or_default();
        if is_number && digits.len() >= SHORTEST_NUMBER && siren.contains(&digits) {
            return true;
        }
        let fields = ["raison_sociale", "prenom", "nom", "courriel"];
        let mut known: Vec<String> =
            fields.iter().filter_map(|field| self.answer(field)).map(folded).collect();
        let reference = folded(self.reference.as_str());
        known.push(reference.replace('-', ""));
        known.push(reference);
        sought.split(' ').all(|word| known.iter().any(|field| field.contains(word)))
    }
}

/// Fewer digits than these are in nearly every SIREN.
const SHORTEST_NUMBER: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_blanks_are_ignored() {
        for (text, expected) in [
            ("  Société\u{a0}des \n ÉTANGS ", "societe des etangs"),
            ("Cœur d’Hérault", "coeur d'herault"),
            ("e\u{301}", "e"),
            ("", ""),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }
}
