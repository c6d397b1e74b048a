//! Why something cannot be done with peers, hearings and plans. In French: the secretariat reads it.

use application_form::reference::Reference;
use authoring::diagnostics::suggest;

use planner::{problem::Mistake, solve::NoPlan};

use crate::text::printable::{one_line, printable};

/// Why something cannot be done with peers, hearings and plans.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum PlanningError {
    #[error("{} n'a l'identifiant « {} »", .what.none(), one_line(.id, 64))]
    Unknown { what: EntryKind, id: String, known: Vec<String> },
    #[error("{} {} est déjà là", .what.named(), one_line(.id, 64))]
    Exists { what: EntryKind, id: String },
    #[error("{} {} se confondrait avec {}, qui est déjà là", .what.named(), one_line(.id, 64), one_line(.known, 64))]
    Alike { what: EntryKind, id: String, known: String },
    #[error("« {} » ne peut pas être un identifiant : {why}", one_line(.id, 64))]
    Reserved { id: String, why: &'static str },
    #[error("« {} » n'est pas un besoin de content/secretariat.toml", one_line(.code, 64))]
    UnknownNeed { code: String, known: Vec<String> },
    #[error("{0} ne demande rien à prévoir")]
    NothingToArrange(Reference),
    #[error(
        "le pair {} ne doit pas siéger pour {reference}, qui a une place à l'audition {}", one_line(.peer, 64), one_line(.hearing, 64)
    )]
    ExcludedThere { hearing: String, peer: String, reference: Reference },
    #[error("aucune entreprise n'a de place à l'audition {}", one_line(.0, 64))]
    NobodyPlaced(String),
    #[error("le pair {} ne siège pas à l'audition {}", one_line(.peer, 64), one_line(.hearing, 64))]
    NotOnPanel { hearing: String, peer: String },
    #[error("l'audition {} a des places acceptées ({placed})", one_line(.hearing, 64))]
    HasPlaces { hearing: String, placed: usize },
    #[error("ce qui touche {reference} en dernier est le plan accepté, acte n° {seq}")]
    InPlan { reference: Reference, seq: u64 },
    #[error("un pair vient ou ne vient pas : il ne demande pas une autre date")]
    PeerMoves,
    #[error("{0} n'a pas de place dans le plan accepté")]
    NoPlace(Reference),
    #[error("audition {} : l'entreprise ne peut pas y venir et la préfère, c'est l'un ou l'autre", one_line(.0, 64))]
    CannotAndPrefers(String),
    #[error("rien ne dit comment composer une audition : {0} manque ou n'est pas complet")]
    NoRules(&'static str),
    #[error("le plan ne peut pas être cherché :\n{}", list(.0))]
    Problem(Vec<Mistake>),
    #[error("{}", printable(&.0.to_string()))]
    NoPlan(#[from] NoPlan),
    #[error("ce plan répond à un autre problème : depuis, quelque chose a changé")]
    OtherProblem,
}

/// What has an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum EntryKind {
    Peer,
    Hearing,
}

impl EntryKind {
    fn none(self) -> &'static str {
        match self {
            Self::Peer => "aucun pair",
            Self::Hearing => "aucune audition",
        }
    }

    fn named(self) -> &'static str {
        match self {
            Self::Peer => "le pair",
            Self::Hearing => "l'audition",
        }
    }
}

impl PlanningError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Unknown { id, what: EntryKind::Peer, .. } if id == "none" => {
                Some("« none » veut dire qu'aucun pair n'est concerné : donnez-le seul".to_owned())
            }
            Self::Unknown { id, known, .. } | Self::UnknownNeed { code: id, known } => {
                let near = suggest::nearest(id, known.iter().map(String::as_str));
                Some(match (near, known.as_slice()) {
                    (Some(near), _) => format!("vouliez-vous dire {near} ?"),
                    (None, []) => "il n'y en a encore aucun".to_owned(),
                    (None, known) => format!("au choix : {}", known.join(", ")),
                })
            }
            Self::Exists { what: EntryKind::Peer, .. } => {
                Some("« secretariat peers edit --from FICHIER » le change".to_owned())
            }
            Self::Exists { what: EntryKind::Hearing, .. } => {
                Some("« secretariat hearings edit --from FICHIER » la change".to_owned())
            }
            Self::NobodyPlaced(_) => {
                Some("acceptez d'abord un plan : « secretariat plan accept »".to_owned())
            }
            Self::NotOnPanel { .. } => {
                Some("« secretariat hearings list » montre qui siège".to_owned())
            }
            Self::NoPlace(_) => {
                Some("« secretariat plan propose » montre qui en aurait une".to_owned())
            }
            Self::NoPlan(NoPlan::Locks(_)) => Some(
                "libérez une de ces places, « secretariat plan unlock RÉFÉRENCE », ou changez qui siège ou ce que la salle offre, « secretariat hearings edit », puis cherchez de nouveau".to_owned(),
            ),
            Self::NoPlan(_) => Some(
                "laissez le choix : « secretariat hearings hold AUDITION auto »".to_owned(),
            ),
            Self::OtherProblem => Some("« secretariat plan propose » en cherche un nouveau".to_owned()),
            Self::NoRules(_) => Some("indiquez le bon dossier avec --content".to_owned()),
            Self::Problem(_) => Some(
                "au plus huit auditions peuvent être laissées au choix : « secretariat hearings hold AUDITION yes », ou no".to_owned(),
            ),
            Self::HasPlaces { hearing, .. } => Some(format!(
                "« secretariat hearings cancel {hearing} » l'annule et libère ses places"
            )),
            Self::InPlan { .. } => Some(
                "reprenez la décision, « secretariat decide … --as undecided », ou libérez la place et acceptez un nouveau plan".to_owned(),
            ),
            Self::NothingToArrange(_) => Some(
                "« secretariat needs RÉFÉRENCE --set CODE,… » dit ce que son audition demande".to_owned(),
            ),
            Self::ExcludedThere { reference, .. } => Some(format!(
                "choisissez un autre pair, ou donnez d'abord une autre date à l'entreprise : « secretariat plan unlock {reference} »"
            )),
            Self::PeerMoves => Some("« secretariat answer AUDITION yes --peer ID », ou no".to_owned()),
            Self::CannotAndPrefers(_) => None,
            Self::Alike { .. } | Self::Reserved { .. } => {
                Some("donnez-lui un autre identifiant, par exemple un numéro de plus".to_owned())
            }
        }
    }
}

/// A line for each mistake.
fn list(mistakes: &[Mistake]) -> String {
    let lines: Vec<String> = mistakes.iter().map(|mistake| format!("  {mistake}")).collect();
    printable(&lines.join("\n"))
}
