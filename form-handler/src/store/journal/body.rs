//! A body: what an event is about, sealed, to be deleted before the event is.

use std::fmt;

use rand_core::{OsRng, RngCore};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::crypto::{
    recipients::{Fingerprint, Recipients},
    seal::{self, OpenError, SealError},
};

/// Random bytes before the text, so that nobody tests a guess of it against its commitment.
const SALT: usize = 32;

/// What an event is about, as a store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The name by which its event calls it.
    pub id: BodyId,
    /// The fingerprints of the keys it is sealed to.
    pub keys: Vec<Fingerprint>,
    /// [`BodyText`], closed by [`crate::crypto::seal`].
    pub sealed: Vec<u8>,
    /// When it counts as deleted, in seconds since 1970, inclusive; never before its event's `until`.
    pub expires: i64,
}

/// The name of a body: 16 random bytes. Displays as hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BodyId(pub [u8; 16]);

/// SHA-256 over the body's name, the salt, and the text without the spaces that fill it up: proves what the text was,
/// and once the body is gone, tells nothing of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Commit(pub [u8; 32]);

/// SHA-256 of something sealed, as it stands in a store: who changes it says what she has read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SealedHash(pub [u8; 32]);

/// What is inside a body's seal: the salt, then the text, then spaces up to a multiple of 4 KiB.
pub struct BodyText {
    salt: [u8; SALT],
    text: Zeroizing<Vec<u8>>,
}

/// A body gave no text.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// It does not open.
    #[error(transparent)]
    Closed(#[from] OpenError),
    /// It opens, and holds something else than its event has committed to.
    #[error("what is inside the seal is not what its event says")]
    Differs,
}

impl BodyText {
    /// A text with a salt of its own.
    pub fn new(text: Vec<u8>) -> Self {
        let mut salt = [0; SALT];
        OsRng.fill_bytes(&mut salt);
        Self::with_salt(salt, text)
    }

    /// A text with that salt.
    pub fn with_salt(salt: [u8; SALT], text: Vec<u8>) -> Self {
        Self { salt, text: Zeroizing::new(text) }
    }

    /// What its event says of it.
    pub fn commit(&self, id: BodyId) -> Commit {
        let hash = Sha256::new().chain_update(id.0).chain_update(self.salt);
        Commit(hash.chain_update(self.text()).finalize().into())
    }

    /// Seals it to every recipient. Sealed again to others, it is as true as before.
    pub fn seal(&self, recipients: &Recipients) -> Result<Vec<u8>, SealError> {
        seal::seal(&Zeroizing::new([&self.salt, self.text()].concat()), recipients)
    }

    /// Opens a body, if it holds what its event has committed to.
    pub fn open(
        body: &Body,
        commit: Commit,
        identities: &[Box<dyn age::Identity>],
    ) -> Result<Self, BodyError> {
        let padded = Zeroizing::new(seal::open_padded(&body.sealed, identities)?);
        let (salt, text) = padded.split_first_chunk().ok_or(BodyError::Differs)?;
        let end = text.iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1);
        let text = Self::with_salt(*salt, text[..end].to_vec());
        if text.commit(body.id) == commit { Ok(text) } else { Err(BodyError::Differs) }
    }

    /// The text.
    pub fn text(&self) -> &[u8] {
        &self.text
    }
}

impl Body {
    /// What is known of what it holds by who changes it.
    pub fn hash(&self) -> SealedHash {
        SealedHash::of(&self.sealed)
    }
}

impl BodyId {
    /// A name that nothing else has.
    pub fn random() -> Self {
        let mut bytes = [0; 16];
        OsRng.fill_bytes(&mut bytes);
        Self(bytes)
    }
}

impl SealedHash {
    /// Of these bytes.
    pub fn of(sealed: &[u8]) -> Self {
        Self(Sha256::digest(sealed).into())
    }
}

impl fmt::Debug for BodyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BodyText(…)")
    }
}

/// Displays in hexadecimal, and says whose it is where only programmers look.
macro_rules! hexadecimal {
    ($($name:ident)*) => { $(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
    )* };
}

