//! What its author took for Markdown, and is not.

pub(crate) mod links;
pub(crate) mod syntax;
pub(crate) mod boxes;
pub(crate) mod foreign;
pub(crate) mod definitions;
