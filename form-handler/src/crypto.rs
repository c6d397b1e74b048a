//! Signs applications, seals them for their recipients, and authenticates what must come back unchanged; keeps what is
//! secret from others on this machine.
//!
//! The algorithms are age's and `RustCrypto`'s; only their use stands here.

pub mod private_file;
pub mod core_dumps;
pub mod secret;
pub mod token;
pub mod recipients;
pub mod seal;
pub mod signing;
#[cfg(feature = "https")]
pub mod access_list;
