//! What is inside the seal, and the proof that the service wrote it. The text is, on one line:
//!
//! ```text
//! {"version":2,"reference":"BDP-…","received_at":"…","form":"…","expires":1622544120,"quarantine":false,
//!  "digest":"…","answers":{…},"warnings":[…],"sections":[…],"signed_by":"…","signature":"…"}
//! ```
//!
//! It is JSON, which a person reads with nothing but the `age` command. `signature` is Ed25519, in base64, over
//! every byte before `,"signature":`; `signed_by` is the public key, in base64, and always stands just before.
//! What changes after the first write is not in it: `again`, `over_limit`, and `keys`, so that an application
//! that is sealed again to other keys is as true as before.
//!
//! Version 1 has neither signature nor what only version 2 repeats: anyone can have written it.

use application_form::{definition::Definition, reference::Reference};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::{
    crypto::signing::{PUBLIC_KEY_LENGTH, SIGNATURE_LENGTH, SigningKey, listed::SigningKeys},
    record::{ReceivedAt, Record},
};

/// The first format with a signature.
pub const SIGNED_SINCE: u32 = 2;

/// What is inside the seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedContents {
    /// The record's format, as in the record.
    pub version: u32,
    /// The record's reference, so that a seal moved to another record shows.
    pub reference: Reference,
    /// When it arrived, as in the record.
    pub received_at: ReceivedAt,
    /// The definition's hash, as in the record.
    pub form: String,
    /// When it counts as deleted, as in the record.
    pub expires: i64,
    /// Whether a robot may have sent it, as in the record.
    pub quarantine: bool,
    /// The MAC of the canonical answers, as in the record.
    pub digest: String,
    /// The canonical answers, in the order of the form.
    pub answers: Map<String, Json>,
    /// What the applicant was asked to look at again, in the order of the form.
    pub warnings: Vec<StoredWarning>,
    /// What was asked, in the order and the words of that day's form; of version 1, nothing.
    pub sections: Vec<AskedSection>,
}

/// Something the applicant was asked to look at again, and sent all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredWarning {
    /// The field's name.
    pub field: String,
    /// What the applicant read.
    pub message: String,
}

/// Questions that belong together, as the applicant saw them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedSection {
    /// Its heading; empty for questions that stand in no section.
    pub title: String,
    /// The questions.
    pub questions: Vec<AskedQuestion>,
}

/// A question as the applicant saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedQuestion {
    /// The field's name, under which its answer stands.
    pub name: String,
    /// The question.
    pub label: String,
    /// The choices that were offered: value and label. None if it is not a choice.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub choices: Map<String, Json>,
}

/// Who wrote it, as far as anyone can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authorship {
    /// The service did: the signature is right.
    Signed,
    /// Whoever could write to the store did: version 1 has no signature.
    Unsigned,
}

/// What is inside the seal is not what the service has written for this record.
#[derive(Debug, thiserror::Error)]
pub enum Distrusted {
    /// It is something other than an application.
    #[error("inside the seal is no application")]
    NotContents(#[from] serde_json::Error),
    /// Someone exchanged or altered the record or the seal.
    #[error("inside the seal {} differs from the record", .differing.join(", "))]
    Tampered {
        /// The names of the members, `signature` for one that is missing or wrong: at least one.
        differing: Vec<&'static str>,
    },
    /// Anyone may have signed it.
    #[error("the contents are signed by an unknown key, {0}")]
    UnknownKey(String),
    /// Nobody had that key yet when it is said to have arrived.
    #[error("the contents are signed by a key that holds from {0} on")]
    LaterKey(Date),
}

/// What version 1 has.
#[derive(Deserialize)]
struct Unsigned {
    #[serde(default = "first_version")]
    version: u32,
    reference: Reference,
    received_at: ReceivedAt,
    form: String,
    answers: Map<String, Json>,
    warnings: Vec<StoredWarning>,
}

fn first_version() -> u32 {
    1
}

const SIGNED_BY: &str = ",\"signed_by\":\"";
const SIGNATURE: &str = ",\"signature\":\"";
const END: &str = "\"}";

/// Most texts are shorter: one that grows leaves copies of what it was in memory.
const LONGEST: usize = 64 * 1024;

impl SealedContents {
    /// What is sealed for a record, whose clear fields it repeats. Its own seal does not matter.
    pub fn of(
        record: &Record,
        answers: Map<String, Json>,
        warnings: Vec<StoredWarning>,
        sections: Vec<AskedSection>,
    ) -> Self {
        Self {
            version: record.version,
            reference: record.reference.clone(),
            received_at: record.received_at,
            form: record.form.clone(),
            expires: record.expires,
            quarantine: record.quarantine,
            digest: record.digest.clone(),
            answers,
            warnings,
            sections,
        }
    }

