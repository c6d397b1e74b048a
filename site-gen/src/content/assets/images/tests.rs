use image::{
    ExtendedColorType, ImageEncoder as _, RgbImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};
use proptest::prelude::*;

use super::{
    formats::{exif, png as png_file},
    *,
};

/// Where the picture was taken, as no file that goes out may say.
const PLACE: &[u8] = b"43.8367 N 4.3601 E";

fn pixels() -> RgbImage {
    RgbImage::from_fn(40, 30, |x, y| image::Rgb([x, y * 2, 90].map(|it| it.to_le_bytes()[0])))
}

fn encoded(format: Format) -> Vec<u8> {
    let (pixels, mut bytes) = (pixels(), Vec::new());
    let (raw, width, height) = (pixels.as_raw(), 40, 30);
    let colour = ExtendedColorType::Rgb8;
    match format {
        Format::Jpeg => JpegEncoder::new(&mut bytes).write_image(raw, width, height, colour),
        Format::Png => PngEncoder::new(&mut bytes).write_image(raw, width, height, colour),
        _ => WebPEncoder::new_lossless(&mut bytes).write_image(raw, width, height, colour),
    }
    .unwrap();
    bytes
}

/// Exif that says an orientation and, behind it, the place.
fn noted(orientation: u8) -> Vec<u8> {
    [&exif::made(orientation)[..], PLACE].concat()
}

fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker][..], &length, contents].concat()
}

fn chunk(kind: [u8; 4], contents: &[u8]) -> Vec<u8> {
    let length = u32::try_from(contents.len()).unwrap().to_be_bytes();
    [&length[..], &kind, contents, &[0; 4]].concat()
}

