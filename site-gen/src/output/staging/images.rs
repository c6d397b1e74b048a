//! Images that are made for a new `dist/`, or taken from those that were made before.

use std::{
    fmt,
    path::PathBuf,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

use rayon::prelude::*;

use crate::{
    content::directory::StreamedFile,
    output::images::{ImageError, cache::ImageCache, jobs::ImageJob},
};

/// Kept beside `dist/`, so that replacing that leaves them.
pub(super) struct StagedImages {
    cache: ImageCache,
    /// Told how many images of how many are made.
    progress: Box<dyn Fn(usize, usize) + Send + Sync>,
    /// Whether this build has said which images there are.
    is_known: AtomicBool,
}

impl StagedImages {
    pub(super) fn at(folder: PathBuf) -> Self {
        let progress = Box::new(|_, _| {});
        Self { cache: ImageCache::at(folder), progress, is_known: AtomicBool::new(false) }
    }

    pub(super) fn tell(&mut self, progress: impl Fn(usize, usize) + Send + Sync + 'static) {
        self.progress = Box::new(progress);
    }

    /// Gives all of them away, each made once; returns of which nothing could be made. Images are made side by side,
    /// what is made of one in its order: each that is decoded takes memory.
    pub(super) fn get(
        &self,
        jobs: &[ImageJob],
        is_given_up: impl Fn() -> bool + Sync,
        put: impl Fn(&str, &StreamedFile) + Sync,
    ) -> Vec<(usize, ImageError)> {
        self.is_known.store(true, Ordering::Relaxed);
        let is_missing = |job: &&ImageJob| !self.cache.has(&job.image, &job.files);
        let (all, made) = (jobs.iter().filter(is_missing).count(), AtomicUsize::new(0));
        let get = |job: &ImageJob| {
            if is_given_up() {
                return Ok(());
            }
            let is_missing = is_missing(&job);
            let files = self.cache.get(&job.image, &job.files)?;
            for (file, (_, paths)) in files.iter().zip(&job.files) {
                for path in paths {
                    put(path, file);
                }
            }
            if is_missing {
                (self.progress)(made.fetch_add(1, Ordering::Relaxed) + 1, all);
            }
            Ok(())
        };
        let failed =
            jobs.par_iter().enumerate().filter_map(|(at, job)| Some((at, get(job).err()?)));
        failed.collect()
    }

    /// Removes what this build has not used, if it has looked. What stays though it could go takes room, and nothing else.
    pub(super) fn prune(&self) {
        if self.is_known.load(Ordering::Relaxed) {
            let _ = self.cache.prune();
        }
    }
}

impl fmt::Debug for StagedImages {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("StagedImages").field(&self.cache).finish()
    }
}
