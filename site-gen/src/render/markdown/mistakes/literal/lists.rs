//! Lists that stand beside the item above them, where they were to stand below it.

use std::{mem, ops::Range};

use crate::render::markdown::{mistakes::syntax::LIST_LITERAL, output::Output};

/// The bytes of the list that ended last, and how long the page was then.
#[derive(Debug, Default)]
pub(crate) struct LastList {
    span: Range<usize>,
    written: usize,
}

impl LastList {
    /// Takes note of a list that ends, once it is written.
    pub(crate) fn ended(&mut self, output: &Output<'_, '_>, span: Range<usize>) {
        *self = Self { span, written: output.html.len() };
    }

    /// Notes a list that begins further to the right than the one right before it, and not as far as its text: both
    /// are apart, whatever their author has seen.
    pub(crate) fn check(&mut self, output: &mut Output<'_, '_>, span: &Range<usize>) {
        let Self { span: last, written } = mem::take(self);
        let is_next = written > 0 && written == output.html.len();
        let start = start(output.text, span);
        if is_next
            && column(output.text, start) > column(output.text, self::start(output.text, &last))
        {
            let line = &output.text[start..span.end];
            let end = start + line.find(' ').unwrap_or(1);
            let message = "this list stands beside the item above, not below it";
            let help = "write it below the first letter of the text above";
            output.error(LIST_LITERAL, start..end, message, help);
        }
    }
}

/// Where the first sign of a list stands.
fn start(text: &str, span: &Range<usize>) -> usize {
    let list = &text[span.clone()];
    span.end - list.trim_start().len()
}

/// How many signs stand before a place in its line.
fn column(text: &str, place: usize) -> usize {
    place - text[..place].rfind('\n').map_or(0, |end| end + 1)
}
