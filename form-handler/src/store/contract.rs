//! What every store promises, as a test that each of them must pass.

use application_form::reference::Reference;
use jiff::{SignedDuration, Timestamp};

use super::{Store, StoreError, Stored};
use crate::{
    crypto::recipients::Fingerprint,
    rate_limit::Counter,
    record::{ReceivedAt, Record, VERSION, digest},
};

/// Panics at the first promise that `store`, which must be empty, breaks.
///
/// Nothing waits and no clock is read: time passes because the contract says so.
pub async fn holds(store: &impl Store) {
    let now = Timestamp::from_second(1_622_544_120).expect("in 2021");

    keeps_what_it_is_given(store, now).await;
    leaves_the_first_as_it_is_but_for_the_time_of_the_last_send(store, now).await;
    refuses_another_application_under_the_same_reference(store, now).await;
    keeps_one_of_many_at_once(store, now).await;
    marks_what_is_above_the_limit_and_was_not_there_before(store, now).await;
    counts_each_send_once(store, now).await;
    forgets_what_has_expired(store, now).await;
    lists_each_record_once(store, now).await;
    loses_nothing_to_a_clock_that_jumps(store, now).await;
}

/// A record that differs from every other one of another number in every part.
///
/// It expires a day after `now`.
pub fn sample(number: u8, now: Timestamp) -> Record {
    let mut bytes = [number; 32];
    bytes[0] = 0;
    let fingerprint = Fingerprint::stored(format!("{number:016x}"));
    Record {
        reference: Reference::from_bytes("BDP", &bytes),
        received_at: ReceivedAt::at(now),
        form: format!("form {number}"),
        keys: vec![fingerprint.clone(), fingerprint],
        quarantine: number % 2 == 1,
        again: ReceivedAt::at(now),
        over_limit: number % 3 == 1,
        digest: digest(bytes),
        // Every byte value, so that no store takes it for text.
        sealed: (0..=u8::MAX).map(|byte| byte ^ number).cycle().take(5000).collect(),
        version: VERSION,
        expires: now.as_second() + 24 * 3600,
    }
}

/// The same record as its sender would make it again a while later: only the digest is the same.
fn resent(record: &Record, later: Timestamp) -> Record {
    Record {
        received_at: ReceivedAt::at(later),
        again: ReceivedAt::at(later),
        over_limit: !record.over_limit,
        sealed: b"sealed again".to_vec(),
        expires: record.expires + 600,
        ..record.clone()
    }
}

async fn keeps_what_it_is_given(store: &impl Store, now: Timestamp) {
    for record in [sample(1, now), sample(2, now)] {
        let reference = &record.reference;
        assert_eq!(find(store, reference, now).await, None, "a new store is empty");
        assert_eq!(find(store, reference, now).await, None, "asking leaves nothing behind");

        let kept = store.store(&record, now).await.expect("a new record is kept");

        assert_eq!(kept, Stored::New);
        assert_eq!(find(store, reference, now).await, Some(record.clone()), "and found whole");
    }
}

async fn leaves_the_first_as_it_is_but_for_the_time_of_the_last_send(
    store: &impl Store,
    now: Timestamp,
) {
    let first = sample(1, now);
    let later = now + SignedDuration::from_mins(10);

    let kept = store.store(&resent(&first, later), later).await.expect("a resend is a success");

    assert_eq!(kept, Stored::AlreadyStored { received_at: first.received_at });
    let sent_again = Record { again: ReceivedAt::at(later), ..first };
    assert_eq!(find(store, &sent_again.reference, later).await.as_ref(), Some(&sent_again));

    let last = store.store(&sample(1, now), later).await.expect("a retry is a success");

    assert_eq!(last, Stored::AlreadyStored { received_at: sent_again.received_at });
    let found = find(store, &sent_again.reference, later).await;
    assert_eq!(found, Some(sample(1, now)), "`again` is the record's own time, not the clock's");
}

async fn refuses_another_application_under_the_same_reference(store: &impl Store, now: Timestamp) {
    let first = sample(1, now);
    let rival = Record { reference: first.reference.clone(), ..sample(3, now) };

    let refused = store.store(&rival, now).await.expect_err("a reference is never reused");

    assert!(matches!(refused, StoreError::Taken(taken) if taken == first.reference));
    assert_eq!(find(store, &first.reference, now).await, Some(first), "the first is untouched");
}

