//! GIF: blocks, up to the last; comments and what programs noted are left out.

use super::{
    Format, Image,
    bytes::{Reader, size},
    pieces::Pieces,
};

/// Extensions of programs that say how often a film is shown.
const KEPT: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

pub(crate) fn read(bytes: &[u8]) -> Option<Image> {
    let mut reader = Reader::of(bytes);
    reader.skip(6)?;
    let size = size(reader.u16_little()?, reader.u16_little()?)?;
    let flags = reader.u8()?;
    reader.skip(2 + colours(flags))?;
    let mut pieces = Pieces::default();
    pieces.push(0..reader.at);
    loop {
        let start = reader.at;
        let is_kept = match reader.u8()? {
            0x3b => {
                pieces.push(start..reader.at);
                break;
            }
            0x2c => {
                reader.skip(8)?;
                let flags = reader.u8()?;
                reader.skip(colours(flags) + 1)?;
                skip_blocks(&mut reader)?;
                true
            }
            0x21 => {
                let kind = reader.u8()?;
                let mut first = reader;
                let length = usize::from(first.u8()?);
                let name = first.take(length)?;
                skip_blocks(&mut reader)?;
                !(kind == 0xfe || kind == 0xff && !KEPT.contains(&name))
            }
            _ => return None,
        };
        if is_kept {
            pieces.push(start..reader.at);
        }
    }
    Some(Image { pieces, ..Image::kept(Format::Gif, Some(size)) })
}

/// Bytes of the table of colours that flags announce.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn skip_blocks(reader: &mut Reader<'_>) -> Option<()> {
    loop {
        match reader.u8()? {
            0 => return Some(()),
            length => {
                reader.skip(usize::from(length))?;
            }
        }
    }
}
