//! The text after expansion, and the way back to where each byte came from.

use std::{borrow::Cow, ops::Range};

/// A text with its values in place.
#[derive(Clone, Debug)]
pub struct Expanded<'b> {
    /// Markdown; the body itself if it held no value.
    pub text: Cow<'b, str>,
    /// In order, in both texts.
    pub(super) segments: Vec<Mapped>,
}

/// What a segment of the body became.
#[derive(Clone, Debug)]
pub(super) struct Mapped {
    pub(super) body: Range<usize>,
    pub(super) expanded: Range<usize>,
    /// Whether nothing in it is a sign: `{% raw %}`.
    pub(super) is_raw: bool,
}

impl Expanded<'_> {
    /// The same, whatever becomes of the body.
    pub fn into_owned(self) -> Expanded<'static> {
        Expanded { text: Cow::Owned(self.text.into_owned()), segments: self.segments }
    }

    /// Whether a byte of [`Expanded::text`] stands for itself, whatever it is.
    pub fn is_raw(&self, offset: usize) -> bool {
        let segment = self.segment_at(offset);
        segment.is_some_and(|segment| segment.is_raw && offset < segment.expanded.end)
    }

    /// The byte of the body that the byte `offset` of [`Expanded::text`] comes from: inside a value, the
    /// start of what the value was written for.
    pub fn original(&self, offset: usize) -> usize {
        match self.segment_at(offset) {
            Some(segment) if offset < segment.expanded.end => segment.body.start,
            Some(segment) => segment.body.end + (offset - segment.expanded.end),
            None => offset,
        }
    }

    /// The bytes of the body that these bytes of [`Expanded::text`] come from.
    pub fn span(&self, span: Range<usize>) -> Range<usize> {
        let start = self.original(span.start);
        let end = match self.segment_at(span.end) {
            Some(segment)
                if segment.expanded.start < span.end && span.end <= segment.expanded.end =>
            {
                segment.body.end
            }
            _ => self.original(span.end),
        };
        start..end.max(start)
    }

    /// The last segment that starts at or before `offset`.
    fn segment_at(&self, offset: usize) -> Option<&Mapped> {
        let after = self.segments.partition_point(|segment| segment.expanded.start <= offset);
        after.checked_sub(1).map(|last| &self.segments[last])
    }
}
