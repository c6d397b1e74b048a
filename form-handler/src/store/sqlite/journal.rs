//! The journal in the database of the applications.

use application_form::reference::Reference;
use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::{
    SqliteStore,
    clock::State,
    database::Database,
    error::Failure,
    tables::row::{self, Row},
};
use crate::{
    crypto::recipients::Fingerprint,
    record::Record,
    store::{
        Defect, UnreadableItem,
        journal::{
            Append, BodyRow, Changed, Journal, JournalError, JournalPage, NotAnEntry,
            body::{Body, BodyId, SealedHash},
            erased::{Erased, ErasureList},
            event::{Event, EventHash, EventRow},
            is_an_entry,
        },
    },
};

pub(super) mod tables;
pub(super) mod event_row;
pub(super) mod body_row;
pub(super) mod reading;

use body_row::StoredBody;

impl Journal for SqliteStore {
    async fn append(&self, event: &Event, body: &Body) -> Result<Append, JournalError> {
        is_an_entry(event, body)?;
        let (event, body) = (event.clone(), body.clone());
        self.with(move |connection, database, deadline| {
            let transaction = begin(connection, database)?;
            tables::create(&transaction)?;
            let is_new = match event_row::find(&transaction, event.seq)? {
                Some(Ok(there)) if there == event => false,
                Some(there) => return Ok(Ok(Append::Behind { there: Box::new(there) })),
                None => true,
            };
            if is_new {
                let before = event.seq.checked_sub(1);
                let before = before.map(|seq| event_row::find(&transaction, seq)).transpose()?;
                if let Some(before) = before
                    && hash_of(before.as_ref()) != Some(event.prev)
                {
                    return Ok(Ok(Append::Diverged { before: before.map(Box::new) }));
                }
                if event_row::is_about(&transaction, body.id)?
                    || StoredBody::find(&transaction, body.id)?.is_some()
                {
                    return Ok(Err(NotAnEntry::BodyTaken.into()));
                }
                event_row::insert(&transaction, &event)?;
                StoredBody::of(&body).insert(&transaction)?;
            }
            transaction.commit()?;
            database.read_back_if(deadline, |connection, _| {
                let there = event_row::find(connection, event.seq)?;
                let is_there = there.is_some_and(|there| there.as_ref() == Ok(&event));
                // That of an event that was there already may have been changed since.
                Ok(is_there && (!is_new || keeps(connection, body.id, body.hash())?))
            })?;
            Ok(Ok(Append::Appended))
        })
        .await?
    }

    async fn events(&self, from: u64) -> Result<JournalPage, JournalError> {
        Ok(self.with(move |connection, _, _| Ok(reading::page(connection, from)?)).await?)
    }

    async fn bodies(&self, ids: &[BodyId], now: Timestamp) -> Result<Vec<BodyRow>, JournalError> {
        let ids = ids.to_vec();
        Ok(self.with(move |connection, _, _| Ok(reading::bodies(connection, &ids, now)?)).await?)
    }

    async fn delete_body(&self, id: BodyId) -> Result<(), JournalError> {
        let deleted = self.with(move |connection, database, deadline| {
            let transaction = begin(connection, database)?;
            if !tables::exist(&transaction)? {
                return Ok(());
            }
            body_row::delete(&transaction, id)?;
            transaction.commit()?;
            database.read_back_if(deadline, |connection, _| {
                Ok(StoredBody::find(connection, id)?.is_none())
            })
        });
        Ok(deleted.await?)
    }

