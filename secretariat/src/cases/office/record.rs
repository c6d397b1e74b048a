//! Looks whether acts are possible, and adds all of them to the journal, or nothing.

use std::collections::BTreeSet;

use application_form::reference::Reference;
use serde::Serialize;

use super::Office;
use crate::{
    cases::{
        Case,
        error::{ActError, refusal::Refusal},
    },
    cli::words::{DecisionOutcome, State},
    journal::{
        act::{Act, Deed},
        append::BodyEnd,
        error::OfficeError,
        reading::Reader,
    },
    text::day::Day,
};

mod admission;
mod days;

/// Whether something is done, or only looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Run {
    Real,
    Dry,
}

/// What was done with an application, or would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Done {
    /// The application.
    pub reference: Reference,
    /// The type of the act.
    #[serde(rename = "type")]
    pub name: String,
    /// Its number; `None` if nothing was done yet.
    pub seq: Option<u64>,
    /// Where the application stood.
    pub from: State,
    /// Where it stands now.
    pub to: State,
    /// Of a request that is to be verified, the day by which an answer is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
}

impl Office {
    /// The next act was thought out when the journal had been read up to that number, excluded: on a page that was shown
    /// some time ago. Whatever is newer on the same application refuses it.
    pub fn as_of(&mut self, seen: u64) {
        self.cases.seen = self.cases.seen.min(seen);
        self.own_since.clear();
    }

    /// The same, but for what the reader herself has done since: a page stays where it is when a file is saved from it.
    pub fn as_shown(&mut self, seen: u64) {
        self.as_of(seen);
        let own = &self.keys.identities.authors;
        let newer = self.journal.entries().iter().map(|entry| &entry.event);
        self.own_since = newer
            .filter(|event| event.seq >= seen)
            .filter(|event| own.iter().any(|author| *author.fingerprint() == event.by))
            .map(|event| event.seq)
            .collect();
    }

    /// Does that to each of these applications, or nothing to any.
    pub async fn record(
        &mut self,
        deeds: Vec<(Reference, Deed)>,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        let mut refused = Vec::new();
        let mut done = Vec::new();
        let mut named = BTreeSet::new();
        for (reference, deed) in &deeds {
            if !named.insert(reference) {
                refused.push(Refusal::Twice(reference.clone()));
            }
            match self.admit(reference, deed) {
                Ok(planned) => done.push(planned),
                Err(refusal) => refused.push(refusal),
            }
        }
        if !refused.is_empty() {
            // It was possible when the page was shown: who has made it impossible says more.
            let overtaken = self.overtaken(&deeds);
            return Err(overtaken.map_or(ActError::Refused(refused), ActError::from));
        }
        let seen = self.cases.seen;
        self.can_record()?;
        if run == Run::Dry {
            return Ok(done);
        }
        let (acts, ends) = self.acts(deeds);
        let numbers = self.append_all(acts, &ends, seen).await;
        self.fold();
        for (done, seq) in done.iter_mut().zip(numbers?) {
            done.seq = Some(seq);
        }
        Ok(done)
    }

    /// Who has acted on one of these since what is done was thought out. From then on, that is known.
    fn overtaken(&mut self, deeds: &[(Reference, Deed)]) -> Option<OfficeError> {
        let known = (self.cases.seen, self.own_since.as_slice());
        let overtaken = deeds.iter().find_map(|(reference, deed)| {
            let act = Act::on(reference, deed.clone());
            self.journal.overtaken(&act, known, &self.people)
        });
        if overtaken.is_some() {
            self.fold();
        }
        overtaken
    }

    /// Adds an act that is on no application, or on several.
    pub async fn record_general(&mut self, act: Act, end: BodyEnd) -> Result<u64, ActError> {
        let seen = self.cases.seen;
        let added = self.append(act, seen, end).await;
        self.fold();
        Ok(added?)
    }

    /// Adds these acts, each on no application or on several, and gives their numbers; `None` if nothing was done.
    pub async fn record_acts(
        &mut self,
        acts: Vec<(Act, BodyEnd)>,
        run: Run,
    ) -> Result<Vec<Option<u64>>, ActError> {
        let today = Day::of(self.now);
        for (act, _) in &acts {
            days::check(&act.deed, None, today)
                .map_err(|why| ActError::Refused(vec![why.into()]))?;
        }
        let seen = self.cases.seen;
        self.can_record()?;
        if run == Run::Dry {
            return Ok(vec![None; acts.len()]);
        }
        let mut numbers = Vec::new();
        for (act, end) in acts {
            let added = self.append_cover(act, seen, &numbers, end).await;
            if added.is_err() {
                self.fold();
            }
            numbers.push(added?);
        }
        self.fold();
        Ok(numbers.into_iter().map(Some).collect())
    }

