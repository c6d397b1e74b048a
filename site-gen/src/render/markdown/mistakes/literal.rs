//! Signs that stand as text, for want of another, and a line that makes more of a text than was meant.

pub(crate) mod code;
pub(crate) mod html;
pub(crate) mod spaces;
pub(crate) mod underline;
pub(crate) mod uneven;
