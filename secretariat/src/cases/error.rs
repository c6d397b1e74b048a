//! Why the office did not open, or nothing was done there. In French: the secretariat reads it.

use std::{io, path::PathBuf};

pub mod days;
pub mod refusal;
pub mod planning;
pub mod held;

use held::HeldError;
use planning::PlanningError;
use refusal::{ReasonError, Refusal};

use crate::{
    identity::IdentityError,
    journal::{error::OfficeError, memory::MemoryError},
    records::{backup::erasures::ErasuresError, error::RecordsError},
    text::io_error::cause,
};

/// Why the office did not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No key.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The store gave nothing.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// The journal gave nothing.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// What the office decides by contains mistakes.
    #[error("{} contient des erreurs :\n\n{}\n", .path.display(), .mistakes.join("\n\n"))]
    Settings {
        /// The file that it is about.
        path: PathBuf,
        /// Each mistake, with its place.
        mistakes: Vec<String>,
    },
    /// What the office decides or writes by cannot be read.
    #[error("impossible de lire {} : {}", .path.display(), cause(source))]
    Unreadable {
        /// The file that it is about.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// What was erased could not be read beside the identity, or noted there.
    #[error(transparent)]
    Erasures(#[from] ErasuresError),
    /// What this machine has seen of the journal is not known.
    #[error(transparent)]
    Memory(#[from] MemoryError),
    /// Something could not be read, or said.
    #[error("impossible de lire ce qui est noté à côté de votre clé, ou de l'écrire : {}", cause(.0))]
    Io(#[from] io::Error),
}

impl OpenError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Identity(error) => error.help(),
            Self::Records(error) => error.help(),
            Self::Office(error) => error.help(),
            Self::Settings { .. } => Some("« site-gen check » les montre aussi".to_owned()),
            Self::Erasures(error) => error.help(),
            Self::Unreadable { .. } => Some("indiquez le bon dossier avec --content".to_owned()),
            Self::Memory(error) => error.help().map(ToOwned::to_owned),
            Self::Io(_) => None,
        }
    }
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// It is not possible with these applications: every reason at once.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ; "))]
    Refused(Vec<Refusal>),
    /// It gives no reason that content knows.
    #[error(transparent)]
    Reason(#[from] ReasonError),
    /// It is not possible with these peers and hearings.
    #[error(transparent)]
    Planning(#[from] PlanningError),
    /// It is not possible for this hearing, or at it.
    #[error(transparent)]
    Held(#[from] HeldError),
    /// A value that was to be corrected is not what the form takes.
    #[error("{}", .0.join(" ; "))]
    Values(Vec<String>),
    /// A file cannot be read or written.
    #[error("{} : {}", .path.display(), cause(source))]
    File {
        /// The file that it is about.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// It is erased, and that could not be noted beside the identity.
    #[error(transparent)]
    Erasures(#[from] ErasuresError),
    /// The journal does not take it.
    #[error(transparent)]
    Office(#[from] OfficeError),
}

impl ActError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Refused(refusals) => {
                refusals.iter().find_map(Refusal::help).map(ToOwned::to_owned)
            }
            Self::Reason(error) => Some(error.help()),
            Self::Planning(error) => error.help(),
            Self::Held(error) => error.help().map(ToOwned::to_owned),
            Self::Erasures(error) => error.help(),
            Self::Values(_) | Self::File { .. } => None,
            Self::Office(error) => error.help(),
        }
    }
}
