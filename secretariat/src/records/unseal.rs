//! Opens a record and makes sure that what is inside belongs to it.

use form_handler::{
    crypto::seal::{self, OpenError},
    record::{Record, SealedContents},
    store::Defect,
};

use crate::identity::Identities;

/// An opened application and the record it came in.
#[derive(Debug)]
pub struct Opened {
    /// In clear in the store.
    pub record: Record,
    /// Verified against the record.
    pub contents: SealedContents,
}

/// Why a record stays closed. In French: the secretariat reads it.
#[derive(Debug, thiserror::Error)]
pub enum Closed {
    /// None of our keys opens it.
    #[error("elle est fermée pour d'autres clés que la vôtre (empreintes : {0})")]
    OtherKeys(String),
    /// It is not a sealed application any more.
    #[error("elle est endommagée, rien ne l'ouvrira")]
    Damaged,
    /// It opens, and holds something else.
    #[error("elle s'ouvre mais ne contient pas une candidature")]
    NotContents,
    /// It opens, and is not the one that the record says.
    #[error("elle a été altérée, ce qui est scellé à l'intérieur diffère : {0}")]
    Tampered(String),
}

impl Closed {
    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::OtherKeys(_) => {
                "« secretariat keys show » montre l'empreinte de votre clé ; indiquez le bon fichier avec --identity"
            }
            Self::Damaged | Self::NotContents | Self::Tampered(_) => {
                "ne vous fiez pas à cette candidature : reprenez une sauvegarde de la base et prévenez qui s'occupe du site"
            }
        }
    }
}

/// Opens a record, or says why not.
pub fn unseal(record: &Record, identities: &Identities) -> Result<SealedContents, Closed> {
    let json = seal::open(&record.sealed, &identities.secret).map_err(|error| match error {
        OpenError::OtherKeys => {
            let keys: Vec<_> = record.keys.iter().map(ToString::to_string).collect();
            Closed::OtherKeys(keys.join(", "))
        }
        OpenError::Damaged(_) | OpenError::DamagedContents(_) => Closed::Damaged,
    })?;
    let contents = SealedContents::from_json(&json).map_err(|_| Closed::NotContents)?;
    contents.verify(record).map_err(|tampered| {
        let differing: Vec<_> = tampered.differing.into_iter().map(in_french).collect();
        Closed::Tampered(differing.join(", "))
    })?;
    Ok(contents)
}

/// Why an item of the store is not a record.
pub fn defect(defect: Defect) -> String {
    match defect {
        Defect::LaterVersion => {
            "elle a été écrite par une version plus récente de ce programme".to_owned()
        }
        Defect::Attribute(name) => format!("elle est endommagée dans la base (« {name} »)"),
    }
}

fn in_french(part: &'static str) -> &'static str {
    match part {
        "reference" => "la référence",
        "received_at" => "l'heure de réception",
        "form" => "la version du formulaire",
        other => other,
    }
}
