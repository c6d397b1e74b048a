//! The content folder in the making: what is in it, and how it gets to its place, whole or not at all.

pub(super) mod settings;

use std::{
    borrow::Cow,
    collections::{BTreeMap, btree_map::Entry},
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::{ImportError, Progress};
use crate::content::directory::Contents;

/// The files of a content folder, by their paths in it.
#[derive(Default)]
pub(super) struct NewSite {
    files: BTreeMap<String, NewFile>,
}

/// What a file will hold.
pub(super) enum NewFile {
    Text(String),
    /// What the old site's file holds.
    Same(Contents),
}

impl NewSite {
    /// Adds a file; false, and nothing, where there is one of that path.
    pub(super) fn add(&mut self, path: String, file: NewFile) -> bool {
        match self.files.entry(path) {
            Entry::Vacant(entry) => {
                entry.insert(file);
                true
            }
            Entry::Occupied(_) => false,
        }
    }

    /// Its texts by their paths: pages, settings, data and templates.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let files = self.files.iter().filter(|(path, _)| !path.starts_with("assets/"));
        files.filter_map(|(path, file)| {
            let text = match file {
                NewFile::Text(text) => Cow::Borrowed(text.as_str()),
                NewFile::Same(contents) => {
                    contents.text(path.clone()).ok()?.text.to_string().into()
                }
            };
            Some((path.as_str(), text))
        })
    }

    /// How many files stand below a folder, which ends with a slash.
    pub(super) fn count(&self, folder: &str) -> usize {
        self.files.keys().filter(|path| path.starts_with(folder)).count()
    }

    /// Writes all of it beside `out`, then puts it there.
    ///
    /// # Errors
    ///
    /// A file cannot be read or written; or something stands at `out` by now. Nothing is left behind.
    pub(super) fn write(&self, out: &Path, progress: Progress) -> Result<(), ImportError> {
        let aside = aside(out);
        let written = self
            .write_all(&aside, progress)
            .and_then(|()| fs::rename(&aside, out).map_err(|cause| failed(out, cause)));
        if written.is_err() {
            // What failed matters, not that its traces could not be removed.
            let _ = fs::remove_dir_all(&aside);
        }
        written
    }

    fn write_all(&self, aside: &Path, progress: Progress) -> Result<(), ImportError> {
        let above = aside.parent().filter(|above| !above.as_os_str().is_empty());
        above.map_or(Ok(()), fs::create_dir_all).map_err(|cause| failed(aside, cause))?;
        fs::create_dir(aside).map_err(|cause| failed(aside, cause))?;
        for (number, (path, file)) in self.files.iter().enumerate() {
            // A hundred files are written before anybody looks.
            if progress == Progress::Shown && number % 100 == 99 {
                let _ = write!(io::stderr(), "\rwriting: {number} of {} files", self.files.len());
            }
            let path = aside.join(path);
            file.write(&path).map_err(|cause| failed(&path, cause))?;
        }
        if progress == Progress::Shown && self.files.len() > 99 {
            let _ = writeln!(io::stderr(), "\rwriting: {0} of {0} files", self.files.len());
        }
        Ok(())
    }
}

impl NewFile {
    fn write(&self, path: &Path) -> io::Result<()> {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        let mut file = File::create_new(path)?;
        match self {
            Self::Text(text) => file.write_all(text.as_bytes()),
            Self::Same(Contents::Streamed(streamed)) => streamed.copy_to(&mut file),
            Self::Same(contents) => file.write_all(contents.bytes()),
        }
    }
}

fn failed(path: &Path, source: io::Error) -> ImportError {
    ImportError::Write { path: path.to_owned(), source }
}

/// A folder beside `out`, so that it is on the same disk, which nobody else writes.
fn aside(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.import-{}", std::process::id()))
}

/// What stands in the way of a folder: the names of what it holds, in order; none if it is not there or empty.
///
/// # Errors
///
/// It is something else than a folder, or cannot be listed.
pub(super) fn in_the_way(out: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names = names.collect::<io::Result<Vec<String>>>()?;
    names.sort();
    Ok(names)
}
