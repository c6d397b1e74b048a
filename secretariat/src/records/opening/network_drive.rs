//! Tells the disks of this computer from those of another one, where two computers that write would not see each other's
//! locks: `SQLite` relies on them, and a database would be damaged without a word.

use std::{
    fs,
    path::{Component, Path, PathBuf, Prefix},
};

use crate::records::error::RecordsError;

/// Where Linux lists what is mounted; no other system has it.
const MOUNTS: &str = "/proc/self/mountinfo";

/// The kinds of file systems, as Linux calls them, whose disks are another computer's.
const REMOTE: [&str; 22] = [
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "fuse.davfs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
    "fuse.kio-fuse",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "glusterfs",
    "gpfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
    "smbfs",
];

/// Refuses a database on another computer's disk, or that would be made there.
pub fn refuse(path: &Path) -> Result<(), RecordsError> {
    // The nearest that is there, wherever links and drive letters lead.
    let named = path
        .ancestors()
        .map(|path| if path.as_os_str().is_empty() { Path::new(".") } else { path });
    let Some(there) = named.map(fs::canonicalize).find_map(Result::ok) else { return Ok(()) };
    let mounts = fs::read(MOUNTS).unwrap_or_default();
    let is_mounted = is_mounted_from_elsewhere(&String::from_utf8_lossy(&mounts), &there);
    if is_shared(&there) || is_mounted || is_not_local(&there) {
        return Err(RecordsError::NetworkDrive(path.to_owned()));
    }
    Ok(())
}

/// On Windows: `\\server\share`, which a letter of a network drive is as well, once it is resolved.
fn is_shared(path: &Path) -> bool {
    let Some(Component::Prefix(prefix)) = path.components().next() else { return false };
    matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
}

/// On macOS, whose disks say of themselves whether they are local (statfs(2)).
#[cfg(target_os = "macos")]
fn is_not_local(path: &Path) -> bool {
    /// `MNT_LOCAL` of `<sys/mount.h>`.
    const LOCAL: u32 = 0x1000;
    rustix::fs::statfs(path).is_ok_and(|disk| disk.f_flags & LOCAL == 0)
}

/// The others are told in their own ways.
#[cfg(not(target_os = "macos"))]
fn is_not_local(_path: &Path) -> bool {
    false
}

/// On Linux: the last mount of those nearest above a file is the one that it is on.
fn is_mounted_from_elsewhere(mounts: &str, file: &Path) -> bool {
    let mounts = mounts.lines().filter_map(mount).filter(|(place, _)| file.starts_with(place));
    let nearest = mounts.max_by_key(|(place, _)| place.components().count());
    nearest.is_some_and(|(_, kind)| REMOTE.contains(&kind))
}

/// Where a line says that something is mounted, and its kind: `36 35 98:0 / /mnt rw shared:1 - nfs4 server:/ rw`.
fn mount(line: &str) -> Option<(PathBuf, &str)> {
    let (before, after) = line.split_once(" - ")?;
    let place = before.split(' ').nth(4)?;
    // What would end a word or a line is written in octal there.
    let place = [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
        .iter()
        .fold(place.to_owned(), |place, (code, sign)| place.replace(code, sign));
    Some((place.into(), after.split(' ').next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a computer has it whose disks are its own but for some.
    const OURS: &str = "\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:25 / /home rw,nosuid - btrfs /dev/vdb rw
31 22 0:26 / /mnt/bureau rw - autofs systemd-1 rw
32 31 0:27 / /mnt/bureau rw - nfs4 server:/bureau rw
33 22 0:28 / /mnt/NAS\\040du\\040bureau rw,relatime shared:2 master:3 - cifs //nas/bureau rw
34 33 0:29 / /mnt/NAS\\040du\\040bureau/local rw - ext4 /dev/vdc rw
35 22 0:30 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
36 22 0:31 / /media/usb rw - fuseblk /dev/sdb1 rw
";

    #[test]
    fn a_disk_of_another_computer_is_told_from_those_of_this_one() {
        for (path, elsewhere) in [
            ("/home/marie/applications.db", false),
            ("/mnt/applications.db", false),
            ("/mnt/bureau/applications.db", true),
            ("/mnt/bureau", true),
            ("/mnt/bureau-2/applications.db", false),
            ("/mnt/NAS du bureau/a/applications.db", true),
            ("/mnt/NAS du bureau/local/applications.db", false),
            ("/run/user/1000/gvfs/smb-share/applications.db", true),
            ("/media/usb/applications.db", false),
        ] {
            assert_eq!(is_mounted_from_elsewhere(OURS, Path::new(path)), elsewhere, "{path}");
        }
        for kind in REMOTE {
            let root = format!("22 1 254:0 / / rw,relatime - {kind} server:/ rw");
            assert!(is_mounted_from_elsewhere(&root, Path::new("/home/a.db")), "{kind}");
        }
        assert!(!is_mounted_from_elsewhere("", Path::new("/home/a.db")), "where nothing is known");
        assert!(!is_mounted_from_elsewhere("nonsense - nfs\n", Path::new("/home/a.db")));
    }

    #[test]
    fn this_computers_own_folders_are_not_refused_whether_the_file_is_there_or_not() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().join("a.db"), "a.db".into(), "none/at/all.db".into()] {
            refuse(&path).unwrap();
        }
        // Neither does Windows.
        assert!(!is_shared(folder.path()));
    }

    #[cfg(windows)]
    #[test]
    fn a_share_of_windows_is_another_computers() {
        for (path, shared) in [
            ("\\\\server\\share\\a.db", true),
            ("\\\\?\\UNC\\server\\share\\a.db", true),
            ("C:\\a.db", false),
            ("\\\\?\\C:\\a.db", false),
        ] {
            assert_eq!(is_shared(Path::new(path)), shared, "{path}");
        }
    }
}
