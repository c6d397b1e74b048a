//! What is wrong in `content/`, where, and what to do about it.

mod code;
mod diagnostic;
mod source;
pub mod report;
pub mod suggest;
mod terminal;

pub use code::{Code, Explanation};
pub use diagnostic::{Diagnostic, Diagnostics, Place, Severity};
pub use source::Source;

#[cfg(test)]
pub(crate) mod tests {
    #![expect(dead_code, reason = "nobody lists the codes of tests")]

    crate::codes! {
        CODE = "test" {
            means: "A mistake of a test.",
            hurts: "It hurts nobody.",
            wrong: "x",
            right: "y",
        }
    }
}
