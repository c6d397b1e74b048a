//! Sheets for the peers of a hearing: who may have them, and what became of each copy.

use std::collections::{BTreeMap, BTreeSet};

use application_form::reference::Reference;

use super::schedule::slot_start;
use crate::{
    cases::{
        Case, Office,
        error::{ActError, held::HeldError},
        office::record::Run,
        outbox::invitations::written,
    },
    cli::words::HearingHold,
    journal::act::{Act, Deed, HearingData, PackData, PackStep, PeerData},
    text::day::Day,
};

/// Sheets for a peer: for whom, of which firms.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Who gets them.
    pub peer: PeerData,
    /// Where they are used.
    pub hearing: HearingData,
    /// Counted from 1 at each hearing.
    pub copy: u32,
    /// In the order of the slots.
    pub slots: Vec<PackSlot>,
    /// The number of the act; `None` if nothing was done yet.
    pub seq: Option<u64>,
}

/// A place of the hearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackSlot {
    /// From 1.
    pub n: u32,
    /// Who is heard; `None` if the peer leaves the room, and learns nothing of it.
    pub reference: Option<Reference>,
}

/// A copy, and what became of it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackCopy {
    /// Its number.
    pub copy: u32,
    /// The id of whose it is.
    pub peer: String,
    /// What became of it.
    pub step: PackStep,
    /// The firms in it.
    pub refs: Vec<Reference>,
}

impl Office {
    /// Makes a copy for a peer of a hearing, at which each firm is heard for so many minutes.
    pub async fn make_pack(
        &mut self,
        hearing: &str,
        peer: &str,
        slot_minutes: u32,
        run: Run,
    ) -> Result<Pack, ActError> {
        let (hearing, peer) = (self.hearing(hearing)?.clone(), self.peer(peer)?.clone());
        let slots = self.pack_slots(&hearing, &peer, slot_minutes)?;
        let last = self.pack_copies(&hearing.id).last().map_or(0, |last| last.copy);
        let mut pack = Pack { peer, hearing, copy: last + 1, slots, seq: None };
        let refs = pack.slots.iter().filter_map(|slot| slot.reference.clone()).collect();
        let (hearing, peer) = (pack.hearing.id.clone(), pack.peer.id.clone());
        let data = PackData { hearing, peer, copy: pack.copy, refs, step: PackStep::Made };
        pack.seq = self.record_pack(data, &pack.hearing, run).await?;
        Ok(pack)
    }

    /// A copy that may still be printed, as it is now.
    pub fn pack_of(&self, hearing: &str, copy: u32, slot_minutes: u32) -> Result<Pack, ActError> {
        let hearing = self.hearing(hearing)?.clone();
        let none = || HeldError::NoCopy { hearing: hearing.id.clone(), copy };
        let known = self.pack_copies(&hearing.id).into_iter().find(|each| each.copy == copy);
        let PackCopy { peer, step, .. } = known.ok_or_else(none)?;
        if matches!(step, PackStep::Returned | PackStep::Destroyed) {
            return Err(HeldError::CopyState { copy, state: step.words() }.into());
        }
        let peer = self.peer(&peer)?.clone();
        let slots = self.pack_slots(&hearing, &peer, slot_minutes)?;
        Ok(Pack { peer, hearing, copy, slots, seq: None })
    }

    /// Notes what became of a copy: handed over, given back, destroyed.
    pub async fn follow_pack(
        &mut self,
        hearing: &str,
        copy: u32,
        step: PackStep,
        run: Run,
    ) -> Result<Option<u64>, ActError> {
        let hearing = self.hearing(hearing)?.clone();
        let known = self.pack_copies(&hearing.id).into_iter().find(|each| each.copy == copy);
        let none = || HeldError::NoCopy { hearing: hearing.id.clone(), copy };
        let known = known.ok_or_else(none)?;
        if step == PackStep::Handed && hearing.video.is_some() {
            return Err(HeldError::OnScreen.into());
        }
        let at = |step: PackStep| PackStep::ALL.iter().position(|each| *each == step);
        if at(known.step) >= at(step) {
            return Err(HeldError::CopyState { copy, state: known.step.words() }.into());
        }
        let PackCopy { peer, refs, .. } = known;
        let data = PackData { hearing: hearing.id.clone(), peer, copy, refs, step };
        self.record_pack(data, &hearing, run).await
    }

