//! The store of one machine: a `SQLite` database.
//!
//! Nothing but the standard tools is needed to open an application by hand:
//!
//! ```text
//! sqlite3 .data/applications.db "select writefile('a.age', sealed) from applications where reference = '…'"
//! age -d -i .data/identity.txt a.age
//! ```

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use application_form::reference::Reference;
use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use super::{Cursor, Store, StoreError, StorePage, Stored};
use crate::{
    rate_limit::{Counter, MemoryCounts},
    record::Record,
};

mod file;
mod migration;
mod row;
mod schema;

use file::{create, has_log, url_path};
use row::Row;
use schema::Schema;

/// How long a write waits for another process's.
const PATIENCE: Duration = Duration::from_secs(5);

/// A page of a listing has so many records: a few megabytes at most.
const PAGE: u32 = 100;

/// Applications in a file that only its owner can read.
///
/// One connection behind a lock: `SQLite` writes one at a time anyway, and each write waits for the disk
/// in a thread of tokio's blocking pool, never in the one that answers requests.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    connection: Arc<Mutex<Connection>>,
    path: Arc<Path>,
    schema: Schema,
    counts: Arc<MemoryCounts>,
}

/// Why a database could not be opened or did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum SqliteError {
    /// The file or its folder could not be made.
    #[error("cannot create {}", .path.display())]
    Create {
        /// The file that it is about.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// There is no such file.
    #[error("there is no database at {}", .0.display())]
    Absent(PathBuf),
    /// It is a file, but not one of ours.
    #[error("{} holds no applications", .0.display())]
    Foreign(PathBuf),
    /// It was made by a later version of this program.
    #[error("{} was made by a later version of this program", .0.display())]
    Later(PathBuf),
    /// `SQLite` says why.
    #[error("the database {} does not answer", .path.display())]
    Sqlite {
        /// The file that it is about.
        path: PathBuf,
        /// What `SQLite` says.
        source: rusqlite::Error,
    },
}

impl SqliteStore {
    /// Opens the database, or makes it, and its folder, readable by their owner only.
    pub fn open(path: &Path) -> Result<Self, SqliteError> {
        create(path).map_err(|source| SqliteError::Create { path: path.to_owned(), source })?;
        Self::connect(path, || {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let mut connection = Connection::open_with_flags(path, flags)?;
            connection.busy_timeout(PATIENCE)?;
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            migration::prepare(&transaction)?;
            transaction.commit()?;
            // Not before it is known to be ours: the first of these changes the file.
            if Schema::of(&connection)? == Schema::Two {
                // A reader never stops a writer; a commit returns when the disk has it; what is deleted
                // is overwritten.
                connection.pragma_update(None, "journal_mode", "wal")?;
                connection.pragma_update(None, "synchronous", "full")?;
                connection.pragma_update(None, "secure_delete", true)?;
            }
            Ok(connection)
        })
    }

    /// Opens a database that must be there, to read it: who reads applications makes none, and needs no
    /// right to write, as with a backup.
    pub fn open_existing(path: &Path) -> Result<Self, SqliteError> {
        if !path.exists() {
            return Err(SqliteError::Absent(path.to_owned()));
        }
        Self::connect(path, || {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(path, flags)?;
            connection.busy_timeout(PATIENCE)?;
            if Schema::of(&connection).is_err() && !has_log(path) {
                // Readers share a file beside the database, which cannot be made here. Nobody else can
                // write here either.
                let path: String = url_path(path);
                let flags = flags | OpenFlags::SQLITE_OPEN_URI;
                return Connection::open_with_flags(format!("file:{path}?immutable=1"), flags);
            }
            Ok(connection)
        })
    }

