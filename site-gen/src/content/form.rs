//! The form, who can open what it sends, and whose signature proves who wrote it.

pub mod recipients;
pub mod signing;
