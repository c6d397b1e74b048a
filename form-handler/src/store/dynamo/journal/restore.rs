//! Brings back what a backup holds.

use aws_sdk_dynamodb::{error::SdkError, operation::query::QueryError};

use super::{
    items,
    transaction::{self, Verdict},
    unavailable,
};
use crate::store::{
    dynamo::{DynamoStore, item::text},
    journal::{JournalError, body::Body, event::Event},
};

impl DynamoStore {
    /// Whether there is a table for the journal: one that earlier releases have made has none beside it.
    pub async fn has_journal(&self) -> Result<bool, JournalError> {
        let query = self.client.query().table_name(self.journal());
        let query = query
            .key_condition_expression("pk = :events")
            .expression_attribute_values(":events", text(items::EVENTS))
            .limit(1);
        match query.send().await {
            Ok(_) => Ok(true),
            Err(error) if is_absent(&error) => Ok(false),
            Err(error) => Err(unavailable(error)),
        }
    }

    /// Puts an event of a backup in its place, with its body if it still has one: both or neither. What is there already
    /// stays.
    pub async fn put_event_back(
        &self,
        event: &Event,
        body: Option<&Body>,
    ) -> Result<(), JournalError> {
        let table = self.journal();
        let put = transaction::put_new(&table, items::event(event))?;
        let written = match body {
            None => transaction::write(&self.client, [put]).await?.map_err(|[event]| event),
            Some(body) => {
                let body = transaction::put_new(&table, items::body(body))?;
                transaction::write(&self.client, [put, body]).await?.map_err(|[event, _]| event)
            }
        };
        match written {
            Ok(()) => Ok(()),
            // By an earlier try.
            Err(Verdict::Refused(Some(there)))
                if items::read_event(&there).as_ref() == Ok(event) =>
            {
                Ok(())
            }
            Err(_) => {
                let differs =
                    format!("another event has the number {}, or its body is there", event.seq);
                Err(JournalError::Unavailable(differs.into()))
            }
        }
    }
}

fn is_absent(error: &SdkError<QueryError>) -> bool {
    error.as_service_error().is_some_and(QueryError::is_resource_not_found_exception)
}
