//! Every single change of one peer at one hearing, and the best of them.

use super::{Availability, PanelRequest};
use crate::{
    optimum::{
        held::{best, better},
        instance::Instance,
        locks::contradictions,
        values::values,
    },
    plan::PlanValues,
    problem::Problem,
};

/// A change of a panel that makes a better plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelStep {
    /// At which hearing.
    pub hearing: String,
    /// Who does not sit any more.
    pub leaves: Option<String>,
    /// Who does instead.
    pub enters: Option<String>,
    /// What the best plan is worth then.
    pub values: PlanValues,
}

/// The change of one peer at one hearing that gives the best plan: who leaves, who comes, or one for another, as days, the
/// most of each peer and the sizes of panels allow. Of several that give the same, the first by hearing, then by names. `None` if
/// none gives a better plan, or a problem has none.
pub fn best_change(problem: &Problem, request: &PanelRequest) -> Option<PanelStep> {
    let instance = Instance::of(problem);
    if !contradictions(&instance).is_empty() {
        return None;
    }
    let mut known = best(&instance)?;
    let mut step = None;
    for (number, hearing) in problem.hearings.iter().enumerate() {
        for (leaves, enters) in exchanges(problem, request, number) {
            let mut changed = problem.clone();
            let panel = &mut changed.hearings[number].panel;
            if let Some(peer) = &leaves {
                panel.remove(peer);
            }
            panel.extend(enters.clone());
            let instance = Instance::of(&changed);
            let found = better(&instance, known.clone());
            if found.cost < known.cost {
                let values = values(&instance, &found.places);
                step = Some(PanelStep { hearing: hearing.id.clone(), leaves, enters, values });
                known = found;
            }
        }
    }
    step
}

type Exchange = (Option<String>, Option<String>);

/// Who could leave a hearing, and who could come.
fn exchanges(problem: &Problem, request: &PanelRequest, number: usize) -> Vec<Exchange> {
    let hearing = &problem.hearings[number];
    let panel = &hearing.panel;
    let sits = |peer: &String| {
        problem.hearings.iter().filter(|hearing| hearing.panel.contains(peer)).count()
    };
    let could_come = |(id, peer): &(&String, &super::PeerDays)| {
        !panel.contains(*id)
            && request.availability(id, &hearing.id) != Availability::No
            && sits(id) < peer.most
    };
    let others: Vec<&String> =
        request.peers.iter().filter(could_come).map(|(peer, _)| peer).collect();
    let mut exchanges = Vec::new();
    if panel.len() > request.peers_min {
        exchanges.extend(panel.iter().map(|peer| (Some(peer.clone()), None)));
    }
    if panel.len() < request.peers_max {
        exchanges.extend(others.iter().map(|peer| (None, Some((*peer).clone()))));
    }
    for leaves in panel {
        let one = |enters: &&String| (Some(leaves.clone()), Some((*enters).clone()));
        exchanges.extend(others.iter().map(one));
    }
    exchanges
}
