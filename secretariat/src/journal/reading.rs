//! Reads the journal of a store, verifies it and opens it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use application_form::reference::Reference;
use form_handler::store::journal::{
    Journal,
    body::{Body, BodyId},
    chain::{Chain, Fault, FaultKind},
    event::{Event, EventHash, EventRow, Head},
};
use jiff::Timestamp;

use super::{
    act::{Act, Contents, Deed},
    entry::{JournalEntry, Unopened, open_all},
    error::OfficeError,
    people::People,
    read_only::ReadOnly,
};
use crate::{identity::Identities, records::RecordStore};

/// The journal as far as it was read.
#[derive(Debug, Default)]
pub struct OfficeJournal {
    chain: Chain,
    entries: Vec<JournalEntry>,
    /// The hash of the first row there is: by it a journal is told from another.
    first: Option<Head>,
    /// The hash of each row that has one, whether or not it counts.
    hashes: BTreeMap<u64, EventHash>,
}

/// What it takes to read on.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Where the journal is.
    pub store: &'a RecordStore,
    /// Whose signatures count.
    pub people: &'a People,
    /// What opens bodies.
    pub identities: &'a Identities,
    /// What has expired by then is not looked for.
    pub now: Timestamp,
}

impl OfficeJournal {
    /// Reads all of it.
    pub async fn read(reader: Reader<'_>) -> Result<Self, OfficeError> {
        let mut journal = Self::default();
        journal.read_on(reader).await?;
        Ok(journal)
    }

    /// Reads what others have added since.
    pub async fn read_on(&mut self, reader: Reader<'_>) -> Result<(), OfficeError> {
        let failed = |error| OfficeError::of(reader.store, error);
        let mut next = Some(self.next());
        while let Some(from) = next {
            let page = reader.store.events(from).await.map_err(failed)?;
            let known = self.chain.events.len();
            for row in page.rows {
                self.add_row(row, reader.people);
            }
            let events = self.chain.events[known..].to_vec();
            let names: Vec<BodyId> = events.iter().map(|event| event.body).collect();
            let bodies = reader.store.bodies(&names, reader.now).await.map_err(failed)?;
            let mut bodies: HashMap<BodyId, Option<Body>> = bodies
                .into_iter()
                .map(|body| {
                    body.map_or_else(|error| (error.id, None), |body| (body.id, Some(body)))
                })
                .collect();
            let found = events.into_iter().map(|event| {
                let body = bodies.remove(&event.body);
                (event, body)
            });
            self.entries.extend(open_all(found.collect(), reader.identities, reader.now));
            next = page.next;
        }
        Ok(())
    }

    /// Adds what this machine has just written.
    pub(super) fn add_own(&mut self, event: Event, act: Act, people: &People) {
        self.add_row(Ok(event.clone()), people);
        self.entries.push(JournalEntry { event, contents: Ok(Contents::Act(act)) });
    }

    fn add_row(&mut self, row: EventRow, people: &People) {
        if let Ok(event) = &row {
            self.first.get_or_insert(event.head());
            self.hashes.insert(event.seq, event.hash);
        }
        self.chain.add(row, people.authors());
    }

    /// The events that count, in their order.
    pub fn entries(&self) -> &[JournalEntry] {
        &self.entries
    }

    /// What is wrong with rows. What stands in such a row counts for nothing, unless only its place is wrong.
    pub fn faults(&self) -> &[Fault] {
        &self.chain.faults
    }

    /// The number that the next row will have: how far the journal was read.
    pub fn next(&self) -> u64 {
        self.chain.next()
    }

    /// The last row; `None` in an empty journal, and where it cannot be read.
    pub fn head(&self) -> Option<Head> {
        self.chain.head().ok().flatten()
    }

    /// The first row that can be read.
    pub fn first(&self) -> Option<Head> {
        self.first
    }

    /// The hash of a row, as it stands.
    pub fn hash_of(&self, seq: u64) -> Option<EventHash> {
        self.hashes.get(&seq).copied()
    }

    /// The act of that number, if it counts and is known.
    pub fn act(&self, seq: u64) -> Option<&Act> {
        self.acts().find(|(event, _)| event.seq == seq).map(|(_, act)| act)
    }

