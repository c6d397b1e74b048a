//! Files that only their owner reads: whole and durable under their name, or not there at all.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
};

/// Makes a file, and its folder. A file that is there already is an error of the kind `AlreadyExists` and
/// stays as it is.
///
/// Written beside its place, then linked to it: where the disk is full or the machine stops, no empty or
/// half-written file takes the name and blocks the next try.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    create_folder(folder)?;
    let draft = draft(path);
    let linked = write(&draft, bytes).and_then(|()| fs::hard_link(&draft, path));
    let removed = fs::remove_file(&draft);
    linked?;
    removed?;
    sync_folder(folder)
}

/// Makes a file, or takes the place of one: who reads it meanwhile sees the old one or the new one, whole. On
/// an error the old one stays, with nothing beside it.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    create_folder(folder)?;
    let draft = draft(path);
    let renamed = write(&draft, bytes).and_then(|()| fs::rename(&draft, path));
    if renamed.is_err() {
        // It may not be there at all: what is told is why it is not in its place.
        let _ = fs::remove_file(&draft);
    }
    renamed?;
    sync_folder(folder)
}

/// Takes from others the right to read a file, and says whether they had it.
pub fn mend(path: &Path) -> io::Result<Mended> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mut permissions = fs::metadata(path)?.permissions();
        if permissions.mode() & 0o077 != 0 {
            permissions.set_mode(permissions.mode() & 0o700);
            fs::set_permissions(path, permissions)?;
            return Ok(Mended::Yes);
        }
    }
    Ok(Mended::No)
}

/// Whether others could read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mended {
    /// They could.
    Yes,
    /// Nobody could.
    No,
}

/// The folders that are missing, each known to the one above it before anything is in it.
fn create_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = above(folder);
    if let Some(above) = above {
        create_folder(above)?;
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let made = builder.create(folder);
    // Another program may have been first.
    if folder.is_dir() { above.map_or(Ok(()), sync_folder) } else { made }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// The name is durable when the folder is. Other systems than Unix know no such thing.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The folder that a folder stands in; `None` of the one that this process works in, which has no other name. That
/// is no folder to whoever may not look into it.
fn above(folder: &Path) -> Option<&Path> {
    Some(folder_of(folder)).filter(|above| *above != folder)
}

/// Of this process alone; one that a killed process left is in nobody's way.
fn draft(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}-{:?}", process::id(), std::thread::current().id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_once_with_its_folders_and_leaves_nothing_beside_it() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("deep/er/secret");

        create(&path, b"one").unwrap();
        let again = create(&path, b"two").unwrap_err();

        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        let beside: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
        assert_eq!(beside.len(), 1, "{beside:?}");
        assert_eq!(mend(&path).unwrap(), Mended::No, "nobody else reads it");
        assert_eq!(mend(path.parent().unwrap()).unwrap(), Mended::No);
    }

    #[test]
    fn a_file_in_the_place_of_a_folder_is_an_error() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();

        for folder in [file.clone(), file.join("below"), file.join("below/that")] {
            assert!(create_folder(&folder).is_err(), "{}", folder.display());
        }
    }

    #[test]
    fn the_folders_above_one_come_to_an_end() {
        for path in ["a", "a/b", ".", "..", "../a", "./a", "/", "/a", ""] {
            let steps = std::iter::successors(Some(Path::new(path)), |folder| above(folder));
            assert!(steps.take(10).count() < 10, "{path}");
        }
    }

    #[test]
    fn programs_that_make_the_same_folders_at_once_all_have_them() {
        let home = tempfile::tempdir().unwrap();
        for round in 0..50 {
            let folder = home.path().join(format!("{round}/a/b/c"));
            std::thread::scope(|scope| {
                let made = [(); 4].map(|()| scope.spawn(|| create_folder(&folder)));
                for made in made {
                    made.join().unwrap().unwrap();
                }
            });
        }
    }

    #[test]
    fn a_file_is_replaced_whole_and_for_its_owner_alone() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("deep/export.csv");
        replace(&path, b"one").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        }

        replace(&path, b"two").unwrap();

        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(
            mend(&path).unwrap(),
            Mended::No,
            "the new one is its owner's, as the first was"
        );
        // A folder is in the way, as a full disk would be.
        let folder = home.path().join("folder");
        fs::create_dir_all(folder.join("x")).unwrap();
        replace(&folder, b"three").unwrap_err();
        let beside: Vec<_> = fs::read_dir(home.path()).unwrap().collect();
        assert_eq!(beside.len(), 2, "{beside:?}");
    }

    #[cfg(unix)]
    #[test]
    fn what_others_could_read_they_cannot_any_more() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("secret");
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();

        assert_eq!(mend(&path).unwrap(), Mended::Yes);

        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(mend(&path).unwrap(), Mended::No);
    }
}
