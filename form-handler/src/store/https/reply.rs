//! The side of the one machine: asks the store, and replies.

use jiff::Timestamp;

use super::{
    BODIES_BYTES,
    item::{
        BodyIdItem, BodyItem, ErasedItem, EventItem, NotAnEntryItem, RecordItem, SealedHashItem,
        UnreadableBodyItem, UnreadableEntry, UnreadableEventItem,
    },
    message::{EventRowItem, Seconds, StoreReply, StoreRequest},
};
use crate::{
    record::Record,
    store::{
        Cursor, Store, StoreError,
        journal::{
            Append, Changed, Journal, JournalError, copy::JournalCopy, erased::ErasureList,
            event::EventRow,
        },
        sqlite::SqliteStore,
    },
};

/// So many bodies are read at once: each may be as long as a request.
const AT_ONCE: usize = 64;

/// Does what is asked. `now` is this machine's time, which only a backup that comes back into an empty store needs.
///
/// An error is the store's [`JournalError::Unavailable`]; its other refusals are replies.
pub async fn reply(
    store: &SqliteStore,
    request: StoreRequest,
    now: Timestamp,
) -> Result<StoreReply, JournalError> {
    match ask(store, request, now).await {
        Err(JournalError::Unreadable(item)) => Ok(StoreReply::Unreadable(UnreadableEntry(item))),
        Err(JournalError::NotAnEntry(why)) => Ok(StoreReply::NotAnEntry(NotAnEntryItem(why))),
        done => done,
    }
}

async fn ask(
    store: &SqliteStore,
    request: StoreRequest,
    now: Timestamp,
) -> Result<StoreReply, JournalError> {
    Ok(match request {
        StoreRequest::Find { reference, now: Seconds(now) } => {
            StoreReply::Record(store.find(&reference, now).await?.map(RecordItem))
        }
        StoreRequest::List { cursor, now: Seconds(now) } => {
            list(store, cursor.map(Cursor).as_ref(), now).await?
        }
        StoreRequest::PutBack { records, events, bodies } => {
            let copy = JournalCopy {
                events: events.into_iter().map(|EventItem(event)| event).collect(),
                bodies: bodies.into_iter().map(|BodyItem(body)| body).collect(),
                ..JournalCopy::default()
            };
            let records = records.into_iter().map(|RecordItem(record)| record).collect();
            put_back(store, records, copy, now).await?
        }
        StoreRequest::Append { event: EventItem(event), body: BodyItem(body) } => {
            match store.append(&event, &body).await? {
                Append::Appended => StoreReply::Appended,
                Append::Behind { there } => StoreReply::Behind { there: row(*there) },
                Append::Diverged { before } => {
                    StoreReply::Diverged { before: before.map(|before| row(*before)) }
                }
            }
        }
        StoreRequest::Events { from } => {
            let page = store.events(from).await?;
            StoreReply::Events { rows: page.rows.into_iter().map(row).collect(), next: page.next }
        }
        StoreRequest::Bodies { ids, now: Seconds(now) } => bodies(store, &ids, now).await?,
        StoreRequest::DeleteBody { id: BodyIdItem(id) } => {
            store.delete_body(id).await?;
            StoreReply::Made
        }
        StoreRequest::ReplaceBody { id, expected, sealed, keys } => {
            changed(store.replace_body(id.0, expected.0, &sealed, &keys).await?)
        }
        StoreRequest::ReplaceSealed { reference, expected, sealed, keys } => {
            changed(store.replace_sealed(&reference, expected.0, &sealed, &keys).await?)
        }
        StoreRequest::Delete { reference, expected } => {
            changed(store.delete(&reference, expected.0).await?)
        }
        StoreRequest::Erased => {
            let list = store.erased().await?;
            StoreReply::ErasureList {
                entries: list.entries.into_iter().map(ErasedItem).collect(),
                unreadable: list.unreadable.into_iter().map(UnreadableEntry).collect(),
            }
        }
        StoreRequest::AddErased { entries } => {
            let entries: Vec<_> = entries.into_iter().map(|ErasedItem(entry)| entry).collect();
            store.add_erased(&entries).await?;
            StoreReply::Made
        }
    })
}

async fn put_back(
    store: &SqliteStore,
    records: Vec<Record>,
    copy: JournalCopy,
    now: Timestamp,
) -> Result<StoreReply, StoreError> {
    let compare = move |_, rows: &[EventRow], erased: &ErasureList| match copy
        .missing_from(rows, &erased.entries)
    {
        Ok(missing) => (StoreReply::Made, records, missing),
        Err(_) => (StoreReply::Diverged { before: None }, Vec::new(), JournalCopy::default()),
    };
    store.restore(now, compare).await
}

async fn list(
    store: &SqliteStore,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<StoreReply, StoreError> {
    let page = store.list(cursor, now).await?;
    let records = page.records.into_iter();
    Ok(StoreReply::Page {
        records: records.map(|one| one.map(RecordItem).map_err(UnreadableEntry)).collect(),
        damaged: page.damaged.into_iter().map(UnreadableEntry).collect(),
        next: page.next.map(|Cursor(next)| next),
    })
}

/// As many of them as a reply takes, and those of one reading at least.
async fn bodies(
    store: &SqliteStore,
    ids: &[BodyIdItem],
    now: Timestamp,
) -> Result<StoreReply, JournalError> {
    let (mut bodies, mut answered, mut bytes) = (Vec::new(), 0, 0);
    for some in ids.chunks(AT_ONCE) {
        if bytes > BODIES_BYTES {
            break;
        }
        let names: Vec<_> = some.iter().map(|BodyIdItem(id)| *id).collect();
        for body in store.bodies(&names, now).await? {
            bytes += body.as_ref().map_or(0, |body| body.sealed.len());
            bodies.push(body.map(BodyItem).map_err(UnreadableBodyItem));
        }
        answered += some.len();
    }
    Ok(StoreReply::Bodies { bodies, answered })
}

fn row(row: EventRow) -> EventRowItem {
    row.map(EventItem).map_err(UnreadableEventItem)
}

fn changed(changed: Changed) -> StoreReply {
    match changed {
        Changed::Made => StoreReply::Made,
        Changed::Differs { found } => StoreReply::Differs { found: SealedHashItem(found) },
        Changed::Absent => StoreReply::Absent,
    }
}
