//! What must be settled about an application before it can be planned: who must not sit, who leaves the room, what its
//! hearing needs, when the firm can come.

use application_form::reference::Reference;
use authoring::office::OfficeSettings;

use crate::{
    cases::{
        Office,
        error::{ActError, planning::PlanningError, refusal::Refusal},
        office::record::{Done, Run},
    },
    cli::words::State,
    journal::act::{DatesData, Deed, ExclusionData, NeedsData, PlaceLock, RecusalData},
};

impl Office {
    /// Names the peers who must not sit; none if no peer is concerned. Whoever else was proposed may sit.
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
        let data = ExclusionData { peers, dismissed };
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
        let mut done = self.record(vec![(reference.clone(), Deed::Recusal(data))], run).await?;
        if let (true, Some(done)) = (frees, done.first_mut()) {
            done.to = State::Retained;
        }
        Ok(done)
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
        let deed = Deed::Needs(NeedsData { codes });
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
        self.record(vec![(reference.clone(), Deed::Dates(dates))], run).await
    }

    /// Says whether the next plan must leave a firm where it is.
    pub async fn lock_place(
        &mut self,
        reference: &Reference,
        lock: PlaceLock,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        let case = self.cases.find(reference);
        let case =
            case.ok_or_else(|| ActError::Refused(vec![Refusal::Unknown(reference.clone())]))?;
        if case.hearing.is_none() {
            return Err(PlanningError::NoPlace(reference.clone()).into());
        }
        self.record(vec![(reference.clone(), Deed::Lock(lock))], run).await
    }

    fn would_free(&self, reference: &Reference, peer: &str, settings: &OfficeSettings) -> bool {
        let place =
            self.cases.find(reference).and_then(|case| Some((case, case.hearing.as_ref()?)));
        let Some((case, place)) = place else { return false };
        let roster = &self.cases.roster;
        let Some(hearing) = roster.hearings.get(&place.id) else { return false };
        let panel = roster.panel(hearing);
        let stay = panel.iter().filter(|id| *id != peer && !case.recusals.contains(id)).count();
        let quorum = settings.hearings.map_or(0, |rules| rules.quorum);
        panel.contains(peer) && stay < quorum as usize
    }
}
