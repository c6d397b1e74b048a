//! Texts of the parser that follow each other, as one text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

/// Where one of them begins in the whole, and where it stands in the Markdown.
struct Piece<'t> {
    start: usize,
    text: CowStr<'t>,
    span: Range<usize>,
}

/// At least one text. What is taken out of it is parted where the parser has parted it: others rely on that, as on where
/// each stands.
#[derive(Default)]
pub(super) struct Joined<'t> {
    pieces: Vec<Piece<'t>>,
    length: usize,
}

impl<'t> Joined<'t> {
    pub(super) fn add(&mut self, text: CowStr<'t>, span: Range<usize>) {
        let start = self.length;
        self.length += text.len();
        self.pieces.push(Piece { start, text, span });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Whether what stands at that byte of the Markdown follows it.
    pub(super) fn ends_at(&self, start: usize) -> bool {
        self.pieces.last().is_some_and(|piece| piece.span.end == start)
    }

    /// Where it begins in the Markdown.
    pub(super) fn starts(&self) -> usize {
        self.pieces.first().map_or(0, |piece| piece.span.start)
    }

    pub(super) fn text(&self) -> CowStr<'t> {
        match &*self.pieces {
            [one] => one.text.clone(),
            all => all.iter().map(|piece| &*piece.text).collect::<String>().into(),
        }
    }

    /// Where bytes of the text stand in the Markdown: what the parser has changed, such as `&nbsp;`, stands there as one.
    pub(super) fn place(&self, part: &Range<usize>) -> Range<usize> {
        let first = &self.pieces[self.at(part.start)];
        let start = first.place(part.start).unwrap_or(first.span.start);
        let last = &self.pieces[self.at(part.end.saturating_sub(1).max(part.start))];
        start..last.place(part.end).unwrap_or(last.span.end)
    }

    /// Adds these bytes to what is written.
    pub(super) fn push(&self, events: &mut Vec<(Event<'t>, Range<usize>)>, part: &Range<usize>) {
        if part.is_empty() {
            return;
        }
        for piece in &self.pieces[self.at(part.start)..] {
            if piece.start >= part.end {
                break;
            }
            let from = part.start.saturating_sub(piece.start);
            let to = piece.text.len().min(part.end - piece.start);
            let span = match (piece.place(piece.start + from), piece.place(piece.start + to)) {
                (Some(start), Some(end)) => start..end,
                _ => piece.span.clone(),
            };
            let text = match &piece.text {
                CowStr::Borrowed(text) => CowStr::Borrowed(&text[from..to]),
                other => CowStr::from(other[from..to].to_owned()),
            };
            events.push((Event::Text(text), span));
        }
    }

    /// The pieces, as the events that they were.
    pub(super) fn events(self) -> Vec<(Event<'t>, Range<usize>)> {
        self.pieces.into_iter().map(|piece| (Event::Text(piece.text), piece.span)).collect()
    }

    /// The piece that a byte is of.
    fn at(&self, byte: usize) -> usize {
        self.pieces.partition_point(|piece| piece.start <= byte).saturating_sub(1)
    }
}

impl Piece<'_> {
    /// Where a byte of the whole stands, or would after the last one; `None` if the parser has changed the text.
    fn place(&self, byte: usize) -> Option<usize> {
        (self.text.len() == self.span.len()).then(|| self.span.start + byte - self.start)
    }
}
