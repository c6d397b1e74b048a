//! What acts on peers, hearings and places have to say. Those on several applications hold references and ids only.

use std::collections::BTreeMap;

use application_form::reference::Reference;
use planner::problem::Pauses;
use serde::{Deserialize, Serialize};

use super::invitation::Invitation;
use crate::{
    cli::words::{DayAnswer, HearingHold},
    text::day::Day,
};

/// What a peer gives once, as files and the journal have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerData {
    /// The name that all other acts use: 1 to 64 characters.
    pub id: String,
    /// What people call the peer.
    pub name: String,
    /// The network that sends the peer.
    pub network: String,
    /// The SIREN of the peer's own firm.
    pub siren: Option<String>,
    /// That firm's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub firm: Option<String>,
    /// That firm's sector, as the form has it.
    pub sector: String,
    /// That firm's department, as the form has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The peer's e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Day by day; on one that is not there, the peer does not come.
    pub days: BTreeMap<Day, DayAnswer>,
    /// At most so many hearings.
    pub most: u32,
    /// Mandates, holdings, main clients, suppliers, competitors: each in a few words.
    pub links: Vec<String>,
    /// When the peer signed the commitment.
    pub signed: Option<Day>,
}

/// A peer who is forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerRemoval {
    /// Whom.
    pub id: String,
    /// The numbers of the acts whose bodies were deleted.
    pub acts: Vec<u64>,
    /// The hearings to come that the peer was asked to: each is still to be taken back, by a letter without a name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Invitation>,
}

/// A hearing, as files and the journal have it: the planner's, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingData {
    /// The name that all other acts use: 1 to 64 characters.
    pub id: String,
    /// Local time in Paris, to the minute: `2021-06-17T09:00`.
    pub starts: String,
    /// Between two slots, where there is no break.
    pub gap_minutes: u32,
    /// The slot after which there is a break; `None`: there is none.
    pub break_after: Option<u32>,
    /// How long it is.
    pub break_minutes: u32,
    /// What the room meets: codes of `content/secretariat.toml`.
    pub access: Vec<String>,
    /// The ids of the peers who sit.
    pub panel: Vec<String>,
    /// Whether it is held.
    pub hold: HearingHold,
    /// The places that firms keep before any plan was accepted; the first is 1.
    pub locked: BTreeMap<Reference, u32>,
    /// Where people meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// How they meet, if it is by video.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video: Option<VideoLinks>,
}

impl HearingData {
    /// What stands between its slots.
    pub fn pauses(&self) -> Pauses {
        let Self { gap_minutes, break_after, break_minutes, .. } = *self;
        Pauses { gap_minutes, break_after, break_minutes }
    }
}

/// Where a hearing by video is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum VideoLinks {
    /// One link for all slots.
    Shared(String),
    /// One a slot, in their order.
    PerSlot(Vec<String>),
}

/// A hearing that is not held after all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingCancellation {
    /// The hearing's, as its convocation names it.
    pub id: String,
    /// The firms that lose their places.
    pub refs: Vec<Reference>,
}

/// Who must not sit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExclusionData {
    /// The peers' ids; none if no peer is concerned.
    pub peers: Vec<String>,
    /// Peers that the program proposed, and who may sit all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dismissed: Vec<String>,
    /// Whether one of them sits where the firm has its place: then it has none any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub frees: bool,
}

/// A peer who leaves the room for one firm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecusalData {
    /// The peer's id.
    pub peer: String,
    /// Whether too few peers stay where the firm has its place: then it has none any more.
    pub frees: bool,
}

/// What a hearing needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedsData {
    /// Codes of `content/secretariat.toml`; none if nothing is to be arranged.
    pub codes: Vec<String>,
    /// The hearing for which that is arranged; `None` as long as nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arranged: Option<ArrangedFor>,
}

/// When and where everything that a firm needs is ready.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrangedFor {
    /// The hearing's id.
    pub hearing: String,
    /// When that begins, local time to the minute: another day asks anew.
    pub starts: String,
}

/// When a firm can come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatesData {
    /// The hearings that it cannot come to.
    pub cannot: Vec<String>,
    /// Those that it would rather come to; none if it does not mind.
    pub prefers: Vec<String>,
}

/// A firm's place in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedSlot {
    /// Who is heard.
    #[serde(rename = "ref")]
    pub reference: Reference,
    /// In which hearing.
    pub hearing: String,
    /// When that begins, local time to the minute: `2021-06-17T09:00`.
    pub starts: String,
    /// In which place of it, from 1.
    pub slot: u32,
}

/// Whether the next plan must leave a firm where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceLock {
    /// Whether it must.
    pub locked: bool,
}
