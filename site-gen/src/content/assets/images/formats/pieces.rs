//! What of a file goes out: parts of it, and a few bytes in between.

use std::ops::Range;

/// In their order; none at all stands for the whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pieces(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Bytes of the file.
    Of(Range<usize>),
    /// Others.
    Made(Vec<u8>),
}

impl Pieces {
    /// Adds bytes of the file.
    pub(crate) fn push(&mut self, range: Range<usize>) {
        match self.0.last_mut() {
            Some(Piece::Of(last)) if last.end == range.start => last.end = range.end,
            _ => self.0.push(Piece::Of(range)),
        }
    }

    /// Adds those.
    pub(crate) fn append(&mut self, other: Self) {
        for piece in other.0 {
            match piece {
                Piece::Of(range) => self.push(range),
                made @ Piece::Made(_) => self.0.push(made),
            }
        }
    }

    /// Adds others.
    pub(crate) fn push_made(&mut self, bytes: Vec<u8>) {
        self.0.push(Piece::Made(bytes));
    }

    /// How many bytes they have in all.
    pub(crate) fn length(&self) -> usize {
        let length = |piece: &Piece| match piece {
            Piece::Of(range) => range.len(),
            Piece::Made(bytes) => bytes.len(),
        };
        self.0.iter().map(length).sum()
    }

    /// Whether they are a whole file of this length.
    pub(crate) fn is_all(&self, length: usize) -> bool {
        matches!(&self.0[..], [] | [Piece::Of(Range { start: 0, end: _ })]) && {
            self.0.is_empty() || self.length() == length
        }
    }

    /// All of them, of the file that they were found in.
    pub(crate) fn of(&self, bytes: &[u8]) -> Vec<u8> {
        if self.0.is_empty() {
            return bytes.to_vec();
        }
        let mut all = Vec::with_capacity(self.length());
        for piece in &self.0 {
            all.extend_from_slice(match piece {
                Piece::Of(range) => &bytes[range.clone()],
                Piece::Made(bytes) => bytes,
            });
        }
        all
    }
}
