//! Why a command gives up, and what to do about it. In French: the secretariat reads it.

use std::{io, net::SocketAddr, path::PathBuf};

use application_form::reference::Reference;

pub mod plan;

use plan::PlanError;

use crate::{
    cases::error::{ActError, OpenError, planning::PlanningError},
    cli::usage::UsageError,
    identity::{
        IdentityError, create::NewIdentityError, passphrase::ChangeError,
        signing_key::NewSigningKeyError,
    },
    records::{
        backup::error::BackupError, error::RecordsError, find::FindError, forms::NoSuchForm,
        recipients::RecipientsError, unseal::Closed,
    },
    text::io_error::cause,
};

/// Why a command gives up.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each says what it is")]
pub enum Error {
    #[error(transparent)]
    NewIdentity(#[from] NewIdentityError),
    #[error(transparent)]
    Passphrase(#[from] ChangeError),
    #[error(transparent)]
    NewSigningKey(#[from] NewSigningKeyError),
    #[error(transparent)]
    Identity(#[from] IdentityError),
    #[error(transparent)]
    Records(#[from] RecordsError),
    #[error(transparent)]
    Find(#[from] FindError),
    #[error(transparent)]
    Form(#[from] NoSuchForm),
    #[error("{0} n'a pas été envoyée par le formulaire « {1} »")]
    OfAnotherForm(Reference, String),
    #[error("la candidature {0} ne peut pas être affichée : {1}")]
    Closed(Reference, #[source] Closed),
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error(transparent)]
    Recipients(#[from] RecipientsError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error("« {text} » correspond à plusieurs candidatures : {}", .found.join(", "))]
    Several { text: String, found: Vec<String> },
    #[error("aucune candidature ne correspond à « {0} »")]
    NoMatch(String),
    #[error("le journal est celui que cet ordinateur a vu : il n'y a rien à accepter")]
    NothingToAccept,
    #[error(transparent)]
    Usage(#[from] UsageError),
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error("impossible d'écrire le résultat : {}", cause(.0))]
    Output(#[from] io::Error),
    #[error("{} existe déjà", .0.display())]
    Exists(PathBuf),
    #[error("{} existe déjà et n'est pas un dossier vide", .0.display())]
    KitExists(PathBuf),
    #[error("on ne sait pas où est ce programme")]
    NoProgram,
    #[error("impossible d'écrire {} : {}", .path.display(), cause(source))]
    File { path: PathBuf, source: io::Error },
    #[error("impossible de répondre sur {addr} : {}", cause(source))]
    Listen { addr: SocketAddr, source: io::Error },
    #[error("le bureau est déjà ouvert, et ne répond pas : {}", cause(.0))]
    AlreadyOpen(#[source] io::Error),
    #[error("il manque des candidatures : {} n'a pas été remplacé", .0.display())]
    NotReplaced(PathBuf),
}

impl Error {
    /// What to do, if there is anything.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NewIdentity(error) => error.help(),
            Self::Passphrase(error) => error.help(),
            Self::NewSigningKey(error) => error.help(),
            Self::Identity(error) => error.help(),
            Self::Records(error) => error.help(),
            Self::Find(error) => error.help(),
            Self::Form(error) => error.help(),
            Self::Closed(_, closed) => Some(closed.help().to_owned()),
            Self::Backup(error) => error.help(),
            Self::Recipients(error) => error.help(),
            Self::Plan(error) => error.help(),
            Self::KitExists(_) => Some("choisissez un autre dossier avec --out".to_owned()),
            Self::NoProgram => Some("indiquez-le avec --program".to_owned()),
            Self::Exists(_) => {
                Some("choisissez un autre fichier avec --out, ou ajoutez --replace".to_owned())
            }
            Self::NotReplaced(_) => Some(
                "pour avoir celles qui s'ouvrent, choisissez un autre fichier avec --out"
                    .to_owned(),
            ),
            Self::Listen { .. } => Some("sans --addr, un port libre est choisi".to_owned()),
            Self::AlreadyOpen(_) => {
                Some("attendez une minute ; sinon, redémarrez l'ordinateur".to_owned())
            }
            Self::Open(error) => error.help(),
            Self::Act(error) => error.help(),
            Self::Several { .. } => Some("indiquez une de ces références".to_owned()),
            Self::NoMatch(_) => {
                Some("« secretariat list » montre celles qui existent ; une référence ressemble à BDP-7K2M-94X4".to_owned())
            }
            Self::Usage(error) => error.help(),
            Self::Output(_) | Self::File { .. } | Self::NothingToAccept => None,
            Self::OfAnotherForm(..) => Some("sans --form, elle est montrée".to_owned()),
        }
    }

    /// The program's exit code: 2 for what somebody has written wrongly.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Plan(error) => error.exit_code(),
            Self::Usage(_) | Self::Act(ActError::Planning(PlanningError::Problem(_))) => 2,
            _ => 1,
        }
    }
}
