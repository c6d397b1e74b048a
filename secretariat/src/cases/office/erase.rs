//! Deletes applications and what the journal says of them.
//!
//! The act comes first, then the deletions that it announces: whatever stops in between is seen at the next opening,
//! and ended by erasing once more.

use std::collections::BTreeSet;

use application_form::reference::Reference;
use form_handler::{
    record::{ReceivedAt, Record},
    store::journal::{
        Changed, Journal,
        body::{BodyId, SealedHash},
        erased::Erased,
    },
};

use super::{
    Office,
    certificate::{Certificate, NotReached},
    record::{Done, Run},
};
use crate::{
    cases::{
        Case,
        error::{ActError, refusal::Refusal},
    },
    cli::words::{Caller, ErasureGround, State},
    journal::{
        act::{Act, Contents, Deed, ErasureData},
        append::BodyEnd,
        error::OfficeError,
    },
    records::backup::erasures,
    text::day::Day,
};

/// So often an application may be sealed again while it is being erased.
const TRIES: usize = 3;

/// What came of it.
#[derive(Debug)]
pub enum Erasing {
    /// It was not verified who asks: the requests are noted, and nothing is erased.
    Requested(Vec<Done>),
    /// Nothing was done yet.
    Planned(Vec<Done>),
    /// A certificate for each, in the order asked for.
    Erased(Vec<Certificate>),
}

impl Office {
    /// Erases all of these, or refuses all.
    pub async fn erase(
        &mut self,
        references: &[Reference],
        ground: ErasureGround,
        caller: Option<Caller>,
        run: Run,
    ) -> Result<Erasing, ActError> {
        let Some(verified) = caller else {
            return Ok(Erasing::Requested(self.note_requests(references, "erasure", run).await?));
        };
        let mut refused = Vec::new();
        let mut named = BTreeSet::new();
        for reference in references {
            if !named.insert(reference) {
                refused.push(Refusal::Twice(reference.clone()));
            }
            refused.extend(self.can_be_erased(reference).err());
        }
        if !refused.is_empty() {
            return Err(ActError::Refused(refused));
        }
        if let Some(why) = self.journal.read_only() {
            return Err(OfficeError::ReadOnly(why).into());
        }
        if run == Run::Dry {
            let planned = references.iter().map(|reference| Done {
                reference: reference.clone(),
                name: "erasure".to_owned(),
                seq: None,
                from: self.cases.find(reference).map_or(State::Expired, |case| case.state),
                to: State::Erased,
                due: None,
            });
            return Ok(Erasing::Planned(planned.collect()));
        }
        let mut certificates = Vec::new();
        for reference in references {
            certificates.push(self.erase_one(reference, ground, verified).await?);
        }
        Ok(Erasing::Erased(certificates))
    }

    fn can_be_erased(&self, reference: &Reference) -> Result<(), Refusal> {
        let Some(case) = self.cases.find(reference) else {
            return if self.is_back(reference) {
                Ok(())
            } else {
                Err(Refusal::Unknown(reference.clone()))
            };
        };
        if case.state == State::Erased
            && !self.is_back(reference)
            && self.bodies(reference).is_empty()
        {
            return Err(Refusal::Gone { reference: reference.clone(), state: case.state });
        }
        Ok(())
    }

    fn is_back(&self, reference: &Reference) -> bool {
        self.back().iter().any(|record| record.reference == *reference)
    }

    async fn erase_one(
        &mut self,
        reference: &Reference,
        ground: ErasureGround,
        verified: Caller,
    ) -> Result<Certificate, ActError> {
        let record = self.stored(reference).cloned();
        let seq = match self.unfinished(reference) {
            Some(seq) => seq,
            None => self.announce(reference, record.as_ref(), ground, verified).await?,
        };
        if let Some(record) = &record {
            self.delete_record(record).await?;
        }
        let erased: Vec<(u64, BodyId)> = self.bodies(reference);
        for (_, body) in &erased {
            let deleted = self.store.delete_body(*body).await;
            deleted.map_err(|error| OfficeError::of(&self.store, error))?;
        }
        let certificate = self.certificate(reference, seq)?;
        self.forget(reference, record.as_ref())?;
        Ok(certificate)
    }

