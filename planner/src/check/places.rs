//! Who sits where in a plan, by rank and number, and what in it is not of its problem.

use super::{Broken, PlanRule};
use crate::{plan::Plan, problem::Problem};

/// What a plan says, without times.
pub(super) struct Places {
    /// By number of the hearing.
    pub held: Vec<bool>,
    /// By number of the hearing, the firms and their slots, as the plan lists them.
    pub at: Vec<Vec<(usize, usize)>>,
    /// By rank, one of the firm's hearings.
    pub of: Vec<Option<usize>>,
}

impl Places {
    /// By rank, the hearings alone: every slot is 0.
    pub(super) fn without_slots(
        problem: &Problem,
        held: Vec<bool>,
        of: Vec<Option<usize>>,
    ) -> Self {
        let mut at = vec![Vec::new(); problem.hearings.len()];
        for (rank, place) in of.iter().enumerate() {
            if let Some(number) = place {
                at[*number].push((rank, 0));
            }
        }
        Self { held, at, of }
    }
}

/// Who sits where, and what is wrong with what the plan names.
pub(super) fn of(problem: &Problem, plan: &Plan) -> (Places, Vec<Broken>) {
    let firms = problem.firms();
    let mut broken = Vec::new();
    let mut places = Places {
        held: vec![false; problem.hearings.len()],
        at: vec![Vec::new(); problem.hearings.len()],
        of: vec![None; firms.len()],
    };
    let mut listed = vec![0; problem.hearings.len()];
    let mut mentioned = vec![0; firms.len()];
    let foreign = |hearing, reference| Broken::new(PlanRule::Problem, hearing, reference);

    let not_taken = problem.not_taken().iter().map(|firm| &firm.reference);
    let agrees = plan.problem == problem.digest()
        && plan.ties == problem.ties()
        && plan.not_taken.iter().eq(not_taken);
    if !agrees {
        broken.push(foreign(None, None));
    }
    for planned in &plan.hearings {
        let Some(number) = problem.number(&planned.id) else {
            broken.push(foreign(Some(&planned.id), None));
            continue;
        };
        listed[number] += 1;
        places.held[number] = planned.held;
        for slot in &planned.slots {
            let Some(rank) = problem.rank(&slot.reference) else {
                broken.push(foreign(Some(&planned.id), Some(&slot.reference)));
                continue;
            };
            mentioned[rank] += 1;
            places.at[number].push((rank, slot.n));
            places.of[rank] = Some(number);
        }
    }
    for unplaced in &plan.unplaced {
        match problem.rank(&unplaced.reference) {
            Some(rank) => mentioned[rank] += 1,
            None => broken.push(foreign(None, Some(&unplaced.reference))),
        }
    }
    for (hearing, listed) in problem.hearings.iter().zip(listed) {
        if listed != 1 {
            broken.push(foreign(Some(&hearing.id), None));
        }
    }
    for (firm, mentioned) in firms.iter().zip(mentioned) {
        if mentioned != 1 {
            broken.push(Broken::new(PlanRule::Once, None, Some(&firm.reference)));
        }
    }
    (places, broken)
}
