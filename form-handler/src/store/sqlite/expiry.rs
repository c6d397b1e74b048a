//! Deletes what has expired, when that is certain.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{
    clock::{APART, ClockVerdict, State},
    tables::{row::Row, schema::Schema},
};

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// The clock is plausible.
    Done {
        /// So many are gone, and their bytes overwritten.
        deleted: usize,
        /// So many were found expired, and are deleted if a run a day later finds them so too.
        waiting: usize,
        /// Expired, as far as one can read, but damaged: so it is not certain. Their references.
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
    let second = now.as_second();
    // An earlier run's clock was wrong.
    connection.execute(
        "UPDATE applications SET found_expired = NULL
         WHERE found_expired IS NOT NULL AND (expires > ?1 OR found_expired > ?1)",
        [second],
    )?;
    let mut statement = connection.prepare(&format!(
        "SELECT {}, rowid, found_expired FROM applications WHERE expires <= ?1",
        Schema::Two.columns()
    ))?;
    let expired = statement.query_map([second], |row| {
        let found: Option<i64> = row.get("found_expired")?;
        Ok((Row::read(row)?, row.get::<_, i64>("rowid")?, found))
    })?;
    let expired: Vec<_> = expired.collect::<rusqlite::Result<_>>()?;
    let (mut deleted, mut waiting, mut damaged) = (0, 0, Vec::new());
    for (row, number, found) in expired {
        match found {
            _ if !row.is_whole() => damaged.push(row.reference().to_owned()),
            Some(found) if found <= (now - APART).as_second() => {
                deleted +=
                    connection.execute("DELETE FROM applications WHERE rowid = ?1", [number])?;
            }
            Some(_) => waiting += 1,
            None => {
                waiting += 1;
                connection.execute(
                    "UPDATE applications SET found_expired = ?2 WHERE rowid = ?1",
                    params![number, second],
                )?;
            }
        }
    }
    Ok(Deletion::Done { deleted, waiting, damaged })
}
