//! Where the pages of a site are kept while it is served: of a large one, they would fill the memory.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read as _, Seek as _},
    ops::Range,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use super::stored::{Part, Stored, write_at};
use crate::{
    content::directory::StreamedFile,
    output::{
        Output,
        images::{ImageError, MadeImage, cache::ImageCache, jobs::ImageJob},
        media_types::media_type,
    },
};

/// How much of a file is copied at once.
const BLOCK: usize = 64 * 1024;

/// Takes what a build makes: pages to a file, all else to memory, but for what goes out as it is in the content: that
/// stays where it is.
#[derive(Debug)]
pub struct Spool {
    /// `None` where none can be made: then memory has to do.
    file: Option<Arc<File>>,
    end: AtomicU64,
    files: Mutex<BTreeMap<String, Stored>>,
    /// What was made of images, and is.
    images: Arc<ImageCache>,
}

impl Spool {
    /// An empty one, in the system's folder for what is temporary.
    pub fn new() -> Self {
        // Where `build` has them too, from where both are started as a rule.
        Self::of(tempfile::tempfile(), PathBuf::from(".dist.images"))
    }

    /// An empty one, in a folder that is on a disk and not in memory.
    pub fn within(folder: &Path) -> Self {
        Self::of(tempfile::tempfile_in(folder), folder.join("images"))
    }

    fn of(file: io::Result<File>, images: PathBuf) -> Self {
        let (file, images) = (file.ok().map(Arc::new), Arc::new(ImageCache::at(images)));
        Self { file, end: AtomicU64::new(0), files: Mutex::default(), images }
    }

    /// All that it has taken since it was asked last, by path from `dist/`.
    pub fn take(&self) -> BTreeMap<String, Stored> {
        std::mem::take(&mut self.files.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn keep(&self, path: &str, stored: Stored) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), stored);
    }

    fn spool(&self, bytes: &[u8]) -> Option<Stored> {
        let file = self.file.clone()?;
        let length = bytes.len() as u64;
        let at = self.end.fetch_add(length, Ordering::Relaxed);
        // On a full disk, memory has to do.
        write_at(&file, bytes, at).ok()?;
        Some(Stored::Spooled(Part::of(file, at..at + length)))
    }

    /// Keeps a copy of a file, which may then go.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn copy(&self, mut from: File) -> io::Result<Stored> {
        let copied = self.file.as_ref().and_then(|file| {
            let length = from.metadata().ok()?.len();
            let start = self.end.fetch_add(length, Ordering::Relaxed);
            copy_to(&mut from, file, start..start + length).ok()?;
            Some(Stored::Spooled(Part::of(Arc::clone(file), start..start + length)))
        });
        if let Some(copied) = copied {
            return Ok(copied);
        }
        // On a full disk, memory has to do.
        let mut bytes = Vec::new();
        from.rewind()?;
        from.read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// Copies a whole file to these bytes of another.
fn copy_to(from: &mut File, to: &File, range: Range<u64>) -> io::Result<()> {
    let mut block = vec![0; BLOCK];
    let mut at = range.start;
    while at < range.end {
        let length = from.read(&mut block)?;
        if length == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        write_at(to, &block[..length], at)?;
        at += length as u64;
    }
    Ok(())
}

impl Output for Spool {
    fn put(&self, path: &str, parts: &[&[u8]]) {
        let bytes = parts.concat();
        let is_page = path.starts_with("public/") && media_type(path).starts_with("text/html");
        let spooled = if is_page { self.spool(&bytes) } else { None };
        self.keep(path, spooled.unwrap_or_else(|| bytes.into()));
    }

    fn put_file(&self, path: &str, file: &StreamedFile) {
        self.keep(path, Stored::Streamed(file.clone()));
    }

    fn put_image(&self, path: &str, image: &MadeImage) -> Result<(), ImageError> {
        self.keep(path, Stored::Made(image.clone(), Arc::clone(&self.images)));
        Ok(())
    }

    /// None is made before somebody asks for it.
    fn put_images(&self, jobs: &[ImageJob]) -> Vec<(usize, ImageError)> {
        for job in jobs {
            for (variant, paths) in &job.files {
                let image = MadeImage { variant: Some(*variant), ..job.image.clone() };
                for path in paths {
                    self.keep(path, Stored::Made(image.clone(), Arc::clone(&self.images)));
                }
            }
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_is_given_back_wherever_it_is() {
        let spool = Spool::new();
        let pages: Vec<(String, String)> =
            (0..50).map(|page| (format!("public/{page}.html"), "é".repeat(page))).collect();
        for (path, text) in &pages {
            spool.put(path, &[text.as_bytes(), b"<p>"]);
        }
        spool.put("public/a.css", &[b"a{}"]);

        let files = spool.take();

        assert!(matches!(files["public/7.html"], Stored::Spooled(_)));
        assert!(matches!(files["public/a.css"], Stored::Memory(_)));
        for (path, text) in &pages {
            assert_eq!(files[path].bytes().unwrap(), format!("{text}<p>"), "{path}");
        }
        assert!(spool.take().is_empty());
    }

    #[test]
    fn without_a_file_memory_has_to_do() {
        let spool = Spool { file: None, ..Spool::new() };
        spool.put("public/a.html", &[b"a"]);

        assert_eq!(spool.take()["public/a.html"].bytes().unwrap(), "a");
    }
}
