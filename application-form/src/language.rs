//! The languages that the product's own words exist in, and how each writes numbers and dates.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use self::{dates::Parts, numbers::NARROW};

pub mod company_numbers;
pub mod dates;
pub mod numbers;

/// A language of a form's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Language {
    #[serde(rename = "fr")]
    French,
    #[serde(rename = "en")]
    English,
}

/// The English months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// BCP 47: what stands after `lang=`.
    pub fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// The language of that code, region or not: `en` and `en-GB` are English.
    pub fn of(code: &str) -> Option<Self> {
        let primary = code.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// A whole number: `300 000`, `300,000`.
    pub fn number(self, number: u64) -> String {
        let french = numbers::thousands(i64::try_from(number).unwrap_or(i64::MAX));
        match self {
            Self::French => french,
            Self::English => french.replace(NARROW, ","),
        }
    }

    /// Whole euros: `300 000 €`, `€300,000`.
    pub fn euros(self, amount: u64) -> String {
        match self {
            Self::French => numbers::euros(i64::try_from(amount).unwrap_or(i64::MAX)),
            Self::English => format!("€{}", self.number(amount)),
        }
    }

    /// A day: `1er juin 2021`, `1 June 2021`.
    pub fn long_date(self, date: Date) -> String {
        match self {
            Self::French => dates::long_date(date),
            Self::English => {
                let month = MONTHS[usize::from(date.month().unsigned_abs()) - 1];
                format!("{} {month} {}", date.day(), date.year())
            }
        }
    }

    /// Some of a date's boxes: `le jour et le mois`, `the day and the month`.
    pub fn named_parts(self, parts: Parts) -> String {
        match self {
            Self::French => dates::named_parts(parts),
            Self::English => dates::listed(["the day", "the month", "the year"], parts, "and"),
        }
    }

    /// How a ticked box is read back.
    pub fn confirmed(self) -> &'static str {
        match self {
            Self::French => "Oui",
            Self::English => "Yes",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn each_language_writes_numbers_and_dates_its_own_way() {
        let written = |language: Language| {
            [
                language.number(1_234_567),
                language.euros(300_000),
                language.long_date(date(2021, 6, 1)),
                language.named_parts(Parts([true, false, true])),
            ]
        };
        assert_eq!(
            written(Language::French),
            [
                "1\u{202f}234\u{202f}567",
                "300\u{202f}000\u{a0}€",
                "1er\u{a0}juin 2021",
                "le jour et l’année"
            ]
        );
        assert_eq!(
            written(Language::English),
            ["1,234,567", "€300,000", "1 June 2021", "the day and the year"]
        );
    }

    #[test]
    fn a_region_does_not_make_another_language() {
        assert_eq!(Language::of("en-GB"), Some(Language::English));
        assert_eq!(Language::of("FR"), Some(Language::French));
        assert_eq!(Language::of("frr"), None);
    }
}
