//! What is said of a build once it is over.

pub mod baseline;
pub mod summary;
