//! The real form: every edge of every answer.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod applicant;
mod branches;
mod edges;
mod pages;
mod properties;
mod values;
mod warnings;
