//! The plan: which firm is heard when, why a firm is not, and the proof that nothing is better.
//!
//! It is one line of JSON, with the fields of [`Plan`] in their order. `not_taken`, `older`, `peer` and `code` are only there
//! where they say something, all others always.

use std::collections::BTreeMap;

use serde::Serialize;

mod read;

use crate::{json::mistake::Mistake, problem::objective::Cost};

/// A plan for one problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Plan {
    /// 1.
    pub version: u32,
    /// The digest of the problem.
    pub problem: String,
    /// Whether it is proven that nothing is better.
    pub optimal: bool,
    /// What it is worth.
    pub values: PlanValues,
    /// Every hearing of the problem, in the order of their numbers.
    pub hearings: Vec<PlannedHearing>,
    /// Every firm that is not placed, the oldest first.
    pub unplaced: Vec<Unplaced>,
    /// Firms of the same minute, whose order is that of their references.
    pub ties: Vec<Vec<String>>,
    /// Firms beyond the 120 oldest, which nobody planned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_taken: Vec<String>,
    /// The proof.
    pub certificate: Certificate,
}

/// What a plan is worth, objective by objective.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanValues {
    /// Firms placed.
    pub nombre: u32,
    /// A digit for each firm by rank: 1 placed, 0 not.
    pub anciennete: String,
    /// Over hearings and sectors, k(k−1)/2.
    pub mixite: u32,
    /// Over placed firms, (n − rank) × number of its hearing.
    pub attente: u32,
    /// Placed firms whose choice does not hold their hearing.
    pub preferences: u32,
    /// Firms that had a place and have another, or none.
    pub stabilite: u32,
}

/// A hearing in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlannedHearing {
    /// Its name.
    pub id: String,
    /// Whether it is held.
    pub held: bool,
    /// Who is heard, in order. A lock can leave a slot before it empty: that one is not listed.
    pub slots: Vec<Slot>,
}

/// A firm's time at a hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Slot {
    /// The first is 1.
    pub n: usize,
    /// With the offset of the problem's time zone: `2021-06-17T09:00:00+02:00`.
    pub starts: String,
    /// When it ends.
    pub ends: String,
    /// The firm.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Peers of the panel who leave the room.
    pub recused: Vec<String>,
}

/// Why a firm is not placed, and what would change that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unplaced {
    /// The firm.
    #[serde(rename = "ref")]
    pub reference: String,
    /// For each hearing, in the order of their numbers.
    pub why: Vec<Why>,
    /// Who takes all seats that it could have, where seats alone stop it.
    pub blocking: Option<Blocking>,
    /// Every single change that would place it and leave each older firm of this plan a place.
    pub would_fit_if: Vec<PlanChange>,
}

/// Why a firm is not at a hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Why {
    /// The hearing.
    pub hearing: String,
    /// The first reason that holds.
    pub code: WhyCode,
    /// If it is full: the older firms that hold the seats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub older: Option<Vec<String>>,
}

/// A reason, the first that holds being given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyCode {
    /// Something about the firm is open.
    Untreated,
    /// Its record expires before the day.
    Expires,
    /// The firm cannot come.
    Unavailable,
    /// The room does not meet its needs.
    Access,
    /// A peer sits whom it excludes.
    Excluded,
    /// Too few peers stay.
    Quorum,
    /// The hearing is not held.
    NotHeld,
    /// Every seat is held by a locked firm.
    Locked,
    /// As many firms of its sector sit there as may.
    SectorLimit,
    /// Every seat is taken.
    Full,
    /// There is room, but an objective that comes before `nombre` would be worse. Never in the usual order.
    Objective,
}

/// Why the seats that a firm could have are taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Blocking {
    /// The hearings.
    pub hearings: Vec<String>,
    /// The firms that sit there, all older, none of which could sit at another hearing that is held.
    pub firms: Vec<String>,
    /// How many seats these hearings have.
    pub seats: usize,
}

/// One change of a problem.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct PlanChange {
    /// What changes.
    pub change: ChangeKind,
    /// At which hearing.
    pub hearing: String,
    /// The peer who does not sit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peer: Option<String>,
    /// What another room would meet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// What can change at a hearing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// One seat more.
    Seat,
    /// It is held.
    Hold,
    /// A peer does not sit.
    PanelWithout,
    /// The room meets one more need.
    Access,
    /// One firm more of a same sector.
    SectorLimit,
    /// The firm could come.
    Available,
}

/// A price for each node of the flow: where no arc could carry more for a negative price, the plan is best.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Certificate {
    /// How many numbers a price has.
    pub components: usize,
    /// Nodes `s`, `f:REF`, `hs:HEARING:SECTOR` (`hs:HEARING:autre:REF`), `h:HEARING` and `t`, of the hearings held.
    #[serde(serialize_with = "decimal")]
    pub potentials: BTreeMap<String, Cost>,
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    ///
    /// Every mistake of its shape. Whether it fits a problem is for [`crate::check::check`].
    pub fn read(text: &str) -> Result<Self, Vec<Mistake>> {
        read::plan(text)
    }

    /// One line of JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("a plan is JSON")
    }
}

fn decimal<S: serde::Serializer>(
    potentials: &BTreeMap<String, Cost>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(
        potentials.iter().map(|(node, price)| (node, price.map(|part| part.to_string()))),
    )
}
