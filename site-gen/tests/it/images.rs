//! Images: from the plain one that is written to the files that browsers choose from.

use std::{collections::BTreeSet, fs, path::Path};

use image::{
    DynamicImage, ExtendedColorType, GenericImageView as _, ImageEncoder as _, RgbImage,
    codecs::jpeg::JpegEncoder,
};
use sha2::{Digest as _, Sha256};
use site_gen::content::assets::images::variants;

use crate::{
    harness::{Site, run, text},
    server::TestServer,
};

/// Where a picture was taken.
const PLACE: &[u8] = b"43.8367 N 4.3601 E";

/// A picture whose left half is red and whose right half is blue.
pub(crate) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, _| {
        image::Rgb(if x < width / 2 { [200, 30, 30] } else { [30, 30, 200] })
    });
    let mut bytes = Vec::new();
    let colour = ExtendedColorType::Rgb8;
    JpegEncoder::new(&mut bytes).write_image(pixels.as_raw(), width, height, colour).unwrap();
    bytes
}

/// The same as a camera leaves it, held upright.
fn upright(width: u32, height: u32) -> Vec<u8> {
    let tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let exif = [&b"Exif\0\0"[..], tiff, PLACE].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let plain = jpeg(width, height);
    [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
}

pub(crate) fn site(prose: &str, bytes: &[u8]) -> Site {
    Site::of("pages/a.md", &format!("---\ntitle: A\n---\n{prose}\n"))
        .with_bytes("assets/salle.jpg", bytes)
}

pub(crate) fn page(site: &Site) -> String {
    fs::read_to_string(site.dist().join("public/a/index.html")).unwrap()
}

/// The files that are published of an image, by path below `assets/`.
pub(crate) fn published(site: &Site) -> BTreeSet<String> {
    let assets = site.dist().join("public/assets");
    let made = names(&assets.join("_images")).into_iter().map(|name| format!("_images/{name}"));
    let files = names(&assets).into_iter().filter(|name| name.starts_with("salle"));
    made.chain(files).collect()
}

/// The names of the files of a folder.
pub(crate) fn names(folder: &Path) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeSet::new() };
    entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect()
}

pub(crate) fn built(site: &Site, arguments: &[&str]) -> String {
    let done = run(site, &[&["build", "--no-compress"], arguments].concat());
    assert!(done.status.success(), "{}", text(&done.stderr));
    text(&done.stdout)
}

