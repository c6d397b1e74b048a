//! What is in a folder, and in those below it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Unreadable, is_left_out};

/// A path from the root, and whether there is a file to be read.
type Found = (String, Result<(), Unreadable>);

/// Lists the files below `root`.
///
/// # Errors
///
/// It cannot be listed. Folders below it that cannot are among what is found.
pub(super) fn list(root: &Path, found: &mut Vec<Found>) -> io::Result<()> {
    list_below(root, "", &mut Vec::new(), found)
}

/// `linked` are the folders on the way to this one that links have led to.
fn list_below(
    root: &Path,
    folder: &str,
    linked: &mut Vec<PathBuf>,
    found: &mut Vec<Found>,
) -> io::Result<()> {
    let here = root.join(folder);
    for entry in fs::read_dir(&here)? {
        let entry = entry?;
        let (name, is_text) = match entry.file_name().into_string() {
            Ok(name) => (name, true),
            Err(name) => (name.to_string_lossy().into_owned(), false),
        };
        if is_left_out(&name) {
            continue;
        }
        let path = if folder.is_empty() { name } else { [folder, "/", &name].concat() };
        if !is_text {
            let message = "this name is not UTF-8".to_owned();
            found.push((path, Err(Unreadable { message, help: "rename it, or remove it" })));
            continue;
        }
        // The list says what each entry is; asking for it again is a system call a page.
        let listed = entry.file_type()?;
        let is_link = listed.is_symlink();
        // Follows links: a folder of images may well live elsewhere.
        let kind = if is_link {
            fs::metadata(root.join(&path)).map(|target| target.file_type())
        } else {
            Ok(listed)
        };
        match kind {
            Ok(kind) if kind.is_file() => found.push((path, Ok(()))),
            Ok(kind) if kind.is_dir() => {
                let target = if is_link { root.join(&path).canonicalize().ok() } else { None };
                if target.as_ref().is_some_and(|target| leads_back(&here, target, linked)) {
                    let message = "this link leads to a folder that it stands in".to_owned();
                    found.push((path, Err(Unreadable { message, help: "remove it" })));
                    continue;
                }
                let depth = linked.len();
                linked.extend(target);
                let listed = list_below(root, &path, linked, found);
                linked.truncate(depth);
                if let Err(cause) = listed {
                    found.push((path, Err(Unreadable::of(&cause))));
                }
            }
            Ok(_) => {}
            Err(_) if is_link => {
                let message = "this link leads nowhere".to_owned();
                found.push((path, Err(Unreadable { message, help: "correct it, or remove it" })));
            }
            Err(cause) => found.push((path, Err(Unreadable::of(&cause)))),
        }
    }
    Ok(())
}

/// Whether the target of a link in the folder `here` is that folder, or one on the way to it.
fn leads_back(here: &Path, target: &Path, linked: &[PathBuf]) -> bool {
    linked.iter().any(|known| known == target)
        || here.canonicalize().is_ok_and(|here| here.starts_with(target))
}
