//! The folder on the disk, from which its files are read.

use std::{
    cell::RefCell,
    fs::File,
    io::{self, Read as _},
    os::fd::OwnedFd,
    path::Path,
    sync::Arc,
};

use rustix::fs::{CWD, Mode, OFlags, openat};

use super::{Contents, unreadable::caused_by};

/// What most pages are shorter than.
const BUFFER: usize = 64 * 1024;

thread_local! {
    /// Each thread reads all its files into the same bytes: fresh memory is cleared by the system first.
    static READ: RefCell<Vec<u8>> = RefCell::new(Vec::with_capacity(BUFFER));
}

/// It stays open: the system then looks for a file from here, not from the top of the disk.
#[derive(Debug)]
pub(super) struct Root {
    folder: OwnedFd,
    /// As its user would type it.
    pub(super) name: String,
}

impl Root {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = openat(CWD, path, flags, Mode::empty())?;
        let name = path.to_string_lossy().trim_end_matches('/').to_owned();
        Ok(Self { folder, name })
    }

    /// Opens the file at a path from here.
    pub(super) fn open_file(&self, path: &str) -> io::Result<File> {
        let flags = OFlags::RDONLY | OFlags::CLOEXEC;
        Ok(File::from(openat(&self.folder, path, flags, Mode::empty())?))
    }

    /// Reads the file at a path from here. Its size is not asked for: two system calls less.
    pub(super) fn read(&self, path: &str) -> io::Result<Contents> {
        let file = self.open_file(path)?;
        READ.with_borrow_mut(|bytes| {
            bytes.clear();
            file.take(u64::MAX).read_to_end(bytes)?;
            let contents = Contents::from(&**bytes);
            // One large file is no reason to hold as much until the end.
            bytes.shrink_to(BUFFER);
            Ok(contents)
        })
    }
}

/// A file that is read when it is asked for, each time.
#[derive(Clone, Debug)]
pub struct OnDisk(Arc<Root>);

impl OnDisk {
    pub(super) fn below(root: &Arc<Root>) -> Self {
        Self(Arc::clone(root))
    }

    /// What the file holds now that its author would call `typed`.
    pub fn contents(&self, typed: &str) -> Contents {
        let path = typed.strip_prefix(&self.0.name).unwrap_or(typed).trim_start_matches('/');
        let read = self.0.read(path);
        read.unwrap_or_else(|cause| Contents::Unreadable(caused_by(&cause)))
    }
}
