//! The service's one secret, from which every key is derived.

use std::{fmt, str::FromStr};

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Fewer bytes than HMAC-SHA256 gives out would be its weakest point.
const SHORTEST: usize = 32;

/// Both alphabets and both paddings are accepted: `openssl rand -base64 32` and its cousins differ.
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, ANY_PADDING);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, ANY_PADDING);
const ANY_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// What a key is for. Each purpose has its own key, so that no MAC made for one passes for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPurpose {
    /// The check page's token.
    Token,
    /// Deriving references.
    Reference,
    /// Recognising the same answers without reading them.
    Digest,
    /// Counting sends per network address without keeping the address.
    Address,
}

/// The service's secret; made by `str::parse` out of base64 text. Never displayed.
#[derive(Clone)]
pub struct Secret {
    /// One per [`KeyPurpose`], in its order.
    keys: [[u8; 32]; 4],
}

/// Why a text is not a [`Secret`]. Says nothing of the text but its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// A character does not belong to base64.
    #[error(
        "expected {SHORTEST} random bytes or more in base64, found something that is not base64"
    )]
    NotBase64,
    /// There are too few bytes.
    #[error("expected {SHORTEST} random bytes or more in base64, found {0}")]
    TooShort(usize),
}

impl FromStr for Secret {
    type Err = SecretError;

    /// Space around the text is ignored: files end with a newline.
    fn from_str(text: &str) -> Result<Self, SecretError> {
        let text = text.trim();
        let bytes = STANDARD
            .decode(text)
            .or_else(|_| URL_SAFE.decode(text))
            .map_err(|_| SecretError::NotBase64)?;
        if bytes.len() < SHORTEST {
            return Err(SecretError::TooShort(bytes.len()));
        }
        let derivation = Hkdf::<Sha256>::new(Some(b"form-handler"), &bytes);
        let purposes =
            [KeyPurpose::Token, KeyPurpose::Reference, KeyPurpose::Digest, KeyPurpose::Address];
        let keys = purposes.map(|purpose| {
            let mut key = [0; 32];
            derivation.expand(purpose.name(), &mut key).expect("one hash's worth of bytes");
            key
        });
        Ok(Self { keys })
    }
}

impl KeyPurpose {
    /// Changing one changes every token, reference or digest made before.
    fn name(self) -> &'static [u8] {
        match self {
            Self::Token => b"token",
            Self::Reference => b"reference",
            Self::Digest => b"digest",
            Self::Address => b"address",
        }
    }
}

impl Secret {
    /// HMAC-SHA256 of the parts under the key of that purpose.
    ///
    /// Each part is preceded by its length, so `["ab", "c"]` and `["a", "bc"]` differ.
    pub fn mac(&self, purpose: KeyPurpose, parts: &[&[u8]]) -> [u8; 32] {
        let key = &self.keys[purpose as usize];
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use base64::prelude::*;

    use super::*;

    fn secret(byte: u8) -> Secret {
        BASE64_STANDARD.encode([byte; 32]).parse().unwrap()
    }

    #[test]
    fn every_purpose_has_its_own_key_and_every_secret_its_own_keys() {
        let purposes =
            [KeyPurpose::Token, KeyPurpose::Reference, KeyPurpose::Digest, KeyPurpose::Address];
        let mut macs: Vec<_> = [secret(1), secret(2)]
            .iter()
            .flat_map(|secret| purposes.map(|purpose| secret.mac(purpose, &[b"same"])))
            .collect();
        macs.sort_unstable();
        macs.dedup();

        assert_eq!(macs.len(), 8);
    }

    #[test]
    fn keys_never_change_or_every_reference_would() {
        let mac = secret(7).mac(KeyPurpose::Reference, &[b"2021-06", b"{}"]);

        insta::assert_snapshot!(BASE64_STANDARD.encode(mac), @"fplKLxqMmIJ1vqGSZ+wdbXm9YnKSUII9ucVcmYCJfRg=");
    }

    #[test]
    fn where_one_part_ends_and_the_next_begins_counts() {
        let mac = |parts: &[&[u8]]| secret(1).mac(KeyPurpose::Token, parts);

        assert_ne!(mac(&[b"ab", b"c"]), mac(&[b"a", b"bc"]));
        assert_ne!(mac(&[b"abc"]), mac(&[b"abc", b""]));
    }

    #[test]
    fn any_usual_base64_is_read_and_nothing_else() {
        let bytes = [0xfb; 33];
        let expected = BASE64_STANDARD.encode(bytes).parse::<Secret>().unwrap().keys;
        for text in [
            BASE64_STANDARD_NO_PAD.encode(bytes),
            BASE64_URL_SAFE.encode(bytes),
            format!(" {}\n", BASE64_URL_SAFE_NO_PAD.encode(bytes)),
        ] {
            assert_eq!(text.parse::<Secret>().unwrap().keys, expected, "{text}");
        }
        assert_eq!("not a secret!".parse::<Secret>().unwrap_err(), SecretError::NotBase64);
        assert_eq!("".parse::<Secret>().unwrap_err(), SecretError::TooShort(0));
    }

    #[test]
    fn neither_an_error_nor_a_log_shows_the_secret() {
        let text = BASE64_STANDARD.encode([b'k'; 31]);

        let error = text.parse::<Secret>().unwrap_err();

        assert_eq!(error.to_string(), "expected 32 random bytes or more in base64, found 31");
        assert_eq!(format!("{:?}", secret(1)), "Secret(…)");
    }
}
