//! Closed sets that the command line, the journal and JSON write alike.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// What a person has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Screening {
    Release,
    Discard,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum DecisionOutcome {
    Retained,
    Declined,
    Waiting,
    Clarify,
    /// The one before is taken back.
    Undecided,
}

impl DecisionOutcome {
    /// As commands, content and the journal have it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Retained => "retained",
            Self::Declined => "declined",
            Self::Waiting => "waiting",
            Self::Clarify => "clarify",
            Self::Undecided => "undecided",
        }
    }
}

/// What somebody answers who was asked to a hearing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ConvocationAnswer {
    Yes,
    No,
    /// At another time.
    Move,
}

impl ConvocationAnswer {
    /// As commands and JSON have it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Move => "move",
        }
    }

    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Yes => "vient",
            Self::No => "ne vient pas",
            Self::Move => "demande une autre date",
        }
    }
}

/// Of what kind a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum NoteKind {
    Note,
    Call,
    Document,
    Paper,
}

/// How somebody made sure who is asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub enum Caller {
    /// By a call to the application's number or one of a public register, never the request's own.
    Callback,
    /// By an answer from the application's address.
    Email,
    /// Face to face.
    InPerson,
    /// By a letter to the firm.
    Letter,
}

/// On what ground an application is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ErasureGround {
    Request,
    Mistake,
    Other,
}

/// Whether a peer can come on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum DayAnswer {
    Yes,
    IfNeeded,
    No,
}

/// Whether a hearing is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum HearingHold {
    /// The planner decides.
    #[default]
    Auto,
    Yes,
    No,
}

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum State {
    Received,
    Quarantined,
    Discarded,
    Clarify,
    Waiting,
    Declined,
    Retained,
    Scheduled,
    Heard,
    Absent,
    Advised,
    Followed,
    Withdrawn,
    Replaced,
    Erased,
    Expired,
}

impl State {
    /// Whether its hearing is what happens next, or what it is about now.
    pub fn is_at_hearing(self) -> bool {
        matches!(self, Self::Scheduled | Self::Heard | Self::Advised)
    }

    /// Whether it has a place at a hearing that was, is or will be.
    pub fn had_its_hearing(self) -> bool {
        self.is_at_hearing() || matches!(self, Self::Absent | Self::Followed)
    }

    /// As the office calls it: an adjective of the application.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Received => "reçue",
            Self::Quarantined => "à vérifier",
            Self::Discarded => "mise de côté (robot)",
            Self::Clarify => "à préciser",
            Self::Waiting => "en attente",
            Self::Declined => "non retenue",
            Self::Retained => "retenue",
            Self::Scheduled => "programmée",
            Self::Heard => "entendue",
            Self::Absent => "absente",
            Self::Advised => "avis rendu",
            Self::Followed => "suivie",
            Self::Withdrawn => "retirée",
            Self::Replaced => "remplacée",
            Self::Erased => "effacée",
            Self::Expired => "effacée à l'échéance",
        }
    }
}
