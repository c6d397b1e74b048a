//! Dates as the French write them.

use jiff::civil::Date;

use super::numbers::NO_BREAK;

/// January first.
pub const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// The three boxes of a date, in the order of the page; on the wire, `<name>_<part>`.
pub const DATE_PARTS: [&str; 3] = ["jour", "mois", "annee"];

/// Some of a date's boxes, in the order of [`DATE_PARTS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts(pub [bool; 3]);

impl Parts {
    /// All three boxes.
    pub const ALL: Self = Self([true; 3]);
    /// The year's box.
    pub const YEAR: Self = Self([false, false, true]);

    /// Whether none is among them.
    pub fn is_empty(self) -> bool {
        self.0 == [false; 3]
    }
}

/// `1er juin 2021`, with U+00A0 between day and month, so that a line never ends after the day.
pub fn long_date(date: Date) -> String {
    let ordinal = if date.day() == 1 { "er" } else { "" };
    let month = MONTHS[usize::from(date.month().unsigned_abs()) - 1];
    format!("{}{ordinal}{NO_BREAK}{month} {}", date.day(), date.year())
}

/// `le jour et le mois`.
pub fn named_parts(parts: Parts) -> String {
    listed(["le jour", "le mois", "l’année"], parts, "et")
}

/// Those of the names whose box is among the parts, `and` before the last.
pub(crate) fn listed(names: [&str; 3], Parts(asked): Parts, and: &str) -> String {
    let named: Vec<&str> =
        names.into_iter().zip(asked).filter_map(|(name, asked)| asked.then_some(name)).collect();
    match named.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} {and} {last}", first.join(", ")),
        other => other.concat(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn only_the_first_of_a_month_is_an_ordinal() {
        assert_eq!(long_date(date(2021, 6, 1)), "1er\u{a0}juin 2021");
        assert_eq!(long_date(date(2024, 12, 31)), "31\u{a0}décembre 2024");
    }

    #[test]
    fn the_parts_of_a_date_are_listed() {
        assert_eq!(named_parts(Parts::ALL), "le jour, le mois et l’année");
        assert_eq!(named_parts(Parts([true, false, true])), "le jour et l’année");
        assert_eq!(named_parts(Parts([false, true, false])), "le mois");
    }
}
