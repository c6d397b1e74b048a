//! An image in memory: eight bits a colour, turned as the camera noted, in sRGB.

use std::io::Cursor;

use fast_image_resize::{
    IntoImageView as _, PixelType, ResizeOptions, Resizer, images::Image as Pixels,
};
use image::{
    DynamicImage, ImageDecoder, Limits, RgbImage, RgbaImage,
    codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
    metadata::Orientation,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::ImageError;
use crate::content::assets::images::{Format, Image, MOST_PIXELS};

/// Three or four bytes a pixel.
#[derive(Debug)]
pub(super) struct Decoded(DynamicImage);

impl Decoded {
    /// Decodes what the bytes of an image hold, or draws what they say.
    pub(super) fn of(bytes: &[u8], image: &Image) -> Result<Self, ImageError> {
        let cursor = Cursor::new(bytes);
        let (pixels, profile) = match image.format {
            Format::Jpeg => decode(JpegDecoder::new(cursor).map_err(broken)?),
            Format::Png => decode(PngDecoder::new(cursor).map_err(broken)?),
            Format::Webp => decode(WebPDecoder::new(cursor).map_err(broken)?),
            #[cfg(feature = "cards")]
            Format::Svg => return super::draw::pixels(bytes).map(Self),
            _ => {
                return Err(ImageError::Broken("nothing is made of such images".to_owned()));
            }
        }?;
        let mut pixels = in_srgb(pixels, profile.as_deref());
        if let Some(orientation) = Orientation::from_exif(image.orientation) {
            pixels.apply_orientation(orientation);
        }
        Ok(Self(pixels))
    }

    /// The same in another size.
    pub(super) fn resized(&self, width: u32, height: u32) -> Result<DynamicImage, ImageError> {
        let Self(pixels) = self;
        if (pixels.width(), pixels.height()) == (width, height) {
            return Ok(pixels.clone());
        }
        let kind = if pixels.color().has_alpha() { PixelType::U8x4 } else { PixelType::U8x3 };
        debug_assert_eq!(pixels.pixel_type(), Some(kind), "it was decoded so");
        let mut resized = Pixels::new(width, height, kind);
        let failed = |error: fast_image_resize::ResizeError| ImageError::Broken(error.to_string());
        Resizer::new().resize(pixels, &mut resized, &ResizeOptions::new()).map_err(failed)?;
        let bytes = resized.into_vec();
        let made = match kind {
            PixelType::U8x4 => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from),
            _ => RgbImage::from_raw(width, height, bytes).map(DynamicImage::from),
        };
        Ok(made.expect("it has that many pixels"))
    }
}

/// The pixels, and the profile of their colours.
fn decode(mut decoder: impl ImageDecoder) -> Result<(DynamicImage, Option<Vec<u8>>), ImageError> {
    let mut limits = Limits::default();
    // Sixteen bits for each of four colours at most.
    limits.max_alloc = Some(MOST_PIXELS * 8 + 64 * 1024 * 1024);
    decoder.set_limits(limits).map_err(broken)?;
    let profile = decoder.icc_profile().map_err(broken)?;
    Ok((DynamicImage::from_decoder(decoder).map_err(broken)?, profile))
}

/// In the colours that browsers take for meant where nothing is said. A profile that cannot be read, or is of other
/// colours than the image's, counts for nothing, as in browsers.
fn in_srgb(pixels: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let is_grey = !pixels.color().has_color();
    let has_alpha = pixels.color().has_alpha();
    let plain = |pixels: DynamicImage| {
        if has_alpha {
            DynamicImage::from(pixels.to_rgba8())
        } else {
            DynamicImage::from(pixels.to_rgb8())
        }
    };
    let Some(profile) = profile.and_then(|it| ColorProfile::new_from_slice(it).ok()) else {
        return plain(pixels);
    };
    let expected = if is_grey { DataColorSpace::Gray } else { DataColorSpace::Rgb };
    if profile.color_space != expected {
        return plain(pixels);
    }
    let (width, height) = (pixels.width(), pixels.height());
    let (from, to) = match (is_grey, has_alpha) {
        (true, false) => (Layout::Gray, Layout::Rgb),
        (true, true) => (Layout::GrayAlpha, Layout::Rgba),
        (false, false) => (Layout::Rgb, Layout::Rgb),
        (false, true) => (Layout::Rgba, Layout::Rgba),
    };
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(from, &srgb, to, TransformOptions::default())
    else {
        return plain(pixels);
    };
    let source = match (is_grey, has_alpha) {
        (true, false) => pixels.to_luma8().into_raw(),
        (true, true) => pixels.to_luma_alpha8().into_raw(),
        (false, false) => pixels.to_rgb8().into_raw(),
        (false, true) => pixels.to_rgba8().into_raw(),
    };
    let colours = if has_alpha { 4 } else { 3 };
    let mut target = vec![0; width as usize * height as usize * colours];
    if transform.transform(&source, &mut target).is_err() {
        return plain(pixels);
    }
    let made = if has_alpha {
        RgbaImage::from_raw(width, height, target).map(DynamicImage::from)
    } else {
        RgbImage::from_raw(width, height, target).map(DynamicImage::from)
    };
    made.expect("it has that many pixels")
}

fn broken(error: image::ImageError) -> ImageError {
    ImageError::Broken(error.to_string())
}

#[cfg(test)]
mod tests {
    use image::{LumaA, Rgb};

    use super::*;

    #[test]
    fn colours_become_those_of_the_web_by_the_profile_that_fits() {
        let red = |profile: Option<&[u8]>| {
            let pixels = DynamicImage::from(RgbImage::from_pixel(2, 2, Rgb([200, 60, 60])));
            in_srgb(pixels, profile).to_rgb8().get_pixel(1, 1).0
        };
        let [srgb, wide, grey] = [
            ColorProfile::new_srgb(),
            ColorProfile::new_display_p3(),
            ColorProfile::new_gray_with_gamma(1.0),
        ]
        .map(|profile| profile.encode().unwrap());

        assert_eq!(red(None), [200, 60, 60]);
        assert!(
            red(Some(&srgb)).iter().zip([200, 60, 60]).all(|(one, other)| one.abs_diff(other) <= 1)
        );
        let [r, g, b] = red(Some(&wide));
        assert!(
            r > 205 && g < 55 && b < 60,
            "redder than sRGB can say by the same numbers: {r} {g} {b}"
        );
        for other in [&grey[..], b"", b"no profile"] {
            assert_eq!(red(Some(other)), [200, 60, 60]);
        }

        let pixels = image::GrayAlphaImage::from_pixel(2, 2, LumaA([60, 128]));
        let [r, g, b, alpha] = in_srgb(pixels.into(), Some(&grey)).to_rgba8().get_pixel(0, 0).0;
        assert!(
            r > 120 && r == g && g == b && alpha == 128,
            "linear grey is brighter: {r} {g} {b} {alpha}"
        );
    }

    #[test]
    fn what_is_transparent_leaves_no_edge_when_it_is_made_smaller() {
        let pixels = RgbaImage::from_fn(40, 40, |x, _| {
            image::Rgba(if x < 21 { [200, 30, 30, 255] } else { [0, 0, 0, 0] })
        });
        let small = Decoded(pixels.into()).resized(10, 10).unwrap().to_rgba8();
        for pixel in small.pixels().filter(|pixel| pixel.0[3] > 8) {
            assert!(pixel.0[0] > 180, "{pixel:?}");
        }
    }
}
