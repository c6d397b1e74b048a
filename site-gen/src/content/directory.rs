//! Every file of a content folder: the only module that reads it.

mod contents;
pub mod file_url;
mod leftovers;
pub mod relative_path;
mod root;
mod streamed;
mod unreadable;
mod walk;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use authoring::diagnostics::{Diagnostic, Source};
use rayon::prelude::*;

use contents::Keeping;
pub use contents::{Contents, is_style_sheet};
use leftovers::is_path_left_out;
use relative_path::composed;
pub use root::OnDisk;
use root::Root;
pub use streamed::StreamedFile;
use unreadable::caused_by;

authoring::codes! {
    FILE_UNREADABLE = "file-unreadable" in "*" {
        means: "A file or folder is there and cannot be read: its rights forbid it, its name is \
            not UTF-8, or it is a link that leads nowhere or to a folder above it.",
        hurts: "What it holds is unknown, and the site would go out without that page.",
        wrong: "-rw------- root  pages/contact.md",
        right: "-rw-r--r-- root  pages/contact.md",
    }
    FILE_OUTSIDE = "file-outside" in "*" {
        means: "A link in the content folder leads to a file or folder that is not in it.",
        hurts: "A file of this machine that is nobody's business could go out with the site, and on \
            any other machine the link would lead nowhere.",
        wrong: "pages/contact.md -> /home/marie/contact.md",
        right: "pages/contact.md -> bureau.md",
    }
    ENCODING = "encoding" {
        means: "A file is not text in UTF-8, the encoding of all texts here: another program or an \
            old one has saved it.",
        hurts: "Readers would see `Caf\u{fffd}` in the place of “Café”.",
        wrong: "Caf\u{fffd} offert aux visiteurs.",
        right: "Café offert aux visiteurs.",
    }
}

/// A folder's files by path, read once. Sorted, so that no file system's order reaches the site.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// As its user would type it; every problem's path starts with it.
    name: String,
    /// Whether links stand in it: what changes under one name may stand under others, too.
    has_links: bool,
    /// By path from the folder, with `/`.
    files: BTreeMap<String, Contents>,
}

/// The folder itself could not be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {}", path.display())]
pub struct FolderError {
    /// The folder's, as its user has typed it.
    pub path: PathBuf,
    /// Why.
    #[source]
    pub cause: io::Error,
}

impl Folder {
    /// Reads all files below `root`, however deep, but for what editors and systems leave there. Names are
    /// composed (Unicode's NFC): macOS writes `e` and an accent where authors type `é`. What cannot be read hides nothing else: it is one of the files.
    ///
    /// # Errors
    ///
    /// Nothing can be read, because `root` is no folder or nobody's business.
    pub fn read(root: &Path) -> Result<Self, FolderError> {
        Self::read_where(root, |_| Keeping::InMemory)
    }

    /// The same, but what fills the memory of a large site stays on the disk: the texts of pages, which are read when
    /// they are asked for, and what goes out as it is.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read).
    pub fn open(root: &Path) -> Result<Self, FolderError> {
        Self::read_where(root, Keeping::of)
    }

    /// The same of a folder of another program: texts are read, whatever they are called, and all else stays on the disk.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read).
    pub fn open_foreign(root: &Path) -> Result<Self, FolderError> {
        Self::read_where(root, Keeping::of_foreign)
    }

    /// The same again: of files that are as they were `earlier`, nothing that is known is found out anew.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read).
    pub fn open_again(root: &Path, earlier: &Self) -> Result<Self, FolderError> {
        let mut folder = Self::open(root)?;
        for (path, contents) in &mut folder.files {
            if let Contents::Streamed(file) = contents
                && let Some(Contents::Streamed(earlier)) = earlier.files.get(path)
            {
                file.take_over(earlier);
            }
        }
        Ok(folder)
    }

