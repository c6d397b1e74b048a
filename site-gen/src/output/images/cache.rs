//! What was made of images, kept by what it is made of: a second build makes nothing again.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Read as _, Seek as _},
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use super::{ImageError, MadeImage};
use crate::content::{
    assets::images::variants::{Target, Variant},
    directory::StreamedFile,
};

/// The last chunk of every PNG, without its length.
const PNG_END: &[u8] = b"IEND\xae\x42\x60\x82";

/// A folder of files that are named by the digest of what decides on their bytes. Several processes may use it at
/// once: a file is there whole or not at all.
#[derive(Debug)]
pub struct ImageCache {
    folder: PathBuf,
    /// The names of those that were asked for.
    used: Mutex<BTreeSet<String>>,
}

impl ImageCache {
    /// In this folder, which is made with the first file.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder, used: Mutex::default() }
    }

    /// Those of an image; made of it, once, where they are not there yet.
    ///
    /// # Errors
    ///
    /// The image cannot be read or decoded, or what is made of it cannot be written.
    pub fn get<T>(
        &self,
        image: &MadeImage,
        variants: &[(Variant, T)],
    ) -> Result<Vec<StreamedFile>, ImageError> {
        let names = variants.iter().map(|(variant, _)| (*variant, name(image, *variant)));
        let names: Vec<(Variant, String)> = names.collect();
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.extend(names.iter().map(|(_, name)| name.clone()));
        drop(used);
        let missing = names.iter().filter(|(_, name)| !self.is_there(name));
        let missing: Vec<(Variant, String)> = missing.cloned().collect();
        if !missing.is_empty() {
            fs::create_dir_all(&self.folder)?;
            image.make_all(&missing, |name, bytes| Ok(self.write(name, &bytes)?))?;
        }
        let opened = names.iter().map(|(_, name)| StreamedFile::at(&self.folder, name));
        Ok(opened.collect::<io::Result<_>>()?)
    }

    /// Whether all of them are there already.
    pub fn has<T>(&self, image: &MadeImage, variants: &[(Variant, T)]) -> bool {
        variants.iter().all(|(variant, _)| self.is_there(&name(image, *variant)))
    }

    /// Whether there is such a file, and not only what a disk has kept of one when the power went.
    fn is_there(&self, name: &str) -> bool {
        let end = || -> io::Result<Vec<u8>> {
            let mut file = fs::File::open(self.folder.join(name))?;
            let length = file.metadata()?.len();
            file.seek(io::SeekFrom::Start(length.saturating_sub(PNG_END.len() as u64)))?;
            let mut end = Vec::new();
            file.read_to_end(&mut end)?;
            Ok(end)
        };
        let is_png = name.ends_with(Target::Png.ending());
        end().is_ok_and(|end| if is_png { end == PNG_END } else { !end.is_empty() })
    }

    /// Under another name first: whoever finds it under its own finds all of it.
    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        io::Write::write_all(&mut file, bytes)?;
        file.persist(self.folder.join(name)).map(drop).map_err(|error| error.error)
    }

    /// Removes what nobody has asked for since this was made, and what was not finished.
    ///
    /// # Errors
    ///
    /// The folder cannot be listed. What cannot be removed stays.
    pub fn prune(&self) -> io::Result<()> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let is_used = entry.file_name().to_str().is_some_and(|name| used.contains(name));
            if !is_used {
                let _ = fs::remove_file(entry.path());
            }
        }
        if used.is_empty() {
            let _ = fs::remove_dir(&self.folder);
        }
        Ok(())
    }
}

fn name(image: &MadeImage, variant: Variant) -> String {
    format!("{:x}.{}", variant.key(&image.digest), variant.target.ending())
}