    async fn replace_body(
        &self,
        id: BodyId,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> Result<Changed, JournalError> {
        let (sealed, keys) = (sealed.to_vec(), keys.to_vec());
        self.with(move |connection, database, deadline| {
            let transaction = begin(connection, database)?;
            if !tables::exist(&transaction)? {
                return Ok(Ok(Changed::Absent));
            }
            let Some(row) = StoredBody::find(&transaction, id)? else {
                return Ok(Ok(Changed::Absent));
            };
            if !row.is_whole() {
                return Ok(Err(damaged(format!("BODY#{id}")).into()));
            }
            let (found, wanted) = (row.hash(), SealedHash::of(&sealed));
            if found != expected && found != wanted {
                return Ok(Ok(Changed::Differs { found }));
            }
            row.sealed_again(&sealed, &keys).update(&transaction)?;
            transaction.commit()?;
            database.read_back_if(deadline, |connection, _| keeps(connection, id, wanted))?;
            Ok(Ok(Changed::Made))
        })
        .await?
    }

    async fn replace_sealed(
        &self,
        reference: &Reference,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> Result<Changed, JournalError> {
        let (sealed, keys) = (sealed.to_vec(), keys.to_vec());
        let reference = reference.clone();
        self.with(move |connection, database, deadline| {
            let transaction = begin(connection, database)?;
            let Some(row) = Row::find(&transaction, database.schema, &reference)? else {
                return Ok(Ok(Changed::Absent));
            };
            if !row.can_be_trusted() {
                // A new checksum would hide it.
                return Ok(Err(damaged(reference.to_string()).into()));
            }
            let record = match row.record() {
                Ok(record) => record,
                Err(unreadable) => return Ok(Err(unreadable.into())),
            };
            let found = SealedHash::of(&record.sealed);
            if found != expected && found != SealedHash::of(&sealed) {
                return Ok(Ok(Changed::Differs { found }));
            }
            let record = Record { keys, sealed, ..record };
            row::seal_again(&transaction, &record)?;
            transaction.commit()?;
            database.read_back_if(deadline, |connection, schema| {
                let row = Row::find(connection, schema, &record.reference)?;
                Ok(row.is_some_and(|row| row.holds(&record.sealed)))
            })?;
            Ok(Ok(Changed::Made))
        })
        .await?
    }

    async fn delete(
        &self,
        reference: &Reference,
        expected: SealedHash,
    ) -> Result<Changed, JournalError> {
        let reference = reference.clone();
        self.with(move |connection, database, deadline| {
            let transaction = begin(connection, database)?;
            let Some(row) = Row::find(&transaction, database.schema, &reference)? else {
                return Ok(Ok(Changed::Absent));
            };
            let record = match row.record() {
                Ok(record) => record,
                Err(unreadable) => return Ok(Err(unreadable.into())),
            };
            let found = SealedHash::of(&record.sealed);
            if found != expected {
                return Ok(Ok(Changed::Differs { found }));
            }
            tables::create(&transaction)?;
            row::delete(&transaction, &reference)?;
            let erased = Erased::of(&record);
            add(&transaction, &erased)?;
            transaction.commit()?;
            database.read_back_if(deadline, |connection, schema| {
                let row = Row::find(connection, schema, &reference)?;
                Ok(row.is_none() && reading::erased(connection)?.entries.contains(&erased))
            })?;
            Ok(Ok(Changed::Made))
        })
        .await?
    }

    async fn erased(&self) -> Result<ErasureList, JournalError> {
        Ok(self.with(move |connection, _, _| Ok(reading::erased(connection)?)).await?)
    }

    async fn add_erased(&self, entries: &[Erased]) -> Result<(), JournalError> {
        if entries.is_empty() {
            return Ok(());
        }
        let entries = entries.to_vec();
        let added = self.with(move |connection, database, deadline| {
            let transaction = begin(connection, database)?;
            tables::create(&transaction)?;
            for erased in &entries {
                add(&transaction, erased)?;
            }
            transaction.commit()?;
            database.read_back_if(deadline, |connection, _| {
                let list = reading::erased(connection)?;
                Ok(entries.iter().all(|erased| list.entries.contains(erased)))
            })
        });
        Ok(added.await?)
    }
}

/// A transaction in which nobody else writes, in the file that was written to before.
fn begin<'a>(
    connection: &'a mut Connection,
    database: &Database,
) -> Result<Transaction<'a>, Failure> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    database.is_as_left(&State::read(&transaction)?)?;
    Ok(transaction)
}

fn hash_of(row: Option<&EventRow>) -> Option<EventHash> {
    match row? {
        Ok(event) => Some(event.hash),
        Err(unreadable) => unreadable.hash,
    }
}

/// Whether a body is there, whole, with that inside.
pub(super) fn keeps(
    connection: &Connection,
    id: BodyId,
    sealed: SealedHash,
) -> rusqlite::Result<bool> {
    let row = StoredBody::find(connection, id)?;
    Ok(row.is_some_and(|row| row.is_whole() && row.hash() == sealed))
}

pub(super) fn add(connection: &Connection, erased: &Erased) -> rusqlite::Result<()> {
    connection
        .execute(
            "INSERT OR IGNORE INTO erased (reference, received_at) VALUES (?1, ?2)",
            params![erased.reference.as_str(), erased.received_at.to_string()],
        )
        .map(drop)
}

fn damaged(key: String) -> UnreadableItem {
    UnreadableItem { key, defect: Defect::Attribute("checksum") }
}
