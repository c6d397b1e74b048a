//! A store whose caller does not give up: as an applicant who is told "not stored" and sends again.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use application_form::reference::Reference;
use form_handler::{
    rate_limit::{Counter, MemoryCounts},
    record::Record,
    store::{
        Cursor, Store, StoreError, StorePage, Stored, contract,
        journal::{
            JournalError,
            contract::{self as journal_contract, sample},
            copy::JournalCopy,
            erased::Erased,
        },
        sqlite::{ClockVerdict, SqliteStore},
    },
};
use jiff::Timestamp;
use tempfile::TempDir;
use tokio::sync::Mutex;

use crate::{disk::Disk, file_system::register};

mod journal;

/// One fault, and what it leaves behind: nobody has to try more often. A refusal for another reason, such as
/// the clock, stays one.
const TRIES: u32 = 4;

/// What may be over at the next try.
trait MayPass {
    fn may_pass(&self) -> bool;
}

impl MayPass for StoreError {
    fn may_pass(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

impl MayPass for JournalError {
    fn may_pass(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

/// What happens after each confirmation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum After {
    Nothing,
    PowerCut,
}

pub struct PersistentStore {
    pub disk: Disk,
    after: After,
    path: PathBuf,
    /// One at a time, so that it is known what was there before.
    store: Mutex<Option<SqliteStore>>,
    failures: AtomicU32,
    counts: MemoryCounts,
    folder: TempDir,
}

impl Drop for PersistentStore {
    /// A thousand disks in turn are more than there is memory.
    fn drop(&mut self) {
        Disk::forget(self.folder.path());
    }
}

impl PersistentStore {
    pub fn new(after: After) -> Self {
        register();
        let folder = TempDir::new().unwrap();
        Self {
            disk: Disk::new(folder.path()),
            after,
            path: folder.path().join("applications.db"),
            store: Mutex::new(None),
            failures: AtomicU32::new(0),
            counts: MemoryCounts::default(),
            folder,
        }
    }

    /// How often something was not done.
    pub fn failures(&self) -> u32 {
        self.failures.load(Ordering::Relaxed)
    }

    pub async fn open(&self) {
        self.opened(&mut *self.store.lock().await);
    }

    fn opened(&self, store: &mut Option<SqliteStore>) -> SqliteStore {
        for _ in 0..TRIES {
            if self.disk.is_off() {
                *store = None;
                self.disk.restart();
            }
            self.disk.make_room();
            if let Some(store) = store {
                return store.clone();
            }
            match SqliteStore::open(&self.path) {
                Ok(opened) => *store = Some(opened),
                Err(_) => self.failed(),
            }
        }
        panic!("it does not open any more: {:?}", SqliteStore::open(&self.path));
    }

    fn failed(&self) {
        self.failures.fetch_add(1, Ordering::Relaxed);
    }

    async fn insist<T, E: MayPass, F: Future<Output = Result<T, E>> + Send>(
        &self,
        store: &mut Option<SqliteStore>,
        work: impl Fn(SqliteStore) -> F + Send,
    ) -> Result<T, E> {
        let mut tries = 0;
        loop {
            let done = work(self.opened(store)).await;
            tries += 1;
            match done {
                Err(error) if error.may_pass() && tries < TRIES => self.failed(),
                done => return done,
            }
        }
    }
}

impl PersistentStore {
    /// Restores what is given over whatever is there, until that is done. After a failure, there is all of it or
    /// nothing.
    pub async fn restore(&self, records: &[Record], now: Timestamp) {
        let mut store = self.store.lock().await;
        let before = listed(&self.opened(&mut store)).await;
        let mut failures = 0;
        loop {
            let opened = self.opened(&mut store);
            let found = listed(&opened).await;
            assert!(found == before || found == records.len(), "{found} of {}", records.len());
            let written = records.to_vec();
            let restored = opened.restore(now, move |stored, rows, erased| {
                let acts = usize::from(stored.records.len() != before);
                assert_eq!(rows.len(), acts, "with the applications, or not");
                let missing = copy().missing_from(rows, &erased.entries).unwrap();
                (stored.records.len(), written, missing)
            });
            match restored.await {
                Ok(found) => break assert!(failures > 0 || found == before),
                Err(error) => assert!(failures < TRIES, "{error:?}"),
            }
            failures += 1;
            self.failed();
        }
        assert_eq!(listed(&self.opened(&mut store)).await, records.len());
    }

    /// How the clock compares with what is remembered.
    pub async fn clock(&self, now: Timestamp) -> ClockVerdict {
        let opened = self.opened(&mut *self.store.lock().await);
        opened.clock(now).await.unwrap()
    }
}

/// An event with its body, and an erasure.
fn copy() -> JournalCopy {
    let (event, body) = sample(1, None);
    let erased = Erased::of(&contract::sample(9, journal_contract::now()));
    JournalCopy { events: vec![event], bodies: vec![body], erased: [erased].into() }
}

async fn listed(store: &SqliteStore) -> usize {
    // A disk that has just failed may do so once more while it is read.
    let page = match store.list(None, Timestamp::MIN).await {
        Ok(page) => page,
        Err(_) => store.list(None, Timestamp::MIN).await.unwrap(),
    };
    page.records.into_iter().map(Result::unwrap).count()
}

impl Store for PersistentStore {
    async fn store(&self, record: &Record, now: Timestamp) -> Result<Stored, StoreError> {
        let mut store = self.store.lock().await;
        // Whatever has expired.
        let (reference, long_ago) = (&record.reference, Timestamp::MIN);
        let first = self
            .insist(&mut store, move |store| async move { store.find(reference, long_ago).await })
            .await?;
        let failures = self.failures();
        let stored = self
            .insist(&mut store, move |store| async move { store.store(record, now).await })
            .await?;
        if self.after == After::PowerCut {
            *store = None;
            self.disk.restart();
        }
        // A try that was not confirmed may have stored it all the same.
        Ok(match (stored, first) {
            (Stored::AlreadyStored { received_at }, first)
                if self.failures() > failures
                    && first.as_ref().is_none_or(|first| first.received_at != received_at) =>
            {
                Stored::New
            }
            (stored, _) => stored,
        })
    }

    async fn mark_over_limit(&self, record: &Record, stored: Stored) -> Result<(), StoreError> {
        let mut store = self.store.lock().await;
        self.insist(
            &mut store,
            move |store| async move { store.mark_over_limit(record, stored).await },
        )
        .await
    }

    /// The store of one machine counts in memory: no disk can fail there, and a restart forgets.
    async fn count(&self, counters: &[Counter], now: Timestamp) -> Result<Vec<u32>, StoreError> {
        Ok(self.counts.add(counters, now))
    }

    async fn find(
        &self,
        reference: &Reference,
        now: Timestamp,
    ) -> Result<Option<Record>, StoreError> {
        let mut store = self.store.lock().await;
        self.insist(&mut store, move |store| async move { store.find(reference, now).await }).await
    }

    async fn list(&self, cursor: Option<&Cursor>, now: Timestamp) -> Result<StorePage, StoreError> {
        let mut store = self.store.lock().await;
        self.insist(&mut store, move |store| async move { store.list(cursor, now).await }).await
    }
}
