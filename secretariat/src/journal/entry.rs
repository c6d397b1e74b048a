//! An act of the journal, opened.

use std::{num::NonZero, thread};

use age::x25519;
use form_handler::{
    crypto::seal::OpenError,
    store::journal::{
        body::{Body, BodyError, BodyText},
        event::Event,
    },
};
use jiff::Timestamp;

use super::act::Contents;
use crate::identity::Identities;

/// Fewer are opened before another thread has begun.
const WORTH_A_THREAD: usize = 100;

/// An event that counts, and what it is about.
#[derive(Debug)]
pub struct JournalEntry {
    /// Who and when.
    pub event: Event,
    /// What.
    pub contents: Result<Contents, Unopened>,
}

/// Why it is not known what an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unopened {
    /// Its time is over.
    Expired,
    /// It should be there. An erasure may have taken it.
    Missing,
    /// It is sealed to other keys.
    Closed,
    /// It was altered.
    Damaged,
}

/// An event that counts and what stands in its body's place: nothing, or something that cannot be read, or a body.
pub type Found = (Event, Option<Option<Body>>);

/// Opens each, on all cores: to open one takes longer than to read it, and a year has thousands.
pub fn open_all(found: Vec<Found>, identities: &Identities, now: Timestamp) -> Vec<JournalEntry> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let share = found.len().div_ceil(cores).max(WORTH_A_THREAD);
    let (keys, mut found) = (identities.keys.as_slice(), found.into_iter());
    thread::scope(|scope| {
        let shares = std::iter::from_fn(|| {
            let share: Vec<Found> = found.by_ref().take(share).collect();
            (!share.is_empty()).then_some(share)
        });
        let threads: Vec<_> =
            shares.map(|share| scope.spawn(move || open_share(share, keys, now))).collect();
        let opened = threads.into_iter().map(|thread| thread.join().expect("it does not panic"));
        opened.flatten().collect()
    })
}

fn open_share(share: Vec<Found>, keys: &[x25519::Identity], now: Timestamp) -> Vec<JournalEntry> {
    let boxed = |key: &x25519::Identity| Box::new(key.clone()) as Box<dyn age::Identity>;
    let identities: Vec<_> = keys.iter().map(boxed).collect();
    let entry = |(event, body): Found| {
        let contents = match body {
            None if event.until.timestamp() <= now => Err(Unopened::Expired),
            None => Err(Unopened::Missing),
            Some(None) => Err(Unopened::Damaged),
            Some(Some(body)) => open(&body, &event, &identities),
        };
        JournalEntry { event, contents }
    };
    share.into_iter().map(entry).collect()
}

fn open(
    body: &Body,
    event: &Event,
    identities: &[Box<dyn age::Identity>],
) -> Result<Contents, Unopened> {
    match BodyText::open(body, event.commit, identities) {
        Ok(text) => Ok(Contents::read(text.text())),
        Err(BodyError::Closed(OpenError::OtherKeys)) => Err(Unopened::Closed),
        Err(BodyError::Closed(_) | BodyError::Differs) => Err(Unopened::Damaged),
    }
}
