//! Where a build puts its files, as soon as each is made: no site needs to fit into memory.

pub mod generated;
pub mod sitemap;
pub mod feed;
pub mod headers;
pub mod images;
pub mod media_types;
pub mod handler_bundle;
pub mod compress;
pub mod search;
pub mod staging;

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use rayon::prelude::*;

use crate::content::directory::StreamedFile;
use images::{ImageError, MadeImage, jobs::ImageJob};

/// Takes the files of a build, from any thread and in any order, each path once.
pub trait Output: Sync {
    /// Takes one, in parts that follow each other; `path` is from `dist/`: `public/…` is for readers,
    /// `handler/…` for the form's handler.
    fn put(&self, path: &str, parts: &[&[u8]]);

    /// Takes one of the content that goes out as it is.
    fn put_file(&self, path: &str, file: &StreamedFile);

    /// Takes an image of the content, without what its camera noted.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    fn put_image(&self, path: &str, image: &MadeImage) -> Result<(), ImageError> {
        self.put(path, &[&image.make()?]);
        Ok(())
    }

    /// Takes all that is made of images; returns of which nothing could be made, by its place in the list.
    fn put_images(&self, jobs: &[ImageJob]) -> Vec<(usize, ImageError)> {
        let put = |job: &ImageJob| {
            job.image.make_all(&job.files, |paths, bytes| {
                for path in paths {
                    self.put(path, &[&bytes]);
                }
                Ok(())
            })
        };
        let failed =
            jobs.par_iter().enumerate().filter_map(|(at, job)| Some((at, put(job).err()?)));
        failed.collect()
    }

    /// The site has an error: whoever writes it only for its readers need not go on.
    fn give_up(&self) {}
}

/// Keeps them in memory, to be served or looked at.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Memory {
    /// All of them so far, by path.
    pub fn take(&self) -> BTreeMap<String, Vec<u8>> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Output for Memory {
    fn put(&self, path: &str, parts: &[&[u8]]) {
        let bytes = parts.concat();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes);
    }

    fn put_file(&self, path: &str, file: &StreamedFile) {
        self.put(path, &[file.contents().bytes()]);
    }
}

/// Keeps none: for a check, which is about what is wrong.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nowhere;

impl Output for Nowhere {
    fn put(&self, _: &str, _: &[&[u8]]) {}

    fn put_file(&self, _: &str, _: &StreamedFile) {}

    fn put_image(&self, _: &str, _: &MadeImage) -> Result<(), ImageError> {
        Ok(())
    }

    fn put_images(&self, _: &[ImageJob]) -> Vec<(usize, ImageError)> {
        Vec::new()
    }
}
