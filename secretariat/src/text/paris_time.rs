//! Times as the association reads them: in Paris.

use application_form::language::dates::long_date;
use jiff::{Timestamp, ZonedDateTime, civil::DateTime, tz::TimeZone};

/// Where the association is.
pub const PARIS: &str = "Europe/Paris";

/// `01/06/2021 12:42`, for columns.
pub fn short(time: Timestamp) -> String {
    local(time).strftime("%d/%m/%Y %H:%M").to_string()
}

/// `01/06/2021`, for columns.
pub fn short_day(time: Timestamp) -> String {
    local(time).strftime("%d/%m/%Y").to_string()
}

/// `2021-06-01 12:42`, which spreadsheets take for a time whatever their language.
pub fn sortable(time: Timestamp) -> String {
    local(time).strftime("%Y-%m-%d %H:%M").to_string()
}

/// `1er juin 2021 à 12 h 42`.
pub fn long(time: Timestamp) -> String {
    let time = local(time);
    format!("{} à {} h {:02}", long_date(time.date()), time.hour(), time.minute())
}

/// `1er juin 2021`.
pub fn long_day(time: Timestamp) -> String {
    long_date(local(time).date())
}

/// The moment of a local time to the minute, `2021-06-17T09:00`; `None` if it is none.
pub fn moment(local: &str) -> Option<Timestamp> {
    let zone = TimeZone::get(PARIS).ok()?;
    Some(local.parse::<DateTime>().ok()?.to_zoned_datetime(zone).ok()?.timestamp())
}

/// `9 h 00`, of a local time to the minute, `2021-06-17T09:00`; any other text as it is.
pub fn hour(local: &str) -> String {
    let time = local.parse::<DateTime>();
    time.map_or_else(
        |_| local.to_owned(),
        |time| format!("{}\u{a0}h\u{a0}{:02}", time.hour(), time.minute()),
    )
}

fn local(time: Timestamp) -> ZonedDateTime {
    time.to_zoned_datetime(TimeZone::get(PARIS).expect("time zones are bundled"))
}