fn riff(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, contents) in chunks {
        body.extend_from_slice(*kind);
        body.extend(u32::try_from(contents.len()).unwrap().to_le_bytes());
        body.extend_from_slice(contents);
        body.resize(body.len().next_multiple_of(2), 0);
    }
    [&b"RIFF"[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

/// An image as a camera leaves it: turned, with the place in everything that can hold text.
fn photo(format: Format, orientation: u8) -> Vec<u8> {
    let plain = encoded(format);
    let noted = noted(orientation);
    match format {
        Format::Jpeg => {
            let exif = segment(0xe1, &[&b"Exif\0\0"[..], &noted].concat());
            let xmp = segment(0xe1, &[&b"http://ns.adobe.com/xap/1.0/\0"[..], PLACE].concat());
            let others = [
                segment(0xe2, &[b"MPF\0", PLACE].concat()),
                segment(0xed, PLACE),
                segment(0xfe, PLACE),
            ];
            // A second image behind the first, as of a film.
            [
                &plain[..2],
                &exif,
                &xmp,
                &others.concat(),
                &plain[2..],
                &plain[..2],
                &exif,
                &plain[2..],
            ]
            .concat()
        }
        Format::Png => {
            let (head, body) = plain.split_at(8 + 25);
            let noted = [
                chunk(*b"eXIf", &noted),
                chunk(*b"tEXt", PLACE),
                chunk(*b"iTXt", PLACE),
                chunk(*b"caBX", PLACE),
            ];
            [head, &noted.concat(), body, PLACE].concat()
        }
        Format::Webp => {
            let length =
                usize::try_from(u32::from_le_bytes(plain[16..20].try_into().unwrap())).unwrap();
            let pixels = &plain[20..20 + length];
            let head = [0x0c, 0, 0, 0, 39, 0, 0, 29, 0, 0];
            riff(&[(b"VP8X", &head), (b"VP8L", pixels), (b"EXIF", &noted), (b"XMP ", PLACE)])
        }
        _ => {
            let film = [&b"GIF89a\x28\0\x1e\0\0\0\0"[..], b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"]
                .concat();
            let noted =
                [&b"\x21\xfe"[..], &[18], PLACE, b"\0\x21\xff\x0bXMP DataXMP", &[18], PLACE, b"\0"]
                    .concat();
            let image = b"\x2c\0\0\0\0\x28\0\x1e\0\0\x02\x02\x44\x01\0\x3b";
            [&film[..], &noted, image, PLACE].concat()
        }
    }
}

const CLEANED: [Format; 4] = [Format::Jpeg, Format::Png, Format::Webp, Format::Gif];

fn holds_place(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, PLACE).is_some()
}

#[test]
fn what_the_camera_noted_goes_and_the_picture_stays_as_it_was_turned() {
    for format in CLEANED {
        for orientation in 1..=8 {
            let bytes = photo(format, orientation);
            let image = Image::read(&bytes).unwrap();
            let clean = image.clean(&bytes);

            assert!(holds_place(&bytes) && !holds_place(&clean), "{format:?}");
            let again = Image::read(&clean).unwrap();
            assert!(again.is_clean(clean.len()), "{format:?} {orientation}");
            let expected = if format == Format::Gif { 1 } else { orientation };
            let size = if expected >= 5 { (30, 40) } else { (40, 30) };
            assert_eq!((again.orientation, again.size), (expected, Some(size)), "{format:?}");
            if format != Format::Gif {
                let [before, after] =
                    [&encoded(format), &clean].map(|it| image::load_from_memory(it).unwrap());
                assert!(before.to_rgb8() == after.to_rgb8(), "{format:?} {orientation}");
            }
        }
    }
}

#[test]
fn an_image_that_holds_nothing_else_goes_out_as_it_is() {
    for format in [Format::Jpeg, Format::Png, Format::Webp] {
        let bytes = encoded(format);
        let image = Image::read(&bytes).unwrap();
        assert!(image.is_clean(bytes.len()) && image.clean(&bytes) == bytes, "{format:?}");
        assert!(!image.is_kept && image.size == Some((40, 30)) && image.format == format);
    }
}

#[test]
fn one_that_ends_too_early_is_told_wherever_it_ends() {
    for format in CLEANED {
        let bytes = photo(format, 6);
        let whole = match format {
            Format::Jpeg => memchr::memmem::find(&bytes, b"\xff\xd9").unwrap() + 2,
            Format::Png | Format::Gif => bytes.len() - PLACE.len(),
            _ => bytes.len(),
        };
        for end in 12..whole {
            let read = Image::read(&bytes[..end]);
            assert_eq!(read, Err(Fault::Truncated(format)), "{format:?} {end} of {whole}");
        }
    }
}

#[test]
fn a_profile_stays_with_its_pixels() {
    let plain = encoded(Format::Jpeg);
    let profile = segment(0xe2, b"ICC_PROFILE\0\x01\x01colours");
    let bytes = [&plain[..2], &profile, &plain[2..]].concat();
    assert!(Image::read(&bytes).unwrap().is_clean(bytes.len()));
}

/// An IHDR and chunks behind it; a picture that nobody decodes.
fn png(width: u32, height: u32, colours: u8, chunks: &[Vec<u8>]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, colours, 0, 0, 0]].concat();
    let end = [chunk(*b"IDAT", b"x"), chunk(*b"IEND", b"")].concat();
    [png_file::SIGNATURE, &chunk(*b"IHDR", &header), &chunks.concat(), &end].concat()
}

#[test]
fn what_nothing_else_says_the_same_is_kept() {
    let gamma = |it: u32| chunk(*b"gAMA", &it.to_be_bytes());
    let frame = |components| {
        let frame = segment(0xc0, &[8, 0, 30, 0, 40, components]);
        [&b"\xff\xd8"[..], &frame, &segment(0xda, b"x"), b"\xff\xd9"].concat()
    };
    let film = riff(&[(b"VP8X", &[2, 0, 0, 0, 39, 0, 0, 29, 0, 0])]);
    for (bytes, is_kept) in [
        (png(40, 30, 2, &[]), false),
        (png(40, 30, 3, &[]), true),
        (png(40, 30, 6, &[chunk(*b"acTL", b"12345678")]), true),
        (png(40, 30, 2, &[gamma(45455)]), false),
        (png(40, 30, 2, &[gamma(100_000)]), true),
        (png(40, 30, 2, &[gamma(100_000), chunk(*b"iCCP", b"x")]), false),
        (png(40, 30, 2, &[chunk(*b"cICP", &[9, 16, 0, 1])]), true),
        (frame(3), false),
        (frame(1), false),
        (frame(4), true),
        (film, true),
        (photo(Format::Gif, 1), true),
        (b"<svg viewBox='0 0 40 30'/>".to_vec(), true),
    ] {
        let image = Image::read(&bytes).unwrap();
        assert_eq!((image.is_kept, image.size), (is_kept, Some((40, 30))), "{:?}", image.format);
    }
}

