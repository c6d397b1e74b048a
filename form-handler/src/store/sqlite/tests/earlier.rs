//! A file of an earlier release, read where its readers' file cannot be made, and what stands beside a file.

#![cfg(unix)]

use std::os::unix::fs::{PermissionsExt, symlink};

use super::{
    files::{SCHEMA_1, with_log},
    *,
};

/// Beside a database, whatever its name.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// `SQLite` makes `-shm` beside a database with a log, or cannot read it; it follows no link there.
#[tokio::test]
async fn what_an_earlier_release_left_is_read_where_nothing_can_be_made_unless_a_part_is_in_the_log()
 {
    for (folder, log, opens) in [
        ("plain", None, true),
        ("100 % sûr ? #1 %20", None, true),
        ("an empty log", Some(&b""[..]), true),
        ("a log", Some(&b"of which nothing is known"[..]), false),
    ] {
        let shelf = with_log();
        let path = shelf.0.path().join(folder).join("applications.db");
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::copy(shelf.path(), &path).unwrap();
        if let Some(log) = log {
            fs::write(beside(&path, "-wal"), log).unwrap();
        }
        symlink("nowhere", beside(&path, "-shm")).unwrap();

        let opened = SqliteStore::open_existing(&path);

        assert_eq!(opened.is_ok(), opens, "{folder}: {opened:?}");
        if let Ok(store) = opened {
            assert!(store.may_lack_a_log(), "{folder}");
            assert_eq!(store.list(None, now()).await.unwrap().records.len(), 3, "{folder}");
        }
    }
    assert!(!Shelf::new().store().may_lack_a_log());
}

#[test]
fn nobody_reads_what_stands_beside_a_database() {
    for end in ["", "-journal", "-wal", "-shm"] {
        let shelf = Shelf::new();
        drop(shelf.store());
        let file = beside(&shelf.path(), end);
        fs::OpenOptions::new().append(true).create(true).open(&file).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();

        assert_eq!(file::keep_private(&shelf.path()).unwrap(), Mended::Yes, "{end}");

        let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{end}");
    }
}

#[test]
fn what_cannot_be_kept_from_others_is_not_read() {
    let shelf = Shelf::new();
    drop(shelf.store());
    symlink("applications.db-wal", beside(&shelf.path(), "-wal")).unwrap();

    let refused = SqliteStore::open_existing(&shelf.path());

    assert!(matches!(refused, Err(SqliteError::Exposed { .. })), "{refused:?}");
}

/// It had no checksum: whether its end is one tells whether it is whole.
#[tokio::test]
async fn an_end_before_the_receipt_or_a_hundred_years_later_is_none() {
    const CENTURY: i64 = 100 * 366 * 24 * 3600;
    for (later, is_whole) in
        [(-1, false), (0, true), (86_400, true), (CENTURY, true), (CENTURY + 1, false)]
    {
        let shelf = Shelf::new();
        fs::create_dir(shelf.path().parent().unwrap()).unwrap();
        fs::write(shelf.path(), SCHEMA_1).unwrap();
        shelf.sql(&format!("UPDATE applications SET expires = unixepoch(received_at) + {later}"));

        let store = SqliteStore::open_existing(&shelf.path()).unwrap();

        let damaged = store.list(None, Timestamp::MIN).await.unwrap().damaged.len();
        assert_eq!(damaged, if is_whole { 0 } else { 3 }, "{later} s after its receipt");
    }
}
