//! The slots of [`crate::rate_limit`], in a table of their own.

use rusqlite::{Connection, params};

use crate::{rate_limit::Slot, store::Reservation};

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
