//! The store of one machine on a disk that fails: at each write, truncation and sync in turn.
//!
//! In a program of its own, because `SQLite` then uses that disk for every database.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]
#![allow(clippy::print_stdout, reason = "how much was tried is read with --nocapture")]

mod disk;
mod file_system;
mod persistent;

use disk::{Disk, Fault};
use form_handler::store::{
    Store, contract,
    journal::{self, Changed, Journal, body::SealedHash},
    sqlite::ClockVerdict,
};
use jiff::{SignedDuration, Timestamp};
use persistent::{After, PersistentStore};

/// Which acts are tried: every so manieth, and with `--full`.
#[derive(Clone, Copy)]
struct Steps {
    usual: u64,
    full: u64,
}

const STORE: Steps = Steps { usual: 23, full: 1 };

/// It writes three times as much, and verifies a signature for each row that it reads.
const JOURNAL: Steps = Steps { usual: 83, full: 5 };

/// A contract holds, whichever act fails: who is told "not stored" tries again, as an applicant does, and what was
/// confirmed is there.
async fn holds_under(fault: Fault, steps: Steps, holds: impl AsyncFn(&PersistentStore)) {
    let step = if every() { steps.full } else { steps.usual };
    let undisturbed = PersistentStore::new(After::Nothing);
    undisturbed.open().await;
    holds(&undisturbed).await;
    let (mut act, mut tried, mut unnoticed) = (1, 0, 0);
    loop {
        let store = PersistentStore::new(After::Nothing);
        store.disk.plan(act, fault);
        store.open().await;
        holds(&store).await;
        if store.disk.acts() < act {
            println!("{fault:?}: {tried} of {} acts, {unnoticed} unnoticed", store.disk.acts());
            assert!(act > 400, "{act}: the contract writes more than that");
            break;
        }
        tried += 1;
        // A wrong clock is refused as often as it is tried, whatever the disk does.
        unnoticed += u64::from(store.failures() <= undisturbed.failures());
        act += step;
    }
    // Two acts of each write may fail without a consequence, see below; a write has some twenty.
    assert!(unnoticed * 6 <= tried, "{fault:?}: {unnoticed} of {tried}");
}

#[expect(clippy::disallowed_methods, reason = "tests/run --full asks for every act")]
fn every() -> bool {
    std::env::var("FAULTS").is_ok_and(|faults| faults == "all")
}

#[tokio::test]
async fn an_error_at_any_act_loses_nothing_that_was_confirmed() {
    holds_under(Fault::Error, STORE, async |store| contract::holds(store).await).await;
}

#[tokio::test]
async fn nor_does_a_full_disk() {
    holds_under(Fault::Full, STORE, async |store| contract::holds(store).await).await;
}

#[tokio::test]
async fn nor_does_a_power_cut() {
    holds_under(Fault::Cut, STORE, async |store| contract::holds(store).await).await;
}

#[tokio::test]
async fn nor_does_a_power_cut_in_the_middle_of_a_write() {
    holds_under(Fault::Torn, STORE, async |store| contract::holds(store).await).await;
}

/// Event and body, an erasure and its entry: both or neither, wherever it stops.
#[tokio::test]
async fn nor_does_a_journal_lose_anything_or_keep_a_half() {
    for fault in [Fault::Error, Fault::Full, Fault::Cut, Fault::Torn] {
        holds_under(fault, JOURNAL, async |store| journal::contract::holds(store).await).await;
    }
}

/// Whichever act fails while an application is erased, it is there, or it is gone and on the list.
#[tokio::test]
async fn an_erasure_that_is_interrupted_is_made_again() {
    let now: Timestamp = "2021-06-01T10:42:00Z".parse().unwrap();
    let record = contract::sample(1, now);
    let read = SealedHash::of(&record.sealed);
    for fault in [Fault::Error, Fault::Full, Fault::Cut, Fault::Torn] {
        let mut act = 1;
        loop {
            let store = PersistentStore::new(After::Nothing);
            store.store(&record, now).await.unwrap();
            store.disk.plan(act, fault);
            let erased = store.delete(&record.reference, read).await.unwrap();
            assert_eq!(erased, Changed::Made, "{fault:?} at {act}");
            assert_eq!(store.find(&record.reference, now).await.unwrap(), None);
            assert!(store.erased().await.unwrap().names(&record));
            if store.disk.acts() < act {
                assert!(act > 10, "{act}: an erasure writes more than that");
                break;
            }
            act += 1;
        }
    }
}

