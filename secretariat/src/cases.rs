//! The applications as the office sees them: what arrived, and what was done with it since.
//!
//! ```text
//! opened records ─┐
//! journal ────────┴─fold→ Cases: a Case each, with its state ─listing→ what is listed
//!                    transitions: from which state an act leads where
//!                    roster: the peers and the hearings
//! ```
//!
//! [`office`] does what the office does with one application or several; [`planning`] what it does with peers, hearings
//! and plans.
//!
//! The state is a fold over the acts by their numbers, never by their times: every machine sees the same.

pub mod transitions;
pub mod case;
pub mod roster;
pub mod apply;
pub mod listing;
pub mod fold;
pub mod error;
pub mod office;
pub mod planning;
pub mod outbox;

pub use case::Case;
pub use fold::Cases;
pub use office::Office;
pub use roster::Roster;
