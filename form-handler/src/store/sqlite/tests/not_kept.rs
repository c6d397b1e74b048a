//! The database does not keep what was written in it: nothing of that is confirmed, and nothing damaged is written over.

use super::*;
use crate::store::journal::{
    Journal,
    body::{BodyId, SealedHash},
    contract::{self as journal, all, append},
    copy::JournalCopy,
    erased::Erased,
    event::Event,
};

/// Does what the form or the office asks for, in a store that holds application 1 and event 1.
async fn ask(store: &SqliteStore, what: &str) -> Result<(), String> {
    let record = contract::sample(1, now());
    let read = SealedHash::of(&record.sealed);
    let (event, body) = journal::sample(2, all(store).await.last().map(Event::head));
    let first = journal::sample(1, None).1;
    let done = match what {
        "store" => {
            let stored = store.store(&contract::sample(2, now()), now()).await;
            return stored.map(drop).map_err(|error| crate::store::chain(&error));
        }
        "restore" => {
            let copy =
                JournalCopy { events: vec![event], bodies: vec![body], ..JournalCopy::default() };
            let restored = store.restore(now(), move |_, _, _| ((), Vec::new(), copy)).await;
            return restored.map_err(|error| crate::store::chain(&error));
        }
        "append" => store.append(&event, &body).await.map(drop),
        "replace a body" => {
            store.replace_body(first.id, first.hash(), b"again", &[]).await.map(drop)
        }
        "delete a body" => store.delete_body(first.id).await,
        "seal again" => {
            store.replace_sealed(&record.reference, read, b"again", &[]).await.map(drop)
        }
        "erase" => store.delete(&record.reference, read).await.map(drop),
        "list as erased" => store.add_erased(&[Erased::of(&record)]).await,
        _ => unreachable!("{what}"),
    };
    done.map_err(|error| crate::store::chain(&error))
}

async fn stocked() -> (Shelf, SqliteStore) {
    let shelf = Shelf::new();
    let store = shelf.store();
    store.store(&contract::sample(1, now()), now()).await.unwrap();
    append(&store, 1).await;
    (shelf, store)
}

/// A trigger does at once what a disk or a hand does later.
#[tokio::test]
async fn what_is_not_there_as_it_was_written_is_not_confirmed() {
    for (what, spoils) in [
        ("store", "AFTER INSERT ON applications BEGIN UPDATE applications SET sealed = x'00'"),
        ("store", "AFTER INSERT ON applications BEGIN UPDATE applications SET digest = 'another'"),
        ("store", "AFTER INSERT ON applications BEGIN UPDATE applications SET again = 'earlier'"),
        ("store", "AFTER INSERT ON applications BEGIN DELETE FROM applications"),
        ("append", "AFTER INSERT ON events BEGIN DELETE FROM events WHERE seq = 1"),
        ("append", "AFTER INSERT ON events BEGIN UPDATE events SET sig = zeroblob(64)"),
        ("append", "AFTER INSERT ON bodies BEGIN DELETE FROM bodies"),
        ("append", "AFTER INSERT ON bodies BEGIN UPDATE bodies SET sealed = x'00'"),
        ("append", "AFTER INSERT ON bodies BEGIN UPDATE bodies SET expires = 7"),
        ("restore", "AFTER INSERT ON events BEGIN UPDATE events SET sig = zeroblob(64)"),
        ("restore", "AFTER INSERT ON bodies BEGIN UPDATE bodies SET expires = 7"),
        ("replace a body", "AFTER UPDATE ON bodies BEGIN UPDATE bodies SET sealed = x'00'"),
        ("replace a body", "AFTER UPDATE ON bodies BEGIN UPDATE bodies SET keys = 'others'"),
        ("delete a body", "BEFORE DELETE ON bodies BEGIN SELECT RAISE(IGNORE)"),
        ("seal again", "AFTER UPDATE ON applications BEGIN UPDATE applications SET sealed = x'00'"),
        ("seal again", "AFTER UPDATE ON applications BEGIN UPDATE applications SET keys = 'x'"),
        ("erase", "BEFORE DELETE ON applications BEGIN SELECT RAISE(IGNORE)"),
        ("erase", "AFTER INSERT ON erased BEGIN DELETE FROM erased"),
        ("list as erased", "AFTER INSERT ON erased BEGIN DELETE FROM erased"),
    ] {
        let (shelf, store) = stocked().await;
        shelf.sql(&format!("CREATE TRIGGER spoils {spoils}; END"));

        let said = ask(&store, what).await.expect_err(spoils);

        assert!(said.contains("it was moved, deleted or replaced"), "{what}, {spoils}: {said}");
    }
}

