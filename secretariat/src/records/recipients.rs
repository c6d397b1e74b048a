//! The people of `content/recipients.toml`: for whom is sealed, and whose signatures count.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use authoring::{
    diagnostics::{Severity, Source},
    recipients::read,
};
use form_handler::crypto::recipients::{Allow, ListedRecipient, Recipients, Unfit, Unfitness};
use jiff::Timestamp;

use crate::text::io_error::cause;

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
}

impl RecipientsError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Io { .. } => "indiquez le dossier où elle se trouve avec --content",
            Self::Unfit { .. } => {
                "« secretariat keys new » crée une clé et dit quoi coller dans la liste ; ou indiquez un autre dossier avec --content"
            }
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
