//! What is listed: found by a word, filtered, and told which are of one firm.

pub mod search;
pub mod filter;
pub mod duplicates;
