//! What the places of a plan are worth.

use super::{Broken, PlanRule, places::Places, rules::sectors};
use crate::{
    plan::{Plan, PlanValues},
    problem::{Firm, Problem},
};

pub(super) fn broken(problem: &Problem, plan: &Plan, places: &Places) -> Option<Broken> {
    (plan.values != worth(problem, places)).then(|| Broken::new(PlanRule::Values, None, None))
}

fn worth(problem: &Problem, places: &Places) -> PlanValues {
    let firms = problem.firms();
    let id = |place: Option<usize>| place.map(|number| problem.hearings[number].id.as_str());
    let placed = || {
        let placed = places.of.iter().enumerate();
        placed.filter_map(|(rank, place)| Some((rank, (*place)?)))
    };
    let pairs = |at: &Vec<(usize, usize)>| {
        let firms: Vec<&Firm> = at.iter().map(|(rank, _)| &firms[*rank]).collect();
        sectors(&firms).values().map(|count| count * (count - 1) / 2).sum::<usize>()
    };
    let elsewhere = |(rank, number): &(usize, usize)| {
        let prefers = &firms[*rank].prefers;
        !prefers.is_empty() && !prefers.contains(&problem.hearings[*number].id)
    };
    let is_changed = |(firm, place): &(&Firm, &Option<usize>)| {
        firm.was.as_deref().is_some_and(|was| id(**place) != Some(was))
    };
    PlanValues {
        nombre: narrow(placed().count()),
        anciennete: places.of.iter().map(|place| if place.is_some() { '1' } else { '0' }).collect(),
        mixite: narrow(places.at.iter().map(pairs).sum()),
        attente: narrow(placed().map(|(rank, number)| (firms.len() - rank) * number).sum()),
        preferences: narrow(placed().filter(elsewhere).count()),
        stabilite: narrow(firms.iter().zip(&places.of).filter(is_changed).count()),
    }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
