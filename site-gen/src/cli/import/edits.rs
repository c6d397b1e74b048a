//! What is written in the place of some bytes of a text.

use std::ops::Range;

/// Changes of a text, in any order.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Notes one.
    pub(super) fn replace(&mut self, span: Range<usize>, with: impl Into<String>) {
        self.0.push((span, with.into()));
    }

    /// The part of the text that begins at `start`, changed. Of two changes that lie across each other, the first to
    /// begin counts, and of two of one place the first that was noted.
    pub(super) fn apply(mut self, text: &str, start: usize) -> String {
        self.0.sort_by_key(|(span, _)| (span.start, span.end));
        self.0.dedup();
        let mut new = String::with_capacity(text.len() - start);
        let mut done = start;
        for (span, with) in self.0 {
            if span.start >= done {
                new.push_str(&text[done..span.start]);
                new.push_str(&with);
                done = span.end;
            }
        }
        new.push_str(&text[done..]);
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_come_in_any_order_and_never_across_each_other() {
        let mut edits = Edits::default();
        edits.replace(6..7, "C");
        edits.replace(2..4, "B");
        edits.replace(3..7, "no");
        edits.replace(6..7, "C");
        assert_eq!(edits.apply("..aa..c.", 1), ".B..C.");
    }
}
