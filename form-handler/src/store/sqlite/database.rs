//! One connection, and what is known of the file behind it.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use tracing::error;

use super::{
    clock::{ClockRules, State},
    error::{Failure, SqliteError},
    file::{create, has_log, keep_private, url_path},
    tables::{migration, row::Row, schema::Schema},
};
use crate::{crypto::private_file::Mended, record::Record};

/// A database that is open, or will be when it is next asked.
#[derive(Debug)]
pub(super) struct Database {
    pub path: PathBuf,
    access: Access,
    pub schema: Schema,
    pub rules: ClockRules,
    /// Whether others could read the file until now.
    pub mended: Mended,
    /// What `PRAGMA quick_check` found; only who reads works with a damaged one.
    pub damage: Vec<String>,
    /// The file's counter of writes when it was last seen.
    writes: i64,
    /// None after an error that leaves doubts.
    connection: Option<Connection>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

impl Database {
    /// Opens a database to write in it, or makes it.
    pub(super) fn open(
        path: &Path,
        rules: ClockRules,
        patience: Duration,
    ) -> Result<Self, SqliteError> {
        let (connection, mended) = open_to_write(path, patience)?;
        let about = |source| SqliteError::of(path, source);
        if let Some(now) = rules.accepted {
            State::accept(&connection, now).map_err(about)?;
        }
        let writes = State::read(&connection).map_err(about)?.writes;
        Ok(Self {
            path: path.to_owned(),
            access: Access::Write,
            schema: Schema::Two,
            rules,
            mended,
            damage: Vec::new(),
            writes,
            connection: Some(connection),
        })
    }

    /// Opens a database that is there, to read it.
    pub(super) fn open_to_read(path: &Path, patience: Duration) -> Result<Self, SqliteError> {
        if !path.exists() {
            return Err(SqliteError::Absent(path.to_owned()));
        }
        let exposed = |source| SqliteError::Exposed { path: path.to_owned(), source };
        let mended = keep_private(path).map_err(exposed)?;
        let connection = open_to_read(path, patience)?;
        let schema = ours(path, &connection)?;
        Ok(Self {
            path: path.to_owned(),
            access: Access::Read,
            schema,
            rules: ClockRules::default(),
            mended,
            damage: quick_check(&connection),
            writes: 0,
            connection: Some(connection),
        })
    }