    fn read_where(
        root: &Path,
        keeping: impl Fn(&str) -> Keeping + Sync,
    ) -> Result<Self, FolderError> {
        let failed = |cause| FolderError { path: root.to_owned(), cause };
        let (mut found, has_links) = walk::list(root).map_err(failed)?;
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        let root = Arc::new(Root::open(root).map_err(failed)?);
        let contents = |path: &str, is_same: bool| match keeping(path) {
            // What stands on the disk under its name may be read later.
            Keeping::OnDisk if is_same => Ok(Contents::OnDisk(OnDisk::below(&root))),
            Keeping::OnDisk | Keeping::InMemory => root.read(path),
            Keeping::Streamed => StreamedFile::below(&root, path).map(Contents::Streamed),
        };
        let mut files: Vec<(String, Contents)> = found
            .into_par_iter()
            .map(|(path, entry)| {
                let name = composed(&path);
                let is_same = *name == path;
                let read = |()| contents(&path, is_same).map_err(|cause| caused_by(&cause));
                let contents = entry.and_then(read).unwrap_or_else(Contents::Unreadable);
                (if is_same { path } else { name.into_owned() }, contents)
            })
            .collect();
        if !files.is_sorted_by(|(one, _), (other, _)| one < other) {
            files.sort_by(|(one, _), (other, _)| one.cmp(other));
            unreadable::note_twins(&mut files);
        }
        // Of a sorted list, a map is made at once.
        Ok(Self { name: root.name.clone(), has_links, files: files.into_iter().collect() })
    }

    /// What cannot be read.
    pub fn unreadable(&self) -> impl Iterator<Item = Diagnostic> {
        self.files.iter().filter_map(|(path, contents)| match contents {
            Contents::Unreadable(why) => Some(unreadable::at(self.typed(path), why)),
            _ => None,
        })
    }

    /// Reads these files again, by their paths from `root`, where they are known and still there, and says
    /// which of them hold something new; `None` if anything else has changed, and the whole folder is to be
    /// read again.
    pub fn read_again<'p>(
        &mut self,
        root: &Path,
        changed: impl IntoIterator<Item = &'p Path>,
    ) -> Option<Vec<String>> {
        let mut new = Vec::new();
        for file in changed {
            let path = file.to_str()?;
            let path = &*composed(path);
            // What an editor writes for itself.
            if is_path_left_out(path) {
                continue;
            }
            // Where a link leads, only the whole folder shows.
            if self.has_links || root.join(file).is_symlink() {
                return None;
            }
            match self.files.get_mut(path) {
                // It need not be read: it is the same version, or another one.
                Some(Contents::Streamed(streamed)) => {
                    streamed.open().ok()?;
                }
                Some(contents) => {
                    let bytes = fs::read(root.join(file)).ok()?;
                    // Of what is on the disk, nobody knows what it was: from now on, its text is kept.
                    if matches!(contents, Contents::OnDisk(_)) || bytes != contents.bytes() {
                        *contents = bytes[..].into();
                        new.push(path.to_owned());
                    }
                }
                None if is_gone(&root.join(file)) => {}
                None => return None,
            }
        }
        Some(new)
    }

    /// A folder that exists only in memory.
    pub fn from_files<P, B>(name: &str, files: impl IntoIterator<Item = (P, B)>) -> Self
    where
        P: Into<String>,
        B: AsRef<[u8]>,
    {
        let files = files.into_iter().map(|(path, bytes)| (path.into(), bytes.as_ref().into()));
        let files = files.collect();
        Self { name: name.to_owned(), has_links: false, files }
    }

    /// The same with one more file.
    #[must_use]
    pub fn with(&self, path: &str, text: &str) -> Self {
        let mut folder = self.clone();
        folder.files.insert(path.to_owned(), Contents::Text(text.into()));
        folder
    }

    /// The path of a file as its author would type it.
    pub fn typed(&self, path: &str) -> String {
        if self.name.is_empty() { path.to_owned() } else { format!("{}/{path}", self.name) }
    }

    /// Whether there is such a file.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The files below `prefix` (which ends with `/`), by their path from there, in order.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a Contents)> {
        self.files
            .range(prefix.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(prefix))
            .map(move |(path, bytes)| (&path[prefix.len()..], bytes))
    }

    /// The text of a file; `None` if there is no such file.
    ///
    /// # Errors
    ///
    /// The file is not UTF-8.
    pub fn text(&self, path: &str) -> Option<Result<Source, Box<Diagnostic>>> {
        Some(self.files.get(path)?.text(self.typed(path)))
    }
}

fn is_gone(file: &Path) -> bool {
    fs::metadata(file).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

#[cfg(test)]
mod tests;