async fn forgets_what_has_expired(store: &impl Store, now: Timestamp) {
    let old = sample(4, now);
    let reference = &old.reference;
    store.store(&old, now).await.expect("kept");
    let end = Timestamp::from_second(old.expires).expect("a day later");
    let before = end - SignedDuration::from_secs(1);

    assert_eq!(find(store, reference, before).await.as_ref(), Some(&old), "kept to the end");
    assert_eq!(find(store, reference, end).await, None, "expired to the second");
    let listed = all(store, end).await;
    assert!(listed.iter().all(|record| record.reference != *reference), "nor listed");

    // Same digest or not, what has expired does not count.
    let new = Record { digest: digest([0xee; 32]), ..sample(4, end) };
    assert_eq!(store.store(&new, end).await.expect("the reference is free again"), Stored::New);
    assert_eq!(
        find(store, reference, end).await,
        Some(new.clone()),
        "the new one replaces the old"
    );

    let end = Timestamp::from_second(new.expires).expect("another day later");
    let again = resent(&new, end);
    assert_eq!(store.store(&again, end).await.expect("free again"), Stored::New);
    assert_eq!(
        find(store, reference, end).await,
        Some(again),
        "a resend replaces what has expired"
    );
}

async fn keeps_one_of_many_at_once(store: &impl Store, now: Timestamp) {
    let record = sample(5, now);
    let later = resent(&record, now + SignedDuration::from_mins(1));
    let keep = |record| store.store(record, now);

    let outcomes = tokio::join!(
        keep(&record),
        keep(&later),
        keep(&record),
        keep(&later),
        keep(&record),
        keep(&later),
    );

    let outcomes =
        [outcomes.0, outcomes.1, outcomes.2, outcomes.3, outcomes.4, outcomes.5].map(|outcome| {
            outcome.expect("the same application, sent at once, is a success each time")
        });
    let first = find(store, &record.reference, now).await.expect("kept");
    let already = Stored::AlreadyStored { received_at: first.received_at };
    assert_eq!(outcomes.iter().filter(|&&kept| kept == Stored::New).count(), 1, "{outcomes:?}");
    assert_eq!(outcomes.iter().filter(|&&kept| kept == already).count(), 5, "{outcomes:?}");
    let whole = |one: &Record| Record { again: first.again, ..one.clone() };
    assert!(first == whole(&record) || first == whole(&later), "one of them whole, no mixture");
    assert!([record.again, later.again].contains(&first.again), "{}", first.again);

    let reference = sample(6, now).reference;
    let rivals =
        [6, 7, 8, 9].map(|number| Record { reference: reference.clone(), ..sample(number, now) });
    let outcomes =
        tokio::join!(keep(&rivals[0]), keep(&rivals[1]), keep(&rivals[2]), keep(&rivals[3]),);

    let outcomes = [outcomes.0, outcomes.1, outcomes.2, outcomes.3];
    let winner = outcomes.iter().position(Result::is_ok).expect("one of the rivals is kept");
    for (at, outcome) in outcomes.iter().enumerate().filter(|(at, _)| *at != winner) {
        assert!(matches!(outcome, Err(StoreError::Taken(_))), "rival {at}: {outcome:?}");
    }
    assert_eq!(find(store, &reference, now).await.as_ref(), Some(&rivals[winner]));
}

async fn marks_what_is_above_the_limit_and_was_not_there_before(
    store: &impl Store,
    now: Timestamp,
) {
    let record = Record { over_limit: false, ..sample(10, now) };
    let later = now + SignedDuration::from_mins(10);
    let again = Record { again: ReceivedAt::at(later), ..record.clone() };
    let sent = Record { received_at: ReceivedAt::at(later), ..again.clone() };
    let mark = async |record: &Record, stored| {
        store.mark_over_limit(record, stored).await.expect("the store answers");
    };

    let stored = store.store(&record, now).await.expect("kept");
    let resent = store.store(&sent, later).await.expect("kept already");
    mark(&sent, resent).await;
    assert_eq!(find(store, &record.reference, now).await, Some(again.clone()), "no mark");

    mark(&record, stored).await;
    let marked = Record { over_limit: true, ..again };
    assert_eq!(find(store, &record.reference, now).await, Some(marked.clone()));
    mark(&record, stored).await;
    assert_eq!(find(store, &record.reference, now).await, Some(marked), "twice is once");
}

