//! Which hearings are held: branch and bound over those that the planner may choose.
//!
//! First each of them may hold any number of firms, none too. That costs at most what any choice does. Where it gives
//! each hearing enough firms, or none, it is the best plan; otherwise a hearing that has some, but too few, is held in
//! one half of the choices and not in the other. A half that costs no less than a plan that is known is dropped.

use super::{
    instance::Instance,
    network::{FirmNetwork, HearingChoice, SINK, SOURCE, cost},
};
use crate::problem::{
    Hold,
    objective::{Cost, OBJECTIVES, Objective},
};

/// Who is heard where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// By hearing, whether it is held.
    pub held: Vec<bool>,
    /// By firm, its hearing.
    pub places: Vec<Option<usize>>,
    /// What it costs, in the order of the objectives.
    pub cost: Cost,
}

impl Assignment {
    /// Of a plan that is known.
    pub fn of(instance: &Instance<'_>, held: Vec<bool>, places: Vec<Option<usize>>) -> Self {
        Self { cost: cost(instance, &places), held, places }
    }
}

/// The best assignment; `None` if what must be held cannot be filled, or what is fixed contradicts itself.
pub fn best(instance: &Instance<'_>) -> Option<Assignment> {
    let mut best = None;
    search(instance, &choices(instance), OBJECTIVES, &mut best);
    best
}

/// The best assignment, or the one that is known, which may be of another problem, if none costs less.
pub fn better(instance: &Instance<'_>, known: Assignment) -> Assignment {
    let mut best = Some(known.clone());
    search(instance, &choices(instance), OBJECTIVES, &mut best);
    best.unwrap_or(known)
}

/// An assignment that places the same firms as the best one, which is enough to know who has a place, and quicker. Where
/// one is known, it is given back if the best one places the same firms; what cannot place others is dropped at once.
pub fn placing_the_best(instance: &Instance<'_>, known: Option<Assignment>) -> Option<Assignment> {
    let order = instance.problem.rules.order;
    // Two that are equal in `anciennete` place the same firms.
    let until = order.iter().position(|each| *each == Objective::Anciennete);
    let mut best = known;
    search(instance, &choices(instance), until.map_or(OBJECTIVES, |at| at + 1), &mut best);
    best
}

/// Before any hearing is decided on.
pub(super) fn choices(instance: &Instance<'_>) -> Vec<HearingChoice> {
    let choices = instance.rooms.iter().map(|room| match room.hold {
        Hold::Auto => HearingChoice::Open,
        Hold::Yes => HearingChoice::Held,
        Hold::No => HearingChoice::Out,
    });
    choices.collect()
}

/// The best assignment for exactly these hearings; `None` if one of them cannot be filled.
pub fn best_for(instance: &Instance<'_>, held: &[bool]) -> Option<Assignment> {
    let choices =
        held.iter().map(|held| if *held { HearingChoice::Held } else { HearingChoice::Out });
    let mut assignment = bound(instance, &choices.collect::<Vec<_>>())?;
    // With a least of nobody, a hearing can be held for nobody.
    assignment.held = held.to_vec();
    Some(assignment)
}

/// Only the first `compared` entries of costs count.
fn search(
    instance: &Instance<'_>,
    choices: &[HearingChoice],
    compared: usize,
    best: &mut Option<Assignment>,
) {
    let Some(found) = bound(instance, choices) else { return };
    if best.as_ref().is_some_and(|best| best.cost[..compared] <= found.cost[..compared]) {
        return;
    }
    let firms = |hearing| found.places.iter().filter(|place| **place == Some(hearing)).count();
    let lacks = |hearing: usize| {
        let room = &instance.rooms[hearing];
        let firms = if choices[hearing] == HearingChoice::Open { firms(hearing) } else { 0 };
        (0 < firms && firms < room.least).then_some((firms, hearing))
    };
    // The one that is nearest to enough is most likely to be held.
    let Some((_, hearing)) = (0..choices.len()).filter_map(lacks).max() else {
        *best = Some(found);
        return;
    };
    for choice in [HearingChoice::Held, HearingChoice::Out] {
        let mut choices = choices.to_vec();
        choices[hearing] = choice;
        search(instance, &choices, compared, best);
    }
}

/// What no assignment for these choices can be better than.
fn bound(instance: &Instance<'_>, choices: &[HearingChoice]) -> Option<Assignment> {
    // The flow would send who must sit at a hearing, and may not, to another one.
    let sits = |(firm, place): (usize, &Option<usize>)| {
        place.is_none_or(|hearing| {
            instance.may_sit(firm, hearing) && choices[hearing] != HearingChoice::Out
        })
    };
    if !instance.fixed.iter().enumerate().all(sits) {
        return None;
    }
    let mut built = FirmNetwork::of(instance, choices);
    built.network.minimize(SOURCE, SINK).ok()?;
    let places = built.places();
    let held = choices.iter().enumerate().map(|(hearing, choice)| match choice {
        HearingChoice::Held => true,
        HearingChoice::Open => places.contains(&Some(hearing)),
        HearingChoice::Out => false,
    });
    Some(Assignment { held: held.collect(), cost: built.network.cost(), places })
}