    /// The copies of a hearing, by their numbers.
    pub fn pack_copies(&self, hearing: &str) -> Vec<PackCopy> {
        let mut copies = BTreeMap::new();
        for data in self.packs().filter(|data| data.hearing == hearing) {
            let PackData { copy, peer, step, refs, .. } = data.clone();
            copies.insert(copy, PackCopy { copy, peer, step, refs });
        }
        copies.into_values().collect()
    }

    /// The hearings that are over, and of which somebody still has sheets to destroy: each with the day.
    pub fn packs_to_destroy(&self) -> Vec<(String, Day)> {
        let today = Day::of(self.now());
        let ids: BTreeSet<&str> = self.packs().map(|data| data.hearing.as_str()).collect();
        let left = |id: &str| {
            let mut copies = self.pack_copies(id).into_iter();
            copies.any(|copy| copy.step != PackStep::Destroyed)
        };
        // One that was cancelled is over as well.
        let over = ids.into_iter().filter(|id| left(id)).filter_map(|id| {
            let day = self.hearing(id).map_or(Some(today), HearingData::day)?;
            (day <= today).then(|| (id.to_owned(), day))
        });
        over.collect()
    }

    fn packs(&self) -> impl Iterator<Item = &PackData> {
        self.journal.acts().filter_map(|(_, act)| match &act.deed {
            Deed::Pack(data) => Some(data),
            _ => None,
        })
    }

    async fn record_pack(
        &mut self,
        data: PackData,
        hearing: &HearingData,
        run: Run,
    ) -> Result<Option<u64>, ActError> {
        let end = Self::hearing_end(hearing);
        let end = self.end_with(data.refs.iter()).map_or(end, |with| with.max(end));
        let act = Act { reference: None, deed: Deed::Pack(data) };
        Ok(self.record_acts(vec![(act, end)], run).await?.pop().flatten())
    }

    /// What a peer may read, or why nothing.
    fn pack_slots(
        &self,
        hearing: &HearingData,
        peer: &PeerData,
        slot_minutes: u32,
    ) -> Result<Vec<PackSlot>, HeldError> {
        let id = || hearing.id.clone();
        if !hearing.panel.contains(&peer.id) {
            return Err(HeldError::NotOnPanel { peer: peer.id.clone(), hearing: id() });
        }
        if peer.signed.is_none_or(|day| day > Day::of(self.now())) {
            return Err(HeldError::NotSigned(peer.id.clone()));
        }
        let cases = self.cases_at(&hearing.id);
        if cases.is_empty() || hearing.hold == HearingHold::No {
            return Err(HeldError::NotAccepted(id()));
        }
        if let Some(case) = cases.iter().find(|case| case.excluded.contains(&peer.id)) {
            let (peer, reference) = (peer.id.clone(), case.reference.clone());
            return Err(HeldError::Excluded { peer, reference });
        }
        let waiting = cases.iter().filter(|case| !Self::is_convened(case, hearing, slot_minutes));
        let waiting: Vec<_> = waiting.map(|case| case.reference.clone()).collect();
        if !waiting.is_empty() {
            return Err(HeldError::NotAnnounced(waiting));
        }
        let slot = |case: &&Case| {
            let n = case.hearing.as_ref()?.slot;
            let is_read = !case.recusals.contains(&peer.id) && !case.restricted;
            Some(PackSlot { n, reference: is_read.then(|| case.reference.clone()) })
        };
        Ok(cases.iter().filter_map(slot).collect())
    }

    /// The firms that have a place at a hearing, in the order of their slots.
    pub fn cases_at(&self, hearing: &str) -> Vec<&Case> {
        let placed = self.placed_at(hearing);
        placed.iter().filter_map(|reference| self.cases.find(reference)).collect()
    }

    /// Whether a firm was told when it is heard, as the plan has it now, and that letter did not come back.
    fn is_convened(case: &Case, hearing: &HearingData, slot_minutes: u32) -> bool {
        let starts = case.hearing.as_ref().and_then(|place| {
            let from = slot_start(hearing, place.slot, slot_minutes)?;
            Some(written(&from))
        });
        let told = case.correspondence.told.asked(&hearing.id);
        told.is_some_and(|told| Some(&told.starts) == starts.as_ref())
    }
}
