//! Why the journal was not read, or an act not added to it. In French: the secretariat reads it.

use std::io;

use application_form::reference::Reference;
use form_handler::{
    crypto::{recipients::Fingerprint, seal::SealError},
    store::journal::JournalError,
};

use crate::{
    journal::{act::Subject, read_only::ReadOnly},
    records::{RecordStore, error::RecordsError},
    text::io_error::cause,
};

/// Why an act was not added.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] RecordsError),
    /// Nobody can sign, or seal.
    #[error(transparent)]
    CannotSign(#[from] CannotSign),
    /// The journal is not whole.
    #[error("rien ne peut être enregistré : {0}")]
    ReadOnly(ReadOnly),
    /// An act on that application was written by a later version of this program.
    #[error(
        "la candidature {reference} ne peut qu'être lue : l'acte n° {seq} vient d'une version plus récente de ce programme"
    )]
    LaterAct {
        /// The application.
        reference: Reference,
        /// The number of the act.
        seq: u64,
    },
    /// Somebody acted on the same meanwhile.
    #[error(
        "{who} a agi entre-temps sur {subject} : {what} (acte n° {seq}) ; rien n'a été enregistré"
    )]
    Overtaken {
        /// What it is about.
        subject: Subject,
        /// Who it was.
        who: String,
        /// What was done.
        what: String,
        /// The number of the act.
        seq: u64,
    },
    /// Others were first, again and again.
    #[error("d'autres écrivent sans cesse dans le journal : rien n'a été enregistré")]
    Busy,
    /// The journal was exchanged between reading and writing.
    #[error("le journal n'est plus celui qui a été lu : rien n'a été enregistré")]
    Diverged,
    /// Sealing failed.
    #[error("l'acte n'a pas pu être scellé (message technique : {0})")]
    Seal(#[from] SealError),
    /// What was seen of the journal could not be noted beside the identity.
    #[error("impossible de noter ce qui a été vu du journal : {}", cause(.0))]
    Memory(#[from] io::Error),
}

/// Why nobody can sign an act here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotSign {
    /// The list of recipients cannot seal.
    #[error("content/recipients.toml ne convient pas : {}", .0.join(" ; "))]
    Recipients(Vec<String>),
    /// None of the keys at hand is on it.
    #[error("votre clé{} n'est pas dans content/recipients.toml", .0.as_ref().map_or_else(String::new, |key| format!(" ({key})")))]
    NotListed(Option<Fingerprint>),
    /// It is, without what she signs with.
    #[error(
        "content/recipients.toml ne dit pas avec quoi signe la clé {0} : il y manque « sign », ou c'en est un autre"
    )]
    NoSignature(Fingerprint),
}

impl OfficeError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Store(error) => return error.help(),
            Self::CannotSign(CannotSign::Recipients(_)) => {
                "les actes sont scellés pour les personnes de cette liste : complétez-la, ou indiquez le bon dossier avec --content"
            }
            Self::CannotSign(_) => {
                "« secretariat keys show » montre les lignes « key » et « sign » à y mettre"
            }
            Self::ReadOnly(why) => why.help(),
            Self::LaterAct { .. } => "mettez ce programme à jour",
            Self::Overtaken { .. } => "relisez, puis recommencez si c'est encore utile",
            Self::Busy | Self::Diverged => "recommencez",
            Self::Seal(_) | Self::Memory(_) => return None,
        };
        Some(help.to_owned())
    }

    /// What a store says of its journal.
    pub fn of(store: &RecordStore, error: JournalError) -> Self {
        Self::Store(store.unavailable(error))
    }
}
