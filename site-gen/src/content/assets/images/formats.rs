//! What each kind of image is built of: its size, how it is to be turned, and what of its bytes goes out.

mod avif;
mod bytes;
pub(super) mod exif;
mod gif;
mod jpeg;
pub(super) mod pieces;
pub(super) mod png;
mod svg;
mod webp;

use super::{Fault, Format, Image, Lack};

/// Walks all bytes of a file of that format; `None` if they end before the image does.
pub(super) fn read(format: Format, bytes: &[u8]) -> Option<Image> {
    match format {
        Format::Jpeg => jpeg::read(bytes),
        Format::Png => png::read(bytes),
        Format::Webp => webp::read(bytes),
        Format::Gif => gif::read(bytes),
        Format::Avif => avif::read(bytes),
        Format::Svg => svg::read(bytes),
    }
}

/// By the first bytes.
pub(super) fn of(bytes: &[u8]) -> Result<Format, Fault> {
    let at =
        |start: usize, expected: &[u8]| bytes.get(start..start + expected.len()) == Some(expected);
    if at(0, b"\xff\xd8\xff") {
        return Ok(Format::Jpeg);
    }
    if at(0, png::SIGNATURE) {
        return Ok(Format::Png);
    }
    if at(0, b"GIF87a") || at(0, b"GIF89a") {
        return Ok(Format::Gif);
    }
    if at(0, b"RIFF") && at(8, b"WEBP") {
        return Ok(Format::Webp);
    }
    if at(4, b"ftypavif") || at(4, b"ftypavis") {
        return Ok(Format::Avif);
    }
    if svg::is_one(bytes) {
        return Ok(Format::Svg);
    }
    let others: [(usize, &[u8], &str); 10] = [
        (4, b"ftyphei", "HEIC, which few browsers show"),
        (4, b"ftypmif1", "HEIC, which few browsers show"),
        (4, b"ftyp", "a film"),
        (0, b"II*\0", "TIFF, which few browsers show"),
        (0, b"MM\0*", "TIFF, which few browsers show"),
        (0, b"\0\0\0\x0cJXL ", "JPEG XL, which few browsers show"),
        (0, b"\xff\x0a", "JPEG XL, which few browsers show"),
        (0, b"8BPS", "a file of Photoshop"),
        (0, b"%PDF", "a PDF, which a page links to"),
        (0, b"version https://git-lfs", "the note that Git LFS leaves in the place of a file"),
    ];
    let found = others.into_iter().find(|(start, expected, _)| at(*start, expected));
    Err(Fault::Unknown(found.map(|(_, _, name)| name)))
}
