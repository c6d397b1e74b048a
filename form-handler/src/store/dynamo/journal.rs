//! The journal in a second table: only the secretariat's machines may read and write there, not the form.
//!
//! [`items`] says what is in it. Writes that belong together are one transaction, over both tables where an
//! application is deleted.

use std::collections::{BTreeSet, HashMap};

use application_form::reference::Reference;
use aws_sdk_dynamodb::{
    operation::update_item::UpdateItemError,
    primitives::Blob,
    types::{AttributeValue, ReturnValuesOnConditionCheckFailure},
};
use jiff::Timestamp;

use super::{
    DynamoStore,
    item::{self, Item, KEY, text},
};
use crate::{
    crypto::recipients::Fingerprint,
    store::{
        UnreadableItem,
        journal::{
            Append, BodyRow, Changed, Journal, JournalError, JournalPage, NotAnEntry,
            body::{Body, BodyId, SealedHash},
            erased::{Erased, ErasureList},
            event::Event,
            is_an_entry,
        },
    },
};

mod items;
mod reading;
mod transaction;
mod restore;

use transaction::Verdict;

/// Events in one page: of some 400 bytes each, ten of a table's read units.
const PAGE_ITEMS: i32 = 100;

impl DynamoStore {
    fn journal(&self) -> String {
        format!("{}-journal", self.table)
    }

    /// Replaces what is sealed in an item, if it is what was read there.
    async fn swap_sealed(
        &self,
        table: &str,
        key: Item,
        read: &[u8],
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> Result<Changed, JournalError> {
        let blob = |bytes: &[u8]| AttributeValue::B(Blob::new(bytes));
        let update = self.client.update_item().table_name(table).set_key(Some(key));
        let update = update
            .update_expression("SET #sealed = :sealed, #keys = :keys")
            .condition_expression("#sealed = :read")
            .expression_attribute_names("#sealed", "sealed")
            .expression_attribute_names("#keys", "keys")
            .expression_attribute_values(":read", blob(read))
            .expression_attribute_values(":sealed", blob(sealed))
            .expression_attribute_values(":keys", items::keys(keys))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        let Err(refused) = update.send().await else { return Ok(Changed::Made) };
        let Some(UpdateItemError::ConditionalCheckFailedException(refusal)) =
            refused.as_service_error()
        else {
            return Err(unavailable(refused));
        };
        let there = refusal.item().and_then(|item| item.get("sealed")?.as_b().ok());
        Ok(match there {
            None => Changed::Absent,
            // By an earlier try, whose answer was lost.
            Some(there) if there.as_ref() == sealed => Changed::Made,
            Some(there) => Changed::Differs { found: SealedHash::of(there.as_ref()) },
        })
    }
}

impl Journal for DynamoStore {
    async fn append(&self, event: &Event, body: &Body) -> Result<Append, JournalError> {
        is_an_entry(event, body)?;
        let table = self.journal();
        let new_event = transaction::put_new(&table, items::event(event))?;
        let new_body = transaction::put_new(&table, items::body(body))?;
        let prev = AttributeValue::B(Blob::new(event.prev.0));
        let (event_verdict, body_verdict, before) = match event.seq.checked_sub(1) {
            None => match transaction::write(&self.client, [new_event, new_body]).await? {
                Ok(()) => return Ok(Append::Appended),
                Err([event, body]) => (event, body, Verdict::Held),
            },
            Some(before) => {
                let key = items::key(items::EVENTS, before);
                let before = transaction::check(&table, key, ("hash", prev))?;
                match transaction::write(&self.client, [new_event, new_body, before]).await? {
                    Ok(()) => return Ok(Append::Appended),
                    Err([event, body, before]) => (event, body, before),
                }
            }
        };
        if let Verdict::Refused(there) = event_verdict {
            let there = items::read_event(&there.unwrap_or_default());
            // By an earlier try, whose answer was lost.
            if there.as_ref() == Ok(event) {
                return Ok(Append::Appended);
            }
            return Ok(Append::Behind { there: Box::new(there) });
        }
        if let Verdict::Refused(before) = before {
            let before = before.map(|before| Box::new(items::read_event(&before)));
            return Ok(Append::Diverged { before });
        }
        debug_assert!(matches!(body_verdict, Verdict::Refused(_)), "one of them is refused");
        Err(NotAnEntry::BodyTaken.into())
    }

    async fn events(&self, from: u64) -> Result<JournalPage, JournalError> {
        let query = self.client.query().table_name(self.journal());
        let query = query
            .key_condition_expression("pk = :events AND sk >= :from")
            .expression_attribute_values(":events", text(items::EVENTS))
            .expression_attribute_values(":from", AttributeValue::N(from.to_string()))
            .consistent_read(true)
            .limit(PAGE_ITEMS);
        let answer = query.send().await.map_err(unavailable)?;
        let last = answer.last_evaluated_key().and_then(items::seq);
        Ok(JournalPage {
            rows: answer.items().iter().map(items::read_event).collect(),
            next: last.and_then(|last| last.checked_add(1)),
        })
    }

