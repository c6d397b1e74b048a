//! Peers who may have to do with a firm: proposed to a person, who confirms or dismisses each, once.
//!
//! | compared | with |
//! | --- | --- |
//! | the answer about who must not sit | a peer's name, firm and ties, word by word |
//! | the firm's name | a peer's firm and ties, word by word |
//! | SIREN | the same |
//! | sector and department | both the same |
//! | e-mail domain | the same, unless many share it |
//!
//! Words are compared without accents and case, in any order; from six letters on, two letters may differ. The same
//! network is no conflict. A dismissal stays until the firm's answers, or who the peer is, change.

use super::search::folded;
use crate::{
    cases::{
        case::{
            Case, EXCLUSIONS, Exclusions,
            suggestion::{ConflictMark, ConflictSuggestion, SuggestionAnswer},
        },
        roster::{Roster, RosterPeer},
    },
    journal::act::PeerData,
};

/// A word of fewer letters is in too many names.
const SHORTEST_WORD: usize = 3;

/// From so many letters on, [`MOST_DIFFERENT`] of them may differ.
const LONG_WORD: usize = 6;

/// Letters that are more, fewer or others.
const MOST_DIFFERENT: usize = 2;

/// Words that tell no firm from another.
const COMMON_WORDS: [&str; 28] = [
    "association",
    "avec",
    "client",
    "clients",
    "concurrent",
    "concurrents",
    "dans",
    "des",
    "entreprise",
    "eurl",
    "fournisseur",
    "fournisseurs",
    "france",
    "groupe",
    "les",
    "mandat",
    "monsieur",
    "madame",
    "mme",
    "participation",
    "pour",
    "principal",
    "sarl",
    "sas",
    "sasu",
    "scop",
    "societe",
    "une",
];

/// Domains of e-mail addresses that many share.
const SHARED_DOMAINS: [&str; 17] = [
    "free.fr",
    "gmail.com",
    "gmx.fr",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "laposte.net",
    "live.fr",
    "neuf.fr",
    "orange.fr",
    "outlook.com",
    "outlook.fr",
    "proton.me",
    "protonmail.com",
    "sfr.fr",
    "wanadoo.fr",
    "yahoo.fr",
];

/// Notes in each case which peers are proposed. Where the answer meets one who was never looked at, it is open again.
pub fn note(cases: &mut [Case], roster: &Roster) {
    for case in cases.iter_mut().filter(|case| case.is_there() && case.contents.is_some()) {
        case.suggestions = suggestions(case, roster);
        let is_open = case.suggestions.iter().any(ConflictSuggestion::is_open_answer);
        if is_open && case.exclusions == Exclusions::Treated {
            case.exclusions = Exclusions::Open;
        }
    }
}

fn suggestions(case: &Case, roster: &Roster) -> Vec<ConflictSuggestion> {
    let found = roster.peers.values().filter_map(|peer| {
        let marks = marks(case, &peer.data);
        let answer = answer(case, peer);
        let peer = peer.data.id.clone();
        (!marks.is_empty()).then_some(ConflictSuggestion { peer, marks, answer })
    });
    found.collect()
}

fn answer(case: &Case, peer: &RosterPeer) -> SuggestionAnswer {
    let id = &peer.data.id;
    let changed_at = Some(peer.changed_at).max(case.answers_changed_at);
    let dismissed_at = case.dismissed.get(id).copied();
    if case.excluded.contains(id) {
        SuggestionAnswer::Confirmed
    } else if dismissed_at.is_some() && dismissed_at > changed_at {
        SuggestionAnswer::Dismissed
    } else {
        SuggestionAnswer::Open
    }
}

fn marks(case: &Case, peer: &PeerData) -> Vec<ConflictMark> {
    let PeerData { name, siren, firm, sector, department, email, links, .. } = peer;
    let mut ties = words(&links.join(" "));
    ties.extend(words(firm.as_deref().unwrap_or_default()));
    let mut known = words(name);
    known.extend(ties.iter().cloned());
    let asked = words(case.answer(EXCLUSIONS).unwrap_or_default());
    let own = words(case.firm().unwrap_or_default());

    let mut marks = Vec::new();
    marks.extend(alike(&asked, &known).map(|(answer, peer)| ConflictMark::Answer { answer, peer }));
    marks.extend(alike(&own, &ties).map(|(firm, peer)| ConflictMark::Firm { firm, peer }));
    if siren.is_some() && siren.as_deref() == case.answer("siren") {
        marks.push(ConflictMark::Siren);
    }
    let place = department.as_deref();
    if place.is_some()
        && place == case.answer("departement")
        && Some(sector.as_str()) == case.answer("secteur")
    {
        marks.push(ConflictMark::SectorAndDepartment);
    }
    let domains = (email.as_deref().and_then(domain), case.answer("courriel").and_then(domain));
    if domains.0.is_some() && domains.0 == domains.1 {
        marks.push(ConflictMark::EmailDomain);
    }
    marks
}

/// The words of a text that tell one name from another, without accents and case.
fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    let words = folded.split(|symbol: char| !symbol.is_alphanumeric());
    let telling =
        words.filter(|word| word.chars().count() >= SHORTEST_WORD && !COMMON_WORDS.contains(word));
    telling.map(str::to_owned).collect()
}

/// The first two words that may be the same.
fn alike(ours: &[String], theirs: &[String]) -> Option<(String, String)> {
    let mut pairs = ours.iter().flat_map(|our| theirs.iter().map(move |their| (our, their)));
    let pair = pairs.find(|(our, their)| may_be_the_same(our, their))?;
    Some((pair.0.clone(), pair.1.clone()))
}

fn may_be_the_same(one: &str, other: &str) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    one == other || (shorter >= LONG_WORD && strsim::levenshtein(one, other) <= MOST_DIFFERENT)
}

/// What stands after the @, unless many share it.
fn domain(address: &str) -> Option<String> {
    let (_, domain) = address.rsplit_once('@')?;
    let domain = domain.trim().to_lowercase();
    (!domain.is_empty() && !SHARED_DOMAINS.contains(&domain.as_str())).then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_without_accents_in_any_order_and_two_letters_apart() {
        for (answer, name, expected) in [
            ("Dominique Léger", "LEGER Dominique", Some(("dominique", "dominique"))),
            ("M. Blanvilain", "Grégory Blanvillain", Some(("blanvilain", "blanvillain"))),
            ("Blanvil", "Blanvillain", None),
            ("Société Herault Bois", "Hérault-Bois SARL", Some(("herault", "herault"))),
            ("Durant", "Durand", Some(("durant", "durand"))),
            // Too short to be mistyped.
            ("Petip", "Petit", None),
            ("la société", "Société des Étangs", None),
            ("", "Durand", None),
        ] {
            let found = alike(&words(answer), &words(name));
            let expected = expected.map(|(one, other)| (one.to_owned(), other.to_owned()));
            assert_eq!(found, expected, "{answer}, {name}");
        }
    }

    #[test]
    fn a_domain_that_many_share_is_no_mark() {
        for (address, expected) in [
            ("a@Exemple.fr", Some("exemple.fr")),
            ("a@gmail.com", None),
            ("exemple.fr", None),
            ("a@", None),
        ] {
            assert_eq!(domain(address).as_deref(), expected, "{address}");
        }
    }
}
