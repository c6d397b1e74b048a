use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

use super::*;
use crate::store::contract;

mod clock;
mod damage;
mod earlier;
mod files;
mod journal;
mod not_kept;

/// A folder for one database.
struct Shelf(TempDir);

impl Shelf {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join(".data/applications.db")
    }

    fn store(&self) -> SqliteStore {
        SqliteStore::open(&self.path()).unwrap()
    }

    fn sql(&self, sql: &str) {
        Connection::open(self.path()).unwrap().execute_batch(sql).unwrap();
    }
}

fn now() -> Timestamp {
    "2021-06-01T10:42:00Z".parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_holds_the_contract_of_every_store() {
    contract::holds(&Shelf::new().store()).await;
}

#[tokio::test]
async fn it_holds_the_contract_on_one_thread_too() {
    contract::holds(&Shelf::new().store()).await;
}

#[tokio::test]
async fn what_was_kept_is_found_by_another_process() {
    let shelf = Shelf::new();
    let record = contract::sample(1, now());
    let writer = shelf.store();
    writer.store(&record, now()).await.unwrap();

    let reader = SqliteStore::open_existing(&shelf.path()).unwrap();

    assert_eq!(reader.find(&record.reference, now()).await.unwrap(), Some(record));
}

#[tokio::test]
async fn two_processes_at_once_keep_one_record() {
    let shelf = Shelf::new();
    let [one, other] = [shelf.store(), shelf.store()];
    let record = contract::sample(1, now());

    let kept = tokio::join!(one.store(&record, now()), other.store(&record, now()));

    let already = Stored::AlreadyStored { received_at: record.received_at };
    assert!(matches!((kept.0.unwrap(), kept.1.unwrap()),
        (Stored::New, second) | (second, Stored::New) if second == already));
}

#[tokio::test]
async fn a_listing_has_as_many_pages_as_it_takes() {
    let shelf = Shelf::new();
    let store = shelf.store();
    for number in 0..=200 {
        store.store(&contract::sample(number, now()), now()).await.unwrap();
    }

    let mut pages = vec![store.list(None, now()).await.unwrap()];
    while let Some(next) = pages.last().unwrap().next.clone() {
        pages.push(store.list(Some(&next), now()).await.unwrap());
    }

    assert_eq!(pages.iter().map(|page| page.records.len()).collect::<Vec<_>>(), [100, 100, 1]);
}

#[tokio::test]
async fn an_item_that_cannot_be_read_does_not_hide_the_others() {
    let shelf = Shelf::new();
    let store = shelf.store();
    let records = [1, 2, 3, 4].map(|number| contract::sample(number, now()));
    for record in &records {
        store.store(record, now()).await.unwrap();
    }
    for (record, change) in records.iter().zip(["version = 3", "again = 'x'", "keys = 'x'"]) {
        shelf.sql(&format!(
            "UPDATE applications SET {change} WHERE reference = '{}'",
            record.reference
        ));
    }

    let page = store.list(None, now()).await.unwrap();

    let (read, unreadable): (Vec<_>, Vec<_>) = page.records.into_iter().partition(Result::is_ok);
    assert_eq!(read.into_iter().map(Result::unwrap).collect::<Vec<_>>(), records[3..]);
    let mut defects: Vec<_> =
        unreadable.into_iter().map(|item| item.unwrap_err().defect.to_string()).collect();
    defects.sort();
    insta::assert_snapshot!(defects.join("\n"), @"
    it was written by a later version of this program
    its `again` is not what it should be
    its `keys` is not what it should be
    ");
    let found = store.find(&records[0].reference, now()).await;
    assert!(matches!(found, Err(StoreError::Unreadable(_))), "{found:?}");
    let kept = store.store(&records[0], now()).await.unwrap();
    assert_eq!(
        kept,
        Stored::AlreadyStored { received_at: records[0].received_at },
        "yet it is there"
    );
}

#[test]
fn only_our_own_databases_are_opened_and_others_stay_as_they_were() {
    let shelf = Shelf::new();
    let path = shelf.path();
    let open = || SqliteStore::open_existing(&path);
    assert!(matches!(open(), Err(SqliteError::Absent(_))));
    assert!(!path.exists());

    fs::create_dir(path.parent().unwrap()).unwrap();
    for bytes in [b"".as_slice(), b"not a database, but long enough to be taken for one"] {
        fs::write(&path, bytes).unwrap();
        assert!(matches!(open(), Err(SqliteError::Foreign(_))));
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }

    fs::remove_file(&path).unwrap();
    shelf.sql("CREATE TABLE other (a)");
    let before = fs::read(&path).unwrap();
    for opened in [open(), SqliteStore::open(&path)] {
        assert!(matches!(opened, Err(SqliteError::Foreign(_))));
    }
    assert_eq!(fs::read(&path).unwrap(), before);

    shelf.sql("PRAGMA user_version = 3");
    assert!(matches!(open(), Err(SqliteError::Later(_))));
}

#[test]
fn errors_name_the_path() {
    let error = SqliteStore::open(Path::new("/proc/nowhere/applications.db")).unwrap_err();

    assert_eq!(error.to_string(), "cannot create /proc/nowhere/applications.db");
}
