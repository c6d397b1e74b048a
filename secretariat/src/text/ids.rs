//! Ids of peers and hearings as parts of longer names: of letters, of files, of events in a calendar.
//!
//! Parts are joined by `-`, which an id may hold too: `a1-1` and `p1`, or `a1` and `1-p1`? No id holds a colon (a planner's
//! file could not name it), so that one stands where the id has a hyphen, and no two names are the same.

use std::fmt::Write as _;

/// An id as a part of a name whose parts are joined by `-`.
pub fn part(id: &str) -> String {
    id.replace('-', ":")
}

/// The id that was made a part of a name.
pub fn of_part(part: &str) -> String {
    part.replace(':', "-")
}

/// For names of files and messages, whatever people call a peer or a hearing: no two are written alike, and any system
/// takes it. What is no plain letter, digit, `-` or `.` is its number in Unicode between two `_`.
pub fn ascii(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    for symbol in name.chars() {
        if symbol.is_ascii_alphanumeric() || "-.".contains(symbol) {
            written.push(symbol);
        } else {
            // Writing into a text cannot fail.
            let _ = write!(written, "_{:x}_", u32::from(symbol));
        }
    }
    written
}

/// Whether people, or a disk that ignores capitals, would take one for the other.
pub fn are_alike(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Whatever could be mixed up: hyphens at every place, and what file names cannot hold.
    const IDS: [&str; 14] =
        ["a1", "1", "a1-1", "-", "a", "a-", "-a", "--", "é", "à", "_", "_2d_", "a/b", "a b"];

    #[test]
    fn no_two_pairs_of_ids_make_one_name() {
        let pairs = IDS.iter().flat_map(|one| IDS.iter().map(move |other| (one, other)));
        let names: BTreeSet<String> = pairs
            .clone()
            .map(|(one, other)| ascii(&format!("{}-{}", part(one), part(other))))
            .collect();

        assert_eq!(names.len(), pairs.count());
        assert!(names.iter().all(|name| name.is_ascii() && !name.contains(['/', ':', ' '])));
    }

    #[test]
    fn an_id_comes_back_from_a_part() {
        for id in IDS {
            assert_eq!(of_part(&part(id)), id);
        }
        assert_eq!(part("a1"), "a1");
        assert_eq!(ascii("moved-a1-1-BDP-2345-6789"), "moved-a1-1-BDP-2345-6789");
    }

    #[test]
    fn what_people_would_mix_up_is_alike() {
        for (one, other, expected) in [
            ("a1", "A1", true),
            ("a1", " a1 ", true),
            ("Été", "éTÉ", true),
            ("a1", "a2", false),
            ("a1", "a-1", false),
        ] {
            assert_eq!(are_alike(one, other), expected, "{one} {other}");
        }
    }
}
