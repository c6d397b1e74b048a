//! The two contracts, as this store is used: the form writes on the one machine, the office works from hers.

use application_form::reference::Reference;
use jiff::Timestamp;

use super::client::{Exchange, HttpsStore};
use crate::{
    crypto::recipients::Fingerprint,
    rate_limit::Counter,
    record::Record,
    store::{
        Cursor, Store, StoreError, StorePage, Stored, contract,
        journal::{
            self, Append, BodyRow, Changed, Journal, JournalError, JournalPage,
            body::{Body, BodyId, SealedHash},
            erased::{Erased, ErasureList},
            event::Event,
        },
        sqlite::SqliteStore,
    },
};

/// Panics at the first promise of a store that is broken. `form` is the empty store that `office` reaches.
pub async fn holds(form: SqliteStore, office: HttpsStore<impl Exchange>) {
    contract::holds(&FormAndOffice { form, office }).await;
}

/// Panics at the first promise of a journal that is broken. `form` is the empty store that `office` reaches.
pub async fn journal_holds(form: SqliteStore, office: HttpsStore<impl Exchange>) {
    Box::pin(journal::contract::holds(&FormAndOffice { form, office })).await;
}

struct FormAndOffice<E> {
    form: SqliteStore,
    office: HttpsStore<E>,
}

impl<E: Exchange> Store for FormAndOffice<E> {
    async fn store(&self, record: &Record, now: Timestamp) -> Result<Stored, StoreError> {
        self.form.store(record, now).await
    }

    async fn mark_over_limit(&self, record: &Record, stored: Stored) -> Result<(), StoreError> {
        self.form.mark_over_limit(record, stored).await
    }

    async fn count(&self, counters: &[Counter], now: Timestamp) -> Result<Vec<u32>, StoreError> {
        self.form.count(counters, now).await
    }

    async fn find(
        &self,
        reference: &Reference,
        now: Timestamp,
    ) -> Result<Option<Record>, StoreError> {
        self.office.find(reference, now).await
    }

    async fn list(&self, cursor: Option<&Cursor>, now: Timestamp) -> Result<StorePage, StoreError> {
        self.office.list(cursor, now).await
    }
}

impl<E: Exchange> Journal for FormAndOffice<E> {
    async fn append(&self, event: &Event, body: &Body) -> Result<Append, JournalError> {
        self.office.append(event, body).await
    }

    async fn events(&self, from: u64) -> Result<JournalPage, JournalError> {
        self.office.events(from).await
    }

    async fn bodies(&self, ids: &[BodyId], now: Timestamp) -> Result<Vec<BodyRow>, JournalError> {
        self.office.bodies(ids, now).await
    }

    async fn delete_body(&self, id: BodyId) -> Result<(), JournalError> {
        self.office.delete_body(id).await
    }

    async fn replace_body(
        &self,
        id: BodyId,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> Result<Changed, JournalError> {
        self.office.replace_body(id, expected, sealed, keys).await
    }

    async fn replace_sealed(
        &self,
        reference: &Reference,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> Result<Changed, JournalError> {
        self.office.replace_sealed(reference, expected, sealed, keys).await
    }

    async fn delete(
        &self,
        reference: &Reference,
        expected: SealedHash,
    ) -> Result<Changed, JournalError> {
        self.office.delete(reference, expected).await
    }

    async fn erased(&self) -> Result<ErasureList, JournalError> {
        self.office.erased().await
    }

    async fn add_erased(&self, entries: &[Erased]) -> Result<(), JournalError> {
        self.office.add_erased(entries).await
    }
}
