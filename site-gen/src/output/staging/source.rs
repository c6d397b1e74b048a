//! What a file of `dist/` is to hold: bytes in memory, or those of a file of the content.

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, BufRead, BufReader, IoSlice, Write as _},
    path::Path,
};

use crate::content::directory::StreamedFile;

/// How much of a large file is compared at once.
const BLOCK: usize = 64 * 1024;

#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    /// Parts that follow each other.
    Parts(&'a [&'a [u8]]),
    File(&'a StreamedFile),
}

impl<'a> Source<'a> {
    pub(super) fn length(self) -> u64 {
        match self {
            Self::Parts(parts) => parts.iter().map(|part| part.len() as u64).sum(),
            Self::File(file) => file.len(),
        }
    }

    /// Whether a file holds just that.
    pub(super) fn is_in(self, path: &Path) -> bool {
        let same_length = fs::metadata(path).is_ok_and(|found| found.len() == self.length());
        same_length
            && match self {
                Self::Parts(parts) => fs::read(path).is_ok_and(|found| is_made_of(&found, parts)),
                Self::File(file) => {
                    let opened = || Ok((File::open(path)?, file.open()?));
                    opened().and_then(|(found, file)| hold_the_same(found, file)).unwrap_or(false)
                }
            }
    }

    /// Writes it into a new file.
    pub(super) fn write_to(self, file: &mut File) -> io::Result<()> {
        match self {
            Self::Parts(parts) => write_parts(file, parts),
            Self::File(source) => source.copy_to(file),
        }
    }

    /// All of it, in memory.
    pub(super) fn bytes(self) -> io::Result<Cow<'a, [u8]>> {
        match self {
            Self::Parts([bytes]) => Ok(Cow::Borrowed(*bytes)),
            Self::Parts(parts) => Ok(Cow::Owned(parts.concat())),
            Self::File(file) => {
                let mut bytes = Vec::new();
                io::Read::read_to_end(&mut file.open()?, &mut bytes)?;
                Ok(Cow::Owned(bytes))
            }
        }
    }
}

fn is_made_of(mut bytes: &[u8], parts: &[&[u8]]) -> bool {
    parts.iter().all(|part| match bytes.split_at_checked(part.len()) {
        Some((start, after)) if start == *part => {
            bytes = after;
            true
        }
        _ => false,
    })
}

/// Of two files of the same length.
fn hold_the_same(one: File, other: File) -> io::Result<bool> {
    let mut one = BufReader::with_capacity(BLOCK, one);
    let mut other = BufReader::with_capacity(BLOCK, other);
    loop {
        let (left, right) = (one.fill_buf()?, other.fill_buf()?);
        let length = left.len().min(right.len());
        if left[..length] != right[..length] {
            return Ok(false);
        }
        if length == 0 {
            return Ok(left.is_empty() && right.is_empty());
        }
        one.consume(length);
        other.consume(length);
    }
}

/// In one system call, if the system takes all at once, as it does of what is not huge.
fn write_parts(file: &mut File, parts: &[&[u8]]) -> io::Result<()> {
    let slices: Vec<IoSlice<'_>> = parts.iter().map(|part| IoSlice::new(part)).collect();
    let mut written = file.write_vectored(&slices)?;
    for part in parts {
        let rest = &part[written.min(part.len())..];
        written = written.saturating_sub(part.len());
        file.write_all(rest)?;
    }
    Ok(())
}
