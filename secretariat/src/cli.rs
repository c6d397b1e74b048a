//! The command line, and what is wrong with one.

pub mod args;
pub mod usage;
