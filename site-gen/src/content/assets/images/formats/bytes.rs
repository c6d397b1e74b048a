//! Numbers and parts of a file, as far as it goes.

use std::ops::Range;

/// What is left of a file to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'b> {
    pub(super) bytes: &'b [u8],
    /// The next byte.
    pub(super) at: usize,
}

impl<'b> Reader<'b> {
    /// From its start.
    pub(crate) fn of(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Whether nothing is left.
    pub(crate) fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The next bytes; `None` if there are fewer.
    pub(crate) fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let end = self.at.checked_add(length)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    /// Where the next bytes stand, which are then behind; `None` if there are fewer.
    pub(crate) fn skip(&mut self, length: usize) -> Option<Range<usize>> {
        let start = self.at;
        self.take(length).map(|_| start..self.at)
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    /// Two bytes, the greater first.
    pub(crate) fn u16(&mut self) -> Option<usize> {
        self.take(2).map(number)
    }

    /// Four bytes, the greater first.
    pub(crate) fn u32(&mut self) -> Option<usize> {
        self.take(4).map(number)
    }

    /// Two bytes, the smaller first.
    pub(crate) fn u16_little(&mut self) -> Option<usize> {
        self.take(2).map(little)
    }

    /// Four bytes, the smaller first.
    pub(crate) fn u32_little(&mut self) -> Option<usize> {
        self.take(4).map(little)
    }
}

/// At most eight bytes, the greatest first.
pub(crate) fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// At most eight bytes, the smallest first.
pub(crate) fn little(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// Pixels; `None` of what no file can mean.
pub(crate) fn size(width: usize, height: usize) -> Option<(u32, u32)> {
    let size = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    (width > 0 && height > 0).then_some(size)
}
