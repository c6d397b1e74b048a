//! The store on AWS: one `DynamoDB` table, one item per application.
//!
//! [`item`] says what is in it. The form's own role may put
//! and update items and nothing else, so what [`Store::store`] has to know about an earlier item comes back
//! with the refusal of its write. Reading ([`Store::find`], [`Store::list`]) is the secretariat's.
//!
//! The client is built by the caller: the Lambda takes its credentials from its environment alone, the
//! secretariat in all the usual ways. Both pass their configuration through [`within_budget`].
//!
//! # When something fails
//!
//! Measured by `tests/it/faults.rs`, with a network between the store and `DynamoDB` Local that fails as it
//! is told to. Afterwards the same application is sent again, without a fault: each time it is confirmed,
//! and there is one record.
//!
//! | fault | the applicant sees | after | writes tried |
//! | --- | --- | ---: | ---: |
//! | an error, once | the confirmation | 0.1 s | 2 |
//! | errors, always | "not stored", answers kept | 0.1 s | 3 |
//! | throttled, twice | the confirmation | 0.2 s | 3 |
//! | throttled, always | "not stored", answers kept | 0.2 s | 3 |
//! | connection cut before the write, once | the confirmation | 0.1 s | 2 |
//! | connection cut before the write, always | "not stored", answers kept | 0.1 s | 3 |
//! | connection cut after the write, once | the confirmation: the second try finds the first | 0.1 s | 2 |
//! | connection cut after the write, always | "not stored"; it is, and sending again confirms it | 0.2 s | 3 |
//! | every answer takes 1 s | the confirmation, uncounted | 1.5 s | 1 |
//! | one answer takes 2 s | the confirmation: the second try finds the first | 1.6 s | 2 |
//! | black hole | "not stored", answers kept | 5.1 s | 3 |
//! | nobody listens | "not stored", answers kept | 0.2 s | 3 |
//! | only reserving a slot fails, however | the confirmation, uncounted | 0.5 s at most | 1 |
//!
//! 200 identical sends at once leave one record under one reference, 1,000 different ones 1,000.

use std::collections::HashMap;

use application_form::reference::Reference;
use aws_sdk_dynamodb::{
    Client,
    error::SdkError,
    operation::{put_item::PutItemError, update_item::UpdateItemError},
    types::{ReturnValue, ReturnValuesOnConditionCheckFailure},
};
use jiff::Timestamp;

use super::{Cursor, First, Reservation, Store, StoreError, StorePage, Stored};
use crate::{rate_limit::Slot, record::Record};

mod budget;
pub mod item;

pub use budget::within_budget;

use item::{Item, number, text};

/// There is nothing under this key, ever.
const NOTHING: &str = "PREWARM";

/// Applications in a `DynamoDB` table.
#[derive(Clone, Debug)]
pub struct DynamoStore {
    client: Client,
    table: String,
}

impl DynamoStore {
    /// Uses a table that is there; `infra/` makes it.
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self { client, table: table.into() }
    }

    /// Connects, so that the first applicant does not wait for it.
    ///
    /// An update under a condition that does not hold: it writes nothing and needs no right that the form
    /// does not have.
    pub async fn warm(&self) -> Result<(), StoreError> {
        let warming = self.client.update_item().table_name(&self.table);
        let warming = warming
            .key(item::KEY, text(NOTHING))
            .condition_expression("attribute_exists(pk)")
            .customize()
            .config_override(budget::one_attempt(budget::ATTEMPT));
        match warming.send().await {
            Ok(_) => Ok(()),
            Err(error) if is_refusal(&error) => Ok(()),
            Err(error) => Err(unavailable(error)),
        }
    }

    /// Writes a record where there is none or an expired one.
    async fn replace(&self, record: &Record, now: Timestamp) -> Result<Stored, StoreError> {
        let put = self.client.put_item().table_name(&self.table);
        let put = put
            .set_item(Some(item::write(record)))
            .condition_expression("attribute_not_exists(pk) OR expires <= :now")
            .expression_attribute_values(":now", number(now.as_second()))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        let Err(refused) = put.send().await else { return Ok(Stored::New) };
        match earlier(&refused) {
            Some(first) if item::digest(first) == Some(&record.digest) => {
                Ok(Stored::AlreadyStored { received_at: item::received_at(first)? })
            }
            Some(_) => Err(StoreError::Taken(record.reference.clone())),
            None => Err(unavailable(refused)),
        }
    }
}

impl Store for DynamoStore {
    /// One write, whether the application is new or was sent before. Only what has expired takes a second:
    /// an update would keep the old one's parts.
    async fn store(&self, record: &Record, now: Timestamp) -> Result<Stored, StoreError> {
        let (set, names, values) = item::update(record);
        let update = self.client.update_item().table_name(&self.table);
        let update = update
            .key(item::KEY, text(item::key(&record.reference)))
            .update_expression(set)
            .set_expression_attribute_names(Some(names))
            .set_expression_attribute_values(Some(values))
            .expression_attribute_values(":now", number(now.as_second()))
            .condition_expression(
                "attribute_not_exists(pk) OR (#digest = :digest AND #expires > :now)",
            )
            .return_values(ReturnValue::UpdatedOld)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        let refused = match update.send().await {
            Ok(updated) => {
                let Some(first) = updated.attributes() else { return Ok(Stored::New) };
                return Ok(Stored::AlreadyStored { received_at: item::received_at(first)? });
            }
            Err(refused) => refused,
        };
        match refused.as_service_error() {
            Some(UpdateItemError::ConditionalCheckFailedException(refusal)) => {
                match refusal.item() {
                    Some(first) if item::is_expired(first, now) => self.replace(record, now).await,
                    Some(_) => Err(StoreError::Taken(record.reference.clone())),
                    None => Err(unavailable(refused)),
                }
            }
            _ => Err(unavailable(refused)),
        }
    }

