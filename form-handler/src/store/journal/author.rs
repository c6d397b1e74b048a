//! Who signs events: the same people who open applications, with the same identities.

use std::collections::HashMap;

use age::{secrecy::ExposeSecret, x25519::Identity};
use hkdf::Hkdf;
use jiff::civil::Date;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{
    crypto::{
        recipients::{Fingerprint, fingerprint, has_left},
        signing::{PublicKey, SigningKey},
    },
    record::ReceivedAt,
};

/// What the seed of an author's signing key is derived for.
const PURPOSE: &[u8] = b"bdp-journal-sign-1";

/// A person who signs: an age identity, and the key that is derived from it.
#[derive(Clone, Debug)]
pub struct Author {
    fingerprint: Fingerprint,
    key: SigningKey,
}

/// A person whose signatures count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownAuthor {
    /// The public half of what she signs with: `sign` in `content/recipients.toml`.
    pub key: PublicKey,
    /// The day from which on she is no recipient any more, in UTC; what she signed before stays true.
    pub until: Option<Date>,
}

/// Everyone whose signatures count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authors(HashMap<Fingerprint, KnownAuthor>);

impl Author {
    /// The signing key of an identity: an Ed25519 seed, derived by HKDF-SHA256 (RFC 5869) without salt from the 32
    /// bytes that its text spells in Bech32.
    pub fn of(identity: &Identity) -> Self {
        let text = identity.to_string();
        let (_, secret) = bech32::decode(text.expose_secret()).expect("age writes Bech32");
        let secret = Zeroizing::new(secret);
        let mut seed = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, &secret)
            .expand(PURPOSE, seed.as_mut())
            .expect("one hash's worth of bytes");
        Self { fingerprint: fingerprint(&identity.to_public()), key: SigningKey::from_seed(&seed) }
    }

    /// The name under which her events stand.
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    /// The half that everyone may know.
    pub fn public(&self) -> PublicKey {
        self.key.public()
    }

    pub(super) fn sign(&self, hash: &[u8; 32]) -> [u8; 64] {
        self.key.sign_raw(hash)
    }
}

impl Authors {
    /// The author of that name, if anyone knows her.
    pub fn named(&self, fingerprint: &Fingerprint) -> Option<&KnownAuthor> {
        self.0.get(fingerprint)
    }
}

impl FromIterator<(Fingerprint, KnownAuthor)> for Authors {
    fn from_iter<T: IntoIterator<Item = (Fingerprint, KnownAuthor)>>(authors: T) -> Self {
        Self(authors.into_iter().collect())
    }
}

impl KnownAuthor {
    /// Someone who has not left.
    pub fn present(key: PublicKey) -> Self {
        Self { key, until: None }
    }

    /// The day on which she had left already at that time.
    pub(super) fn had_left(&self, at: ReceivedAt) -> Option<Date> {
        self.until.filter(|until| has_left(Some(*until), at.timestamp()))
    }
}
