//! The case file: a signed, append-only journal beside the applications, and what changes the applications with it.
//!
//! An [`event::Event`] says who did something and when; its [`body::Body`], sealed, says what, and may go before it. What
//! an event is, how it is hashed and signed, is said in [`event`]; whether all of them are true, in [`chain`]. The stores
//! sign nothing and read no clock.
//!
//! | what happens | the caller sees | afterwards |
//! | --- | --- | --- |
//! | somebody else was first | [`Append::Behind`], with what is there | nothing of hers is there |
//! | the journal is not the one that she has read | [`Append::Diverged`] | nothing of hers is there |
//! | the write fails, or its answer is lost | [`JournalError::Unavailable`] | event and body, or neither; the same event again is a success |
//! | what she read was changed meanwhile | [`Changed::Differs`] | as the other left it |

use std::{error::Error, future::Future};

use application_form::reference::Reference;
use jiff::Timestamp;

use crate::{
    crypto::recipients::Fingerprint,
    store::{Defect, StoreError, UnreadableItem},
};

pub mod body;
pub mod author;
pub mod event;
pub mod chain;
pub mod erased;
pub mod copy;
pub mod contract;

use body::{Body, BodyId, SealedHash};
use erased::{Erased, ErasureList};
use event::{Event, EventHash, EventRow, VERSION};

/// A journal beside the applications of a [`crate::store::Store`].
///
/// Every implementation must pass [`contract::holds`]; that test, not this comment, is the definition of the trait.
/// When a method returns `Ok`, what it did is durable. Whatever is read is as it was last written.
pub trait Journal: Send + Sync {
    /// Adds an event and its body, both or neither, if its number is free and the row before is the one that it
    /// follows. The same event again is a success: a retry of a write whose answer was lost.
    fn append(
        &self,
        event: &Event,
        body: &Body,
    ) -> impl Future<Output = Result<Append, JournalError>> + Send;

    /// The rows from that number on, or the first of them.
    fn events(&self, from: u64) -> impl Future<Output = Result<JournalPage, JournalError>> + Send;

    /// The bodies of these names that are there and have not expired by `now`, in the order asked for.
    fn bodies(
        &self,
        ids: &[BodyId],
        now: Timestamp,
    ) -> impl Future<Output = Result<Vec<BodyRow>, JournalError>> + Send;

    /// Deletes a body; its event stays. One that is not there is deleted.
    fn delete_body(&self, id: BodyId) -> impl Future<Output = Result<(), JournalError>> + Send;

    /// Replaces what is sealed in a body, if it is what the caller has read. Its end stays.
    fn replace_body(
        &self,
        id: BodyId,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> impl Future<Output = Result<Changed, JournalError>> + Send;

    /// Replaces what is sealed in an application, if it is what the caller has read. All else stays.
    fn replace_sealed(
        &self,
        reference: &Reference,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> impl Future<Output = Result<Changed, JournalError>> + Send;

    /// Deletes an application and puts it on the erasure list, both or neither, if it is what the caller has read.
    fn delete(
        &self,
        reference: &Reference,
        expected: SealedHash,
    ) -> impl Future<Output = Result<Changed, JournalError>> + Send;

    /// All that was erased.
    fn erased(&self) -> impl Future<Output = Result<ErasureList, JournalError>> + Send;

    /// Adds to the erasure list what is not on it, as another list knows it.
    fn add_erased(
        &self,
        entries: &[Erased],
    ) -> impl Future<Output = Result<(), JournalError>> + Send;
}

/// What [`Journal::append`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Append {
    /// Event and body are there.
    Appended,
    /// Another event has that number: nothing was written, and the caller reads on.
    Behind {
        /// What is there.
        there: Box<EventRow>,
    },
    /// The row before is missing or another one: this is not the journal that the event was made for.
    Diverged {
        /// What is there; `None` if nothing is.
        before: Option<Box<EventRow>>,
    },
}

/// What became of a change to what the caller has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is made, or was already.
    Made,
    /// Something else is there: nothing was changed.
    Differs {
        /// What is there.
        found: SealedHash,
    },
    /// Nothing is there.
    Absent,
}

/// Part of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalPage {
    /// In the order of their numbers. A row that cannot be read does not hide the others.
    pub rows: Vec<EventRow>,
    /// The number from which to go on; `None` at the end.
    pub next: Option<u64>,
}

/// A body as it stands in a store.
pub type BodyRow = Result<Body, UnreadableBody>;

/// What stands in a body's place is none: damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the body {id} cannot be read: {defect}")]
pub struct UnreadableBody {
    /// The name of the body.
    pub id: BodyId,
    /// What is wrong with it.
    pub defect: Defect,
}

/// Event and body are not made for each other: only a mistake of the caller's brings them here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum NotAnEntry {
    #[error("the event's hash is not that of its fields")]
    Hash,
    #[error("the first event follows none")]
    First,
    #[error("the event is of another format")]
    Version,
    #[error("the event is about another body")]
    OtherBody,
    #[error("the body expires before its event lets it")]
    ExpiresEarly,
    #[error("the body is that of another event")]
    BodyTaken,
}

/// Why a journal did not do what it was asked to. The texts are for the log; they never tell what a body holds.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// What was to be appended is not event and body.
    #[error(transparent)]
    NotAnEntry(#[from] NotAnEntry),
    /// What was to be changed cannot be read.
    #[error(transparent)]
    Unreadable(#[from] UnreadableItem),
    /// The store does not answer, or refuses. Whether a write took place is unknown; the same again is safe.
    #[error("the store is unavailable")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
}

impl From<StoreError> for JournalError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unreadable(item) => Self::Unreadable(item),
            StoreError::Unavailable(source) => Self::Unavailable(source),
            taken @ StoreError::Taken(_) => Self::Unavailable(Box::new(taken)),
        }
    }
}

/// Refuses what no store may keep. Who signed the event is not asked: a store knows nobody.
pub fn is_an_entry(event: &Event, body: &Body) -> Result<(), NotAnEntry> {
    let refused = [
        (NotAnEntry::Version, event.version != VERSION),
        (NotAnEntry::Hash, event.hash != event.fields_hash()),
        (NotAnEntry::First, event.seq == 0 && event.prev != EventHash::ZERO),
        (NotAnEntry::OtherBody, event.body != body.id),
        (NotAnEntry::ExpiresEarly, body.expires < event.until.timestamp().as_second()),
    ];
    refused.into_iter().find(|(_, refused)| *refused).map_or(Ok(()), |(why, _)| Err(why))
}

#[cfg(test)]
mod known_answers;
