//! "Did you mean": the known word nearest to a mistyped one.

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
/// short word.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| {
            (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate)
        })
        .filter(|&(distance, candidate)| {
            let letters = candidate.chars().count().max(lower.chars().count());
            distance <= if letters < 5 { 1 } else { letters.div_ceil(3) }
        })
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word_and_a_strange_word_finds_none() {
        assert_eq!(nearest("titel", ["title", "date"]), Some("title"));
        assert_eq!(nearest("Description", ["description"]), Some("description"));
        assert_eq!(nearest("banana", ["title", "date"]), None);
        assert_eq!(nearest("min", ["hint", "label"]), None);
        assert_eq!(help("banana", ["title", "date"]), "known here: title, date");
    }
}
