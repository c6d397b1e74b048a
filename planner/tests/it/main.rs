//! The planner, from outside: problems go in as files, plans come out, and everything is judged a second time.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails should stop")]

mod given;
mod brute_force;

mod reading;
mod hostile;
mod canonical;
mod optimal;
mod known_plans;
mod slots;
mod explained;
mod planted_mistakes;
mod panels;
