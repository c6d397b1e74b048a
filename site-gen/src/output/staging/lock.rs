//! One build at a time for each `dist/`: two at once would take each other's files away.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// The right to write beside a folder, for as long as it is held.
///
/// The system gives it back when the process ends, however it ends: a build that was killed keeps no
/// other waiting. The file itself may then stay; the next build takes it over, and removes it.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    /// Locked while it is open; `None` where the file system knows no locks.
    file: Option<File>,
}

impl Lock {
    /// Takes the lock that stands for the file `path`. Says `wait` once if another process holds it, and
    /// waits for as long as that takes.
    pub fn take(path: PathBuf, wait: impl FnOnce()) -> io::Result<Self> {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        let mut wait = Some(wait);
        loop {
            let file = File::options().create(true).append(true).open(&path)?;
            let locked = match file.try_lock() {
                Err(TryLockError::WouldBlock) => {
                    wait.take().into_iter().for_each(|wait| wait());
                    file.lock()
                }
                Err(TryLockError::Error(cause)) => Err(cause),
                Ok(()) => Ok(()),
            };
            match locked {
                // Some network file systems have none: a build there is as safe as without.
                Err(cause) if cause.kind() == io::ErrorKind::Unsupported => {
                    return Ok(Self { path, file: None });
                }
                locked => locked?,
            }
            // Whoever held it may have removed the file: then this one stands for nothing any more.
            if is_at(&file, &path)? {
                return Ok(Self { path, file: Some(file) });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is still locked, or it might be another's by now.
        if self.file.is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let opened = file.metadata()?;
    match fs::metadata(path) {
        Ok(found) => Ok((found.dev(), found.ino()) == (opened.dev(), opened.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Elsewhere, a file that somebody has open keeps its name.
#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> io::Result<bool> {
    path.try_exists()
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        thread,
    };

    use super::*;

    #[test]
    fn one_at_a_time_holds_it_and_the_last_removes_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/.lock");
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));

        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let _lock = Lock::take(path.clone(), || {}).unwrap();
                        most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });

        assert_eq!(most.into_inner(), 1);
        assert!(!path.exists());
    }
}
