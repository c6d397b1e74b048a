//! WebP: chunks of a RIFF file.

use super::{
    Format, Image,
    bytes::{Reader, little, size},
    exif,
    pieces::Pieces,
};

/// What is kept: pixels, transparency, films, the profile of the colours.
const KEPT: [&[u8; 4]; 6] = [b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// Flags of the first chunk: a film, what the camera noted, and what programs did.
const MOVES: u8 = 0x02;
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

pub(crate) fn read(bytes: &[u8]) -> Option<Image> {
    let mut reader = Reader::of(bytes);
    reader.skip(4)?;
    let end = reader.u32_little()?.checked_add(8)?;
    reader.skip(4)?;
    let mut reader = Reader { at: reader.at, ..Reader::of(bytes.get(..end)?) };
    let (mut orientation, mut flags, mut found, mut body) = (1, None, None, Pieces::default());
    while !reader.is_at_end() {
        let start = reader.at;
        let kind: &[u8; 4] = reader.take(4)?.try_into().ok()?;
        let length = reader.u32_little()?;
        let contents = reader.take(length)?;
        if length % 2 == 1 && !reader.is_at_end() {
            reader.skip(1)?;
        }
        match kind {
            b"VP8X" => {
                let parts = (contents.get(4..7)?, contents.get(7..10)?);
                found = size(little(parts.0) + 1, little(parts.1) + 1);
                flags = Some((*contents.first()?, contents.get(1..10)?));
            }
            b"VP8 " if found.is_none() => {
                let mut pixels = Reader::of(contents.get(6..)?);
                found = size(pixels.u16_little()? & 0x3fff, pixels.u16_little()? & 0x3fff);
            }
            b"VP8L" if found.is_none() => {
                let bits = little(contents.get(1..5)?);
                found = size((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
            }
            b"EXIF" => {
                let tiff = contents.strip_prefix(b"Exif\0\0").unwrap_or(contents);
                orientation = exif::orientation(tiff);
            }
            _ => {}
        }
        if KEPT.contains(&kind) {
            body.push(start..reader.at);
        }
    }
    let is_turned = orientation != 1;
    let mut head = Vec::new();
    if let Some((flags, rest)) = flags {
        let kept = flags & !(EXIF | XMP) | if is_turned { EXIF } else { 0 };
        head = [&b"VP8X\x0a\0\0\0"[..], &[kept], rest].concat();
    }
    if is_turned {
        let tiff = exif::made(orientation);
        let length = u32::try_from(tiff.len()).ok()?;
        body.push_made([&b"EXIF"[..], &length.to_le_bytes(), &tiff].concat());
    }
    let length = u32::try_from(4 + head.len() + body.length()).ok()?;
    let head = [&b"RIFF"[..], &length.to_le_bytes(), b"WEBP", &head].concat();
    let mut pieces = Pieces::default();
    if bytes.starts_with(&head) {
        pieces.push(0..head.len());
    } else {
        pieces.push_made(head);
    }
    pieces.append(body);
    let is_kept = flags.is_some_and(|(flags, _)| flags & MOVES != 0);
    let size = Some(exif::turned(found?, orientation));
    Some(Image { orientation, is_kept, pieces, ..Image::kept(Format::Webp, size) })
}
