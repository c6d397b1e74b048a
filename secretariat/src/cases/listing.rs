//! What is listed: found by a word, filtered, and told which are of one firm, and
//! which peers may have to do with it.

pub mod search;
pub mod filter;
pub mod known;
pub mod duplicates;
pub mod conflicts;
