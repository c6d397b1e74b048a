//! From a problem to its plan.

mod slots;

pub use slots::order;

use crate::{
    explain,
    optimum::{
        held::{Assignment, best},
        instance::Instance,
        locks::{Contradiction, contradictions},
        potentials,
        values::values,
    },
    plan::{Certificate, Plan, PlanValues, PlannedHearing, Slot},
    problem::{Firm, Hold, Problem, objective::OBJECTIVES},
};

/// Why there is no plan. In French: whoever made the problem reads it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPlan {
    /// Locks that no plan can keep.
    #[error("{}", list(.0))]
    Locks(Vec<Contradiction>),
    /// Hearings that must be held, none of which could be filled if it were the only one.
    #[error("aucun plan : même seule, l'audition {} ne peut pas réunir assez d'entreprises", .0.join(", "))]
    CannotBeFilled(Vec<String>),
    /// Hearings that must be held, each of which could be filled, but not all together.
    #[error("aucun plan : les auditions {} ne peuvent pas réunir assez d'entreprises toutes ensemble", .0.join(", "))]
    CannotAllBeFilled(Vec<String>),
}

fn list(contradictions: &[Contradiction]) -> String {
    let said = contradictions.iter().map(ToString::to_string);
    format!("aucun plan : {}", said.collect::<Vec<_>>().join(" ; "))
}

/// The best plan.
///
/// # Errors
///
/// What makes every plan impossible.
pub fn solve(problem: &Problem) -> Result<Plan, NoPlan> {
    let instance = Instance::of(problem);
    let contradictions = contradictions(&instance);
    if !contradictions.is_empty() {
        return Err(NoPlan::Locks(contradictions));
    }
    let assignment = best(&instance).ok_or_else(|| unfilled(&instance))?;
    let hearings = 0..problem.hearings.len();
    let references = |firms: &[Firm]| firms.iter().map(|firm| firm.reference.clone()).collect();
    Ok(Plan {
        version: 1,
        problem: problem.digest(),
        optimal: true,
        values: values(&instance, &assignment.places),
        hearings: hearings.map(|number| planned(problem, &assignment, number)).collect(),
        unplaced: explain::unplaced(&instance, &assignment),
        ties: problem.ties(),
        not_taken: references(problem.not_taken()),
        certificate: Certificate {
            components: OBJECTIVES,
            potentials: potentials(&instance, &assignment),
        },
    })
}

/// What places are worth that no solver has chosen: by rank, the number of each firm's hearing.
pub fn worth(problem: &Problem, places: &[Option<usize>]) -> PlanValues {
    values(&Instance::of(problem), places)
}

fn planned(problem: &Problem, assignment: &Assignment, number: usize) -> PlannedHearing {
    let hearing = &problem.hearings[number];
    let firms = problem.firms().iter().zip(&assignment.places);
    let firms: Vec<&Firm> =
        firms.filter(|(_, place)| **place == Some(number)).map(|(firm, _)| firm).collect();
    let slots = order(hearing, &firms).into_iter().map(|(n, firm)| {
        let time = problem.slot(hearing, n);
        Slot {
            n,
            starts: time.start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            ends: time.end.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            reference: firm.reference.clone(),
            recused: firm.recuses.intersection(&hearing.panel).cloned().collect(),
        }
    });
    let slots = slots.collect();
    PlannedHearing { id: hearing.id.clone(), held: assignment.held[number], slots }
}

/// Which hearings that must be held cannot be.
fn unfilled(instance: &Instance<'_>) -> NoPlan {
    let is_locked = |number: usize| !instance.problem.hearings[number].locked.is_empty();
    let must: Vec<usize> =
        (0..instance.rooms.len()).filter(|each| instance.rooms[*each].hold == Hold::Yes).collect();
    let cannot = |number: &usize| {
        let mut alone = instance.clone();
        for (other, room) in alone.rooms.iter_mut().enumerate() {
            if other != *number && !is_locked(other) {
                room.hold = Hold::No;
            }
        }
        best(&alone).is_none()
    };
    let named = |numbers: Vec<usize>| {
        numbers.into_iter().map(|number| instance.problem.hearings[number].id.clone()).collect()
    };
    let alone: Vec<usize> = must.iter().copied().filter(cannot).collect();
    if alone.is_empty() {
        // A hearing with locks is filled by them.
        let must = must.into_iter().filter(|number| !is_locked(*number)).collect();
        NoPlan::CannotAllBeFilled(named(must))
    } else {
        NoPlan::CannotBeFilled(named(alone))
    }
}
