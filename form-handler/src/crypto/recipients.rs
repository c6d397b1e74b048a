//! Who can open applications.

use std::{collections::HashSet, fmt};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub mod development;

pub use development::{is_development, new_development_identity};

/// A person who can open applications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The capacity in which the person is listed, such as `secrétariat`.
    pub role: String,
    /// The name of the person.
    pub name: String,
    /// The public half; the other half opens.
    pub key: age::x25519::Recipient,
}

/// At least two people, or losing one key would lose every application.
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

/// An entry of `content/recipients.toml`, as the handler's bundle carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedRecipient {
    /// The capacity in which the person is listed.
    pub role: String,
    /// The name of the person.
    pub name: String,
    /// An `age1…` key; `None` is a placeholder.
    pub key: Option<String>,
}

/// Which keys may seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allow {
    /// Only keys that someone made to keep.
    RealKeys,
    /// Also those that `serve` makes, whose identities lie unprotected in `.data/`.
    DevelopmentKeys,
}

/// The list cannot seal; every reason at once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("applications cannot be sealed: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct Unfit(pub Vec<Unfitness>);

/// One reason why a list cannot seal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Unfitness {
    #[error("the key of {0} is still a placeholder in content/recipients.toml")]
    Placeholder(String),
    #[error("the key of {0} is not an age key: it starts with `age1` and has 62 characters")]
    NotAKey(String),
    #[error("{second} has the same key as {first}")]
    Duplicate { first: String, second: String },
    #[error("the key of {0} is a development key, whose identity is not protected")]
    Development(String),
    #[error(transparent)]
    TooFew(TooFew),
}

impl Recipients {
    /// Reads a list, or says everything that keeps it from sealing.
    pub fn from_listed(listed: &[ListedRecipient], allow: Allow) -> Result<Self, Unfit> {
        let mut reasons = Vec::new();
        let mut recipients: Vec<Recipient> = Vec::new();
        for ListedRecipient { role, name, key } in listed {
            let who = format!("{name} ({role})");
            let Some(key) = key else {
                reasons.push(Unfitness::Placeholder(who));
                continue;
            };
            let Ok(key) = key.trim().parse::<age::x25519::Recipient>() else {
                reasons.push(Unfitness::NotAKey(who));
                continue;
            };
            if allow == Allow::RealKeys && is_development(&key.to_string()) {
                reasons.push(Unfitness::Development(who.clone()));
            }
            if let Some(first) = recipients.iter().find(|recipient| recipient.key == key) {
                let first = format!("{} ({})", first.name, first.role);
                reasons.push(Unfitness::Duplicate { first, second: who });
            }
            recipients.push(Recipient { role: role.clone(), name: name.clone(), key });
        }
        // A placeholder or a bad key is a recipient to come: it is named above, not counted as missing.
        if listed.len() < 2 {
            reasons.push(Unfitness::TooFew(TooFew(listed.len())));
        }
        if !reasons.is_empty() {
            return Err(Unfit(reasons));
        }
        Self::new(recipients).map_err(|too_few| Unfit(vec![Unfitness::TooFew(too_few)]))
    }
}

#[cfg(test)]
mod tests {
    use age::x25519::Identity;

    use super::*;

    fn listed(name: &str, key: Option<&str>) -> ListedRecipient {
        ListedRecipient { role: "jury".into(), name: name.into(), key: key.map(Into::into) }
    }

    fn new_key() -> String {
        loop {
            let key = Identity::generate().to_public().to_string();
            if !is_development(&key) {
                return key;
            }
        }
    }

    #[test]
    fn two_real_keys_seal_in_the_order_listed() {
        let [first, second] = [new_key(), new_key()];

        let recipients = Recipients::from_listed(
            &[listed("Ada", Some(&first)), listed("Bob", Some(&format!(" {second}\n")))],
            Allow::RealKeys,
        )
        .unwrap();

        let keys: Vec<_> = recipients.iter().map(|recipient| recipient.key.to_string()).collect();
        assert_eq!(keys, [first, second]);
    }

    #[test]
    fn every_reason_is_named_at_once() {
        let key = new_key();

        let unfit = Recipients::from_listed(
            &[
                listed("Ada", None),
                listed("Bob", Some("age1abc")),
                listed("Cléo", Some(&key)),
                listed("Dan", Some(&key)),
                listed("Eve", Some(development::tests::KEY)),
            ],
            Allow::RealKeys,
        )
        .unwrap_err();

        insta::assert_snapshot!(unfit.to_string().replace("; ", "\n"), @"
        applications cannot be sealed: the key of Ada (jury) is still a placeholder in content/recipients.toml
        the key of Bob (jury) is not an age key: it starts with `age1` and has 62 characters
        Dan (jury) has the same key as Cléo (jury)
        the key of Eve (jury) is a development key, whose identity is not protected
        ");
    }

    #[test]
    fn development_keys_seal_only_where_they_are_allowed() {
        let list = [listed("Ada", Some(development::tests::KEY)), listed("Bob", Some(&new_key()))];

        assert!(Recipients::from_listed(&list, Allow::DevelopmentKeys).is_ok());
        assert_eq!(
            Recipients::from_listed(&list, Allow::RealKeys),
            Err(Unfit(vec![Unfitness::Development("Ada (jury)".into())]))
        );
    }

    #[test]
    fn one_key_is_too_few_even_listed_twice() {
        let key: age::x25519::Recipient = new_key().parse().unwrap();
        let recipient = Recipient { role: "jury".into(), name: "Ada".into(), key };

        assert_eq!(Recipients::new(vec![]), Err(TooFew(0)));
        assert_eq!(Recipients::new(vec![recipient.clone(), recipient]), Err(TooFew(1)));
        assert_eq!(
            Recipients::from_listed(&[], Allow::RealKeys),
            Err(Unfit(vec![Unfitness::TooFew(TooFew(0))]))
        );
    }

    #[test]
    fn a_fingerprint_is_what_sha256sum_prints_first() {
        let key = development::tests::KEY.parse().unwrap();

        insta::assert_snapshot!(fingerprint(&key), @"6f0c 365f 6b27 6283");
        assert_eq!(fingerprint(&key).as_str(), fingerprint(&key).to_string().replace(' ', ""));
    }
}
