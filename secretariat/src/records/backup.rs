//! All records of a store as one text, to be sealed once more: the same whatever the store, so that it also moves
//! them from one to the other.
//!
//! ```text
//! {"backup":1,"made":"2026-11-28T20:30:00Z","records":36,"sha256":"…"}   of all that follows
//! {"reference":"BDP-…","received_at":"…",…,"sealed":"base64"}            one a line
//! ```

use std::{fmt::Write, io, path::PathBuf};

use application_form::reference::Reference;
use base64::prelude::{BASE64_STANDARD, Engine};
use form_handler::{
    crypto::{recipients::Fingerprint, seal::SealError},
    record::{ReceivedAt, Record, VERSION},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::text::io_error::cause;

/// The format below.
const FORMAT: u32 = 1;

/// What a backup holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Backup {
    /// When it was made.
    pub made: ReceivedAt,
    /// The oldest first.
    pub records: Vec<Record>,
}

/// Why a text is no backup, or not a whole one. In French: the secretariat reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum NotABackup {
    #[error("ce n'est pas une sauvegarde de candidatures")]
    Foreign,
    #[error("elle vient d'une version plus récente de ce programme")]
    Later,
    #[error("elle n'est pas entière, ou elle a été modifiée")]
    Damaged,
}

/// Why there is no backup, or it did not come back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file cannot be read or written.
    #[error("{} : {}", .path.display(), cause(source))]
    Io {
        /// The file that it is about.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The list of those who will open it.
    #[error("{} ne convient pas : {}", .path.display(), .reasons.join(" ; "))]
    Recipients {
        /// The list.
        path: PathBuf,
        /// All that is wrong with it.
        reasons: Vec<String>,
    },
    /// Sealing failed.
    #[error("la sauvegarde n'a pas pu être scellée (message technique : {0})")]
    Seal(#[from] SealError),
    /// It does not open.
    #[error("{} ne s'ouvre pas : {why}", .path.display())]
    Closed {
        /// The backup.
        path: PathBuf,
        /// What is wrong.
        why: &'static str,
    },
    /// It opens, and is not a whole backup.
    #[error("{} : {why}", .path.display())]
    NotABackup {
        /// The backup.
        path: PathBuf,
        /// What is wrong.
        why: NotABackup,
    },
    /// It is to be left out, and is not in it.
    #[error("la sauvegarde ne contient pas {0} : rien n'a été écrit")]
    NotInIt(Reference),
    /// The store holds something else in the place of what comes back.
    #[error("la base contient, sous la même référence, autre chose que la sauvegarde : {} ; rien n'a été écrit", listed(.0))]
    Conflicts(Vec<Reference>),
    /// What was written is not what is read.
    #[error("{0} n'est pas revenue telle qu'elle était")]
    Differs(String),
}

impl BackupError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Recipients { .. } => {
                "« secretariat keys new » crée une clé et dit quoi coller dans la liste ; ou indiquez un autre dossier avec --content"
            }
            Self::Closed { .. } => "indiquez le bon fichier de clé avec --identity",
            Self::NotABackup { .. } => "prenez une autre sauvegarde",
            Self::NotInIt(_) => "vérifiez la référence ; si elle est juste, retirez --except",
            Self::Conflicts(_) => {
                "comparez avec « secretariat show » ; --replace met à leur place ce que contient la sauvegarde, --except laisse ce qui y est"
            }
            Self::Io { source, .. } if source.kind() == io::ErrorKind::AlreadyExists => {
                "choisissez un autre nom : une sauvegarde n'en remplace jamais une autre"
            }
            Self::Io { .. } | Self::Seal(_) | Self::Differs(_) => return None,
        };
        Some(help.to_owned())
    }
}

fn listed(references: &[Reference]) -> String {
    references.iter().map(Reference::as_str).collect::<Vec<_>>().join(", ")
}

#[derive(Serialize, Deserialize)]
struct Head {
    backup: u32,
    made: ReceivedAt,
    records: usize,
    sha256: String,
}

/// What any format starts with.
#[derive(Deserialize)]
struct Format {
    backup: u32,
}

#[derive(Serialize, Deserialize)]
struct Line {
    reference: Reference,
    received_at: ReceivedAt,
    form: String,
    keys: Vec<Fingerprint>,
    quarantine: bool,
    again: ReceivedAt,
    over_limit: bool,
    digest: String,
    sealed: String,
    version: u32,
    expires: i64,
}

