use age::x25519::Identity;

use super::*;
use crate::store::journal::{
    author::{Author, KnownAuthor},
    body::{BodyId, Commit},
    event::EventDraft,
};

fn author() -> Author {
    Author::of(&Identity::generate())
}

fn known<'a>(authors: impl IntoIterator<Item = &'a Author>) -> Authors {
    let known =
        |author: &Author| (author.fingerprint().clone(), KnownAuthor::present(author.public()));
    authors.into_iter().map(known).collect()
}

fn draft(number: u8) -> EventDraft {
    EventDraft {
        at: format!("2021-06-10T08:{number:02}:00Z").parse().unwrap(),
        body: BodyId([number; 16]),
        commit: Commit([number; 32]),
        until: "2022-06-30".parse().unwrap(),
    }
}

/// So many events, by one and the other in turn.
fn journal(authors: [&Author; 2], length: u8) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for (number, author) in (0..length).zip(authors.iter().cycle()) {
        events.push(Event::sign(&draft(number), events.last().map(Event::head), author));
    }
    events
}

/// What is wrong with these rows, and which of them count.
fn verified(rows: Vec<Event>, authors: &Authors) -> (Vec<String>, Vec<u64>) {
    let chain = Chain::verify(rows.into_iter().map(Ok), authors);
    let faults = chain.faults.iter().map(ToString::to_string).collect();
    (faults, chain.events.iter().map(|event| event.seq).collect())
}

#[test]
fn a_journal_as_its_authors_wrote_it_has_no_fault_however_it_is_read() {
    let [one, other] = [author(), author()];
    let authors = known([&one, &other]);
    let events = journal([&one, &other], 6);

    let chain = Chain::verify(events.iter().cloned().map(Ok), &authors);

    assert_eq!(chain.faults, []);
    assert_eq!(chain.events, events);
    assert_eq!(chain.head(), Ok(Some(events[5].head())));
    let mut in_parts = Chain::verify(events[..2].iter().cloned().map(Ok), &authors);
    assert_eq!((in_parts.next(), in_parts.head()), (2, Ok(Some(events[1].head()))));
    for event in &events[2..] {
        in_parts.add(Ok(event.clone()), &authors);
    }
    assert_eq!(in_parts, chain);
    assert_eq!(Chain::default().head(), Ok(None));
}

#[test]
fn whatever_is_done_to_a_row_is_named() {
    let [one, other, stranger] = std::array::from_fn(|_| author());
    let authors = known([&one, &other]);
    let forged = |seq: usize, rows: &mut Vec<Event>| {
        rows[seq] = Event::sign(&draft(9), Some(rows[seq - 1].head()), &stranger);
    };
    let under_another_name = |rows: &mut Vec<Event>| {
        rows[2].by = stranger.fingerprint().clone();
        rows[2].hash = rows[2].fields_hash();
    };
    #[expect(clippy::type_complexity, reason = "a table of changes")]
    let changes: [(&str, &dyn Fn(&mut Vec<Event>), &[&str], &[u64]); 12] = [
        ("nothing", &|_| {}, &[], &[0, 1, 2, 3]),
        (
            "removed",
            &|rows| drop(rows.remove(2)),
            &["2: is missing, the next one is 3"],
            &[0, 1, 3],
        ),
        (
            "the first removed",
            &|rows| drop(rows.remove(0)),
            &["0: is missing, the next one is 1"],
            &[1, 2, 3],
        ),
        (
            "two exchanged",
            &|rows| rows.swap(1, 2),
            &["1: is missing, the next one is 2", "1: stands behind a later one"],
            &[0, 2, 3],
        ),
        (
            "two exchanged with their numbers",
            &|rows| {
                rows.swap(1, 2);
                (rows[1].seq, rows[2].seq) = (1, 2);
            },
            &["1: Prev", "1: was altered", "2: Prev", "2: was altered", "3: Prev"],
            &[0, 3],
        ),
        (
            "replayed at the end",
            &|rows| rows.push(Event { seq: 4, ..rows[1].clone() }),
            &["4: Prev", "4: was altered"],
            &[0, 1, 2, 3],
        ),
        (
            "twice",
            &|rows| rows.insert(2, rows[1].clone()),
            &["1: stands behind a later one"],
            &[0, 1, 2, 3],
        ),
        ("altered", &|rows| rows[2].commit = Commit([9; 32]), &["2: was altered"], &[0, 1, 3]),
        (
            "altered, and its hash with it",
            &|rows| {
                rows[2].commit = Commit([9; 32]);
                rows[2].hash = rows[2].fields_hash();
            },
            &["2: is not signed by its author", "3: Prev"],
            &[0, 1, 3],
        ),
        (
            "altered, and signed by somebody else",
            &|rows| forged(2, rows),
            &["2: is by STRANGER, whom nobody knows", "3: Prev"],
            &[0, 1, 3],
        ),
        (
            "signed by a name that did not sign it",
            &under_another_name,
            &["2: is by STRANGER, whom nobody knows", "3: Prev"],
            &[0, 1, 3],
        ),
        (
            "another event of the same author in its place",
            &|rows| rows[2] = Event::sign(&draft(9), Some(rows[1].head()), &one),
            &["3: Prev"],
            &[0, 1, 2, 3],
        ),
    ];
    for (what, change, expected, counted) in changes {
        let mut rows = journal([&one, &other], 4);
        change(&mut rows);

        let (faults, events) = verified(rows, &authors);

        let stranger = stranger.fingerprint().to_string();
        let faults: Vec<_> = faults
            .iter()
            .map(|fault| fault.replace("the event ", "").replace(&stranger, "STRANGER"))
            .map(|fault| fault.replace("does not follow from the one before it", "Prev"))
            .collect();
        assert_eq!(faults, expected, "{what}");
        assert_eq!(events, counted, "{what}");
    }
}

