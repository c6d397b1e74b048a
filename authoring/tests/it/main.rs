//! Every mistake an author can make in the form's definition.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod branches;
mod form;
mod names;
