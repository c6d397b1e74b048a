//! SVG: the size that its first element says, and what programs noted of whoever drew it.

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use memchr::memmem;

use super::{Format, Image, Lack};

/// How far into a file its first element is looked for.
const NEAR: usize = 4096;

/// What holds the name of its author, or of a folder of theirs: Dublin Core, XMP, and where Inkscape wrote an image of it.
const NOTES: [&[u8]; 3] = [b"<dc:creator", b"<x:xmpmeta", b"export-filename=\""];

/// Whether a file is text whose first element is an SVG's.
pub(crate) fn is_one(bytes: &[u8]) -> bool {
    root(bytes).is_some()
}

pub(crate) fn read(bytes: &[u8]) -> Option<Image> {
    let root = root(bytes)?;
    let said = length(root, "width").zip(length(root, "height"));
    let has_metadata = NOTES.iter().any(|note| memmem::find(bytes, note).is_some())
        || memmem::find_iter(bytes, b";base64,").any(|at| holds_photo(&bytes[at + 8..]));
    let image = Image::kept(Format::Svg, said.or_else(|| view_box(root)));
    Some(Image { has_metadata, lack: lack(bytes, root), ..image })
}

/// What keeps browsers from showing it: in a page, HTML knows what `<svg>` is, in a file nobody does.
fn lack(bytes: &[u8], root: &str) -> Option<Lack> {
    let start = memmem::find(bytes, b"<svg")?;
    if memmem::find(&bytes[..start], b"encoding=").is_none() && std::str::from_utf8(bytes).is_err()
    {
        return Some(Lack::Encoding);
    }
    // One that is empty shows nothing either way.
    let inside = &bytes[start + "<svg".len() + root.len()..];
    let first = memchr::memchr(b'<', inside).map(|at| &inside[at..]);
    let is_empty = first.is_none_or(|first| first.starts_with(b"</svg"));
    (!is_empty && attribute(root, "xmlns").is_none()).then_some(Lack::Namespace)
}

/// Whether what stands there in Base64, up to a quotation mark, is an image that holds what its camera noted.
fn holds_photo(rest: &[u8]) -> bool {
    let end = rest.iter().position(|byte| b"\"')".contains(byte)).unwrap_or(rest.len());
    let text = rest[..end].iter().filter(|byte| !byte.is_ascii_whitespace() && **byte != b'=');
    let text: Vec<u8> = text.copied().collect();
    let Ok(bytes) = STANDARD_NO_PAD.decode(text) else { return false };
    // A drawing in a drawing is none of a camera.
    let is_drawing = is_one(&bytes);
    !is_drawing && Image::read(&bytes).is_ok_and(|it| it.has_metadata || !it.is_clean(bytes.len()))
}

/// The attributes of the first element, if it is `svg`.
fn root(bytes: &[u8]) -> Option<&str> {
    let near = &bytes[..bytes.len().min(NEAR)];
    let near = match std::str::from_utf8(near) {
        Ok(text) => text,
        // A letter may be cut in two.
        Err(error) => std::str::from_utf8(&near[..error.valid_up_to()]).ok()?,
    };
    let (before, rest) = near.split_once("<svg")?;
    let is_first = before.trim_start_matches('\u{feff}').trim_start();
    let is_first =
        is_first.is_empty() || is_first.starts_with("<?xml") || is_first.starts_with("<!");
    let is_whole =
        rest.starts_with(|next: char| next.is_whitespace() || next == '>' || next == '/');
    (is_first && is_whole).then(|| rest.split('>').next().unwrap_or(rest))
}

fn attribute<'t>(root: &'t str, name: &str) -> Option<&'t str> {
    root.match_indices(name).find_map(|(at, _)| {
        let is_start = root[..at].ends_with(|before: char| before.is_whitespace());
        let value = root[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| is_start && ['"', '\''].contains(quote))?;
        value[1..].split_once(quote).map(|(value, _)| value)
    })
}

/// In pixels, if that is what it says.
fn length(root: &str, name: &str) -> Option<u32> {
    let value = attribute(root, name)?.trim();
    pixels(value.strip_suffix("px").unwrap_or(value))
}

fn view_box(root: &str) -> Option<(u32, u32)> {
    let mut numbers =
        attribute(root, "viewBox")?.split([' ', ',', '\n', '\t']).filter(|it| !it.is_empty());
    let (width, height) = (numbers.nth(2)?, numbers.next()?);
    Some((pixels(width)?, pixels(height)?))
}

fn pixels(number: &str) -> Option<u32> {
    let number: f64 = number.parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is in these bounds"
    )]
    (1.0..=1e6).contains(&number).then(|| number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_browsers_from_showing_a_drawing_is_known() {
        for (svg, expected) in [
            (&b"<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>"[..], None),
            (b"<svg\nxmlns:xlink='x' xmlns = \"&ns;\"><g/></svg>", None),
            (b"<svg/>", None),
            (b"<svg> </svg>", None),
            (b"<svg viewBox='0 0 1 1'><g/></svg>", Some(Lack::Namespace)),
            (b"<svg xmlns:svg='http://www.w3.org/2000/svg'><g/></svg>", Some(Lack::Namespace)),
            (
                b"<?xml version='1.0' encoding='ISO-8859-1'?><svg xmlns='x'><g id='\xe9'/></svg>",
                None,
            ),
            (b"<?xml version='1.0'?><svg xmlns='x'><g id='\xe9'/></svg>", Some(Lack::Encoding)),
            ("<svg xmlns='x'><g id='é'/></svg>".as_bytes(), None),
        ] {
            assert_eq!(read(svg).unwrap().lack, expected, "{svg:?}");
        }
    }
}
