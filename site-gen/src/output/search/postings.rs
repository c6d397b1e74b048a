//! Which pages have a word, as one short text: `1B2A_3_`.

use std::fmt::Write as _;

use crate::render::page::searched::Weight;

/// Pages in their order, each with what the word says of it.
pub(super) type Postings = Vec<(u32, Weight)>;

/// Each page as its distance from the one before, in base 36 and left out if it is 1, and a letter for its weight; what
/// repeats with a distance of 1 is counted between underscores.
pub(super) fn written(postings: &[(u32, Weight)]) -> String {
    let mut text = String::new();
    let mut last = -1_i64;
    let mut rest = postings;
    while let Some((&(page, weight), after)) = rest.split_first() {
        let distance = i64::from(page) - last;
        if distance > 1 {
            text.push_str(&base_36(distance.unsigned_abs()));
        }
        text.push(['A', 'B', 'C'][weight as usize]);
        let repeats = (1_u32..)
            .zip(after)
            .take_while(|(more, other)| **other == (page + more, weight))
            .count();
        if repeats > 0 {
            let times = base_36(repeats as u64 + 1);
            write!(text, "_{times}_").expect("a string takes all");
        }
        last = i64::from(page) + i64::try_from(repeats).unwrap_or_default();
        rest = &after[repeats..];
    }
    text
}

fn base_36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[(number % 36) as usize]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.reverse();
    String::from_utf8(digits).expect("digits are text")
}

/// Both, each page once.
pub(super) fn joined(one: &[(u32, Weight)], other: &[(u32, Weight)]) -> Postings {
    let mut all: Postings = one.iter().chain(other).copied().collect();
    // The heaviest of a page comes first, and is kept.
    all.sort_by_key(|(page, weight)| (*page, std::cmp::Reverse(*weight)));
    all.dedup_by_key(|(page, _)| *page);
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As the script reads it.
    fn read(text: &str) -> Postings {
        let mut postings = Postings::new();
        let (mut page, mut rest) = (-1_i64, text);
        while !rest.is_empty() {
            let at = rest.find(['A', 'B', 'C']).unwrap();
            page += if at == 0 { 1 } else { i64::from_str_radix(&rest[..at], 36).unwrap() };
            let weight = match &rest[at..=at] {
                "A" => Weight::Text,
                "B" => Weight::Heading,
                _ => Weight::Title,
            };
            rest = &rest[at + 1..];
            let mut times = 1;
            if let Some(counted) = rest.strip_prefix('_') {
                let (count, after) = counted.split_once('_').unwrap();
                times = i64::from_str_radix(count, 36).unwrap();
                rest = after;
            }
            postings
                .extend((page..page + times).map(|page| (u32::try_from(page).unwrap(), weight)));
            page += times - 1;
        }
        postings
    }

    #[test]
    fn pages_are_written_by_their_distance() {
        use Weight::{Heading, Text, Title};
        for (postings, expect) in [
            (&[][..], ""),
            (&[(0, Text)], "A"),
            (&[(0, Text), (1, Text), (2, Text), (3, Title)], "A_3_C"),
            (&[(40, Heading), (41, Text), (43, Text)], "15BA2A"),
        ] {
            assert_eq!(written(postings), expect);
            assert_eq!(read(expect), postings);
        }
    }

    proptest! {
        #[test]
        fn any_pages_are_read_as_they_were(pages in proptest::collection::btree_map(0_u32..5000, 0_usize..3, 0..200)) {
            let weight = |at: usize| [Weight::Text, Weight::Heading, Weight::Title][at];
            let postings: Postings = pages.into_iter().map(|(page, at)| (page, weight(at))).collect();
            prop_assert_eq!(read(&written(&postings)), postings);
        }
    }
}
