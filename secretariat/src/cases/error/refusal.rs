//! Why something cannot be done with an application now. In French: the secretariat reads it.

use application_form::reference::Reference;
use authoring::diagnostics::suggest;

use super::days::DayError;
use crate::{
    cases::{
        case::{Case, letters::LetterRefusal},
        transitions::{self, Step},
    },
    cli::words::State,
};

/// Why something cannot be done with an application now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing is known under that name.
    #[error("aucune candidature ne porte la référence {0}")]
    Unknown(Reference),
    /// It is erased or expired.
    #[error("{reference} est {} : il n'y a plus rien à y faire", .state.shown())]
    Gone {
        /// The application.
        reference: Reference,
        /// Where it stands.
        state: State,
    },
    /// No key at hand opens it.
    #[error("{0} ne s'ouvre pas avec votre clé")]
    Closed(Reference),
    /// It is not in a state from which that leads anywhere.
    #[error("{reference} est {} : {}", .state.shown(), from(*.step))]
    Illegal {
        /// The application.
        reference: Reference,
        /// Where it stands.
        state: State,
        /// What was to be done.
        step: Step,
    },
    /// The person whom it is about has had its use limited.
    #[error(
        "{0} est limitée à la demande de la personne : elle est gardée, et ne sert à rien d'autre"
    )]
    Restricted(Reference),
    /// It is not limited.
    #[error("{0} n'est pas limitée")]
    NotRestricted(Reference),
    /// This key has stepped back.
    #[error("vous vous êtes déporté(e) de {0} : une autre personne s'en occupe")]
    Recused(Reference),
    /// The letter that tells a decision was taken out.
    #[error("le courrier de la décision sur {0} a été pris : la reprendre demande un motif")]
    Announced(Reference),
    /// There is no act that could be taken back.
    #[error("il n'y a rien à reprendre sur {0}")]
    NothingToUndo(Reference),
    /// An application cannot replace itself.
    #[error("{0} ne peut pas se remplacer elle-même")]
    ReplacesItself(Reference),
    /// What is over takes nobody's place.
    #[error("{new} est {} : elle ne peut pas en remplacer une autre", .state.shown())]
    CannotReplace {
        /// What was to take the place.
        new: Reference,
        /// Where it stands.
        state: State,
    },
    /// They have nothing in common by which a firm is known again.
    #[error(
        "{old} et {new} ne sont pas de la même entreprise : ni même SIREN, ni même adresse électronique, ni mêmes nom et code postal"
    )]
    OtherFirm {
        /// What was to be replaced.
        old: Reference,
        /// By what.
        new: Reference,
    },
    /// A note of something that arrived says too little of it.
    #[error("il manque à cette note : {}", .0.join(", "))]
    NoteLacks(Vec<&'static str>),
    /// A day cannot be right.
    #[error(transparent)]
    Day(#[from] DayError),
    /// No letter is called so.
    #[error("aucun courrier ne s'appelle {0}")]
    NoLetter(String),
    /// That cannot be done with a letter.
    #[error("courrier {id} : {why}")]
    Letter {
        /// What the letter is called.
        id: String,
        /// Why not.
        why: LetterRefusal,
    },
    /// It was named twice.
    #[error("{0} est nommée deux fois")]
    Twice(Reference),
}

/// A reason that is missing, or that content does not list. In French: the secretariat reads it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReasonError {
    /// There must be one.
    #[error("cette décision demande un motif (--reason)")]
    Missing(Vec<String>),
    /// It is none of content's.
    #[error("« {reason} » n'est pas un motif de content/secretariat.toml pour cette décision")]
    Unknown {
        /// What was said.
        reason: String,
        /// What could be.
        known: Vec<String>,
    },
}

impl ReasonError {
    /// What to do.
    pub fn help(&self) -> String {
        let (Self::Missing(known) | Self::Unknown { known, .. }) = self;
        if let Self::Unknown { reason, .. } = self
            && let Some(near) = suggest::nearest(reason, known.iter().map(String::as_str))
        {
            return format!("vouliez-vous dire {near} ?");
        }
        match known.as_slice() {
            [] => "écrivez-en dans content/secretariat.toml, ou indiquez le bon dossier avec --content".to_owned(),
            known => format!("au choix : {}", known.join(", ")),
        }
    }
}

impl Refusal {
    /// What to do.
    pub fn help(&self) -> Option<&'static str> {
        Some(match self {
            Self::Unknown(_) => "« secretariat list » montre celles qui existent",
            Self::Closed(_) => {
                "ajoutez votre ancienne clé avec --identity, ou demandez « secretariat reseal » à un autre destinataire"
            }
            Self::Illegal { state: State::Quarantined, .. } => {
                "vérifiez-la d'abord : « secretariat quarantine RÉFÉRENCE release --reason … »"
            }
            Self::Illegal { step: Step::Decided(_), .. } => {
                "« secretariat decide RÉFÉRENCE --as undecided » reprend une décision, « secretariat undo » un autre acte"
            }
            Self::Restricted(_) => "« secretariat lift RÉFÉRENCE --verified … » lève la limitation",
            Self::NoLetter(_) => "« secretariat outbox list » montre ceux qui existent",
            Self::Letter { why, .. } => return why.help(),
            Self::Announced(_) => "dites pourquoi avec --reason",
            Self::OtherFirm { .. } => {
                "« secretariat list --duplicates » montre celles d'une même entreprise ; si une réponse est fausse, « secretariat amend » la corrige d'abord"
            }
            Self::NoteLacks(_) => {
                "--on JOUR dit quand c'est arrivé, --from NOM qui l'a envoyé, --destroy JOUR quand ce sera détruit"
            }
            Self::Day(error) => error.help(),
            Self::Gone { .. }
            | Self::Illegal { .. }
            | Self::NotRestricted(_)
            | Self::Recused(_)
            | Self::NothingToUndo(_)
            | Self::ReplacesItself(_)
            | Self::CannotReplace { .. }
            | Self::Twice(_) => return None,
        })
    }
}

/// From where a step would be possible, in words.
fn from(step: Step) -> String {
    let sources: Vec<_> = transitions::sources(step).iter().map(|state| state.shown()).collect();
    match sources.as_slice() {
        [] => "ce n'est pas possible".to_owned(),
        // Withdrawing and the like: only what is so already refuses.
        many if many.len() > 10 => "c'est déjà fait".to_owned(),
        many => format!("ce n'est possible que depuis : {}", many.join(", ")),
    }
}

impl Case {
    /// Whether a step may be taken, and where it leads.
    pub fn admits(&self, step: Step) -> Result<State, Refusal> {
        let (reference, state) = (self.reference.clone(), self.state);
        if !self.is_there() && step != Step::Erased {
            return Err(Refusal::Gone { reference, state });
        }
        transitions::leads_to(state, step).ok_or(Refusal::Illegal { reference, state, step })
    }
}
