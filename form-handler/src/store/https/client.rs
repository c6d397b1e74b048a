//! The office's side: a store whose methods are requests.

use std::{error::Error, future::Future};

use application_form::reference::Reference;
use bytes::Bytes;
use jiff::Timestamp;

use super::{
    BODIES, REQUEST_BYTES,
    item::{
        BodyIdItem, BodyItem, ErasedItem, EventItem, NotAnEntryItem, RecordItem, SealedHashItem,
        UnreadableBodyItem, UnreadableEntry, UnreadableEventItem,
    },
    message::{EventRowItem, NotAMessage, Seconds, StoreReply, StoreRequest, decode, encode},
};
use crate::{
    crypto::recipients::Fingerprint,
    record::Record,
    store::{
        Cursor, StoreError, StorePage,
        journal::{
            Append, BodyRow, Changed, Journal, JournalError, JournalPage,
            body::{Body, BodyId, SealedHash},
            erased::{Erased, ErasureList},
            event::{Event, EventRow},
        },
    },
};

/// Entries of the erasure list in one request: under 100 bytes each.
const ENTRIES: usize = 5000;

/// Sends a request and brings the reply. Made by the caller, who knows of sockets and certificates.
pub trait Exchange: Send + Sync {
    /// The bytes of the reply that came with the status 200.
    fn exchange(&self, request: Vec<u8>) -> impl Future<Output = Result<Bytes, HttpsError>> + Send;
}

