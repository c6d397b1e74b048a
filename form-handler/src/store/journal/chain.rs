//! Whether a journal is true: every row signed by someone who may, none missing, moved or exchanged.

use jiff::civil::Date;

use super::{
    author::Authors,
    event::{Event, EventHash, EventRow, Head, UnreadableEvent},
};
use crate::{crypto::recipients::Fingerprint, store::Defect};

/// A journal as far as it was read. The rest may be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The events that count, in their order: those that are as someone has signed them who may.
    pub events: Vec<Event>,
    /// Whatever is wrong, in the order of the rows.
    pub faults: Vec<Fault>,
    /// The number that the next row should have.
    next: u64,
    /// What the next row should follow; `None` if the hash of the last one cannot be read.
    last: Option<EventHash>,
}

/// The last row has no hash that can be read: nothing follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the last event cannot be read: nothing can follow it")]
pub struct NoHead;

/// Something is wrong with a row, or with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the event {seq}: {kind}")]
pub struct Fault {
    /// The number of the row: where it cannot be read, the one that it should have.
    pub seq: u64,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong with a row. One that does not follow from the row before may be true all the same, and counts;
/// whatever stands below that counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// There is none of that number, nor any before `next`.
    #[error("is missing, the next one is {next}")]
    Missing {
        /// The first number that is there again.
        next: u64,
    },
    /// A row of this number or a higher one came before.
    #[error("stands behind a later one")]
    OutOfOrder,
    /// What it calls the hash of the row before is another one: that row was altered, exchanged or removed.
    #[error("does not follow from the one before it")]
    Prev,
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(Defect),
    /// Its fields are others than those it was made of.
    #[error("was altered")]
    Hash,
    /// Nobody knows who that is.
    #[error("is by {0}, whom nobody knows")]
    UnknownAuthor(Fingerprint),
    /// It says that it was made when its author was no recipient any more.
    #[error("is by somebody who had left on {0}")]
    AuthorLeft(Date),
    /// It is not signed by the author that it names.
    #[error("is not signed by its author")]
    Signature,
}

impl Default for Chain {
    fn default() -> Self {
        Self { events: Vec::new(), faults: Vec::new(), next: 0, last: Some(EventHash::ZERO) }
    }
}

impl Chain {
    /// Verifies a journal from its start.
    pub fn verify(rows: impl IntoIterator<Item = EventRow>, authors: &Authors) -> Self {
        let mut chain = Self::default();
        for row in rows {
            chain.add(row, authors);
        }
        chain
    }

    /// Goes on with the next row.
    pub fn add(&mut self, row: EventRow, authors: &Authors) {
        let before = self.last;
        let (seq, hash) = match &row {
            Ok(event) => (event.seq, Some(event.hash)),
            Err(UnreadableEvent { seq: Some(seq), hash, .. }) => (*seq, *hash),
            // How many that are, nobody knows.
            Err(UnreadableEvent { defect, .. }) => {
                self.last = None;
                return self.note(self.next, FaultKind::Unreadable(*defect));
            }
        };
        let is_next = seq == self.next;
        let in_order = seq >= self.next;
        match (in_order, is_next) {
            (false, _) => self.note(seq, FaultKind::OutOfOrder),
            (true, false) => self.note(self.next, FaultKind::Missing { next: seq }),
            (true, true) => {}
        }
        if in_order {
            (self.next, self.last) = (seq.saturating_add(1), hash);
        }
        match row {
            Err(UnreadableEvent { defect, .. }) => self.note(seq, FaultKind::Unreadable(defect)),
            Ok(event) => {
                if is_next && before.is_some_and(|before| before != event.prev) {
                    self.note(seq, FaultKind::Prev);
                }
                match judge(&event, authors) {
                    Err(kind) => self.note(seq, kind),
                    // What comes twice has counted already.
                    Ok(()) if !in_order => {}
                    Ok(()) => self.events.push(event),
                }
            }
        }
    }

    /// The last row, whether or not it counts: the next event follows it. `None` in an empty journal.
    pub fn head(&self) -> Result<Option<Head>, NoHead> {
        let Some(seq) = self.next.checked_sub(1) else { return Ok(None) };
        self.last.map(|hash| Some(Head { seq, hash })).ok_or(NoHead)
    }

    /// The number that the next row should have.
    pub fn next(&self) -> u64 {
        self.next
    }

    fn note(&mut self, seq: u64, kind: FaultKind) {
        self.faults.push(Fault { seq, kind });
    }
}

/// Whether the event is as someone has signed it who may.
fn judge(event: &Event, authors: &Authors) -> Result<(), FaultKind> {
    if event.hash != event.fields_hash() {
        return Err(FaultKind::Hash);
    }
    let author = authors.named(&event.by);
    let author = author.ok_or_else(|| FaultKind::UnknownAuthor(event.by.clone()))?;
    if !author.key.verifies_raw(&event.hash.0, &event.sig) {
        return Err(FaultKind::Signature);
    }
    author.had_left(event.at).map_or(Ok(()), |day| Err(FaultKind::AuthorLeft(day)))
}

#[cfg(test)]
mod tests;
