//! The protocol without a network: what one side writes, the other reads.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use jiff::Timestamp;
use tempfile::TempDir;

use super::{
    client::{Exchange, HttpsError, HttpsStore},
    contract,
    message::{NotAMessage, StoreReply, StoreRequest, decode, encode, encode_version},
    reply::reply,
    *,
};
use crate::{
    record::Record,
    store::{
        Store, StoreError,
        contract::sample,
        journal::{
            Append, Journal, JournalError,
            body::{BodyId, SealedHash},
            contract::{append, now, sample as entry},
            copy::JournalCopy,
            erased::Erased,
        },
        sqlite::SqliteStore,
    },
};

mod portions;

/// An office whose requests arrive.
struct Direct {
    store: SqliteStore,
    requests: AtomicUsize,
}

impl Exchange for &Direct {
    async fn exchange(&self, request: Vec<u8>) -> Result<Bytes, HttpsError> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        assert!(request.len() <= REQUEST_BYTES);
        let request: StoreRequest = decode(&request).unwrap();
        let replied = reply(&self.store, request, now()).await;
        Ok(encode(&replied.map_err(|_| HttpsError::Unavailable)?).into())
    }
}

/// A site that always gives the same answer.
struct Fixed(Mutex<Option<Result<Vec<u8>, HttpsError>>>);

impl Exchange for Fixed {
    async fn exchange(&self, _: Vec<u8>) -> Result<Bytes, HttpsError> {
        self.0.lock().unwrap().take().unwrap().map(Bytes::from)
    }
}

fn fixed(answer: Result<Vec<u8>, HttpsError>) -> HttpsStore<Fixed> {
    HttpsStore::new(Fixed(Mutex::new(Some(answer))))
}

fn direct(folder: &TempDir) -> Direct {
    let store = SqliteStore::open(&folder.path().join("applications.db")).unwrap();
    Direct { store, requests: AtomicUsize::new(0) }
}

fn sql(folder: &TempDir, sql: &str) {
    let connection = rusqlite::Connection::open(folder.path().join("applications.db")).unwrap();
    connection.execute_batch(sql).unwrap();
}

#[tokio::test]
async fn a_store_over_https_keeps_what_every_store_promises() {
    let folder = TempDir::new().unwrap();
    let direct = direct(&folder);
    contract::holds(direct.store.clone(), HttpsStore::new(&direct)).await;
}

#[tokio::test]
async fn a_journal_over_https_keeps_what_every_journal_promises() {
    let folder = TempDir::new().unwrap();
    let direct = direct(&folder);
    contract::journal_holds(direct.store.clone(), HttpsStore::new(&direct)).await;
}

/// What is damaged at home is named in the office, in the same words.
#[tokio::test]
async fn what_cannot_be_read_is_the_same_on_both_sides() {
    let folder = TempDir::new().unwrap();
    let direct = direct(&folder);
    let (home, office) = (&direct.store, HttpsStore::new(&direct));
    for number in 1..=6 {
        home.store(&sample(number, now()), now()).await.unwrap();
        append(home, number).await;
    }
    let of = |number| sample(number, now()).reference;
    sql(
        &folder,
        &format!(
            "UPDATE applications SET keys = 'x' WHERE reference = '{}';
             UPDATE applications SET expires = expires + 1 WHERE reference = '{}';
             UPDATE applications SET version = 9 WHERE reference = '{}';
             UPDATE events SET version = 2 WHERE seq = 0;
             UPDATE events SET hash = x'00' WHERE seq = 1;
             UPDATE events SET until = 'never' WHERE seq = 2;
             UPDATE bodies SET expires = 7 WHERE body = x'06060606060606060606060606060606';
             INSERT INTO erased VALUES ('BDP-1', '2021-06-01T10:42:00Z')",
            of(1),
            of(2),
            of(3)
        ),
    );

    let (page, there) =
        (office.list(None, now()).await.unwrap(), home.list(None, now()).await.unwrap());
    assert_eq!((&page.records, &page.damaged), (&there.records, &there.damaged));
    assert_eq!(page.records.iter().filter(|record| record.is_err()).count(), 2);
    assert!(!page.damaged.is_empty());
    assert_eq!(office.events(0).await.unwrap(), home.events(0).await.unwrap());
    let ids: Vec<_> = (1..=6).map(|number| BodyId([number; 16])).collect();
    let bodies = office.bodies(&ids, now()).await.unwrap();
    assert_eq!(bodies, home.bodies(&ids, now()).await.unwrap());
    assert_eq!(bodies.iter().filter(|body| body.is_err()).count(), 1);
    assert_eq!(office.erased().await.unwrap(), home.erased().await.unwrap());
    let found = office.find(&of(1), now()).await;
    assert!(matches!(found, Err(StoreError::Unreadable(item)) if item.key == of(1).as_str()));
    let read = SealedHash::of(b"");
    let replaced = office.replace_sealed(&of(2), read, b"", &[]).await;
    assert!(matches!(replaced, Err(JournalError::Unreadable(_))), "{replaced:?}");
    let replaced = office.replace_body(ids[5], read, b"", &[]).await;
    assert!(matches!(replaced, Err(JournalError::Unreadable(_))), "{replaced:?}");
    let (event, body) = entry(20, None);
    let there = Box::new(home.events(0).await.unwrap().rows.remove(0));
    assert_eq!(office.append(&event, &body).await.unwrap(), Append::Behind { there });
}

