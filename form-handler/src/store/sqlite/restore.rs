//! Brings back what a backup holds.

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};

use super::{
    SqliteStore,
    clock::State,
    journal::{self, body_row::StoredBody, event_row, reading},
    listing,
    tables::row::{self, Row},
};
use crate::{
    record::Record,
    store::{
        StoreError, StorePage,
        journal::{copy::JournalCopy, erased::ErasureList, event::EventRow},
    },
};

impl SqliteStore {
    /// Restores a backup in one transaction: all of it is there afterwards, or nothing, so that it can be tried again
    /// as if for the first time. Nobody writes between the comparison and what follows from it.
    ///
    /// `compare` gets everything that is stored, whatever the clock, and says what is to be written over it, and added
    /// to the journal. A database that held nothing remembers no time: it takes `now` for right.
    pub async fn restore<T: Send + 'static>(
        &self,
        now: Timestamp,
        compare: impl FnOnce(StorePage, &[EventRow], &ErasureList) -> (T, Vec<Record>, JournalCopy)
        + Send
        + 'static,
    ) -> Result<T, StoreError> {
        self.with(move |connection, database, deadline| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let stored = listing::all(&transaction, database.schema)?;
            let was_empty = stored.records.is_empty();
            let (rows, erased) = (reading::all(&transaction)?, reading::erased(&transaction)?);
            let (compared, records, copy) = compare(stored, &rows, &erased);
            for record in &records {
                row::delete(&transaction, &record.reference)?;
                Row::of(record).insert(&transaction)?;
            }
            add(&transaction, &copy)?;
            if was_empty {
                State::accept(&transaction, now)?;
            }
            transaction.commit()?;
            database.read_back(&records, deadline)?;
            database.read_back_if(deadline, |connection, _| holds(connection, &copy))?;
            Ok(compared)
        })
        .await
    }
}

/// Within the caller's transaction.
fn add(connection: &Connection, copy: &JournalCopy) -> rusqlite::Result<()> {
    if *copy == JournalCopy::default() {
        return Ok(());
    }
    journal::tables::create(connection)?;
    for event in &copy.events {
        event_row::insert(connection, event)?;
    }
    for body in &copy.bodies {
        StoredBody::of(body).insert(connection)?;
    }
    copy.erased.iter().try_for_each(|erased| journal::add(connection, erased))
}

fn holds(connection: &Connection, copy: &JournalCopy) -> rusqlite::Result<bool> {
    for event in &copy.events {
        if event_row::find(connection, event.seq)?.is_none_or(|there| there.as_ref() != Ok(event)) {
            return Ok(false);
        }
    }
    for body in &copy.bodies {
        if !journal::keeps(connection, body.id, body.hash())? {
            return Ok(false);
        }
    }
    Ok(reading::erased(connection)?.entries.is_superset(&copy.erased))
}
