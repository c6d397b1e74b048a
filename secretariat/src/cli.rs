//! The command line, what is wrong with one, and what stands for options that are not typed.

pub mod words;
pub mod args;
pub mod usage;
pub mod settings;
