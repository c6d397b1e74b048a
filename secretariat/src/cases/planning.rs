//! Peers, hearings, and plans: what the office does so that firms are heard.
//!
//! ```text
//! a file ─files→ peers, hearings ─┐
//! exclusions, recusals, needs ────┴─ acts of the journal ─fold→ roster, cases ─problem→ Problem ─planner→ Proposal ─plan→ an act
//! ```

use serde::Serialize;

pub mod ids;
pub mod files;
pub mod peers;
pub mod hearings;
pub mod treat;
pub mod problem;
pub mod plan;
pub mod panels;
pub mod held;

/// What was done with a peer or a hearing, or would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RosterDone {
    /// The id of the peer or the hearing.
    pub id: String,
    /// The type of the act.
    #[serde(rename = "type")]
    pub name: String,
    /// Its number; `None` if nothing was done yet.
    pub seq: Option<u64>,
}

/// What the office knows of peers and hearings stays for so many months after the last hearing.
pub const MONTHS_AFTER_HEARING: u32 = 12;