    /// All acts that are known, in their order.
    pub fn acts(&self) -> impl Iterator<Item = (&Event, &Act)> {
        self.entries.iter().filter_map(|entry| match &entry.contents {
            Ok(Contents::Act(act)) => Some((&entry.event, act)),
            _ => None,
        })
    }

    /// The first act of a later version that concerns an application.
    pub fn later_act(&self, reference: &Reference) -> Option<u64> {
        let mut later = self.entries.iter().filter(|entry| match &entry.contents {
            Ok(Contents::Unknown(unknown)) => unknown.reference.as_ref() == Some(reference),
            _ => false,
        });
        later.next().map(|entry| entry.event.seq)
    }

    /// The bodies of the acts on that application were deleted, but for its erasures'.
    pub(crate) fn forget_bodies(&mut self, reference: &Reference) {
        for entry in &mut self.entries {
            let is_erased = match &entry.contents {
                Ok(Contents::Act(Act { deed: Deed::Erasure(_), .. })) | Err(_) => false,
                Ok(Contents::Act(act)) => act.reference.as_ref() == Some(reference),
                Ok(Contents::Unknown(unknown)) => unknown.reference.as_ref() == Some(reference),
            };
            if is_erased {
                entry.contents = Err(Unopened::Missing);
            }
        }
    }

    /// The acts on that peer whose contents are still there. What was written after the peer was removed, to take an
    /// invitation back, is on nobody.
    pub fn bodies_of_peer(&self, id: &str) -> Vec<(u64, BodyId)> {
        let mut bodies = Vec::new();
        let mut is_removed = false;
        for (event, act) in self.acts() {
            match &act.deed {
                Deed::Peer(peer) if peer.id == id => is_removed = false,
                Deed::PeerRemoved(removed) if removed.id == id => is_removed = true,
                _ => {}
            }
            if act.is_of_peer(id) || (act.tells_of_peer(id) && !is_removed) {
                bodies.push((event.seq, event.body));
            }
        }
        bodies
    }

    /// These bodies, of acts on a peer, were deleted.
    pub(crate) fn forget_peer(&mut self, bodies: &[(u64, BodyId)]) {
        for entry in &mut self.entries {
            if bodies.iter().any(|(seq, _)| *seq == entry.event.seq) {
                entry.contents = Err(Unopened::Missing);
            }
        }
    }

    /// Why nothing may be added; `None` if it is whole.
    pub fn read_only(&self) -> Option<ReadOnly> {
        let erased = self.erased_acts();
        let mut why = ReadOnly::default();
        for fault in self.faults() {
            match fault.kind {
                FaultKind::Missing { next } => why.missing.extend(fault.seq..next),
                FaultKind::Unreadable(_) => why.missing.push(fault.seq),
                // It counts for nothing, or the row before it does: nothing is missing.
                FaultKind::OutOfOrder
                | FaultKind::Prev
                | FaultKind::Hash
                | FaultKind::UnknownAuthor(_)
                | FaultKind::AuthorLeft(_)
                | FaultKind::Signature => {}
            }
        }
        for JournalEntry { event, contents } in &self.entries {
            match contents {
                Err(Unopened::Missing) if !erased.contains(&event.seq) => {
                    why.missing.push(event.seq);
                }
                Err(Unopened::Damaged) => why.missing.push(event.seq),
                Err(Unopened::Closed) => why.closed += 1,
                Ok(Contents::Unknown(unknown)) if unknown.reference.is_none() => {
                    why.later.push(event.seq);
                }
                Ok(_) | Err(Unopened::Missing | Unopened::Expired) => {}
            }
        }
        why.missing.sort_unstable();
        (!why.is_empty()).then_some(why)
    }

    /// The numbers of the acts whose bodies an erasure has taken, or the removal of a peer.
    pub fn erased_acts(&self) -> BTreeSet<u64> {
        let erasures = self.acts().filter_map(|(_, act)| match &act.deed {
            Deed::Erasure(erasure) => Some(&erasure.acts),
            Deed::PeerRemoved(removal) => Some(&removal.acts),
            _ => None,
        });
        erasures.flatten().copied().collect()
    }
}
