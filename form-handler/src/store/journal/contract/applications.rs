//! What changes the applications beside a journal.

use application_form::reference::Reference;
use jiff::{SignedDuration, Timestamp};

use crate::{
    crypto::recipients::Fingerprint,
    record::{ReceivedAt, Record},
    store::{
        Store, Stored,
        contract::sample,
        journal::{
            Changed, Journal,
            body::SealedHash,
            erased::{Erased, ErasureList},
        },
    },
};

pub(super) async fn hold(store: &(impl Store + Journal), now: Timestamp) {
    seals_an_application_again_and_changes_nothing_else(store, now).await;
    deletes_only_what_the_caller_has_read(store, now).await;
    knows_what_was_erased_wherever_it_comes_from(store, now).await;
    learns_what_another_list_knows(store, now).await;
}

async fn seals_an_application_again_and_changes_nothing_else(
    store: &(impl Store + Journal),
    now: Timestamp,
) {
    let [record, other] = [1, 2].map(|number| sample(number, now));
    for record in [&record, &other] {
        store.store(record, now).await.expect("stored");
    }
    let (reference, read) = (&record.reference, SealedHash::of(&record.sealed));
    let keys = [Fingerprint::stored("0123456789abcdef")];
    let again = Record { sealed: vec![7; 9000], keys: keys.to_vec(), ..record.clone() };
    let replace = async |expected: SealedHash, sealed: &[u8]| {
        let replaced = store.replace_sealed(reference, expected, sealed, &keys).await;
        replaced.expect("the store answers")
    };

    let differs = replace(SealedHash::of(b"another"), &again.sealed).await;
    assert_eq!(differs, Changed::Differs { found: read });
    assert_eq!(find(store, reference, now).await.as_ref(), Some(&record), "nothing was changed");

    assert_eq!(replace(read, &again.sealed).await, Changed::Made);
    assert_eq!(find(store, reference, now).await.as_ref(), Some(&again));
    assert_eq!(replace(read, &again.sealed).await, Changed::Made, "a retry is a success");
    let found = SealedHash::of(&again.sealed);
    assert_eq!(replace(read, b"by somebody else").await, Changed::Differs { found });
    assert_eq!(find(store, reference, now).await.as_ref(), Some(&again));
    assert_eq!(find(store, &other.reference, now).await.as_ref(), Some(&other));

    // The form goes on as if nothing had been.
    let later = now + SignedDuration::from_mins(10);
    let sent = Record { again: ReceivedAt::at(later), ..sample(1, now) };
    let stored = store.store(&sent, later).await.expect("a resend is a success");
    assert_eq!(stored, Stored::AlreadyStored { received_at: again.received_at });
    let last = Record { again: ReceivedAt::at(later), ..again };
    assert_eq!(find(store, &last.reference, now).await, Some(last));

    let absent = sample(9, now).reference;
    let replaced = store.replace_sealed(&absent, read, b"nothing", &keys).await;
    assert_eq!(replaced.expect("the store answers"), Changed::Absent);
    assert_eq!(find(store, &absent, now).await, None, "nothing comes into being");
    assert_eq!(listed(store, now).await, 2);
}

async fn deletes_only_what_the_caller_has_read(store: &(impl Store + Journal), now: Timestamp) {
    let record = sample(3, now);
    store.store(&record, now).await.expect("stored");
    let (reference, read) = (&record.reference, SealedHash::of(&record.sealed));

    let differs = store.delete(reference, SealedHash::of(b"another")).await;
    assert_eq!(differs.expect("the store answers"), Changed::Differs { found: read });
    assert_eq!(find(store, reference, now).await.as_ref(), Some(&record), "it is there");
    assert!(!erased(store).await.names(&record), "and not on the list");

    assert_eq!(store.delete(reference, read).await.expect("the store answers"), Changed::Made);
    assert_eq!(find(store, reference, now).await, None);
    assert!(erased(store).await.names(&record));
    assert_eq!(listed(store, now).await, 2, "nothing else was deleted");

    assert_eq!(store.delete(reference, read).await.expect("the store answers"), Changed::Absent);
    let entries = erased(store).await.entries;
    assert_eq!(entries.into_iter().collect::<Vec<_>>(), [Erased::of(&record)]);
}

/// The same answers have the same reference.
async fn knows_what_was_erased_wherever_it_comes_from(
    store: &(impl Store + Journal),
    now: Timestamp,
) {
    let record = sample(3, now);
    for (minutes, is_erased) in [(0, true), (1, false)] {
        let later = now + SignedDuration::from_mins(minutes);
        let at = ReceivedAt::at(later);
        let sent = Record { received_at: at, again: at, ..record.clone() };

        let stored = store.store(&sent, later).await.expect("its reference is free");

        assert_eq!(stored, Stored::New);
        let found = find(store, &record.reference, later).await.expect("it is stored");
        assert_eq!(erased(store).await.names(&found), is_erased, "after {minutes} minutes");
        let read = SealedHash::of(&found.sealed);
        let deleted = store.delete(&record.reference, read).await.expect("the store answers");
        assert_eq!(deleted, Changed::Made, "it may be erased once more");
    }
    assert_eq!(erased(store).await.entries.len(), 2, "each once");
}

async fn learns_what_another_list_knows(store: &(impl Store + Journal), now: Timestamp) {
    let before = erased(store).await.entries;
    let known = before.first().expect("two were erased").clone();
    let entries: Vec<_> = [sample(4, now), sample(5, now)].iter().map(Erased::of).collect();

    for _ in 0..2 {
        let all = [&entries[..], std::slice::from_ref(&known)].concat();
        store.add_erased(&all).await.expect("added");

        let list = erased(store).await;
        assert_eq!(list.entries.len(), before.len() + 2, "what was known is there once");
        assert!(list.entries.is_superset(&before));
        assert!(list.names(&sample(4, now)) && list.names(&sample(5, now)));
        assert!(!list.names(&sample(1, now)));
    }
    store.add_erased(&[]).await.expect("nothing to add");
}

async fn erased(store: &impl Journal) -> ErasureList {
    let list = store.erased().await.expect("the store answers");
    assert_eq!(list.unreadable, []);
    list
}

async fn find(store: &impl Store, reference: &Reference, now: Timestamp) -> Option<Record> {
    store.find(reference, now).await.expect("the store answers")
}

async fn listed(store: &impl Store, now: Timestamp) -> usize {
    let page = store.list(None, now).await.expect("the store answers");
    assert_eq!(page.next, None, "few are on one page");
    assert!(page.records.iter().all(Result::is_ok), "{:?}", page.records);
    page.records.len()
}
