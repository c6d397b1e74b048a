//! Where the site's readers are: when a day begins for them.

use std::str::FromStr;

use authoring::{config::Table, diagnostics::suggest};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::content::config::mistakes::SITE_MISTYPED;

/// Of a site that does not say it.
const DEFAULT: &str = "Europe/Paris";

/// For when a site is built: with dates, pages come and go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Today {
    /// That day.
    On(Date),
    /// The day that it is then where the site's readers are.
    At(Timestamp),
}

impl Today {
    /// The day, for readers in that zone.
    pub fn date(self, time_zone: &TimeZone) -> Date {
        match self {
            Self::On(date) => date,
            Self::At(now) => now.to_zoned_datetime(time_zone.clone()).date(),
        }
    }
}

impl FromStr for Today {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        text.parse().map(Self::On)
    }
}

/// `time_zone` of `site.toml`, a name such as `Europe/Paris` (IANA).
pub(super) fn read(table: &Table<'_>) -> TimeZone {
    let Some(name) = table.optional::<String>("time_zone") else { return of(DEFAULT) };
    TimeZone::get(&name).unwrap_or_else(|_| {
        let help = match meant(&name) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("a zone is named after one of its cities, such as {DEFAULT}"),
        };
        table.error_at(
            SITE_MISTYPED,
            "time_zone",
            format!("there is no time zone `{name}`"),
            Some(help),
        );
        of(DEFAULT)
    })
}

/// The zone that a name was meant for, which may be that of its city alone. Of an offset, such as `GMT+1`, nobody
/// knows when its clocks change.
fn meant(name: &str) -> Option<String> {
    let is_letter = |sign: char| sign.is_alphabetic();
    if name.contains(|sign: char| sign.is_ascii_digit())
        || name.chars().filter(|it| is_letter(*it)).count() < 3
    {
        return None;
    }
    let all: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let known = || all.iter().map(String::as_str).filter(|known| known.contains('/'));
    let city = name.trim().replace(' ', "_").to_lowercase();
    let of_city = known()
        .find(|known| known.to_lowercase().rsplit_once('/').is_some_and(|(_, last)| last == city));
    let near = of_city.or_else(|| suggest::nearest(name, known()));
    near.map(str::to_owned)
}

fn of(name: &str) -> TimeZone {
    TimeZone::get(name).expect("the zones are part of the program")
}

/// When a day begins, as feeds write it (RFC 3339).
pub fn start(date: Date, time_zone: &TimeZone) -> String {
    // Every date that a page may have is within the bounds of the library's times.
    let start = date.to_zoned_datetime(time_zone.clone());
    start.map_or_else(
        |_| format!("{date}T00:00:00Z"),
        |start| start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_meant_by_its_city_and_not_by_an_offset() {
        for (name, expect) in [
            ("Paris", Some("Europe/Paris")),
            ("paris", Some("Europe/Paris")),
            ("New York", Some("America/New_York")),
            ("Europe/Pariss", Some("Europe/Paris")),
            ("europe/pari", Some("Europe/Paris")),
            ("GMT+1", None),
            ("+01:00", None),
            ("Z", None),
            ("Nulle part", None),
        ] {
            assert_eq!(meant(name).as_deref(), expect, "{name}");
        }
    }

    #[test]
    fn a_day_begins_where_the_readers_are() {
        for (zone, now, day, start_of_day) in [
            ("Europe/Paris", "2021-06-01T22:30:00Z", "2021-06-02", "2021-06-02T00:00:00+02:00"),
            ("Europe/Paris", "2021-06-01T21:59:59Z", "2021-06-01", "2021-06-01T00:00:00+02:00"),
            ("Europe/Paris", "2021-12-31T23:00:00Z", "2022-01-01", "2022-01-01T00:00:00+01:00"),
            (
                "America/Martinique",
                "2021-06-02T03:59:59Z",
                "2021-06-01",
                "2021-06-01T00:00:00-04:00",
            ),
            ("Pacific/Noumea", "2021-06-01T13:00:00Z", "2021-06-02", "2021-06-02T00:00:00+11:00"),
            ("UTC", "2021-06-01T23:59:59Z", "2021-06-01", "2021-06-01T00:00:00+00:00"),
            // Where clocks go forward at midnight, the day begins an hour later.
            ("America/Asuncion", "2021-10-03T12:00:00Z", "2021-10-03", "2021-10-03T01:00:00-03:00"),
        ] {
            let time_zone = of(zone);
            let date = Today::At(now.parse().unwrap()).date(&time_zone);
            assert_eq!(
                (date.to_string(), start(date, &time_zone)),
                (day.to_owned(), start_of_day.to_owned()),
                "{zone}"
            );
        }
        let given: Today = "2021-06-01".parse().unwrap();
        assert_eq!(given.date(&of("Pacific/Noumea")).to_string(), "2021-06-01");
    }
}
