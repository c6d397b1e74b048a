//! Which images are to be made for a site, and what is wrong with those that its pages show.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use authoring::diagnostics::Diagnostic;

use super::{ImageError, MadeImage};
use crate::content::{
    assets::{
        Assets,
        card::{Card, PICTURE},
        images::{
            Fault, Format, Image, Lack,
            codes::{IMAGE_BROKEN, IMAGE_FORMAT, IMAGE_LARGE, IMAGE_METADATA},
            shown::Images,
            variants::{Variant, Variants},
        },
    },
    directory::Contents,
    page::Page,
};

/// All that is made of one image, under whatever names it stands.
#[derive(Clone, Debug)]
pub struct ImageJob {
    /// Of which.
    pub image: MadeImage,
    /// As its author would type its path; the paths of all files that hold the same bytes.
    pub typed: Vec<String>,
    /// What is made, and where it goes, by path from `dist/`: one for each of those files.
    pub files: Vec<(Variant, Vec<String>)>,
}

/// Those of the images that pages show, by path below `assets/`; what is wrong with them is noted.
pub fn jobs(
    assets: &Assets,
    shown: &BTreeSet<String>,
    images: Images,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<ImageJob> {
    let mut jobs: Vec<ImageJob> = Vec::new();
    let mut known = BTreeMap::new();
    for path in shown {
        let Some(found) = assets.image(path) else { continue };
        let typed = assets.typed(path);
        let image = match found.as_ref() {
            Ok(image) => image,
            Err(fault) => {
                diagnostics.push(diagnostic(&typed, fault));
                continue;
            }
        };
        diagnostics.extend(mistakes(path, &typed, image));
        let variants = Variants::of(image);
        let Some(made) = assets.digest(path).zip(assets.contents(path)) else { continue };
        let (digest, source) = (made.0, made.1.clone());
        if images == Images::Made && variants.all().next().is_some() {
            let at = *known.entry(digest).or_insert(jobs.len());
            if at == jobs.len() {
                let image = Arc::new(image.clone());
                let image = MadeImage { source, digest, image, variant: None };
                let files = variants.all().map(|variant| (variant, Vec::new())).collect();
                jobs.push(ImageJob { image, typed: Vec::new(), files });
            }
            // Other bytes would have another digest, and what is known of an image is known from its bytes.
            for (variant, paths) in &mut jobs[at].files {
                paths.push(format!("public/assets/{}", variant.path(path, &digest)));
            }
            jobs[at].typed.push(typed);
        }
    }
    jobs
}

/// The cards of these pages, each once.
pub fn cards(pages: &[Page]) -> Vec<ImageJob> {
    let image = Arc::new(Card::image());
    let mut seen = BTreeSet::new();
    let cards = pages.iter().filter_map(|page| Some((page, page.card.as_ref()?)));
    let cards = cards.filter(|(_, card)| seen.insert(&card.url));
    cards
        .map(|(page, card)| {
            let (source, digest) = (Contents::Bytes(Arc::clone(&card.svg)), card.digest);
            let image = MadeImage { source, digest, image: Arc::clone(&image), variant: None };
            let files = vec![(PICTURE, vec![["public", &card.url].concat()])];
            ImageJob { image, typed: vec![page.source.path.to_string()], files }
        })
        .collect()
}

/// What is wrong with a file that is an image.
fn mistakes(path: &str, typed: &str, image: &Image) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let name = image.format.name();
    if Format::of_name(path) != Some(image.format) {
        let ending = image.format.endings()[0];
        let message = format!("this is {name}, and its name says something else");
        let help = format!("rename it, so that it ends in .{ending}");
        found.push(Diagnostic::whole_file(IMAGE_FORMAT, typed, message).help(help));
    }
    found.extend(image.lack.map(|lack| {
        let (message, help) = match lack {
            Lack::Namespace => (
                "this SVG does not say that it is one, and browsers show nothing of it",
                "begin it with <svg xmlns=\"http://www.w3.org/2000/svg\" …>",
            ),
            Lack::Encoding => (
                "this SVG is not UTF-8 text, and browsers show nothing of it",
                "save it again with the encoding UTF-8",
            ),
        };
        Diagnostic::whole_file(IMAGE_BROKEN, typed, message).help(help)
    }));
    found
}

