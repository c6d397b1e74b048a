//! A record as a row of the table.

use application_form::reference::Reference;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{
    rate_limit::Slot,
    record::{ReceivedAt, Record, VERSION},
    store::{Defect, Reservation, UnreadableItem},
};

/// In the order that [`read`] expects.
pub(super) const COLUMNS: &str =
    "reference, received_at, form, keys, quarantine, digest, sealed, version, expires";

pub(super) fn write(connection: &Connection, record: &Record) -> rusqlite::Result<()> {
    let keys = serde_json::to_string(&record.keys).expect("a list of texts");
    connection
        .prepare(&format!(
            "INSERT OR REPLACE INTO applications ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        ))?
        .execute(params![
            record.reference.as_str(),
            record.received_at.to_string(),
            record.form,
            keys,
            record.quarantine,
            record.digest,
            record.sealed,
            record.version,
            record.expires,
        ])
        .map(drop)
}

pub(super) fn reserve(
    connection: &Connection,
    slot: &Slot,
    most: u32,
) -> rusqlite::Result<Reservation> {
    let Slot { counter, send, expires } = slot;
    connection.execute(
        "INSERT OR IGNORE INTO sends (counter, send, expires) SELECT ?1, ?2, ?3
         WHERE (SELECT count(*) FROM sends WHERE counter = ?1) < ?4",
        params![counter, send, expires, most],
    )?;
    connection
        .prepare("SELECT 1 FROM sends WHERE counter = ?1 AND send = ?2")?
        .exists(params![counter, send])
        .map(|held| if held { Reservation::Granted } else { Reservation::Refused })
}

pub(super) fn release(connection: &Connection, slot: &Slot) -> rusqlite::Result<()> {
    let Slot { counter, send, .. } = slot;
    connection
        .execute("DELETE FROM sends WHERE counter = ?1 AND send = ?2", params![counter, send])
        .map(drop)
}

pub(super) fn received_at(
    reference: &Reference,
    received_at: &str,
) -> Result<ReceivedAt, UnreadableItem> {
    let defect = Defect::Attribute("received_at");
    received_at.parse().map_err(|_| UnreadableItem { key: reference.to_string(), defect })
}

/// The digest and the time of what is kept under that reference.
pub(super) fn first(
    connection: &Connection,
    reference: &Reference,
    now: Timestamp,
) -> rusqlite::Result<Option<(String, String)>> {
    connection
        .query_row(
            "SELECT digest, received_at FROM applications WHERE reference = ?1 AND expires > ?2",
            params![reference.as_str(), now.as_second()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()
}

pub(super) type Found = Result<Record, UnreadableItem>;

pub(super) fn find(
    connection: &Connection,
    reference: &Reference,
    now: Timestamp,
) -> rusqlite::Result<Option<Found>> {
    connection
        .prepare(&format!(
            "SELECT {COLUMNS} FROM applications WHERE reference = ?1 AND expires > ?2"
        ))?
        .query_row(params![reference.as_str(), now.as_second()], read)
        .optional()
}

/// Reads a row in the order of [`COLUMNS`]. `SQLite` guarantees the types, not the meaning.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Found> {
    let (key, received_at, keys): (String, String, String) =
        (row.get(0)?, row.get(1)?, row.get(3)?);
    let unreadable = |defect| Ok(Err(UnreadableItem { key: key.clone(), defect }));
    let version = row.get(7)?;
    if version > VERSION {
        return unreadable(Defect::LaterVersion);
    }
    let Ok(reference) = key.parse() else {
        return unreadable(Defect::Attribute("reference"));
    };
    let Ok(received_at) = received_at.parse() else {
        return unreadable(Defect::Attribute("received_at"));
    };
    let Ok(keys) = serde_json::from_str(&keys) else {
        return unreadable(Defect::Attribute("keys"));
    };
    Ok(Ok(Record {
        reference,
        received_at,
        form: row.get(2)?,
        keys,
        quarantine: row.get(4)?,
        digest: row.get(5)?,
        sealed: row.get(6)?,
        version,
        expires: row.get(8)?,
    }))
}
