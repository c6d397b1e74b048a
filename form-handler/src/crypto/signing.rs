//! Signs what is sealed, so that only the service can have written it.
//!
//! Anyone can seal to a public key. Whoever reads an application therefore asks for a signature (Ed25519, RFC
//! 8032) by a key that `content/signing.toml` names, each with the day from which it holds.

use std::{fmt, str::FromStr};

use base64::prelude::{BASE64_STANDARD, Engine};
use ed25519_dalek::{Signature, Signer, SigningKey as Pair, VerifyingKey};
use rand_core::{OsRng, RngCore};

pub mod listed;

/// How the text of a development key starts, in any case. One key in 32,768 does by chance; `secretariat keys
/// signing` throws those away.
const DEVELOPMENT: &str = "dev";

/// The service's own key; made by `str::parse` out of the base64 of its 32 bytes. Never displayed.
#[derive(Clone)]
pub struct SigningKey(Pair);

/// The half that everyone may know. Displays, and is written, as base64.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

/// Why a text is not a [`SigningKey`]. Says nothing of the text but its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SigningKeyError {
    /// A character does not belong to base64.
    #[error("expected 32 bytes in base64, found something that is not base64")]
    NotBase64,
    /// There are more or fewer bytes.
    #[error("expected 32 bytes in base64, found {0}")]
    Length(usize),
}

/// The text is not the public half of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a public key for signatures is 32 bytes in base64, 44 characters")]
pub struct NotAPublicKey;

impl FromStr for SigningKey {
    type Err = SigningKeyError;

    /// Space around the text is ignored: files end with a newline.
    fn from_str(text: &str) -> Result<Self, SigningKeyError> {
        let seed = BASE64_STANDARD.decode(text.trim()).map_err(|_| SigningKeyError::NotBase64)?;
        let seed: [u8; 32] =
            seed.try_into().map_err(|seed: Vec<u8>| SigningKeyError::Length(seed.len()))?;
        Ok(Self::from_seed(&seed))
    }
}

impl SigningKey {
    /// The key of these 32 bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(Pair::from_bytes(seed))
    }

    /// A new key that nobody mistakes for a development key.
    pub fn generate() -> Self {
        Self::generate_until(|public| !public.is_development())
    }

    /// A key for trying things out, recognisable by everyone: 32,768 attempts, in half a second or so.
    pub fn generate_development() -> Self {
        Self::generate_until(PublicKey::is_development)
    }

    fn generate_until(is_right: impl Fn(PublicKey) -> bool) -> Self {
        loop {
            let mut seed = [0; 32];
            OsRng.fill_bytes(&mut seed);
            let key = Self::from_seed(&seed);
            if is_right(key.public()) {
                return key;
            }
        }
    }

    /// The half that everyone may know.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// What [`str::parse`] reads. For the one file that keeps it.
    pub fn secret_text(&self) -> String {
        BASE64_STANDARD.encode(self.0.as_bytes())
    }

    /// The signature of these bytes, in base64: always [`SIGNATURE_LENGTH`] characters.
    pub fn sign(&self, bytes: &[u8]) -> String {
        BASE64_STANDARD.encode(self.sign_raw(bytes))
    }

    /// The signature of these bytes, as it is.
    pub fn sign_raw(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

/// Of a public key in base64: 32 bytes.
pub const PUBLIC_KEY_LENGTH: usize = 44;

/// Of a signature in base64: 64 bytes.
pub const SIGNATURE_LENGTH: usize = 88;

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

impl PublicKey {
    /// Whether this key made the signature of these bytes.
    pub fn verifies(self, bytes: &[u8], signature: &str) -> bool {
        let Ok(signature) = BASE64_STANDARD.decode(signature) else { return false };
        signature.try_into().is_ok_and(|signature| self.verifies_raw(bytes, &signature))
    }

    /// The same of a signature as it is.
    pub fn verifies_raw(self, bytes: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(bytes, &Signature::from_bytes(signature)).is_ok()
    }

    /// Whether `serve` made it for trying things out, and left the other half unprotected in `.data/`.
    pub fn is_development(self) -> bool {
        let text = self.to_string();
        text.get(..DEVELOPMENT.len()).is_some_and(|start| start.eq_ignore_ascii_case(DEVELOPMENT))
    }
}

impl FromStr for PublicKey {
    type Err = NotAPublicKey;

    fn from_str(text: &str) -> Result<Self, NotAPublicKey> {
        let bytes = BASE64_STANDARD.decode(text.trim()).map_err(|_| NotAPublicKey)?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| NotAPublicKey)?;
        match VerifyingKey::from_bytes(&bytes) {
            // Under a weak key, one signature may be right for many texts.
            Ok(key) if !key.is_weak() => Ok(Self(key)),
            _ => Err(NotAPublicKey),
        }
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64_STANDARD.encode(self.0.as_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_the_standard() {
        // RFC 8032, 7.1, TEST 2.
        let seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
        let bytes: Vec<u8> = (0..seed.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&seed[at..at + 2], 16).unwrap())
            .collect();
        let key: SigningKey = BASE64_STANDARD.encode(bytes).parse().unwrap();

        let signature = key.sign(&[0x72]);

        insta::assert_snapshot!(key.public(), @"PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=");
        insta::assert_snapshot!(signature, @"kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==");
        assert!(key.public().verifies(&[0x72], &signature));
        assert_eq!(signature.len(), SIGNATURE_LENGTH);
        assert_eq!(key.public().to_string().len(), PUBLIC_KEY_LENGTH);
    }

    #[test]
    fn another_text_another_key_and_a_cut_signature_are_refused() {
        let [key, other] = [(), ()].map(|()| SigningKey::generate());
        let signature = key.sign(b"text");

        assert!(key.public().verifies(b"text", &signature));
        assert!(!key.public().verifies(b"Text", &signature));
        assert!(!other.public().verifies(b"text", &signature));
        for wrong in ["", &signature[..84], "é", &signature.to_lowercase()] {
            assert!(!key.public().verifies(b"text", wrong), "{wrong}");
        }
    }

    #[test]
    fn a_development_key_is_recognised_by_its_public_half() {
        let development = SigningKey::generate_development();

        assert!(development.public().is_development(), "{}", development.public());
        assert!(!SigningKey::generate().public().is_development());
    }

    #[test]
    fn a_key_comes_back_from_its_text_and_nothing_else_is_one() {
        let key = SigningKey::generate();
        let again: SigningKey = format!(" {}\n", key.secret_text()).parse().unwrap();
        assert_eq!(again.public(), key.public());
        assert_eq!(key.public().to_string().parse(), Ok(key.public()));

        assert_eq!("!".parse::<SigningKey>().unwrap_err(), SigningKeyError::NotBase64);
        assert_eq!("c2hvcnQ=".parse::<SigningKey>().unwrap_err(), SigningKeyError::Length(5));
        // The neutral element, under which everyone can sign.
        let weak = BASE64_STANDARD.encode([&[1][..], &[0; 31]].concat());
        for text in ["", "age1", "c2hvcnQ=", &weak] {
            assert_eq!(text.parse::<PublicKey>(), Err(NotAPublicKey), "{text}");
        }
    }

    #[test]
    fn neither_an_error_nor_a_log_shows_the_key() {
        let key = SigningKey::generate();
        let cut = &key.secret_text()[..40];

        assert_eq!(format!("{key:?}"), "SigningKey(…)");
        let error = cut.parse::<SigningKey>().unwrap_err().to_string();
        assert_eq!(error, "expected 32 bytes in base64, found 30");
    }
}
