//! The journal beside the applications.

use super::*;
use crate::{
    crypto::recipients::Fingerprint,
    store::journal::{
        Append, Changed, Journal, JournalError,
        body::{BodyId, SealedHash},
        contract::{self as journal, all, append},
        erased::Erased,
        event::Event,
    },
};

mod damage;
mod restore;

#[tokio::test(flavor = "multi_thread")]
async fn it_holds_the_contract_of_every_journal() {
    journal::holds(&Shelf::new().store()).await;
}

#[tokio::test]
async fn it_holds_the_contract_on_one_thread_too() {
    journal::holds(&Shelf::new().store()).await;
}

/// What the database remembers of itself: how often it was written, and how many applications it holds.
fn counters(shelf: &Shelf) -> (i64, i64) {
    let connection = Connection::open(shelf.path()).unwrap();
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    connection.query_row("SELECT writes, records FROM state", (), read).unwrap()
}

fn tables(shelf: &Shelf) -> Vec<String> {
    let connection = Connection::open(shelf.path()).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut statement = connection.prepare(sql).unwrap();
    let names = statement.query_map((), |row| row.get(0)).unwrap();
    names.collect::<rusqlite::Result<_>>().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_programs_at_once_make_one_chain() {
    let shelf = Shelf::new();
    let [one, other] = [shelf.store(), shelf.store()];
    let writing = [(one, 1), (other, 101)].map(|(store, first)| {
        tokio::spawn(async move {
            for number in first..first + 10 {
                append(&store, number).await;
            }
        })
    });
    for written in writing {
        written.await.unwrap();
    }

    let reader = SqliteStore::open_existing(&shelf.path()).unwrap();
    assert_eq!(all(&reader).await.len(), 20);
}

#[tokio::test]
async fn who_only_reads_makes_no_tables_and_finds_an_empty_journal() {
    let shelf = Shelf::new();
    let writer = shelf.store();
    writer.store(&contract::sample(1, now()), now()).await.unwrap();
    let before = fs::read(shelf.path()).unwrap();

    let reader = SqliteStore::open_existing(&shelf.path()).unwrap();
    for store in [&reader, &writer] {
        assert_eq!(all(store).await, []);
        assert_eq!(store.bodies(&[BodyId([1; 16])], now()).await.unwrap(), []);
        assert!(store.erased().await.unwrap().entries.is_empty());
    }
    writer.delete_body(BodyId([1; 16])).await.unwrap();

    assert!(fs::read(shelf.path()).unwrap() == before, "as it was");
    let refused = reader.append(&journal::sample(1, None).0, &journal::sample(1, None).1).await;
    assert!(matches!(refused, Err(JournalError::Unavailable(_))), "{refused:?}");
}

/// An earlier release asks for the schema's number, and counts the applications.
#[tokio::test]
async fn the_applications_are_those_of_before_beside_a_journal() {
    let shelf = Shelf::new();
    let store = shelf.store();
    let record = contract::sample(1, now());
    store.store(&record, now()).await.unwrap();
    let before = counters(&shelf);

    append(&store, 1).await;

    assert_eq!(tables(&shelf), ["applications", "bodies", "erased", "events", "state"]);
    let version = Connection::open(shelf.path()).unwrap();
    let version: u32 = version.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 2);
    assert_eq!(counters(&shelf), (before.0 + 2, before.1), "an event and a body");
    let keys = [Fingerprint::stored("0123456789abcdef")];
    let read = SealedHash::of(&record.sealed);
    let replaced = store.replace_sealed(&record.reference, read, b"again", &keys).await;
    assert_eq!(replaced.unwrap(), Changed::Made);
    assert_eq!(counters(&shelf), (before.0 + 3, before.1));
    let page = store.list(None, now()).await.unwrap();
    assert_eq!((page.records.len(), page.damaged), (1, Vec::new()), "whole");
    let deleted = store.delete(&record.reference, SealedHash::of(b"again")).await;
    assert_eq!(deleted.unwrap(), Changed::Made);
    assert_eq!(counters(&shelf), (before.0 + 5, before.1 - 1), "gone, and on the list");
    assert_eq!(store.list(None, now()).await.unwrap().records, []);
    let nothing = Deletion::Done { deleted: 0, bodies: 0, waiting: 0, damaged: Vec::new() };
    assert_eq!(store.delete_expired(now()).await.unwrap(), nothing);
}

