//! Images: what their first bytes say, and their bytes without what the camera noted.
//!
//! Containers are walked, pictures are not decoded: that is for whoever makes others of them.

pub mod codes;
mod formats;
pub mod shown;
pub mod variants;

use std::{io::Read as _, sync::Arc};

use super::Assets;
use crate::content::directory::{Contents, StreamedFile};
use formats::pieces::Pieces;

/// More pixels are none that a page shows: 8,000 × 8,000, and as much memory as four bytes each.
pub const MOST_PIXELS: u64 = 64_000_000;

/// A longer file is none either; it would be held in memory.
pub const MOST_BYTES: u64 = 64_000_000;

/// What a file is, whatever its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Format {
    Jpeg,
    Png,
    Webp,
    Gif,
    Avif,
    Svg,
}

/// A file that is an image, walked from its start to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// What it is.
    pub format: Format,
    /// Width and height in pixels as browsers show it, turned as the camera noted; `None` if it says none.
    pub size: Option<(u32, u32)>,
    /// How it is to be turned, from 1 (not at all) to 8, as Exif counts.
    pub orientation: u8,
    /// Whether browsers get it as it is: nothing else can say the same.
    pub is_kept: bool,
    /// Whether it holds what the camera noted where that cannot be taken out.
    pub has_metadata: bool,
    /// What keeps browsers from showing it.
    pub lack: Option<Lack>,
    /// What of its bytes goes out.
    pieces: Pieces,
}

/// What a drawing is without, which browsers open by itself and do not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The name of the language of drawings, which its first element gives.
    Namespace,
    /// The encoding UTF-8, or the name of another.
    Encoding,
}

/// Why a file is no image that a page can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// None that browsers show; what it is, if that can be told.
    Unknown(Option<&'static str>),
    /// It ends before the image does, or is not built as one from there.
    Truncated(Format),
    /// It has more than [`MOST_PIXELS`]: width and height.
    TooManyPixels(u32, u32),
    /// It has more than [`MOST_BYTES`].
    TooLong(u64),
    /// The system does not give it away; why.
    Unreadable(String),
}

impl Format {
    /// By the ending of a file's name, in any case.
    pub fn of_name(path: &str) -> Option<Self> {
        let ending = path.rsplit_once('.')?.1.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.endings().contains(&&*ending))
    }

    const ALL: [Self; 6] = [Self::Jpeg, Self::Png, Self::Webp, Self::Gif, Self::Avif, Self::Svg];

    /// What names of such files end with, the usual one first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png", "apng"],
            Self::Webp => &["webp"],
            Self::Gif => &["gif"],
            Self::Avif => &["avif", "avifs"],
            Self::Svg => &["svg"],
        }
    }

    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Avif => "AVIF",
            Self::Svg => "SVG",
        }
    }
}

impl Image {
    /// One that goes out as it is.
    pub(super) fn kept(format: Format, size: Option<(u32, u32)>) -> Self {
        let (orientation, is_kept, has_metadata) = (1, true, false);
        let (lack, pieces) = (None, Pieces::default());
        Self { format, size, orientation, is_kept, has_metadata, lack, pieces }
    }

    /// Walks all bytes of a file.
    ///
    /// # Errors
    ///
    /// It is no image, or not a whole one.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let format = formats::of(bytes)?;
        let mut image = formats::read(format, bytes).ok_or(Fault::Truncated(format))?;
        // What would be made of it is what it is.
        if image.pieces.length() == bytes.len() && image.pieces.of(bytes) == bytes {
            image.pieces = Pieces::default();
        }
        match image.size {
            // Of a drawing, the size says nothing about the memory that it takes.
            Some((width, height))
                if u64::from(width) * u64::from(height) > MOST_PIXELS && format != Format::Svg =>
            {
                Err(Fault::TooManyPixels(width, height))
            }
            _ => Ok(image),
        }
    }

    /// Whether all of its bytes go out.
    pub fn is_clean(&self, length: usize) -> bool {
        self.pieces.is_all(length)
    }

    /// Its bytes without what the camera noted; `bytes` are those that were read.
    pub fn clean(&self, bytes: &[u8]) -> Vec<u8> {
        self.pieces.of(bytes)
    }
}

impl Assets {
    /// What is known of a file as an image, by path below `assets/`; `None` if there is no such file. It is read once.
    pub fn image(&self, path: &str) -> Option<Arc<Result<Image, Fault>>> {
        let found = match self.contents(path)? {
            Contents::Streamed(file) => file.known(|| read(file)),
            held => Arc::new(Image::read(held.bytes())),
        };
        // A drawing may begin with what is not looked for here.
        let is_drawing = Format::of_name(path) == Some(Format::Svg);
        Some(match &*found {
            Err(Fault::Unknown(None)) if is_drawing => Arc::new(Ok(Image::kept(Format::Svg, None))),
            _ => found,
        })
    }

    /// Whether anything is made of a file that a page shows as an image, or told of it.
    pub fn takes_more(&self, path: &str) -> bool {
        self.image(path).is_some_and(|found| match found.as_ref() {
            Ok(image) => {
                !image.is_kept
                    || image.lack.is_some()
                    || Format::of_name(path) != Some(image.format)
            }
            Err(_) => true,
        })
    }

    /// Whether a file is an image that goes out with what was noted in it: it cannot be taken out.
    pub fn keeps_metadata(&self, path: &str) -> bool {
        matches!(Format::of_name(path), Some(Format::Svg | Format::Avif))
            && self
                .image(path)
                .is_some_and(|found| found.as_ref().as_ref().is_ok_and(|image| image.has_metadata))
    }

    /// Whether a file is an image that holds what a camera noted, and goes out without.
    pub fn uncleaned(&self, path: &str) -> Option<Image> {
        let format = Format::of_name(path)?;
        if matches!(format, Format::Svg | Format::Avif) {
            return None;
        }
        let length = match self.contents(path)? {
            Contents::Streamed(file) => usize::try_from(file.len()).ok()?,
            held => held.bytes().len(),
        };
        let found = self.image(path)?;
        found.as_ref().as_ref().ok().filter(|image| !image.is_clean(length)).cloned()
    }
}

fn read(file: &StreamedFile) -> Result<Image, Fault> {
    if file.len() > MOST_BYTES {
        return Err(Fault::TooLong(file.len()));
    }
    let mut bytes = Vec::new();
    let read = file.open().and_then(|mut file| file.read_to_end(&mut bytes));
    read.map_err(|cause| Fault::Unreadable(cause.to_string()))?;
    Image::read(&bytes)
}

#[cfg(test)]
mod tests;