/// Before the listing, in which no counter may appear.
async fn counts_each_send_once(store: &impl Store, now: Timestamp) {
    let counter =
        |key: &str| Counter { key: key.into(), limit: 1, most: 3, expires: now.as_second() + 3600 };
    let count =
        async |counters: &[Counter]| store.count(counters, now).await.expect("the store answers");
    let (one, other) = ([counter("one")], [counter("other")]);

    let at_once = tokio::join!(count(&one), count(&one), count(&one), count(&one), count(&one));

    let mut counts = [at_once.0, at_once.1, at_once.2, at_once.3, at_once.4].concat();
    counts.sort_unstable();
    assert_eq!(counts, [1, 2, 3, 4, 5], "each has a number of its own, above the limit too");
    assert_eq!(count(&other).await, [1], "counters do not mix");
    assert_eq!(count(&[counter("other"), counter("third"), counter("one")]).await, [2, 1, 6]);
    assert_eq!(count(&[]).await, [0; 0]);
}

async fn lists_each_record_once(store: &impl Store, now: Timestamp) {
    let listed = all(store, now).await;

    let mut references: Vec<_> = listed.iter().map(|record| record.reference.clone()).collect();
    references.sort();
    let mut expected = [1, 2, 4, 5, 6, 10].map(|number| sample(number, now).reference);
    expected.sort();
    assert_eq!(references, expected);
    for record in listed {
        assert_eq!(find(store, &record.reference, now).await, Some(record), "listed whole");
    }
}

/// What is stored with a wrong clock may be refused; what is confirmed is there, and so is all from before.
///
/// Nothing new is confirmed with a clock that is hours behind, in each store by its own means: the database remembers
/// the newest send (`nothing_is_confirmed_two_hours_before_the_newest_application`), and AWS refuses what was signed
/// some minutes before its own time or after it (`a_clock_that_aws_does_not_believe_confirms_nothing`): the form may
/// not read the table, and `DynamoDB` Local, which checks no signature, cannot tell it here.
async fn loses_nothing_to_a_clock_that_jumps(store: &impl Store, now: Timestamp) {
    // After everything above, and kept for a year.
    let now = now + SignedDuration::from_hours(72);
    let year = 366 * 24 * 3600;
    let of = |number, now| {
        let record = sample(number, now);
        Record { expires: record.expires + year, ..record }
    };
    let kept = of(10, now);
    store.store(&kept, now).await.expect("kept");

    for (number, days) in [(11, 400), (12, -730)] {
        let wrong = now + SignedDuration::from_hours(24 * days);
        let fresh = of(number, wrong);
        let again = Record { expires: fresh.expires, ..resent(&kept, wrong) };
        for sent in [fresh, again] {
            match store.store(&sent, wrong).await {
                Ok(Stored::New) => {
                    assert_eq!(
                        find(store, &sent.reference, wrong).await,
                        Some(sent),
                        "it is there"
                    );
                }
                Ok(Stored::AlreadyStored { .. }) => {}
                Err(refused) => assert!(matches!(refused, StoreError::Unavailable(_))),
            }
        }
        let found = find(store, &kept.reference, now).await;
        assert_eq!(found.expect("it is there").digest, kept.digest, "{days} days");
    }
}

async fn find(store: &impl Store, reference: &Reference, now: Timestamp) -> Option<Record> {
    store.find(reference, now).await.expect("the store answers")
}

async fn all(store: &impl Store, now: Timestamp) -> Vec<Record> {
    let mut records = Vec::new();
    let mut cursor = None;
    loop {
        let page = store.list(cursor.as_ref(), now).await.expect("the store answers");
        assert!(page.damaged.is_empty(), "{:?}", page.damaged);
        records.extend(page.records.into_iter().map(|record| record.expect("readable")));
        cursor = page.next;
        if cursor.is_none() {
            return records;
        }
    }
}
