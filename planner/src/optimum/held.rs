//! Which hearings are held: branch and bound over those that the planner may choose.
//!
//! First each of them may hold any number of firms, none too. That costs at most what any choice does. Where it gives
//! each hearing enough firms, or none, it is the best plan; otherwise a hearing that has some, but too few, is held in
//! one half of the choices and not in the other. A half that costs no less than a plan that is known is dropped.

use super::{
    instance::Instance,
    network::{FirmNetwork, HearingChoice, SINK, SOURCE, cost},
    proof::PartProof,
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
    let mut search = Search::of(instance, None);
    search.run(&choices(instance));
    search.best
}

/// The best assignment, with what proves of each part of the choices that nothing in it is better.
pub fn best_with_proofs<'a>(instance: &Instance<'a>) -> Option<(Assignment, Vec<PartProof<'a>>)> {
    let mut search = Search { proofs: Some(Vec::new()), ..Search::of(instance, None) };
    search.run(&choices(instance));
    Some((search.best?, search.proofs?))
}

/// The best assignment, or the one that is known, which may be of another problem, if none costs less.
pub fn better(instance: &Instance<'_>, known: Assignment) -> Assignment {
    let mut search = Search::of(instance, Some(known.clone()));
    search.run(&choices(instance));
    search.best.unwrap_or(known)
}

/// An assignment that places the same firms as the best one, which is enough to know who has a place, and quicker.
pub fn placing_the_best(instance: &Instance<'_>) -> Option<Assignment> {
    let mut search = Search { compared: until_age(instance), ..Search::of(instance, None) };
    search.run(&choices(instance));
    search.best
}

/// The same after a change of a hearing, where the best plan before it is still a plan. Only those parts are searched
/// that could have become better.
pub fn placing_the_best_after<'a>(
    (before, after): (&Instance<'a>, &Instance<'a>),
    hearing: usize,
    best: &Assignment,
    proofs: &[PartProof<'a>],
) -> Option<Assignment> {
    let compared = until_age(after);
    let plan = &best.cost[..compared];
    let mut search = Search { compared, ..Search::of(after, Some(best.clone())) };
    for proof in proofs.iter().filter(|proof| !proof.holds(before, after, hearing, plan)) {
        search.run(&proof.choices);
    }
    search.best
}

/// So many entries of costs tell who has a place: two that are equal in `anciennete` place the same firms.
fn until_age(instance: &Instance<'_>) -> usize {
    let order = instance.problem.rules.order;
    let age = order.iter().position(|each| *each == Objective::Anciennete);
    age.map_or(OBJECTIVES, |at| at + 1)
}

/// The best assignment for exactly these hearings; `None` if one of them cannot be filled.
pub fn best_for(instance: &Instance<'_>, held: &[bool]) -> Option<Assignment> {
    let choices =
        held.iter().map(|held| if *held { HearingChoice::Held } else { HearingChoice::Out });
    let (_, assignment) = Search::of(instance, None).bound(&choices.collect::<Vec<_>>())?;
    // With a least of nobody, a hearing can be held for nobody.
    Some(Assignment { held: held.to_vec(), ..assignment })
}

/// Before any hearing is decided on.
fn choices(instance: &Instance<'_>) -> Vec<HearingChoice> {
    let choices = instance.rooms.iter().map(|room| match room.hold {
        Hold::Auto => HearingChoice::Open,
        Hold::Yes => HearingChoice::Held,
        Hold::No => HearingChoice::Out,
    });
    choices.collect()
}

/// A search for the best choice of hearings.
struct Search<'i, 'a> {
    instance: &'i Instance<'a>,
    /// Only so many entries of costs count.
    compared: usize,
    best: Option<Assignment>,
    /// Of each part that was left, if anybody wants to know.
    proofs: Option<Vec<PartProof<'a>>>,
}

impl<'i, 'a> Search<'i, 'a> {
    fn of(instance: &'i Instance<'a>, best: Option<Assignment>) -> Self {
        Self { instance, compared: OBJECTIVES, best, proofs: None }
    }

    /// Looks for a better assignment among these choices.
    fn run(&mut self, choices: &[HearingChoice]) {
        let Some((built, found)) = self.bound(choices) else { return };
        let compared = ..self.compared;
        let is_dropped =
            self.best.as_ref().is_some_and(|best| best.cost[compared] <= found.cost[compared]);
        let lacking = if is_dropped { None } else { self.lacking(choices, &found) };
        let Some(hearing) = lacking else {
            self.prove(choices, built);
            if !is_dropped {
                self.best = Some(found);
            }
            return;
        };
        for choice in [HearingChoice::Held, HearingChoice::Out] {
            let mut choices = choices.to_vec();
            choices[hearing] = choice;
            self.run(&choices);
        }
    }

    /// A hearing that has firms, but too few: of several the one that is nearest to enough, which is most likely to be held.
    fn lacking(&self, choices: &[HearingChoice], found: &Assignment) -> Option<usize> {
        let firms = |hearing| found.places.iter().filter(|place| **place == Some(hearing)).count();
        let lacks = |hearing: usize| {
            let is_open = choices[hearing] == HearingChoice::Open;
            let firms = if is_open { firms(hearing) } else { 0 };
            (0 < firms && firms < self.instance.rooms[hearing].least).then_some((firms, hearing))
        };
        (0..choices.len()).filter_map(lacks).max().map(|(_, hearing)| hearing)
    }

    /// What no assignment for these choices can be better than; `None` if there is none, which is proven too.
    fn bound(&mut self, choices: &[HearingChoice]) -> Option<(FirmNetwork<'a>, Assignment)> {
        // The flow would send who must sit at a hearing, and may not, to another one.
        let sits = |(firm, place): (usize, &Option<usize>)| {
            place.is_none_or(|hearing| {
                self.instance.may_sit(firm, hearing) && choices[hearing] != HearingChoice::Out
            })
        };
        if !self.instance.fixed.iter().enumerate().all(sits) {
            return None;
        }
        let mut built = FirmNetwork::of(self.instance, choices);
        if built.network.minimize(SOURCE, SINK).is_err() {
            self.prove(choices, built);
            return None;
        }
        let places = built.places();
        let held = choices.iter().enumerate().map(|(hearing, choice)| match choice {
            HearingChoice::Held => true,
            HearingChoice::Open => places.contains(&Some(hearing)),
            HearingChoice::Out => false,
        });
        let assignment = Assignment { held: held.collect(), cost: built.network.cost(), places };
        Some((built, assignment))
    }

    fn prove(&mut self, choices: &[HearingChoice], built: FirmNetwork<'a>) {
        if let Some(proofs) = &mut self.proofs {
            proofs.push(PartProof::of(choices, built));
        }
    }
}
