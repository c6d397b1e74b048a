//! Where each byte of a text comes from that was put together from several files.

use std::ops::Range;

use authoring::diagnostics::Source;

use crate::render::interpolation::Expanded;

/// A file that a text is put together from.
pub(super) struct File<'b> {
    /// `None` for the page's own.
    pub(super) source: Option<Source>,
    /// Where in the file that begins.
    pub(super) base: usize,
    /// Its text, with its values written out.
    pub(super) expanded: Expanded<'b>,
}

/// What stands in the text from a byte on, up to the next piece.
#[derive(Clone, Copy, Debug)]
struct Piece {
    at: usize,
    /// Which file it is from.
    file: usize,
    /// The byte of that file's text that its first byte comes from.
    start: usize,
    call: Option<Call>,
}

/// A tag in whose place something else stands: all of that comes from the whole tag.
#[derive(Clone, Copy, Debug)]
struct Call {
    end: usize,
    /// The number of the HTML that stands there, if it is HTML.
    mark: Option<usize>,
}

/// Where something comes from.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::render::page) struct Origin {
    /// The place of its file among all.
    pub(in crate::render::page) file: usize,
    /// Bytes of that file.
    pub(in crate::render::page) span: Range<usize>,
}

impl File<'_> {
    /// Bytes of the file that bytes of its text come from.
    pub(super) fn span(&self, span: Range<usize>) -> Range<usize> {
        let span = self.expanded.span(span);
        self.base + span.start..self.base + span.end
    }
}

/// The pieces of a text, in order; none of a text that is the first file's as it is.
#[derive(Default)]
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    /// Notes that the text goes on as the file does from `start` on.
    pub(super) fn copied(&mut self, at: usize, file: usize, start: usize) {
        self.push(Piece { at, file, start, call: None });
    }

    /// Notes that something stands there in the place of a tag of that file.
    pub(super) fn written(
        &mut self,
        at: usize,
        file: usize,
        tag: &Range<usize>,
        mark: Option<usize>,
    ) {
        let call = Some(Call { end: tag.end, mark });
        self.push(Piece { at, file, start: tag.start, call });
    }

    fn push(&mut self, piece: Piece) {
        // Of what is empty, nothing can be asked.
        if self.0.last().is_some_and(|last| last.at == piece.at) {
            self.0.pop();
        }
        self.0.push(piece);
    }

    /// Where these bytes come from; what comes from several files is placed where it begins.
    pub(super) fn origin(&self, files: &[File<'_>], span: Range<usize>) -> Origin {
        let Some((number, piece)) = self.piece(span.start) else {
            return Origin { file: 0, span: files[0].span(span) };
        };
        let Piece { at, file, start, call } = *piece;
        if let Some(call) = call {
            return Origin { file, span: files[file].span(start..call.end) };
        }
        let from = start + span.start - at;
        let end = match self.piece(span.end.max(span.start + 1) - 1) {
            Some((_, last)) if last.file == file => match last.call {
                Some(call) => call.end,
                None => last.start + span.end.max(last.at) - last.at,
            },
            _ => self.0.get(number + 1).map_or(from, |next| start + next.at - at),
        };
        Origin { file, span: files[file].span(from..end.max(from)) }
    }

    /// The number of the HTML that stands at a byte, if it does.
    pub(super) fn mark(&self, at: usize) -> Option<usize> {
        self.piece(at)?.1.call?.mark
    }

    /// The piece that a byte is in, and its number.
    fn piece(&self, at: usize) -> Option<(usize, &Piece)> {
        let number = self.0.partition_point(|piece| piece.at <= at).checked_sub(1)?;
        Some((number, &self.0[number]))
    }
}
