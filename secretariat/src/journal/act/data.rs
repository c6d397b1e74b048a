//! What each type of act has to say.

use form_handler::record::ReceivedAt;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::invitation::Invitation;
use crate::{
    cli::words::{Caller, DecisionOutcome, ErasureGround, NoteKind, Screening},
    text::day::Day,
};

/// What becomes of an application whose sender may be a robot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreeningData {
    /// What was found.
    pub to: Screening,
    /// Why.
    pub reason: String,
}

/// A decision, or its being taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionData {
    /// What was decided.
    pub outcome: DecisionOutcome,
    /// A code of `content/secretariat.toml`; of one that is taken back, in words.
    pub reason: Option<String>,
    /// For the applicant.
    pub text: Option<String>,
    /// For the office only.
    pub remark: Option<String>,
    /// Who decided, by their names.
    pub by: Vec<String>,
    /// When they did.
    pub on: Day,
    /// Whether it counts only once a [`super::Deed::Bulk`] names it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bulk: bool,
}

/// Something to remember.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteData {
    /// Of what kind.
    pub kind: NoteKind,
    /// In the office's words. The person may ask to read them.
    pub text: String,
    /// When it came, or was said; an application on paper has its rank from that day.
    pub on: Option<Day>,
    /// Who sent it.
    pub from: Option<String>,
    /// When it is to be destroyed.
    pub destroy: Option<Day>,
}

/// How somebody made sure who is asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// How.
    pub verified: Caller,
}

/// Answers that were corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// The canonical answers, by the names of their fields, in the order of the correction.
    pub set: Map<String, Json>,
    /// How somebody made sure who is asking.
    pub verified: Caller,
}

/// What was deleted, without any answer or name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureData {
    /// When the application had arrived.
    pub received_at: ReceivedAt,
    /// SHA-256 of what was sealed, in hexadecimal; `None` if it was gone already.
    pub sha256: Option<String>,
    /// On what ground.
    pub reason: ErasureGround,
    /// How somebody made sure who is asking.
    pub verified: Caller,
    /// The numbers of the acts whose bodies were deleted with it.
    pub acts: Vec<u64>,
    /// The hearings to come that whoever applied was asked to: each is still to be taken back, by a letter without a name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Invitation>,
}

/// Somebody asks for something, and who it is was not verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightsRequest {
    /// The type of the act that is asked for.
    pub what: String,
    /// The day by which an answer is due: a month later (RGPD 12(3)).
    pub due: Day,
}

/// What became of the firm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpData {
    /// What it told.
    Text(String),
    /// Nobody asks any more, for this reason.
    Skipped(String),
}

/// What was accepted of a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalAcceptance {
    /// The number of the act that had been seen here.
    pub seq: u64,
    /// Its hash, in hexadecimal.
    pub hash: String,
    /// Why it is accepted.
    pub reason: String,
}

/// To whom everything is sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipientsData {
    /// In the order of `content/recipients.toml`.
    pub recipients: Vec<SealedFor>,
}

/// One of those to whom everything is sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedFor {
    /// The person's name.
    pub name: String,
    /// The key's fingerprint, sixteen digits.
    pub key: String,
}
