//! The case file: a signed, append-only journal beside the applications.
//!
//! An [`event::Event`] says who did something and when; its [`body::Body`], sealed, says what, and may go before it. What
//! an event is, how it is hashed and signed, is said in [`event`]; whether all of them are true, in [`chain`].

pub mod body;
pub mod author;
pub mod event;
pub mod chain;
pub mod erased;

#[cfg(test)]
mod known_answers;
