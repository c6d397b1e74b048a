//! Why a firm is where it is, or nowhere.

use serde::Serialize;

mod why;
mod blocking;
mod changes;
mod elsewhere;
mod left_out;

pub use elsewhere::Elsewhere;
pub use left_out::{LeftOut, left_out};

use crate::{
    optimum::{held::Assignment, instance::Instance},
    plan::{Plan, Unplaced},
    problem::Problem,
};

/// What there is to say about one firm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FirmExplanation {
    /// The firm.
    #[serde(rename = "ref")]
    pub reference: String,
    /// How many firms are older.
    pub rank: usize,
    /// Its place, if it has one.
    pub placed: Option<Placed>,
    /// Why it has none, if so.
    pub unplaced: Option<Unplaced>,
}

/// The place of a firm, and the others that it could have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Placed {
    /// The hearing.
    pub hearing: String,
    /// The slot; the first is 1.
    pub n: usize,
    /// When it starts, as in the plan.
    pub starts: String,
    /// Whether it is locked there: then no other place is looked for.
    pub locked: bool,
    /// What each other hearing would cost.
    pub elsewhere: Vec<Elsewhere>,
}

impl FirmExplanation {
    /// One line of JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("an explanation is JSON")
    }
}

/// Every firm that is not placed, the oldest first, with the reasons.
pub fn unplaced(instance: &Instance<'_>, assignment: &Assignment) -> Vec<Unplaced> {
    let firms = instance.problem.firms().iter().enumerate();
    let changes = changes::that_place(instance, assignment);
    let unplaced = firms.zip(changes).filter(|((rank, _), _)| assignment.places[*rank].is_none());
    let explained = unplaced.map(|((rank, firm), would_fit_if)| Unplaced {
        reference: firm.reference.clone(),
        why: why::why(instance, assignment, rank),
        blocking: blocking::blocking(instance, assignment, rank),
        would_fit_if,
    });
    explained.collect()
}

/// What there is to say about a firm of a plan that [`crate::check`] found right: of a firm that is not placed, what the
/// solver says of it. `None` if the firm is not among those that were planned.
pub fn explain(problem: &Problem, plan: &Plan, reference: &str) -> Option<FirmExplanation> {
    let rank = problem.rank(reference)?;
    let instance = Instance::of(problem);
    let assignment = assignment(&instance, plan);
    let placed = assignment.places[rank].and_then(|number| {
        let hearing = &problem.hearings[number];
        let planned = plan.hearings.iter().find(|planned| planned.id == hearing.id)?;
        let slot = planned.slots.iter().find(|slot| slot.reference == reference)?;
        let locked = hearing.locked.contains_key(reference);
        let elsewhere =
            if locked { Vec::new() } else { elsewhere::elsewhere(&instance, &assignment, rank) };
        let starts = slot.starts.clone();
        Some(Placed { hearing: hearing.id.clone(), n: slot.n, starts, locked, elsewhere })
    });
    let unplaced = if placed.is_some() { Vec::new() } else { unplaced(&instance, &assignment) };
    Some(FirmExplanation {
        reference: reference.to_owned(),
        rank,
        placed,
        unplaced: unplaced.into_iter().find(|unplaced| unplaced.reference == reference),
    })
}

/// Who is heard where in a plan.
fn assignment(instance: &Instance<'_>, plan: &Plan) -> Assignment {
    let problem = instance.problem;
    let mut held = vec![false; problem.hearings.len()];
    let mut places = vec![None; problem.firms().len()];
    for planned in &plan.hearings {
        let Some(number) = problem.number(&planned.id) else { continue };
        held[number] = planned.held;
        for rank in planned.slots.iter().filter_map(|slot| problem.rank(&slot.reference)) {
            places[rank] = Some(number);
        }
    }
    Assignment::of(instance, held, places)
}