    /// The text to seal, with its signature.
    pub fn sign(&self, key: &SigningKey) -> Vec<u8> {
        let mut text = Vec::with_capacity(LONGEST);
        serde_json::to_writer(&mut text, self).expect("texts and lists of texts");
        text.truncate(text.len() - 1);
        for part in [SIGNED_BY, &key.public().to_string(), "\""] {
            text.extend(part.as_bytes());
        }
        let signature = key.sign(&text);
        for part in [SIGNATURE, &signature, END] {
            text.extend(part.as_bytes());
        }
        text
    }

    /// Reads what was in a record's seal, if the service wrote it, for this record.
    ///
    /// Of version 1, nobody can tell; what it does not repeat is taken from the record.
    pub fn read(
        text: &[u8],
        record: &Record,
        keys: &SigningKeys,
    ) -> Result<(Self, Authorship), Distrusted> {
        match SignedText::split(text) {
            Some(signed) => Ok((signed.read(record, keys)?, Authorship::Signed)),
            None => Ok((Self::read_unsigned(text, record)?, Authorship::Unsigned)),
        }
    }

    fn read_unsigned(text: &[u8], record: &Record) -> Result<Self, Distrusted> {
        let Unsigned { version, reference, received_at, form, answers, warnings } =
            serde_json::from_slice(text)?;
        let same = Self::of(record, answers, warnings, Vec::new());
        let contents = Self { version, reference, received_at, form, ..same };
        let mut differing = contents.differing(record);
        if record.version >= SIGNED_SINCE {
            differing.push("signature");
        }
        if differing.is_empty() { Ok(contents) } else { Err(Distrusted::Tampered { differing }) }
    }

    /// The names of the members that are not as in the record.
    fn differing(&self, record: &Record) -> Vec<&'static str> {
        let same = [
            ("version", self.version == record.version),
            ("reference", self.reference == record.reference),
            ("received_at", self.received_at == record.received_at),
            ("form", self.form == record.form),
            ("expires", self.expires == record.expires),
            ("quarantine", self.quarantine == record.quarantine),
            ("digest", self.digest == record.digest),
        ];
        same.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
    }
}

/// A text that ends as [`SealedContents::sign`] ends it. Nothing says yet that the signature is right.
struct SignedText<'a> {
    /// Up to the signature.
    bytes: &'a [u8],
    /// Up to the name of the key.
    contents: &'a [u8],
    signed_by: &'a str,
    signature: &'a str,
}

impl<'a> SignedText<'a> {
    fn split(text: &'a [u8]) -> Option<Self> {
        let (bytes, signature) =
            cut(text.strip_suffix(END.as_bytes())?, SIGNATURE, SIGNATURE_LENGTH)?;
        let (contents, signed_by) = cut(bytes.strip_suffix(b"\"")?, SIGNED_BY, PUBLIC_KEY_LENGTH)?;
        Some(Self { bytes, contents, signed_by, signature })
    }

    fn read(&self, record: &Record, keys: &SigningKeys) -> Result<SealedContents, Distrusted> {
        let key = keys
            .named(self.signed_by)
            .ok_or_else(|| Distrusted::UnknownKey(self.signed_by.to_owned()))?;
        let contents: SealedContents = serde_json::from_slice(&[self.contents, b"}"].concat())?;
        let mut differing = contents.differing(record);
        if !key.key.verifies(self.bytes, self.signature) {
            differing.push("signature");
        }
        if !differing.is_empty() {
            return Err(Distrusted::Tampered { differing });
        }
        if !key.holds_at(contents.received_at.timestamp()) {
            return Err(Distrusted::LaterKey(key.from));
        }
        Ok(contents)
    }
}

/// Cuts a text before `name` where a value of that length follows, to the end.
fn cut<'a>(text: &'a [u8], name: &str, length: usize) -> Option<(&'a [u8], &'a str)> {
    let (before, value) = text.split_at_checked(text.len().checked_sub(length)?)?;
    Some((before.strip_suffix(name.as_bytes())?, str::from_utf8(value).ok()?))
}

/// What a form asks, in its order and its words.
pub fn asked(form: &Definition) -> Vec<AskedSection> {
    let section = |section: &application_form::definition::Section| AskedSection {
        title: section.title.clone().unwrap_or_default(),
        questions: section
            .fields
            .iter()
            .map(|field| AskedQuestion {
                name: field.name.clone(),
                label: field.label.clone(),
                choices: field
                    .choices()
                    .iter()
                    .map(|choice| (choice.value.clone(), choice.label.as_str().into()))
                    .collect(),
            })
            .collect(),
    };
    form.sections.iter().map(section).collect()
}

#[cfg(test)]
mod tests;
