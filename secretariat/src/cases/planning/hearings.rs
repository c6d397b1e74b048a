//! The hearings: added, changed, cancelled.

use application_form::reference::Reference;

use super::{MONTHS_AFTER_HEARING, RosterDone, ids::may_be_given};
use crate::{
    cases::{
        Case, Office,
        error::{
            ActError,
            planning::{EntryKind, PlanningError},
            refusal::Refusal,
        },
        office::record::Run,
    },
    cli::words::{HearingHold, State},
    journal::{
        act::{Act, Deed, HearingCancellation, HearingData},
        append::BodyEnd,
    },
    text::day::Day,
};

impl Office {
    /// Adds hearings, all of them new.
    pub async fn add_hearings(
        &mut self,
        hearings: Vec<HearingData>,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        for HearingData { id, .. } in &hearings {
            may_be_given(EntryKind::Hearing, id, self.cases.roster.hearings.keys())?;
        }
        self.record_hearings(hearings, run).await
    }

    /// Changes hearings, all of them known: what the file says takes the place of what was known.
    pub async fn edit_hearings(
        &mut self,
        hearings: Vec<HearingData>,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        for hearing in &hearings {
            self.hearing(&hearing.id)?;
        }
        self.record_hearings(hearings, run).await
    }

    /// Says whether a hearing is held.
    pub async fn hold_hearing(
        &mut self,
        id: &str,
        hold: HearingHold,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        let hearing = HearingData { hold, ..self.hearing(id)?.clone() };
        let placed = self.seated_at(id).len();
        if hold == HearingHold::No && placed > 0 {
            return Err(PlanningError::HasPlaces { hearing: id.to_owned(), placed }.into());
        }
        self.record_hearings(vec![hearing], run).await
    }

    /// Cancels a hearing: who has a place there has none, and nobody else moves.
    pub async fn cancel_hearing(
        &mut self,
        id: &str,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        let hearing = self.hearing(id)?;
        let end = Self::hearing_end(hearing);
        let refs = self.placed_at(id);
        let end = self.end_with(refs.iter()).map_or(end, |with| with.max(end));
        let cancelled = HearingCancellation { id: id.to_owned(), refs };
        let act = Act { reference: None, deed: Deed::HearingCancelled(cancelled) };
        self.record_roster(vec![(id.to_owned(), act, end)], run).await
    }

    /// The firms that have a place at a hearing, in the order of their slots.
    pub fn placed_at(&self, id: &str) -> Vec<Reference> {
        let cases = self.cases.cases.iter().filter(|case| case.state == State::Scheduled);
        let placed = cases.filter_map(|case| Some((case.hearing.as_ref()?, &case.reference)));
        let mut placed: Vec<_> = placed.filter(|(place, _)| place.id == id).collect();
        placed.sort_by_key(|(place, _)| place.slot);
        placed.into_iter().map(|(_, reference)| reference.clone()).collect()
    }

    /// The applications that have a place at a hearing, or had one that is used: heard there, or not come. By slot.
    pub fn seated_at(&self, id: &str) -> Vec<&Case> {
        let cases = self.cases.cases.iter().filter(|case| case.state.had_its_hearing());
        let seated = cases.filter_map(|case| Some((case, case.hearing.as_ref()?)));
        let mut seated: Vec<_> = seated.filter(|(_, place)| place.id == id).collect();
        seated.sort_by_key(|(_, place)| place.slot);
        seated.into_iter().map(|(case, _)| case).collect()
    }

    /// A hearing that is known.
    pub fn hearing(&self, id: &str) -> Result<&HearingData, PlanningError> {
        let hearings = &self.cases.roster.hearings;
        hearings.get(id).ok_or_else(|| PlanningError::Unknown {
            what: EntryKind::Hearing,
            id: id.to_owned(),
            known: hearings.keys().cloned().collect(),
        })
    }

    pub(super) fn hearing_end(hearing: &HearingData) -> BodyEnd {
        BodyEnd::months_after(hearing.day().unwrap_or(Day::MAX), MONTHS_AFTER_HEARING)
    }

    pub(super) async fn record_hearings(
        &mut self,
        hearings: Vec<HearingData>,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        for hearing in &hearings {
            for peer in &hearing.panel {
                self.peer(peer)?;
                self.may_sit(peer, hearing)?;
            }
            let unknown = hearing.locked.keys().find(|each| self.cases.find(each).is_none());
            if let Some(reference) = unknown {
                return Err(ActError::Refused(vec![Refusal::Unknown(reference.clone())]));
            }
        }
        let mut acts = Vec::new();
        for hearing in hearings {
            let end = Self::hearing_end(&hearing);
            let end = self.end_with(hearing.locked.keys()).map_or(end, |with| with.max(end));
            acts.extend(self.peers_who_stay_longer(&hearing, end));
            let id = hearing.id.clone();
            acts.push((id, Act { reference: None, deed: Deed::Hearing(Box::new(hearing)) }, end));
        }
        let mut done = self.record_roster(acts, run).await?;
        // Nobody has asked for a peer to be written again.
        done.retain(|each| each.name == "hearing");
        Ok(done)
    }

    /// Nobody comes to sit where a firm is to be heard for which he must not.
    fn may_sit(&self, peer: &String, hearing: &HearingData) -> Result<(), PlanningError> {
        let sat = self.cases.roster.hearings.get(&hearing.id);
        let sat = sat.is_some_and(|known| known.panel.contains(peer));
        let cases = self.cases_at(&hearing.id);
        match cases.into_iter().find(|case| !sat && case.excluded.contains(peer)) {
            None => Ok(()),
            Some(case) => Err(PlanningError::ExcludedThere {
                hearing: hearing.id.clone(),
                peer: peer.clone(),
                reference: case.reference.clone(),
            }),
        }
    }

    /// What was written of a peer before a hearing was known would go too early: it is written again.
    fn peers_who_stay_longer(
        &self,
        hearing: &HearingData,
        end: BodyEnd,
    ) -> Vec<(String, Act, BodyEnd)> {
        let peers = hearing.panel.iter().filter_map(|id| self.peer(id).ok());
        let short = peers.filter(|peer| {
            let known = self.journal.acts().filter(|(_, act)| act.is_of_peer(&peer.id)).last();
            known.is_some_and(|(event, _)| end.is_after(event.until))
        });
        short
            .map(|peer| {
                let (act, own) = self.peer_act(peer.clone());
                (peer.id.clone(), act, own.max(end))
            })
            .collect()
    }

    async fn record_roster(
        &mut self,
        acts: Vec<(String, Act, BodyEnd)>,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        let named: Vec<_> = acts.iter().map(|(id, act, _)| (id.clone(), act.deed.name())).collect();
        let acts = acts.into_iter().map(|(_, act, end)| (act, end)).collect();
        let numbers = self.record_acts(acts, run).await?;
        let done = named.into_iter().zip(numbers);
        Ok(done.map(|((id, name), seq)| RosterDone { id, name, seq }).collect())
    }
}
