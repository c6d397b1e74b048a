//! "Did you mean": the known word nearest to a mistyped one.

mod bounds;

use std::borrow::Cow;

use bounds::{Letters, Pattern};

/// `did you mean …?`, or the list of what is known when nothing is near.
pub fn help<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    let mut met = std::collections::BTreeSet::new();
    known.retain(|name| met.insert(*name));
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "remove it".to_owned(),
        None => format!("known here: {}", known.join(", ")),
    }
}

/// The known word nearest to `word`, if any is near: at most a third of its letters differ, and one of a
/// short word. Of two that are equally near, the one that comes first in the alphabet.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut wanted = None;
    let mut nearest = None;
    for candidate in known {
        // Of most pairs, the lengths tell; those of texts outside ASCII are not so quickly known.
        let lengths = (word.len(), candidate.len());
        let is_ascii = word.is_ascii() && candidate.is_ascii();
        if is_ascii && lengths.0.abs_diff(lengths.1) > allowed(lengths.0.max(lengths.1)) {
            continue;
        }
        let wanted = wanted.get_or_insert_with(|| Wanted::of(word));
        wanted.compare(candidate, &Letters::of(&lower(candidate)), &mut nearest);
    }
    nearest.map(|(_, candidate)| candidate)
}

/// Many names, among which many are looked for that are not there: what is far is passed by its letters alone.
#[derive(Clone, Debug, Default)]
pub struct Index {
    names: Vec<String>,
    letters: Vec<Letters>,
}

impl Index {
    /// Of these names, in any order.
    pub fn of(names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        let letters = names.iter().map(|name| Letters::of(&lower(name))).collect();
        Self { names, letters }
    }

    /// As [`nearest`] finds it among all of them.
    pub fn nearest(&self, word: &str) -> Option<&str> {
        let wanted = Wanted::of(word);
        let distances = self.letters.iter().map(|letters| letters.least_distance(&wanted.letters));
        let distances: Vec<u8> = distances.collect();
        let mut nearest: Option<(usize, &str)> = None;
        // Those whose letters differ least first: none of the others can be nearer than what is found.
        for distance in 0..=u8::MAX {
            let done = nearest.is_some_and(|(found, _)| found < usize::from(distance));
            if done || usize::from(distance) > wanted.length + 1 {
                break;
            }
            for at in memchr::memchr_iter(distance, &distances) {
                wanted.compare(&self.names[at], &self.letters[at], &mut nearest);
            }
        }
        nearest.map(|(_, candidate)| candidate)
    }
}

/// A word that nobody knows.
struct Wanted {
    lower: String,
    length: usize,
    letters: Letters,
    pattern: Pattern,
}

impl Wanted {
    fn of(word: &str) -> Self {
        let lower = word.to_lowercase();
        let (letters, pattern) = (Letters::of(&lower), Pattern::of(&lower));
        Self { length: lower.chars().count(), letters, pattern, lower }
    }

    /// Keeps a candidate if it is near, and nearer than what is known so far.
    fn compare<'a>(
        &self,
        candidate: &'a str,
        letters: &Letters,
        nearest: &mut Option<(usize, &'a str)>,
    ) {
        let ending = common_ending(&self.lower, candidate);
        let allowed = allowed(candidate.chars().count().max(self.length) - ending);
        let wanted = nearest.map_or(allowed, |(distance, _)| distance.min(allowed));
        if usize::from(letters.least_distance(&self.letters)) > wanted {
            return;
        }
        let lower = lower(candidate);
        if self.pattern.least_distance(&lower) > wanted {
            return;
        }
        let distance = strsim::damerau_levenshtein(&self.lower, &lower);
        let found = (distance, candidate);
        if distance <= wanted && nearest.is_none_or(|nearest| found < nearest) {
            *nearest = Some(found);
        }
    }
}

/// How many characters of two names of files are the ending that both have, `.html`: it makes none like the other. The
/// names of folders are the author's own, and do.
fn common_ending(word: &str, candidate: &str) -> usize {
    fn ending(name: &str) -> Option<&str> {
        name.rfind('.').filter(|dot| *dot > 0).map(|dot| &name[dot..])
    }
    let both = ending(word).zip(ending(candidate));
    let is_one = |(own, other): &(&str, &str)| own.eq_ignore_ascii_case(other);
    both.filter(is_one).map_or(0, |(own, _)| own.chars().count())
}

/// How many edits may lie between two words, the longer of which has so many letters.
fn allowed(length: usize) -> usize {
    if length < 5 { 1 } else { length.div_ceil(3) }
}

fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { word.into() } else { word.to_lowercase().into() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// By the edits between the word and each candidate alone.
    fn by_edits<'a>(word: &str, known: &'a [String]) -> Option<&'a str> {
        let lower = word.to_lowercase();
        let measured = known.iter().map(|candidate| {
            let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
            (distance, candidate.as_str())
        });
        let near = measured.filter(|&(distance, candidate)| {
            let ending = common_ending(&lower, candidate);
            let letters = candidate.chars().count().max(lower.chars().count()) - ending;
            distance <= if letters < 5 { 1 } else { letters.div_ceil(3) }
        });
        near.min().map(|(_, candidate)| candidate)
    }

    proptest! {
        #[test]
        fn the_nearest_is_the_same_as_by_edits_alone(
            word in "[abAé/.1]{0,9}",
            known in prop::collection::vec("[abAéœ/.12]{0,9}", 0..12),
        ) {
            let expect = by_edits(&word, &known);

            prop_assert_eq!(nearest(&word, known.iter().map(String::as_str)), expect);
            let index = Index::of(known.clone());
            prop_assert_eq!(index.nearest(&word), expect);
        }
    }

    #[test]
    fn a_slip_of_the_finger_finds_its_word_and_a_strange_word_finds_none() {
        assert_eq!(nearest("titel", ["title", "date"]), Some("title"));
        assert_eq!(nearest("Description", ["description"]), Some("description"));
        assert_eq!(nearest("banana", ["title", "date"]), None);
        assert_eq!(nearest("min", ["hint", "label"]), None);
        assert_eq!(nearest("rien.html", ["steps.html"]), None);
        assert_eq!(nearest("stps.html", ["steps.html"]), Some("steps.html"));
        assert_eq!(nearest("contct.MD", ["contact.md"]), Some("contact.md"));
        assert_eq!(nearest("plan.png", ["plan.svg"]), Some("plan.svg"));
        assert_eq!(nearest("v1.2", ["v1.3"]), Some("v1.3"));
        assert_eq!(nearest("a.éé", ["b.éé"]), Some("b.éé"));
        assert_eq!(help("banana", ["title", "date"]), "known here: title, date");
    }
}
