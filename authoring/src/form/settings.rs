//! Reads `[limits]`, `[retention]` and `[robot]`, which have defaults.

use application_form::definition::{Honeypot, Limits};

use super::Reader;
use crate::config::Table;

crate::codes! {
    FORM_NUMBERS = "form-numbers" in "candidature.toml" {
        means: "A number below `[limits]` is not between 1 and 4096, or `months` below `[retention]` not between 1 \
            and 1200.",
        hurts: "With no application an hour from one network, every applicant would be told to \
            come back later.",
        wrong: "[limits]\nsends_per_hour = 0",
        right: "[limits]\nsends_per_hour = 10",
    }
}

/// Reads `[limits]`; what is not said stays at its default.
pub(super) fn limits(table: Table<'_>) -> Option<Limits> {
    let or = Limits::default();
    let body_kib = table.optional::<u64>("body_kib");
    let check_page_hours = table.optional::<u64>("check_page_hours");
    let sends_per_hour = table.optional::<u64>("sends_per_hour");
    for (name, value, default) in [
        ("body_kib", body_kib, u64::try_from(or.body_bytes / 1024).unwrap_or_default()),
        ("check_page_hours", check_page_hours, u64::from(or.check_page_hours)),
        ("sends_per_hour", sends_per_hour, u64::from(or.sends_per_hour)),
    ] {
        if let Some(value) = value.filter(|value| !(1..=4096).contains(value)) {
            let message = format!("`{name}` should be 1 to 4096, this is {value}");
            let help = format!("write another number; without this line, it is {default}");
            table.error_at(FORM_NUMBERS, name, message, Some(help));
        }
    }
    table.finish();
    let small = |value: Option<u64>, or: u32| value.map_or(Some(or), |value| value.try_into().ok());
    Some(Limits {
        body_bytes: body_kib
            .map_or(Some(or.body_bytes), |kib| usize::try_from(kib).ok()?.checked_mul(1024))?,
        check_page_hours: small(check_page_hours, or.check_page_hours)?,
        sends_per_hour: small(sends_per_hour, or.sends_per_hour)?,
    })
}

/// Reads `[retention]`, of a form that keeps what is sent for another time than the site says.
pub(super) fn retention(table: Table<'_>) -> Option<u32> {
    let months = table.required::<u64>("months");
    let fits = |months: &u64| (1..=1200).contains(months);
    if let Some(other) = months.filter(|months| !fits(months)) {
        let message = format!("`months` should be 1 to 1200, this is {other}");
        let help =
            "write another number; without [retention], it is what site.toml says".to_owned();
        table.error_at(FORM_NUMBERS, "months", message, Some(help));
    }
    table.finish();
    months.filter(fits).and_then(|months| u32::try_from(months).ok())
}

impl Reader<'_> {
    /// Reads `[robot]`.
    pub(super) fn honeypot(&self, table: Table<'_>) -> Option<Honeypot> {
        let name = table.required("name");
        let label = self.shown(&table, "label");
        table.finish();
        Some(Honeypot { name: name?, label: label? })
    }
}
