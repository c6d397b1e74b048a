//! What a store keeps, as it passes over the network.
//!
//! Each `…Fields` says how a type of another module is written; an `…Item` holds one.

use std::{fmt::Display, str::FromStr};

use application_form::reference::Reference;
use base64::prelude::{BASE64_STANDARD, Engine};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::{
    crypto::recipients::Fingerprint,
    record::{ReceivedAt, Record},
    store::{
        Defect, UnreadableItem,
        journal::{
            NotAnEntry, UnreadableBody,
            body::{Body, BodyId, Commit, SealedHash},
            erased::Erased,
            event::{Event, EventHash, UnreadableEvent, Until},
        },
    },
};

/// Every name that a [`Defect::Attribute`] has in the store of one machine.
const ATTRIBUTES: [&str; 20] = [
    "again",
    "at",
    "body",
    "by",
    "checksum",
    "commit",
    "digest",
    "expires",
    "form",
    "hash",
    "keys",
    "over_limit",
    "prev",
    "quarantine",
    "received_at",
    "reference",
    "sealed",
    "sig",
    "until",
    "version",
];

/// Wraps a type of another module in one that passes over the network.
macro_rules! items {
    ($($(#[$doc:meta])* $item:ident($fields:literal $inner:ty))*) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $item(#[serde(with = $fields)] pub $inner);
    )* };
}

items! {
    /// An application.
    RecordItem("RecordFields" Record)
    /// An event.
    EventItem("EventFields" Event)
    /// A body.
    BodyItem("BodyFields" Body)
    /// The name of a body.
    BodyIdItem("BodyIdBytes" BodyId)
    /// The hash of what is sealed.
    SealedHashItem("SealedHashBytes" SealedHash)
    /// An entry of the erasure list.
    ErasedItem("ErasedFields" Erased)
    /// Why an event and a body are none.
    NotAnEntryItem("NotAnEntryName" NotAnEntry)
    /// What cannot be read.
    UnreadableEntry("UnreadableFields" UnreadableItem)
    /// A body that cannot be read.
    UnreadableBodyItem("UnreadableBodyFields" UnreadableBody)
    /// An event that cannot be read.
    UnreadableEventItem("UnreadableEventFields" UnreadableEvent)
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Record")]
struct RecordFields {
    reference: Reference,
    received_at: ReceivedAt,
    form: String,
    keys: Vec<Fingerprint>,
    quarantine: bool,
    again: ReceivedAt,
    over_limit: bool,
    digest: String,
    #[serde(with = "base64_text")]
    sealed: Vec<u8>,
    version: u32,
    expires: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Event")]
struct EventFields {
    seq: u64,
    at: ReceivedAt,
    by: Fingerprint,
    #[serde(with = "BodyIdBytes")]
    body: BodyId,
    #[serde(with = "CommitBytes")]
    commit: Commit,
    #[serde(with = "as_displayed")]
    until: Until,
    #[serde(with = "EventHashBytes")]
    prev: EventHash,
    #[serde(with = "EventHashBytes")]
    hash: EventHash,
    #[serde(with = "base64_text")]
    sig: [u8; 64],
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Body")]
struct BodyFields {
    #[serde(with = "BodyIdBytes")]
    id: BodyId,
    keys: Vec<Fingerprint>,
    #[serde(with = "base64_text")]
    sealed: Vec<u8>,
    expires: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Erased")]
struct ErasedFields {
    reference: Reference,
    received_at: ReceivedAt,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "NotAnEntry", rename_all = "snake_case")]
enum NotAnEntryName {
    Hash,
    First,
    Version,
    OtherBody,
    ExpiresEarly,
    BodyTaken,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "UnreadableItem")]
struct UnreadableFields {
    key: String,
    #[serde(with = "defect")]
    defect: Defect,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "UnreadableBody")]
struct UnreadableBodyFields {
    #[serde(with = "BodyIdBytes")]
    id: BodyId,
    #[serde(with = "defect")]
    defect: Defect,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "UnreadableEvent")]
struct UnreadableEventFields {
    seq: Option<u64>,
    #[serde(with = "optional_hash")]
    hash: Option<EventHash>,
    #[serde(with = "defect")]
    defect: Defect,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "BodyId")]
struct BodyIdBytes(#[serde(with = "base64_text")] [u8; 16]);

#[derive(Serialize, Deserialize)]
#[serde(remote = "Commit")]
struct CommitBytes(#[serde(with = "base64_text")] [u8; 32]);

#[derive(Serialize, Deserialize)]
#[serde(remote = "SealedHash")]
struct SealedHashBytes(#[serde(with = "base64_text")] [u8; 32]);

#[derive(Serialize, Deserialize)]
#[serde(remote = "EventHash")]
struct EventHashBytes(#[serde(with = "base64_text")] [u8; 32]);

/// Bytes as base64.
pub(super) mod base64_text {
    use super::{BASE64_STANDARD, Deserialize, Deserializer, Engine, Error, Serializer};

    pub fn serialize<S: Serializer>(bytes: &impl AsRef<[u8]>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64_STANDARD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>, B: TryFrom<Vec<u8>>>(
        from: D,
    ) -> Result<B, D::Error> {
        let bytes = BASE64_STANDARD.decode(String::deserialize(from)?).map_err(D::Error::custom)?;
        bytes.try_into().map_err(|_| D::Error::custom("bytes of another number"))
    }
}

/// As a type displays, and is read from that.
mod as_displayed {
    use super::{Deserialize, Deserializer, Display, Error, FromStr, Serializer};

    pub fn serialize<S: Serializer>(value: &impl Display, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub fn deserialize<'de, D: Deserializer<'de>, T: FromStr<Err: Display>>(
        from: D,
    ) -> Result<T, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

mod optional_hash {
    use super::{Deserialize, Deserializer, EventHash, EventHashBytes, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Item(#[serde(with = "EventHashBytes")] EventHash);

    #[expect(clippy::ref_option, reason = "serde calls it with that")]
    pub fn serialize<S: Serializer>(hash: &Option<EventHash>, to: S) -> Result<S::Ok, S::Error> {
        hash.map(Item).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<EventHash>, D::Error> {
        Ok(Option::<Item>::deserialize(from)?.map(|Item(hash)| hash))
    }
}

/// A name that is none of [`ATTRIBUTES`] is no defect.
mod defect {
    use super::{ATTRIBUTES, Defect, Deserialize, Deserializer, Error, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Item {
        LaterVersion,
        Damaged,
        Attribute(String),
    }

    pub fn serialize<S: Serializer>(defect: &Defect, to: S) -> Result<S::Ok, S::Error> {
        let item = match defect {
            Defect::LaterVersion => Item::LaterVersion,
            Defect::Damaged => Item::Damaged,
            Defect::Attribute(name) => Item::Attribute((*name).to_owned()),
        };
        item.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Defect, D::Error> {
        match Item::deserialize(from)? {
            Item::LaterVersion => Ok(Defect::LaterVersion),
            Item::Damaged => Ok(Defect::Damaged),
            Item::Attribute(name) => {
                let known = ATTRIBUTES.into_iter().find(|known| *known == name);
                let known = known.ok_or_else(|| D::Error::custom("an attribute of no item"))?;
                Ok(Defect::Attribute(known))
            }
        }
    }
}
