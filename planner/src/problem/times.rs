//! Times as files write them. The rules of time zones are the bundled ones, so that no machine reads a time otherwise.

use jiff::{
    Timestamp, ZonedDateTime,
    civil::{Date, DateTime},
    tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase},
};

use crate::json::mistake::{FieldFault, near, quoted};

/// Years that a hearing can be in.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2999;

/// A time zone by its name.
pub(super) fn zone(name: &str) -> Result<TimeZone, FieldFault> {
    let database = TimeZoneDatabase::bundled();
    database.get(name).map_err(|_| {
        let names: Vec<String> = database.available().map(|name| name.to_string()).collect();
        let near = near(name, names.iter().map(String::as_str));
        FieldFault::NoSuchZone { found: quoted(name), near }
    })
}

/// `2021-06-17T09:00`.
pub(super) fn local(text: &str) -> Result<DateTime, FieldFault> {
    // So long, it has no seconds.
    let is_local = text.len() == 16 && text.as_bytes().get(10) == Some(&b'T');
    let read = text.parse::<DateTime>().ok();
    let read = read.filter(|time| is_local && YEARS.contains(&time.year()));
    read.ok_or_else(|| FieldFault::NotATime {
        expected: "une heure locale comme 2021-06-17T09:00",
        found: quoted(text),
    })
}

/// `2021-06-17`.
pub(super) fn day(text: &str) -> Result<Date, FieldFault> {
    let read = text.parse::<Date>().ok().filter(|_| text.len() == 10);
    read.ok_or_else(|| FieldFault::NotATime {
        expected: "un jour comme 2021-06-17",
        found: quoted(text),
    })
}

/// An RFC 3339 time, to the minute.
pub(super) fn minute(text: &str) -> Result<Timestamp, FieldFault> {
    let is_plain = text.as_bytes().get(10) == Some(&b'T') && text.len() <= 40;
    let read = text.parse::<Timestamp>().ok().filter(|_| is_plain);
    let minute =
        read.and_then(|time| Timestamp::from_second(time.as_second().div_euclid(60) * 60).ok());
    minute.ok_or_else(|| FieldFault::NotATime {
        expected: "une heure comme 2021-06-01T10:42:00Z",
        found: quoted(text),
    })
}

/// The one instant of a local time.
///
/// # Errors
///
/// There is none, or there are two: in which case, what clocks do on that day.
pub(super) fn instant(time: DateTime, zone: &TimeZone) -> Result<ZonedDateTime, FieldFault> {
    let offset = zone.to_ambiguous_timestamp(time).offset();
    let (before, after) = match offset {
        AmbiguousOffset::Unambiguous { .. } => {
            let zoned = zone.to_zoned_datetime(time);
            return zoned.map_err(|_| FieldFault::NotATime {
                expected: "une heure de ce fuseau",
                found: time.to_string(),
            });
        }
        AmbiguousOffset::Gap { before, after } | AmbiguousOffset::Fold { before, after } => {
            (before, after)
        }
    };
    // Read by either offset, one of the instants at least lies beside the change.
    let change = zone
        .preceding(
            before.max(after).to_timestamp(time).expect("a year of four digits")
                + jiff::SignedDuration::from_hours(24),
        )
        .next();
    let clock = |offset: jiff::tz::Offset| {
        let at = change.as_ref().map(|change| offset.to_datetime(change.timestamp()));
        at.map_or_else(String::new, |time| time.strftime("%H:%M").to_string())
    };
    let (from, to) = (clock(before), clock(after));
    let zone = zone.iana_name().unwrap_or_default().to_owned();
    let time = time.strftime("%Y-%m-%dT%H:%M").to_string();
    Err(match offset {
        AmbiguousOffset::Gap { .. } => FieldFault::Skipped { time, zone, from, to },
        _ => FieldFault::Repeated { time, zone, from, to },
    })
}