hexadecimal!(BodyId Commit SealedHash);

#[cfg(test)]
mod tests {
    use age::x25519::Identity;

    use super::*;
    use crate::crypto::recipients::Recipient;

    fn recipients(identities: [&Identity; 2]) -> Recipients {
        let recipient = |identity: &Identity| Recipient {
            role: "secrétariat".into(),
            name: "Ada".into(),
            key: identity.to_public(),
            until: None,
        };
        Recipients::new(identities.map(recipient).to_vec()).unwrap()
    }

    fn boxed(identity: &Identity) -> Vec<Box<dyn age::Identity>> {
        vec![Box::new(identity.clone())]
    }

    fn body(id: u8, sealed: Vec<u8>) -> Body {
        Body { id: BodyId([id; 16]), keys: Vec::new(), sealed, expires: 0 }
    }

    #[test]
    fn a_body_opens_as_what_its_event_has_committed_to_and_as_nothing_else() {
        let [one, other, third] = std::array::from_fn(|_| Identity::generate());
        // A salt may end like padding, and a text with a line break.
        let salt = [b' '; SALT];
        for written in ["{\"v\":1}", "{\"v\":1}\n", "à", ""] {
            let text = BodyText::with_salt(salt, written.into());
            let body = body(7, text.seal(&recipients([&one, &other])).unwrap());
            let commit = text.commit(body.id);

            let opened = BodyText::open(&body, commit, &boxed(&one)).unwrap();

            assert_eq!(opened.text(), written.as_bytes(), "{written}");
            assert_eq!(opened.commit(body.id), commit);
            let again =
                Body { sealed: opened.seal(&recipients([&other, &third])).unwrap(), ..body };
            let opened = BodyText::open(&again, commit, &boxed(&third)).unwrap();
            assert_eq!(opened.text(), written.as_bytes(), "sealed again to others: {written}");
            let elsewhere = Body { id: BodyId([8; 16]), ..again };
            let moved = BodyText::open(&elsewhere, commit, &boxed(&third));
            assert!(matches!(moved, Err(BodyError::Differs)), "{moved:?}");
        }
    }

    #[test]
    fn what_is_inside_is_a_salt_a_text_and_spaces_up_to_4_kib() {
        let identity = Identity::generate();
        let recipients = recipients([&identity, &Identity::generate()]);
        for (length, expected) in [(1, 4096), (4064, 4096), (4065, 8192)] {
            let text = BodyText::with_salt([7; SALT], vec![b'x'; length]);

            let sealed = text.seal(&recipients).unwrap();

            let inside = seal::open_padded(&sealed, &boxed(&identity)).unwrap();
            assert_eq!(inside.len(), expected);
            assert_eq!(inside[..SALT], [7; SALT]);
            assert!(inside[SALT..][..length].iter().all(|byte| *byte == b'x'));
            assert!(inside[SALT + length..].iter().all(|byte| *byte == b' '));
        }
    }

    #[test]
    fn the_same_text_twice_is_committed_to_by_two_numbers() {
        let id = BodyId::random();
        let [one, other] = [(), ()].map(|()| BodyText::new(b"{}".to_vec()).commit(id));

        assert_ne!(one, other);
        assert_ne!(BodyId::random(), id);
    }

    #[test]
    fn what_is_too_short_or_another_text_is_no_body() {
        let identity = Identity::generate();
        let recipients = recipients([&identity, &Identity::generate()]);
        let commit = BodyText::with_salt([7; SALT], b"{}".to_vec()).commit(BodyId([7; 16]));

        for inside in [&b""[..], b"{}"] {
            let body = body(7, seal::seal(inside, &recipients).unwrap());
            let opened = BodyText::open(&body, commit, &boxed(&identity));
            assert!(matches!(opened, Err(BodyError::Differs)), "{opened:?}");
        }
        let body = body(7, seal::seal(b"{}", &recipients).unwrap());
        let opened = BodyText::open(&body, commit, &boxed(&Identity::generate()));
        assert!(matches!(opened, Err(BodyError::Closed(OpenError::OtherKeys))), "{opened:?}");
    }
}
