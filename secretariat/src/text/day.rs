//! A day, as acts write one.

use std::fmt;

use application_form::language::dates::long_date;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A day without an hour: `2021-06-10`, as RFC 3339 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(pub Date);

/// The text is not a day. In French: it may be an option of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("attendu un jour, par exemple 2021-06-10")]
pub struct NotADay;

impl Day {
    /// The last there is.
    pub const MAX: Self = Self(Date::MAX);

    /// The day that a time is in, in Paris.
    pub fn of(time: Timestamp) -> Self {
        let zone = TimeZone::get("Europe/Paris").expect("time zones are bundled");
        Self(time.to_zoned_datetime(zone).date())
    }

    /// `1er juin 2021`.
    pub fn long(self) -> String {
        long_date(self.0)
    }

    /// So many months later, or the last day of that month; far in the future, the last day there is.
    #[must_use]
    pub fn months_later(self, months: u32) -> Self {
        let span = jiff::Span::new().try_months(months);
        Self(span.and_then(|span| self.0.checked_add(span)).unwrap_or(Date::MAX))
    }

    /// So many days later.
    #[must_use]
    pub fn days_later(self, days: u32) -> Self {
        let span = jiff::Span::new().try_days(days);
        Self(span.and_then(|span| self.0.checked_add(span)).unwrap_or(Date::MAX))
    }
}

impl std::str::FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let day = text.parse().map(Self).map_err(|_| NotADay)?;
        if day.to_string() == text { Ok(day) } else { Err(NotADay) }
    }
}

impl TryFrom<String> for Day {
    type Error = NotADay;

    fn try_from(text: String) -> Result<Self, NotADay> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_in_one_way() {
        let day: Day = "2021-01-31".parse().unwrap();

        assert_eq!(day.months_later(1).to_string(), "2021-02-28");
        assert_eq!(day.days_later(1).long(), "1er\u{a0}février 2021");
        assert_eq!(Day::of("2021-06-01T22:30:00Z".parse().unwrap()).to_string(), "2021-06-02");
        for text in ["", "2021-6-1", "20210601", "2021-06-31", "2021-06-01T10:00:00Z"] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
    }
}
