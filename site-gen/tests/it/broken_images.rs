//! Files that pages show as images and that are none, or none that can be shown.

use crate::{harness::Site, images::jpeg};

#[test]
fn what_is_no_image_is_told_where_it_stands() {
    let big = {
        let header =
            [&70_000_u32.to_be_bytes()[..], &70_000_u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        let chunk = |kind: &[u8], it: &[u8]| {
            [&u32::try_from(it.len()).unwrap().to_be_bytes()[..], kind, it, &[0; 4]].concat()
        };
        [b"\x89PNG\r\n\x1a\n", &chunk(b"IHDR", &header)[..], &chunk(b"IEND", b"")].concat()
    };
    let broken = {
        let mut bytes = jpeg(64, 64);
        let scan = memchr::memmem::find(&bytes, b"\xff\xda").unwrap();
        // Tables that no pixels can be read by.
        let table = memchr::memmem::find(&bytes, b"\xff\xc4").unwrap();
        bytes[table + 5..scan.min(table + 21)].fill(0xfe);
        bytes
    };
    for (name, bytes, code, message) in [
        ("a.jpg", &jpeg(20, 20)[..300], "image-broken", "this JPEG ends too early, or is broken"),
        ("a.jpg", &broken, "image-broken", "nothing can be made of this image"),
        ("a.png", &jpeg(20, 20), "image-format", "this is JPEG, and its name says something else"),
        ("a.jpg", b"", "image-format", "this is no image that browsers show"),
        ("a.heic", b"\0\0\0\x18ftypheic", "image-format", "this is HEIC, which few browsers show"),
        (
            "a.svg",
            b"<svg viewBox='0 0 9 9'><g/></svg>",
            "image-broken",
            "this SVG does not say that it is one",
        ),
        (
            "a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><title>\xe9</title></svg>",
            "image-broken",
            "this SVG is not UTF-8",
        ),
        ("a.png", &big, "image-large", "this image has 70000 × 70000 pixels"),
    ] {
        let path = format!("assets/{name}");
        let prose = format!("---\ntitle: A\n---\n![A](/assets/{name}) ![B](/assets/{name})\n");
        let site = Site::of("pages/a.md", &prose).with_bytes(&path, bytes);
        let built = site.build();
        let text = built.diagnostics();
        let found: Vec<_> = built.0.report.diagnostics.iter().map(|it| it.code.name()).collect();
        assert_eq!(found, [code], "{name} {text}");
        assert!(text.starts_with(&format!("content/{path}:1:1: {message}")), "{text}");
    }
}
