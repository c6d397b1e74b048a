//! Names in a text, which stand for what each addressee is told: `{{ entreprise }}`.

use std::ops::Range;

/// Nothing closes the braces on their line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotClosed;

/// Each place where a name stands, with its braces, and the name in it.
pub(super) fn names(
    text: &str,
    within: Range<usize>,
) -> impl Iterator<Item = (Range<usize>, Result<&str, NotClosed>)> {
    let mut from = within.start;
    std::iter::from_fn(move || {
        let start = from + text[from..within.end].find("{{")?;
        let line = text[start..within.end].lines().next().unwrap_or_default();
        let found = match line.find("}}") {
            Some(end) => (start..start + end + 2, Ok(line[2..end].trim())),
            None => (start..start + line.len(), Err(NotClosed)),
        };
        from = found.0.end;
        Some(found)
    })
}
