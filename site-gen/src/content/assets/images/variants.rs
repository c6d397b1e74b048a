//! Which images are made of one, and what they are called: known from its first bytes, before any of them is made.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{Format, Image};
use crate::content::assets::fingerprint::Digest;

/// Where they stand below `assets/`, and nothing else, so that hosts can be told of all of them at once.
pub const FOLDER: &str = "_images/";

/// Widths in pixels, for telephones and screens, at one to three pixels a point.
const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];

/// What else decides on their bytes than the image and their size: how they are made, and by what. Whoever changes one of
/// these changes this; a test compares it with `Cargo.lock`.
pub const MADE_BY: &str = "2 fast_image_resize 6.1.0 image 0.25.10 moxcms 0.8.1 rav1e 0.8.1 ravif 0.13.0 zune-jpeg 0.5.15";

/// The same of what is drawn: the font of cards by the first bytes of its digest.
pub const DRAWN_BY: &str = "1 harfrust 0.12.0 image 0.25.10 png 0.18.1 resvg 0.49.0 tiny-skia 0.12.0 usvg 0.49.0 font 45cf6c0068a2c862";

/// What an image is made into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Target {
    Avif,
    Jpeg,
    Png,
}

impl Target {
    /// What names end with.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// One image that is made of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Variant {
    /// As what.
    pub target: Target,
    /// In pixels.
    pub width: u32,
    /// Likewise.
    pub height: u32,
}

impl Variant {
    /// What tells its bytes from all others, of an image of this digest.
    pub fn key(self, digest: &Digest) -> Digest {
        let Self { target, width, height } = self;
        let made_by = if target == Target::Png { DRAWN_BY } else { MADE_BY };
        let mut hasher = Sha256::new();
        hasher.update(digest);
        hasher.update(format!("{made_by} {target:?} {width} {height}"));
        hasher.finalize()
    }

    /// Its path below `assets/`: of `a/salle.jpg`, `_images/a/salle-480.1a2b3c4d5e6f7a8b.avif`. What of its name says
    /// which image it is of is long enough for no two ever to be the same.
    pub fn path(self, of: &str, digest: &Digest) -> String {
        let name = of.rfind('/').map_or(0, |slash| slash + 1);
        let stem = of[name..].rfind('.').map_or(of, |dot| &of[..name + dot]);
        let mut path = format!("{FOLDER}{stem}-{}.", self.width);
        for byte in &self.key(digest)[..8] {
            write!(path, "{byte:02x}").expect("a string takes all");
        }
        path.push('.');
        path.push_str(self.target.ending());
        path
    }
}

/// Those of an image, from the narrowest to the widest; none of one that goes out as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variants {
    /// Width and height of the widest, which may be the image itself; `None` if nothing is known of it.
    pub size: Option<(u32, u32)>,
    /// For browsers that read them.
    pub avif: Vec<Variant>,
    /// For others. Where the image is no wider than the widest may be, it is that itself.
    pub jpeg: Vec<Variant>,
}

impl Variants {
    /// Of an image that is shown.
    pub fn of(image: &Image) -> Self {
        let Some((width, height)) = image.size.filter(|_| !image.is_kept) else {
            return Self { size: image.size, ..Self::default() };
        };
        let widest = WIDTHS[WIDTHS.len() - 1].min(width);
        // One that is nearly as wide as the widest would be loaded by nobody.
        let narrower = WIDTHS.into_iter().filter(|it| *it * 10 <= widest * 9);
        let scaled = |to: u32| {
            let scaled = u64::from(height) * u64::from(to) + u64::from(width) / 2;
            u32::try_from(scaled / u64::from(width)).unwrap_or(u32::MAX).max(1)
        };
        let variants = |target| {
            let variant = move |width| Variant { target, width, height: scaled(width) };
            narrower.clone().chain([widest]).map(variant)
        };
        let has_jpeg = image.format == Format::Jpeg;
        Self {
            size: Some((widest, scaled(widest))),
            avif: variants(Target::Avif).filter(|_| cfg!(feature = "avif")).collect(),
            jpeg: variants(Target::Jpeg).filter(|it| has_jpeg && it.width < width).collect(),
        }
    }

    /// Each variant of the image, of whichever format.
    pub fn all(&self) -> impl Iterator<Item = Variant> {
        self.avif.iter().chain(&self.jpeg).copied()
    }
}
