//! What its author took for Markdown, and is not.

pub(crate) mod links;
pub(crate) mod syntax;
pub(crate) mod boxes;
pub(crate) mod emphasis;
pub(crate) mod foreign;
pub(crate) mod link_text;
pub(crate) mod literal;
pub(crate) mod definitions;
pub(crate) mod definitions_twice;
pub(crate) mod second_front_matter;
