//! What becomes of bodies.

use jiff::{SignedDuration, Timestamp};

use super::{all, append, find, sample};
use crate::{
    crypto::recipients::Fingerprint,
    store::journal::{
        Append, Changed, Journal,
        body::{Body, BodyId, SealedHash},
        event::{Event, EventDraft},
    },
};

pub(super) async fn hold(store: &impl Journal, now: Timestamp) {
    replaces_only_what_the_caller_has_read(store, now).await;
    deletes_a_body_and_keeps_its_event(store, now).await;
    gives_no_body_that_has_expired(store, now).await;
    counts_by_number_whatever_the_clocks_say(store, now).await;
}

async fn replaces_only_what_the_caller_has_read(store: &impl Journal, now: Timestamp) {
    let (event, body) = append(store, 50).await;
    let events = all(store).await;
    let keys = [Fingerprint::stored("0123456789abcdef")];
    let again = Body { sealed: b"sealed again".to_vec(), keys: keys.to_vec(), ..body.clone() };
    let replace = async |expected: SealedHash, sealed: &[u8]| {
        store.replace_body(body.id, expected, sealed, &keys).await.expect("the store answers")
    };

    let differs = replace(SealedHash::of(b"another"), &again.sealed).await;
    assert_eq!(differs, Changed::Differs { found: body.hash() });
    assert_eq!(find(store, body.id, now).await.as_ref(), Some(&body), "nothing was changed");

    assert_eq!(replace(body.hash(), &again.sealed).await, Changed::Made);
    assert_eq!(find(store, body.id, now).await.as_ref(), Some(&again), "its end stays");
    assert_eq!(replace(body.hash(), &again.sealed).await, Changed::Made, "a retry is a success");
    let differs = replace(body.hash(), b"by somebody else").await;
    assert_eq!(differs, Changed::Differs { found: again.hash() }, "she comes second");
    assert_eq!(find(store, body.id, now).await, Some(again));

    let absent = store.replace_body(BodyId([99; 16]), body.hash(), b"nothing", &keys).await;
    assert_eq!(absent.expect("the store answers"), Changed::Absent);
    assert_eq!(find(store, BodyId([99; 16]), now).await, None, "nothing comes into being");
    assert_eq!(all(store).await, events);
    let retried = store.append(&event, &body).await.expect("the store answers");
    assert_eq!(retried, Append::Appended, "the event is there, whatever became of its body");
}

async fn deletes_a_body_and_keeps_its_event(store: &impl Journal, now: Timestamp) {
    let (_, kept) = append(store, 51).await;
    let (event, body) = append(store, 52).await;
    let events = all(store).await;

    for _ in 0..2 {
        store.delete_body(body.id).await.expect("deleted");

        assert_eq!(find(store, body.id, now).await, None);
        assert_eq!(find(store, kept.id, now).await.as_ref(), Some(&kept), "nothing else is");
        assert_eq!(all(store).await, events);
    }
    let retried = store.append(&event, &body).await.expect("the store answers");
    assert_eq!(retried, Append::Appended);
    assert_eq!(find(store, body.id, now).await, None, "what was deleted does not come back");
}

async fn gives_no_body_that_has_expired(store: &impl Journal, now: Timestamp) {
    let (_, body) = append(store, 53).await;
    let end = Timestamp::from_second(body.expires).expect("in 2022");
    let before = end - SignedDuration::from_secs(1);

    assert_eq!(find(store, body.id, before).await.as_ref(), Some(&body), "kept to the end");
    assert_eq!(find(store, body.id, end).await, None, "expired to the second");
    let far = end + SignedDuration::from_hours(24 * 4000);
    assert_eq!(find(store, body.id, far).await, None);
    assert_eq!(
        find(store, body.id, now).await,
        Some(body),
        "a clock that was wrong deletes nothing"
    );
}

/// An author's clock may jump: the order is that of the numbers, and nothing is refused.
async fn counts_by_number_whatever_the_clocks_say(store: &impl Journal, now: Timestamp) {
    let mut events = all(store).await;
    for (number, days) in [(60, 4000), (61, -4000), (62, 0)] {
        let (event, body) = sample(number, events.last().map(Event::head));
        let at = now + SignedDuration::from_hours(24 * days);
        let draft = EventDraft {
            at: crate::record::ReceivedAt::at(at),
            body: event.body,
            commit: event.commit,
            until: event.until,
        };
        let event = Event::sign(&draft, events.last().map(Event::head), &super::author());

        let answer = store.append(&event, &body).await.expect("the store answers");

        assert_eq!(answer, Append::Appended, "{days} days");
        assert_eq!(find(store, body.id, now).await, Some(body));
        events.push(event);
        assert_eq!(all(store).await, events);
    }
}
