//! What is asked and what is replied, as JSON with the version of the protocol.

use application_form::reference::Reference;
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    VERSION,
    item::{
        BodyIdItem, BodyItem, ErasedItem, EventItem, NotAnEntryItem, RecordItem, SealedHashItem,
        UnreadableBodyItem, UnreadableEntry, UnreadableEventItem, base64_text,
    },
};
use crate::crypto::recipients::Fingerprint;

/// One method of a store or of its journal, with what it is called with.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the methods say it")]
pub enum StoreRequest {
    Find {
        reference: Reference,
        now: Seconds,
    },
    List {
        cursor: Option<String>,
        now: Seconds,
    },
    /// All of them or none: records over whatever stands under their references; events that are not there, each with its
    /// body, if that is among the bodies.
    PutBack {
        records: Vec<RecordItem>,
        events: Vec<EventItem>,
        bodies: Vec<BodyItem>,
    },
    Append {
        event: EventItem,
        body: BodyItem,
    },
    Events {
        from: u64,
    },
    Bodies {
        ids: Vec<BodyIdItem>,
        now: Seconds,
    },
    DeleteBody {
        id: BodyIdItem,
    },
    ReplaceBody {
        id: BodyIdItem,
        expected: SealedHashItem,
        #[serde(with = "base64_text")]
        sealed: Vec<u8>,
        keys: Vec<Fingerprint>,
    },
    ReplaceSealed {
        reference: Reference,
        expected: SealedHashItem,
        #[serde(with = "base64_text")]
        sealed: Vec<u8>,
        keys: Vec<Fingerprint>,
    },
    Delete {
        reference: Reference,
        expected: SealedHashItem,
    },
    Erased,
    AddErased {
        entries: Vec<ErasedItem>,
    },
}

/// What came of a request.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the methods say it")]
pub enum StoreReply {
    Record(Option<RecordItem>),
    Page {
        records: Vec<Result<RecordItem, UnreadableEntry>>,
        damaged: Vec<UnreadableEntry>,
        next: Option<String>,
    },
    Appended,
    Behind {
        there: EventRowItem,
    },
    Diverged {
        before: Option<EventRowItem>,
    },
    Events {
        rows: Vec<EventRowItem>,
        next: Option<u64>,
    },
    Bodies {
        bodies: Vec<Result<BodyItem, UnreadableBodyItem>>,
        /// Of how many of the names this is the answer: at least the first.
        answered: usize,
    },
    /// It is made, or was already.
    Made,
    Differs {
        found: SealedHashItem,
    },
    Absent,
    ErasureList {
        entries: Vec<ErasedItem>,
        unreadable: Vec<UnreadableEntry>,
    },
    /// What was to be read or changed cannot be read.
    Unreadable(UnreadableEntry),
    NotAnEntry(NotAnEntryItem),
}

/// A row of the journal.
pub type EventRowItem = Result<EventItem, UnreadableEventItem>;

/// A time, in whole seconds since 1970: no store asks for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Seconds(pub Timestamp);

/// Bytes that are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAMessage {
    /// It is one of another version of the protocol.
    #[error("it is of version {0} of the protocol, this program's is {VERSION}")]
    OtherVersion(u32),
    /// It is none at all, or not whole.
    #[error("it is no message")]
    Malformed,
}

#[derive(Serialize, Deserialize)]
struct Envelope<M> {
    version: u32,
    message: M,
}

/// What an envelope of any version has.
#[derive(Serialize, Deserialize)]
struct Version {
    version: u32,
}

/// A message as it passes over the network.
pub fn encode(message: &impl Serialize) -> Vec<u8> {
    json(&Envelope { version: VERSION, message })
}

/// What stands for a message where the other side's version is another one.
pub fn encode_version() -> Vec<u8> {
    json(&Version { version: VERSION })
}

/// The message in these bytes.
pub fn decode<M: DeserializeOwned>(bytes: &[u8]) -> Result<M, NotAMessage> {
    match serde_json::from_slice(bytes) {
        Ok(Version { version: VERSION }) => {}
        Ok(Version { version }) => return Err(NotAMessage::OtherVersion(version)),
        Err(_) => return Err(NotAMessage::Malformed),
    }
    let envelope: Envelope<M> =
        serde_json::from_slice(bytes).map_err(|_| NotAMessage::Malformed)?;
    Ok(envelope.message)
}

fn json(message: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(message).expect("texts, numbers and lists become JSON")
}

impl TryFrom<i64> for Seconds {
    type Error = jiff::Error;

    fn try_from(seconds: i64) -> Result<Self, jiff::Error> {
        Timestamp::from_second(seconds).map(Self)
    }
}

impl From<Seconds> for i64 {
    fn from(Seconds(time): Seconds) -> Self {
        time.as_second()
    }
}
