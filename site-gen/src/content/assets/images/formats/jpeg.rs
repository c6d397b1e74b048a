//! JPEG: segments, up to the end of the image; what stands behind that are other images, and films.

use super::{
    Format, Image,
    bytes::{Reader, size},
    exif,
    pieces::Pieces,
};

/// What is kept of what programs write for each other, by marker and first bytes: that it is JFIF, the profile of its
/// colours, and how they are stored.
const KEPT: [(u8, &[u8]); 3] = [(0xe0, b"JFIF\0"), (0xe2, b"ICC_PROFILE\0"), (0xee, b"Adobe")];

pub(crate) fn read(bytes: &[u8]) -> Option<Image> {
    let mut reader = Reader::of(bytes);
    let mut pieces = Pieces::default();
    pieces.push(reader.skip(2)?);
    let (mut orientation, mut frame, mut head) = (1, None, Pieces::default());
    loop {
        let start = reader.at;
        if reader.u8()? != 0xff {
            // Between segments, decoders skip what is none.
            continue;
        }
        let marker = loop {
            match reader.u8()? {
                0xff => {}
                marker => break marker,
            }
        };
        match marker {
            0xd9 => {
                head.push(start..reader.at);
                break;
            }
            0x00 | 0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        let length = reader.u16()?.checked_sub(2)?;
        let contents = reader.take(length)?;
        match marker {
            0xe1 => {
                if let Some(tiff) = contents.strip_prefix(b"Exif\0\0") {
                    orientation = exif::orientation(tiff);
                }
                continue;
            }
            0xe0..=0xef | 0xfe => {
                let is_kept = |(known, prefix): &(u8, &[u8])| {
                    *known == marker && contents.starts_with(prefix)
                };
                if !KEPT.iter().any(is_kept) {
                    continue;
                }
            }
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                frame.get_or_insert((marker, contents));
            }
            0xda => skip_scan(&mut reader)?,
            _ => {}
        }
        head.push(start..reader.at);
    }
    let (kind, frame) = frame?;
    let mut frame = Reader::of(frame);
    let (precision, height, width, components) =
        (frame.u8()?, frame.u16()?, frame.u16()?, frame.u8()?);
    let size = size(width, height)?;
    // Neither in colours of print, nor of a kind that few programs read.
    let is_kept = components > 3 || precision != 8 || !matches!(kind, 0xc0..=0xc2);
    if orientation != 1 {
        let tiff = exif::made(orientation);
        let length = u8::try_from(tiff.len() + 8).ok()?;
        pieces.push_made([&[0xff, 0xe1, 0, length][..], b"Exif\0\0", &tiff].concat());
    }
    pieces.append(head);
    let size = Some(exif::turned(size, orientation));
    Some(Image { orientation, is_kept, pieces, ..Image::kept(Format::Jpeg, size) })
}

/// Goes to the next marker behind the pixels of a scan.
fn skip_scan(reader: &mut Reader<'_>) -> Option<()> {
    loop {
        let before = *reader;
        if reader.u8()? == 0xff {
            match reader.u8()? {
                // A byte of the pixels, and marks between them.
                0x00 | 0xd0..=0xd7 => {}
                0xff => reader.at -= 1,
                _ => {
                    *reader = before;
                    return Some(());
                }
            }
        }
    }
}
