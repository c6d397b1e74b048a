//! Several writes at once, all or none.

use std::time::Duration;

use aws_sdk_dynamodb::{
    Client,
    error::SdkError,
    operation::transact_write_items::TransactWriteItemsError,
    types::{
        AttributeValue, CancellationReason, ConditionCheck, Delete, Put,
        ReturnValuesOnConditionCheckFailure, TransactWriteItem,
    },
};

use super::{super::item::Item, unavailable};
use crate::store::journal::JournalError;

/// Where two write the same at once, one of them is refused without a reason to give up: so often she tries again.
const TRIES: u32 = 10;

/// After the first time; longer each time, to two seconds and a half in all.
const PAUSE: Duration = Duration::from_millis(50);

/// What became of one of the writes of a transaction that was refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Nothing spoke against it.
    Held,
    /// Its condition did not hold, because of this; `None` if nothing is there.
    Refused(Option<Item>),
}

/// Makes all the writes or none; says why none, of each of them, in their order.
pub async fn write<const WRITES: usize>(
    client: &Client,
    writes: [TransactWriteItem; WRITES],
) -> Result<Result<(), [Verdict; WRITES]>, JournalError> {
    for tried in 1.. {
        // A retry within the library has the same token, and is taken for the same.
        let sent = client.transact_write_items().set_transact_items(Some(writes.to_vec())).send();
        let Err(refused) = sent.await else { return Ok(Ok(())) };
        if let Some(verdicts) = verdicts(reasons(&refused)) {
            return Ok(Err(verdicts));
        }
        if tried == TRIES || !may_pass(&refused) {
            return Err(unavailable(refused));
        }
        tokio::time::sleep(PAUSE * tried).await;
    }
    unreachable!("it is tried {TRIES} times")
}

/// Puts an item where there is none.
pub fn put_new(table: &str, item: Item) -> Result<TransactWriteItem, JournalError> {
    let put = Put::builder()
        .table_name(table)
        .set_item(Some(item))
        .condition_expression("attribute_not_exists(pk)")
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    Ok(TransactWriteItem::builder().put(put.build().map_err(unavailable)?).build())
}

/// Puts an item, whatever is there.
pub fn put(table: &str, item: Item) -> Result<TransactWriteItem, JournalError> {
    let put = Put::builder().table_name(table).set_item(Some(item));
    Ok(TransactWriteItem::builder().put(put.build().map_err(unavailable)?).build())
}

/// Wants an item to be there whose attribute has that value.
pub fn check(
    table: &str,
    key: Item,
    (name, value): (&str, AttributeValue),
) -> Result<TransactWriteItem, JournalError> {
    let check = ConditionCheck::builder()
        .table_name(table)
        .set_key(Some(key))
        .condition_expression("#name = :value")
        .expression_attribute_names("#name", name)
        .expression_attribute_values(":value", value)
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    let check = check.build().map_err(unavailable)?;
    Ok(TransactWriteItem::builder().condition_check(check).build())
}

/// Deletes an item whose attribute has that value.
pub fn delete(
    table: &str,
    key: Item,
    (name, value): (&str, AttributeValue),
) -> Result<TransactWriteItem, JournalError> {
    let delete = Delete::builder()
        .table_name(table)
        .set_key(Some(key))
        .condition_expression("#name = :value")
        .expression_attribute_names("#name", name)
        .expression_attribute_values(":value", value)
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    Ok(TransactWriteItem::builder().delete(delete.build().map_err(unavailable)?).build())
}

fn reasons(error: &SdkError<TransactWriteItemsError>) -> &[CancellationReason] {
    match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            cancelled.cancellation_reasons()
        }
        _ => &[],
    }
}

/// Of each write, if a condition did not hold.
fn verdicts<const WRITES: usize>(reasons: &[CancellationReason]) -> Option<[Verdict; WRITES]> {
    let refused = |reason: &CancellationReason| reason.code() == Some("ConditionalCheckFailed");
    if !reasons.iter().any(refused) {
        return None;
    }
    let verdicts = reasons.iter().map(|reason| {
        // An item that is not there may be given as one without attributes.
        let there = reason.item().filter(|item| !item.is_empty());
        if refused(reason) { Verdict::Refused(there.cloned()) } else { Verdict::Held }
    });
    verdicts.collect::<Vec<_>>().try_into().ok()
}

/// Whether it is over soon: others write at the same time, or too much at once.
fn may_pass(error: &SdkError<TransactWriteItemsError>) -> bool {
    const PASSING: [&str; 3] =
        ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];
    let in_progress = error
        .as_service_error()
        .is_some_and(TransactWriteItemsError::is_transaction_in_progress_exception);
    let codes = reasons(error).iter().filter_map(CancellationReason::code);
    in_progress || codes.into_iter().any(|code| PASSING.contains(&code))
}