#[tokio::test]
async fn a_page_goes_on_where_the_one_before_ends() {
    let shelf = Shelf::new();
    append(&shelf.store(), 1).await;
    shelf.sql(
        r#"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
           INSERT INTO events (seq, at, "by", body, "commit", until, prev, hash, sig, version)
           SELECT i, at, "by", randomblob(16), "commit", until, prev, hash, sig, version
           FROM events, n WHERE seq = 0"#,
    );

    let (mut next, mut pages) = (Some(7), Vec::new());
    while let Some(from) = next {
        let page = shelf.store().events(from).await.unwrap();
        let numbers: Vec<_> = page.rows.into_iter().map(|row| row.unwrap().seq).collect();
        pages.push((numbers[0], *numbers.last().unwrap(), numbers.len()));
        next = page.next;
    }

    assert_eq!(pages, [(7, 1006, 1000), (1007, 2000, 994)]);
}

#[tokio::test]
async fn what_was_deleted_or_replaced_leaves_no_trace_in_the_file() {
    let shelf = Shelf::new();
    let store = shelf.store();
    let marker = b"sealed long ago".repeat(500);
    let traces = || {
        let bytes = fs::read(shelf.path()).unwrap();
        bytes.windows(15).filter(|window| *window == &marker[..15]).count()
    };
    let record = Record { sealed: marker.clone(), ..contract::sample(1, now()) };
    store.store(&record, now()).await.unwrap();
    let mut events = Vec::<Event>::new();
    for number in [1, 2] {
        let (event, body) = journal::sample(number, events.last().map(Event::head));
        let body = crate::store::journal::body::Body { sealed: marker.clone(), ..body };
        assert_eq!(store.append(&event, &body).await.unwrap(), Append::Appended);
        events.push(event);
    }
    let read = SealedHash::of(&marker);
    assert!(traces() > 1000, "{}", traces());

    store.delete_body(events[0].body).await.unwrap();
    store.replace_body(events[1].body, read, b"again", &[]).await.unwrap();
    store.delete(&record.reference, read).await.unwrap();

    assert_eq!(traces(), 0);
}

/// As an application is: by two runs a day apart, if it is whole, by a clock that is right.
#[tokio::test]
async fn a_body_whose_time_is_over_is_deleted_and_leaves_no_trace() {
    let shelf = Shelf::new();
    let store = shelf.store();
    let written = [append(&store, 1).await, append(&store, 2).await];
    let traces = || {
        let bytes = fs::read(shelf.path()).unwrap();
        let sealed = &written[0].1.sealed[..64];
        bytes.windows(64).filter(|window| *window == sealed).count()
    };
    shelf.sql("UPDATE bodies SET keys = '[]' WHERE body = x'02020202020202020202020202020202'");
    let end = Timestamp::from_second(written[0].1.expires).unwrap();
    // The clock is right: somebody applies.
    let early = end - jiff::SignedDuration::from_hours(1);
    let record = contract::sample(9, early);
    let record = Record { expires: record.expires + 30 * 24 * 3600, ..record };
    store.store(&record, early).await.unwrap();
    assert!(traces() > 0);

    for (hours, bodies, waiting) in [(-1, 0, 0), (0, 0, 1), (23, 0, 1), (24, 1, 0), (25, 0, 0)] {
        let run =
            store.delete_expired(end + jiff::SignedDuration::from_hours(hours)).await.unwrap();

        let damaged = [format!("BODY#{}", written[1].1.id)];
        let damaged = if hours < 0 { &damaged[..0] } else { &damaged[..] }.to_vec();
        assert_eq!(run, Deletion::Done { deleted: 0, bodies, waiting, damaged }, "{hours}");
    }
    assert_eq!(traces(), 0);
    assert_eq!(all(&store).await.len(), 2, "the events stay");
}

#[tokio::test]
async fn nothing_is_confirmed_in_a_file_that_was_replaced() {
    let shelf = Shelf::new();
    let store = shelf.store();
    append(&store, 1).await;
    let older = fs::read(shelf.path()).unwrap();
    append(&store, 2).await;
    fs::write(shelf.path(), older).unwrap();
    let (event, body) = journal::sample(3, all(&store).await.last().map(Event::head));

    let refused = store.append(&event, &body).await.unwrap_err();

    let said = crate::store::chain(&refused);
    assert!(said.contains("moved, deleted or replaced; it is opened again"), "{said}");
    assert_eq!(store.append(&event, &body).await.unwrap(), Append::Appended);
}
