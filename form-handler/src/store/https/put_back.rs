//! A backup that comes back over HTTPS: as much in a request as it takes.

use super::{
    REQUEST_BYTES,
    client::{Exchange, HttpsError, HttpsStore},
    item::{BodyItem, EventItem, RecordItem},
    message::StoreRequest,
};
use crate::{
    record::Record,
    store::journal::{Journal as _, JournalError, copy::JournalCopy, event::Event},
};

/// What an item weighs in a request beside what is sealed in it: its texts and hashes, and the keys of fifty people.
const ITEM_BYTES: usize = 2048;

impl<E: Exchange> HttpsStore<E> {
    /// Brings back records, over whatever stands under their references, and what a journal lacks; what was erased first.
    /// Each request is done whole or not at all, and what an error leaves undone, the same again does.
    pub async fn put_back(
        &self,
        records: &[Record],
        journal: &JournalCopy,
    ) -> Result<(), JournalError> {
        let erased: Vec<_> = journal.erased.iter().cloned().collect();
        self.add_erased(&erased).await?;
        for some in portions(records, |record| record.sealed.len()) {
            let records = some.iter().cloned().map(RecordItem).collect();
            self.put(records, &[], journal).await?;
        }
        let sealed = |event: &Event| journal.body(event.body).map_or(0, |body| body.sealed.len());
        for events in portions(&journal.events, sealed) {
            self.put(Vec::new(), events, journal).await?;
        }
        Ok(())
    }

    async fn put(
        &self,
        records: Vec<RecordItem>,
        events: &[Event],
        journal: &JournalCopy,
    ) -> Result<(), HttpsError> {
        let bodies = events.iter().filter_map(|event| journal.body(event.body));
        let bodies = bodies.cloned().map(BodyItem).collect();
        let events = events.iter().cloned().map(EventItem).collect();
        self.is_made(&StoreRequest::PutBack { records, events, bodies }).await
    }
}

/// As many items in a row as a request takes; one that is too long for it by itself, and is refused there, alone.
fn portions<T>(items: &[T], sealed: impl Fn(&T) -> usize) -> impl Iterator<Item = &[T]> {
    let mut left = items;
    std::iter::from_fn(move || {
        let mut bytes = ITEM_BYTES;
        let fits = left.iter().take_while(|item| {
            bytes += sealed(item).div_ceil(3) * 4 + ITEM_BYTES;
            bytes <= REQUEST_BYTES
        });
        let (some, rest) = left.split_at_checked(fits.count().max(1))?;
        left = rest;
        Some(some)
    })
}
