//! What its author took for Markdown, and is not.

pub(crate) mod links;
pub(crate) mod syntax;
pub(crate) mod foreign;
