//! One record, by its reference as somebody typed it.

use application_form::reference::{NotAReference, Reference};
use form_handler::{
    record::Record,
    store::{StoreError, UnreadableItem},
};
use jiff::Timestamp;

use super::{RecordStore, error::RecordsError, unseal::defect};
use crate::text::printable::one_line;

/// Why there is no record to show.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// It was mistyped.
    #[error("« {0} » n'est pas une référence : il y a sans doute une faute de frappe")]
    NotAReference(String),
    /// It is well formed, and nothing is stored under it.
    #[error("aucune candidature ne porte la référence {0}")]
    Unknown(Reference),
    /// The stored item is damaged.
    #[error("la candidature {} est illisible : {}", .0.key, defect(.0.defect))]
    Unreadable(UnreadableItem),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] RecordsError),
}

impl FindError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::NotAReference(_) => {
                "une référence ressemble à BDP-7K2M-94X4, sans I, L, O, 0 ni 1 ; le dernier signe vérifie les autres"
            }
            Self::Unknown(_) => {
                "« secretariat list » montre celles qui existent ; elle a pu être effacée à la fin de sa durée de conservation"
            }
            Self::Unreadable(_) => {
                "reprenez une sauvegarde de la base, ou mettez ce programme à jour"
            }
            Self::Store(error) => return error.help(),
        };
        Some(help.to_owned())
    }
}

/// Reads a reference as somebody typed it.
pub fn reference(typed: &str) -> Result<Reference, FindError> {
    typed.parse().map_err(|NotAReference| FindError::NotAReference(one_line(typed, 40)))
}

/// The record under that reference.
pub async fn find(
    reference: &Reference,
    store: &RecordStore,
    now: Timestamp,
) -> Result<Record, FindError> {
    match store.find(reference, now).await {
        Ok(Some(record)) => Ok(record),
        Ok(None) => Err(FindError::Unknown(reference.clone())),
        Err(StoreError::Unreadable(item)) => Err(FindError::Unreadable(item)),
        Err(error) => Err(store.unavailable(error).into()),
    }
}
