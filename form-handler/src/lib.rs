//! Receives one application form and keeps it safe.
//!
//! A request goes through these steps, one module each:
//!
//! ```text
//! http::Request ─parse→ Submission ─evaluate→ Application ─seal→ Record ─store→ Kept
//!        └──────────────────── every step has other outcomes ───────────────────┘
//!                              Outcome ─respond→ http::Response
//! ```
//!
//! * [`service`] is the whole as a tower service, the same on Lambda and on one machine.
//! * [`desk`] is what it needs and the order of the steps.
//! * [`parse`] trusts nothing: origin, media type, size, encoding.
//! * `application_form::evaluate` finds every error, or every reason to stop, or an application.
//! * [`token`] proves that the answers sent are those that were read back.
//! * [`seal`](mod@seal) closes them for [`recipients`], with no fallback; [`record`] is what is stored.
//! * [`store`] keeps each application exactly once.
//! * [`limit`] bounds what one network sends, without keeping its address.
//! * [`outcome`] is what can come of a request; [`respond`] alone knows HTTP status codes.
//! * [`encoding`] makes answers smaller on their way.
//! * [`bundle`] is what `site-gen` made of the content; [`secret`] is what only the service knows.
//! * [`origin_secret`] is what only the distribution in front of it knows.
//!
//! Nothing is confirmed before it is durable, nothing is stored unsealed, no answer is ever logged.
//! The crate refuses to know about Lambda, about sockets, and about what time it is.

pub mod service;
pub mod desk;
pub mod parse;
pub mod token;
pub mod seal;
pub mod recipients;
pub mod record;
pub mod store;
pub mod limit;
pub mod outcome;
pub mod respond;
pub mod encoding;
pub mod bundle;
pub mod secret;
pub mod origin_secret;
