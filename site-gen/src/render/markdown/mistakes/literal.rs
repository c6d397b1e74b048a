//! Signs that stand as text, for want of another, a line that makes more of a text than was meant, and lists beside each other.

pub(crate) mod code;
pub(crate) mod html;
pub(crate) mod lists;
pub(crate) mod spaces;
pub(crate) mod underline;
pub(crate) mod uneven;
