//! The stored item: the only module that knows what is kept, in clear and sealed.

use std::{fmt, str::FromStr};

use application_form::reference::Reference;
use jiff::{RoundMode, Timestamp, TimestampRound, Unit};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::crypto::recipients::Fingerprint;

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
    /// [`SealedContents`] as JSON, closed by [`crate::crypto::seal`].
    pub sealed: Vec<u8>,
    /// The format of this item: [`VERSION`], or 1, which knew neither `again` nor `over_limit`.
    pub version: u32,
    /// When it counts as deleted, in seconds since 1970, inclusive.
    pub expires: i64,
}

/// What is inside the seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedContents {
    /// The record's reference, so that a seal moved to another record shows.
    pub reference: Reference,
    /// When it arrived, as in the record.
    pub received_at: ReceivedAt,
    /// The definition's hash, as in the record.
    pub form: String,
    /// The canonical answers, in the order of the form.
    pub answers: Map<String, Json>,
    /// What the applicant was asked to look at again, in the order of the form.
    pub warnings: Vec<StoredWarning>,
}

/// Something the applicant was asked to look at again, and sent all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredWarning {
    /// The field's name.
    pub field: String,
    /// What the applicant read.
    pub message: String,
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

/// What is inside the seal is not what the record says: someone exchanged or altered one of them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("inside the seal {} differs from the record", .differing.join(", "))]
pub struct Tampered {
    /// `reference`, `received_at`, `form`: at least one.
    pub differing: Vec<&'static str>,
}

/// The seal holds something other than an application's contents.
#[derive(Debug, thiserror::Error)]
#[error("inside the seal is no application")]
pub struct NotContents(#[from] serde_json::Error);

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

impl SealedContents {
    /// The text to seal.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts and lists of texts")
    }

    /// Reads what was sealed.
    pub fn from_json(json: &[u8]) -> Result<Self, NotContents> {
        Ok(serde_json::from_slice(json)?)
    }

    /// Compares with the record they came in: a swapped or altered one shows.
    pub fn verify(&self, record: &Record) -> Result<(), Tampered> {
        let same = [
            ("reference", self.reference == record.reference),
            ("received_at", self.received_at == record.received_at),
            ("form", self.form == record.form),
        ];
        let differing: Vec<_> =
            same.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect();
        if differing.is_empty() { Ok(()) } else { Err(Tampered { differing }) }
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

    fn contents() -> SealedContents {
        SealedContents {
            reference: "BDP-3222-222S".parse().unwrap(),
            received_at: "2021-06-01T10:42:00Z".parse().unwrap(),
            form: "f0".into(),
            answers: [
                ("siren".to_owned(), Json::from("732829320")),
                ("a".to_owned(), Json::from("b")),
            ]
            .into_iter()
            .collect(),
            warnings: vec![StoredWarning {
                field: "courriel".into(),
                message: "gmial.com ?".into(),
            }],
        }
    }

    fn record() -> Record {
        let SealedContents { reference, received_at, form, .. } = contents();
        Record {
            reference,
            received_at,
            form,
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
    fn contents_are_sealed_in_this_text_and_in_the_order_of_the_form() {
        let json = contents().to_json();

        insta::assert_snapshot!(String::from_utf8(json.clone()).unwrap(), @r#"{"reference":"BDP-3222-222S","received_at":"2021-06-01T10:42:00Z","form":"f0","answers":{"siren":"732829320","a":"b"},"warnings":[{"field":"courriel","message":"gmial.com ?"}]}"#);
        assert_eq!(SealedContents::from_json(&json).unwrap(), contents());
        assert!(SealedContents::from_json(b"{}").is_err());
    }

    #[test]
    fn contents_of_another_record_are_told_by_what_differs() {
        assert_eq!(contents().verify(&record()), Ok(()));

        let other =
            Record { reference: "BDP-2222-2222".parse().unwrap(), form: "f1".into(), ..record() };
        let tampered = contents().verify(&other).unwrap_err();
        assert_eq!(tampered.to_string(), "inside the seal reference, form differs from the record");

        let later = Record { received_at: "2021-06-01T10:43:00Z".parse().unwrap(), ..record() };
        assert_eq!(contents().verify(&later), Err(Tampered { differing: vec!["received_at"] }));
    }

    #[test]
    fn a_record_expires_at_its_second() {
        assert!(!record().is_expired("2021-06-01T10:41:59.9Z".parse().unwrap()));
        assert!(record().is_expired("2021-06-01T10:42:00Z".parse().unwrap()));
    }
}
