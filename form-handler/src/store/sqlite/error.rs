//! What can go wrong with a database.

use std::{
    io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

/// Why a database could not be opened or did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum SqliteError {
    /// The file or its folder could not be made, or kept from others.
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
    /// Others can read it, and whoever wants to read it too cannot change that: it is not theirs, or nobody may
    /// write there.
    #[error("others can read {}, and that cannot be changed from here", .path.display())]
    Exposed {
        /// The file that it is about.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// It is a file, but not one of ours.
    #[error("{} holds no applications", .0.display())]
    Foreign(PathBuf),
    /// It was made by a later version of this program.
    #[error("{} was made by a later version of this program", .0.display())]
    Later(PathBuf),
    /// An interrupted write has to be taken back first, and that may not be done here.
    #[error("{} is unfinished: a write was interrupted, and this program may not write there to take it back", .0.display())]
    Unfinished(PathBuf),
    /// Another program reads it as an earlier release did.
    #[error("another program keeps {} open, which has to be converted: end that one first", .0.display())]
    InUse(PathBuf),
    /// To write in a damaged file would spoil more of it.
    #[error("{} is damaged; keep a copy of it, see with `secretariat list` what can be read, and put a backup in its place: {}", .path.display(), .found.join("; "))]
    Damaged {
        /// The file that it is about.
        path: PathBuf,
        /// What `PRAGMA quick_check` says.
        found: Vec<String>,
    },
    /// What was written is not where it should be.
    #[error("{} is not the database that was written to: it was moved, deleted or replaced; it is opened again", .0.display())]
    Replaced(PathBuf),
    /// The clock is far ahead, or was wrong before.
    #[error(
        "the clock says {now}, more than 40 days after {latest}, the latest time that this database has seen: nothing is confirmed; set the clock or, if it is right, start once with --accept-clock"
    )]
    ClockAhead {
        /// What the clock says.
        now: Timestamp,
        /// What is remembered.
        latest: Timestamp,
    },
    /// The clock is behind, or was ahead before.
    #[error(
        "the clock says {now}, and the newest application is of {newest}: nothing is confirmed; set the clock or, if it is right, start once with --accept-clock"
    )]
    ClockBehind {
        /// What the clock says.
        now: Timestamp,
        /// When the newest application was sent.
        newest: Timestamp,
    },
    /// Others had it for all the time that there was.
    #[error("the database {} was busy for too long", .0.display())]
    Busy(PathBuf),
    /// `SQLite` says why.
    #[error("the database {} does not answer", .path.display())]
    Sqlite {
        /// The file that it is about.
        path: PathBuf,
        /// What `SQLite` says.
        source: rusqlite::Error,
    },
}

impl SqliteError {
    /// What an error of `SQLite` means for that file.
    pub(super) fn of(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        let extended = match &source {
            rusqlite::Error::SqliteFailure(error, _) => error.extended_code,
            _ => 0,
        };
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::Foreign(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            _ if extended == rusqlite::ffi::SQLITE_READONLY_DBMOVED => Self::Replaced(path),
            _ => Self::Sqlite { path, source },
        }
    }
}

/// Why a piece of work did not succeed.
#[derive(Debug)]
pub(super) enum Failure {
    /// `SQLite` did not do it.
    Sqlite(rusqlite::Error),
    /// We did not.
    Refused(SqliteError),
}

impl Failure {
    /// The error, about that file.
    pub(super) fn about(self, path: &Path) -> SqliteError {
        match self {
            Self::Sqlite(source) => SqliteError::of(path, source),
            Self::Refused(error) => error,
        }
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<SqliteError> for Failure {
    fn from(error: SqliteError) -> Self {
        Self::Refused(error)
    }
}
