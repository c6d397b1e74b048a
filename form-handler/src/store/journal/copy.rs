//! All that a journal holds, as a backup keeps it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{
    Journal, JournalError,
    body::{Body, BodyId},
    erased::Erased,
    event::{Event, EventRow, UnreadableEvent},
};
use crate::store::UnreadableItem;

/// All that a journal holds, or a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalCopy {
    /// By their numbers.
    pub events: Vec<Event>,
    /// In the order of their events. Of an event whose body is gone there is none.
    pub bodies: Vec<Body>,
    /// All that was erased.
    pub erased: BTreeSet<Erased>,
}

/// Under the same number a journal holds another event than the copy: nobody can say which is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the journals differ from number {0} on")]
pub struct Diverged(pub u64);

/// Every row of a journal, page after page.
pub async fn rows(journal: &impl Journal) -> Result<Vec<EventRow>, JournalError> {
    let (mut rows, mut next) = (Vec::new(), Some(0));
    while let Some(from) = next {
        let page = journal.events(from).await?;
        rows.extend(page.rows);
        next = page.next;
    }
    Ok(rows)
}

impl JournalCopy {
    /// Reads everything, whatever has expired, and names what cannot be read.
    ///
    /// The erasure list comes last: whatever is erased meanwhile is on it.
    pub async fn of(journal: &impl Journal) -> Result<(Self, Vec<UnreadableItem>), JournalError> {
        let (mut copy, mut unreadable) = (Self::default(), Vec::new());
        for row in rows(journal).await? {
            match row {
                Ok(event) => copy.events.push(event),
                Err(event) => unreadable.push(event.item()),
            }
        }
        let ids: Vec<_> = copy.events.iter().map(|event| event.body).collect();
        for body in journal.bodies(&ids, Timestamp::MIN).await? {
            match body {
                Ok(body) => copy.bodies.push(body),
                Err(body) => unreadable
                    .push(UnreadableItem { key: format!("BODY#{}", body.id), defect: body.defect }),
            }
        }
        let erased = journal.erased().await?;
        copy.erased = erased.entries;
        unreadable.extend(erased.unreadable);
        Ok((copy, unreadable))
    }

    /// The body of that name.
    pub fn body(&self, id: BodyId) -> Option<&Body> {
        self.bodies.iter().find(|body| body.id == id)
    }

    /// What a journal of these rows and these erasures lacks. A body comes with its event or not at all: one whose event
    /// is there has been deleted since.
    pub fn missing_from(
        &self,
        rows: &[EventRow],
        erased: &BTreeSet<Erased>,
    ) -> Result<Self, Diverged> {
        let mut there = BTreeMap::new();
        for row in rows {
            match row {
                Ok(event) => there.insert(event.seq, Some(event)),
                Err(UnreadableEvent { seq, .. }) => there.insert(seq.unwrap_or_default(), None),
            };
        }
        let (mut events, mut bodies) = (Vec::new(), BTreeSet::new());
        for event in &self.events {
            match there.get(&event.seq) {
                None => {
                    events.push(event.clone());
                    bodies.insert(event.body);
                }
                Some(Some(found)) if *found == event => {}
                Some(_) => return Err(Diverged(event.seq)),
            }
        }
        Ok(Self {
            events,
            bodies: self.bodies.iter().filter(|body| bodies.contains(&body.id)).cloned().collect(),
            erased: self.erased.difference(erased).cloned().collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        record::ReceivedAt,
        store::{
            Defect,
            journal::contract::{now, sample},
        },
    };

    fn copy(events: u8) -> JournalCopy {
        let mut copy = JournalCopy::default();
        for number in 1..=events {
            let (event, body) = sample(number, copy.events.last().map(Event::head));
            copy.events.push(event);
            copy.bodies.push(body);
        }
        copy
    }

    #[track_caller]
    fn check(rows: &[EventRow], expected: Result<usize, Diverged>) {
        let copy = copy(3);
        let missing = copy.missing_from(rows, &BTreeSet::new());
        if let Ok(missing) = &missing {
            let from = 3 - missing.events.len();
            assert_eq!(
                (&missing.events[..], &missing.bodies[..]),
                (&copy.events[from..], &copy.bodies[from..])
            );
        }
        assert_eq!(missing.map(|missing| missing.events.len()), expected);
    }

    #[test]
    fn what_a_journal_lacks_is_the_rest_of_the_same_one() {
        let rows = |events: u8| copy(events).events.into_iter().map(Ok).collect::<Vec<EventRow>>();
        let unreadable = |seq| Err(UnreadableEvent { seq, hash: None, defect: Defect::Damaged });

        check(&[], Ok(3));
        check(&rows(2), Ok(1));
        check(&rows(3), Ok(0));
        check(&rows(5), Ok(0));
        check(&[Ok(sample(9, None).0)], Err(Diverged(0)));
        check(
            &[rows(1), vec![Ok(sample(9, Some(copy(1).events[0].head())).0)]].concat(),
            Err(Diverged(1)),
        );
        check(&[rows(1), vec![unreadable(Some(1))]].concat(), Err(Diverged(1)));
        check(&[unreadable(None)], Err(Diverged(0)));
    }

    #[test]
    fn what_was_erased_there_already_is_not_erased_again() {
        let erased = |number: u8| Erased {
            reference: application_form::reference::Reference::from_bytes("BDP", &[number; 32]),
            received_at: ReceivedAt::at(now()),
        };
        let copy = JournalCopy { erased: [erased(1), erased(2)].into(), ..copy(0) };

        let missing = copy.missing_from(&[], &[erased(2), erased(3)].into()).unwrap();

        assert_eq!(missing.erased, [erased(1)].into());
    }
}
