//! An image as a page shows it: its size, and the addresses among which browsers choose.

use std::fmt::Write as _;

use super::variants::{Variant, Variants};
use crate::content::{assets::Assets, directory::file_url::FileUrl};

/// Whether images are made of others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Images {
    /// In several widths.
    #[default]
    Made,
    /// Each is shown as it is: for a fast preview.
    AsTheyAre,
}

/// What stands in a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// For browsers that know nothing of the rest.
    pub url: String,
    /// In pixels; `None` if the image says none.
    pub size: Option<(u32, u32)>,
    /// Addresses with their widths, for browsers that read AVIF; nothing if there are none.
    pub avif: String,
    /// The same for others.
    pub others: String,
}

impl Assets {
    /// A file that a page shows as an image, by path below `assets/`; `None` if it is no image.
    pub fn show(&self, path: &str, images: Images) -> Option<Shown> {
        let loaded = self.loaded(path).ok()?;
        let found = self.image(&loaded.path)?;
        let image = found.as_ref().as_ref().ok()?;
        let url = loaded.url.to_string();
        if images == Images::AsTheyAre {
            return Some(Shown { url, size: image.size, ..Shown::default() });
        }
        let digest = self.digest(&loaded.path)?;
        let variants = Variants::of(image);
        let url_of = |variant: Variant| {
            FileUrl::of("/assets/", &variant.path(&loaded.path, &digest)).into_string()
        };
        let set = |of: &[Variant]| {
            let each = of.iter().map(|it| format!("{} {}w", url_of(*it), it.width));
            each.collect::<Vec<_>>().join(", ")
        };
        let (avif, mut others) = (set(&variants.avif), set(&variants.jpeg));
        let size = variants.size;
        let url = match (variants.jpeg.last(), size) {
            // The image itself is the widest.
            (Some(last), Some((widest, _))) if last.width < widest => {
                write!(others, ", {url} {widest}w").expect("a string takes all");
                url
            }
            (Some(last), _) => url_of(*last),
            (None, _) => url,
        };
        Some(Shown { url, size, avif, others })
    }
}
