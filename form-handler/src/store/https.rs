//! The store of one machine, for the office's own machines: over HTTPS.
//!
//! ```text
//! POST /bureau/store   Authorization: Bearer TOKEN   {"version":1,"message":{"find":{"reference":"BDP-…","now":1622544120}}}
//! 200                                                {"version":1,"message":{"record":null}}
//! ```
//!
//! A request is one method of the store or of its journal, as [`message::StoreRequest`] lists them; [`message::StoreReply`]
//! is what came of it, the store's own refusals included. Bytes are base64, times of receipt RFC 3339, `now` in seconds
//! since 1970. The office reads, changes and deletes what the store's own methods let her, and brings a backup back;
//! sending, counting and marking are the form's, and have no request. What is sealed passes as it is: there is no key on
//! either side of this module.
//!
//! | answer | means |
//! | --- | --- |
//! | 200 | a reply |
//! | 400 | no request; with `{"version":1}`, one of another version |
//! | 401, empty | no token, a wrong one, or one of somebody who was removed: nothing more is said |
//! | 405 | another method than POST |
//! | 413 | a request of more than [`REQUEST_BYTES`] |
//! | 503, empty | the store is unavailable: whether a write took place is unknown, the same again is safe |
//!
//! | bound | |
//! | --- | --- |
//! | a request | [`REQUEST_BYTES`] |
//! | a reply | [`REPLY_BYTES`]: pages of a listing and of the journal are the store's, bodies stop when [`BODIES_BYTES`] are there |
//! | names of bodies in a request | [`BODIES`] |
//!
//! A change of the meaning of any of this is another [`VERSION`]: neither side guesses.

pub mod message;
pub mod item;
pub mod reply;
pub mod client;
mod put_back;
pub mod contract;

/// Where it is asked.
pub const PATH: &str = "/bureau/store";

/// The version of the protocol.
pub const VERSION: u32 = 1;

/// The longest request: an application or a body of 400 kB, which is what a `DynamoDB` item may weigh, is 534 kB in base64.
pub const REQUEST_BYTES: usize = 1024 * 1024;

/// The longest reply that is read: a page of 100 applications, each as large as the form lets it be, is under 10 MB.
pub const REPLY_BYTES: usize = 64 * 1024 * 1024;

/// How many bodies are asked for at once, at most.
pub const BODIES: usize = 1000;

/// How many bytes of bodies are enough for a reply: who asked for more asks again for the rest.
pub const BODIES_BYTES: usize = 8 * 1024 * 1024;

#[cfg(test)]
mod tests;
