//! The file: copied, moved, replaced, of an earlier release, shared with others.

#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;

use super::*;

/// The store's folder as `cp` would find it.
fn copied(shelf: &Shelf, names: &[&str]) -> Shelf {
    let copy = Shelf::new();
    let from = shelf.path().parent().unwrap().to_owned();
    let to = copy.path().parent().unwrap().to_owned();
    fs::create_dir(&to).unwrap();
    for name in names {
        fs::copy(from.join(name), to.join(name)).unwrap();
    }
    copy
}

async fn references(store: &SqliteStore) -> usize {
    store.list(None, now()).await.unwrap().records.into_iter().map(Result::unwrap).count()
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_reads_the_files_and_the_folder() {
    let shelf = Shelf::new();
    let store = shelf.store();
    store.store(&contract::sample(1, now()), now()).await.unwrap();

    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = shelf.path().parent().unwrap().to_owned();
    assert_eq!(mode(&folder), 0o700);
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_others_could_read_is_taken_from_them() {
    let shelf = Shelf::new();
    let mode = || fs::metadata(shelf.path()).unwrap().permissions().mode() & 0o777;
    let open_to_write = || shelf.store();
    let open_to_read = || SqliteStore::open_existing(&shelf.path()).unwrap();
    assert_eq!(open_to_write().mended(), Mended::No);
    for open in [&open_to_write as &dyn Fn() -> SqliteStore, &open_to_read] {
        fs::set_permissions(shelf.path(), fs::Permissions::from_mode(0o644)).unwrap();

        assert_eq!(open().mended(), Mended::Yes);

        assert_eq!(mode(), 0o600);
        assert_eq!(open().mended(), Mended::No);
    }
}

#[tokio::test]
async fn a_copy_of_the_one_file_holds_all_that_was_confirmed() {
    let shelf = Shelf::new();
    let store = shelf.store();
    for number in 1..=36 {
        store.store(&contract::sample(number, now()), now()).await.unwrap();
        let copy = copied(&shelf, &["applications.db"]);
        let reader = SqliteStore::open_existing(&copy.path()).unwrap();
        assert_eq!(references(&reader).await, usize::from(number));
    }
}

/// Made by the last release before schema 2: `contract::sample` 1 to 3, of version 1, with short seals.
pub(super) const SCHEMA_1: &[u8] = include_bytes!("../../../../tests/databases/schema-1.db");

fn of_schema_1() -> [Record; 3] {
    [1, 2, 3].map(|number| Record {
        sealed: vec![number; 600],
        version: 1,
        over_limit: false,
        ..contract::sample(number, now())
    })
}

#[tokio::test]
async fn a_database_of_an_earlier_release_is_read_as_it_is() {
    let shelf = Shelf::new();
    fs::create_dir(shelf.path().parent().unwrap()).unwrap();
    fs::write(shelf.path(), SCHEMA_1).unwrap();

    let reader = SqliteStore::open_existing(&shelf.path()).unwrap();

    let mut found = Vec::new();
    for record in of_schema_1() {
        found.push(reader.find(&record.reference, now()).await.unwrap().unwrap());
    }
    assert_eq!(found, of_schema_1());
    assert_eq!(reader.list(None, now()).await.unwrap().records.len(), 3);
    drop(reader);
    assert!(fs::read(shelf.path()).unwrap() == SCHEMA_1, "whoever reads changes nothing");
}

#[tokio::test]
async fn a_database_of_an_earlier_release_is_migrated_by_who_writes() {
    let shelf = Shelf::new();
    fs::create_dir(shelf.path().parent().unwrap()).unwrap();
    fs::write(shelf.path(), SCHEMA_1).unwrap();

    let writer = shelf.store();
    writer.store(&contract::sample(4, now()), now()).await.unwrap();

    for record in of_schema_1().into_iter().chain([contract::sample(4, now())]) {
        assert_eq!(writer.find(&record.reference, now()).await.unwrap(), Some(record));
    }
    let state = Connection::open(shelf.path()).unwrap().query_row(
        "SELECT records, writes, latest = newest, newest FROM state",
        (),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    );
    assert_eq!(state, Ok((4, 4, true, now().as_second())));
}

/// A file of an earlier release as a killed process leaves it: part of it is in the log beside.
pub(super) fn with_log() -> Shelf {
    let shelf = Shelf::new();
    fs::create_dir(shelf.path().parent().unwrap()).unwrap();
    fs::write(shelf.path(), SCHEMA_1).unwrap();
    let connection = Connection::open(shelf.path()).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = wal; UPDATE applications SET quarantine = 1;")
        .unwrap();
    copied(&shelf, &["applications.db", "applications.db-wal"])
}

#[tokio::test]
async fn the_log_of_an_earlier_release_is_read_and_then_made_part_of_the_file() {
    let shelf = with_log();
    let flagged = of_schema_1().map(|record| Record { quarantine: true, ..record });
    let reader = SqliteStore::open_existing(&shelf.path()).unwrap();
    for record in &flagged {
        assert_eq!(reader.find(&record.reference, now()).await.unwrap().as_ref(), Some(record));
    }
    drop(reader);

    drop(shelf.store());

    let copy = copied(&shelf, &["applications.db"]);
    let reader = SqliteStore::open_existing(&copy.path()).unwrap();
    for record in flagged {
        assert_eq!(reader.find(&record.reference, now()).await.unwrap(), Some(record));
    }
    let beside = fs::read_dir(shelf.path().parent().unwrap()).unwrap().count();
    assert_eq!(beside, 1, "no log, and nothing else");
}

#[tokio::test]
async fn while_an_earlier_release_has_it_open_it_is_not_converted() {
    let shelf = with_log();
    let other = Connection::open(shelf.path()).unwrap();
    other.query_row("SELECT count(*) FROM applications", (), |_| Ok(())).unwrap();

    let refused = Database::open(&shelf.path(), ClockRules::default(), Duration::from_millis(50));

    let said = refused.unwrap_err().to_string();
    assert!(said.contains("another program keeps"), "{said}");
}

/// What is done to the file under a running server.
fn disturb(shelf: &Shelf, how: &str, older: &Path) {
    let path = shelf.path();
    match how {
        "deleted" => fs::remove_file(path).unwrap(),
        "moved away" => fs::rename(&path, path.with_extension("old")).unwrap(),
        "an older one moved over it" => fs::rename(older, path).unwrap(),
        "an older one copied over it" => drop(fs::copy(older, path).unwrap()),
        "another one copied over it" => {
            let other = Shelf::new();
            drop(other.store());
            fs::copy(other.path(), path).unwrap();
        }
        _ => unreachable!("{how}"),
    }
}

#[tokio::test]
async fn nothing_is_confirmed_in_a_file_that_is_not_there_any_more() {
    for how in [
        "deleted",
        "moved away",
        "an older one moved over it",
        "an older one copied over it",
        "another one copied over it",
    ] {
        let shelf = Shelf::new();
        let store = shelf.store();
        store.store(&contract::sample(1, now()), now()).await.unwrap();
        let older = copied(&shelf, &["applications.db"]);
        store.store(&contract::sample(2, now()), now()).await.unwrap();

        disturb(&shelf, how, &older.path());
        let record = contract::sample(3, now());
        let refused = store.store(&record, now()).await.expect_err(how);

        let said = crate::store::chain(&refused);
        assert!(said.contains("moved, deleted or replaced; it is opened again"), "{how}: {said}");
        let kept = store.store(&record, now()).await.expect(how);
        assert!(matches!(kept, Stored::New), "{how}: {kept:?}");
        let reader = SqliteStore::open_existing(&shelf.path()).unwrap();
        assert_eq!(reader.find(&record.reference, now()).await.unwrap(), Some(record), "{how}");
    }
}

#[tokio::test]
async fn a_write_that_was_interrupted_is_taken_back_by_who_reads() {
    let shelf = Shelf::new();
    let store = shelf.store();
    for number in 1..=9 {
        store.store(&contract::sample(number, now()), now()).await.unwrap();
    }
    let writer = Connection::open(shelf.path()).unwrap();
    writer
        .execute_batch("PRAGMA cache_size = 1; BEGIN IMMEDIATE; DELETE FROM applications")
        .unwrap();
    let interrupted = copied(&shelf, &["applications.db", "applications.db-journal"]);

    let reader = SqliteStore::open_existing(&interrupted.path()).unwrap();

    assert_eq!(references(&reader).await, 9);
}

#[tokio::test]
async fn who_waits_for_another_program_waits_once_however_many_wait() {
    let shelf = Shelf::new();
    let store = SqliteStore { patience: Duration::from_millis(600), ..shelf.store() };
    let other = Connection::open(shelf.path()).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let records = [1, 2, 3, 4].map(|number| contract::sample(number, now()));
    let send = |record| store.store(record, now());

    let started = Instant::now();
    let sent =
        tokio::join!(send(&records[0]), send(&records[1]), send(&records[2]), send(&records[3]));
    let took = started.elapsed();

    for refused in [sent.0, sent.1, sent.2, sent.3] {
        let said = crate::store::chain(&refused.unwrap_err());
        assert!(said.contains("was busy for too long"), "{said}");
    }
    assert!(took < Duration::from_millis(1500), "{took:?}");
    other.execute_batch("COMMIT").unwrap();
    store.store(&records[0], now()).await.unwrap();
}

/// The process that confirms may be killed right after: what it confirmed is in the files.
#[tokio::test]
async fn what_was_confirmed_outlives_a_kill() {
    let shelf = Shelf::new();
    let record = contract::sample(1, now());
    // Given: a store that is never closed, as a killed process leaves it.
    let store = std::mem::ManuallyDrop::new(shelf.store());
    store.store(&record, now()).await.unwrap();

    // When: the files are copied as they lie on the disk.
    let copy = TempDir::new().unwrap();
    let from = shelf.path().parent().unwrap().join(".");
    assert!(Command::new("cp").arg("-r").arg(from).arg(copy.path()).status().unwrap().success());

    let opened = SqliteStore::open_existing(&copy.path().join("applications.db")).unwrap();
    assert_eq!(opened.find(&record.reference, now()).await.unwrap(), Some(record));
}
