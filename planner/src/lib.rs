//! Plans hearings: which firm is heard when, proven best, and why a firm is not.
//!
//! ```text
//! text ─problem→ Problem ─solve→ Plan ─check→ CheckReport
//!                   │ instance: who may sit where        ▲ certificate: a price for each node
//!                   └─optimum: flow, branch and bound ───┘
//!                   └─explain: why, blocking, would_fit_if, elsewhere
//! ```
//!
//! What is best is a row of six objectives, compared one after the other ([`problem::objective`]). Firms flow to hearings,
//! and the flow that costs least is the best plan for the hearings that are held; which of them are is tried. The plan
//! carries the prices of the flow's nodes, from which anybody can verify it; [`check`](mod@check) does, and shares only
//! the types with what solves.
//!
//! Each module imports only those above it in this list:
//!
//! * [`json`] reads a file into a tree, with every mistake and its place.
//! * [`problem`] is what comes in, and its canonical form; [`plan`] is what goes out.
//! * [`check`](mod@check) says whether a plan keeps every rule, and is the best for its hearings.
//! * [`flow`] is minimum-cost flow, whatever flows.
//! * [`optimum`] is the best assignment of firms to hearings.
//! * [`explain`](mod@explain) says why a firm is not placed, and what would place it.
//! * [`solve`](mod@solve) makes the plan of a problem, with the slots.
//! * [`all_sets`] compares a plan with every other choice of hearings.
//! * [`panels`](mod@panels) says which peers sit where, before firms are planned.
//!
//! The crate does no I/O and knows no clock, store, name or answer: files' texts come in, texts go out. Time zones are
//! the bundled ones. The same problem gives the same bytes, in whatever order its file lists things.
//!
//! What was decided here, because nobody had said it: a break takes the place of the gap, once. A hearing with locks is held, and counts as
//! `auto` among the eight all the same. A lock on a slot that is twice taken, or beyond `firms_max`, or on a firm that may
//! not sit there contradicts itself (exit 1); a lock on an unknown firm is a mistake of the file (exit 2), and so is
//! any name of a hearing that the file does not have. Firms of one minute are those whose `received_at` is the same when
//! seconds are left out. `order` names all six objectives. A firm's `blocking` lists the others, not itself, and is null
//! where a lock holds one of the seats. `would_fit_if` tries a change at any hearing, not only where the firm was
//! stopped: a seat elsewhere can free one here. Of the order of a hearing, the check asks only that locks are kept and that no
//! slot is left out. Of two choices of hearings that are worth the same, any may be taken, but
//! always the same. What each field may hold is in [`problem`].

pub mod json;
pub mod problem;
pub mod plan;
pub mod check;
pub mod flow;
pub mod optimum;
pub mod explain;
pub mod solve;
pub mod all_sets;
pub mod panels;
