//! The store of one machine: a `SQLite` database.
//!
//! Nothing but the standard tools is needed to open an application by hand:
//!
//! ```text
//! sqlite3 .data/applications.db "select writefile('a.age', sealed) from applications where reference = '…'"
//! age -d -i .data/identity.txt a.age
//! ```
//!
//! All that was confirmed is in that one file: a copy of it, taken at any moment between two writes, opens with
//! everything.
//!
//! # When something fails
//!
//! | what happens | the applicant sees | afterwards |
//! | --- | --- | --- |
//! | the file is moved away, deleted, or replaced by an older copy | "not stored", answers kept | said in the log; the file is opened again, or a new one made |
//! | another program holds the database for longer than five seconds | "not stored", after five seconds however many wait | – |
//! | the disk is full, or a write fails | "not stored", answers kept | the write is taken back |
//! | the clock is two hours before the newest application | "not stored" | until the clock is right, or `--accept-clock` |
//! | a restore is interrupted | – | nothing of it is there: the same command again brings all of it |
//! | a page of the file is damaged | nothing | the next start refuses to write there; the rest can be read |

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use application_form::reference::Reference;
use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::Mutex;

use super::{Cursor, Store, StoreError, StorePage, Stored};
use crate::{
    crypto::private_file::Mended,
    rate_limit::{Counter, MemoryCounts},
    record::Record,
};

mod error;
mod clock;
mod tables;
mod file;
mod database;
mod listing;
mod expiry;
mod journal;
mod restore;

pub use clock::{AheadClock, ClockRules, ClockVerdict};
pub use error::SqliteError;
pub use expiry::Deletion;

use clock::State;
use database::Database;
use error::Failure;
use tables::{
    row::{self, Row},
    schema::Schema,
};

/// How long one request may take, waiting for others and for the disk.
const PATIENCE: Duration = Duration::from_secs(5);

/// Applications in a file that only its owner can read.
///
/// One connection behind a lock: `SQLite` writes one at a time anyway, and each write waits for the disk
/// in a thread of tokio's blocking pool, never in the one that answers requests.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    database: Arc<Mutex<Database>>,
    path: Arc<Path>,
    counts: Arc<MemoryCounts>,
    mended: Mended,
    damage: Arc<[String]>,
    earlier_release: bool,
    patience: Duration,
}

impl SqliteStore {
    /// Opens the database, or makes it, and its folder, readable by their owner only.
    pub fn open(path: &Path) -> Result<Self, SqliteError> {
        Self::open_with(path, ClockRules::default())
    }

    /// The same under other rules about the clock.
    pub fn open_with(path: &Path, rules: ClockRules) -> Result<Self, SqliteError> {
        Ok(Self::of(Database::open(path, rules, PATIENCE)?))
    }

    /// Opens a database that must be there, to read it: who reads applications makes none, and needs no
    /// right to write, as with a backup. One that others can read is kept from them, or not read.
    pub fn open_existing(path: &Path) -> Result<Self, SqliteError> {
        Ok(Self::of(Database::open_to_read(path, PATIENCE)?))
    }

    fn of(database: Database) -> Self {
        Self {
            path: database.path.as_path().into(),
            mended: database.mended,
            damage: database.damage.clone().into(),
            earlier_release: database.schema == Schema::One,
            database: Arc::new(Mutex::new(database)),
            counts: Arc::default(),
            patience: PATIENCE,
        }
    }

    /// Whether others could read the file until it was opened.
    pub fn mended(&self) -> Mended {
        self.mended
    }

    /// What was wrong with the file's structure when it was opened to be read; empty if nothing was.
    pub fn damage(&self) -> &[String] {
        &self.damage
    }

    /// Whether an earlier release wrote it, which kept what was new in a log beside: a copy without that log
    /// opens too, with less in it.
    pub fn may_lack_a_log(&self) -> bool {
        self.earlier_release
    }

    /// How the clock compares with what the database remembers.
    pub async fn clock(&self, now: Timestamp) -> Result<ClockVerdict, StoreError> {
        self.with(move |connection, _, _| Ok(State::read(connection)?.verdict(now))).await
    }

