//! The keys of `content/signing.toml`: whose signatures count, and from which day on.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{PublicKey, SigningKey};
use crate::crypto::recipients::Allow;

/// An entry of `content/signing.toml`, as the handler's bundle carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedSigningKey {
    /// A [`PublicKey`]; `None` is a placeholder.
    pub public: Option<String>,
    /// The first day on which it signs, such as `2026-11-28`; `None` is a placeholder.
    pub from: Option<String>,
}

/// A key whose signatures count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatedKey {
    /// Its public half.
    pub key: PublicKey,
    /// The first day on which it signs, in UTC. There is no last one: a rotation makes no older record wrong.
    pub from: Date,
}

/// Every key whose signatures count. There may be none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SigningKeys(Vec<DatedKey>);

/// The list cannot be used; every reason at once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("applications cannot be signed: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct UnfitSigningKeys(pub Vec<SigningKeyUnfitness>);

/// One reason why a list cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum SigningKeyUnfitness {
    #[error("content/signing.toml lists no key")]
    None,
    #[error("a key or its day is still a placeholder in content/signing.toml")]
    Placeholder,
    #[error("`{0}` is not a public key for signatures")]
    NotAKey(String),
    #[error("`{0}` is not a day such as 2026-11-28")]
    NotADay(String),
    #[error("{0} is a development key, whose other half is not protected")]
    Development(PublicKey),
}

/// A service may not sign with this key: nobody would believe it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum NotAdmitted {
    #[error("its public half, {0}, is not in content/signing.toml as it was built")]
    NotListed(String),
    #[error(
        "its public half, {key}, holds from {from} on, in content/signing.toml as it was built"
    )]
    TooEarly { key: String, from: Date },
}

impl SigningKeys {
    /// Takes keys in the order given.
    pub fn new(keys: Vec<DatedKey>) -> Self {
        Self(keys)
    }

    /// Reads a list, or says everything that keeps it from being used.
    pub fn from_listed(
        listed: &[ListedSigningKey],
        allow: Allow,
    ) -> Result<Self, UnfitSigningKeys> {
        let mut reasons = Vec::new();
        let mut keys = Vec::new();
        for ListedSigningKey { public, from } in listed {
            let (Some(public), Some(from)) = (public, from) else {
                reasons.push(SigningKeyUnfitness::Placeholder);
                continue;
            };
            match (public.parse::<PublicKey>(), from.parse::<Date>()) {
                (Ok(key), _) if allow == Allow::RealKeys && key.is_development() => {
                    reasons.push(SigningKeyUnfitness::Development(key));
                }
                (Ok(key), Ok(from)) => keys.push(DatedKey { key, from }),
                (Err(_), _) => reasons.push(SigningKeyUnfitness::NotAKey(public.clone())),
                (_, Err(_)) => reasons.push(SigningKeyUnfitness::NotADay(from.clone())),
            }
        }
        if listed.is_empty() {
            reasons.push(SigningKeyUnfitness::None);
        }
        if reasons.is_empty() { Ok(Self(keys)) } else { Err(UnfitSigningKeys(reasons)) }
    }

    /// Whether a service may sign with this key now: a person who reads what it signs must know it.
    pub fn admit(&self, key: &SigningKey, now: Timestamp) -> Result<(), NotAdmitted> {
        let key = key.public();
        match self.0.iter().find(|known| known.key == key) {
            None => Err(NotAdmitted::NotListed(key.to_string())),
            Some(known) if known.holds_at(now) => Ok(()),
            Some(known) => Err(NotAdmitted::TooEarly { key: key.to_string(), from: known.from }),
        }
    }

    /// The key of that text, if its signatures count at all.
    pub fn named(&self, text: &str) -> Option<&DatedKey> {
        self.0.iter().find(|known| known.key.to_string() == text)
    }

    /// In the order in which they are listed.
    pub fn iter(&self) -> impl Iterator<Item = &DatedKey> {
        self.0.iter()
    }
}

impl DatedKey {
    /// Whether its signatures count for what was received then.
    pub fn holds_at(&self, time: Timestamp) -> bool {
        self.from <= time.to_zoned_datetime(TimeZone::UTC).date()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(public: Option<&str>, from: Option<&str>) -> ListedSigningKey {
        ListedSigningKey { public: public.map(Into::into), from: from.map(Into::into) }
    }

    #[test]
    fn every_reason_is_named_at_once() {
        let development = "devFsAAMJU2nEg9yGXCXOMvwUy3vrVpjgFxaDJDcfzA=".to_owned();
        let key = SigningKey::generate().public().to_string();
        let list = [
            listed(None, Some("2026-11-28")),
            listed(Some(&key), None),
            listed(Some("abc"), Some("2026-11-28")),
            listed(Some(&key), Some("28/11/2026")),
            listed(Some(&development), Some("2026-11-28")),
        ];

        let unfit = SigningKeys::from_listed(&list, Allow::RealKeys).unwrap_err();

        let text = unfit.to_string().replace("; ", "\n").replace(&development, "DEVELOPMENT");
        insta::assert_snapshot!(text, @"
        applications cannot be signed: a key or its day is still a placeholder in content/signing.toml
        a key or its day is still a placeholder in content/signing.toml
        `abc` is not a public key for signatures
        `28/11/2026` is not a day such as 2026-11-28
        DEVELOPMENT is a development key, whose other half is not protected
        ");
        let none = SigningKeys::from_listed(&[], Allow::RealKeys);
        assert_eq!(none, Err(UnfitSigningKeys(vec![SigningKeyUnfitness::None])));
        assert!(SigningKeys::from_listed(&list[4..], Allow::DevelopmentKeys).is_ok());
    }

    #[test]
    fn a_service_signs_with_a_listed_key_from_its_day_on() {
        let [key, other] = [(), ()].map(|()| SigningKey::generate());
        let public = key.public();
        let list = [listed(Some(&public.to_string()), Some("2026-11-28"))];
        let keys = SigningKeys::from_listed(&list, Allow::RealKeys).unwrap();
        let at = |time: &str| time.parse::<Timestamp>().unwrap();

        assert_eq!(keys.admit(&key, at("2026-11-28T00:00:00Z")), Ok(()));
        assert_eq!(keys.admit(&key, at("2036-11-28T00:00:00Z")), Ok(()), "there is no last day");
        let from = "2026-11-28".parse().unwrap();
        let too_early = NotAdmitted::TooEarly { key: public.to_string(), from };
        assert_eq!(keys.admit(&key, at("2026-11-27T23:59:59Z")), Err(too_early));
        let not_listed = NotAdmitted::NotListed(other.public().to_string());
        assert_eq!(keys.admit(&other, at("2026-11-28T00:00:00Z")), Err(not_listed));
    }
}