#[test]
fn each_field_of_an_event_is_signed() {
    type Change = fn(&mut Event);
    let one = author();
    let authors = known([&one]);
    let changes: [(&str, Change); 9] = [
        ("seq", |event| event.seq = 5),
        ("at", |event| event.at = "2021-06-10T08:59:00Z".parse().unwrap()),
        ("by", |event| event.by = Fingerprint::stored("0000000000000000")),
        ("body", |event| event.body.0[15] ^= 1),
        ("commit", |event| event.commit.0[31] ^= 1),
        ("until", |event| event.until = "2022-07-31".parse().unwrap()),
        ("prev", |event| event.prev.0[31] ^= 1),
        ("hash", |event| event.hash.0[31] ^= 1),
        ("sig", |event| event.sig[63] ^= 1),
    ];
    for (field, change) in changes {
        let mut rows = journal([&one, &one], 2);
        change(&mut rows[1]);

        let (faults, events) = verified(rows, &authors);

        assert!(!faults.is_empty(), "{field}");
        assert_eq!(events, [0], "{field}");
    }
}

/// What follows a forged row follows from it as it stands: who forged it takes nothing else away.
#[test]
fn the_chain_goes_on_over_a_row_that_counts_for_nothing() {
    let [one, stranger] = [author(), author()];
    let authors = known([&one]);
    let mut rows = journal([&one, &one], 2);
    rows.push(Event::sign(&draft(9), Some(rows[1].head()), &stranger));
    let chain = Chain::verify(rows.iter().cloned().map(Ok), &authors);

    let next = Event::sign(&draft(3), chain.head().unwrap(), &one);
    rows.push(next);

    let (faults, events) = verified(rows, &authors);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(events, [0, 1, 3]);
}

#[test]
fn a_row_that_cannot_be_read_is_named_and_hides_no_other() {
    let one = author();
    let authors = known([&one]);
    let events = journal([&one, &one], 4);
    let unreadable = |seq, hash| Err(UnreadableEvent { seq, hash, defect: Defect::Damaged });
    let with = |row: EventRow| {
        let rows = events.iter().cloned().map(Ok).enumerate();
        let rows = rows.map(|(at, event)| if at == 2 { row.clone() } else { event });
        Chain::verify(rows, &authors)
    };

    for hash in [Some(events[2].hash), None] {
        let chain = with(unreadable(Some(2), hash));
        let named: Vec<_> = chain.faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            named,
            ["the event 2: cannot be read: the database is damaged where it stands"],
            "{hash:?}"
        );
        assert_eq!(chain.events.len(), 3);
    }
    let exchanged = with(unreadable(Some(2), Some(EventHash([9; 32]))));
    assert_eq!(exchanged.faults.last().unwrap().kind, FaultKind::Prev);
    for (last, head) in [
        (unreadable(Some(4), Some(events[0].hash)), Ok(4)),
        (unreadable(Some(4), None), Err(NoHead)),
        (unreadable(None, None), Err(NoHead)),
    ] {
        let rows = events.iter().cloned().map(Ok).chain([last]);
        let chain = Chain::verify(rows, &authors);
        assert_eq!(chain.faults.len(), 1);
        assert_eq!(chain.head().map(|head| head.unwrap().seq), head);
    }
}

#[test]
fn what_somebody_signed_before_she_left_stays_true() {
    let one = author();
    let events = journal([&one, &one], 2);
    for (day, counted) in [("2021-06-11", 2), ("2021-06-10", 0)] {
        let until = Some(day.parse().unwrap());
        let gone = KnownAuthor { key: one.public(), until };
        let authors = Authors::from_iter([(one.fingerprint().clone(), gone)]);

        let chain = Chain::verify(events.iter().cloned().map(Ok), &authors);

        assert_eq!(chain.events.len(), counted, "{day}");
        assert_eq!(chain.faults.len(), 2 - counted);
    }
}
