//! Whether another choice of held hearings is better. Every one is solved again, and what the solver finds for it is
//! proven best by the [check](crate::check), which knows nothing of the solver. Only that a choice cannot be filled is
//! taken from the solver.

use crate::{
    check::{Broken, CheckReport, PlanRule, is_best_for},
    optimum::{held::best_for, instance::Instance, potentials, values::values},
    plan::{Certificate, Plan, PlanValues},
    problem::{
        Hold, Problem,
        objective::{Cost, OBJECTIVES, Objective},
    },
};

/// Adds to a report on a plan whether another choice of held hearings is better, and of how many choices, this one
/// among them, that is known: two for each hearing that is `auto` and has no locks, multiplied, so at most 256.
pub fn check_all_sets(problem: &Problem, plan: &Plan, report: CheckReport) -> CheckReport {
    let instance = Instance::of(problem);
    let open: Vec<usize> = (0..instance.rooms.len())
        .filter(|number| instance.rooms[*number].hold == Hold::Auto)
        .collect();
    let sets = 1_usize << open.len();
    let worth = cost(problem, &plan.values);
    let mut broken = report.broken;
    for set in 0..sets {
        let mut held: Vec<bool> =
            instance.rooms.iter().map(|room| room.hold == Hold::Yes).collect();
        for (bit, number) in open.iter().enumerate() {
            held[*number] = set >> bit & 1 == 1;
        }
        let Some(found) = best_for(&instance, &held) else { continue };
        let potentials = potentials(&instance, &found);
        let certificate = Certificate { components: OBJECTIVES, potentials };
        let is_better = cost(problem, &values(&instance, &found.places)) < worth;
        if is_better || !is_best_for(problem, held, found.places, &certificate) {
            broken.push(Broken::new(PlanRule::Optimal, None, None));
        }
    }
    CheckReport { sets: Some(sets), ..CheckReport::of(broken) }
}

/// Values as a cost in the order of the objectives: less is better.
fn cost(problem: &Problem, values: &PlanValues) -> Cost {
    let placed = |text: &str| i128::from_str_radix(text, 2).unwrap_or_default();
    problem.rules.order.map(|objective| match objective {
        Objective::Nombre => -i128::from(values.nombre),
        Objective::Anciennete => -placed(&values.anciennete),
        Objective::Mixite => values.mixite.into(),
        Objective::Attente => values.attente.into(),
        Objective::Preferences => values.preferences.into(),
        Objective::Stabilite => values.stabilite.into(),
    })
}
