//! Opens a record and makes sure that the service wrote it, and that what is inside belongs to it.

use application_form::language::dates::long_date;
use form_handler::{
    crypto::{
        seal::{self, OpenError},
        signing::listed::SigningKeys,
    },
    record::{
        Record,
        contents::{Authorship, Distrusted, SealedContents},
    },
    store::Defect,
};
use jiff::civil::Date;

use crate::{identity::Identities, text::printable::one_line};

/// What opens records and tells who wrote them.
pub struct Keys {
    /// Ours.
    pub identities: Identities,
    /// The service's.
    pub signing: SigningKeys,
}

/// An opened application and the record it came in.
#[derive(Debug)]
pub struct Opened {
    /// In clear in the store.
    pub record: Record,
    /// Verified against the record.
    pub contents: SealedContents,
    /// Whether anyone may have written it: then a person verifies it, as if a robot had sent it.
    pub authorship: Authorship,
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
    /// It opens, and is not the one that the record says, or not as the service has written it.
    #[error("elle a été altérée, ce qui est scellé à l'intérieur diffère : {0}")]
    Tampered(String),
    /// It opens, and nobody knows who wrote it.
    #[error("elle est signée par une clé inconnue ({0})")]
    UnknownKey(String),
    /// It opens, and is signed by a key that there was not yet.
    #[error("elle est signée par une clé qui ne vaut qu'à partir du {}, après sa réception", long_date(*.0))]
    LaterKey(Date),
}

impl Closed {
    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::OtherKeys(_) => {
                "« secretariat keys show » montre l'empreinte de votre clé ; indiquez le bon fichier avec --identity"
            }
            Self::UnknownKey(_) => {
                "si content/signing.toml n'est pas à jour, mettez-le à jour, ou indiquez le bon dossier avec --content ; sinon, ne vous fiez pas à cette candidature et prévenez qui s'occupe du site"
            }
            Self::Damaged | Self::NotContents | Self::Tampered(_) | Self::LaterKey(_) => {
                "ne vous fiez pas à cette candidature : reprenez une sauvegarde de la base et prévenez qui s'occupe du site"
            }
        }
    }
}

/// Opens what is sealed in a record, whatever it is, or says why not.
pub fn open(record: &Record, identities: &[Box<dyn age::Identity>]) -> Result<Vec<u8>, Closed> {
    seal::open(&record.sealed, identities).map_err(|error| match error {
        OpenError::OtherKeys => {
            let keys: Vec<_> = record.keys.iter().map(ToString::to_string).collect();
            Closed::OtherKeys(keys.join(", "))
        }
        OpenError::Damaged(_) | OpenError::DamagedContents(_) => Closed::Damaged,
    })
}

/// Opens a record, or says why not.
pub fn unseal(record: &Record, keys: &Keys) -> Result<(SealedContents, Authorship), Closed> {
    let text = open(record, &keys.identities.secret)?;
    SealedContents::read(&text, record, &keys.signing).map_err(|distrusted| match distrusted {
        Distrusted::NotContents(_) => Closed::NotContents,
        Distrusted::Tampered { differing } => {
            let differing: Vec<_> = differing.into_iter().map(in_french).collect();
            Closed::Tampered(differing.join(", "))
        }
        // Whoever wrote it chose this text.
        Distrusted::UnknownKey(key) => Closed::UnknownKey(one_line(&key, 44)),
        Distrusted::LaterKey(from) => Closed::LaterKey(from),
    })
}

/// Why an item of the store is not a record.
pub fn defect(defect: Defect) -> String {
    match defect {
        Defect::LaterVersion => {
            "elle a été écrite par une version plus récente de ce programme".to_owned()
        }
        Defect::Damaged => "la base est endommagée à l'endroit où elle se trouve".to_owned(),
        Defect::Attribute(name) => format!("elle est endommagée dans la base (« {name} »)"),
    }
}

fn in_french(part: &'static str) -> &'static str {
    match part {
        "version" => "la version de l'enregistrement",
        "reference" => "la référence",
        "received_at" => "l'heure de réception",
        "form" => "la version du formulaire",
        "expires" => "la date d'effacement",
        "quarantine" => "la quarantaine",
        "digest" => "l'empreinte des réponses",
        "signature" => "la signature",
        other => other,
    }
}
