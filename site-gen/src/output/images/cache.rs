//! What was made of images, kept by what it is made of: a second build makes nothing again.
//!
//! A file is called `key.sum.avif`: the key is the digest of all that decides on its bytes, the sum that of the bytes.
//! One that is not what its name says, because a disk was full or a copy ended too early, counts for nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io,
    path::PathBuf,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use sha2::{Digest as _, Sha256};

use super::{ImageError, MadeImage};
use crate::content::{
    assets::{fingerprint::Digest, images::variants::Variant},
    directory::StreamedFile,
};

/// What names of files begin with that are not written to their end.
const UNFINISHED: &str = ".new-";

/// Hexadecimal digits of a sum: 64 bits, against accidents.
const SUM: usize = 16;

/// A folder of such files. Several processes may use it at once: a file is there whole or not at all, and what
/// another process writes stays. What two of them make at once is the same, and made twice.
#[derive(Debug)]
pub struct ImageCache {
    folder: PathBuf,
    /// Names by key, as the folder was when somebody first asked, and what was added since.
    names: OnceLock<Mutex<BTreeMap<String, String>>>,
    /// The names of those that were asked for.
    used: Mutex<BTreeSet<String>>,
}

/// What a file is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CacheKey {
    /// Of all that decides on its bytes.
    pub digest: Digest,
    /// What its name ends with, without the dot.
    pub ending: &'static str,
}

impl CacheKey {
    fn of(image: &MadeImage, variant: Variant) -> Self {
        Self { digest: variant.key(&image.digest), ending: variant.target.ending() }
    }

    fn text(&self) -> String {
        format!("{:x}", self.digest)
    }
}

impl ImageCache {
    /// In this folder, which is made with the first file.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder, names: OnceLock::new(), used: Mutex::default() }
    }

    /// The file of this key, if it is there and whole.
    pub fn find(&self, key: &CacheKey) -> Option<StreamedFile> {
        let name = self.names().get(&key.text())?.clone();
        let file = StreamedFile::at(&self.folder, &name).ok()?;
        let (_, said) = key_and_sum(&name)?;
        if sum(&file.digest().ok()?) != said {
            return None;
        }
        lock(&self.used).insert(name);
        Some(file)
    }

    /// Keeps these bytes by this key. They are written under another name first: whoever finds the file finds all of it.
    ///
    /// # Errors
    ///
    /// The folder cannot be written to.
    pub fn keep(&self, key: &CacheKey, bytes: &[u8]) -> io::Result<StreamedFile> {
        fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&self.folder)?;
        // Says that somebody is at it. Where the file system knows no locks, it may be removed meanwhile.
        let _ = file.as_file().try_lock();
        io::Write::write_all(&mut file, bytes)?;
        let name = format!("{}.{}.{}", key.text(), sum(&Sha256::digest(bytes)), key.ending);
        let path = self.folder.join(&name);
        if let Err(taken) = file.persist_noclobber(&path) {
            // Two images with the same bytes: somebody may be reading what the other one was made into.
            if taken.error.kind() == io::ErrorKind::AlreadyExists {
                self.names().insert(key.text(), name.clone());
                if let Some(kept) = self.find(key) {
                    return Ok(kept);
                }
            }
            // What is there is damaged; or the disk has no way to move a file only where none is.
            taken.file.persist(&path).map_err(|error| error.error)?;
        }
        lock(&self.used).insert(name.clone());
        let kept = StreamedFile::at(&self.folder, &name)?;
        self.names().insert(key.text(), name);
        Ok(kept)
    }

    /// Those of an image, in their order; made of it, once, where they are not there yet.
    ///
    /// # Errors
    ///
    /// The image cannot be read or decoded, or what is made of it cannot be written.
    pub fn get<T>(
        &self,
        image: &MadeImage,
        variants: &[(Variant, T)],
    ) -> Result<Vec<StreamedFile>, ImageError> {
        match self.get_once(image, variants) {
            // Another process has removed what it does not need itself.
            Err(ImageError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
                self.get_once(image, variants)
            }
            got => got,
        }
    }

    fn get_once<T>(
        &self,
        image: &MadeImage,
        variants: &[(Variant, T)],
    ) -> Result<Vec<StreamedFile>, ImageError> {
        let keys = variants.iter().map(|(variant, _)| CacheKey::of(image, *variant));
        let keys: Vec<CacheKey> = keys.collect();
        let mut files: Vec<_> = keys.iter().map(|key| self.find(key)).collect();
        let missing = (0..files.len()).filter(|at| files[*at].is_none());
        let missing: Vec<(Variant, usize)> = missing.map(|at| (variants[at].0, at)).collect();
        if !missing.is_empty() {
            image.make_all(&missing, |at, bytes| {
                files[*at] = Some(self.keep(&keys[*at], &bytes)?);
                Ok(())
            })?;
        }
        Ok(files.into_iter().flatten().collect())
    }

    /// Whether files of all of them are there already, whatever they hold.
    pub fn has<T>(&self, image: &MadeImage, variants: &[(Variant, T)]) -> bool {
        let names = self.names();
        variants
            .iter()
            .all(|(variant, _)| names.contains_key(&CacheKey::of(image, *variant).text()))
    }

    /// Removes what nobody has asked for since this was made, and what was left unfinished.
    ///
    /// # Errors
    ///
    /// The folder cannot be listed. What cannot be removed stays.
    pub fn prune(&self) -> io::Result<()> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        let used = lock(&self.used);
        for entry in entries {
            let entry = entry?;
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy();
            let is_written = || File::open(&path).is_ok_and(|file| file.try_lock().is_err());
            let stays = used.contains(&*name) || name.starts_with(UNFINISHED) && is_written();
            if !stays {
                let _ = fs::remove_file(path);
            }
        }
        if used.is_empty() {
            let _ = fs::remove_dir(&self.folder);
        }
        Ok(())
    }

    fn names(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        lock(self.names.get_or_init(|| {
            let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
            let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
            let by_key = |name: String| Some((key_and_sum(&name)?.0.to_owned(), name));
            Mutex::new(names.filter_map(by_key).collect())
        }))
    }
}

/// Of the name of a file.
fn key_and_sum(name: &str) -> Option<(&str, &str)> {
    let (key, rest) = name.split_once('.')?;
    let (sum, _) = rest.split_once('.')?;
    Some((key, sum))
}

fn sum(of: &Digest) -> String {
    let mut sum = format!("{of:x}");
    sum.truncate(SUM);
    sum
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
