//! Brings what a backup has into a store.

use std::collections::BTreeSet;

use application_form::reference::Reference;
use form_handler::store::journal::{
    Journal,
    copy::{Diverged, JournalCopy},
    erased::{Erased, ErasureList},
    event::EventRow,
};

use super::{Backup, error::StoreContents, merge::Merge};
use crate::{
    context::Context,
    records::{RecordStore, Records, error::RecordsError},
};

/// Which records of a backup come back.
#[derive(Clone, Debug)]
pub struct Selection {
    /// These do not.
    pub except: Vec<Reference>,
    /// Nor do these, which were erased, whatever the store knows of that. The store is told of them.
    pub erased: BTreeSet<Erased>,
    /// What of the store gives way to them.
    pub over: Over,
    /// What the store may hold before.
    pub into: Allowed,
}

/// What a store may hold before something comes back into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Neither applications nor acts.
    Nothing,
    /// Whatever it is: somebody has said that what is missing is to be added.
    Anything,
}

/// What a record of a backup is written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// An earlier account of the same application. If the store holds something else, nothing at all is written.
    Earlier,
    /// Whatever stands under its reference.
    Anything,
}

/// What a restore does, or would do.
#[derive(Debug)]
pub struct Restore {
    /// Of the applications.
    pub merge: Merge,
    /// What the store holds although it should be empty: then nothing at all is written.
    pub in_the_way: Option<StoreContents>,
    /// Of the journal and the erasure list, what the store lacks. If it has another journal, nothing at all is written.
    pub journal: Result<JournalCopy, Diverged>,
}

impl RecordStore {
    /// Compares a backup with all that is stored, and writes what is missing or newer in it.
    ///
    /// A database does both in one transaction. A table cannot, nor can a site: what was erased is noted, then records and events come
    /// back one after the other, in the order of the backup, each whole, and what has come back already is found there
    /// by the next try.
    pub async fn restore(
        &self,
        backup: Backup,
        selection: Selection,
        context: &mut Context<'_>,
    ) -> Result<Restore, RecordsError> {
        match self {
            Self::Sqlite(store) => {
                let compare = move |stored, rows: &[EventRow], erased: &_| {
                    let mut records = Records::default();
                    records.add(stored);
                    let restore = Restore::of(&backup, &selection, &records, rows, erased);
                    let to_write = restore.merge.to_write.clone();
                    let journal = restore.journal.clone().unwrap_or_default();
                    (restore, to_write, journal)
                };
                let restored = store.restore(context.now, compare).await;
                restored.map_err(|error| self.unavailable(error))
            }
            Self::Https(store) => {
                let restore = self.would_restore(&backup, &selection, context).await?;
                let nothing = JournalCopy::default();
                let journal = restore.journal.as_ref().unwrap_or(&nothing);
                let put = store.put_back(&restore.merge.to_write, journal).await;
                put.map_err(|error| self.unavailable(error))?;
                Ok(restore)
            }
            Self::DynamoDb(store) => {
                let restore = self.would_restore(&backup, &selection, context).await?;
                let nothing = JournalCopy::default();
                let journal = restore.journal.as_ref().unwrap_or(&nothing);
                let erased: Vec<_> = journal.erased.iter().cloned().collect();
                let unavailable = |error| self.unavailable(error);
                store.add_erased(&erased).await.map_err(unavailable)?;
                for record in &restore.merge.to_write {
                    store.put_back(record).await.map_err(|error| self.unavailable(error))?;
                }
                for event in &journal.events {
                    let body = journal.body(event.body);
                    store.put_event_back(event, body).await.map_err(unavailable)?;
                }
                Ok(restore)
            }
        }
    }

    /// What [`Self::restore`] would do.
    pub async fn would_restore(
        &self,
        backup: &Backup,
        selection: &Selection,
        context: &mut Context<'_>,
    ) -> Result<Restore, RecordsError> {
        let records = self.everything(context).await?;
        let (rows, erased) = self.journal_rows().await?;
        Ok(Restore::of(backup, selection, &records, &rows, &erased))
    }
}

impl Restore {
    /// What there is to do where that is stored.
    pub fn of(
        backup: &Backup,
        selection: &Selection,
        records: &Records,
        rows: &[EventRow],
        erased: &ErasureList,
    ) -> Self {
        let all_erased = selection.erased.union(&erased.entries).cloned().collect();
        let mut merge = Merge::of(backup, &selection.except, &all_erased, records);
        let copy = backup.journal.clone().unwrap_or_default();
        let copy = JournalCopy { erased: all_erased, ..copy };
        let mut journal = copy.missing_from(rows, &erased.entries);
        if selection.over == Over::Anything {
            merge.to_write.append(&mut merge.conflicts);
        }
        let found = StoreContents {
            applications: records.records.len() + records.unreadable.len(),
            acts: rows.len(),
        };
        let in_the_way =
            Some(found).filter(|found| selection.into == Allowed::Nothing && !found.is_empty());
        // With a conflict that nobody has decided, there is nothing to write.
        if !merge.conflicts.is_empty() || journal.is_err() || in_the_way.is_some() {
            merge.to_write.clear();
            journal = journal.map(|_| JournalCopy::default());
        }
        Self { merge, in_the_way, journal }
    }
}
