//! What this machine has seen of each journal, beside the identity: the last act's number and hash. Whoever can write
//! to the store can cut acts off the end of a journal; only who has seen them can tell.
//!
//! ```text
//! journal-seen.json  [{"store":"sqlite:/…/applications.db","first":"…","seq":41,"hash":"…"}]
//! ```
//!
//! A journal is known again by its place, and wherever it was copied by its first row.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use form_handler::{crypto::private_file, store::journal::event::Head};
use serde::{Deserialize, Serialize};

use super::reading::OfficeJournal;
use crate::{cli::args::Location, text::io_error::cause};

/// The file's name.
const FILE: &str = "journal-seen.json";

/// What was seen, and of which journal.
#[derive(Debug)]
pub struct Memory {
    path: PathBuf,
    store: String,
    seen: Vec<Seen>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    store: String,
    first: String,
    seq: u64,
    hash: String,
}

/// How a journal looks to who has seen it before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Nothing was seen here yet: its end is shown, to be compared with a colleague's screen.
    First,
    /// It holds what was seen.
    Holds,
    /// It ends earlier.
    Shorter {
        /// The number of the act that was seen.
        seq: u64,
        /// Its hash, in hexadecimal.
        hash: String,
    },
    /// Another act has that number, or the journal begins otherwise.
    Differs {
        /// The number of the act that was seen.
        seq: u64,
        /// Its hash, in hexadecimal.
        hash: String,
    },
}

/// Why nobody knows what this machine has seen. In French: the secretariat reads it.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// The note cannot be read.
    #[error("impossible de lire {} : {}", .path.display(), cause(source))]
    Io {
        /// The note.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// It says something else than this program writes there.
    #[error("{}, où est noté ce que cet ordinateur a vu du journal, est endommagé", .0.display())]
    Damaged(PathBuf),
}

impl MemoryError {
    /// What to do.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Io { .. } => None,
            Self::Damaged(_) => Some(
                "reprenez-en une copie ; sinon supprimez ce fichier, et comparez ensuite le dernier acte avec l'écran d'un collègue",
            ),
        }
    }
}

impl Memory {
    /// What is noted beside this identity. A note that cannot be read is an error: without it nobody would notice.
    pub fn read(identity: &Path, store: &Location) -> Result<Self, MemoryError> {
        let path = identity.with_file_name(FILE);
        let seen = match fs::read(&path) {
            Ok(text) => {
                let read = serde_json::from_slice(&text);
                read.map_err(|_| MemoryError::Damaged(path.clone()))?
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(source) => return Err(MemoryError::Io { path, source }),
        };
        Ok(Self { path, store: name(store), seen })
    }

    /// Whether a journal was seen at that place.
    pub fn knows(&self) -> bool {
        self.find(None).is_some()
    }

    /// Compares a journal, read whole, with what was seen of it.
    pub fn compare(&self, journal: &OfficeJournal) -> Compared {
        let first = journal.first().map(|head| head.hash.to_string());
        let Some(seen) = self.find(first.as_deref()) else { return Compared::First };
        let (seq, hash) = (seen.seq, seen.hash.clone());
        if first.as_ref().is_some_and(|first| *first != seen.first) {
            return Compared::Differs { seq, hash };
        }
        if journal.next() <= seq {
            return Compared::Shorter { seq, hash };
        }
        match journal.hash_of(seq) {
            Some(found) if found.to_string() == hash => Compared::Holds,
            _ => Compared::Differs { seq, hash },
        }
    }

    /// Notes how far the journal goes, unless it is not the one that was seen.
    pub fn note(&mut self, journal: &OfficeJournal) -> io::Result<()> {
        match self.compare(journal) {
            Compared::First | Compared::Holds => self.accept(journal),
            Compared::Shorter { .. } | Compared::Differs { .. } => Ok(()),
        }
    }

    /// Notes how far the journal goes, whatever was seen before.
    pub fn accept(&mut self, journal: &OfficeJournal) -> io::Result<()> {
        match (journal.first(), journal.head()) {
            (Some(first), Some(head)) => self.set(first, head),
            _ => Ok(()),
        }
    }

    /// Notes a journal by its first row and its last one, whatever was seen before: what a backup has brought back is
    /// what there is.
    pub fn set(&mut self, first: Head, last: Head) -> io::Result<()> {
        let now = Seen {
            store: self.store.clone(),
            first: first.hash.to_string(),
            seq: last.seq,
            hash: last.hash.to_string(),
        };
        if self.seen.contains(&now) {
            return Ok(());
        }
        self.seen.retain(|seen| seen.store != now.store && seen.first != now.first);
        self.seen.push(now);
        let text = serde_json::to_vec(&self.seen).map_err(io::Error::from)?;
        private_file::replace(&self.path, &text)
    }

    fn find(&self, first: Option<&str>) -> Option<&Seen> {
        let same_journal = self.seen.iter().find(|seen| Some(seen.first.as_str()) == first);
        same_journal.or_else(|| self.seen.iter().find(|seen| seen.store == self.store))
    }
}

/// The first eight letters of a hash: what two people read to each other.
pub fn eight_letters(head: Head) -> String {
    head.hash.to_string().chars().take(8).collect()
}

/// How this machine calls a store among those that it has seen.
fn name(store: &Location) -> String {
    let absolute = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match store {
        Location::Sqlite(path) => format!("sqlite:{}", absolute(path).display()),
        Location::DynamoDb(table) => format!("dynamodb:{table}"),
        Location::Https(url) => url.to_string(),
        Location::Access(path) => format!("access:{}", absolute(path).display()),
    }
}
