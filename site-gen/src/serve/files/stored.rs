//! The bytes of a file that is served, wherever they are; what is not in memory is sent piece by piece.

use std::{
    fs::File,
    io,
    ops::Range,
    pin::Pin,
    sync::{Arc, OnceLock},
    task::{Context, Poll},
};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use sha2::{Digest as _, Sha256, digest::Output};

use tokio::task;

use crate::{
    content::directory::StreamedFile,
    output::images::{ImageError, MadeImage, cache::ImageCache},
};

/// How much is read at once.
const BLOCK: u64 = 64 * 1024;

/// A file of the site, until somebody asks for it.
#[derive(Clone, Debug)]
pub enum Stored {
    /// In memory.
    Memory(Bytes),
    /// With others in a file that has no name, and goes when nobody serves from it any more.
    Spooled(Part),
    /// Where its author has put it. When it is another one, this is not served any more.
    Streamed(StreamedFile),
    /// To be made of an image, once somebody asks for it.
    Made(MadeImage, Arc<ImageCache>),
}

impl Stored {
    /// All of them, in memory.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is another one.
    pub fn bytes(&self) -> io::Result<Bytes> {
        self.open()?.bytes()
    }

    /// What answers a request for them.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is another one.
    pub fn open(&self) -> io::Result<Sent> {
        Ok(match self {
            Self::Memory(bytes) => Sent::Memory(bytes.clone()),
            Self::Spooled(part) => Sent::Part(part.clone()),
            Self::Streamed(file) => Sent::of(file)?,
            Self::Made(image, cache) => made(image, cache)?,
        })
    }
}

/// Made now, if it was not before. That takes as long as a page of a book takes to read: other answers do not wait for it.
/// Where it cannot be kept, as in a folder that is only to be read, memory has to do.
fn made(image: &MadeImage, cache: &ImageCache) -> io::Result<Sent> {
    let make = || {
        let kept = image.variant.and_then(|variant| cache.get(image, &[(variant, ())]).ok());
        match kept.as_deref() {
            Some([file]) => Ok(Sent::of(file)?),
            _ => Ok(Sent::Memory(image.make()?.into())),
        }
    };
    task::block_in_place(make).map_err(|error: ImageError| io::Error::other(error.to_string()))
}

impl From<Vec<u8>> for Stored {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Memory(bytes.into())
    }
}

/// A part of a file, or all of it.
#[derive(Clone, Debug)]
pub struct Part {
    file: Arc<File>,
    range: Range<u64>,
    /// Of its bytes, once somebody has asked.
    digest: Arc<OnceLock<Output<Sha256>>>,
}

impl Part {
    /// These bytes of a file.
    pub fn of(file: Arc<File>, range: Range<u64>) -> Self {
        Self { file, range, digest: Arc::default() }
    }

    fn read(&self, range: Range<u64>) -> io::Result<Bytes> {
        let length = range.end - range.start;
        let mut bytes = vec![0; usize::try_from(length).map_err(io::Error::other)?];
        read_at(&self.file, &mut bytes, range.start)?;
        Ok(bytes.into())
    }

    /// The first bytes of what is left, which is then less; `None` at the end.
    fn next_block(&mut self) -> Option<io::Result<Bytes>> {
        let Range { start, end } = self.range;
        let middle = end.min(start + BLOCK);
        self.range.start = middle;
        (start < end).then(|| self.read(start..middle))
    }

    fn digest(&self) -> io::Result<Output<Sha256>> {
        if let Some(digest) = self.digest.get() {
            return Ok(*digest);
        }
        let (mut hasher, mut rest) = (Sha256::new(), self.clone());
        while let Some(block) = rest.next_block() {
            hasher.update(block?);
        }
        Ok(*self.digest.get_or_init(|| hasher.finalize()))
    }
}

/// The body of an answer with a file.
#[derive(Clone, Debug)]
pub enum Sent {
    /// In memory.
    Memory(Bytes),
    /// On the disk.
    Part(Part),
}

impl Sent {
    /// All of a file.
    fn of(file: &StreamedFile) -> io::Result<Self> {
        Ok(Self::Part(Part::of(Arc::new(file.open()?), 0..file.len())))
    }

    /// How many bytes there are.
    pub fn length(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::Part(part) => part.range.end - part.range.start,
        }
    }

    /// All of them, in memory.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn bytes(self) -> io::Result<Bytes> {
        match self {
            Self::Memory(bytes) => Ok(bytes),
            Self::Part(part) => part.read(part.range.clone()),
        }
    }

    /// Of all of them. A file on the disk is read for that once.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn digest(&self) -> io::Result<Output<Sha256>> {
        match self {
            Self::Memory(bytes) => Ok(Sha256::digest(bytes)),
            Self::Part(part) => part.digest(),
        }
    }

    /// Only these of them.
    #[must_use]
    pub fn slice(self, range: Range<u64>) -> Self {
        match self {
            Self::Memory(bytes) => {
                let [start, end] = [range.start, range.end]
                    .map(|at| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len()));
                Self::Memory(bytes.slice(start..end))
            }
            Self::Part(Part { file, range: whole, .. }) => {
                Self::Part(Part::of(file, whole.start + range.start..whole.start + range.end))
            }
        }
    }
}

impl From<Bytes> for Sent {
    fn from(bytes: Bytes) -> Self {
        Self::Memory(bytes)
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = io::Error;

    /// Reads the next block when there is room for it: what is on the disk comes in microseconds, and most of it is
    /// in the system's memory.
    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let block = match self.get_mut() {
            Self::Memory(bytes) if bytes.is_empty() => None,
            Self::Memory(bytes) => Some(Ok(std::mem::take(bytes))),
            Self::Part(part) => part.next_block(),
        };
        Poll::Ready(block.map(|block| block.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.length() == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length())
    }
}

#[cfg(unix)]
use std::os::unix::fs::FileExt as _;

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    file.read_exact_at(bytes, at)
}

/// Writes bytes to their own place of a file, to which other threads write as well.
#[cfg(unix)]
pub(super) fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    file.write_all_at(bytes, at)
}

/// Elsewhere, a file has one place at a time: only those are read that one answer alone has opened.
#[cfg(not(unix))]
fn read_at(mut file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    use std::io::{Read as _, Seek as _};
    file.seek(io::SeekFrom::Start(at))?;
    file.read_exact(bytes)
}

/// So nothing is written to one that answers share.
#[cfg(not(unix))]
pub(super) fn write_at(_file: &File, _bytes: &[u8], _at: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
