//! Replaces `dist/` in one step: whoever reads it finds the old site or the new one, never half of each.

mod exchange;
mod folder;
mod images;
mod lock;
mod mark;
pub mod place;
mod source;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;

use crate::{
    content::directory::StreamedFile,
    output::{
        Output,
        compress::{self, Effort, Encoding},
        images::{ImageError, jobs::ImageJob},
    },
};
use exchange::{exchange, remove, sibling, sync};
use folder::NewFolder;
use images::StagedImages;
use lock::Lock;
use mark::{MARK, MARK_TEXT, may_be_replaced};
use source::Source;

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
        /// The path of that file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// Replacing it would delete what no build has made.
    #[error(
        "{} is not the output of a build (it holds no {MARK}): it will not be replaced; name another folder, or move this one away",
        .0.display()
    )]
    NotOurs(PathBuf),
}

/// A new `dist/` in the making, beside the old one.
///
/// Whatever is as it was in the old one is not written again, but linked at the end; so a build that
/// changes nothing writes nothing.
#[derive(Debug)]
pub struct Staging {
    out: PathBuf,
    /// A sibling, to be on the same file system.
    new: PathBuf,
    /// The same, made and opened when there is something to put into it.
    into: OnceLock<io::Result<NewFolder>>,
    /// Whether there is an old one to compare with.
    exists: bool,
    progress: Mutex<Progress>,
    /// Whether text files are compressed.
    compresses: bool,
    /// Whether the site has an error, so that nothing of it will be read.
    is_given_up: AtomicBool,
    /// What was made of images, by this build or by others before.
    images: StagedImages,
    /// No other build writes either of them meanwhile.
    lock: Lock,
}

/// How much a build has written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Volume {
    /// Files that are new or not as they were.
    pub written: usize,
    /// Bytes in them.
    pub bytes: u64,
    /// Files that are as they were.
    pub same: usize,
}

#[derive(Debug, Default)]
struct Progress {
    /// Paths of files that are as they were.
    same: Vec<String>,
    /// How many are not.
    written: usize,
    /// Bytes in the latter.
    bytes: u64,
    /// The first thing that went wrong.
    failure: Option<WriteError>,
}

impl Staging {
    /// Prepares to replace the folder `out`. What an interrupted build left behind is removed. While
    /// another build is at it, says `wait` and waits.
    ///
    /// One that `compresses` adds a compressed file beside each text file.
    pub fn beside(out: &Path, compresses: bool, wait: impl FnOnce()) -> Result<Self, WriteError> {
        let out = place::followed(out).map_err(failed(out))?;
        let path = sibling(&out, "lock");
        let lock = Lock::take(path.clone(), wait).map_err(failed(&path))?;
        let exists = out.is_dir();
        if exists && !may_be_replaced(&out).map_err(failed(&out))? {
            return Err(WriteError::NotOurs(out));
        }
        let new = sibling(&out, "new");
        remove(&new).map_err(failed(&new))?;
        let (into, progress) = (OnceLock::new(), Mutex::default());
        let is_given_up = AtomicBool::new(false);
        let images = StagedImages::at(sibling(&out, "images"));
        Ok(Self { out, new, into, exists, progress, compresses, is_given_up, images, lock })
    }

    /// The same, which says how many images of how many are made.
    #[must_use]
    pub fn telling(mut self, progress: impl Fn(usize, usize) + Send + Sync + 'static) -> Self {
        self.images.tell(progress);
        self
    }

    /// How much has been written so far.
    pub fn volume(&self) -> Volume {
        let Progress { same, written, bytes, .. } = &*self.progress();
        Volume { written: *written, bytes: *bytes, same: same.len() }
    }

    /// Puts the new folder in the place of the old one, in one step.
    pub fn commit(self) -> Result<Written, WriteError> {
        self.put_one(MARK, Source::Parts(&[MARK_TEXT]));
        let Self { out, new, exists, progress, is_given_up, images, lock: _lock, .. } = self;
        assert!(!is_given_up.into_inner(), "a site with errors replaces nothing");
        let progress = progress.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(failure) = progress.failure {
            // What failed matters, not that its traces could not be removed.
            let _ = remove(&new);
            return Err(failure);
        }
        images.prune();
        let same = &progress.same;
        if exists && progress.written == 0 && count(&out).map_err(failed(&out))? == same.len() {
            return Ok(Written::Unchanged);
        }
        let linked = || same.par_iter().try_for_each(|path| link(&out.join(path), &new.join(path)));
        let replaced = linked()
            .and_then(|()| sync(&new).map_err(failed(&new)))
            .and_then(|()| exchange(&new, &out, exists).map_err(failed(&out)));
        if let Err(failure) = replaced {
            let _ = remove(&new);
            return Err(failure);
        }
        // What is left under this name is the old site.
        remove(&new).map_err(failed(&new))?;
        Ok(Written::Replaced)
    }

