//! A record as an item of the table.
//!
//! ```text
//! pk "APP#<reference>"   received_at S   form S   keys L of S   quarantine BOOL   digest S   sealed B
//! version N   expires N (seconds since 1970; the table's TTL attribute)
//! again S   over_limit BOOL (neither in items of version 1)
//! ```
//!
//! A table of their own holds the counters of [`crate::rate_limit`]: pk S, sends N, expires N. Earlier releases kept
//! them beside the applications, with keys that begin otherwise.

use std::collections::HashMap;

use application_form::reference::Reference;
use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use jiff::Timestamp;

use crate::{
    crypto::recipients::Fingerprint,
    record::{ReceivedAt, Record, VERSION},
    store::{Defect, UnreadableItem},
};

/// An item: its attributes by name.
pub type Item = HashMap<String, AttributeValue>;

/// The attribute that names an item.
pub const KEY: &str = "pk";

/// The attribute that each send sets.
const AGAIN: &str = "again";

/// How the keys of applications start; counters start otherwise.
pub const APPLICATIONS: &str = "APP#";

/// The key of an application.
pub fn key(reference: &Reference) -> String {
    format!("{APPLICATIONS}{reference}")
}

/// An attribute that is a text.
pub fn text(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

/// An attribute that is a whole number.
pub fn number(number: impl Into<i64>) -> AttributeValue {
    AttributeValue::N(number.into().to_string())
}

/// The item that keeps a record.
pub fn write(record: &Record) -> Item {
    let attributes = attributes(record);
    let attributes = attributes.into_iter().map(|(name, value)| (name.to_owned(), value));
    attributes.chain([(KEY.to_owned(), text(key(&record.reference)))]).collect()
}

/// The same as an update: what is there already stays, but for `again`. With the values that it needs.
///
/// Each attribute has a name of its own in it, because some are words of the language.
pub fn update(record: &Record) -> (String, HashMap<String, String>, Item) {
    let mut set = Vec::new();
    let (mut names, mut values) = (HashMap::new(), Item::new());
    for (name, value) in attributes(record) {
        set.push(match name {
            AGAIN => format!("#{name} = :{name}"),
            _ => format!("#{name} = if_not_exists(#{name}, :{name})"),
        });
        names.insert(format!("#{name}"), name.to_owned());
        values.insert(format!(":{name}"), value);
    }
    (format!("SET {}", set.join(", ")), names, values)
}

/// Everything but the key.
fn attributes(record: &Record) -> [(&'static str, AttributeValue); 10] {
    let keys = record.keys.iter().map(|fingerprint| text(fingerprint.as_str())).collect();
    [
        ("received_at", text(record.received_at)),
        ("form", text(&record.form)),
        ("keys", AttributeValue::L(keys)),
        ("quarantine", AttributeValue::Bool(record.quarantine)),
        (AGAIN, text(record.again)),
        ("over_limit", AttributeValue::Bool(record.over_limit)),
        ("digest", text(&record.digest)),
        ("sealed", AttributeValue::B(Blob::new(record.sealed.as_slice()))),
        ("version", number(record.version)),
        ("expires", number(record.expires)),
    ]
}

/// Reads an item back.
pub fn read(item: &Item) -> Result<Record, UnreadableItem> {
    let unreadable = |defect| UnreadableItem { key: name(item).to_owned(), defect };
    let wrong = |attribute| unreadable(Defect::Attribute(attribute));
    let version = integer(item, "version").ok_or(wrong("version"))?;
    if version > i64::from(VERSION) {
        return Err(unreadable(Defect::LaterVersion));
    }
    let text = |attribute: &'static str| string(item, attribute).ok_or(wrong(attribute));
    let reference = name(item).strip_prefix(APPLICATIONS).and_then(|text| text.parse().ok());
    let keys = item.get("keys").and_then(|keys| keys.as_l().ok());
    let keys = keys.and_then(|keys| keys.iter().map(fingerprint).collect());
    let quarantine = item.get("quarantine").and_then(|value| value.as_bool().ok());
    let sealed = item.get("sealed").and_then(|value| value.as_b().ok());
    let received_at = received_at(item)?;
    // Version 1 had neither; a resend may have added them since.
    let first = version == 1;
    let again = match item.get(AGAIN) {
        None if first => Some(received_at),
        again => again.and_then(|again| again.as_s().ok()?.parse().ok()),
    };
    let over_limit = match item.get("over_limit") {
        None if first => Some(false),
        over_limit => over_limit.and_then(|value| value.as_bool().ok().copied()),
    };
    Ok(Record {
        reference: reference.ok_or(wrong(KEY))?,
        received_at,
        again: again.ok_or(wrong(AGAIN))?,
        over_limit: over_limit.ok_or(wrong("over_limit"))?,
        form: text("form")?.to_owned(),
        keys: keys.ok_or(wrong("keys"))?,
        quarantine: *quarantine.ok_or(wrong("quarantine"))?,
        digest: text("digest")?.to_owned(),
        sealed: sealed.ok_or(wrong("sealed"))?.as_ref().to_vec(),
        version: u32::try_from(version).map_err(|_| wrong("version"))?,
        expires: integer(item, "expires").ok_or(wrong("expires"))?,
    })
}

/// What tells a resend from a clash.
pub fn digest(item: &Item) -> Option<&str> {
    string(item, "digest")
}

/// Whether an item counts as deleted; without an end it never does.
pub fn is_expired(item: &Item, now: Timestamp) -> bool {
    integer(item, "expires").is_some_and(|expires| expires <= now.as_second())
}

/// When the application of an item first arrived.
pub fn received_at(item: &Item) -> Result<ReceivedAt, UnreadableItem> {
    let read = string(item, "received_at").and_then(|text| text.parse().ok());
    let defect = Defect::Attribute("received_at");
    read.ok_or_else(|| UnreadableItem { key: name(item).to_owned(), defect })
}

/// The key, for a message; empty where even that is missing.
pub(super) fn name(item: &Item) -> &str {
    string(item, KEY).unwrap_or_default()
}

pub(super) fn string<'a>(item: &'a Item, attribute: &str) -> Option<&'a str> {
    item.get(attribute)?.as_s().ok().map(String::as_str)
}

pub(super) fn integer(item: &Item, attribute: &str) -> Option<i64> {
    item.get(attribute)?.as_n().ok()?.parse().ok()
}

pub(super) fn fingerprint(value: &AttributeValue) -> Option<Fingerprint> {
    value.as_s().ok().map(Fingerprint::stored)
}
