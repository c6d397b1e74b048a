//! Events, bodies and the erasure list as items of the journal's table, whose name is the applications' and `-journal`.
//!
//! ```text
//! pk "JOURNAL"      sk seq     at S   by S   body B   commit B   until S   prev B   hash B   sig B   version N
//! pk "BODY#<hex>"   sk 0       keys L of S   sealed B   expires N (seconds since 1970; the table's TTL attribute)
//! pk "ERASED"       sk number  reference S   received_at S
//! ```
//!
//! One query reads all events in their order, one all erasures. The number of an erasure is made of what it says, so that
//! it stands there once.

use application_form::reference::Reference;
use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use sha2::{Digest, Sha256};

use super::super::item::{Item, KEY, fingerprint, integer, name, number, string, text};
use crate::store::{
    Defect, UnreadableItem,
    journal::{
        BodyRow, UnreadableBody,
        body::{Body, BodyId, Commit},
        erased::Erased,
        event::{Event, EventHash, EventRow, UnreadableEvent, VERSION},
    },
};

/// The second half of a key: a number.
pub const SORT: &str = "sk";

/// Where the events are.
pub const EVENTS: &str = "JOURNAL";

/// Where the erasure list is.
pub const ERASED: &str = "ERASED";

/// The key of an item.
pub fn key(partition: impl Into<String>, sort: impl ToString) -> Item {
    let sort = AttributeValue::N(sort.to_string());
    [(KEY.to_owned(), text(partition)), (SORT.to_owned(), sort)].into()
}

/// The key of a body.
pub fn body_key(id: BodyId) -> Item {
    key(format!("BODY#{id}"), 0)
}

fn bytes(bytes: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}

fn with<const N: usize>(mut key: Item, attributes: [(&str, AttributeValue); N]) -> Item {
    key.extend(attributes.map(|(name, value)| (name.to_owned(), value)));
    key
}

/// The item of an event.
pub fn event(event: &Event) -> Item {
    with(
        key(EVENTS, event.seq),
        [
            ("at", text(event.at)),
            ("by", text(event.by.as_str())),
            ("body", bytes(&event.body.0)),
            ("commit", bytes(&event.commit.0)),
            ("until", text(event.until.to_string())),
            ("prev", bytes(&event.prev.0)),
            ("hash", bytes(&event.hash.0)),
            ("sig", bytes(&event.sig)),
            ("version", number(event.version)),
        ],
    )
}

/// The number of an item that should be an event's.
pub fn seq(item: &Item) -> Option<u64> {
    item.get(SORT)?.as_n().ok()?.parse().ok()
}

/// Reads an event back.
pub fn read_event(item: &Item) -> EventRow {
    let hash = array(item, "hash").map(EventHash);
    parse_event(item).map_err(|defect| UnreadableEvent { seq: seq(item), hash, defect })
}

fn parse_event(item: &Item) -> Result<Event, Defect> {
    let wrong = Defect::Attribute;
    let version = integer(item, "version").ok_or(wrong("version"))?;
    if version > i64::from(VERSION) {
        return Err(Defect::LaterVersion);
    }
    let text = |name| string(item, name).ok_or(wrong(name));
    Ok(Event {
        seq: seq(item).ok_or(wrong(SORT))?,
        at: text("at")?.parse().map_err(|_| wrong("at"))?,
        by: crate::crypto::recipients::Fingerprint::stored(text("by")?),
        body: BodyId(array(item, "body").ok_or(wrong("body"))?),
        commit: Commit(array(item, "commit").ok_or(wrong("commit"))?),
        until: text("until")?.parse().map_err(|_| wrong("until"))?,
        prev: EventHash(array(item, "prev").ok_or(wrong("prev"))?),
        hash: EventHash(array(item, "hash").ok_or(wrong("hash"))?),
        sig: array(item, "sig").ok_or(wrong("sig"))?,
        version: u32::try_from(version).map_err(|_| wrong("version"))?,
    })
}

fn array<const N: usize>(item: &Item, name: &str) -> Option<[u8; N]> {
    item.get(name)?.as_b().ok()?.as_ref().try_into().ok()
}

/// The item of a body.
pub fn body(body: &Body) -> Item {
    let sealed = bytes(&body.sealed);
    with(
        body_key(body.id),
        [("keys", keys(&body.keys)), ("sealed", sealed), ("expires", number(body.expires))],
    )
}

/// The fingerprints of a record or a body.
pub fn keys(keys: &[crate::crypto::recipients::Fingerprint]) -> AttributeValue {
    AttributeValue::L(keys.iter().map(|fingerprint| text(fingerprint.as_str())).collect())
}

/// Reads back a body of that name.
pub fn read_body(id: BodyId, item: &Item) -> BodyRow {
    let wrong = |name| UnreadableBody { id, defect: Defect::Attribute(name) };
    let keys = item.get("keys").and_then(|keys| keys.as_l().ok());
    let keys = keys.and_then(|keys| keys.iter().map(fingerprint).collect());
    let sealed = item.get("sealed").and_then(|value| value.as_b().ok());
    Ok(Body {
        id,
        keys: keys.ok_or(wrong("keys"))?,
        sealed: sealed.ok_or(wrong("sealed"))?.as_ref().to_vec(),
        expires: integer(item, "expires").ok_or(wrong("expires"))?,
    })
}

/// The key of an entry of the erasure list.
pub fn erased_key(erased: &Erased) -> Item {
    let text = format!("{} {}", erased.reference, erased.received_at);
    let hash: [u8; 32] = Sha256::digest(text).into();
    let mut first = [0; 16];
    // A number has 38 digits at most: 15 bytes make 37.
    first[1..].copy_from_slice(&hash[..15]);
    key(ERASED, u128::from_be_bytes(first))
}

/// The item of an entry of the erasure list.
pub fn erased(erased: &Erased) -> Item {
    with(
        erased_key(erased),
        [("reference", text(erased.reference.as_str())), ("received_at", text(erased.received_at))],
    )
}

/// Reads an entry of the erasure list back.
pub fn read_erased(item: &Item) -> Result<Erased, UnreadableItem> {
    let wrong = |attribute| {
        let key = string(item, "reference").unwrap_or(name(item)).to_owned();
        UnreadableItem { key, defect: Defect::Attribute(attribute) }
    };
    let parsed = |attribute| string(item, attribute).ok_or(wrong(attribute));
    let reference: Result<Reference, _> = parsed("reference")?.parse();
    Ok(Erased {
        reference: reference.map_err(|_| wrong("reference"))?,
        received_at: parsed("received_at")?.parse().map_err(|_| wrong("received_at"))?,
    })
}
