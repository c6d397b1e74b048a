//! The database as files of this machine.
//!
//! Nothing here opens the database's own file: closing any handle of it would take `SQLite`'s locks away
//! from this process.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tracing::warn;

use crate::crypto::private_file::{self, Mended};

/// What `SQLite` may put beside a database.
const BESIDE: [&str; 3] = ["-journal", "-wal", "-shm"];

/// Makes the file before `SQLite` does: `SQLite` would let everyone read it. What it puts beside it inherits
/// its mode.
pub(super) fn create(path: &Path) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    match private_file::create(path, b"") {
        // Another process was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

/// Nobody else may read it, nor what stands beside it. Says whether somebody could.
pub(super) fn keep_private(path: &Path) -> io::Result<Mended> {
    let mut mended = Mended::No;
    for file in [path.to_owned()].into_iter().chain(BESIDE.map(|end| beside(path, end))) {
        match private_file::mend(&file) {
            Ok(Mended::Yes) => {
                warn!("others could read {}; they cannot any more", file.display());
                mended = Mended::Yes;
            }
            Ok(Mended::No) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(mended)
}

/// Whether writes of an earlier release are waiting beside the database: without them it is not whole.
pub(super) fn has_log(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|metadata| metadata.len() > 0)
}

/// As it stands in a `file:` URL.
pub(super) fn url_path(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}
