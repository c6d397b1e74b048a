//! The best plan of all: who is heard at which hearing, whatever the slot.
//!
//! ```text
//! Problem → Instance (who may sit where, seats, limits) ─held, network, flow→ Assignment ─certificate→ potentials
//! ```
//!
//! * [`instance`] is the problem as the flow sees it, in which single things can be otherwise.
//! * [`locks`] finds those that no plan can keep.
//! * `network` is the flow for a choice of hearings that are held: the best assignment is one of least cost.
//! * [`held`] decides which are, by branch and bound; [`proof`] tells which changes of a problem cannot make a difference.
//! * [`values`](values::values) is what an assignment is worth, [`potentials`] the proof that none is better.

pub mod instance;
pub mod locks;
mod network;
pub mod proof;
pub mod held;
pub mod values;
mod certificate;

pub use certificate::potentials;
