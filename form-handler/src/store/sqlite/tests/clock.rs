//! Time, and clocks that are wrong.

use jiff::SignedDuration;

use super::*;
use crate::{record::ReceivedAt, store::sqlite::clock::APART};

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn done(deleted: usize, waiting: usize) -> Deletion {
    Deletion::Done { deleted, bodies: 0, waiting, damaged: Vec::new() }
}

/// Kept for a year from that time.
fn year(number: u8, now: Timestamp) -> Record {
    let record = contract::sample(number, now);
    Record { expires: record.expires + 364 * 24 * 3600, ..record }
}

fn strict(shelf: &Shelf, accepted: Option<Timestamp>) -> SqliteStore {
    let rules = ClockRules { ahead: AheadClock::Refuses, accepted };
    SqliteStore::open_with(&shelf.path(), rules).unwrap()
}

fn why(error: StoreError) -> String {
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
    crate::store::chain(&error)
}

#[tokio::test]
async fn what_has_expired_leaves_no_trace_in_the_file() {
    let shelf = Shelf::new();
    let store = shelf.store();
    let old = Record { sealed: b"a sealed application".repeat(300), ..contract::sample(1, now()) };
    let young = Record { expires: old.expires + 1, ..contract::sample(2, now()) };
    for record in [&old, &young] {
        store.store(record, now()).await.unwrap();
    }
    let end = Timestamp::from_second(old.expires).unwrap();

    assert_eq!(store.delete_expired(end).await.unwrap(), done(0, 1));
    let end = end + APART;
    assert_eq!(store.find(&young.reference, now()).await.unwrap(), Some(young));
    assert_eq!(store.delete_expired(end).await.unwrap(), done(1, 1));

    for file in fs::read_dir(shelf.path().parent().unwrap()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(20).any(|window| window == b"a sealed application"));
    }
    assert_eq!(store.delete_expired(end).await.unwrap(), done(0, 1));
}

#[tokio::test]
async fn one_run_deletes_nothing_and_a_second_one_only_a_day_later() {
    let shelf = Shelf::new();
    let store = shelf.store();
    let record = contract::sample(1, now());
    store.store(&record, now()).await.unwrap();
    let end = Timestamp::from_second(record.expires).unwrap();

    for (hours, expected) in [(0, done(0, 1)), (1, done(0, 1)), (23, done(0, 1)), (24, done(1, 0))]
    {
        let run = end + SignedDuration::from_hours(hours);
        // A start of the program in between forgets nothing.
        assert_eq!(shelf.store().delete_expired(run).await.unwrap(), expected, "{hours}");
    }
}

#[tokio::test]
async fn a_clock_far_ahead_deletes_nothing_however_often_and_is_not_remembered() {
    let shelf = Shelf::new();
    let store = shelf.store();
    let record = year(1, now());
    store.store(&record, now()).await.unwrap();

    for days in [400, 401, 800] {
        let run = store.delete_expired(now() + DAY * days).await.unwrap();
        assert_eq!(run, Deletion::ClockAhead { latest: now() }, "{days}");
    }
    assert_eq!(
        store.delete_expired(now() + DAY * 40).await.unwrap(),
        done(0, 0),
        "40 days are not far"
    );
    assert_eq!(store.find(&record.reference, now()).await.unwrap(), Some(record));
}

#[tokio::test]
async fn a_clock_behind_deletes_nothing() {
    let shelf = Shelf::new();
    let store = shelf.store();
    let record = contract::sample(1, now());
    store.store(&record, now()).await.unwrap();
    let end = Timestamp::from_second(record.expires).unwrap();
    store.delete_expired(end + DAY * 30).await.unwrap();

    let run = store.delete_expired(end + DAY * 29).await.unwrap();

    assert_eq!(run, Deletion::ClockBehind { latest: end + DAY * 30 });
    assert_eq!(store.clock(end).await.unwrap(), ClockVerdict::Behind { latest: end + DAY * 30 });
}

/// A server whose clock is two years behind confirms; then its clock is set.
#[tokio::test]
async fn what_was_confirmed_with_a_clock_behind_is_not_deleted_by_the_right_one() {
    let shelf = Shelf::new();
    let behind = now() - DAY * 730;
    let record = year(1, behind);
    shelf.store().store(&record, behind).await.unwrap();

    for hours in [0, 25] {
        let run = shelf.store().delete_expired(now() + SignedDuration::from_hours(hours)).await;
        assert_eq!(run.unwrap(), Deletion::ClockAhead { latest: behind });
    }
    assert_eq!(shelf.store().find(&record.reference, behind).await.unwrap(), Some(record));
}

