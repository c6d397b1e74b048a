//! Closes an application so that only its recipients can open it.
//!
//! The result is an ordinary binary age file: `age -d -i identity.txt` opens it too. There is no
//! fallback: whatever cannot be sealed is not kept.

use std::io::{self, Read, Write};

use age::{DecryptError, Decryptor, EncryptError, Encryptor};
use zeroize::Zeroizing;

use crate::crypto::recipients::Recipients;

/// Plaintexts are filled up with spaces to a multiple of so many bytes, so that the length of a sealed
/// application tells little about its answers.
const BLOCK: usize = 4096;

/// An application could not be sealed; it must not be kept.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// age refuses these recipients.
    #[error("age refuses the recipients")]
    Recipients(#[from] EncryptError),
    /// Writing to memory failed.
    #[error("encryption failed")]
    Encryption(#[from] io::Error),
}

/// Something sealed could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is sealed to other keys than these.
    #[error("none of the identities opens it")]
    OtherKeys,
    /// It is not an age file, or not any more.
    #[error("it is damaged")]
    Damaged(#[source] DecryptError),
    /// It starts well, then it is cut or altered.
    #[error("it is damaged after its header")]
    DamagedContents(#[source] io::Error),
}

/// Seals a JSON text to every recipient: each of them opens it alone.
pub fn seal(json: &[u8], recipients: &Recipients) -> Result<Vec<u8>, SealError> {
    let length = json.len().next_multiple_of(BLOCK);
    let mut padded = Zeroizing::new(Vec::with_capacity(length));
    padded.extend_from_slice(json);
    padded.resize(length, b' ');
    let keys = recipients.iter().map(|recipient| &recipient.key as &dyn age::Recipient);
    let mut sealed = Vec::with_capacity(padded.len() + 1024);
    let mut writer = Encryptor::with_recipients(keys)?.wrap_output(&mut sealed)?;
    writer.write_all(&padded)?;
    writer.finish()?;
    Ok(sealed)
}

/// Opens what [`seal`] closed, without the spaces that fill it up.
pub fn open(sealed: &[u8], identities: &[Box<dyn age::Identity>]) -> Result<Vec<u8>, OpenError> {
    let mut json = open_padded(sealed, identities)?;
    json.truncate(json.trim_ascii_end().len());
    Ok(json)
}

/// The same with the spaces, of what may itself end with what looks like one.
pub fn open_padded(
    sealed: &[u8],
    identities: &[Box<dyn age::Identity>],
) -> Result<Vec<u8>, OpenError> {
    let refused = |error| match error {
        DecryptError::NoMatchingKeys => OpenError::OtherKeys,
        other => OpenError::Damaged(other),
    };
    let identities = identities.iter().map(AsRef::as_ref);
    let mut reader = Decryptor::new_buffered(sealed)
        .and_then(|file| file.decrypt(identities))
        .map_err(refused)?;
    let mut padded = Vec::with_capacity(sealed.len());
    reader.read_to_end(&mut padded).map_err(OpenError::DamagedContents)?;
    Ok(padded)
}

#[cfg(test)]
mod tests {
    use age::x25519::Identity;
    use proptest::prelude::*;

    use super::*;
    use crate::crypto::recipients::Recipient;

    fn recipients(identities: &[&Identity]) -> Recipients {
        let recipient = |identity: &&Identity| Recipient {
            role: "secrétariat".into(),
            name: "Ada".into(),
            key: identity.to_public(),
            until: None,
        };
        Recipients::new(identities.iter().map(recipient).collect()).unwrap()
    }

    fn boxed(identity: &Identity) -> Vec<Box<dyn age::Identity>> {
        vec![Box::new(identity.clone())]
    }

    #[test]
    fn each_recipient_opens_it_alone_and_nobody_else_does() {
        let [first, second, stranger] = std::array::from_fn(|_| Identity::generate());

        let sealed = seal(br#"{"siren":"732829320"}"#, &recipients(&[&first, &second])).unwrap();

        for holder in [&first, &second] {
            assert_eq!(open(&sealed, &boxed(holder)).unwrap(), br#"{"siren":"732829320"}"#);
        }
        assert!(matches!(open(&sealed, &boxed(&stranger)), Err(OpenError::OtherKeys)));
        assert!(matches!(open(&sealed, &[]), Err(OpenError::OtherKeys)));
        assert!(!sealed.windows(9).any(|window| window == b"732829320"));
    }

    #[test]
    fn lengths_differ_by_whole_blocks_only() {
        let recipients = recipients(&[&Identity::generate(), &Identity::generate()]);
        // age puts a stanza of random length into the header, so only what follows it is compared.
        let length = |bytes| {
            let sealed = seal(&vec![b'x'; bytes], &recipients).unwrap();
            sealed.len() - sealed.windows(5).position(|window| window == b"\n--- ").unwrap()
        };

        assert_eq!(length(1), length(4096));
        assert_eq!(length(4097), length(8192));
        assert_eq!(length(4097) - length(4096), 4096);
    }

    #[test]
    fn whatever_was_altered_or_cut_is_damaged() {
        let identity = Identity::generate();
        let sealed = seal(b"{}", &recipients(&[&identity, &Identity::generate()])).unwrap();
        let header = sealed.windows(5).position(|window| window == b"\n--- ").unwrap();

        for (at, _) in sealed.iter().enumerate().step_by(7).skip_while(|(at, _)| *at < header) {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(open(&altered, &boxed(&identity)).is_err(), "byte {at} altered");
            assert!(open(&sealed[..at], &boxed(&identity)).is_err(), "cut at {at}");
        }
        assert!(matches!(open(b"{}", &boxed(&identity)), Err(OpenError::Damaged(_))));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn any_json_comes_back_as_it_was(text: String) {
            let identity = Identity::generate();
            let json = serde_json::to_vec(&text).unwrap();
            let sealed = seal(&json, &recipients(&[&identity, &Identity::generate()])).unwrap();
            prop_assert_eq!(open(&sealed, &boxed(&identity)).unwrap(), json);
        }
    }
}
