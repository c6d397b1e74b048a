//! Where an output may stand.

use std::path::{self, Path};

/// Whether a path, of which perhaps nothing exists yet, leads into a folder or is it.
pub fn stands_in(path: &Path, folder: &Path) -> bool {
    let (Ok(path), Ok(folder)) = (path::absolute(path), folder.canonicalize()) else {
        return false;
    };
    // Links and `..` are followed as far as there is something.
    let there = path.ancestors().find_map(|above| above.canonicalize().ok());
    there.is_some_and(|there| there.starts_with(folder))
}
