//! Why there is no backup, or it did not come back. In French: the secretariat reads it.

use std::{fmt, io, path::PathBuf};

use application_form::reference::Reference;
use form_handler::crypto::seal::SealError;

use super::{NotABackup, erasures::ErasuresError};
use crate::{records::recipients::RecipientsError, text::io_error::cause};

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
    #[error(transparent)]
    Recipients(#[from] RecipientsError),
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
    /// What was erased is not known.
    #[error(transparent)]
    Erasures(#[from] ErasuresError),
    /// Something is there already, and nobody has said that more is to be added to it.
    #[error("cette base n'est pas vide : {} ; rien n'a été écrit", .0)]
    NotEmpty(StoreContents),
    /// The store holds something else in the place of what comes back.
    #[error("la base contient, sous la même référence, autre chose que la sauvegarde : {} ; rien n'a été écrit", listed(.0))]
    Conflicts(Vec<Reference>),
    /// The store has another journal.
    #[error(
        "le journal de la base et celui de la sauvegarde diffèrent à partir de l'acte n° {0} : rien n'a été écrit"
    )]
    OtherJournal(u64),
    /// What was written is not what is read.
    #[error("{0} n'est pas revenue telle qu'elle était")]
    Differs(String),
    /// The same of the journal.
    #[error("le journal n'est pas revenu tel qu'il était")]
    JournalDiffers,
}

/// How much a store holds, in words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoreContents {
    /// Whatever can be read of them.
    pub applications: usize,
    /// Acts of the office.
    pub acts: usize,
}

impl StoreContents {
    /// Whether there is nothing.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl fmt::Display for StoreContents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} candidature(s), {} acte(s) du bureau", self.applications, self.acts)
    }
}

impl BackupError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Recipients(error) => return error.help(),
            Self::Erasures(error) => return error.help(),
            Self::Closed { .. } => "indiquez le bon fichier de clé avec --identity",
            Self::NotABackup { .. } => "prenez une autre sauvegarde",
            Self::NotEmpty(_) => {
                "restaurez dans une base vide ; pour ajouter à celle-ci ce qui lui manque, ou continuer une restauration interrompue, --merge"
            }
            Self::NotInIt(_) => "vérifiez la référence ; si elle est juste, retirez --except",
            Self::Conflicts(_) => {
                "comparez avec « secretariat show » ; --replace met à leur place ce que contient la sauvegarde, --except laisse ce qui y est"
            }
            Self::OtherJournal(_) => {
                "restaurez dans une base vide, et comparez les deux avec « secretariat list »"
            }
            Self::Io { .. } | Self::Seal(_) | Self::Differs(_) | Self::JournalDiffers => {
                return None;
            }
        };
        Some(help.to_owned())
    }
}

fn listed(references: &[Reference]) -> String {
    references.iter().map(Reference::as_str).collect::<Vec<_>>().join(", ")
}
