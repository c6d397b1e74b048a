//! The same of the journal beside the applications.

use application_form::reference::Reference;
use form_handler::{
    crypto::recipients::Fingerprint,
    store::{
        Store,
        journal::{
            Append, BodyRow, Changed, Journal, JournalError, JournalPage,
            body::{Body, BodyId, SealedHash},
            erased::{Erased, ErasureList},
            event::Event,
        },
    },
};
use jiff::Timestamp;

use super::{After, PersistentStore, SqliteStore};

impl PersistentStore {
    /// Whether the event is there, and whether its body is.
    async fn halves(&self, store: &mut Option<SqliteStore>, event: &Event) -> (bool, bool) {
        let page = self.insist(store, |store| async move { store.events(event.seq).await }).await;
        let is_there = page.unwrap().rows.first().is_some_and(|row| row.as_ref() == Ok(event));
        let ids = [event.body];
        let bodies =
            self.insist(store, |store| async move { store.bodies(&ids, Timestamp::MIN).await });
        (is_there, !bodies.await.unwrap().is_empty())
    }

    /// What was confirmed outlives what happens then.
    fn confirmed<T>(&self, store: &mut Option<SqliteStore>, done: T) -> T {
        if self.after == After::PowerCut {
            *store = None;
            self.disk.restart();
        }
        done
    }
}

impl Journal for PersistentStore {
    async fn append(&self, event: &Event, body: &Body) -> Result<Append, JournalError> {
        let mut store = self.store.lock().await;
        let (was_there, _) = self.halves(&mut store, event).await;
        let mut failures = 0;
        loop {
            let opened = self.opened(&mut store);
            match opened.append(event, body).await {
                Err(JournalError::Unavailable(_)) if failures < super::TRIES => {
                    failures += 1;
                    self.failed();
                    let (event_there, body_there) = self.halves(&mut store, event).await;
                    assert!(was_there || event_there == body_there, "{event_there}, {body_there}");
                }
                done => return self.confirmed(&mut store, done),
            }
        }
    }

    async fn events(&self, from: u64) -> Result<JournalPage, JournalError> {
        let mut store = self.store.lock().await;
        self.insist(&mut store, |store| async move { store.events(from).await }).await
    }

    async fn bodies(&self, ids: &[BodyId], now: Timestamp) -> Result<Vec<BodyRow>, JournalError> {
        let mut store = self.store.lock().await;
        self.insist(&mut store, |store| async move { store.bodies(ids, now).await }).await
    }

    async fn delete_body(&self, id: BodyId) -> Result<(), JournalError> {
        let mut store = self.store.lock().await;
        let deleted =
            self.insist(&mut store, |store| async move { store.delete_body(id).await }).await;
        self.confirmed(&mut store, deleted)
    }

    async fn replace_body(
        &self,
        id: BodyId,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> Result<Changed, JournalError> {
        let mut store = self.store.lock().await;
        let replace = |store: SqliteStore| async move {
            store.replace_body(id, expected, sealed, keys).await
        };
        let replaced = self.insist(&mut store, replace).await;
        self.confirmed(&mut store, replaced)
    }

    async fn replace_sealed(
        &self,
        reference: &Reference,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> Result<Changed, JournalError> {
        let mut store = self.store.lock().await;
        let replace = |store: SqliteStore| async move {
            store.replace_sealed(reference, expected, sealed, keys).await
        };
        let replaced = self.insist(&mut store, replace).await;
        self.confirmed(&mut store, replaced)
    }

    async fn delete(
        &self,
        reference: &Reference,
        expected: SealedHash,
    ) -> Result<Changed, JournalError> {
        let mut store = self.store.lock().await;
        let find = |store: SqliteStore| async move { store.find(reference, Timestamp::MIN).await };
        let first = self.insist(&mut store, find).await.unwrap();
        let mut failures = 0;
        loop {
            match self.opened(&mut store).delete(reference, expected).await {
                Err(JournalError::Unavailable(_)) if failures < super::TRIES => {
                    failures += 1;
                    self.failed();
                    let is_there = self.insist(&mut store, find).await.unwrap().is_some();
                    let erased = |store: SqliteStore| async move { store.erased().await };
                    let list = self.insist(&mut store, erased).await.unwrap();
                    let listed = first.as_ref().is_some_and(|first| list.names(first));
                    assert!(is_there || first.is_none() || listed, "neither there nor listed");
                }
                // A try that was not confirmed has deleted it all the same.
                Ok(Changed::Absent) if failures > 0 && first.is_some() => {
                    return self.confirmed(&mut store, Ok(Changed::Made));
                }
                done => return self.confirmed(&mut store, done),
            }
        }
    }

    async fn erased(&self) -> Result<ErasureList, JournalError> {
        let mut store = self.store.lock().await;
        self.insist(&mut store, |store| async move { store.erased().await }).await
    }

    async fn add_erased(&self, entries: &[Erased]) -> Result<(), JournalError> {
        let mut store = self.store.lock().await;
        let added =
            self.insist(&mut store, |store| async move { store.add_erased(entries).await }).await;
        self.confirmed(&mut store, added)
    }
}