    /// Says in the journal what is about to be deleted.
    async fn announce(
        &mut self,
        reference: &Reference,
        record: Option<&Record>,
        reason: ErasureGround,
        verified: Caller,
    ) -> Result<u64, ActError> {
        let known = self.cases.find(reference).and_then(Case::received_at);
        let received_at = record.map(|record| record.received_at).or(known);
        let case = self.cases.find(reference);
        let told = case.map(|case| case.correspondence.told.to_take_back(self.now()));
        let data = ErasureData {
            // One that has expired is on no list, and comes back from no backup unnoticed: its end is over as well.
            received_at: received_at.unwrap_or_else(|| ReceivedAt::at(self.now())),
            sha256: record.map(|record| SealedHash::of(&record.sealed).to_string()),
            reason,
            verified,
            acts: self.bodies(reference).into_iter().map(|(seq, _)| seq).collect(),
            told: told.unwrap_or_default(),
        };
        let act = Act::on(reference, Deed::Erasure(data));
        self.record_general(act, BodyEnd::latest(self.now())).await
    }

    /// The erasure of an application that is still, or again, in the store, and as old as the one erased.
    fn unfinished(&self, reference: &Reference) -> Option<u64> {
        let record = self.stored(reference);
        let last = self.journal.acts().filter(|(_, act)| act.reference.as_ref() == Some(reference));
        let last = last.filter_map(|(event, act)| match &act.deed {
            Deed::Erasure(erasure) => Some((event.seq, erasure)),
            _ => None,
        });
        let (seq, erasure) = last.last()?;
        let is_it = record.is_none_or(|record| record.received_at == erasure.received_at);
        is_it.then_some(seq)
    }

    /// The acts on that application alone whose contents are still there, but for its erasures.
    fn bodies(&self, reference: &Reference) -> Vec<(u64, BodyId)> {
        let entries = self.journal.entries().iter().filter(|entry| match &entry.contents {
            Ok(Contents::Act(act)) => {
                act.reference.as_ref() == Some(reference) && !matches!(act.deed, Deed::Erasure(_))
            }
            Ok(Contents::Unknown(unknown)) => unknown.reference.as_ref() == Some(reference),
            Err(_) => false,
        });
        entries.map(|entry| (entry.event.seq, entry.event.body)).collect()
    }

    async fn delete_record(&self, record: &Record) -> Result<(), ActError> {
        let failed = |error| OfficeError::of(&self.store, error);
        let mut expected = SealedHash::of(&record.sealed);
        for _ in 0..TRIES {
            match self.store.delete(&record.reference, expected).await.map_err(failed)? {
                Changed::Made | Changed::Absent => return Ok(()),
                // Another recipient has sealed it again.
                Changed::Differs { found } => expected = found,
            }
        }
        Err(OfficeError::Busy.into())
    }

    /// It is in no list any more, here and beside the identity.
    fn forget(&mut self, reference: &Reference, record: Option<&Record>) -> Result<(), ActError> {
        self.opened.retain(|opened| opened.record.reference != *reference);
        self.closed.retain(|(record, _)| record.reference != *reference);
        self.records.records.retain(|record| record.reference != *reference);
        self.forget_back(reference);
        self.journal.forget_bodies(reference);
        self.fold();
        if let Some(record) = record {
            erasures::note(&self.beside, &[Erased::of(record)].into())?;
        }
        Ok(())
    }

    fn certificate(&self, reference: &Reference, seq: u64) -> Result<Certificate, ActError> {
        let unknown = || ActError::Refused(vec![Refusal::Unknown(reference.clone())]);
        self.certificate_of(seq).ok_or_else(unknown)
    }

    /// The certificate of the erasure that is the act of that number; `None` if that is none.
    pub fn certificate_of(&self, seq: u64) -> Option<Certificate> {
        let (event, act) = self.journal.acts().find(|(event, _)| event.seq == seq)?;
        let (Some(reference), Deed::Erasure(erasure)) = (&act.reference, &act.deed) else {
            return None;
        };
        let shared = self.journal.acts().filter(|(_, act)| {
            act.reference.as_ref() != Some(reference) && act.references().contains(&reference)
        });
        Some(Certificate {
            reference: reference.clone(),
            sha256: erasure.sha256.clone(),
            received_at: erasure.received_at,
            erased_at: event.at,
            by: event.by.to_string(),
            ground: erasure.reason,
            seq: event.seq,
            hash: event.hash.to_string(),
            acts: erasure.acts.clone(),
            shared_acts: shared.map(|(event, _)| event.seq).collect(),
            not_reached: NotReached::all(self.backup_days.map(|days| {
                let erased_on = Day::of(event.at.timestamp());
                erased_on.days_later(days)
            })),
        })
    }
}
