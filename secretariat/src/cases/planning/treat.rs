//! What must be settled about an application before it can be planned: who must not sit, who leaves the room, what its
//! hearing needs, when the firm can come.

use std::collections::BTreeSet;

use application_form::reference::Reference;
use authoring::office::OfficeSettings;

use crate::{
    cases::{
        Case, Office,
        error::{ActError, planning::PlanningError, refusal::Refusal},
        office::record::{Done, Run},
    },
    cli::words::State,
    journal::act::{
        ArrangedFor, DatesData, Deed, ExclusionData, NeedsData, PlaceLock, RecusalData,
    },
};

impl Office {
    /// Names the peers who must not sit; none if no peer is concerned. Whoever else was proposed may sit. Where the firm
    /// has a place and one of them sits, it loses it: an absence would tell.
    pub async fn exclude(
        &mut self,
        reference: &Reference,
        peers: &[String],
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        for peer in peers {
            self.peer(peer)?;
        }
        let mut peers = peers.to_vec();
        peers.sort();
        peers.dedup();
        let suggestions = self.cases.find(reference).map(|case| case.suggestions.as_slice());
        let proposed = suggestions.unwrap_or_default().iter().map(|each| each.peer.clone());
        let dismissed = proposed.filter(|peer| !peers.contains(peer)).collect();
        let sits =
            |peer: &String| self.panel_of(reference).is_some_and(|panel| panel.contains(peer));
        let frees = peers.iter().any(sits);
        let data = ExclusionData { peers, dismissed, frees };
        self.record(vec![(reference.clone(), Deed::Exclusions(data))], run).await
    }

    /// Notes that a peer leaves the room for a firm. Where it has a place and too few peers stay, it loses it.
    pub async fn recuse(
        &mut self,
        reference: &Reference,
        peer: &str,
        settings: &OfficeSettings,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        self.peer(peer)?;
        let frees = self.would_free(reference, peer, settings);
        let data = RecusalData { peer: peer.to_owned(), frees };
        self.record(vec![(reference.clone(), Deed::Recusal(data))], run).await
    }

    /// Says what the hearing of a firm needs, by codes of the settings; none if nothing is to be arranged.
    pub async fn set_needs(
        &mut self,
        reference: &Reference,
        codes: &[String],
        settings: &OfficeSettings,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        let known: Vec<String> = settings.needs.iter().map(|need| need.code.clone()).collect();
        if let Some(code) = codes.iter().find(|code| !known.contains(code)) {
            return Err(PlanningError::UnknownNeed { code: code.clone(), known }.into());
        }
        let codes = known.into_iter().filter(|code| codes.contains(code)).collect();
        let deed = Deed::Needs(NeedsData { codes, arranged: None });
        self.record(vec![(reference.clone(), deed)], run).await
    }

    /// Notes that everything that the hearing of a firm needs is arranged, for the day on which it has a place.
    pub async fn arrange(
        &mut self,
        reference: &Reference,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        let case = self.known(reference)?;
        let codes = case.needed.clone();
        if codes.is_empty() {
            return Err(PlanningError::NothingToArrange(reference.clone()).into());
        }
        let place = case.hearing.as_ref();
        let place = place.ok_or_else(|| PlanningError::NoPlace(reference.clone()))?;
        let (hearing, starts) = (place.id.clone(), place.starts.clone());
        let arranged = Some(ArrangedFor { hearing, starts });
        let deed = Deed::Needs(NeedsData { codes, arranged });
        self.record(vec![(reference.clone(), deed)], run).await
    }

    /// Notes which hearings a firm cannot come to, and which it would rather.
    pub async fn set_dates(
        &mut self,
        reference: &Reference,
        dates: DatesData,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        for id in dates.cannot.iter().chain(&dates.prefers) {
            self.hearing(id)?;
        }
        if let Some(id) = dates.cannot.iter().find(|id| dates.prefers.contains(id)) {
            return Err(PlanningError::CannotAndPrefers(id.clone()).into());
        }
        self.record(vec![(reference.clone(), Deed::Dates(dates))], run).await
    }

    /// Says whether the next plan must leave a firm where it is.
    pub async fn lock_place(
        &mut self,
        reference: &Reference,
        lock: PlaceLock,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        if self.known(reference)?.hearing.is_none() {
            return Err(PlanningError::NoPlace(reference.clone()).into());
        }
        self.record(vec![(reference.clone(), Deed::Lock(lock))], run).await
    }

    fn would_free(&self, reference: &Reference, peer: &str, settings: &OfficeSettings) -> bool {
        let case = self.cases.find(reference);
        let Some((case, panel)) = case.zip(self.panel_of(reference)) else { return false };
        let stay = panel.iter().filter(|id| *id != peer && !case.recusals.contains(id)).count();
        let quorum = settings.hearings.map_or(0, |rules| rules.quorum);
        panel.contains(peer) && stay < quorum as usize
    }

    /// Who sits where a firm is to be heard; `None` if it has no place.
    fn panel_of(&self, reference: &Reference) -> Option<BTreeSet<String>> {
        let case = self.cases.find(reference).filter(|case| case.state == State::Scheduled)?;
        let hearing = self.cases.roster.hearings.get(&case.hearing.as_ref()?.id)?;
        Some(self.cases.roster.panel(hearing))
    }

    fn known(&self, reference: &Reference) -> Result<&Case, ActError> {
        let case = self.cases.find(reference);
        case.ok_or_else(|| ActError::Refused(vec![Refusal::Unknown(reference.clone())]))
    }
}
