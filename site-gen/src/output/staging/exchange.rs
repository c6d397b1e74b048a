//! Puts one folder in the place of another in one step, as far as the file system can.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A hidden name beside `out`.
pub(super) fn sibling(out: &Path, suffix: &str) -> PathBuf {
    let name = out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    out.with_file_name(format!(".{name}.{suffix}"))
}

/// Removes a folder, if it is there: a build has made it, and may do so even where nobody may write in it.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    let removed = match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            allow_removal(folder)?;
            fs::remove_dir_all(folder)
        }
        removed => removed,
    };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// What stands in a folder is removed by whoever may write in that folder, whatever its own rights are.
fn allow_removal(folder: &Path) -> io::Result<()> {
    let rights = fs::metadata(folder)?.permissions();
    fs::set_permissions(folder, writable(rights))?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            allow_removal(&entry.path())?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn writable(mut rights: fs::Permissions) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    rights.set_mode(rights.mode() | 0o700);
    rights
}

#[cfg(not(unix))]
#[expect(clippy::permissions_set_readonly_false, reason = "there, it is one's own")]
fn writable(mut rights: fs::Permissions) -> fs::Permissions {
    rights.set_readonly(false);
    rights
}

/// One flush for all files; one for each would take longer than everything else.
#[cfg(target_os = "linux")]
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(fs::File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
pub(super) fn exchange(new: &Path, out: &Path, exists: bool) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    if exists {
        match renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE) {
            // Some network and overlay file systems know no exchange.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => {}
            done => return Ok(done?),
        }
    }
    move_aside(new, out, exists)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn exchange(new: &Path, out: &Path, exists: bool) -> io::Result<()> {
    move_aside(new, out, exists)
}

/// Where nothing better is known: for an instant there is no site.
fn move_aside(new: &Path, out: &Path, exists: bool) -> io::Result<()> {
    let old = sibling(out, "old");
    if exists {
        remove(&old)?;
        fs::rename(out, &old)?;
    }
    fs::rename(new, out)?;
    remove(&old)
}
