//! A new folder that is filled with files: named from it, written in one go.

use std::{
    fs::{self, File},
    io,
    os::fd::OwnedFd,
    path::Path,
};

use rustix::{
    fs::{CWD, Mode, OFlags, mkdirat, openat},
    io::Errno,
};

use super::source::Source;

/// It stays open: the system then looks for a file from here, not from the top of the disk, and nobody joins paths.
#[derive(Debug)]
pub(super) struct NewFolder(OwnedFd);

impl NewFolder {
    /// Makes it, and those above it.
    pub(super) fn make(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self(openat(CWD, path, flags, Mode::empty())?))
    }

    /// Writes a file at a path from here, and makes the folders that are missing above it.
    pub(super) fn write(&self, path: &str, source: Source<'_>) -> io::Result<()> {
        // Nearly each page is the first file of its folder: to make that first spares an attempt to write.
        let folder = path.strip_suffix("/index.html");
        folder.map_or(Ok(()), |folder| self.make_folders(folder))?;
        let mut file = match self.create(path) {
            Err(Errno::NOENT) => {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                self.make_folders(folder)?;
                File::from(self.create(path)?)
            }
            file => File::from(file?),
        };
        source.write_to(&mut file)
    }

    fn create(&self, path: &str) -> rustix::io::Result<OwnedFd> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::TRUNC | OFlags::CLOEXEC;
        openat(&self.0, path, flags, Mode::from_raw_mode(0o666))
    }

    /// Makes a folder; those above it only where one is missing.
    fn make_folders(&self, folder: &str) -> rustix::io::Result<()> {
        match mkdirat(&self.0, folder, Mode::from_raw_mode(0o777)) {
            // Another thread may have made it meanwhile.
            Err(Errno::EXIST) => Ok(()),
            Err(Errno::NOENT) => {
                let Some((above, _)) = folder.rsplit_once('/') else { return Err(Errno::NOENT) };
                self.make_folders(above)?;
                self.make_folders(folder)
            }
            done => done,
        }
    }
}
