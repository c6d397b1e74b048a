//! What its author took for Markdown, and is not.

pub(super) mod links;
pub(super) mod syntax;
