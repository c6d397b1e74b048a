//! The card of a page: a drawing that holds all it shows, and the picture that is made of it.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::{
    fingerprint::Digest,
    images::{
        Format, Image,
        variants::{Target, Variant},
    },
};

/// In pixels: what social networks ask for.
pub const SIZE: (u32, u32) = (1200, 630);

/// What is made of the drawing.
pub const PICTURE: Variant = Variant { target: Target::Png, width: SIZE.0, height: SIZE.1 };

/// What social networks show of a link to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Of the picture, from the site's root. Two pages that show the same share it.
    pub url: String,
    /// As SVG, in which nothing names another file.
    pub svg: Arc<[u8]>,
    /// Of that.
    pub digest: Digest,
}

impl Card {
    /// Of a drawing.
    pub fn of(svg: String) -> Self {
        let digest = Sha256::digest(&svg);
        let url = format!("/assets/{}", PICTURE.path("card.svg", &digest));
        Self { url, svg: svg.into_bytes().into(), digest }
    }

    /// What is known of the drawing as an image.
    pub fn image() -> Image {
        Image::kept(Format::Svg, Some(SIZE))
    }
}
