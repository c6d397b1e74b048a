//! The real form: every edge of every answer, and every mistake an author can make in its definition.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod applicant;
mod edges;
mod author;
mod pages;
mod properties;