#[test]
fn an_image_is_made_in_all_widths_that_it_has_turned_and_without_its_place() {
    let site = site("![La salle](/assets/salle.jpg)", &upright(64, 600));
    built(&site, &[]);
    let (page, assets) = (page(&site), site.dist().join("public/assets"));

    let made = published(&site);
    for name in &made {
        let bytes = fs::read(assets.join(name)).unwrap();
        assert!(memchr::memmem::find(&bytes, PLACE).is_none(), "{name} says where it was taken");
        if !bytes[4..].starts_with(b"ftypavif") {
            let width = name.strip_prefix("_images/salle-480.").map_or(600, |_| 480);
            let read = image::ImageReader::new(std::io::Cursor::new(&bytes));
            let mut decoder = read.with_guessed_format().unwrap().into_decoder().unwrap();
            let orientation = image::ImageDecoder::orientation(&mut decoder).unwrap();
            let mut read = DynamicImage::from_decoder(decoder).unwrap();
            read.apply_orientation(orientation);
            assert_eq!(read.width(), width, "{name}");
            // Turned to the right, its left half is the upper one.
            let [upper, lower] = [10, read.height() - 10].map(|y| read.get_pixel(width / 2, y));
            assert!(upper[0] > 150 && lower[2] > 150, "{name}: {upper:?} {lower:?}");
        }
    }
    for part in [
        "srcset=\"/assets/_images/salle-480.",
        " 480w, /assets/salle.",
        " 600w\"",
        "alt=\"La salle\" width=\"600\" height=\"64\">",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    // Each address that is in the page is there.
    for address in
        page.split(['"', ' ', ',']).filter(|it| it.starts_with("/assets/") && it.contains("salle"))
    {
        assert!(made.contains(&address["/assets/".len()..]), "{address}: {made:?}");
    }
    let has_avif = cfg!(feature = "avif");
    assert_eq!(page.contains("<picture><source type=\"image/avif\""), has_avif);
    assert_eq!(made.len(), if has_avif { 5 } else { 3 }, "{made:?}");
    let headers = fs::read_to_string(site.dist().join("public/_headers")).unwrap();
    assert!(
        headers.contains("/assets/_images/*\n  cache-control: public, max-age=31536000"),
        "{headers}"
    );
}

#[test]
fn widths_are_those_that_an_image_has() {
    for (width, expected) in [
        (20, &[20][..]),
        (480, &[480]),
        (500, &[500]),
        (534, &[480, 534]),
        (800, &[480, 800]),
        (1300, &[480, 800, 1300]),
        (1600, &[480, 800, 1200, 1600]),
        (2000, &[480, 800, 1200, 1600]),
    ] {
        let site = site("![La salle](/assets/salle.jpg)", &jpeg(width, 10));
        let page = site.rendered();
        let index = page.site.links.page("/a/").unwrap();
        assert_eq!(page.pages[index].pictures.len(), 1);
        let image = page.site.content.assets.show("salle.jpg", page.site.content.images).unwrap();
        let widths = |set: &str| {
            let widths = set.split(", ").filter_map(|it| it.rsplit_once(' '));
            widths.map(|(_, it)| it.trim_end_matches('w').parse().unwrap()).collect::<Vec<u32>>()
        };
        let others = widths(&image.others);
        assert!(
            others == expected || expected.len() == 1 && others.is_empty(),
            "{width}: {others:?}"
        );
        if cfg!(feature = "avif") {
            assert_eq!(widths(&image.avif), expected, "{width}");
        }
        assert_eq!(image.size.unwrap().0, *expected.last().unwrap());
    }
}

#[test]
fn two_builds_of_one_content_write_the_same_bytes() {
    let sites = [0, 1].map(|_| site("![La salle](/assets/salle.jpg)", &upright(64, 48)));
    let [one, other] = sites.map(|site| {
        built(&site, &[]);
        let assets = site.dist().join("public/assets");
        published(&site)
            .into_iter()
            .map(|name| (fs::read(assets.join(&name)).unwrap(), name))
            .collect::<Vec<_>>()
    });
    assert!(one == other);
}

#[test]
fn a_title_is_a_caption_where_the_image_stands_alone() {
    let bytes = jpeg(20, 20);
    for (prose, expected) in [
        (
            "![S](/assets/salle.jpg \"Nîmes : l'été\")",
            "<figcaption>Nîmes\u{a0}: l’été</figcaption></figure>",
        ),
        (
            "![S](/assets/salle.jpg \"Nîmes\")\n\nSuite.",
            "<figcaption>Nîmes</figcaption></figure>\n<p>Suite.</p>",
        ),
        ("> ![S](/assets/salle.jpg \"Nîmes\")", "<blockquote>\n<figure>"),
        ("![S](/assets/salle.jpg \"Nîmes\") et", "title=\"Nîmes\""),
        ("![S](/assets/salle.jpg)", "<p><"),
        ("![](/assets/salle.jpg \"décorative\")", "<p><"),
    ] {
        let page = site(prose, &bytes).build_page();
        assert!(page.contains(expected), "{prose}\n{page}");
        assert_eq!(page.contains("<figure>"), page.contains("</figcaption>"), "{prose}\n{page}");
    }
}

#[test]
fn all_but_the_first_of_a_page_are_loaded_when_they_are_near() {
    let page = site("![S](/assets/salle.jpg) ![S](/assets/salle.jpg)", &jpeg(20, 20)).build_page();
    assert_eq!(page.matches("<img").count(), 2, "{page}");
    assert_eq!(page.matches("loading=\"lazy\"").count(), 1, "{page}");
}

#[test]
fn a_server_makes_an_image_when_somebody_asks_for_it() {
    let site = site("![La salle](/assets/salle.jpg)", &upright(40, 500));
    let server = TestServer::of(&site, &[]);
    let page = text(&server.get("/a/", "").1);
    let cache = site.home().join(".dist.images");
    assert_eq!(names(&cache), BTreeSet::new());

    let addresses: BTreeSet<&str> = page
        .split(['"', ' ', ','])
        .filter(|it| it.starts_with("/assets/") && it.contains("salle"))
        .collect();
    for address in addresses {
        let (head, body) = server.get(address, "");
        assert!(
            head.starts_with("http/1.1 200") && head.contains("content-type: image/"),
            "{head}"
        );
        assert!(memchr::memmem::find(&body, PLACE).is_none(), "{address}");
    }
    assert!(!names(&cache).is_empty());
    assert!(memchr::memmem::find(&server.get("/assets/salle.jpg", "").1, PLACE).is_none());
}

/// What `Cargo.lock` says of the libraries on which the bytes depend is part of the names.
#[test]
fn other_libraries_make_other_files() {
    let lock = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock")).unwrap();
    for (made_by, of) in [(variants::MADE_BY, "MADE_BY"), (variants::DRAWN_BY, "DRAWN_BY")] {
        let parts: Vec<&str> = made_by.split(' ').skip(1).collect();
        for part in parts.chunks(2).filter(|part| part[0] != "font") {
            let entry = format!("name = \"{}\"\nversion = \"{}\"\n", part[0], part[1]);
            assert!(lock.contains(&entry), "say in {of} which {} it is now", part[0]);
        }
    }
    let font = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/font/Literata-SemiBold.ttf"));
    let digest = format!("font {:.16x}", Sha256::digest(font.unwrap()));
    assert!(variants::DRAWN_BY.ends_with(&digest), "say in DRAWN_BY which font it is: {digest}");
}

impl Site {
    fn build_page(&self) -> String {
        let built = self.build();
        assert!(!built.0.report.has_errors(), "{}", built.diagnostics());
        String::from_utf8(built.0.files["public/a/index.html"].clone()).unwrap()
    }
}