    /// An update under a condition that never holds, because the form has no right to read.
    async fn first(
        &self,
        reference: &Reference,
        now: Timestamp,
    ) -> Result<Option<First>, StoreError> {
        let update = self.client.update_item().table_name(&self.table);
        let update = update
            .key(item::KEY, text(item::key(reference)))
            .condition_expression("attribute_exists(pk) AND attribute_not_exists(pk)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        let Err(refused) = update.send().await else { return Ok(None) };
        match refused.as_service_error() {
            Some(UpdateItemError::ConditionalCheckFailedException(refusal)) => {
                let item = refusal.item().filter(|item| !item::is_expired(item, now));
                let Some((item, digest)) = item.and_then(|item| Some((item, item::digest(item)?)))
                else {
                    return Ok(None);
                };
                Ok(Some(First { digest: digest.to_owned(), received_at: item::received_at(item)? }))
            }
            _ => Err(unavailable(refused)),
        }
    }

    async fn reserve(&self, slot: &Slot, most: u32) -> Result<Reservation, StoreError> {
        if most == 0 {
            return Ok(Reservation::Refused);
        }
        let update = self.client.update_item().table_name(&self.table);
        let update = update
            .key(item::KEY, text(item::counter_key(slot)))
            .update_expression("ADD sends :sends SET expires = :expires")
            .condition_expression(
                "attribute_not_exists(sends) OR size(sends) < :most OR contains(sends, :send)",
            )
            .expression_attribute_values(":sends", item::sends(slot))
            .expression_attribute_values(":send", text(&slot.send))
            .expression_attribute_values(":most", number(most))
            .expression_attribute_values(":expires", number(slot.expires))
            .customize()
            .config_override(budget::one_attempt(budget::RESERVATION));
        match update.send().await {
            Ok(_) => Ok(Reservation::Granted),
            Err(error) if is_refusal(&error) => Ok(Reservation::Refused),
            Err(error) => Err(unavailable(error)),
        }
    }

    async fn release(&self, slot: &Slot) -> Result<(), StoreError> {
        let update = self.client.update_item().table_name(&self.table);
        let update = update
            .key(item::KEY, text(item::counter_key(slot)))
            .update_expression("DELETE sends :sends SET expires = :expires")
            .expression_attribute_values(":sends", item::sends(slot))
            .expression_attribute_values(":expires", number(slot.expires))
            .customize()
            .config_override(budget::one_attempt(budget::RESERVATION));
        update.send().await.map(drop).map_err(unavailable)
    }

    async fn find(
        &self,
        reference: &Reference,
        now: Timestamp,
    ) -> Result<Option<Record>, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.table)
            .key(item::KEY, text(item::key(reference)))
            .consistent_read(true)
            .send()
            .await
            .map_err(unavailable)?;
        let record = answer.item().map(item::read).transpose()?;
        Ok(record.filter(|record| !record.is_expired(now)))
    }

    async fn list(&self, cursor: Option<&Cursor>, now: Timestamp) -> Result<StorePage, StoreError> {
        let start = cursor.map(|Cursor(key)| HashMap::from([(item::KEY.to_owned(), text(key))]));
        let answer = self
            .client
            .scan()
            .table_name(&self.table)
            .set_exclusive_start_key(start)
            .filter_expression("begins_with(pk, :applications) AND expires > :now")
            .expression_attribute_values(":applications", text(item::APPLICATIONS))
            .expression_attribute_values(":now", number(now.as_second()))
            .consistent_read(true)
            .send()
            .await
            .map_err(unavailable)?;
        let next = answer.last_evaluated_key().and_then(|key| key.get(item::KEY)?.as_s().ok());
        Ok(StorePage {
            records: answer.items().iter().map(item::read).collect(),
            next: next.cloned().map(Cursor),
        })
    }
}

/// What was there already, as a refused write shows it.
fn earlier(refused: &SdkError<PutItemError>) -> Option<&Item> {
    match refused.as_service_error()? {
        PutItemError::ConditionalCheckFailedException(refusal) => refusal.item(),
        _ => None,
    }
}

/// Whether the condition of an update did not hold.
fn is_refusal(error: &SdkError<UpdateItemError>) -> bool {
    let error = error.as_service_error();
    error.is_some_and(UpdateItemError::is_conditional_check_failed_exception)
}

fn unavailable<E: std::error::Error + Send + Sync + 'static>(error: E) -> StoreError {
    StoreError::Unavailable(Box::new(error))
}