#[test]
fn a_file_is_what_its_first_bytes_say() {
    for (bytes, expected) in [
        (&b""[..], Err(Fault::Unknown(None))),
        (b"no image", Err(Fault::Unknown(None))),
        (b"<html><svg></svg>", Err(Fault::Unknown(None))),
        (b"\0\0\0\x18ftypheic", Err(Fault::Unknown(Some("HEIC, which few browsers show")))),
        (b"MM\0*", Err(Fault::Unknown(Some("TIFF, which few browsers show")))),
        (b"%PDF-1.7", Err(Fault::Unknown(Some("a PDF, which a page links to")))),
        (b"\xff\xd8\xff", Err(Fault::Truncated(Format::Jpeg))),
        (b"<svg>", Ok(Format::Svg)),
        ("\u{feff}<?xml version='1.0'?>\n<!-- é -->\n<svg\n/>".as_bytes(), Ok(Format::Svg)),
    ] {
        assert_eq!(Image::read(bytes).map(|image| image.format), expected, "{bytes:?}");
    }
}

#[test]
fn one_that_would_fill_the_memory_is_told_before_it_is_decoded() {
    let frame = segment(0xc0, &[8, 0xc3, 0x50, 0xc3, 0x50, 3]);
    let jpeg = [&b"\xff\xd8"[..], &frame, &segment(0xda, b"x"), b"\xff\xd9"].concat();
    let webp = riff(&[(b"VP8X", &[0, 0, 0, 0, 0x4f, 0xc3, 0, 0x4f, 0xc3, 0])]);
    let gif = &b"GIF89a\x50\xc3\x50\xc3\0\0\0\x3b"[..];
    for bomb in [&jpeg, &png(50_000, 50_000, 2, &[]), &webp[..], gif] {
        assert_eq!(Image::read(bomb), Err(Fault::TooManyPixels(50_000, 50_000)));
    }
}

#[test]
fn what_a_drawing_says_of_whoever_drew_it_is_seen() {
    let embedded = |bytes: &[u8]| {
        let text = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, bytes);
        let (one, other) = text.split_at(40);
        format!("<image href='data:image/jpeg;base64,{one}\n  {other}'/>")
    };
    for (inside, expected) in [
        (
            String::from(
                "<metadata><rdf:RDF><dc:format>image/svg+xml</dc:format></rdf:RDF></metadata>",
            ),
            false,
        ),
        ("<metadata><dc:creator>Marie Durand</dc:creator></metadata>".into(), true),
        ("<metadata><x:xmpmeta/></metadata>".into(), true),
        ("<g inkscape:export-filename=\"/home/marie/plan.png\"/>".into(), true),
        (embedded(&encoded(Format::Jpeg)), false),
        (embedded(&photo(Format::Jpeg, 1)), true),
        (embedded(&photo(Format::Png, 1)), true),
        (embedded(&[0; 40]), false),
        ("<style>a{background:url(data:font/woff2;base64,AAAA)}</style>".into(), false),
    ] {
        let svg = format!("<svg xmlns='x'>{inside}</svg>");
        assert_eq!(Image::read(svg.as_bytes()).unwrap().has_metadata, expected, "{inside}");
    }
}

#[test]
fn the_size_of_a_drawing_is_what_it_says() {
    for (attributes, expected) in [
        ("", None),
        ("width='40' height='30'", Some((40, 30))),
        ("width=\"40px\" height=\"30.4px\" viewBox='0 0 4 3'", Some((40, 30))),
        ("width='100%' height='100%' viewBox='0 0 400 300'", Some((400, 300))),
        ("viewBox='-10,-10,400,300'", Some((400, 300))),
        ("viewBox='0 0 400'", None),
        ("viewBox='0 0 0 300'", None),
        ("stroke-width='40' height='30'", None),
        ("width='4cm' height='3cm'", None),
    ] {
        let svg = format!("<svg xmlns='x' {attributes}><rect width='1' height='1'/></svg>");
        assert_eq!(Image::read(svg.as_bytes()).unwrap().size, expected, "{attributes}");
    }
}

proptest! {
    #[test]
    fn whatever_the_bytes_say_nothing_breaks(
        format in 0..4_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
    ) {
        let mut bytes = photo(CLEANED[format], 6);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(image) = Image::read(&bytes) {
            prop_assert!(image.clean(&bytes).len() <= bytes.len() + 64);
        }
    }
}
