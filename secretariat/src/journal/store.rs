//! The journal of a store, wherever that is.

use application_form::reference::Reference;
use form_handler::{
    crypto::recipients::Fingerprint,
    store::journal::{
        Append, BodyRow, Changed, Journal, JournalError, JournalPage,
        body::{Body, BodyId, SealedHash},
        erased::{Erased, ErasureList},
        event::Event,
    },
};
use jiff::Timestamp;

use crate::records::RecordStore;

/// The same call, on whichever store it is.
macro_rules! either {
    ($self:ident.$method:ident($($argument:expr),*)) => {
        match $self {
            RecordStore::Sqlite(store) => store.$method($($argument),*).await,
            RecordStore::DynamoDb(store) => store.$method($($argument),*).await,
            RecordStore::Https(store) => store.$method($($argument),*).await,
        }
    };
}

impl Journal for RecordStore {
    async fn append(&self, event: &Event, body: &Body) -> Result<Append, JournalError> {
        either!(self.append(event, body))
    }

    async fn events(&self, from: u64) -> Result<JournalPage, JournalError> {
        either!(self.events(from))
    }

    async fn bodies(&self, ids: &[BodyId], now: Timestamp) -> Result<Vec<BodyRow>, JournalError> {
        either!(self.bodies(ids, now))
    }

    async fn delete_body(&self, id: BodyId) -> Result<(), JournalError> {
        either!(self.delete_body(id))
    }

    async fn replace_body(
        &self,
        id: BodyId,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> Result<Changed, JournalError> {
        either!(self.replace_body(id, expected, sealed, keys))
    }

    async fn replace_sealed(
        &self,
        reference: &Reference,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> Result<Changed, JournalError> {
        either!(self.replace_sealed(reference, expected, sealed, keys))
    }

    async fn delete(
        &self,
        reference: &Reference,
        expected: SealedHash,
    ) -> Result<Changed, JournalError> {
        either!(self.delete(reference, expected))
    }

    async fn erased(&self) -> Result<ErasureList, JournalError> {
        either!(self.erased())
    }

    async fn add_erased(&self, entries: &[Erased]) -> Result<(), JournalError> {
        either!(self.add_erased(entries))
    }
}
