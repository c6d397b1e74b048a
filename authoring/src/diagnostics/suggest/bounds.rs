//! How many edits lie between two words at least: to know that in a few nanoseconds spares measuring most of them,
//! which takes a thousand.

/// How often each letter stands in a word; some letters count as one.
///
/// An edit adds one letter, takes one away, does both, or swaps two: so what one word has more of than the other is at
/// most as much as the edits between them.
#[derive(Clone, Debug)]
pub(super) struct Letters([u8; 64]);

impl Letters {
    pub(super) fn of(word: &str) -> Self {
        let mut counts = [0_u8; 64];
        for letter in word.chars() {
            let code = u32::from(letter);
            // Digits and signs stand apart from letters.
            let place = (code & 31) | if code < 64 { 32 } else { 0 };
            let count = &mut counts[place as usize];
            *count = count.saturating_add(1);
        }
        Self(counts)
    }

    /// At least so many edits lie between two words.
    pub(super) fn least_distance(&self, other: &Self) -> u8 {
        let more = |one: &Self, other: &Self| {
            let pairs = one.0.iter().zip(&other.0);
            pairs.fold(0_u8, |sum, (one, other)| sum.saturating_add(one.saturating_sub(*other)))
        };
        more(self, other).max(more(other, self))
    }
}

/// The places of each letter in a word, a bit each, to measure edits of all places at once.
///
/// This is the algorithm of Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003).
/// It swaps only neighbours that nothing else is done to. The distance that counts here may also put letters between
/// two that it swaps: what costs it n > 1 edits costs the other n + 1, at most half as much again.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    places: [u64; 128],
    /// Of the word; none if it has more letters than there are bits.
    last: Option<u64>,
    length: usize,
}

impl Pattern {
    pub(super) fn of(word: &str) -> Self {
        let (mut places, mut length) = ([0; 128], 0);
        for letter in word.chars().take(65) {
            if length < 64 {
                places[(u32::from(letter) & 127) as usize] |= 1 << length;
            }
            length += 1;
        }
        let last = (1..=64).contains(&length).then(|| 1 << (length - 1));
        Self { places, last, length }
    }

    /// At least so many edits lie between the word and this one.
    pub(super) fn least_distance(&self, word: &str) -> usize {
        let Some(last) = self.last else { return 0 };
        let mut distance = self.length;
        // Where the column of distances grows downwards, and where it falls.
        let (mut grows, mut falls) = (u64::MAX, 0_u64);
        let (mut same, mut before) = (0_u64, 0_u64);
        for letter in word.chars() {
            let places = self.places[(u32::from(letter) & 127) as usize];
            let swapped = ((!same & places) << 1) & before;
            same = ((places & grows).wrapping_add(grows) ^ grows) | places | falls | swapped;
            let (more, less) = (falls | !(same | grows), same & grows);
            distance += usize::from(more & last != 0);
            distance -= usize::from(less & last != 0);
            let (more, less) = ((more << 1) | 1, less << 1);
            grows = less | !(same | more);
            falls = more & same;
            before = places;
        }
        (2 * distance).div_ceil(3)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn neither_is_ever_more_than_the_edits(one in "[abcé1]{0,9}", other in "[abcé1]{0,9}") {
            let edits = strsim::damerau_levenshtein(&one, &other);

            prop_assert!(usize::from(Letters::of(&one).least_distance(&Letters::of(&other))) <= edits);
            prop_assert!(Pattern::of(&one).least_distance(&other) <= edits);
        }

        #[test]
        fn words_of_any_length_are_bounded(one in "[ab]{60,70}", other in "[ab]{60,70}") {
            let edits = strsim::damerau_levenshtein(&one, &other);

            prop_assert!(Pattern::of(&one).least_distance(&other) <= edits);
        }
    }

    #[test]
    fn what_is_far_is_known_to_be() {
        assert_eq!(Letters::of("s1/page-3.md").least_distance(&Letters::of("s1/nulle-part.md")), 6);
        assert_eq!(Pattern::of("s1/page-3.md").least_distance("s1/nulle-part.md"), 6);
        assert_eq!(Pattern::of("abcd").least_distance("bacd"), 1);
    }
}
