//! Signs applications, seals them for their recipients, and authenticates what must come back unchanged.
//!
//! The algorithms are age's and `RustCrypto`'s; only their use stands here.

pub mod secret;
pub mod token;
pub mod recipients;
pub mod seal;
pub mod signing;
