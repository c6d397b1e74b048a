//! PNG: chunks, up to the last.

use flate2::Crc;

use super::{
    Format, Image,
    bytes::{Reader, size},
    exif,
    pieces::Pieces,
};

pub(crate) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What is kept besides what an image cannot do without: colours, transparency, its proportions, films.
const KEPT: [&[u8; 4]; 14] = [
    b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD",
    b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// The gamma of sRGB, in hundred-thousandths.
const USUAL_GAMMA: usize = 45_455;

pub(crate) fn read(bytes: &[u8]) -> Option<Image> {
    let mut reader = Reader::of(bytes);
    let mut pieces = Pieces::default();
    pieces.push(reader.skip(SIGNATURE.len())?);
    let (mut orientation, mut header, mut body) = (1, None, Pieces::default());
    let (mut has_profile, mut corrects_gamma, mut moves) = (false, false, false);
    loop {
        let start = reader.at;
        let length = reader.u32()?;
        let kind: &[u8; 4] = reader.take(4)?.try_into().ok()?;
        let contents = reader.take(length)?;
        reader.skip(4)?;
        match kind {
            b"IHDR" => header = Some((contents, start..reader.at)),
            b"eXIf" => orientation = exif::orientation(contents),
            b"iCCP" | b"sRGB" => has_profile = true,
            b"gAMA" => corrects_gamma |= Reader::of(contents).u32()?.abs_diff(USUAL_GAMMA) > 100,
            // Other primaries or another curve than sRGB's.
            b"cICP" => moves |= contents != [1, 13, 0, 1],
            b"acTL" => moves = true,
            _ => {}
        }
        let is_critical = kind[0].is_ascii_uppercase();
        if kind != b"IHDR" && (is_critical || KEPT.contains(&kind)) {
            body.push(start..reader.at);
        }
        if kind == b"IEND" {
            break;
        }
    }
    let (header, place) = header?;
    let mut header = Reader::of(header);
    let (width, height, _, colours) = (header.u32()?, header.u32()?, header.u8()?, header.u8()?);
    let size = size(width, height)?;
    pieces.push(place);
    if orientation != 1 {
        pieces.push_made(chunk(*b"eXIf", &exif::made(orientation)));
    }
    pieces.append(body);
    let has_palette = colours == 3;
    let is_kept = has_palette || moves || corrects_gamma && !has_profile;
    let size = Some(exif::turned(size, orientation));
    Some(Image { orientation, is_kept, pieces, ..Image::kept(Format::Png, size) })
}

fn chunk(kind: [u8; 4], contents: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(&kind);
    crc.update(contents);
    let length = u32::try_from(contents.len()).unwrap_or_default();
    [&length.to_be_bytes()[..], &kind, contents, &crc.sum().to_be_bytes()].concat()
}
