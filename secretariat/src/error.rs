//! Why a command gives up, and what to do about it. In French: the secretariat reads it.

use std::io;

use crate::{
    commands::{keys::KeysError, show::ShowError},
    identity::KeyringError,
    records::ArchiveError,
    text::io_error::cause,
};

/// Why a command gives up.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each says what it is")]
pub enum Refusal {
    #[error(transparent)]
    Keys(#[from] KeysError),
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    #[error(transparent)]
    Show(#[from] ShowError),
    #[error("impossible d'écrire le résultat : {}", cause(.0))]
    Output(#[from] io::Error),
}

impl Refusal {
    /// What to do, if there is anything.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Keys(error) => error.help(),
            Self::Keyring(error) => error.help(),
            Self::Archive(error) => error.help(),
            Self::Show(error) => error.help(),
            Self::Output(_) => None,
        }
    }
}