/// Why there is no reply. Whether a write took place is unknown; the same again is safe.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum HttpsError {
    #[error("the site does not answer")]
    Unreachable(#[source] Box<dyn Error + Send + Sync>),
    #[error("the answer broke off")]
    BrokenOff(#[source] Box<dyn Error + Send + Sync>),
    #[error("the site took longer than {0} seconds")]
    TooSlow(u64),
    #[error("the token is not taken")]
    NotAdmitted,
    #[error("there is no store at this address, or it is switched off")]
    Absent,
    #[error("the site leads elsewhere, and that is not followed")]
    Redirected,
    #[error("the site has another version of the protocol")]
    OtherVersion,
    #[error("what is asked or answered is too long")]
    TooLong,
    #[error("the site's own store is unavailable")]
    Unavailable,
    #[error("the site answers with the status {0}")]
    Status(u16),
    #[error("the journal there holds another event under one of these numbers")]
    OtherJournal,
    #[error("what the site answers is not a reply to what was asked")]
    NotAReply,
}

/// A store of one machine, as the office reaches it.
#[derive(Debug)]
pub struct HttpsStore<E> {
    exchange: E,
}

impl<E: Exchange> HttpsStore<E> {
    /// The store behind that exchange. Nothing is asked yet.
    pub fn new(exchange: E) -> Self {
        Self { exchange }
    }

    /// As [`crate::store::Store::find`].
    pub async fn find(
        &self,
        reference: &Reference,
        now: Timestamp,
    ) -> Result<Option<Record>, StoreError> {
        let request = StoreRequest::Find { reference: reference.clone(), now: Seconds(now) };
        match self.ask(&request).await? {
            StoreReply::Record(record) => Ok(record.map(|RecordItem(record)| record)),
            StoreReply::Unreadable(UnreadableEntry(item)) => Err(item.into()),
            _ => Err(HttpsError::NotAReply.into()),
        }
    }

    /// As [`crate::store::Store::list`].
    pub async fn list(
        &self,
        cursor: Option<&Cursor>,
        now: Timestamp,
    ) -> Result<StorePage, StoreError> {
        let cursor = cursor.map(|Cursor(place)| place.clone());
        match self.ask(&StoreRequest::List { cursor, now: Seconds(now) }).await? {
            StoreReply::Page { records, damaged, next } => Ok(StorePage {
                records: records
                    .into_iter()
                    .map(|record| match record {
                        Ok(RecordItem(record)) => Ok(record),
                        Err(UnreadableEntry(item)) => Err(item),
                    })
                    .collect(),
                damaged: damaged.into_iter().map(|UnreadableEntry(item)| item).collect(),
                next: next.map(Cursor),
            }),
            _ => Err(HttpsError::NotAReply.into()),
        }
    }

    async fn ask(&self, request: &StoreRequest) -> Result<StoreReply, HttpsError> {
        let request = encode(request);
        if request.len() > REQUEST_BYTES {
            return Err(HttpsError::TooLong);
        }
        decode(&self.exchange.exchange(request).await?).map_err(|error| match error {
            NotAMessage::OtherVersion(_) => HttpsError::OtherVersion,
            NotAMessage::Malformed => HttpsError::NotAReply,
        })
    }

    pub(super) async fn is_made(&self, request: &StoreRequest) -> Result<(), HttpsError> {
        match self.ask(request).await? {
            StoreReply::Made => Ok(()),
            StoreReply::Diverged { .. } => Err(HttpsError::OtherJournal),
            _ => Err(HttpsError::NotAReply),
        }
    }

    async fn change(&self, request: &StoreRequest) -> Result<Changed, JournalError> {
        match self.ask(request).await? {
            StoreReply::Made => Ok(Changed::Made),
            StoreReply::Differs { found: SealedHashItem(found) } => Ok(Changed::Differs { found }),
            StoreReply::Absent => Ok(Changed::Absent),
            StoreReply::Unreadable(UnreadableEntry(item)) => Err(item.into()),
            _ => Err(HttpsError::NotAReply.into()),
        }
    }
}

impl<E: Exchange> Journal for HttpsStore<E> {
    async fn append(&self, event: &Event, body: &Body) -> Result<Append, JournalError> {
        let (event, body) = (EventItem(event.clone()), BodyItem(body.clone()));
        match self.ask(&StoreRequest::Append { event, body }).await? {
            StoreReply::Appended => Ok(Append::Appended),
            StoreReply::Behind { there } => Ok(Append::Behind { there: Box::new(row(there)) }),
            StoreReply::Diverged { before } => {
                Ok(Append::Diverged { before: before.map(|before| Box::new(row(before))) })
            }
            StoreReply::NotAnEntry(NotAnEntryItem(why)) => Err(why.into()),
            _ => Err(HttpsError::NotAReply.into()),
        }
    }

    async fn events(&self, from: u64) -> Result<JournalPage, JournalError> {
        match self.ask(&StoreRequest::Events { from }).await? {
            StoreReply::Events { rows, next } => {
                Ok(JournalPage { rows: rows.into_iter().map(row).collect(), next })
            }
            _ => Err(HttpsError::NotAReply.into()),
        }
    }

    async fn bodies(&self, ids: &[BodyId], now: Timestamp) -> Result<Vec<BodyRow>, JournalError> {
        let (mut left, mut found) = (ids, Vec::new());
        while !left.is_empty() {
            let ids: Vec<_> = left.iter().take(BODIES).copied().map(BodyIdItem).collect();
            let asked = ids.len();
            match self.ask(&StoreRequest::Bodies { ids, now: Seconds(now) }).await? {
                // Nothing answered is no reply: it would be asked for ever.
                StoreReply::Bodies { bodies, answered } if (1..=asked).contains(&answered) => {
                    found.extend(bodies.into_iter().map(|body| match body {
                        Ok(BodyItem(body)) => Ok(body),
                        Err(UnreadableBodyItem(unreadable)) => Err(unreadable),
                    }));
                    left = &left[answered..];
                }
                _ => return Err(HttpsError::NotAReply.into()),
            }
        }
        Ok(found)
    }

    async fn delete_body(&self, id: BodyId) -> Result<(), JournalError> {
        Ok(self.is_made(&StoreRequest::DeleteBody { id: BodyIdItem(id) }).await?)
    }

    async fn replace_body(
        &self,
        id: BodyId,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> Result<Changed, JournalError> {
        let (id, expected) = (BodyIdItem(id), SealedHashItem(expected));
        let (sealed, keys) = (sealed.to_vec(), keys.to_vec());
        self.change(&StoreRequest::ReplaceBody { id, expected, sealed, keys }).await
    }

    async fn replace_sealed(
        &self,
        reference: &Reference,
        expected: SealedHash,
        sealed: &[u8],
        keys: &[Fingerprint],
    ) -> Result<Changed, JournalError> {
        let (reference, expected) = (reference.clone(), SealedHashItem(expected));
        let (sealed, keys) = (sealed.to_vec(), keys.to_vec());
        self.change(&StoreRequest::ReplaceSealed { reference, expected, sealed, keys }).await
    }

    async fn delete(
        &self,
        reference: &Reference,
        expected: SealedHash,
    ) -> Result<Changed, JournalError> {
        let (reference, expected) = (reference.clone(), SealedHashItem(expected));
        self.change(&StoreRequest::Delete { reference, expected }).await
    }

    async fn erased(&self) -> Result<ErasureList, JournalError> {
        match self.ask(&StoreRequest::Erased).await? {
            StoreReply::ErasureList { entries, unreadable } => Ok(ErasureList {
                entries: entries.into_iter().map(|ErasedItem(entry)| entry).collect(),
                unreadable: unreadable.into_iter().map(|UnreadableEntry(item)| item).collect(),
            }),
            _ => Err(HttpsError::NotAReply.into()),
        }
    }

    async fn add_erased(&self, entries: &[Erased]) -> Result<(), JournalError> {
        for some in entries.chunks(ENTRIES) {
            let entries = some.iter().cloned().map(ErasedItem).collect();
            self.is_made(&StoreRequest::AddErased { entries }).await?;
        }
        Ok(())
    }
}

fn row(row: EventRowItem) -> EventRow {
    match row {
        Ok(EventItem(event)) => Ok(event),
        Err(UnreadableEventItem(unreadable)) => Err(unreadable),
    }
}

impl From<HttpsError> for StoreError {
    fn from(error: HttpsError) -> Self {
        Self::Unavailable(Box::new(error))
    }
}

impl From<HttpsError> for JournalError {
    fn from(error: HttpsError) -> Self {
        Self::Unavailable(Box::new(error))
    }
}