    /// Does a piece of work before the deadline. After an error that leaves doubts about the connection, the
    /// next one opens the file again.
    pub(super) fn run<T>(
        &mut self,
        deadline: Instant,
        work: impl FnOnce(&mut Connection, &mut Self) -> Result<T, Failure>,
    ) -> Result<T, SqliteError> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.open_again(left(deadline))?,
        };
        let done = connection
            .busy_timeout(left(deadline))
            .map_err(Failure::from)
            .and_then(|()| work(&mut connection, self));
        if done.as_ref().err().is_none_or(leaves_no_doubt) {
            self.connection = Some(connection);
        }
        done.map_err(|failure| failure.about(&self.path))
    }

    /// Whether the file is still the one that was written to, as far as its counter tells: a copy over an open
    /// file changes neither its name nor its place.
    pub(super) fn is_as_left(&self, state: &State) -> Result<(), SqliteError> {
        if state.writes < self.writes {
            return Err(SqliteError::Replaced(self.path.clone()));
        }
        Ok(())
    }

    /// Reads back records that were written.
    pub(super) fn read_back(
        &mut self,
        records: &[Record],
        deadline: Instant,
    ) -> Result<(), Failure> {
        self.read_back_if(deadline, |connection, schema| {
            for record in records {
                let found = Row::find(connection, schema, &record.reference)?;
                if !found.is_some_and(|row| row.keeps(record)) {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }

    /// Reads back what was written, by the file's name and through a connection of its own: what is confirmed
    /// is what the next start finds.
    pub(super) fn read_back_if(
        &mut self,
        deadline: Instant,
        is_there: impl FnOnce(&Connection, Schema) -> rusqlite::Result<bool>,
    ) -> Result<(), Failure> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)
            .map_err(|_| SqliteError::Replaced(self.path.clone()))?;
        connection.busy_timeout(left(deadline))?;
        let state = State::read(&connection)?;
        self.is_as_left(&state)?;
        if !is_there(&connection, self.schema)? {
            return Err(SqliteError::Replaced(self.path.clone()).into());
        }
        self.writes = state.writes;
        Ok(())
    }

    fn open_again(&mut self, patience: Duration) -> Result<Connection, SqliteError> {
        let path = &self.path;
        if self.access == Access::Read {
            return open_to_read(path, patience);
        }
        if !path.exists() {
            error!(
                "{} is gone, and with it every application that was in it; a new one is made",
                path.display()
            );
        }
        let (connection, _) = open_to_write(path, patience)?;
        let state = State::read(&connection).map_err(|source| SqliteError::of(path, source))?;
        if state.writes < self.writes {
            let (found, known) = (state.writes, self.writes);
            error!(
                found,
                known,
                "{} is an older or another one: later applications are not in it",
                path.display()
            );
        }
        self.writes = state.writes;
        Ok(connection)
    }
}

fn open_to_write(path: &Path, patience: Duration) -> Result<(Connection, Mended), SqliteError> {
    let made = |source| SqliteError::Create { path: path.to_owned(), source };
    create(path).map_err(made)?;
    let mended = keep_private(path).map_err(made)?;
    let about = |source| SqliteError::of(path, source);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(about)?;
    connection.busy_timeout(patience).map_err(about)?;
    if let Ok(Schema::Foreign) = Schema::of(&connection) {
        prepare(&mut connection).map_err(about)?;
    }
    ours(path, &connection)?;
    let found = quick_check(&connection);
    if !found.is_empty() {
        return Err(SqliteError::Damaged { path: path.to_owned(), found });
    }
    // A rollback journal: what is confirmed is in the one file, and a file that was moved away is noticed. A
    // write-ahead log would keep it beside the file, for speed that nobody needs here.
    let mode: String = connection
        .query_row("PRAGMA journal_mode = delete", (), |row| row.get(0))
        .map_err(|_| SqliteError::InUse(path.to_owned()))?;
    if mode != "delete" {
        return Err(SqliteError::InUse(path.to_owned()));
    }
    prepare(&mut connection).map_err(about)?;
    Ok((connection, mended))
}

/// Makes the tables or brings them up to date, if the file is ours or empty.
fn prepare(connection: &mut Connection) -> rusqlite::Result<()> {
    // A commit returns when the disk has it, and has forgotten the journal; what is deleted is overwritten.
    connection.pragma_update(None, "synchronous", "extra")?;
    connection.pragma_update(None, "secure_delete", true)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    migration::prepare(&transaction)?;
    transaction.commit()
}

/// Who reads applications makes no file, and needs no right to write, as with a backup.
fn open_to_read(path: &Path, patience: Duration) -> Result<Connection, SqliteError> {
    let about = |source| SqliteError::of(path, source);
    let open = |flags| {
        let connection =
            Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(patience)?;
        Ok(connection)
    };
    let connection = open(OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(about)?;
    let Err(refused) = Schema::of(&connection) else { return Ok(connection) };
    if is_unfinished(&refused) {
        // A write was interrupted. Whoever may write takes it back by reading.
        let connection = open(OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(about)?;
        return match Schema::of(&connection) {
            Ok(_) => Ok(connection),
            Err(_) => Err(SqliteError::Unfinished(path.to_owned())),
        };
    }
    if !has_log(path) {
        // As an earlier release left it. Its readers share a file beside the database, which cannot be made
        // here. Nobody else can write here either.
        let url = format!("file:{}?immutable=1", url_path(path));
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI;
        return Connection::open_with_flags(url, flags).map_err(about);
    }
    Ok(connection)
}

/// The schema of a database that holds applications.
fn ours(path: &Path, connection: &Connection) -> Result<Schema, SqliteError> {
    match Schema::of(connection) {
        Ok(schema @ (Schema::One | Schema::Two)) => Ok(schema),
        Ok(Schema::Foreign) => Err(SqliteError::Foreign(path.to_owned())),
        Ok(Schema::Later) => Err(SqliteError::Later(path.to_owned())),
        Err(source) => Err(SqliteError::of(path, source)),
    }
}

/// What is wrong with the file's structure, as far as it goes; empty if nothing is.
fn quick_check(connection: &Connection) -> Vec<String> {
    let lines = || {
        let mut statement = connection.prepare("PRAGMA quick_check(10)")?;
        statement.query_map((), |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()
    };
    match lines() {
        Ok(lines) if lines == ["ok"] => Vec::new(),
        Ok(lines) => lines,
        Err(error) => vec![error.to_string()],
    }
}

/// Whether a journal is beside the file that must be played back before it is read.
fn is_unfinished(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(failure, _)
        if failure.extended_code == rusqlite::ffi::SQLITE_READONLY_ROLLBACK)
}

/// Whether the connection is as good as before: the work was refused, or others were busy, or the disk is full.
fn leaves_no_doubt(failure: &Failure) -> bool {
    match failure {
        Failure::Refused(SqliteError::Replaced(_)) => false,
        Failure::Refused(_) => true,
        Failure::Sqlite(error) => matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::DiskFull)
        ),
    }
}

fn left(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now())
}
