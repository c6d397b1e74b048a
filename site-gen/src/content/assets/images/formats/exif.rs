//! What a camera notes: of all that, only how the image is to be turned is read, and kept.

use super::bytes::{little, number};

/// The tag of an image's orientation (Exif 2.32, 4.6.4).
const ORIENTATION: usize = 0x0112;

/// A number of two bytes.
const SHORT: usize = 3;

/// From 1, not turned, to 8; 1 if nothing of it is said.
pub(crate) fn orientation(tiff: &[u8]) -> u8 {
    found(tiff).and_then(|it| u8::try_from(it).ok()).filter(|it| (1..=8).contains(it)).unwrap_or(1)
}

fn found(tiff: &[u8]) -> Option<usize> {
    let read: fn(&[u8]) -> usize = match tiff.get(..4)? {
        b"II*\0" => little,
        b"MM\0*" => number,
        _ => return None,
    };
    let start = read(tiff.get(4..8)?);
    let entries = tiff.get(start..)?;
    let count = read(entries.get(..2)?);
    let mut entries = entries.get(2..)?.chunks_exact(12).take(count);
    let entry = entries.find(|entry| read(&entry[..2]) == ORIENTATION)?;
    (read(&entry[2..4]) == SHORT).then(|| read(&entry[8..10]))
}

/// The same said again, and nothing else.
pub(crate) fn made(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
    tiff
}

/// Width and height as an image is shown, of those that are stored.
pub(crate) fn turned((width, height): (u32, u32), orientation: u8) -> (u32, u32) {
    if orientation >= 5 { (height, width) } else { (width, height) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_says_the_same() {
        for orientation in 1..=8 {
            assert_eq!(super::orientation(&made(orientation)), orientation);
        }
        assert_eq!(orientation(b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"), 6);
        for broken in
            [&b""[..], b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff", &made(9), &made(0)]
        {
            assert_eq!(orientation(broken), 1, "{broken:?}");
        }
    }
}
