//! Elements of raw HTML whose text stands for itself, sign by sign: typography leaves it alone.

use crate::render::markdown::html::tags::{TagKind, Tags};

/// Code, what is typed or printed, what a reader edits, drawings and formulas.
const NAMES: [&str; 10] =
    ["code", "pre", "kbd", "samp", "var", "script", "style", "textarea", "svg", "math"];

/// The name of the one that is open, the outermost.
#[derive(Debug, Default)]
pub(crate) struct Verbatim(Option<&'static str>);

impl Verbatim {
    /// Whether such an element begins with this tag, outside any other.
    pub(crate) fn begins(&mut self, tag: &str) -> bool {
        if self.0.is_some() {
            return false;
        }
        let tag = Tags::of(tag).next().filter(|tag| tag.kind == TagKind::Opening);
        self.0 = tag.and_then(|tag| NAMES.into_iter().find(|name| tag.is(name)));
        self.0.is_some()
    }

    /// Whether it ends with this tag.
    pub(crate) fn ends(&mut self, tag: &str) -> bool {
        let ends = self.0.is_some_and(|name| {
            Tags::of(tag).next().is_some_and(|tag| tag.kind == TagKind::Closing && tag.is(name))
        });
        if ends {
            self.0 = None;
        }
        ends
    }
}
