//! Brings the tables of earlier releases up to date; for reading them, [`Schema::columns`] knows how.
//!
//! | schema | made by | what is different |
//! | --- | --- | --- |
//! | 1 | releases before format 2 | `sealed` before `expires`; no `again`, `over_limit`, `checksum`; a write-ahead log; sends counted in a table |
//! | 2 | this one | |

use rusqlite::Connection;

use super::{
    row::Row,
    schema::{CREATE, Schema},
};

/// Makes the tables where there is nothing yet, and brings those of an earlier release up to date. Changes
/// nothing in what is not ours.
pub fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    match Schema::of(connection)? {
        Schema::Foreign if is_empty(connection)? => connection.execute_batch(CREATE),
        Schema::One => migrate(connection),
        Schema::Two | Schema::Foreign | Schema::Later => Ok(()),
    }
}

/// From schema 1 to 2, within the caller's transaction: all of it or nothing.
fn migrate(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "ALTER TABLE applications RENAME TO applications_1; DROP INDEX applications_by_expires;",
    )?;
    connection.execute_batch(CREATE)?;
    let columns = Schema::One.columns();
    let mut old = connection.prepare(&format!("SELECT {columns} FROM applications_1"))?;
    let mut rows = old.query(())?;
    while let Some(row) = rows.next()? {
        // As it stands, even where it says nothing that this release understands.
        Row::read(row)?.insert(connection)?;
    }
    // The newest record is the only time that is known to have been.
    connection.execute_batch(
        "DROP TABLE applications_1;
         DROP TABLE IF EXISTS sends;
         UPDATE state SET newest = (SELECT unixepoch(max(received_at)) FROM applications);
         UPDATE state SET latest = newest;",
    )
}

fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", (), |row| row.get(0))
}