/// Notes that a file goes out with what was noted in it, wherever it is named.
pub fn metadata(assets: &Assets, path: &str) -> Option<Diagnostic> {
    let format = Format::of_name(path).filter(|_| assets.keeps_metadata(path))?;
    let message = format!("this {} holds what its camera or a program noted", format.name());
    let help = "save it again without metadata: from this kind of file it cannot be removed here";
    Some(Diagnostic::whole_file(IMAGE_METADATA, assets.typed(path), message).help(help))
}

/// Why a file cannot be shown.
fn diagnostic(typed: &str, fault: &Fault) -> Diagnostic {
    const KINDS: &str = "save it as JPEG, PNG, WebP, AVIF, GIF or SVG";
    let (code, message, help) = match fault {
        Fault::Unknown(None) => {
            (IMAGE_FORMAT, "this is no image that browsers show".to_owned(), KINDS)
        }
        Fault::Unknown(Some(what)) => (IMAGE_FORMAT, format!("this is {what}"), KINDS),
        Fault::Truncated(format) => (
            IMAGE_BROKEN,
            format!("this {} ends too early, or is broken", format.name()),
            "copy it again from where it is whole",
        ),
        Fault::TooManyPixels(width, height) => (
            IMAGE_LARGE,
            format!("this image has {width} × {height} pixels, more than 64 million"),
            "make it smaller: no page shows more than 1,600 pixels side by side",
        ),
        Fault::TooLong(bytes) => (
            IMAGE_LARGE,
            format!("this image has {} MB, more than 64", bytes / 1_000_000),
            "make it smaller: no page shows more than 1,600 pixels side by side",
        ),
        Fault::Unreadable(cause) => {
            (IMAGE_BROKEN, format!("this cannot be read: {cause}"), "build again")
        }
    };
    Diagnostic::whole_file(code, typed, message).help(help)
}

/// What could not be made of an image.
pub fn failed(typed: &str, error: &ImageError) -> Diagnostic {
    let message = format!("nothing can be made of this image: {error}");
    let help = "open it in a program for images, and save it again";
    Diagnostic::whole_file(IMAGE_BROKEN, typed, message).help(help)
}

#[cfg(test)]
mod tests {
    use authoring::diagnostics::Diagnostics;
    use image::{ExtendedColorType, ImageEncoder as _, codecs::jpeg::JpegEncoder};

    use super::*;
    use crate::content::{config::Config, directory::Folder};

    fn jpeg(grey: u8) -> Vec<u8> {
        let mut bytes = Vec::new();
        let pixels = [grey; 540 * 4];
        JpegEncoder::new(&mut bytes).write_image(&pixels, 540, 4, ExtendedColorType::L8).unwrap();
        bytes
    }

    #[test]
    fn what_is_made_of_the_same_bytes_is_made_once_and_goes_to_each_of_its_names() {
        let config = Config::read(&Folder::default(), None, &Diagnostics::default());
        let files = [("a.jpg", 1), ("b/c.jpg", 1), ("d.jpg", 2), ("e.jpg", 1), ("unshown.jpg", 1)];
        let files = files.map(|(path, grey)| (format!("assets/{path}"), jpeg(grey)));
        let assets = Assets::read(&Folder::from_files("", files), &config, &mut Vec::new());
        let rows: [(&[&str], &[&[&str]]); 4] = [
            (&[], &[]),
            (&["a.jpg"], &[&["a.jpg"]]),
            (&["a.jpg", "d.jpg"], &[&["a.jpg"], &["d.jpg"]]),
            (
                &["a.jpg", "b/c.jpg", "d.jpg", "e.jpg"],
                &[&["a.jpg", "b/c.jpg", "e.jpg"], &["d.jpg"]],
            ),
        ];
        for (shown, expected) in rows {
            let set = shown.iter().map(|path| (*path).to_owned()).collect();
            let mut found = Vec::new();

            let jobs = jobs(&assets, &set, Images::Made, &mut found);

            assert_eq!(found, []);
            let typed = |names: &&[&str]| -> Vec<String> {
                names.iter().map(|name| format!("assets/{name}")).collect()
            };
            let named: Vec<Vec<String>> = jobs.iter().map(|job| job.typed.clone()).collect();
            assert_eq!(named, expected.iter().map(typed).collect::<Vec<_>>());
            for job in &jobs {
                assert!(!job.files.is_empty());
                for (variant, paths) in &job.files {
                    let path = |typed: &String| {
                        let own = variant.path(&typed["assets/".len()..], &job.image.digest);
                        format!("public/assets/{own}")
                    };
                    assert_eq!(*paths, job.typed.iter().map(path).collect::<Vec<_>>());
                }
            }
        }
    }
}
