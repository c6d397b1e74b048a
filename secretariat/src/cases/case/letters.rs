//! A letter, as the acts on it have left it.

use form_handler::{
    crypto::recipients::Fingerprint, record::ReceivedAt, store::journal::event::Event,
};
use serde::Serialize;

use crate::journal::act::{CopyForm, Invitation, LetterData, LetterStep, LetterText};

/// A letter, as the acts on it have left it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterState {
    /// As somebody has written it by hand; `None`: as content has it.
    pub edited: Option<LetterText>,
    /// What was written by hand before it was made again.
    pub set_aside: Option<LetterText>,
    /// Who is sending it, since when; it says what it said then.
    pub taken: Option<TakenLetter>,
    /// When a person sent it.
    pub sent_at: Option<ReceivedAt>,
    /// Why it came back, if it did.
    pub returned: Option<String>,
}

/// A letter that somebody is sending, or has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenLetter {
    /// Whose key has signed that.
    pub by: Fingerprint,
    /// Since when.
    pub at: ReceivedAt,
    /// What it says; `None` if the act does not tell.
    pub text: Option<LetterText>,
    /// To what it asks, or what it takes back; `None` if it is about no hearing.
    pub invitation: Option<Invitation>,
}

/// A copy of a letter outside of the office, which somebody has to destroy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LetterCopy {
    /// The letter's name in the journal.
    #[serde(skip)]
    pub letter: String,
    /// What it is.
    pub form: CopyForm,
    /// When it was made.
    pub at: ReceivedAt,
}

/// How far a letter has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterStage {
    /// It came back, and has to reach its addressee otherwise.
    Returned,
    /// Nobody has taken it yet.
    Draft,
    /// Somebody is sending it.
    Taken,
    /// It is on its way, or was read.
    Sent,
    /// What it told does not hold any more: only its copies are left.
    Void,
}

impl LetterStage {
    /// As people read it, of several.
    pub fn words(self) -> &'static str {
        match self {
            Self::Returned => "revenus : joindre la personne autrement",
            Self::Draft => "à prendre",
            Self::Taken => "pris, à envoyer",
            Self::Sent => "envoyés",
            Self::Void => "sans objet, copies à détruire",
        }
    }

    /// As people read it, of one.
    pub fn word(self) -> &'static str {
        match self {
            Self::Returned => "revenu",
            Self::Draft => "à prendre",
            Self::Taken => "pris",
            Self::Sent => "envoyé",
            Self::Void => "sans objet",
        }
    }
}

/// Why something cannot be done with a letter. In French: the secretariat reads it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the words say it")]
pub enum LetterRefusal {
    #[error("il n'a pas encore été pris")]
    NotTaken,
    #[error("il a déjà été pris, par {by}")]
    Taken { by: String },
    #[error("il a déjà été envoyé")]
    Sent,
    #[error("il n'a pas été envoyé")]
    NotSent,
    #[error("il reste à écrire")]
    Unwritten,
    #[error("il n'en existe aucune copie")]
    NoCopy,
    #[error("ce qu'il disait a été repris")]
    Void,
}

impl LetterRefusal {
    /// What to do.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::NotTaken => Some("prenez-le d'abord : « secretariat outbox take COURRIER »"),
            Self::Unwritten => Some(
                "écrivez-le à la main, « secretariat outbox edit COURRIER --from FICHIER », ou une fois pour toutes dans content/lettres/",
            ),
            Self::Taken { .. } => {
                Some("« secretariat outbox release COURRIER » rend un courrier qui est pris")
            }
            Self::NotSent | Self::Sent | Self::NoCopy | Self::Void => None,
        }
    }
}

impl LetterState {
    /// How far it has come.
    pub fn stage(&self) -> LetterStage {
        match self {
            Self { taken: Some(_), sent_at: None, .. } => LetterStage::Taken,
            Self { returned: Some(_), .. } => LetterStage::Returned,
            Self { sent_at: Some(_), .. } => LetterStage::Sent,
            _ => LetterStage::Draft,
        }
    }

    /// Whether that may happen to it now. `name` says whose a key is.
    pub fn admits(
        &self,
        step: LetterStep,
        name: impl Fn(&Fingerprint) -> String,
    ) -> Result<(), LetterRefusal> {
        let stage = self.stage();
        match (step, stage) {
            (LetterStep::Edited | LetterStep::Regenerated | LetterStep::Taken, stage) => {
                match (stage, &self.taken) {
                    (LetterStage::Taken, Some(taken)) => {
                        Err(LetterRefusal::Taken { by: name(&taken.by) })
                    }
                    (LetterStage::Sent, _) => Err(LetterRefusal::Sent),
                    _ => Ok(()),
                }
            }
            (LetterStep::Sent | LetterStep::Released, stage) => match stage {
                LetterStage::Taken => Ok(()),
                LetterStage::Sent => Err(LetterRefusal::Sent),
                _ => Err(LetterRefusal::NotTaken),
            },
            (LetterStep::Copied, _) if self.taken.is_none() => Err(LetterRefusal::NotTaken),
            (LetterStep::Returned, stage) if stage != LetterStage::Sent => {
                Err(LetterRefusal::NotSent)
            }
            (LetterStep::Copied | LetterStep::Returned | LetterStep::Destroyed, _) => Ok(()),
        }
    }

    /// Counts what happened to it.
    pub fn apply(&mut self, event: &Event, data: &LetterData) {
        match data.step {
            LetterStep::Edited => self.edited.clone_from(&data.text),
            LetterStep::Regenerated => {
                self.set_aside = self.edited.take().or(self.set_aside.take());
            }
            LetterStep::Taken => {
                let taken = TakenLetter {
                    by: event.by.clone(),
                    at: event.at,
                    text: data.text.clone(),
                    invitation: data.invitation.as_deref().cloned(),
                };
                (self.taken, self.sent_at) = (Some(taken), None);
            }
            LetterStep::Released => self.taken = None,
            LetterStep::Sent => (self.sent_at, self.returned) = (Some(event.at), None),
            LetterStep::Returned => self.returned = Some(data.reason.clone().unwrap_or_default()),
            LetterStep::Copied | LetterStep::Destroyed => {}
        }
    }
}
