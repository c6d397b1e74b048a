//! Applications of one firm: the same SIREN, the same e-mail address, or the same name and postal code.

use std::collections::BTreeMap;

use super::search::folded;
use crate::{cases::case::Case, cli::words::State};

/// What two applications of one firm have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Siren(String),
    Email(String),
    NameAndPostalCode(String, String),
}

/// Notes in each case which others are of the same firm, in the order of the cases. Nothing ever tells the sender.
pub fn note(cases: &mut [Case]) {
    let mut by_mark: BTreeMap<Mark, Vec<usize>> = BTreeMap::new();
    for (at, case) in cases.iter().enumerate() {
        for mark in marks(case) {
            by_mark.entry(mark).or_default().push(at);
        }
    }
    let mut others: Vec<Vec<usize>> = vec![Vec::new(); cases.len()];
    for same in by_mark.values() {
        for one in same {
            others[*one].extend(same.iter().filter(|other| *other != one));
        }
    }
    for (at, mut same) in others.into_iter().enumerate() {
        same.sort_unstable();
        same.dedup();
        cases[at].duplicates = same.iter().map(|other| cases[*other].reference.clone()).collect();
    }
}

fn marks(case: &Case) -> Vec<Mark> {
    // A robot's is no firm's.
    if case.state == State::Discarded {
        return Vec::new();
    }
    let siren = case.answer("siren").map(|siren| Mark::Siren(siren.to_owned()));
    let email = case.answer("courriel").map(|email| Mark::Email(email.to_lowercase()));
    let name = case.firm().map(normalised).filter(|name| !name.is_empty());
    let place = name.zip(case.answer("code_postal"));
    let place = place.map(|(name, code)| Mark::NameAndPostalCode(name, code.to_owned()));
    [siren, email, place].into_iter().flatten().collect()
}

/// A firm's name without accents, case, signs, and the words for its legal form.
fn normalised(name: &str) -> String {
    const LEGAL_FORMS: [&str; 9] =
        ["sarl", "sas", "sasu", "eurl", "sa", "sci", "scop", "snc", "ste"];
    let folded = folded(name).replace('.', "");
    let words = folded.split(|symbol: char| !symbol.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && !LEGAL_FORMS.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firms_name_is_the_same_however_it_is_written() {
        for name in [
            "Société des Étangs",
            "SOCIETE DES ETANGS",
            "SARL Société  des-étangs",
            "société des étangs (S.A.R.L.)",
        ] {
            assert_eq!(normalised(name), "societe des etangs", "{name}");
        }
        assert_eq!(normalised("S.A.R.L."), "");
        assert_ne!(normalised("Étangs 1"), normalised("Étangs 2"));
    }
}
