//! Who sits where: proposed from the days that peers gave.

use std::collections::{BTreeMap, BTreeSet};

use planner::panels::{Availability, PanelRequest, PanelStep, PeerDays, best_change, panels};
use serde::Serialize;

use super::{RosterDone, problem::PlanningRules};
use crate::{
    cases::{
        Office,
        error::{ActError, planning::PlanningError},
        office::record::Run,
    },
    cli::words::DayAnswer,
    journal::act::HearingData,
};

/// How many peers sit at a hearing.
#[derive(Clone, Copy, Debug)]
pub struct PanelSizes {
    /// At least.
    pub least: u32,
    /// At most.
    pub most: u32,
}

/// Panels that nobody has accepted yet.
#[derive(Debug, Serialize)]
pub struct PanelProposal {
    /// In the order of the hearings.
    pub hearings: Vec<ProposedPanel>,
    /// The change of one peer that would make the best plan of firms, if any makes a better one.
    pub change: Option<PanelChange>,
}

/// Who would sit at a hearing.
#[derive(Debug, Serialize)]
pub struct ProposedPanel {
    /// The hearing's id.
    pub id: String,
    /// The peers' ids.
    pub panel: BTreeSet<String>,
    /// So many more would be the least.
    pub missing: usize,
}

/// A change of one peer at one hearing.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PanelChange {
    pub hearing: String,
    pub leaves: Option<String>,
    pub enters: Option<String>,
}

impl Office {
    /// The best panels for the hearings to come at which no firm has a place yet: who was convened is not changed.
    pub fn propose_panels(
        &self,
        rules: &PlanningRules,
        sizes: PanelSizes,
    ) -> Result<PanelProposal, PlanningError> {
        let hearings = self.hearings_to_come();
        let (fixed, open): (Vec<&HearingData>, Vec<&HearingData>) =
            hearings.into_iter().partition(|hearing| !self.seated_at(&hearing.id).is_empty());
        let request = self.panel_request(&open, &fixed, sizes);
        let mut problem = self.problem(rules)?;
        let found = panels(&request);
        for hearing in &mut problem.hearings {
            if let Some(panel) = found.get(&hearing.id) {
                hearing.panel.clone_from(&panel.peers);
            }
        }
        // There the whole of each peer's hearings is counted.
        let whole = self.panel_request(&open, &[], sizes);
        let change = best_change(&problem, &whole).filter(|step| is_open(step, &found));
        let proposed = open.iter().filter_map(|hearing| {
            let panel = found.get(&hearing.id)?;
            let (id, missing) = (hearing.id.clone(), panel.missing);
            Some(ProposedPanel { id, panel: panel.peers.clone(), missing })
        });
        let change = change.map(|PanelStep { hearing, leaves, enters, .. }| PanelChange {
            hearing,
            leaves,
            enters,
        });
        Ok(PanelProposal { hearings: proposed.collect(), change })
    }

    /// Lets these panels sit.
    pub async fn set_panels(
        &mut self,
        proposal: &PanelProposal,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        let mut changed = Vec::new();
        for proposed in &proposal.hearings {
            let hearing = self.hearing(&proposed.id)?;
            let panel: Vec<String> = proposed.panel.iter().cloned().collect();
            if hearing.panel != panel {
                changed.push(HearingData { panel, ..hearing.clone() });
            }
        }
        self.record_hearings(changed, run).await
    }

    fn panel_request(
        &self,
        open: &[&HearingData],
        fixed: &[&HearingData],
        sizes: PanelSizes,
    ) -> PanelRequest {
        let days = open.iter().filter_map(|hearing| Some((hearing.id.clone(), hearing.day()?.0)));
        // Where somebody has sat counts as well: what a peer gives is given once.
        let held = self.cases.roster.hearings.values();
        let held =
            held.filter(|each| each.has_begun(self.now()) && !self.seated_at(&each.id).is_empty());
        let held: Vec<&HearingData> = held.chain(fixed.iter().copied()).collect();
        let peers = self.cases.roster.peers.iter().map(|(id, peer)| {
            let sits = held.iter().filter(|hearing| hearing.panel.contains(id)).count();
            let days = peer.data.days.iter().map(|(day, answer)| (day.0, availability(*answer)));
            let given = PeerDays {
                network: peer.data.network.clone(),
                days: days.collect(),
                most: (peer.data.most as usize).saturating_sub(sits),
            };
            (id.clone(), given)
        });
        PanelRequest {
            hearings: days.collect(),
            peers: peers.collect(),
            peers_min: sizes.least as usize,
            peers_max: sizes.most as usize,
        }
    }
}

fn is_open(step: &PanelStep, found: &BTreeMap<String, planner::panels::Panel>) -> bool {
    found.contains_key(&step.hearing)
}

fn availability(answer: DayAnswer) -> Availability {
    match answer {
        DayAnswer::Yes => Availability::Yes,
        DayAnswer::IfNeeded => Availability::IfNeeded,
        DayAnswer::No => Availability::No,
    }
}
