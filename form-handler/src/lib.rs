//! Receives one application form and keeps it safe.
//!
//! A request goes through these steps:
//!
//! ```text
//! http::Request ─parse→ Submission ─evaluate→ Application ─sign, seal→ Record ─store→ Stored
//!        └──────────────────── every step has other outcomes ───────────────────┘
//!                              Outcome ─respond→ http::Response
//! ```
//!
//! Each module imports only those above it in this list:
//!
//! * [`crypto`] signs an application and seals it for its recipients, with no fallback, and authenticates
//!   what must come back unchanged.
//! * [`record`] is what is stored, in clear and sealed: the only module that knows that format. A record is
//!   signed inside its seal: who can write to the store is not taken for this service.
//! * [`rate_limit`] bounds what one network sends, without keeping its address.
//! * [`store`] keeps each application exactly once.
//! * [`outcome`] is what can come of a request.
//! * [`bundle`] is what `site-gen` made of the content.
//! * [`http`] reads a request and trusts nothing; answers an outcome, and alone knows HTTP status codes.
//! * [`handler`] is what the steps need, and their order.
//! * [`service`] is the whole as a tower service, the same on Lambda and on one machine; on one machine, the store for
//!   the office as well.
//!
//! Nothing is confirmed before it is durable, nothing is stored unsealed, no answer is ever logged.
//! The crate refuses to know about Lambda, about sockets, and about what time it is.

pub mod crypto;
pub mod record;
pub mod rate_limit;
pub mod store;
pub mod outcome;
pub mod bundle;
pub mod http;
pub mod handler;
pub mod service;
