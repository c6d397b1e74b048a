//! The journal's tables, in the database of the applications.
//!
//! They are made when somebody first writes in them: without them, the journal is empty. Earlier releases do not know
//! them and go on with the applications as before, so the schema's number stays.

use rusqlite::{Connection, OptionalExtension};

/// What is short comes first, as in the table of applications. A row of `events` is held by its own hash, one of
/// `bodies` by a checksum: garbage in `expires` would make a body vanish.
///
/// Each write is counted, whoever makes it: a file that was replaced by an older one shows.
const CREATE: &str = r#"
    CREATE TABLE events (
        seq      INTEGER PRIMARY KEY NOT NULL,
        at       TEXT NOT NULL,
        "by"     TEXT NOT NULL,
        body     BLOB NOT NULL UNIQUE, -- a second way to each row
        "commit" BLOB NOT NULL,
        until    TEXT NOT NULL,
        prev     BLOB NOT NULL,
        hash     BLOB NOT NULL,
        sig      BLOB NOT NULL,
        version  INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE bodies (
        body     BLOB PRIMARY KEY NOT NULL,
        expires  INTEGER NOT NULL,
        found_expired INTEGER, -- by which run first, in seconds since 1970
        checksum BLOB NOT NULL,
        keys     TEXT NOT NULL,
        sealed   BLOB NOT NULL
    ) STRICT;
    CREATE TABLE erased (
        reference   TEXT NOT NULL,
        received_at TEXT NOT NULL,
        PRIMARY KEY (reference, received_at)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER events_inserted AFTER INSERT ON events BEGIN UPDATE state SET writes = writes + 1; END;
    CREATE TRIGGER events_updated AFTER UPDATE ON events BEGIN UPDATE state SET writes = writes + 1; END;
    CREATE TRIGGER events_deleted AFTER DELETE ON events BEGIN UPDATE state SET writes = writes + 1; END;
    CREATE TRIGGER bodies_inserted AFTER INSERT ON bodies BEGIN UPDATE state SET writes = writes + 1; END;
    CREATE TRIGGER bodies_updated AFTER UPDATE ON bodies BEGIN UPDATE state SET writes = writes + 1; END;
    CREATE TRIGGER bodies_deleted AFTER DELETE ON bodies BEGIN UPDATE state SET writes = writes + 1; END;
    CREATE TRIGGER erased_inserted AFTER INSERT ON erased BEGIN UPDATE state SET writes = writes + 1; END;
    CREATE TRIGGER erased_deleted AFTER DELETE ON erased BEGIN UPDATE state SET writes = writes + 1; END;
"#;

/// Whether anything was ever written there.
pub fn exist(connection: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'events'";
    let found = connection.query_row(sql, (), |_| Ok(())).optional()?;
    Ok(found.is_some())
}

/// Makes the tables if they are not there, within the caller's transaction.
pub fn create(connection: &Connection) -> rusqlite::Result<()> {
    if exist(connection)? { Ok(()) } else { connection.execute_batch(CREATE) }
}