impl Backup {
    /// The text to seal.
    pub fn write(&self) -> String {
        let mut lines = String::new();
        for record in &self.records {
            let line = serde_json::to_string(&Line::of(record)).expect("texts and numbers");
            lines.push_str(&line);
            lines.push('\n');
        }
        let head = Head {
            backup: FORMAT,
            made: self.made,
            records: self.records.len(),
            sha256: sha256(&lines),
        };
        let head = serde_json::to_string(&head).expect("texts and numbers");
        format!("{head}\n{lines}")
    }

    /// Reads what was sealed, or says why it cannot be trusted.
    pub fn read(text: &[u8]) -> Result<Self, NotABackup> {
        let text = str::from_utf8(text).map_err(|_| NotABackup::Foreign)?;
        let (head, lines) = text.split_once('\n').unwrap_or((text, ""));
        match serde_json::from_str(head) {
            Ok(Format { backup: FORMAT }) => {}
            Ok(Format { backup }) if backup > FORMAT => return Err(NotABackup::Later),
            _ => return Err(NotABackup::Foreign),
        }
        let head: Head = serde_json::from_str(head).map_err(|_| NotABackup::Damaged)?;
        // Opening a seal takes the spaces at its end away, and a last line feed with them.
        let lines =
            if lines.is_empty() { String::new() } else { format!("{}\n", lines.trim_end()) };
        if sha256(&lines) != head.sha256 {
            return Err(NotABackup::Damaged);
        }
        let records: Result<Vec<_>, _> = lines.lines().map(Line::read).collect();
        let records = records?;
        if records.len() != head.records {
            return Err(NotABackup::Damaged);
        }
        Ok(Self { made: head.made, records })
    }
}

impl Line {
    fn of(record: &Record) -> Self {
        Self {
            reference: record.reference.clone(),
            received_at: record.received_at,
            form: record.form.clone(),
            keys: record.keys.clone(),
            quarantine: record.quarantine,
            again: record.again,
            over_limit: record.over_limit,
            digest: record.digest.clone(),
            sealed: BASE64_STANDARD.encode(&record.sealed),
            version: record.version,
            expires: record.expires,
        }
    }

    fn read(line: &str) -> Result<Record, NotABackup> {
        let line: Self = serde_json::from_str(line).map_err(|_| NotABackup::Damaged)?;
        if line.version > VERSION {
            return Err(NotABackup::Later);
        }
        Ok(Record {
            reference: line.reference,
            received_at: line.received_at,
            form: line.form,
            keys: line.keys,
            quarantine: line.quarantine,
            again: line.again,
            over_limit: line.over_limit,
            digest: line.digest,
            sealed: BASE64_STANDARD.decode(line.sealed).map_err(|_| NotABackup::Damaged)?,
            version: line.version,
            expires: line.expires,
        })
    }
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use form_handler::store::contract;

    use super::*;

    fn backup(records: u8) -> Backup {
        let now = "2021-06-01T10:42:00Z".parse().unwrap();
        let records = (0..records).map(|number| contract::sample(number, now)).collect();
        Backup { made: ReceivedAt::at(now), records }
    }

    #[test]
    fn what_is_written_is_read() {
        for records in [0, 1, 3] {
            let text = backup(records).write();
            assert_eq!(Backup::read(text.as_bytes()), Ok(backup(records)));
            assert_eq!(Backup::read(text.trim_end().as_bytes()), Ok(backup(records)), "unsealed");
        }
    }

    #[test]
    fn a_part_of_it_is_not_taken_for_the_whole() {
        let text = backup(3).write();
        let lines: Vec<_> = text.lines().collect();
        for (part, expected) in [
            (lines[..3].join("\n"), NotABackup::Damaged),
            (lines[0].to_owned(), NotABackup::Damaged),
            (text.replacen("form 1", "form 7", 1), NotABackup::Damaged),
            (text.replacen("\"records\":3", "\"records\":2", 1), NotABackup::Damaged),
            (text.replacen("\"backup\":1", "\"backup\":2", 1), NotABackup::Later),
            (String::new(), NotABackup::Foreign),
            ("{}".to_owned(), NotABackup::Foreign),
        ] {
            assert_eq!(Backup::read(part.as_bytes()), Err(expected), "{part:.80}");
        }
    }
}
