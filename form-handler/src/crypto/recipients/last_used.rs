//! The list to which was sealed last, as it is noted beside a store: whoever edits `content/` does not become a reader
//! unseen.
//!
//! ```text
//! {"keys":["1289baa901591601","3f2a9c0188d1e07b"],"resealed":true}
//! ```

use std::{
    fs, io,
    path::{Path, PathBuf},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

use super::{Fingerprint, Recipient, Recipients, fingerprint};
use crate::crypto::private_file;

/// Where it is noted of a database: beside it, under its name.
pub fn beside(database: &Path) -> PathBuf {
    database.with_extension("recipients.json")
}

/// The list to which was sealed last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastUsed {
    /// In the order of the list.
    pub keys: Vec<Fingerprint>,
    /// Whether all that the store held has been sealed again to exactly these.
    #[serde(default)]
    pub resealed: bool,
}

/// Keys that were on no list before, and that nobody has accepted. They are read out over the telephone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} new on the list of recipients and not accepted: {}", if .0.len() == 1 { "a key is" } else { "keys are" }, .0.join(", "))]
pub struct NotAccepted(pub Vec<String>);

/// Why a list may not be used.
#[derive(Debug, thiserror::Error)]
pub enum LastUsedError {
    /// Somebody may be about to read unseen.
    #[error(transparent)]
    NotAccepted(#[from] NotAccepted),
    /// A key was accepted that is not on the list: one was meant that is.
    #[error("{0} was accepted, and is the fingerprint of no key on the list of recipients")]
    NotListed(Fingerprint),
    /// The note cannot be read or written.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The note.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

/// The text is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint has 16 hexadecimal digits, such as `3f2a 9c01 88d1 e07b`")]
pub struct NotAFingerprint;

impl LastUsed {
    /// What is noted there; `None` if nothing is: the first list of a store is taken as it is.
    pub fn read(note: &Path) -> Result<Option<Self>, LastUsedError> {
        let io = |source| LastUsedError::Io { path: note.to_owned(), source };
        match fs::read(note) {
            Ok(text) => {
                let read = serde_json::from_slice(&text).map_err(io::Error::from);
                read.map(Some).map_err(io)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(io(error)),
        }
    }

    /// Notes a list; what is there already is not written again.
    pub fn note(&self, note: &Path) -> Result<(), LastUsedError> {
        if Self::read(note)?.as_ref() == Some(self) {
            return Ok(());
        }
        let text = serde_json::to_vec(self).expect("texts");
        private_file::replace(note, &text)
            .map_err(|source| LastUsedError::Io { path: note.to_owned(), source })
    }

    /// Whether exactly these keys are on it.
    pub fn is(&self, recipients: &Recipients) -> bool {
        same(&self.keys, &recipients.fingerprints())
    }
}

/// Whether two lists hold the same keys.
pub fn same(one: &[Fingerprint], other: &[Fingerprint]) -> bool {
    one.iter().all(|key| other.contains(key)) && other.iter().all(|key| one.contains(key))
}

/// Admits a list whose every key was on the one used last, or is accepted by its fingerprint. Without one used last, any
/// list is the first.
pub fn admit(
    recipients: &Recipients,
    last: Option<&[Fingerprint]>,
    accepted: &[Fingerprint],
) -> Result<(), LastUsedError> {
    let listed = recipients.fingerprints();
    if let Some(stray) = accepted.iter().find(|key| !listed.contains(key)) {
        return Err(LastUsedError::NotListed(stray.clone()));
    }
    let Some(last) = last else { return Ok(()) };
    let is_new = |recipient: &&Recipient| {
        let key = fingerprint(&recipient.key);
        !last.contains(&key) && !accepted.contains(&key)
    };
    let name = |Recipient { role, name, key, .. }: &Recipient| {
        format!("{name} ({role}) {}", fingerprint(key))
    };
    let new: Vec<_> = recipients.iter().filter(is_new).map(name).collect();
    if new.is_empty() { Ok(()) } else { Err(NotAccepted(new).into()) }
}

/// The same with the list that is noted there; notes this one.
pub fn admit_and_note(
    recipients: &Recipients,
    note: &Path,
    accepted: &[Fingerprint],
) -> Result<(), LastUsedError> {
    let last = LastUsed::read(note)?;
    admit(recipients, last.as_ref().map(|last| last.keys.as_slice()), accepted)?;
    if last.is_some_and(|last| last.is(recipients)) {
        return Ok(());
    }
    LastUsed { keys: recipients.fingerprints(), resealed: false }.note(note)
}

/// As it is typed, with or without spaces.
impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    fn from_str(text: &str) -> Result<Self, NotAFingerprint> {
        let digits: String = text.split_whitespace().collect();
        let is_one = digits.len() == 16 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        if is_one { Ok(Self::stored(digits.to_ascii_lowercase())) } else { Err(NotAFingerprint) }
    }
}

#[cfg(test)]
mod tests {
    use age::x25519::Identity;

    use super::*;

    fn recipients(identities: &[&Identity]) -> Recipients {
        let recipient = |identity: &&Identity| Recipient {
            role: "jury".into(),
            name: "Ada".into(),
            key: identity.to_public(),
            until: None,
        };
        Recipients::new(identities.iter().map(recipient).collect()).unwrap()
    }

    fn key(identity: &Identity) -> Fingerprint {
        fingerprint(&identity.to_public())
    }

    #[test]
    fn the_first_list_is_taken_as_it_is_and_a_new_key_only_if_it_is_accepted() {
        let home = tempfile::tempdir().unwrap();
        let note = beside(&home.path().join("applications.db"));
        let [ada, bob, cleo] = std::array::from_fn(|_| Identity::generate());
        let admitted = |identities: &[&Identity], accepted: &[Fingerprint]| {
            admit_and_note(&recipients(identities), &note, accepted)
                .map_err(|error| error.to_string())
        };

        assert_eq!(admitted(&[&ada, &bob], &[]), Ok(()));
        assert_eq!(admitted(&[&bob, &ada], &[]), Ok(()), "the same in another order");
        let refused = admitted(&[&ada, &bob, &cleo], &[key(&ada)]).unwrap_err();
        assert_eq!(
            refused,
            format!(
                "a key is new on the list of recipients and not accepted: Ada (jury) {}",
                key(&cleo)
            )
        );
        let stray = admitted(&[&ada, &bob], &[key(&cleo)]).unwrap_err();
        assert!(stray.contains("no key on the list"), "a slip of the pen: {stray}");
        assert_eq!(LastUsed::read(&note).unwrap().unwrap().keys, [key(&ada), key(&bob)]);
        assert_eq!(admitted(&[&ada, &cleo], &[key(&cleo)]), Ok(()));
        assert_eq!(admitted(&[&ada, &cleo], &[]), Ok(()), "from then on");
        assert!(admitted(&[&ada, &bob, &cleo], &[]).is_err(), "who was gone comes back as anyone");
    }

    #[test]
    fn a_note_that_cannot_be_read_admits_nobody() {
        let home = tempfile::tempdir().unwrap();
        let note = beside(&home.path().join("applications.db"));
        fs::write(&note, "{").unwrap();
        let [ada, bob] = std::array::from_fn(|_| Identity::generate());

        let refused = admit_and_note(&recipients(&[&ada, &bob]), &note, &[]);

        assert!(matches!(refused, Err(LastUsedError::Io { .. })), "{refused:?}");
        assert_eq!(fs::read(&note).unwrap(), b"{");
    }

    #[test]
    fn what_was_sealed_again_is_known_until_the_list_changes() {
        let home = tempfile::tempdir().unwrap();
        let note = beside(&home.path().join("applications.db"));
        let [ada, bob, cleo] = std::array::from_fn(|_| Identity::generate());
        let both = recipients(&[&ada, &bob]);
        LastUsed { keys: both.fingerprints(), resealed: true }.note(&note).unwrap();

        admit_and_note(&both, &note, &[]).unwrap();
        assert!(LastUsed::read(&note).unwrap().unwrap().resealed);
        admit_and_note(&recipients(&[&ada, &bob, &cleo]), &note, &[key(&cleo)]).unwrap();
        assert!(!LastUsed::read(&note).unwrap().unwrap().resealed);
    }

    #[test]
    fn a_fingerprint_is_read_as_it_is_shown() {
        let expected = Fingerprint::stored("3f2a9c0188d1e07b");
        for text in ["3f2a 9c01 88d1 e07b", "3f2a9c0188d1e07b", " 3F2A 9C01 88D1 E07B "] {
            assert_eq!(text.parse(), Ok(expected.clone()), "{text}");
        }
        for text in ["", "3f2a", "3f2a 9c01 88d1 e07g", "3f2a 9c01 88d1 e07b 3f2a"] {
            assert_eq!(text.parse::<Fingerprint>(), Err(NotAFingerprint), "{text}");
        }
    }
}