    fn connect(
        path: &Path,
        connect: impl FnOnce() -> rusqlite::Result<Connection>,
    ) -> Result<Self, SqliteError> {
        let connected = connect().and_then(|connection| Ok((Schema::of(&connection)?, connection)));
        match connected {
            Ok((schema @ (Schema::One | Schema::Two), connection)) => {
                let connection = Arc::new(Mutex::new(connection));
                Ok(Self { connection, path: path.into(), schema, counts: Arc::default() })
            }
            Ok((Schema::Foreign, _)) => Err(SqliteError::Foreign(path.to_owned())),
            Ok((Schema::Later, _)) => Err(SqliteError::Later(path.to_owned())),
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
                Err(SqliteError::Foreign(path.to_owned()))
            }
            Err(source) => Err(SqliteError::Sqlite { path: path.to_owned(), source }),
        }
    }

    /// Deletes what has expired by `now`, for good, and says how many there were. `DynamoDB` does so by
    /// itself.
    pub async fn delete_expired(&self, now: Timestamp) -> Result<usize, StoreError> {
        self.with(move |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let deleted = row::delete(&transaction, "expires <= ?1", now.as_second())?;
            transaction.commit()?;
            if deleted > 0 {
                // The log still holds the old pages until they are moved into the database.
                connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()))?;
            }
            Ok(deleted)
        })
        .await
    }

    /// Runs `work` where waiting for the disk stops nobody.
    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let connection = Arc::clone(&self.connection);
        let done = tokio::task::spawn_blocking(move || {
            // A panic in another's work rolled its transaction back; the connection is whole.
            work(&mut connection.lock().unwrap_or_else(PoisonError::into_inner))
        });
        let path = self.path.to_path_buf();
        done.await.map_err(|panic| StoreError::Unavailable(Box::new(panic)))?.map_err(|source| {
            StoreError::Unavailable(Box::new(SqliteError::Sqlite { path, source }))
        })
    }
}

impl Store for SqliteStore {
    async fn store(&self, record: &Record, now: Timestamp) -> Result<Stored, StoreError> {
        let record = record.clone();
        self.with(move |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let outcome = match row::first(&transaction, &record.reference, now)? {
                Some((digest, received_at)) if digest == record.digest => {
                    row::sent_again(&transaction, &record)?;
                    row::received_at(&record.reference, &received_at)
                        .map(|received_at| Stored::AlreadyStored { received_at })
                        .map_err(Into::into)
                }
                Some(_) => Err(StoreError::Taken(record.reference)),
                None => {
                    row::write(&transaction, &record)?;
                    Ok(Stored::New)
                }
            };
            transaction.commit()?;
            Ok(outcome)
        })
        .await?
    }

    async fn mark_over_limit(&self, record: &Record, stored: Stored) -> Result<(), StoreError> {
        let record = record.clone();
        self.with(move |connection| match stored {
            Stored::New => row::mark_over_limit(connection, &record.reference),
            Stored::AlreadyStored { .. } => row::sent_again(connection, &record),
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
        let reference = reference.clone();
        let schema = self.schema;
        let found =
            self.with(move |connection| row::find(connection, schema, &reference, now)).await?;
        Ok(found.transpose()?)
    }

    async fn list(&self, cursor: Option<&Cursor>, now: Timestamp) -> Result<StorePage, StoreError> {
        let after = cursor.map_or_else(String::new, |Cursor(reference)| reference.clone());
        let columns = self.schema.columns();
        self.with(move |connection| {
            let mut statement = connection.prepare(&format!(
                "SELECT {columns} FROM applications WHERE reference > ?1 AND expires > ?2
                 ORDER BY reference LIMIT ?3"
            ))?;
            let rows = statement.query_map(params![after, now.as_second(), PAGE], |row| {
                Ok((row.get::<_, String>(0)?, Row::read(row)?.record()))
            })?;
            let rows: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
            let full = rows.len() == PAGE as usize;
            let next = rows.last().filter(|_| full).map(|(key, _)| Cursor(key.clone()));
            Ok(StorePage { records: rows.into_iter().map(|(_, record)| record).collect(), next })
        })
        .await
    }
}

#[cfg(test)]
mod tests;