    async fn bodies(&self, ids: &[BodyId], now: Timestamp) -> Result<Vec<BodyRow>, JournalError> {
        let table = self.journal();
        let once: BTreeSet<_> = ids.iter().copied().collect();
        let keys = once.into_iter().map(items::body_key).collect();
        let found = reading::items(&self.client, &table, keys).await?;
        let found: HashMap<_, _> = found.iter().map(|found| (item::name(found), found)).collect();
        let rows = ids.iter().filter_map(|id| {
            let key = items::body_key(*id);
            let row = items::read_body(*id, found.get(item::name(&key))?);
            let is_expired = row.as_ref().is_ok_and(|body| body.expires <= now.as_second());
            (!is_expired).then_some(row)
        });
        Ok(rows.collect())
    }

    async fn delete_body(&self, id: BodyId) -> Result<(), JournalError> {
        let delete = self.client.delete_item().table_name(self.journal());
        let deleted = delete.set_key(Some(items::body_key(id))).send().await;
        deleted.map(drop).map_err(unavailable)
    }

    async fn replace_body(
        &self,
        id: BodyId,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> Result<Changed, JournalError> {
        let (table, key) = (self.journal(), items::body_key(id));
        let Some(item) = reading::item(&self.client, &table, key.clone()).await? else {
            return Ok(Changed::Absent);
        };
        let body = items::read_body(id, &item).map_err(|unreadable| UnreadableItem {
            key: item::name(&item).to_owned(),
            defect: unreadable.defect,
        })?;
        let found = body.hash();
        if found != expected && body.sealed != sealed {
            return Ok(Changed::Differs { found });
        }
        self.swap_sealed(&table, key, &body.sealed, sealed, keys).await
    }

    async fn replace_sealed(
        &self,
        reference: &Reference,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> Result<Changed, JournalError> {
        let key: Item = [(KEY.to_owned(), text(item::key(reference)))].into();
        let Some(item) = reading::item(&self.client, &self.table, key.clone()).await? else {
            return Ok(Changed::Absent);
        };
        let record = item::read(&item)?;
        let found = SealedHash::of(&record.sealed);
        if found != expected && record.sealed != sealed {
            return Ok(Changed::Differs { found });
        }
        self.swap_sealed(&self.table, key, &record.sealed, sealed, keys).await
    }

    async fn delete(
        &self,
        reference: &Reference,
        expected: SealedHash,
    ) -> Result<Changed, JournalError> {
        let (table, journal) = (&self.table, self.journal());
        let key: Item = [(KEY.to_owned(), text(item::key(reference)))].into();
        let Some(item) = reading::item(&self.client, table, key.clone()).await? else {
            return Ok(Changed::Absent);
        };
        let record = item::read(&item)?;
        let found = SealedHash::of(&record.sealed);
        if found != expected {
            return Ok(Changed::Differs { found });
        }
        let erased = Erased::of(&record);
        let read = AttributeValue::B(Blob::new(record.sealed));
        let delete = transaction::delete(table, key, ("sealed", read))?;
        let put = transaction::put(&journal, items::erased(&erased))?;
        let there = match transaction::write(&self.client, [delete, put]).await? {
            Ok(()) => return Ok(Changed::Made),
            Err([Verdict::Refused(there), _]) => there,
            Err([Verdict::Held, _]) => None,
        };
        match there.as_ref().map(item::read).transpose()? {
            Some(record) => Ok(Changed::Differs { found: SealedHash::of(&record.sealed) }),
            // By an earlier try, whose answer was lost.
            None if reading::item(&self.client, &journal, items::erased_key(&erased))
                .await?
                .is_some() =>
            {
                Ok(Changed::Made)
            }
            None => Ok(Changed::Absent),
        }
    }

    async fn erased(&self) -> Result<ErasureList, JournalError> {
        let mut list = ErasureList::default();
        let mut start = None;
        loop {
            let query = self.client.query().table_name(self.journal());
            let query = query
                .key_condition_expression("pk = :erased")
                .expression_attribute_values(":erased", text(items::ERASED))
                .set_exclusive_start_key(start)
                .consistent_read(true)
                .limit(PAGE_ITEMS);
            let answer = query.send().await.map_err(unavailable)?;
            for item in answer.items() {
                match items::read_erased(item) {
                    Ok(erased) => drop(list.entries.insert(erased)),
                    Err(unreadable) => list.unreadable.push(unreadable),
                }
            }
            start = answer.last_evaluated_key;
            if start.is_none() {
                return Ok(list);
            }
        }
    }

    async fn add_erased(&self, entries: &[Erased]) -> Result<(), JournalError> {
        for erased in entries {
            let put = self.client.put_item().table_name(self.journal());
            put.set_item(Some(items::erased(erased))).send().await.map_err(unavailable)?;
        }
        Ok(())
    }
}

fn unavailable<E: std::error::Error + Send + Sync + 'static>(error: E) -> JournalError {
    JournalError::Unavailable(Box::new(error))
}
