//! What is too much for one request or one reply.

use super::*;
use crate::store::journal::{
    body::Body,
    contract::author,
    event::{Event, EventDraft},
};

/// More than a page of the journal has, and more than a request names bodies.
const EVENTS: u128 = 1100;

#[tokio::test]
async fn a_backup_comes_back_in_requests_that_are_not_too_long() {
    let folder = TempDir::new().unwrap();
    let direct = direct(&folder);
    let office = HttpsStore::new(&direct);
    let records: Vec<_> = (1..=9)
        .map(|number| Record { sealed: vec![number; 200_000], ..sample(number, now()) })
        .collect();
    let older = Record { sealed: b"older".to_vec(), ..records[8].clone() };
    direct.store.store(&older, now()).await.unwrap();

    let elsewhere = TempDir::new().unwrap();
    let other = SqliteStore::open(&elsewhere.path().join("applications.db")).unwrap();
    for number in 1..=3 {
        append(&other, number).await;
    }
    other.delete_body(BodyId([2; 16])).await.unwrap();
    other.add_erased(&[Erased::of(&sample(20, now()))]).await.unwrap();
    let (copy, _) = JournalCopy::of(&other).await.unwrap();
    let requests = || direct.requests.swap(0, Ordering::Relaxed);

    for _ in 0..2 {
        office.put_back(&records, &copy).await.unwrap();

        assert_eq!(requests(), 1 + 3 + 1, "erasures, three records in each, three events");
        for record in &records {
            let found = direct.store.find(&record.reference, now()).await.unwrap();
            assert_eq!(found.as_ref(), Some(record), "over whatever stands there");
        }
        assert_eq!(JournalCopy::of(&office).await.unwrap().0, copy, "gaps and all");
        requests();
    }
    let long = Record { sealed: vec![7; REQUEST_BYTES], ..sample(10, now()) };
    let refused = office.put_back(&[long], &JournalCopy::default()).await.unwrap_err();
    assert!(matches!(why(&refused), HttpsError::TooLong), "{refused:?}");
    assert_eq!(requests(), 0, "and is not sent");
    let (event, body) = entry(9, None);
    let another = JournalCopy { events: vec![event], bodies: vec![body], ..copy.clone() };
    let refused = office.put_back(&[], &another).await.unwrap_err();
    assert!(matches!(why(&refused), HttpsError::OtherJournal), "{refused:?}");
    assert_eq!(JournalCopy::of(&office).await.unwrap().0, copy, "nothing of it");
}

#[tokio::test]
async fn bodies_that_are_too_many_for_a_reply_are_asked_for_again() {
    let folder = TempDir::new().unwrap();
    let direct = direct(&folder);
    let office = HttpsStore::new(&direct);
    let (mut ids, mut head) = (Vec::new(), None);
    for number in 1..=130 {
        let (event, mut body) = entry(number, head);
        body.sealed = vec![number; 150_000];
        direct.store.append(&event, &body).await.unwrap();
        ids.push(body.id);
        head = Some(event.head());
    }

    let bodies = office.bodies(&ids, now()).await.unwrap();

    assert_eq!(direct.requests.load(Ordering::Relaxed), 3, "64 in each reply");
    assert_eq!(bodies.len(), 130);
    for (body, id) in bodies.into_iter().zip(ids) {
        assert_eq!(body.unwrap().id, id);
    }
}

#[tokio::test]
async fn more_than_a_page_is_read_page_by_page() {
    let folder = TempDir::new().unwrap();
    let direct = direct(&folder);
    let office = HttpsStore::new(&direct);
    let records: Vec<_> = (1..=250).map(|number| sample(number, now())).collect();
    let (mut copy, mut head) = (JournalCopy::default(), None);
    for number in 0..EVENTS {
        let (sample, body) = entry(1, None);
        let body = Body { id: BodyId(number.to_be_bytes()), ..body };
        let Event { at, commit, until, .. } = sample;
        let event = Event::sign(&EventDraft { at, body: body.id, commit, until }, head, &author());
        head = Some(event.head());
        copy.events.push(event);
        copy.bodies.push(body);
    }
    let (written, journal) = (records.clone(), copy.clone());
    direct.store.restore(now(), move |_, _, _| ((), written, journal)).await.unwrap();

    let (mut found, mut cursor) = (Vec::new(), None);
    for page in 1..=3 {
        let listed = office.list(cursor.as_ref(), now()).await.unwrap();
        found.extend(listed.records.into_iter().map(Result::unwrap));
        cursor = listed.next;
        assert_eq!(cursor.is_none(), page == 3, "{page}");
    }
    found.sort_by_key(|record| record.sealed[0]);
    assert_eq!(found, records);
    direct.requests.store(0, Ordering::Relaxed);
    assert_eq!(JournalCopy::of(&office).await.unwrap().0, copy);
    let requests = direct.requests.load(Ordering::Relaxed);
    assert_eq!(requests, 2 + 2 + 1, "events and bodies by the thousand, and what was erased");
}
