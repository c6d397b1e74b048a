//! Deletes what has expired, when that is certain.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{
    clock::{APART, ClockVerdict, State},
    journal::{body_row::StoredBody, tables},
    tables::{row::Row, schema::Schema},
};

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// The clock is plausible.
    Done {
        /// So many applications are gone, and their bytes overwritten.
        deleted: usize,
        /// And so many bodies of the office's journal.
        bodies: usize,
        /// So many were found expired, and are deleted if a run a day later finds them so too.
        waiting: usize,
        /// Expired, as far as one can read, but damaged: so it is not certain. References, and names of bodies.
        damaged: Vec<String>,
    },
    /// The clock is before the latest time seen: nothing was deleted.
    ClockBehind {
        /// The latest time seen.
        latest: Timestamp,
    },
    /// The clock is far after the latest time seen: nothing was deleted.
    ClockAhead {
        /// The latest time seen.
        latest: Timestamp,
    },
}

/// Within the caller's transaction.
pub(super) fn run(connection: &Connection, now: Timestamp) -> rusqlite::Result<Deletion> {
    let state = State::read(connection)?;
    match state.verdict(now) {
        ClockVerdict::Plausible => {}
        ClockVerdict::Behind { latest } => return Ok(Deletion::ClockBehind { latest }),
        ClockVerdict::Ahead { latest } => return Ok(Deletion::ClockAhead { latest }),
    }
    state.remember(connection, now)?;
    let columns = Schema::Two.columns();
    let applications = sweep(connection, "applications", columns, now, |row| {
        let row = Row::read(row)?;
        Ok((row.reference().to_owned(), row.is_whole()))
    })?;
    let bodies = if tables::exist(connection)? {
        sweep(connection, "bodies", StoredBody::COLUMNS, now, |row| {
            let row = StoredBody::read(row)?;
            Ok((format!("BODY#{}", row.id()), row.is_whole()))
        })?
    } else {
        Swept::default()
    };
    Ok(Deletion::Done {
        deleted: applications.deleted,
        bodies: bodies.deleted,
        waiting: applications.waiting + bodies.waiting,
        damaged: [applications.damaged, bodies.damaged].concat(),
    })
}

/// What became of the rows of a table.
#[derive(Default)]
struct Swept {
    deleted: usize,
    waiting: usize,
    damaged: Vec<String>,
}

/// Deletes the rows that this run and an earlier one found expired. `identify` names a row, read in the order of
/// `columns`, and says whether it is whole.
fn sweep(
    connection: &Connection,
    table: &str,
    columns: &str,
    now: Timestamp,
    identify: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<(String, bool)>,
) -> rusqlite::Result<Swept> {
    let second = now.as_second();
    // An earlier run's clock was wrong.
    connection.execute(
        &format!(
            "UPDATE {table} SET found_expired = NULL
             WHERE found_expired IS NOT NULL AND (expires > ?1 OR found_expired > ?1)"
        ),
        [second],
    )?;
    let mut statement = connection.prepare(&format!(
        "SELECT {columns}, rowid, found_expired FROM {table} WHERE expires <= ?1"
    ))?;
    let expired = statement.query_map([second], |row| {
        let found: Option<i64> = row.get("found_expired")?;
        Ok((identify(row)?, row.get::<_, i64>("rowid")?, found))
    })?;
    let expired: Vec<_> = expired.collect::<rusqlite::Result<_>>()?;
    let mut swept = Swept::default();
    for ((name, is_whole), number, found) in expired {
        match found {
            _ if !is_whole => swept.damaged.push(name),
            Some(found) if found <= (now - APART).as_second() => {
                swept.deleted += connection
                    .execute(&format!("DELETE FROM {table} WHERE rowid = ?1"), [number])?;
            }
            Some(_) => swept.waiting += 1,
            None => {
                swept.waiting += 1;
                connection.execute(
                    &format!("UPDATE {table} SET found_expired = ?2 WHERE rowid = ?1"),
                    params![number, second],
                )?;
            }
        }
    }
    Ok(swept)
}
