//! Lists what can be read of a database, however damaged, and names the rest.
//!
//! A record stands in the table, and its reference once more in an index: two trees of pages. Each is walked as far
//! as it goes, then each row is read by itself.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OptionalExtension};

use super::{
    clock::State,
    tables::{row::Row, schema::Schema},
};
use crate::store::{Cursor, Defect, StorePage, UnreadableItem};

/// A page of a listing has so many records: a few megabytes at most.
const PAGE: usize = 100;

/// Its rows by number; by reference, where the index knows it.
type Known = BTreeMap<i64, Option<String>>;

pub(super) fn page(
    connection: &Connection,
    schema: Schema,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> rusqlite::Result<StorePage> {
    let after = cursor.and_then(|Cursor(row)| row.parse().ok()).unwrap_or(i64::MIN);
    let known = known(connection)?;
    let mut page = StorePage { records: Vec::new(), damaged: Vec::new(), next: None };
    let mut rows = known.iter().filter(|(row, _)| **row > after);
    for (number, reference) in rows.by_ref().take(PAGE) {
        page.next = Some(Cursor(number.to_string()));
        let key = || reference.clone().unwrap_or_else(|| format!("n° {number}"));
        let row = connection
            .prepare(&format!("SELECT {} FROM applications WHERE rowid = ?1", schema.columns()))?
            .query_row([number], Row::read)
            .optional();
        match row {
            Ok(Some(row)) if row.is_whole() => {
                if !row.is_expired(now) {
                    page.records.push(row.record());
                }
            }
            // Its end may be what is damaged.
            Ok(Some(row)) => {
                let item = UnreadableItem { key: key(), defect: Defect::Attribute("checksum") };
                match row.record() {
                    Ok(record) => {
                        page.records.push(Ok(record));
                        page.damaged.push(item);
                    }
                    unreadable => page.records.push(unreadable),
                }
            }
            Err(error) if !is_damage(&error) => return Err(error),
            Ok(None) | Err(_) => {
                page.records.push(Err(UnreadableItem { key: key(), defect: Defect::Damaged }));
            }
        }
    }
    if rows.next().is_none() {
        page.next = None;
        let missing = missing(connection, schema, known.len());
        let item = UnreadableItem { key: "?".to_owned(), defect: Defect::Damaged };
        page.records.extend(std::iter::repeat_n(Err(item), missing));
    }
    Ok(page)
}

/// Every page in one, whatever has expired.
pub(super) fn all(connection: &Connection, schema: Schema) -> rusqlite::Result<StorePage> {
    let mut all = page(connection, schema, None, Timestamp::MIN)?;
    while let Some(cursor) = all.next.take() {
        let next = page(connection, schema, Some(&cursor), Timestamp::MIN)?;
        all.records.extend(next.records);
        all.damaged.extend(next.damaged);
        all.next = next.next;
    }
    Ok(all)
}

fn known(connection: &Connection) -> rusqlite::Result<Known> {
    let mut known = Known::new();
    for rows in [
        "SELECT rowid, NULL FROM applications NOT INDEXED ORDER BY rowid",
        "SELECT rowid, reference FROM applications INDEXED BY sqlite_autoindex_applications_1
         ORDER BY reference",
    ] {
        match walk(connection, rows, &mut known) {
            Err(error) if !is_damage(&error) => return Err(error),
            _ => {}
        }
    }
    Ok(known)
}

/// Notes every row that comes before the first error.
fn walk(connection: &Connection, sql: &str, known: &mut Known) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        let reference: Option<String> = row.get(1)?;
        let entry = known.entry(row.get(0)?).or_default();
        *entry = entry.take().or(reference);
    }
    Ok(())
}

/// How many there should be that no tree leads to.
fn missing(connection: &Connection, schema: Schema, known: usize) -> usize {
    if schema == Schema::One {
        return 0;
    }
    let records = State::read(connection).map(|state| usize::try_from(state.records).unwrap_or(0));
    records.unwrap_or_default().saturating_sub(known)
}

/// Whether it is the file's fault: a page that makes no sense, or is not there.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error,
    };
    match error {
        FromSqlConversionFailure(..)
        | IntegralValueOutOfRange(..)
        | InvalidColumnType(..)
        | Utf8Error(..) => true,
        error => matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::SystemIoFailure)
        ),
    }
}
