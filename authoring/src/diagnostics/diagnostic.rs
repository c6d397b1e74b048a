//! What is wrong in a text, before anyone knows which file the text came from.

use std::ops::Range;

/// One thing to fix in a text that was given without its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Bytes of the text that was given.
    pub span: Range<usize>,
    /// Lower case, no full stop: what is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Fault {
    /// A fault at these bytes, with what to do.
    pub fn new(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: Some(help.into()) }
    }
}
