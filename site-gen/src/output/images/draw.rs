//! Cards, drawn: the same pixels of the same drawing, whatever fonts a machine has.

use std::sync::{Arc, LazyLock};

use image::{DynamicImage, RgbaImage};
use resvg::{
    tiny_skia::{Color, Pixmap, Transform},
    usvg::{FontResolver, ImageHrefResolver, Options, Tree, fontdb::Database},
};

use super::ImageError;
use crate::content::{assets::card::SIZE, theme};

/// One font for all texts, and no file of the machine: a card holds what it shows.
static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(theme::CARD_FONT.to_vec());
    Options {
        font_family: theme::CARD_FONT_FAMILY.to_owned(),
        fontdb: Arc::new(fonts),
        font_resolver: FontResolver {
            select_font: Box::new(|_, fonts| fonts.faces().next().map(|face| face.id)),
            select_fallback: Box::new(|_, _, _| None),
        },
        image_href_resolver: ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
});

/// A drawing, on white where it draws nothing.
///
/// # Errors
///
/// It is no SVG.
pub(super) fn pixels(svg: &[u8]) -> Result<DynamicImage, ImageError> {
    let drawing = Tree::from_data(svg, &OPTIONS);
    let drawing = drawing.map_err(|error| ImageError::Broken(error.to_string()))?;
    let (width, height) = SIZE;
    let mut pixels = Pixmap::new(width, height).expect("a card has pixels");
    pixels.fill(Color::WHITE);
    resvg::render(&drawing, Transform::identity(), &mut pixels.as_mut());
    // None of them lets anything through.
    let drawn = RgbaImage::from_raw(width, height, pixels.take()).expect("a pixel has four bytes");
    Ok(DynamicImage::from(drawn).into_rgb8().into())
}
