//! What every journal promises, as a test that each of them must pass.

use jiff::{SignedDuration, Timestamp};

use super::{
    Append, Journal, JournalError, NotAnEntry,
    author::{Author, Authors, KnownAuthor},
    body::{Body, BodyId, Commit},
    chain::Chain,
    event::{Event, EventDraft, EventHash, Head},
};
use crate::{crypto::recipients::Fingerprint, record::ReceivedAt, store::Store};

mod bodies;
mod applications;

/// Panics at the first promise that `store`, which must be empty, breaks.
///
/// Nothing waits and no clock is read: time passes because the contract says so.
pub async fn holds(store: &(impl Store + Journal)) {
    let now = now();

    reads_as_empty_where_nothing_was_written(store, now).await;
    keeps_events_with_their_bodies_in_order(store, now).await;
    takes_the_same_event_again_for_a_success(store).await;
    says_what_is_there_to_who_comes_second(store, now).await;
    refuses_what_does_not_follow_from_its_end(store, now).await;
    refuses_what_is_not_event_and_body(store, now).await;
    lets_one_of_two_at_once_win(store, now).await;
    makes_one_chain_of_many_at_once(store).await;
    bodies::hold(store, now).await;
    applications::hold(store, now).await;
}

/// When the contract plays.
pub fn now() -> Timestamp {
    Timestamp::from_second(1_622_544_120).expect("in 2021")
}

/// Who signs what the contract appends. Her identity is one of the age specification's test vectors.
pub fn author() -> Author {
    let identity = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";
    Author::of(&identity.parse().expect("an identity"))
}

/// An event that follows from that row, and a body, which differ from every other ones of another number in every part.
/// Nothing is sealed: a store cannot tell.
///
/// The body may go at the end of June 2022, and does.
pub fn sample(number: u8, after: Option<Head>) -> (Event, Body) {
    let minutes = SignedDuration::from_mins(number.into());
    let draft = EventDraft {
        at: ReceivedAt::at(now() + minutes),
        body: BodyId([number; 16]),
        commit: Commit([number; 32]),
        until: "2022-06-30".parse().expect("a day"),
    };
    let event = Event::sign(&draft, after, &author());
    let fingerprint = Fingerprint::stored(format!("{number:016x}"));
    let body = Body {
        id: draft.body,
        keys: vec![fingerprint.clone(), fingerprint],
        // Every byte value, so that no store takes it for text.
        sealed: (0..=u8::MAX).map(|byte| byte ^ number).cycle().take(5000).collect(),
        expires: draft.until.timestamp().as_second(),
    };
    (event, body)
}

/// Everything there is, in order and without a fault.
pub async fn all(store: &impl Journal) -> Vec<Event> {
    let chain = read(store, 0).await;
    assert_eq!(chain.faults, []);
    chain.events
}

/// Appends an event and a body at the end, as somebody does who may be second; gives what is there then.
pub async fn append(store: &impl Journal, number: u8) -> (Event, Body) {
    for _ in 0..50 {
        let (event, body) = sample(number, end(store).await);
        match store.append(&event, &body).await.expect("the store answers") {
            Append::Appended => return (event, body),
            Append::Behind { .. } => {}
            diverged @ Append::Diverged { .. } => panic!("nothing was removed: {diverged:?}"),
        }
    }
    panic!("somebody else was first, fifty times");
}

/// The last row, whoever wrote it.
async fn end(store: &impl Journal) -> Option<Head> {
    let (mut last, mut next) = (None, Some(0));
    while let Some(from) = next {
        let page = store.events(from).await.expect("the store answers");
        last = page.rows.last().map(|row| row.as_ref().expect("it can be read").head()).or(last);
        next = page.next;
    }
    last
}

/// Reads on from a number.
async fn read(store: &impl Journal, from: u64) -> Chain {
    let known = KnownAuthor::present(author().public());
    let authors = Authors::from_iter([(author().fingerprint().clone(), known)]);
    let mut chain = Chain::default();
    let mut next = Some(from);
    while let Some(from) = next {
        let page = store.events(from).await.expect("the store answers");
        for row in page.rows {
            chain.add(row, &authors);
        }
        next = page.next;
    }
    chain
}

async fn find(store: &impl Journal, id: BodyId, now: Timestamp) -> Option<Body> {
    let found = store.bodies(&[id], now).await.expect("the store answers");
    let mut found = found.into_iter().map(|body| body.expect("it can be read"));
    let body = found.next();
    assert_eq!(found.next(), None, "a name has one body");
    body
}

async fn reads_as_empty_where_nothing_was_written(store: &impl Journal, now: Timestamp) {
    for from in [0, 1, 1000] {
        let page = store.events(from).await.expect("the store answers");
        assert_eq!((page.rows, page.next), (Vec::new(), None), "from {from}");
    }
    assert_eq!(find(store, BodyId([1; 16]), now).await, None);
    assert_eq!(store.bodies(&[], now).await.expect("the store answers"), []);
    store.delete_body(BodyId([1; 16])).await.expect("it is not there already");
    let list = store.erased().await.expect("the store answers");
    assert_eq!((list.entries.len(), list.unreadable), (0, Vec::new()));
}

