//! The store on AWS: one `DynamoDB` table, one item per application.
//!
//! [`item`] says what is in it. The form's own role may put
//! and update items and nothing else, so what [`Store::keep`] has to know about an earlier item comes back
//! with the refusal of its write. Reading ([`Store::find`], [`Store::list`]) is the secretariat's.
//!
//! The client is built by the caller: the Lambda takes its credentials from its environment alone, the
//! secretariat in all the usual ways. Both pass their configuration through [`within_budget`].

use std::collections::HashMap;

use application_form::reference::Reference;
use aws_sdk_dynamodb::{
    Client,
    error::SdkError,
    operation::{put_item::PutItemError, update_item::UpdateItemError},
    types::ReturnValuesOnConditionCheckFailure,
};
use jiff::Timestamp;

use super::{Cursor, Kept, Page, Store, StoreError};
use crate::record::Record;

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
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(()),
                _ => Err(unavailable(error)),
            },
        }
    }
}

impl Store for DynamoStore {
    async fn keep(&self, record: &Record, now: Timestamp) -> Result<Kept, StoreError> {
        let put = self.client.put_item().table_name(&self.table);
        let put = put
            .set_item(Some(item::write(record)))
            .condition_expression("attribute_not_exists(pk) OR expires <= :now")
            .expression_attribute_values(":now", number(now.as_second()))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        let Err(refused) = put.send().await else { return Ok(Kept::New) };
        match earlier(&refused) {
            Some(first) if item::digest(first) == Some(&record.digest) => {
                Ok(Kept::Already { received_at: item::received_at(first)? })
            }
            Some(_) => Err(StoreError::Taken(record.reference.clone())),
            None => Err(unavailable(refused)),
        }
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

    async fn list(&self, cursor: Option<&Cursor>, now: Timestamp) -> Result<Page, StoreError> {
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
        Ok(Page {
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

fn unavailable<E: std::error::Error + Send + Sync + 'static>(error: E) -> StoreError {
    StoreError::Unavailable(Box::new(error))
}
