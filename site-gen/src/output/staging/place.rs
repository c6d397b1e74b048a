//! Where an output may stand.

use std::{
    io,
    path::{self, Path, PathBuf},
};

/// Whether a path, of which perhaps nothing exists yet, leads into a folder or is it.
pub fn stands_in(path: &Path, folder: &Path) -> bool {
    let (Ok(path), Ok(folder)) = (path::absolute(path), folder.canonicalize()) else {
        return false;
    };
    // Links and `..` are followed as far as there is something.
    let there = path.ancestors().find_map(|above| above.canonicalize().ok());
    there.is_some_and(|there| there.starts_with(folder))
}

/// Where the folder that stands at a path is to be replaced. A link to one stays, and what it leads to is replaced:
/// whoever links to another disk, or to what a server publishes, wants the site there.
pub(super) fn followed(path: &Path) -> io::Result<PathBuf> {
    // Without the `/` at its end, which would already lead through the link.
    let path: PathBuf = path.components().collect();
    if path.is_symlink() { path.canonicalize() } else { Ok(path) }
}
