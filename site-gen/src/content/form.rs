//! The form, and who can open what it sends.

pub mod recipients;
