//! What Markdown has besides plain blocks, a file each.

pub(super) mod anchors;
pub(super) mod code;
pub(super) mod footnotes;
pub(super) mod link;
pub(super) mod table;
