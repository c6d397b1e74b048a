//! Reads items as they were last written.

use std::time::Duration;

use aws_sdk_dynamodb::{Client, types::KeysAndAttributes};

use super::{super::item::Item, unavailable};
use crate::store::journal::JournalError;

/// Items that are asked for at once: all that one call takes. What the table does not let through is asked for again.
const BATCH: usize = 100;

/// So often in a row nothing comes of that before it is given up, with a pause before each: a table lets through so much
/// a second.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(500);

/// The item of a key.
pub async fn item(client: &Client, table: &str, key: Item) -> Result<Option<Item>, JournalError> {
    let get = client.get_item().table_name(table).set_key(Some(key));
    let answer = get.consistent_read(true).send().await.map_err(unavailable)?;
    Ok(answer.item)
}

/// The items of these keys, each named once, that are there, in no order.
pub async fn items(
    client: &Client,
    table: &str,
    keys: Vec<Item>,
) -> Result<Vec<Item>, JournalError> {
    let mut found = Vec::new();
    for keys in keys.chunks(BATCH) {
        let (mut wanted, mut tried) = (keys.to_vec(), 0);
        while !wanted.is_empty() {
            let asked = wanted.len();
            let keys = KeysAndAttributes::builder().set_keys(Some(wanted)).consistent_read(true);
            let keys = keys.build().map_err(unavailable)?;
            let get = client.batch_get_item().request_items(table, keys);
            let answer = get.send().await.map_err(unavailable)?;
            found.extend(
                answer.responses.and_then(|mut tables| tables.remove(table)).unwrap_or_default(),
            );
            let left = answer.unprocessed_keys.and_then(|mut tables| tables.remove(table));
            wanted = left.map(|left| left.keys).unwrap_or_default();
            if wanted.is_empty() {
                break;
            }
            tried = if wanted.len() < asked { 1 } else { tried + 1 };
            if tried == TRIES {
                return Err(JournalError::Unavailable("the table lets nothing through".into()));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
    Ok(found)
}
