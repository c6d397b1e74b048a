//! Pixels as the bytes of a file: always the same of the same pixels, however many threads there are.

use image::{
    DynamicImage, ImageEncoder as _,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};

use super::ImageError;

/// Of 100, as `JpegEncoder` counts: what people do not tell from the image at this size.
const JPEG_QUALITY: u8 = 80;

/// As JPEG, without colours of its own: browsers take them for sRGB.
pub(super) fn jpeg(pixels: DynamicImage) -> Result<Vec<u8>, ImageError> {
    let pixels = pixels.into_rgb8();
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    let (width, height) = pixels.dimensions();
    encoder
        .write_image(pixels.as_raw(), width, height, image::ExtendedColorType::Rgb8)
        .map_err(|error| ImageError::Broken(error.to_string()))?;
    Ok(bytes)
}

/// As PNG, without loss. Flat colours, which drawings have, become smallest as they are.
pub(super) fn png(pixels: DynamicImage) -> Result<Vec<u8>, ImageError> {
    let pixels = pixels.into_rgb8();
    let mut bytes = Vec::new();
    let (width, height) = pixels.dimensions();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::NoFilter)
        .write_image(pixels.as_raw(), width, height, image::ExtendedColorType::Rgb8)
        .map_err(|error| ImageError::Broken(error.to_string()))?;
    Ok(bytes)
}

#[cfg(feature = "avif")]
pub(super) use with_avif::avif;

#[cfg(feature = "avif")]
mod with_avif {
    use image::DynamicImage;
    use ravif::{Encoder, Img, RGB8, RGBA8};

    use super::ImageError;

    /// Of 100, as `ravif` counts.
    const QUALITY: f32 = 65.0;

    /// From 1 to 10, the fastest: takes half as long as 7, for files of the same length; 10 takes a third less, for files
    /// that are a quarter longer.
    const SPEED: u8 = 9;

    /// As AVIF in ten bits, which is what it takes least bytes in, by one thread: with more, an image is cut into tiles, and its bytes are others. Several
    /// images are made at once instead.
    pub(in super::super) fn avif(pixels: DynamicImage) -> Result<Vec<u8>, ImageError> {
        let encoder =
            Encoder::new().with_quality(QUALITY).with_speed(SPEED).with_num_threads(Some(1));
        let (width, height) = (pixels.width() as usize, pixels.height() as usize);
        let encoded = if pixels.color().has_alpha() {
            let bytes = pixels.into_rgba8().into_raw();
            let pixels = bytes.chunks_exact(4).map(|it| RGBA8::new(it[0], it[1], it[2], it[3]));
            encoder.encode_rgba(Img::new(&pixels.collect::<Vec<_>>()[..], width, height))
        } else {
            let bytes = pixels.into_rgb8().into_raw();
            let pixels = bytes.chunks_exact(3).map(|it| RGB8::new(it[0], it[1], it[2]));
            encoder.encode_rgb(Img::new(&pixels.collect::<Vec<_>>()[..], width, height))
        };
        let encoded = encoded.map_err(|error| ImageError::Broken(error.to_string()))?;
        Ok(encoded.avif_file)
    }
}

/// Nothing asks for it where it is left out.
#[cfg(not(feature = "avif"))]
pub(super) fn avif(_: DynamicImage) -> Result<Vec<u8>, ImageError> {
    Err(ImageError::Broken("this program was compiled without AVIF".to_owned()))
}