    /// Leaves the folder as it is.
    pub fn abandon(self) -> Result<(), WriteError> {
        remove(&self.new).map_err(failed(&self.new))
    }

    fn write(&self, path: &str, source: Source<'_>) -> Result<(), WriteError> {
        let into = self.into.get_or_init(|| NewFolder::make(&self.new));
        let done = match into {
            Ok(into) => into.write(path, source),
            // The same for every file; the first is reported.
            Err(cause) => Err(io::Error::new(cause.kind(), cause.to_string())),
        };
        done.map_err(|cause| WriteError::Failed { path: self.new.join(path), cause })
    }

    /// Puts a file, with its compressed forms.
    fn put_all(&self, path: &str, source: Source<'_>) {
        if self.is_given_up.load(Ordering::Relaxed) {
            return;
        }
        let is_same = self.put_one(path, source);
        if let Some(effort) = compress::effort(path, source.length()).filter(|_| self.compresses)
            // What cannot be read any more is a failure already.
            && let Ok(text) = source.bytes()
        {
            self.compress(path, &text, effort, is_same);
        }
    }

    /// Puts one file, and says whether it is as it was.
    fn put_one(&self, path: &str, source: Source<'_>) -> bool {
        if self.exists && source.is_in(&self.out.join(path)) {
            self.progress().same.push(path.to_owned());
            return true;
        }
        let done = self.write(path, source);
        let mut progress = self.progress();
        progress.written += 1;
        progress.bytes += source.length();
        if let Err(failure) = done {
            progress.failure.get_or_insert(failure);
        }
        false
    }

    /// Puts the compressed files of a text beside it; of one that is as it was, the old ones stay.
    fn compress(&self, path: &str, text: &[u8], effort: Effort, is_same: bool) {
        // Each is worth a thread: a style sheet takes as long as thirty pages.
        Encoding::ALL.into_par_iter().for_each(|encoding| {
            let compressed = [path, encoding.ending()].concat();
            if is_same && self.out.join(&compressed).is_file() {
                self.progress().same.push(compressed);
            } else if let Some(bytes) = encoding.encode(text, effort) {
                self.put_one(&compressed, Source::Parts(&[&bytes]));
            }
        });
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Output for Staging {
    fn put(&self, path: &str, parts: &[&[u8]]) {
        self.put_all(path, Source::Parts(parts));
    }

    fn put_file(&self, path: &str, file: &StreamedFile) {
        self.put_all(path, Source::File(file));
    }

    fn put_images(&self, jobs: &[ImageJob]) -> Vec<(usize, ImageError)> {
        let is_given_up = || self.is_given_up.load(Ordering::Relaxed);
        self.images.get(jobs, is_given_up, |path, file| self.put_all(path, Source::File(file)))
    }

    fn give_up(&self) {
        self.is_given_up.store(true, Ordering::Relaxed);
    }
}

/// Writes these files, by path, as the folder `out`, instead of whatever it holds.
pub fn write(files: &BTreeMap<String, Vec<u8>>, out: &Path) -> Result<Written, WriteError> {
    let staging = Staging::beside(out, false, || {})?;
    files.par_iter().for_each(|(path, bytes)| staging.put(path, &[bytes]));
    staging.commit()
}

/// Makes a file, and the folders above it if they are not there yet.
fn make(path: &Path, write: impl Fn(&Path) -> io::Result<()>) -> Result<(), WriteError> {
    let done = match write(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| write(path))
        }
        done => done,
    };
    done.map_err(failed(path))
}

/// The same file under another path: no bytes are copied where the file system can share them.
fn link(old: &Path, new: &Path) -> Result<(), WriteError> {
    make(new, |new| match fs::hard_link(old, new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => fs::copy(old, new).map(|_| ()),
        done => done,
    })
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |cause| WriteError::Failed { path, cause }
}

fn count(folder: &Path) -> io::Result<usize> {
    let mut files = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        files += if entry.file_type()?.is_dir() { count(&entry.path())? } else { 1 };
    }
    Ok(files)
}
