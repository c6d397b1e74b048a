//! What is in a folder, and in those below it.

use std::{
    cell::OnceCell,
    fs::{self, FileType},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use authoring::diagnostics::Diagnostic;

use super::{
    FILE_OUTSIDE,
    leftovers::is_left_out_in,
    unreadable::{caused_by, unreadable},
};

/// A path from the root, and whether there is a file to be read.
type Found = (String, Result<(), Arc<Diagnostic>>);

/// Lists the files below `root`, and says whether links stand among them.
///
/// # Errors
///
/// It cannot be listed. Folders below it that cannot are among what is found.
pub(super) fn list(root: &Path) -> io::Result<(Vec<Found>, bool)> {
    let mut walk = Walk {
        root,
        real_root: OnceCell::new(),
        linked: Vec::new(),
        has_links: false,
        found: Vec::new(),
    };
    walk.list_below("")?;
    Ok((walk.found, walk.has_links))
}

struct Walk<'a> {
    root: &'a Path,
    /// Without any link in its path. Looked up where there is a link at all.
    real_root: OnceCell<io::Result<PathBuf>>,
    /// The folders on the way to the one that is listed that links have led to.
    linked: Vec<PathBuf>,
    has_links: bool,
    found: Vec<Found>,
}

impl Walk<'_> {
    fn list_below(&mut self, folder: &str) -> io::Result<()> {
        let here = self.root.join(folder);
        for entry in fs::read_dir(&here)? {
            let entry = entry?;
            let (name, is_text) = match entry.file_name().into_string() {
                Ok(name) => (name, true),
                Err(name) => (name.to_string_lossy().into_owned(), false),
            };
            if is_left_out_in(folder, &name) {
                continue;
            }
            let path = if folder.is_empty() { name } else { [folder, "/", &name].concat() };
            if !is_text {
                let why = unreadable("this name is not UTF-8", "rename it, or remove it");
                self.found.push((path, Err(why)));
                continue;
            }
            // The list says what each entry is; asking for it again is a system call a page.
            let listed = entry.file_type()?;
            self.has_links |= listed.is_symlink();
            let followed =
                if listed.is_symlink() { self.follow(&here, &path) } else { Ok((listed, None)) };
            match followed {
                Ok((kind, _)) if kind.is_file() => self.found.push((path, Ok(()))),
                Ok((kind, target)) if kind.is_dir() => {
                    let depth = self.linked.len();
                    self.linked.extend(target);
                    let listed = self.list_below(&path);
                    self.linked.truncate(depth);
                    if let Err(cause) = listed {
                        self.found.push((path, Err(caused_by(&cause))));
                    }
                }
                Ok(_) => {
                    let message = "this is neither a file nor a folder";
                    self.found.push((path, Err(unreadable(message, "remove it"))));
                }
                Err(why) => self.found.push((path, Err(why))),
            }
        }
        Ok(())
    }

    /// What the link in the folder `here` leads to, and where that is without any link. What a site shows
    /// is below its root: a link out of it would publish a file of the machine, and be broken on any other.
    fn follow(
        &self,
        here: &Path,
        path: &str,
    ) -> Result<(FileType, Option<PathBuf>), Arc<Diagnostic>> {
        let link = self.root.join(path);
        let nowhere = "this link leads nowhere";
        let nowhere = |_| unreadable(nowhere, "correct it, or remove it");
        let target = link.canonicalize().map_err(nowhere)?;
        let kind = fs::metadata(&target).map_err(nowhere)?.file_type();
        let real_root = self.real_root.get_or_init(|| self.root.canonicalize());
        let real_root = real_root.as_ref().map_err(caused_by)?;
        if !target.starts_with(real_root) {
            let typed = fs::read_link(&link).unwrap_or_default();
            let typed = typed.display();
            let message = format!("this link leads out of the content folder, to `{typed}`");
            let help = "put a copy of what it leads to in its place, or remove it";
            return Err(Arc::new(Diagnostic::new(FILE_OUTSIDE, 0..0, message, help)));
        }
        if kind.is_dir() && self.leads_back(here, &target) {
            return Err(unreadable("this link leads to a folder that it stands in", "remove it"));
        }
        Ok((kind, Some(target)))
    }

    /// Whether the target of a link in the folder `here` is that folder, or one on the way to it.
    fn leads_back(&self, here: &Path, target: &Path) -> bool {
        self.linked.iter().any(|known| known == target)
            || here.canonicalize().is_ok_and(|here| here.starts_with(target))
    }
}
