//! Where the pages of a site are kept while it is served: of a large one, they would fill the memory.

use std::{
    collections::BTreeMap,
    fs::File,
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;

use crate::output::{Output, media_types::media_type};

/// The bytes of a file that is served.
#[derive(Clone, Debug)]
pub enum Stored {
    /// In memory.
    Memory(Bytes),
    /// In a file that has no name, and goes when nobody serves from it any more.
    Spooled {
        /// It.
        file: Arc<File>,
        /// The first of the bytes.
        at: u64,
        /// How many there are.
        length: usize,
    },
}

impl Stored {
    /// All of them.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn bytes(&self) -> io::Result<Bytes> {
        match self {
            Self::Memory(bytes) => Ok(bytes.clone()),
            Self::Spooled { file, at, length } => {
                let mut bytes = vec![0; *length];
                read_at(file, &mut bytes, *at)?;
                Ok(bytes.into())
            }
        }
    }
}

impl From<Vec<u8>> for Stored {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Memory(bytes.into())
    }
}

/// Takes what a build makes: pages to a file, all else to memory.
#[derive(Debug)]
pub struct Spool {
    /// `None` where none can be made: then memory has to do.
    file: Option<Arc<File>>,
    end: AtomicU64,
    files: Mutex<BTreeMap<String, Stored>>,
}

impl Spool {
    /// An empty one.
    pub fn new() -> Self {
        let file = tempfile::tempfile().ok().map(Arc::new);
        Self { file, end: AtomicU64::new(0), files: Mutex::default() }
    }

    /// All that it has taken since it was asked last, by path from `dist/`.
    pub fn take(&self) -> BTreeMap<String, Stored> {
        std::mem::take(&mut self.files.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn spool(&self, bytes: &[u8]) -> Option<Stored> {
        let file = self.file.clone()?;
        let length = bytes.len();
        let at = self.end.fetch_add(u64::try_from(length).ok()?, Ordering::Relaxed);
        // On a full disk, memory has to do.
        write_at(&file, bytes, at).ok()?;
        Some(Stored::Spooled { file, at, length })
    }
}

impl Output for Spool {
    fn put(&self, path: &str, parts: &[&[u8]]) {
        let bytes = parts.concat();
        let is_page = path.starts_with("public/") && media_type(path).starts_with("text/html");
        let spooled = if is_page { self.spool(&bytes) } else { None };
        let stored = spooled.unwrap_or_else(|| bytes.into());
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), stored);
    }
}

#[cfg(unix)]
use std::os::unix::fs::FileExt as _;

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    file.read_exact_at(bytes, at)
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    file.write_all_at(bytes, at)
}

/// Elsewhere, several threads cannot write to their own places of a file: nothing is ever there.
#[cfg(not(unix))]
fn read_at(_file: &File, _bytes: &mut [u8], _at: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(unix))]
fn write_at(_file: &File, _bytes: &[u8], _at: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
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

        assert!(matches!(files["public/7.html"], Stored::Spooled { .. }));
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
