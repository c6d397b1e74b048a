//! A place that keeps each application exactly once.

use std::{error::Error, fmt};

use application_form::reference::Reference;
use jiff::Timestamp;

use crate::{
    rate_limit::Counter,
    record::{ReceivedAt, Record},
};

pub mod contract;
pub mod journal;
#[cfg(feature = "dynamodb")]
pub mod dynamo;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(feature = "https")]
pub mod https;

/// A place that keeps each application exactly once.
///
/// Every implementation must pass [`contract::holds`]; that test, not this comment, is the definition
/// of the trait.
pub trait Store: Send + Sync {
    /// Stores a record. When this returns `Ok`, it is durable.
    ///
    /// Written if there is no record under that reference, or only one that has expired by `now`. If
    /// there is one with the same digest, the first stays as it is, but for `again`, which becomes this
    /// one's time of receipt, and that is a success: a double click, or a retry of a write whose answer was
    /// lost. Another digest is [`StoreError::Taken`], and the caller takes the next reference.
    fn store(
        &self,
        record: &Record,
        now: Timestamp,
    ) -> impl Future<Output = Result<Stored, StoreError>> + Send;

    /// Marks a record that was just stored as one above its network's limit, if it was new. One that was there
    /// before gets no mark, but a write of the same kind and size: how long it takes tells nothing.
    fn mark_over_limit(
        &self,
        record: &Record,
        stored: Stored,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Raises each counter by one, and says how far. However many come at once, each gets a number of its own.
    ///
    /// Tried once, and briefly: nobody waits for this.
    fn count(
        &self,
        counters: &[Counter],
        now: Timestamp,
    ) -> impl Future<Output = Result<Vec<u32>, StoreError>> + Send;

    /// The record under that reference; `None` if there is none, or only one that has expired by `now`.
    fn find(
        &self,
        reference: &Reference,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<Record>, StoreError>> + Send;

    /// Some of the records that have not expired by `now`, in no particular order: the first ones, or
    /// those after `cursor`. A page may be empty and yet have a next one.
    fn list(
        &self,
        cursor: Option<&Cursor>,
        now: Timestamp,
    ) -> impl Future<Output = Result<StorePage, StoreError>> + Send;
}

/// What [`Store::store`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It was written.
    New,
    /// The same application was there already.
    AlreadyStored {
        /// When the one that is stored arrived.
        received_at: ReceivedAt,
    },
}

/// Part of a listing.
#[derive(Debug)]
pub struct StorePage {
    /// An item that cannot be read does not hide the others.
    pub records: Vec<Result<Record, UnreadableItem>>,
    /// Those of the records that are not as they were written, although they can be read.
    pub damaged: Vec<UnreadableItem>,
    /// Where to go on; `None` at the end.
    pub next: Option<Cursor>,
}

/// A place in a listing. Means nothing to anyone but the store that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub(crate) String);

/// A stored item that is not a [`Record`]: damaged, or written by a later version of this program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the stored item `{key}` cannot be read: {defect}")]
pub struct UnreadableItem {
    /// The key under which it is stored.
    pub key: String,
    /// What is wrong with it.
    pub defect: Defect,
}

/// What keeps a stored item from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// Its version is higher than [`crate::record::VERSION`].
    LaterVersion,
    /// The place where it stands is damaged.
    Damaged,
    /// The attribute of that name is missing or says something else than it should.
    Attribute(&'static str),
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LaterVersion => f.write_str("it was written by a later version of this program"),
            Self::Damaged => f.write_str("the database is damaged where it stands"),
            Self::Attribute(name) => write!(f, "its `{name}` is not what it should be"),
        }
    }
}

/// Why a store did not do what it was asked to. The texts are for the log; they never tell answers.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another application has this reference.
    #[error("the reference {0} is taken by another application")]
    Taken(Reference),
    /// What is stored under that reference is not a record.
    #[error(transparent)]
    Unreadable(#[from] UnreadableItem),
    /// The store does not answer, or refuses. Whether a write took place is unknown; keeping the same
    /// record again is safe.
    #[error("the store is unavailable")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
}

/// An error and its causes, for the log.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
