//! The tables of today, and how to read those of earlier releases.

use rusqlite::Connection;

/// `PRAGMA user_version` of the tables below; 0 is a database without them.
const SCHEMA: u32 = 2;

/// The names are the `DynamoDB` table's, except `pk`, which is spelt `reference` here.
///
/// What is short comes first. What stands behind `sealed` would lie on other pages than the row's start, and
/// one damaged page of a sealed text would change it: garbage in `expires` made an application vanish.
pub const CREATE: &str = "
    CREATE TABLE applications (
        reference   TEXT PRIMARY KEY NOT NULL,
        received_at TEXT NOT NULL,
        again       TEXT NOT NULL,
        expires     INTEGER NOT NULL,
        version     INTEGER NOT NULL,
        quarantine  INTEGER NOT NULL,
        over_limit  INTEGER NOT NULL,
        found_expired INTEGER, -- by which run first, in seconds since 1970
        checksum    BLOB NOT NULL,
        digest      TEXT NOT NULL,
        form        TEXT NOT NULL,
        keys        TEXT NOT NULL,
        sealed      BLOB NOT NULL
    ) STRICT;
    CREATE TABLE state (
        id      INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
        writes  INTEGER NOT NULL, -- ever
        records INTEGER NOT NULL, -- in the table
        latest  INTEGER,          -- time seen, in seconds since 1970
        newest  INTEGER           -- send, in seconds since 1970
    ) STRICT;
    INSERT INTO state (id, writes, records) VALUES (1, 0, 0);
    -- Whoever writes, by hand too.
    CREATE TRIGGER applications_inserted AFTER INSERT ON applications
        BEGIN UPDATE state SET writes = writes + 1, records = records + 1; END;
    CREATE TRIGGER applications_updated AFTER UPDATE ON applications
        BEGIN UPDATE state SET writes = writes + 1; END;
    CREATE TRIGGER applications_deleted AFTER DELETE ON applications
        BEGIN UPDATE state SET writes = writes + 1, records = records - 1; END;
    PRAGMA user_version = 2;
";

/// What a database holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// Applications, as the first releases wrote them.
    One,
    /// Applications, as this one writes them.
    Two,
    /// Nothing, or something else.
    Foreign,
    /// What a later release wrote.
    Later,
}

impl Schema {
    /// That of a database.
    pub fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        Ok(match version {
            0 => Self::Foreign,
            1 => Self::One,
            SCHEMA => Self::Two,
            _ => Self::Later,
        })
    }

    /// The columns of a row, in the order of `Row::read`.
    pub fn columns(self) -> &'static str {
        match self {
            Self::One => {
                "reference, received_at, received_at, expires, version, quarantine, 0, NULL, digest, form, keys, sealed"
            }
            _ => {
                "reference, received_at, again, expires, version, quarantine, over_limit, checksum, digest, form, keys, sealed"
            }
        }
    }
}
