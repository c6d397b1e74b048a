//! Reads what can be read of a journal, however damaged, and names the rest.
//!
//! An event stands in its table, and its number once more in an index, beside the name of its body; so does a body. Each
//! tree of pages is walked as far as it goes, then each row is read by itself.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rusqlite::Connection;

use super::{body_row::StoredBody, event_row, tables};
use crate::store::{
    Defect, UnreadableItem,
    journal::{
        BodyRow, JournalPage, UnreadableBody,
        body::BodyId,
        erased::{Erased, ErasureList},
        event::{EventRow, UnreadableEvent},
    },
    sqlite::listing::is_damage,
};

/// A page has so many rows: half a megabyte.
const PAGE: usize = 1000;

/// Whether every row is known of which there is any trace.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
    Complete,
    Damaged,
}

pub fn page(connection: &Connection, from: u64) -> rusqlite::Result<JournalPage> {
    let mut page = JournalPage { rows: Vec::new(), next: None };
    let Ok(from) = i64::try_from(from) else { return Ok(page) };
    if !tables::exist(connection)? {
        return Ok(page);
    }
    let mut known = BTreeSet::new();
    let trees = [
        "SELECT seq FROM events NOT INDEXED ORDER BY seq",
        "SELECT seq FROM events INDEXED BY sqlite_autoindex_events_1 ORDER BY body",
    ];
    let walk = walk(connection, trees, |row| {
        let seq: i64 = row.get(0)?;
        known.extend((seq >= from).then_some(seq));
        Ok(())
    })?;
    let mut numbers = known.into_iter().filter_map(|seq| u64::try_from(seq).ok());
    for seq in numbers.by_ref().take(PAGE) {
        let damaged = UnreadableEvent { seq: Some(seq), hash: None, defect: Defect::Damaged };
        page.rows.push(match event_row::find(connection, seq) {
            Ok(Some(row)) => row,
            Err(error) if !is_damage(&error) => return Err(error),
            Ok(None) | Err(_) => Err(damaged),
        });
    }
    page.next = numbers.next();
    if page.next.is_none() && walk == Walk::Damaged {
        page.rows.push(Err(UnreadableEvent { seq: None, hash: None, defect: Defect::Damaged }));
    }
    Ok(page)
}

/// Every page in one.
pub fn all(connection: &Connection) -> rusqlite::Result<Vec<EventRow>> {
    let (mut rows, mut next) = (Vec::new(), Some(0));
    while let Some(from) = next {
        let page = page(connection, from)?;
        rows.extend(page.rows);
        next = page.next;
    }
    Ok(rows)
}

/// Those that are there and have not expired, in the order of the names.
pub fn bodies(
    connection: &Connection,
    ids: &[BodyId],
    now: Timestamp,
) -> rusqlite::Result<Vec<BodyRow>> {
    if ids.is_empty() || !tables::exist(connection)? {
        return Ok(Vec::new());
    }
    let mut known = BTreeMap::new();
    let trees = [
        "SELECT rowid, body FROM bodies NOT INDEXED ORDER BY rowid",
        "SELECT rowid, body FROM bodies INDEXED BY sqlite_autoindex_bodies_1 ORDER BY body",
    ];
    let walk = walk(connection, trees, |row| {
        known.insert(BodyId(row.get(1)?), row.get::<_, i64>(0)?);
        Ok(())
    })?;
    let mut found = Vec::new();
    for id in ids {
        let damaged = UnreadableBody { id: *id, defect: Defect::Damaged };
        let Some(number) = known.get(id) else {
            found.extend((walk == Walk::Damaged).then_some(Err(damaged)));
            continue;
        };
        match StoredBody::at(connection, *number, *id) {
            // Its end may be what is damaged.
            Ok(Some(row)) if row.is_whole() && row.is_expired(now) => {}
            Ok(Some(row)) => found.push(row.body()),
            Err(error) if !is_damage(&error) => return Err(error),
            Ok(None) | Err(_) => found.push(Err(damaged)),
        }
    }
    Ok(found)
}

pub fn erased(connection: &Connection) -> rusqlite::Result<ErasureList> {
    let mut list = ErasureList::default();
    if !tables::exist(connection)? {
        return Ok(list);
    }
    let walk = walk(connection, ["SELECT reference, received_at FROM erased"], |row| {
        let (key, received_at): (String, String) = (row.get(0)?, row.get(1)?);
        match (key.parse(), received_at.parse()) {
            (Ok(reference), Ok(received_at)) => {
                list.entries.insert(Erased { reference, received_at });
            }
            (reference, _) => {
                let name = if reference.is_err() { "reference" } else { "received_at" };
                let defect = Defect::Attribute(name);
                list.unreadable.push(UnreadableItem { key, defect });
            }
        }
        Ok(())
    })?;
    if walk == Walk::Damaged {
        list.unreadable.push(UnreadableItem { key: "?".to_owned(), defect: Defect::Damaged });
    }
    Ok(list)
}

/// Notes every row that comes before the first error, in each tree. Where one of them goes to its end, none is missing.
fn walk<const TREES: usize>(
    connection: &Connection,
    trees: [&str; TREES],
    mut note: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<Walk> {
    let mut walked = Walk::Damaged;
    for sql in trees {
        let mut tree = || {
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query(())?;
            while let Some(row) = rows.next()? {
                note(row)?;
            }
            Ok(())
        };
        match tree() {
            Ok(()) => walked = Walk::Complete,
            Err(error) if is_damage(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(walked)
}