async fn keeps_events_with_their_bodies_in_order(store: &impl Journal, now: Timestamp) {
    let mut written = Vec::new();
    for number in 1..=5 {
        written.push(append(store, number).await);
    }

    let (events, bodies): (Vec<_>, Vec<_>) = written.into_iter().unzip();
    assert_eq!(all(store).await, events);
    for from in 0..=5 {
        let rest = read(store, from).await.events;
        assert_eq!(rest, events[usize::try_from(from).expect("few")..], "from {from}");
    }
    let ids: Vec<_> = bodies.iter().map(|body| body.id).rev().collect();
    let asked = [&ids[..2], &[BodyId([99; 16])], &ids[2..]].concat();
    let found = store.bodies(&asked, now).await.expect("the store answers");
    let found: Vec<_> = found.into_iter().rev().map(|body| body.expect("it can be read")).collect();
    assert_eq!(found, bodies, "all that are there, whole, as they were asked for");
}

async fn takes_the_same_event_again_for_a_success(store: &impl Journal) {
    let events = all(store).await;
    for event in &events {
        let number = event.body.0[0];
        let before =
            event.seq.checked_sub(1).map(|seq| events[usize::try_from(seq).expect("few")].head());
        let (same, body) = sample(number, before);

        let again = store.append(&same, &body).await.expect("a retry is a success");

        assert_eq!(again, Append::Appended, "{}", event.seq);
    }
    assert_eq!(all(store).await, events, "and nothing is there twice");
}

async fn says_what_is_there_to_who_comes_second(store: &impl Journal, now: Timestamp) {
    let events = all(store).await;
    for (seq, before) in [(4, Some(events[3].head())), (0, None)] {
        let (second, body) = sample(20, before);

        let answer = store.append(&second, &body).await.expect("the store answers");

        let there = Box::new(Ok(events[seq].clone()));
        assert_eq!(answer, Append::Behind { there });
        assert_eq!(find(store, body.id, now).await, None, "nothing of the second is there");
    }
    assert_eq!(all(store).await, events);
}

async fn refuses_what_does_not_follow_from_its_end(store: &impl Journal, now: Timestamp) {
    let events = all(store).await;
    let end = events[4].head();
    let another = Head { hash: EventHash([7; 32]), ..end };
    let missing = Head { seq: end.seq + 1, ..end };
    for (after, before) in [(another, Some(Box::new(Ok(events[4].clone())))), (missing, None)] {
        let (event, body) = sample(20, Some(after));

        let answer = store.append(&event, &body).await.expect("the store answers");

        assert_eq!(answer, Append::Diverged { before });
        assert_eq!(find(store, body.id, now).await, None);
    }
    assert_eq!(all(store).await, events);
}

async fn refuses_what_is_not_event_and_body(store: &impl Journal, now: Timestamp) {
    type Change = fn(&mut Event, &mut Body);
    let events = all(store).await;
    let end = events.last().map(Event::head);
    let changes: [(NotAnEntry, Change); 5] = [
        (NotAnEntry::Version, |event, _| event.version = 2),
        (NotAnEntry::Hash, |event, _| event.seq += 1),
        (NotAnEntry::OtherBody, |_, body| body.id = BodyId([21; 16])),
        (NotAnEntry::ExpiresEarly, |_, body| body.expires -= 1),
        (NotAnEntry::First, |event, _| {
            event.seq = 0;
            event.hash = event.fields_hash();
        }),
    ];
    for (expected, change) in changes {
        let (mut event, mut body) = sample(20, end);
        change(&mut event, &mut body);
        let refused = store.append(&event, &body).await;
        assert!(
            matches!(refused, Err(JournalError::NotAnEntry(why)) if why == expected),
            "{refused:?}"
        );
    }
    let (event, taken) = sample(events[0].body.0[0], end);
    let refused = store.append(&event, &Body { keys: Vec::new(), ..taken.clone() }).await;
    let is_taken = matches!(refused, Err(JournalError::NotAnEntry(NotAnEntry::BodyTaken)));
    assert!(is_taken, "{refused:?}");
    assert_eq!(find(store, taken.id, now).await, Some(taken), "the first is untouched");
    assert_eq!(find(store, BodyId([20; 16]), now).await, None);
    assert_eq!(all(store).await, events);
}

async fn lets_one_of_two_at_once_win(store: &impl Journal, now: Timestamp) {
    for (one, other) in [(30, 31), (32, 33)] {
        let head = end(store).await;
        let [one, other] = [one, other].map(|number| sample(number, head));
        let send = async |(event, body): &(Event, Body)| store.append(event, body).await;

        let (first, second) = tokio::join!(send(&one), send(&other));

        let answers = [first, second].map(|answer| answer.expect("the store answers"));
        let won = answers.iter().position(|answer| *answer == Append::Appended).expect("one wins");
        let pairs = [&one, &other];
        let (winner, loser) = (pairs[won], pairs[1 - won]);
        let there = Box::new(Ok(winner.0.clone()));
        assert_eq!(answers[1 - won], Append::Behind { there }, "and the other is told");
        assert_eq!(find(store, winner.1.id, now).await.as_ref(), Some(&winner.1));
        assert_eq!(find(store, loser.1.id, now).await, None);
        assert_eq!(all(store).await.last(), Some(&winner.0));
    }
}

async fn makes_one_chain_of_many_at_once(store: &impl Journal) {
    let before = all(store).await.len();

    let written = tokio::join!(
        append(store, 40),
        append(store, 41),
        append(store, 42),
        append(store, 43),
        append(store, 44),
        append(store, 45),
    );

    let events = all(store).await;
    assert_eq!(events.len(), before + 6, "one chain, without a gap or a fault");
    for (event, _) in [written.0, written.1, written.2, written.3, written.4, written.5] {
        assert_eq!(events[usize::try_from(event.seq).expect("few")], event, "as it was confirmed");
    }
}
