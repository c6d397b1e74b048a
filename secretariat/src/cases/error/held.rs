//! Why something cannot be done for or at a hearing. In French: the secretariat reads it.

use application_form::reference::Reference;

use crate::text::printable::one_line;

/// Why something cannot be done for or at a hearing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum HeldError {
    #[error("le pair {} ne siège pas à l'audition {}", one_line(.peer, 64), one_line(.hearing, 64))]
    NotOnPanel { peer: String, hearing: String },
    #[error("le pair {} n'a pas signé l'engagement", one_line(.0, 64))]
    NotSigned(String),
    #[error("l'audition {} n'est pas dans un plan accepté", one_line(.0, 64))]
    NotAccepted(String),
    #[error("le plan n'est pas encore annoncé : convocation non envoyée à {}", list(.0))]
    NotAnnounced(Vec<Reference>),
    #[error(
        "le pair {peer} ne doit pas siéger pour {reference} : il ne peut pas avoir de dossier de cette audition"
    )]
    Excluded { peer: String, reference: Reference },
    #[error("l'audition {} n'a pas d'exemplaire n° {copy}", one_line(.hearing, 64))]
    NoCopy { hearing: String, copy: u32 },
    #[error("l'exemplaire n° {copy} est déjà {state}")]
    CopyState { copy: u32, state: &'static str },
    #[error("l'audition est par vidéo : les feuilles sont montrées à l'écran, aucune n'est remise")]
    OnScreen,
    #[error("{present} pair(s) présent(s) : un avis en demande au moins {least}")]
    TooFewPresent { present: usize, least: usize },
    #[error("le courrier de cet avis est déjà pris, par {by} : il dirait autre chose")]
    LetterTaken { by: String },
    #[error("le pair {} est noté présent, et en dehors de la salle", one_line(.0, 64))]
    PresentAndRecused(String),
    #[error("le pair {} s'est retiré pour {reference} : il ne peut pas être noté présent", one_line(.peer, 64))]
    RecusedPresent { peer: String, reference: Reference },
    #[error("le pair {} ne doit pas siéger pour {reference} : il ne peut pas être noté présent", one_line(.peer, 64))]
    ExcludedPresent { peer: String, reference: Reference },
}

impl HeldError {
    /// What to do.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::NotOnPanel { .. } => Some("« secretariat hearings list » montre qui siège"),
            Self::NotSigned(_) => Some(
                "faites-le signer, puis « secretariat peers edit --from FICHIER » avec la date dans signed",
            ),
            Self::NotAccepted(_) => Some("« secretariat plan accept » accepte un plan"),
            Self::NotAnnounced(_) => Some(
                "« secretariat convoke AUDITION » prépare les convocations, « secretariat outbox list » montre celles qui restent à envoyer",
            ),
            Self::Excluded { .. } => {
                Some("changez qui siège à cette audition, ou l'audition de cette entreprise")
            }
            Self::TooFewPresent { .. } => {
                Some("nommez dans present tous les pairs qui ont entendu l'entreprise")
            }
            Self::LetterTaken { .. } => Some(
                "s'il n'est pas parti, rendez-le d'abord, « secretariat outbox release COURRIER » ; s'il est parti, dites-le",
            ),
            Self::NoCopy { .. }
            | Self::CopyState { .. }
            | Self::OnScreen
            | Self::PresentAndRecused(_)
            | Self::RecusedPresent { .. }
            | Self::ExcludedPresent { .. } => None,
        }
    }
}

fn list(references: &[Reference]) -> String {
    references.iter().map(Reference::as_str).collect::<Vec<_>>().join(", ")
}
