//! The people of `content/recipients.toml`: for whom is sealed, and whose signatures count.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use authoring::{
    diagnostics::{Severity, Source},
    recipients::read,
};
use form_handler::crypto::recipients::{
    Allow, Fingerprint, ListedRecipient, Recipients, Unfit, Unfitness,
    last_used::{LastUsed, LastUsedError, NotAccepted, admit, beside},
};
use jiff::Timestamp;

use crate::{cli::args::Location, text::io_error::cause};

pub mod holders;

/// The file's name, in the content folder.
pub const FILE: &str = "recipients.toml";

/// The list, as the content has it.
#[derive(Clone, Debug)]
pub struct RecipientsFile {
    /// Where it stands.
    pub path: PathBuf,
    /// Everyone on it, those who have left too.
    pub listed: Vec<ListedRecipient>,
}

/// Why nothing can be sealed to the people of the list.
#[derive(Debug, thiserror::Error)]
pub enum RecipientsError {
    /// The list cannot be read.
    #[error("{} : {}", .path.display(), cause(source))]
    Io {
        /// The list.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// It says what it should not.
    #[error("{} ne convient pas : {}", .path.display(), .reasons.join(" ; "))]
    Unfit {
        /// The list.
        path: PathBuf,
        /// All that is wrong with it.
        reasons: Vec<String>,
    },
    /// Keys that the list used last did not have.
    #[error("nouvelle(s) clé(s), que personne n'a acceptée(s) : {}", .0.join(", "))]
    NotAccepted(Vec<String>),
    /// Whoever seals it again would open nothing of it any more.
    #[error("votre clé n'est pas dans la liste : après cela, vous n'ouvririez plus rien")]
    WithoutOpener,
    /// What was accepted is not on the list.
    #[error("aucune clé de la liste n'a l'empreinte {0}, acceptée par --accept")]
    NotListed(Fingerprint),
}

impl RecipientsError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Io { .. } => "indiquez le dossier où elle se trouve avec --content",
            Self::Unfit { .. } => {
                "« secretariat keys new » crée une clé et dit quoi coller dans la liste ; ou indiquez un autre dossier avec --content"
            }
            Self::NotAccepted(_) => {
                "demandez à ces personnes leur empreinte, de vive voix ; si c'est la même, --accept EMPREINTE"
            }
            Self::WithoutOpener => {
                "ajoutez votre clé à la liste ; si c'est pour partir, --leave, et gardez votre clé jusqu'à ce qu'une autre personne ait tout ouvert"
            }
            Self::NotListed(_) => "« secretariat keys who » montre les empreintes de la liste",
        };
        Some(help.to_owned())
    }
}

impl RecipientsFile {
    /// Reads the list of a content folder, placeholders and all.
    pub fn read(folder: &Path) -> Result<Self, RecipientsError> {
        let path = folder.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(source) => return Err(RecipientsError::Io { path, source }),
        };
        let (listed, diagnostics) = read(&Source::new(path.display().to_string(), text), None);
        if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            let reasons = vec!["« site-gen check » en montre les erreurs".to_owned()];
            return Err(RecipientsError::Unfit { path, reasons });
        }
        Ok(Self { path, listed })
    }

    /// The people of a content folder, as far as its list can be read, mistakes and all: for what is only to be told.
    pub fn as_far_as_it_goes(folder: &Path) -> Vec<ListedRecipient> {
        let path = folder.join(FILE);
        let text = fs::read_to_string(&path).unwrap_or_default();
        read(&Source::new(path.display().to_string(), text), None).0
    }

    /// Those who have not left by then; placeholders and development keys keep nothing.
    pub fn present(&self, now: Timestamp) -> Result<Recipients, RecipientsError> {
        let fit = Recipients::from_listed(&self.listed, Allow::RealKeys, now);
        fit.map_err(|Unfit(reasons)| {
            let reasons = reasons.iter().map(in_french).collect();
            RecipientsError::Unfit { path: self.path.clone(), reasons }
        })
    }
}