    /// Deletes for good what this run and one at least a day earlier found expired, unless the clock may be
    /// wrong. `DynamoDB` does so by itself, with a clock of its own.
    ///
    /// An error means that nothing was deleted: mostly that somebody was reading all the time.
    pub async fn delete_expired(&self, now: Timestamp) -> Result<Deletion, StoreError> {
        self.with(move |connection, _, _| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let deletion = expiry::run(&transaction, now)?;
            transaction.commit()?;
            Ok(deletion)
        })
        .await
    }

    /// Runs `work` where waiting for the disk stops nobody. It is over when [`PATIENCE`] is, wherever the time
    /// went: requests that wait for each other do not add up.
    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection, &mut Database, Instant) -> Result<T, Failure>
        + Send
        + 'static,
    ) -> Result<T, StoreError> {
        let deadline = Instant::now() + self.patience;
        let unavailable = |error: SqliteError| StoreError::Unavailable(Box::new(error));
        let waiting = Arc::clone(&self.database).lock_owned();
        let Ok(mut database) = tokio::time::timeout_at(deadline.into(), waiting).await else {
            return Err(unavailable(SqliteError::Busy(self.path.to_path_buf())));
        };
        let done = tokio::task::spawn_blocking(move || {
            database.run(deadline, |connection, database| work(connection, database, deadline))
        });
        done.await.map_err(|panic| StoreError::Unavailable(Box::new(panic)))?.map_err(unavailable)
    }
}

impl Store for SqliteStore {
    async fn store(&self, record: &Record, now: Timestamp) -> Result<Stored, StoreError> {
        let record = record.clone();
        self.with(move |connection, database, deadline| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let state = State::read(&transaction)?;
            database.is_as_left(&state)?;
            let as_of = state.admit(now, database.rules.ahead)?;
            let stored = match Row::find(&transaction, database.schema, &record.reference)? {
                Some(row) if !row.can_be_trusted() => {
                    return Ok(Err(StoreError::Taken(record.reference)));
                }
                Some(row) if !row.is_expired(as_of) && row.digest() != record.digest => {
                    return Ok(Err(StoreError::Taken(record.reference)));
                }
                Some(row) if !row.is_expired(as_of) => {
                    row::sent_again(&transaction, &record)?;
                    match row.received_at() {
                        Ok(received_at) => Stored::AlreadyStored { received_at },
                        Err(unreadable) => return Ok(Err(unreadable.into())),
                    }
                }
                expired => {
                    if expired.is_some() {
                        row::delete(&transaction, &record.reference)?;
                    }
                    Row::of(&record).insert(&transaction)?;
                    Stored::New
                }
            };
            state.remember(&transaction, now)?;
            State::sent(&transaction, now)?;
            transaction.commit()?;
            database.read_back(std::slice::from_ref(&record), deadline)?;
            Ok(Ok(stored))
        })
        .await?
    }

    async fn mark_over_limit(&self, record: &Record, stored: Stored) -> Result<(), StoreError> {
        let record = record.clone();
        self.with(move |connection, _, _| {
            match stored {
                Stored::New => row::mark_over_limit(connection, &record.reference)?,
                Stored::AlreadyStored { .. } => row::sent_again(connection, &record)?,
            }
            Ok(())
        })
        .await
    }

    /// In memory: one process serves one database, and to write each count to the disk would take as long as to
    /// store an application.
    async fn count(&self, counters: &[Counter], now: Timestamp) -> Result<Vec<u32>, StoreError> {
        Ok(self.counts.add(counters, now))
    }

    async fn find(
        &self,
        reference: &Reference,
        now: Timestamp,
    ) -> Result<Option<Record>, StoreError> {
        let row = self.row(reference, now).await?;
        Ok(row.map(Row::record).transpose()?)
    }

    async fn list(&self, cursor: Option<&Cursor>, now: Timestamp) -> Result<StorePage, StoreError> {
        let cursor = cursor.cloned();
        self.with(move |connection, database, _| {
            Ok(listing::page(connection, database.schema, cursor.as_ref(), now)?)
        })
        .await
    }
}

impl SqliteStore {
    /// The row under that reference, unless it has certainly expired.
    async fn row(&self, reference: &Reference, now: Timestamp) -> Result<Option<Row>, StoreError> {
        let reference = reference.clone();
        let row = self
            .with(move |connection, database, _| {
                Ok(Row::find(connection, database.schema, &reference)?)
            })
            .await?;
        Ok(row.filter(|row| !(row.is_whole() && row.is_expired(now))))
    }
}

#[cfg(test)]
mod tests;
