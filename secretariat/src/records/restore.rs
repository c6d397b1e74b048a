//! Brings what a backup has into a store.

use application_form::reference::Reference;

use super::{RecordStore, Records, backup::Backup, error::RecordsError, merge::Merge};
use crate::context::Context;

/// Which records of a backup come back.
#[derive(Clone, Debug)]
pub struct Selection {
    /// These do not.
    pub except: Vec<Reference>,
    /// What of the store gives way to them.
    pub over: Over,
}

/// What a record of a backup is written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// An earlier account of the same application. If the store holds something else, nothing at all is written.
    Earlier,
    /// Whatever stands under its reference.
    Anything,
}

impl RecordStore {
    /// Compares a backup with all that is stored, and writes what is missing or newer in it.
    ///
    /// A database does both in one transaction. A table cannot: its records come back one after the other, in the
    /// order of the backup, each whole, and what has come back already is found there by the next try.
    pub async fn restore(
        &self,
        backup: Backup,
        selection: Selection,
        context: &mut Context<'_>,
    ) -> Result<Merge, RecordsError> {
        match self {
            Self::Sqlite(store) => {
                let compare = move |stored| {
                    let mut records = Records::default();
                    records.add(stored);
                    let merge = compare(&backup, &selection, &records);
                    let to_write = merge.to_write.clone();
                    (merge, to_write)
                };
                let restored = store.restore(context.now, compare).await;
                restored.map_err(|error| self.unavailable(error))
            }
            Self::DynamoDb(store) => {
                let merge = compare(&backup, &selection, &self.everything(context).await?);
                for record in &merge.to_write {
                    store.put_back(record).await.map_err(|error| self.unavailable(error))?;
                }
                Ok(merge)
            }
        }
    }
}

/// With a conflict that nobody has decided, there is nothing to write.
fn compare(backup: &Backup, selection: &Selection, stored: &Records) -> Merge {
    let mut merge = Merge::of(backup, &selection.except, stored);
    match selection.over {
        Over::Anything => merge.to_write.append(&mut merge.conflicts),
        Over::Earlier if !merge.conflicts.is_empty() => merge.to_write.clear(),
        Over::Earlier => {}
    }
    merge
}
