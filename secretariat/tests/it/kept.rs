//! A secretariat that many tests begin with: made once, laid out anew for each.

use std::{
    fs::{self, Permissions},
    path::{Path, PathBuf},
    sync::OnceLock,
};

use age::x25519::Identity;
use tempfile::TempDir;

use crate::test_secretariat::TestSecretariat;

/// What it consists of: a folder that is gone when its test ends can't be copied.
pub struct Kept {
    own: Identity,
    other: Identity,
    folders: Vec<PathBuf>,
    files: Vec<(PathBuf, Vec<u8>, Permissions)>,
}

/// Lays out what is kept; the first time it is made. Two tests that come first at once make it twice.
pub async fn kept(
    kept: &OnceLock<Kept>,
    make: impl AsyncFnOnce() -> TestSecretariat,
) -> TestSecretariat {
    if let Some(kept) = kept.get() {
        return kept.laid_out();
    }
    // On the heap, as the commands in it.
    let made = Box::pin(make()).await;
    let _ = kept.set(Kept::of(&made));
    made
}

impl Kept {
    fn of(secretariat: &TestSecretariat) -> Self {
        let mut kept = Self {
            own: secretariat.own.clone(),
            other: secretariat.other.clone(),
            folders: Vec::new(),
            files: Vec::new(),
        };
        kept.read(&secretariat.path(""), Path::new(""));
        kept
    }

    fn read(&mut self, root: &Path, folder: &Path) {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            let metadata = entry.metadata().unwrap();
            if metadata.is_dir() {
                self.folders.push(path.clone());
                self.read(root, &path);
            } else {
                let bytes = fs::read(entry.path()).unwrap();
                self.files.push((path, bytes, metadata.permissions()));
            }
        }
    }

    fn laid_out(&self) -> TestSecretariat {
        let folder = TempDir::new().unwrap();
        for path in &self.folders {
            fs::create_dir(folder.path().join(path)).unwrap();
        }
        for (path, bytes, permissions) in &self.files {
            let path = folder.path().join(path);
            fs::write(&path, bytes).unwrap();
            fs::set_permissions(&path, permissions.clone()).unwrap();
        }
        TestSecretariat::within(folder, self.own.clone(), self.other.clone())
    }
}
