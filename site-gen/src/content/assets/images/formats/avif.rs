//! AVIF: boxes. It goes out as it is; what the camera noted stands among the pixels, where it cannot be taken out.

use memchr::memmem;

use super::{
    Format, Image,
    bytes::{Reader, size},
};

pub(crate) fn read(bytes: &[u8]) -> Option<Image> {
    let mut reader = Reader::of(bytes);
    let mut meta = None;
    while !reader.is_at_end() {
        let start = reader.at;
        let length = reader.u32()?;
        let kind = reader.take(4)?;
        let end = match length {
            // To the end of the file.
            0 => bytes.len(),
            // A longer one than four bytes can say.
            1 => start.checked_add(reader.u32()? << 32 | reader.u32()?)?,
            length => start.checked_add(length)?,
        };
        let contents = bytes.get(reader.at..end)?;
        if kind == b"meta" {
            meta.get_or_insert(contents);
        }
        reader.at = end;
    }
    let meta = meta?;
    // The image's own, and smaller ones that it may be made of.
    let sizes = memmem::find_iter(meta, b"ispe").filter_map(|at| {
        let mut sizes = Reader::of(meta.get(at + 8..)?);
        size(sizes.u32()?, sizes.u32()?)
    });
    let size = sizes.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))?;
    // A quarter of a turn, once or three times.
    let turn = memmem::find(meta, b"irot").and_then(|at| meta.get(at + 4));
    let size = if turn.is_some_and(|turn| turn & 1 == 1) { (size.1, size.0) } else { size };
    // Behind the number of an item, of four bytes in later versions, stands what it is.
    let has = |kind: &[u8]| {
        memmem::find_iter(meta, b"infe").any(|at| {
            let at = at + if meta.get(at + 4) == Some(&3) { 14 } else { 12 };
            meta.get(at..at + kind.len()) == Some(kind)
        })
    };
    let has_metadata = has(b"Exif") || has(b"mime");
    Some(Image { has_metadata, ..Image::kept(Format::Avif, Some(size)) })
}
