//! What Markdown has besides plain blocks, a file each.

pub(crate) mod abbreviations;
pub(crate) mod anchors;
pub(crate) mod code;
pub(crate) mod figure;
pub(crate) mod footnotes;
pub(crate) mod heading;
pub(crate) mod link;
pub mod marks;
pub(crate) mod notice;
pub(crate) mod picture;
pub(crate) mod raised;
pub(crate) mod table;