/// Whichever act fails while an event is appended, to a database without a journal or with one, it and its body are
/// there or neither is.
#[tokio::test]
async fn an_append_that_is_interrupted_is_made_again() {
    let faults = [Fault::Error, Fault::Full, Fault::Cut, Fault::Torn];
    for (fault, events) in faults.into_iter().flat_map(|fault| [(fault, 0), (fault, 2)]) {
        let mut act = 1;
        loop {
            let store = PersistentStore::new(After::Nothing);
            for number in 0..events {
                journal::contract::append(&store, number).await;
            }
            store.open().await;
            store.disk.plan(act, fault);
            journal::contract::append(&store, 9).await;
            let appended = journal::contract::all(&store).await.len();
            assert_eq!(appended, usize::from(events) + 1, "{fault:?} at {act}");
            if store.disk.acts() < act {
                assert!(act > 15, "{act}: an event and its body write more than that");
                break;
            }
            act += 1;
        }
    }
}

/// Whichever act fails while a backup is restored into a new database, all of it is there or nothing, and the next try
/// ends as the first would have: with everything, and a clock that is taken for right.
#[tokio::test]
async fn a_restore_that_is_interrupted_is_made_again() {
    let now: Timestamp = "2021-06-01T10:42:00Z".parse().unwrap();
    let records: Vec<_> = (1..=5).map(|number| contract::sample(number, now)).collect();
    for fault in [Fault::Error, Fault::Full, Fault::Cut, Fault::Torn] {
        let (mut act, mut unnoticed) = (1, 0);
        loop {
            let store = PersistentStore::new(After::Nothing);
            store.open().await;
            store.disk.plan(act, fault);
            store.restore(&records, now).await;
            let before = now - SignedDuration::from_hours(1);
            assert_eq!(store.clock(before).await, ClockVerdict::Behind { latest: now }, "{act}");
            if store.disk.acts() < act {
                println!("{fault:?}: {} acts", store.disk.acts());
                assert!(act > 20, "{act}: a restore writes more than that");
                break;
            }
            unnoticed += u32::from(store.failures() == 0);
            act += 1;
        }
        // How long the file will be is told before it is written, which may fail without a consequence; and this disk
        // deletes a journal whatever is planned, unless the power goes.
        assert!(unnoticed <= 2, "{fault:?}: {unnoticed}");
    }
}

/// The power goes right after each confirmation.
#[tokio::test]
async fn what_is_confirmed_is_on_the_disk() {
    let store = PersistentStore::new(After::PowerCut);
    store.open().await;
    contract::holds(&store).await;

    let store = PersistentStore::new(After::PowerCut);
    store.open().await;
    journal::contract::holds(&store).await;
}

/// The disk does what its name says, or nothing above means anything.
#[test]
fn a_disk_forgets_what_was_not_synced() {
    file_system::register();
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::new(folder.path());
    let path = folder.path().join("x.db");
    let count = || {
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection.query_row("SELECT count(*) FROM x", (), |row| row.get(0))
    };
    let fill = |synchronous: &str| {
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection.pragma_update(None, "synchronous", synchronous).unwrap();
        connection
            .execute_batch(
                "DROP TABLE IF EXISTS x; CREATE TABLE x (a); INSERT INTO x VALUES (1), (2)",
            )
            .unwrap();
    };

    fill("extra");
    disk.restart();
    assert_eq!(count(), Ok(2), "synced");

    let lost = (0..20).filter(|_| {
        fill("off");
        disk.restart();
        let lost = count() != Ok(2);
        if lost {
            Disk::new(folder.path());
        }
        lost
    });
    assert!(lost.count() > 0, "not synced");
}