fn in_french(reason: &Unfitness) -> String {
    match reason {
        Unfitness::Placeholder(who) => format!("la clé de {who} est encore à fournir"),
        Unfitness::NotAKey(who) => format!("la clé de {who} n'est pas une clé age"),
        Unfitness::NotADay { who, until } => {
            format!("« {until} » n'est pas le jour du départ de {who}")
        }
        Unfitness::Duplicate { first, second } => format!("{second} a la même clé que {first}"),
        Unfitness::Development(who) => {
            format!("la clé de {who} est une clé d'essai, non protégée")
        }
        Unfitness::TooFew(_) => "il faut au moins deux personnes".to_owned(),
    }
}

/// Where the list is noted to which the contents of a store were sealed last: beside a database, and of any other store
/// beside the identity.
pub fn note_of(location: &Location, identity: &Path) -> PathBuf {
    let named = |name: &str| identity.with_file_name(format!("recipients-{name}.json"));
    match location {
        Location::Sqlite(database) => beside(database),
        Location::DynamoDb(table) => named(table),
        Location::Https(url) => named(url.uri().host().unwrap_or_default()),
        Location::Access(file) => named(&file.file_stem().unwrap_or_default().to_string_lossy()),
    }
}

/// Refuses a list with a key that the one used last did not have, and that is not accepted by its fingerprint.
pub fn check(
    recipients: &Recipients,
    last: Option<&LastUsed>,
    accepted: &[Fingerprint],
) -> Result<(), RecipientsError> {
    let last = last.map(|last| last.keys.as_slice());
    admit(recipients, last, accepted).map_err(in_french_too)
}

/// What is noted there.
pub fn last_used(note: &Path) -> Result<Option<LastUsed>, RecipientsError> {
    LastUsed::read(note).map_err(in_french_too)
}

fn in_french_too(error: LastUsedError) -> RecipientsError {
    match error {
        LastUsedError::NotAccepted(NotAccepted(people)) => RecipientsError::NotAccepted(people),
        LastUsedError::NotListed(key) => RecipientsError::NotListed(key),
        LastUsedError::Io { path, source } => RecipientsError::Io { path, source },
    }
}

/// Notes a list, unless it is noted; says why it could not be.
///
/// Where there is no place for a note, as beside a copy that nobody may write to, the next list is a first one too.
pub fn note(recipients: &Recipients, path: &Path) -> Option<String> {
    let noted = LastUsed::read(path).map_or(None, |last| last);
    let is_noted = noted.is_some_and(|last| last.is(recipients));
    if is_noted { None } else { write(recipients, false, path) }
}

/// Notes a list to which everything has been sealed again.
pub fn note_resealed(recipients: &Recipients, path: &Path) -> Option<String> {
    write(recipients, true, path)
}

fn write(recipients: &Recipients, resealed: bool, path: &Path) -> Option<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.exists()) {
        return None;
    }
    let keys = recipients.fingerprints();
    let noted = LastUsed { keys, resealed }.note(path).map_err(in_french_too);
    noted.err().map(|error| format!("la liste des destinataires n'a pas pu être notée : {error}"))
}

#[cfg(test)]
mod tests {
    use form_handler::crypto::recipients::Recipient;

    use super::*;

    fn two() -> Recipients {
        let recipients = ["Marie", "Paul"].map(|name| Recipient {
            name: name.to_owned(),
            role: "secrétariat".to_owned(),
            key: age::x25519::Identity::generate().to_public(),
            until: None,
        });
        Recipients::new(recipients.into()).unwrap()
    }

    #[test]
    fn a_list_is_noted_where_there_is_a_folder_and_once() {
        let home = tempfile::tempdir().unwrap();
        let (path, list) = (home.path().join("recipients.json"), two());

        assert_eq!(note(&list, &home.path().join("none/recipients.json")), None);
        assert_eq!(note(&list, &path), None);
        assert!(last_used(&path).unwrap().is_some_and(|last| last.is(&list)));
        assert_eq!(note(&list, &path), None);
        assert_eq!(note(&two(), &path), None);
        assert!(!last_used(&path).unwrap().is_some_and(|last| last.is(&list)));
    }
}
