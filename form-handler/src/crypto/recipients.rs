//! Who can open applications.

use std::{collections::HashSet, fmt};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub mod development;
pub mod listed;
pub mod last_used;

pub use development::{is_development, new_development_identity};
pub use listed::{Allow, ListedRecipient, Unfit, Unfitness};

/// A person who can open applications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The capacity in which the person is listed, such as `secrétariat`.
    pub role: String,
    /// The name of the person.
    pub name: String,
    /// The public half; the other half opens.
    pub key: age::x25519::Recipient,
    /// The day from which on nothing is sealed to it any more, in UTC; `None` if nobody knows yet.
    pub until: Option<Date>,
}

/// At least two people when they are read, or losing one key would lose every application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipients(Vec<Recipient>);

/// Fewer than two different keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("applications are sealed to at least two different keys, found {0}")]
pub struct TooFew(pub usize);

impl Recipients {
    /// Takes recipients in the order given; a key listed twice counts, and seals, once.
    pub fn new(mut recipients: Vec<Recipient>) -> Result<Self, TooFew> {
        let mut seen = HashSet::new();
        recipients.retain(|recipient| seen.insert(recipient.key.clone()));
        if recipients.len() < 2 { Err(TooFew(recipients.len())) } else { Ok(Self(recipients)) }
    }

    /// Those who have not left by then, of a list that was read some time ago. One is better than none; to none, age
    /// seals nothing.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> Self {
        let present = self.iter().filter(|recipient| !has_left(recipient.until, now));
        Self(present.cloned().collect())
    }

    /// The recipients, in the order they were listed.
    pub fn iter(&self) -> std::slice::Iter<'_, Recipient> {
        self.0.iter()
    }

    /// One per recipient, in their order: what a record says about who can open it.
    pub fn fingerprints(&self) -> Vec<Fingerprint> {
        self.iter().map(|recipient| fingerprint(&recipient.key)).collect()
    }
}

impl<'a> IntoIterator for &'a Recipients {
    type Item = &'a Recipient;
    type IntoIter = std::slice::Iter<'a, Recipient>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Whether who leaves on that day, in UTC, has left by then.
pub fn has_left(until: Option<Date>, by: Timestamp) -> bool {
    until.is_some_and(|until| until <= by.to_zoned_datetime(TimeZone::UTC).date())
}

/// A key's short name: the first 16 hexadecimal digits of the SHA-256 of its `age1…` text.
///
/// Stored as sixteen digits, displayed in groups of four, as it is read over the telephone:
/// `3f2a 9c01 88d1 e07b`. Anyone can compute it: `printf %s age1… | sha256sum`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

/// The fingerprint of a public key.
pub fn fingerprint(key: &age::x25519::Recipient) -> Fingerprint {
    let digest: [u8; 32] = Sha256::digest(key.to_string()).into();
    let (first, _) = digest.split_first_chunk().expect("32 bytes are more than 8");
    Fingerprint(format!("{:016x}", u64::from_be_bytes(*first)))
}

impl Fingerprint {
    /// One that stands in a store, whatever it says: it names a key only if it equals that key's [`fingerprint`].
    pub fn stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Sixteen digits without spaces, as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, digit) in self.0.chars().enumerate() {
            let gap = if at > 0 && at.is_multiple_of(4) { " " } else { "" };
            write!(f, "{gap}{digit}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use age::x25519::Identity;

    use super::*;

    #[test]
    fn one_key_is_too_few_even_listed_twice() {
        let key = Identity::generate().to_public();
        let recipient = Recipient { role: "jury".into(), name: "Ada".into(), key, until: None };

        assert_eq!(Recipients::new(vec![]), Err(TooFew(0)));
        assert_eq!(Recipients::new(vec![recipient.clone(), recipient]), Err(TooFew(1)));
    }

    #[test]
    fn who_leaves_while_the_service_runs_is_left_out_from_that_day_on() {
        let recipient = |name: &str, until: Option<&str>| Recipient {
            role: "jury".into(),
            name: name.into(),
            key: Identity::generate().to_public(),
            until: until.map(|until| until.parse().unwrap()),
        };
        let all = [recipient("Ada", None), recipient("Bob", Some("2026-11-29"))];
        let recipients = Recipients::new(all.to_vec()).unwrap();
        let at = |time: &str| recipients.at(time.parse().unwrap()).iter().count();

        assert_eq!(at("2026-11-28T23:59:59Z"), 2);
        assert_eq!(at("2026-11-29T00:00:00Z"), 1);
        assert_eq!(recipients.at("2036-11-29T00:00:00Z".parse().unwrap()).0, all[..1]);
    }

    #[test]
    fn a_fingerprint_is_what_sha256sum_prints_first() {
        let key = development::tests::KEY.parse().unwrap();

        insta::assert_snapshot!(fingerprint(&key), @"6f0c 365f 6b27 6283");
        assert_eq!(fingerprint(&key).as_str(), fingerprint(&key).to_string().replace(' ', ""));
    }
}
