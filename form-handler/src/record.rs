//! The stored item: the only module that knows what is kept, in clear and, in [`contents`], sealed.

use std::{fmt, str::FromStr};

use application_form::reference::Reference;
use jiff::{RoundMode, Timestamp, TimestampRound, Unit};
use serde::{Deserialize, Serialize};

use crate::crypto::recipients::Fingerprint;

pub mod contents;

/// The format of the items this version writes, and the highest it reads.
pub const VERSION: u32 = 2;

/// One application as the store keeps it. Nothing here tells who applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its name, and its key in the store.
    pub reference: Reference,
    /// When it first arrived.
    pub received_at: ReceivedAt,
    /// The hash of the definition it answers.
    pub form: String,
    /// The fingerprints of the keys it is sealed to.
    pub keys: Vec<Fingerprint>,
    /// Whether the control that people never see was filled in.
    pub quarantine: bool,
    /// When it was last sent: of a record that was sent once, when it arrived.
    pub again: ReceivedAt,
    /// Whether its network had sent more than others may.
    pub over_limit: bool,
    /// The MAC of the canonical answers, by [`digest`]: tells a resend from a clash.
    pub digest: String,
    /// [`contents::SealedContents`], signed, closed by [`crate::crypto::seal`].
    pub sealed: Vec<u8>,
    /// The format of this item: [`VERSION`], or 1, which knew neither `again` nor `over_limit`.
    pub version: u32,
    /// When it counts as deleted, in seconds since 1970, inclusive.
    pub expires: i64,
}

/// When an application arrived: UTC, to the minute. Seconds would tell more than anyone needs.
///
/// Displays, and is stored, as RFC 3339: `2021-06-01T10:42:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReceivedAt(Timestamp);

/// The text is not a time of receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a time of receipt looks like `2021-06-01T10:42:00Z`")]
pub struct NotATime;

/// The text of a digest, in hexadecimal.
pub fn digest(mac: [u8; 32]) -> String {
    let (high, low) = mac.split_first_chunk().expect("32 bytes are more than 16");
    let low = low.try_into().expect("16 bytes are left");
    format!("{:032x}{:032x}", u128::from_be_bytes(*high), u128::from_be_bytes(low))
}

impl Record {
    /// Whether it counts as deleted. Stores delete later, when they get to it.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires <= now.as_second()
    }
}

impl ReceivedAt {
    /// The minute that `now` is in.
    pub fn at(now: Timestamp) -> Self {
        let minute = TimestampRound::new().smallest(Unit::Minute).mode(RoundMode::Floor);
        Self(now.round(minute).expect("a minute divides a day"))
    }

    /// The start of that minute.
    pub fn timestamp(self) -> Timestamp {
        self.0
    }
}

impl FromStr for ReceivedAt {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let received_at = text.parse().map(Self::at).map_err(|_| NotATime)?;
        if received_at.to_string() == text { Ok(received_at) } else { Err(NotATime) }
    }
}

impl fmt::Display for ReceivedAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<String> for ReceivedAt {
    type Error = NotATime;

    fn try_from(text: String) -> Result<Self, NotATime> {
        text.parse()
    }
}

impl From<ReceivedAt> for String {
    fn from(received_at: ReceivedAt) -> Self {
        received_at.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let received_at = "2021-06-01T10:42:00Z".parse().unwrap();
        Record {
            reference: "BDP-3222-222S".parse().unwrap(),
            received_at,
            form: "f0".into(),
            keys: Vec::new(),
            quarantine: false,
            again: received_at,
            over_limit: false,
            digest: digest([0xab; 32]),
            sealed: Vec::new(),
            version: VERSION,
            expires: 1_622_544_120,
        }
    }

    #[test]
    fn a_time_of_receipt_has_no_seconds() {
        let at = |text: &str| ReceivedAt::at(text.parse().unwrap()).to_string();

        assert_eq!(at("2021-06-01T10:42:59.999Z"), "2021-06-01T10:42:00Z");
        assert_eq!(at("2021-06-01T10:42:00Z"), "2021-06-01T10:42:00Z");
        assert_eq!(at("1969-12-31T23:59:30Z"), "1969-12-31T23:59:00Z");
        for text in [
            "",
            "2021-06-01",
            "2021-06-01T10:42Z",
            "2021-06-01T10:42:01Z",
            "2021-06-01T12:42:00+02:00",
        ] {
            assert_eq!(text.parse::<ReceivedAt>(), Err(NotATime), "{text}");
        }
    }

    #[test]
    fn a_record_expires_at_its_second() {
        assert!(!record().is_expired("2021-06-01T10:41:59.9Z".parse().unwrap()));
        assert!(record().is_expired("2021-06-01T10:42:00Z".parse().unwrap()));
    }
}
