//! Replaces `dist/` in one step: whoever reads it finds the old site or the new one, never half of each.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

/// What became of the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Written {
    Replaced,
    Unchanged,
}

/// The site could not be written; the folder is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A file or folder could not be read, made or moved.
    #[error("cannot write {}", path.display())]
    Failed {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// Replacing it would delete what no build has made.
    #[error("{} is not the output of a build: it will not be replaced", .0.display())]
    NotOurs(PathBuf),
}

/// What every output holds, and by which it is known.
const MARK: &str = "headers.json";

/// Writes these files, by path, as the folder `out`, instead of whatever it holds.
pub fn write(files: &BTreeMap<String, Vec<u8>>, out: &Path) -> Result<Written, WriteError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |cause| WriteError::Failed { path, cause }
    };
    let exists = out.is_dir();
    if exists {
        let is_empty = fs::read_dir(out).map_err(failed(out))?.next().is_none();
        if !is_empty && !out.join(MARK).is_file() {
            return Err(WriteError::NotOurs(out.to_owned()));
        }
        if holds_exactly(files, out).map_err(failed(out))? {
            return Ok(Written::Unchanged);
        }
    }
    // A sibling, to be on the same file system.
    let new = sibling(out, "new");
    remove(&new).map_err(failed(&new))?;
    let folders: std::collections::BTreeSet<&Path> =
        files.keys().filter_map(|path| Path::new(path).parent()).collect();
    for folder in folders {
        let folder = new.join(folder);
        fs::create_dir_all(&folder).map_err(failed(&folder))?;
    }
    files.par_iter().try_for_each(|(path, bytes)| {
        let path = new.join(path);
        fs::write(&path, bytes).map_err(failed(&path))
    })?;
    sync(&new).map_err(failed(&new))?;
    exchange(&new, out, exists).map_err(failed(out))?;
    // What is left under this name is the old site.
    remove(&new).map_err(failed(&new))?;
    Ok(Written::Replaced)
}

fn sibling(out: &Path, suffix: &str) -> PathBuf {
    let name = out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    out.with_file_name(format!(".{name}.{suffix}"))
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether the folder holds these files, byte by byte, and no others.
fn holds_exactly(files: &BTreeMap<String, Vec<u8>>, out: &Path) -> io::Result<bool> {
    if count(out)? != files.len() {
        return Ok(false);
    }
    Ok(files.par_iter().all(|(path, bytes)| {
        let path = out.join(path);
        let same_length = fs::metadata(&path).is_ok_and(|found| found.len() == bytes.len() as u64);
        same_length && fs::read(&path).is_ok_and(|found| found == *bytes)
    }))
}

fn count(folder: &Path) -> io::Result<usize> {
    let mut files = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        files += if entry.file_type()?.is_dir() { count(&entry.path())? } else { 1 };
    }
    Ok(files)
}

/// One flush for all files; one for each would take longer than everything else.
#[cfg(target_os = "linux")]
fn sync(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(fs::File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn exchange(new: &Path, out: &Path, exists: bool) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    if exists {
        match renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE) {
            // Some network and overlay file systems know no exchange.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => {}
            done => return Ok(done?),
        }
    }
    move_aside(new, out, exists)
}

#[cfg(not(target_os = "linux"))]
fn exchange(new: &Path, out: &Path, exists: bool) -> io::Result<()> {
    move_aside(new, out, exists)
}

/// Where nothing better is known: for an instant there is no site.
fn move_aside(new: &Path, out: &Path, exists: bool) -> io::Result<()> {
    let old = sibling(out, "old");
    if exists {
        remove(&old)?;
        fs::rename(out, &old)?;
    }
    fs::rename(new, out)?;
    remove(&old)
}
