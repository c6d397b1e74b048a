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
//! | every answer takes 1 s | the confirmation, counted in this process | 1 s | 1 |
//! | one answer takes 2 s | the confirmation: the second try finds the first | 1.6 s | 2 |
//! | black hole | "not stored", answers kept | 5.1 s | 3 |
//! | nobody listens | "not stored", answers kept | 0.2 s | 3 |
//! | this machine's clock is some minutes wrong | "not stored": AWS refuses what it signs | – | 1 |
//! | only counting fails, however | the confirmation, counted in this process | 0.5 s at most | 1 |
//!
//! 200 identical sends at once leave one record under one reference, 1,000 different ones 1,000.

use std::collections::HashMap;

use application_form::reference::Reference;
use aws_sdk_dynamodb::{
    Client,
    error::SdkError,
    operation::{put_item::PutItemError, update_item::UpdateItemError},
    types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure},
};
use futures_util::future::join_all;
use jiff::Timestamp;

use super::{Cursor, Defect, Store, StoreError, StorePage, Stored, UnreadableItem};
use crate::{rate_limit::Counter, record::Record};

mod budget;
pub mod item;
mod journal;

pub use budget::within_budget;

use item::{Item, number, text};

/// There is nothing under this key, ever.
const NOTHING: &str = "PREWARM";

/// Items in one page of a listing. A whole page of `DynamoDB`'s, 1 MB, is more than the table lets through in a second,
/// and would be refused however often it is tried.
const PAGE_ITEMS: i32 = 10;

/// Applications in a `DynamoDB` table.
#[derive(Clone, Debug)]
pub struct DynamoStore {
    client: Client,
    table: String,
    counters: String,
}

impl DynamoStore {
    /// Uses tables that are there, of applications and of counters; `infra/` makes them. Who only reads counts
    /// nothing, and needs no second one.
    pub fn new(client: Client, table: impl Into<String>, counters: impl Into<String>) -> Self {
        Self { client, table: table.into(), counters: counters.into() }
    }

    /// Raises a counter by one. Not tried again: that could count twice.
    async fn raise(&self, counter: &Counter) -> Result<u32, StoreError> {
        let update = self.client.update_item().table_name(&self.counters);
        let update = update
            .key(item::KEY, text(&counter.key))
            .update_expression("ADD sends :one SET expires = :expires")
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":expires", number(counter.expires))
            .return_values(ReturnValue::UpdatedNew)
            .customize()
            .config_override(budget::one_attempt(budget::COUNT));
        let raised = update.send().await.map_err(unavailable)?;
        let sends =
            raised.attributes().and_then(|item| item.get("sends")?.as_n().ok()?.parse().ok());
        sends.ok_or_else(|| {
            let defect = Defect::Attribute("sends");
            StoreError::Unreadable(UnreadableItem { key: counter.key.clone(), defect })
        })
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

    /// Puts a record of a backup in its place, over whatever stands there. The secretariat's; the form never does.
    pub async fn put_back(&self, record: &Record) -> Result<(), StoreError> {
        let put = self.client.put_item().table_name(&self.table);
        put.set_item(Some(item::write(record))).send().await.map(drop).map_err(unavailable)
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

    async fn mark_over_limit(&self, record: &Record, stored: Stored) -> Result<(), StoreError> {
        let (set, value) = match stored {
            Stored::New => ("SET over_limit = :value", AttributeValue::Bool(true)),
            Stored::AlreadyStored { .. } => {
                ("SET again = :value", text(record.received_at.to_string()))
            }
        };
        let update = self.client.update_item().table_name(&self.table);
        let update = update
            .key(item::KEY, text(item::key(&record.reference)))
            .update_expression(set)
            // What was erased meanwhile does not come back as a half.
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":value", value)
            .customize()
            .config_override(budget::one_attempt(budget::ATTEMPT));
        match update.send().await {
            Ok(_) => Ok(()),
            Err(error) if is_refusal(&error) => Ok(()),
            Err(error) => Err(unavailable(error)),
        }
    }

    /// In a table of their own: a flood of counts leaves the applications' their share of writes.
    async fn count(&self, counters: &[Counter], _: Timestamp) -> Result<Vec<u32>, StoreError> {
        join_all(counters.iter().map(|counter| self.raise(counter))).await.into_iter().collect()
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
            .limit(PAGE_ITEMS)
            .set_exclusive_start_key(start)
            // An end that cannot be read hides nothing.
            .filter_expression("begins_with(pk, :applications) AND NOT expires <= :now")
            .expression_attribute_values(":applications", text(item::APPLICATIONS))
            .expression_attribute_values(":now", number(now.as_second()))
            .consistent_read(true)
            .send()
            .await
            .map_err(unavailable)?;
        let next = answer.last_evaluated_key().and_then(|key| key.get(item::KEY)?.as_s().ok());
        Ok(StorePage {
            records: answer.items().iter().map(item::read).collect(),
            damaged: Vec::new(),
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