/// Names that the store of one machine really says, from its own source: one that the protocol lacks would hide a whole
/// page from the office.
#[test]
fn every_name_of_an_attribute_passes() {
    use super::item::UnreadableEntry;
    use crate::store::{Defect, UnreadableItem};

    let names = attributes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/sqlite"));
    assert!(names.contains("checksum") && names.contains("sig"), "{names:?}");
    for name in names {
        let defect = Defect::Attribute(name.clone().leak());
        let reply =
            StoreReply::Unreadable(UnreadableEntry(UnreadableItem { key: "n° 1".into(), defect }));
        assert_eq!(decode::<StoreReply>(&encode(&reply)), Ok(reply), "{name}");
    }
}

fn attributes(folder: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.extend(attributes(&path));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for call in ["Attribute(\"", "wrong(\""] {
            let found = text.split(call).skip(1).filter_map(|rest| rest.split('"').next());
            names.extend(found.map(str::to_owned));
        }
    }
    names
}

#[tokio::test]
async fn what_is_no_reply_is_an_error_and_nothing_else() {
    let malformed = || NotAMessage::Malformed;
    for (bytes, expected) in [
        (encode_version(), malformed()),
        (b"{\"version\":2,\"message\":{\"made\":null}}".to_vec(), NotAMessage::OtherVersion(2)),
        (b"{\"version\":1,\"message\":\"unheard_of\"}".to_vec(), malformed()),
        (b"{\"version\":1,\"message\":\"made\"".to_vec(), malformed()),
        (b"<!doctype html>".to_vec(), malformed()),
        (Vec::new(), malformed()),
    ] {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert_eq!(decode::<StoreReply>(&bytes), Err(expected), "{text}");
        let error = fixed(Ok(bytes)).events(0).await.unwrap_err();
        assert!(matches!(error, JournalError::Unavailable(_)), "{text}: {error:?}");
    }
    // Each reply stands for what it answers, and for nothing else.
    let reference = sample(1, now()).reference;
    let bodies = || StoreReply::Bodies { bodies: Vec::new(), answered: 0 };
    let (id, read) = (BodyId([1; 16]), SealedHash::of(b""));
    let (event, body) = entry(1, None);
    for error in [
        fixed(Ok(encode(&StoreReply::Made))).find(&reference, now()).await.unwrap_err(),
        fixed(Ok(encode(&StoreReply::Made))).list(None, now()).await.unwrap_err(),
    ] {
        let error = error.into();
        assert!(matches!(why(&error), HttpsError::NotAReply), "{error:?}");
    }
    for error in [
        fixed(Ok(encode(&bodies()))).bodies(&[id], now()).await.unwrap_err(),
        fixed(Ok(encode(&StoreReply::Made))).events(0).await.unwrap_err(),
        fixed(Ok(encode(&StoreReply::Made))).append(&event, &body).await.unwrap_err(),
        fixed(Ok(encode(&StoreReply::Made))).erased().await.unwrap_err(),
        fixed(Ok(encode(&StoreReply::Absent))).delete_body(id).await.unwrap_err(),
        fixed(Ok(encode(&StoreReply::Absent)))
            .put_back(&[sample(1, now())], &JournalCopy::default())
            .await
            .unwrap_err(),
        fixed(Ok(encode(&StoreReply::Appended))).delete(&reference, read).await.unwrap_err(),
    ] {
        assert!(matches!(error, JournalError::Unavailable(_)), "{error:?}");
    }
    assert_eq!(fixed(Ok(Vec::new())).bodies(&[], now()).await.unwrap(), [], "nothing is asked");
}

#[test]
fn a_time_passes_in_seconds_and_the_first_there_is_too() {
    use super::message::Seconds;
    for time in [now(), Timestamp::MIN, Timestamp::from_second(i64::from(u32::MAX)).unwrap()] {
        let message = StoreRequest::List { cursor: None, now: Seconds(time) };
        let passed = decode(&encode(&message)).unwrap();
        assert!(matches!(passed, StoreRequest::List { now: Seconds(now), .. } if now == time));
    }
    let wrong = b"{\"version\":1,\"message\":{\"list\":{\"cursor\":null,\"now\":999999999999999}}}";
    assert_eq!(decode::<StoreRequest>(wrong).unwrap_err(), NotAMessage::Malformed);
}

fn why(error: &JournalError) -> &HttpsError {
    let JournalError::Unavailable(source) = error else { panic!("{error:?}") };
    source.downcast_ref().unwrap()
}