    /// When the contents of an act on these applications may go: with the last of them.
    pub fn end_with<'a>(&self, references: impl Iterator<Item = &'a Reference>) -> Option<BodyEnd> {
        let stored = references.filter_map(|reference| self.stored(reference));
        stored.map(|record| BodyEnd::with(record.expires)).max()
    }

    /// Whether anything can be added here at all.
    fn can_record(&self) -> Result<(), OfficeError> {
        if let Some(why) = self.journal.read_only() {
            return Err(OfficeError::ReadOnly(why));
        }
        self.people.signer(&self.keys.identities, self.now)?;
        Ok(())
    }

    /// Whether that can be done with an application now, and where it leads.
    fn admit(&self, reference: &Reference, deed: &Deed) -> Result<Done, Refusal> {
        let case = self.cases.find(reference);
        let case = case.ok_or_else(|| Refusal::Unknown(reference.clone()))?;
        let to = match case.step(deed) {
            Some(step) => case.admits(step)?,
            None if !case.is_there() => {
                return Err(Refusal::Gone { reference: reference.clone(), state: case.state });
            }
            None => case.state,
        };
        self.admit_here(case, deed)?;
        let due = match deed {
            Deed::Request(request) => Some(request.due),
            _ => None,
        };
        let (reference, name, from) = (reference.clone(), deed.name(), case.state);
        Ok(Done { reference, name, seq: None, from, to, due })
    }

    /// What speaks against it besides the state.
    fn admit_here(&self, case: &Case, deed: &Deed) -> Result<(), Refusal> {
        let reference = || case.reference.clone();
        let is_closed = self.closed.iter().any(|(record, _)| record.reference == case.reference);
        if is_closed && !matches!(deed, Deed::Erasure(_)) {
            return Err(Refusal::Closed(reference()));
        }
        let own = &self.keys.identities.authors;
        let has_stepped_back = own.iter().any(|author| case.recused.contains(author.fingerprint()));
        // She may read it all the same, and the journal says so; and think better of it.
        if has_stepped_back && !matches!(deed, Deed::Undo { .. } | Deed::Opened {}) {
            return Err(Refusal::Recused(reference()));
        }
        days::check(deed, Some(case), Day::of(self.now))?;
        match deed {
            Deed::Lift(_) if !case.restricted => Err(Refusal::NotRestricted(reference())),
            Deed::Decision(_) | Deed::Followup(_) if case.restricted => {
                Err(Refusal::Restricted(reference()))
            }
            Deed::Letter(data) => self.admit_letter(case, data),
            Deed::Decision(data)
                if data.outcome == DecisionOutcome::Undecided
                    && case.letter_taken
                    && data.reason.is_none() =>
            {
                Err(Refusal::Announced(reference()))
            }
            Deed::Replace { by } => self.admit_heir(case, by),
            Deed::Note(note) => note.is_whole(),
            _ => Ok(()),
        }
    }

    /// The acts to be added, and when each may go. Several decisions count together, once a last act says so.
    fn acts(&self, deeds: Vec<(Reference, Deed)>) -> (Vec<Act>, Vec<BodyEnd>) {
        let is_bulk = deeds.len() > 1;
        let end = |reference: &Reference| {
            let expires = self.stored(reference).map(|record| record.expires);
            BodyEnd::with(expires.unwrap_or_else(|| self.now.as_second()))
        };
        deeds
            .into_iter()
            .map(|(reference, mut deed)| {
                if let Deed::Decision(decision) = &mut deed {
                    decision.bulk = is_bulk;
                }
                let end = end(&reference);
                (Act { reference: Some(reference), deed }, end)
            })
            .unzip()
    }

    async fn append_all(
        &mut self,
        acts: Vec<Act>,
        ends: &[BodyEnd],
        seen: u64,
    ) -> Result<Vec<u64>, OfficeError> {
        let is_bulk =
            acts.len() > 1 && acts.iter().all(|act| matches!(act.deed, Deed::Decision(_)));
        let refs: Vec<Reference> = acts.iter().filter_map(|act| act.reference.clone()).collect();
        let mut numbers = Vec::new();
        for (act, end) in acts.into_iter().zip(ends) {
            numbers.push(self.append(act, seen, *end).await?);
        }
        if let (true, Some(last)) = (is_bulk, ends.iter().max()) {
            let cover = Act { reference: None, deed: Deed::Bulk { refs, acts: numbers.clone() } };
            // What others did since is refused below, what was just done here is not.
            self.append_cover(cover, seen, &numbers, *last).await?;
        }
        Ok(numbers)
    }

    async fn append(&mut self, act: Act, seen: u64, end: BodyEnd) -> Result<u64, OfficeError> {
        self.append_cover(act, seen, &[], end).await
    }

    async fn append_cover(
        &mut self,
        act: Act,
        seen: u64,
        own: &[u64],
        end: BodyEnd,
    ) -> Result<u64, OfficeError> {
        let own = [own, &self.own_since].concat();
        // Taken out: the reader borrows the rest.
        let mut journal = std::mem::take(&mut self.journal);
        let reader = Reader {
            store: &self.store,
            people: &self.people,
            identities: &self.keys.identities,
            now: self.now,
        };
        let added = journal.append(reader, act, (seen, &own), end).await;
        self.journal = journal;
        let seq = added?;
        // It is in the journal, whether or not that can be noted here.
        let _ = self.memory.note(&self.journal);
        Ok(seq)
    }
}