#[tokio::test]
async fn nothing_is_confirmed_two_hours_before_the_newest_application() {
    let shelf = Shelf::new();
    let store = shelf.store();
    store.store(&contract::sample(1, now()), now()).await.unwrap();
    let hours = |hours| now() - SignedDuration::from_hours(hours);

    store.store(&contract::sample(2, hours(2)), hours(2)).await.unwrap();
    let early = hours(2) - SignedDuration::from_secs(1);
    let said = why(store.store(&contract::sample(3, early), early).await.unwrap_err());

    insta::assert_snapshot!(said, @"the store is unavailable: the clock says 2021-06-01T08:41:59Z, and the newest application is of 2021-06-01T10:42:00Z: nothing is confirmed; set the clock or, if it is right, start once with --accept-clock");
    assert_eq!(store.find(&contract::sample(3, early).reference, early).await.unwrap(), None);
    let accepting = strict(&shelf, Some(early));
    accepting.store(&contract::sample(3, early), early).await.unwrap();
}

#[tokio::test]
async fn in_production_a_clock_far_ahead_confirms_nothing_until_it_is_accepted() {
    let shelf = Shelf::new();
    strict(&shelf, None).store(&year(1, now()), now()).await.unwrap();
    let ahead = now() + DAY * 41;

    let said = why(strict(&shelf, None).store(&year(2, ahead), ahead).await.unwrap_err());

    insta::assert_snapshot!(said, @"the store is unavailable: the clock says 2021-07-12T10:42:00Z, more than 40 days after 2021-06-01T10:42:00Z, the latest time that this database has seen: nothing is confirmed; set the clock or, if it is right, start once with --accept-clock");
    strict(&shelf, Some(ahead)).store(&year(2, ahead), ahead).await.unwrap();
    // Once is enough.
    let store = strict(&shelf, None);
    assert_eq!(store.clock(ahead).await.unwrap(), ClockVerdict::Plausible);
    store.store(&year(3, ahead), ahead).await.unwrap();
}

#[tokio::test]
async fn accepting_repairs_what_a_wrong_clock_left() {
    let shelf = Shelf::new();
    let ahead = now() + DAY * 400;
    let store = shelf.store();
    store.store(&year(1, now()), now()).await.unwrap();
    store.store(&year(2, ahead), ahead).await.unwrap();
    why(store.store(&year(3, now()), now()).await.unwrap_err());

    let store = strict(&shelf, Some(now()));

    store.store(&year(3, now()), now()).await.unwrap();
    assert_eq!(store.delete_expired(now()).await.unwrap(), done(0, 0));
}

/// Not replaced either: that would delete it too.
#[tokio::test]
async fn what_only_a_clock_far_ahead_takes_for_expired_keeps_its_reference() {
    let shelf = Shelf::new();
    let store = shelf.store();
    let record = year(1, now());
    store.store(&record, now()).await.unwrap();
    let ahead = now() + DAY * 400;
    let rival = Record { reference: record.reference.clone(), ..year(2, ahead) };

    let refused = store.store(&rival, ahead).await.unwrap_err();
    let again = Record { again: ReceivedAt::at(ahead), ..record.clone() };
    let kept = store.store(&again, ahead).await.unwrap();

    assert!(matches!(refused, StoreError::Taken(_)), "{refused:?}");
    assert_eq!(kept, Stored::AlreadyStored { received_at: record.received_at });
}

#[tokio::test]
async fn what_is_damaged_is_not_deleted_because_its_end_may_be() {
    let shelf = Shelf::new();
    let store = shelf.store();
    let record = year(1, now());
    store.store(&record, now()).await.unwrap();
    shelf.sql("UPDATE applications SET expires = 7");

    let reference = record.reference.to_string();
    for days in [0, 2] {
        let run = store.delete_expired(now() + DAY * days).await.unwrap();
        let damaged = vec![reference.clone()];
        assert_eq!(run, Deletion::Done { deleted: 0, bodies: 0, waiting: 0, damaged });
    }
    let page = store.list(None, now()).await.unwrap();
    assert_eq!((page.records.len(), page.damaged.len()), (1, 1), "nor hidden: {page:?}");
}

/// Deleting overwrites, and that takes the right to write: nothing is left half done.
#[tokio::test]
async fn while_somebody_reads_nothing_is_deleted_and_that_is_said() {
    let shelf = Shelf::new();
    let store = SqliteStore { patience: Duration::from_millis(100), ..shelf.store() };
    let record = contract::sample(1, now());
    store.store(&record, now()).await.unwrap();
    let end = Timestamp::from_second(record.expires).unwrap();
    store.delete_expired(end).await.unwrap();
    let reader = Connection::open(shelf.path()).unwrap();
    let mut statement = reader.prepare("SELECT reference FROM applications").unwrap();
    let mut rows = statement.query(()).unwrap();
    rows.next().unwrap().unwrap();

    let said = why(store.delete_expired(end + APART).await.unwrap_err());

    assert!(said.contains("was busy for too long"), "{said}");
    assert_eq!(store.find(&record.reference, now()).await.unwrap(), Some(record));
    drop(rows);
    assert_eq!(store.delete_expired(end + APART).await.unwrap(), done(1, 0));
}