#[tokio::test]
async fn what_sqlite_refuses_is_not_taken_for_a_file_that_is_gone() {
    let (shelf, store) = stocked().await;
    shelf.sql(
        "CREATE TRIGGER refuses BEFORE INSERT ON applications
         BEGIN SELECT RAISE(ABORT, 'for a reason'); END",
    );

    let said = ask(&store, "store").await.unwrap_err();

    assert!(said.contains("does not answer: for a reason"), "{said}");
}

/// Its end may be what is damaged, and what looks like another may be the one that was sent.
#[tokio::test]
async fn a_damaged_application_is_neither_replaced_nor_taken_for_what_is_sent() {
    for change in ["expires = 0", "sealed = x'00'", "digest = 'another'"] {
        let (shelf, store) = stocked().await;
        shelf.sql(&format!("UPDATE applications SET {change}"));
        let record = contract::sample(1, now());

        let refused = store.store(&record, now()).await;

        assert!(matches!(refused, Err(StoreError::Taken(_))), "{change}: {refused:?}");
        let there = Connection::open(shelf.path()).unwrap();
        let sql = format!("SELECT count(*) FROM applications WHERE {change}");
        let there: u32 = there.query_row(&sql, (), |row| row.get(0)).unwrap();
        assert_eq!(there, 1, "{change}: as it was");
    }
}

#[tokio::test]
async fn the_name_of_a_body_that_was_deleted_is_not_used_again() {
    let (_shelf, store) = stocked().await;
    store.delete_body(BodyId([1; 16])).await.unwrap();
    let (event, body) = journal::sample(1, all(&store).await.last().map(Event::head));

    let refused = store.append(&event, &body).await.unwrap_err();

    assert_eq!(refused.to_string(), crate::store::journal::NotAnEntry::BodyTaken.to_string());
}

#[tokio::test]
async fn who_reads_while_another_program_has_it_is_told_so_and_finds_no_empty_list() {
    let (shelf, store) = stocked().await;
    let store = SqliteStore { patience: Duration::from_millis(50), ..store };
    let other = Connection::open(shelf.path()).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();

    assert!(store.list(None, now()).await.is_err());
    assert!(store.find(&contract::sample(1, now()).reference, now()).await.is_err());
    assert!(store.events(0).await.is_err());
    assert!(store.bodies(&[BodyId([1; 16])], now()).await.is_err());
    assert!(store.erased().await.is_err());
}

/// A table of somebody else, in which it is no page that is wrong.
#[test]
fn an_error_that_is_no_damage_is_not_told_as_damage() {
    use super::super::{
        journal::reading::{bodies, erased, page},
        listing,
    };
    type Read = fn(&Connection) -> rusqlite::Result<usize>;
    let list: Read =
        |db| listing::page(db, Schema::Two, None, now()).map(|page| page.records.len());
    let events: Read = |db| page(db, 0).map(|page| page.rows.len());
    let bodies: Read = |db| bodies(db, &[BodyId([1; 16])], now()).map(|found| found.len());
    let erased: Read = |db| erased(db).map(|list| list.unreadable.len());
    for (read, tables) in [
        (list, "CREATE TABLE applications (reference TEXT)"),
        (events, "CREATE TABLE events (seq INTEGER)"),
        (
            events,
            "CREATE TABLE events (seq INTEGER PRIMARY KEY, body BLOB UNIQUE);
             INSERT INTO events VALUES (0, x'00')",
        ),
        (
            bodies,
            "CREATE TABLE events (seq INTEGER);
             CREATE TABLE bodies (body BLOB PRIMARY KEY);
             INSERT INTO bodies VALUES (x'01010101010101010101010101010101')",
        ),
        (erased, "CREATE TABLE events (seq INTEGER); CREATE TABLE erased (other TEXT)"),
    ] {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(tables).unwrap();

        let found = read(&connection);

        assert!(found.is_err(), "{tables}: {found:?}");
    }
}
