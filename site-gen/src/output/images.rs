//! Images that are made of those of the content: decoded once, turned, in the colours of the web, in each size.

pub mod cache;
mod decode;
#[cfg(feature = "cards")]
mod draw;
mod encode;
pub mod jobs;

use std::{io, sync::Arc};

use crate::content::{
    assets::{
        fingerprint::Digest,
        images::{
            Image,
            variants::{Target, Variant},
        },
    },
    directory::Contents,
};
use decode::Decoded;

/// A file that goes out and is not in the content as it goes out.
#[derive(Clone, Debug)]
pub struct MadeImage {
    /// What it is made of.
    pub source: Contents,
    /// Of all bytes of that.
    pub digest: Digest,
    /// What is known of it.
    pub image: Arc<Image>,
    /// What it becomes; `None` is itself, without what the camera noted.
    pub variant: Option<Variant>,
}

/// Why an image could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    /// The file is no image after all, whatever its first bytes say.
    #[error("{0}")]
    Broken(String),
    /// A file could not be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl MadeImage {
    /// Its bytes.
    ///
    /// # Errors
    ///
    /// The source cannot be read or decoded.
    pub fn make(&self) -> Result<Vec<u8>, ImageError> {
        let bytes = self.bytes()?;
        match self.variant {
            None => Ok(self.image.clean(&bytes)),
            Some(variant) => self.decode(&bytes)?.make(variant),
        }
    }

    /// Several of one source, which is decoded once, in their order; each is given away as soon as it is made, with
    /// what is said of it.
    ///
    /// # Errors
    ///
    /// As for [`make`](Self::make), and those of `give`.
    pub fn make_all<T>(
        &self,
        variants: &[(Variant, T)],
        mut give: impl FnMut(&T, Vec<u8>) -> Result<(), ImageError>,
    ) -> Result<(), ImageError> {
        let decoded = self.decode(&self.bytes()?)?;
        variants.iter().try_for_each(|(variant, of)| give(of, decoded.make(*variant)?))
    }

    fn decode(&self, bytes: &[u8]) -> Result<Decoded, ImageError> {
        Decoded::of(bytes, &self.image)
    }

    fn bytes(&self) -> Result<Vec<u8>, ImageError> {
        match &self.source {
            Contents::Streamed(file) => {
                let mut bytes = Vec::new();
                io::Read::read_to_end(&mut file.open()?, &mut bytes)?;
                Ok(bytes)
            }
            held => Ok(held.bytes().to_vec()),
        }
    }
}

impl Decoded {
    fn make(&self, variant: Variant) -> Result<Vec<u8>, ImageError> {
        let resized = self.resized(variant.width, variant.height)?;
        match variant.target {
            Target::Avif => encode::avif(resized),
            Target::Jpeg => encode::jpeg(resized),
            Target::Png => encode::png(resized),
        }
    }
}
