//! An event: a row of the journal, which says who did something and when, and not what.
//!
//! ```text
//! seq 0, 1, 2…   at RFC 3339, UTC, to the minute   by the author's fingerprint   body 16 bytes   commit 32 bytes
//! until a day, RFC 3339   prev 32 bytes: the hash of the row before, zeros for 0   hash 32 bytes   sig 64 bytes   version
//! ```
//!
//! `hash` is SHA-256 over the tag `bdp-journal-1`, prev, seq, at, by, body, commit, until: of each, the tag too, its length
//! in four bytes, big-endian, and its bytes. `seq` counts there in decimal ASCII; prev, body and commit as they are; the
//! others as they are written. `sig` is Ed25519 over `hash`.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use sha2::{Digest, Sha256};

use super::{
    author::Author,
    body::{BodyId, Commit},
};
use crate::{
    crypto::recipients::Fingerprint,
    record::ReceivedAt,
    store::{Defect, UnreadableItem},
};

/// The format of the rows this version writes, and the highest it reads.
pub const VERSION: u32 = 1;

/// What every hash of an event starts with, so that it is the hash of nothing else.
const TAG: &[u8] = b"bdp-journal-1";

/// A row of the journal. Whether it is true is for [`super::chain`] to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number, without a gap from 0.
    pub seq: u64,
    /// When it was made, by its author's clock.
    pub at: ReceivedAt,
    /// Its author.
    pub by: Fingerprint,
    /// Where its contents are.
    pub body: BodyId,
    /// What its contents are, without telling.
    pub commit: Commit,
    /// When its body may go.
    pub until: Until,
    /// The hash of the row before, as it stands.
    pub prev: EventHash,
    /// The hash of all above.
    pub hash: EventHash,
    /// Its author's signature of that hash.
    pub sig: [u8; 64],
    /// The format of this row: [`VERSION`].
    pub version: u32,
}

/// What will be an event once it has a place in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDraft {
    /// When it was made.
    pub at: ReceivedAt,
    /// Where its contents are.
    pub body: BodyId,
    /// What its contents are, without telling.
    pub commit: Commit,
    /// When its body may go.
    pub until: Until,
}

/// SHA-256 of an event's fields.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct EventHash(pub [u8; 32]);

/// The last row of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub seq: u64,
    /// Its hash, as it stands.
    pub hash: EventHash,
}

/// From when on a body may be gone: the start of that day, in UTC. The last day of a month, so that it tells little.
///
/// Displays, and is stored, as RFC 3339 writes a date. Any day is read: its author has signed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Until(Date);

/// The text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a day looks like `2022-06-30`")]
pub struct NotADay;

/// A row that is no [`Event`]: damaged, or written by a later version of this program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the event {} cannot be read: {defect}", .seq.map_or("?".to_owned(), |seq| seq.to_string()))]
pub struct UnreadableEvent {
    /// Its number; `None` where even that cannot be read: there may be more than one.
    pub seq: Option<u64>,
    /// Its hash, if that can be read: the next row stands on it.
    pub hash: Option<EventHash>,
    /// What is wrong with it.
    pub defect: Defect,
}

/// A row as it stands in a store.
pub type EventRow = Result<Event, UnreadableEvent>;

impl Event {
    /// The event that follows the last one there is; the first, if there is none.
    pub fn sign(draft: &EventDraft, after: Option<Head>, author: &Author) -> Self {
        let mut event = Self {
            seq: after.map_or(0, |head| head.seq.saturating_add(1)),
            at: draft.at,
            by: author.fingerprint().clone(),
            body: draft.body,
            commit: draft.commit,
            until: draft.until,
            prev: after.map_or(EventHash::ZERO, |head| head.hash),
            hash: EventHash::ZERO,
            sig: [0; 64],
            version: VERSION,
        };
        event.hash = event.fields_hash();
        event.sig = author.sign(&event.hash.0);
        event
    }

    /// What its hash should be.
    pub fn fields_hash(&self) -> EventHash {
        let (seq, at, until) = (self.seq.to_string(), self.at.to_string(), self.until.to_string());
        let fields = [
            TAG,
            &self.prev.0,
            seq.as_bytes(),
            at.as_bytes(),
            self.by.as_str().as_bytes(),
            &self.body.0,
            &self.commit.0,
            until.as_bytes(),
        ];
        let mut hash = Sha256::new();
        for field in fields {
            hash.update(u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
            hash.update(field);
        }
        EventHash(hash.finalize().into())
    }

    /// Where the journal ends, if it ends with this one.
    pub fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }
}

impl EventHash {
    /// What stands before the first event.
    pub const ZERO: Self = Self([0; 32]);
}

impl UnreadableEvent {
    /// The same as an item of a store.
    pub fn item(&self) -> UnreadableItem {
        let key = self.seq.map_or("?".to_owned(), |seq| format!("n° {seq}"));
        UnreadableItem { key, defect: self.defect }
    }
}

impl Until {
    /// The end of the month that a day is in.
    pub fn month_of(day: Date) -> Self {
        Self(day.last_of_month())
    }

    /// The day.
    pub fn date(self) -> Date {
        self.0
    }

    /// Its start, in UTC.
    pub fn timestamp(self) -> Timestamp {
        let start = self.0.to_zoned_datetime(TimeZone::UTC);
        start.map_or(Timestamp::MAX, |start| start.timestamp())
    }
}

impl FromStr for Until {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let until = text.parse().map(Self).map_err(|_| NotADay)?;
        if until.to_string() == text { Ok(until) } else { Err(NotADay) }
    }
}

impl fmt::Display for Until {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// In hexadecimal.
impl fmt::Display for EventHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for EventHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventHash({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_may_go_at_the_end_of_a_month() {
        let of = |day: &str| Until::month_of(day.parse().unwrap());

        for (day, expected) in [
            ("2022-06-01", "2022-06-30"),
            ("2022-06-30", "2022-06-30"),
            ("2024-02-10", "2024-02-29"),
            ("2021-12-31", "2021-12-31"),
        ] {
            assert_eq!(of(day).to_string(), expected);
            assert_eq!(expected.parse(), Ok(of(day)));
        }
        assert_eq!(of("2022-06-01").timestamp(), "2022-06-30T00:00:00Z".parse().unwrap());
        for text in
            ["", "2022-6-30", "2022-06-31", "20220630", "2022-06-30T00:00:00Z", " 2022-06-30"]
        {
            assert_eq!(text.parse::<Until>(), Err(NotADay), "{text}");
        }
    }
}
