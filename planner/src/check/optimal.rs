//! Whether prices prove that places are best for the hearings that are held.
//!
//! The places are a flow s → f → hs → h → t → s. It costs least where no arc that could carry more, and none taken
//! backwards that could carry less, has a negative reduced cost: cost + price(from) − price(to).

use std::collections::BTreeMap;

use super::{
    places::Places,
    rules::{forbidding, least, sector},
};
use crate::{
    plan::Certificate,
    problem::{
        Problem,
        objective::{Cost, OBJECTIVES, Objective},
    },
};

/// An arc of the flow, between nodes by name.
struct Arc {
    from: String,
    to: String,
    lower: usize,
    upper: usize,
    carries: usize,
    cost: Cost,
}

pub(super) fn is_proven(problem: &Problem, places: &Places, certificate: &Certificate) -> bool {
    let prices = &certificate.potentials;
    let holds = |arc: &Arc| {
        let (Some(from), Some(to)) = (prices.get(&arc.from), prices.get(&arc.to)) else {
            return false;
        };
        let more = arc.carries >= arc.upper || is_not_negative(arc.cost, from, to);
        let less =
            arc.carries <= arc.lower || is_not_negative(arc.cost.map(|part| -part), to, from);
        more && less
    };
    certificate.components == OBJECTIVES && arcs(problem, places).iter().all(holds)
}

/// Whether the reduced cost of an arc is nothing or more. One that cannot be told is negative.
fn is_not_negative(cost: Cost, from: &Cost, to: &Cost) -> bool {
    let parts = cost.iter().zip(from.iter().zip(to));
    let reduced = parts.map(|(cost, (from, to))| cost.checked_add(*from)?.checked_sub(*to));
    reduced.collect::<Option<Vec<i128>>>().is_some_and(|reduced| reduced >= vec![0; OBJECTIVES])
}

fn arcs(problem: &Problem, places: &Places) -> Vec<Arc> {
    let firms = problem.firms();
    let nothing = [0; OBJECTIVES];
    let all = firms.len();
    let placed = places.of.iter().flatten().count();
    let arc = |from: &str, to: &str, (lower, upper): (usize, usize), carries, cost| Arc {
        from: from.to_owned(),
        to: to.to_owned(),
        lower,
        upper,
        carries,
        cost,
    };
    let mut arcs = vec![arc("t", "s", (0, all + 1), placed, nothing)];
    for (rank, firm) in firms.iter().enumerate() {
        let locked = problem.hearings.iter().any(|each| each.locked.contains_key(&firm.reference));
        let node = format!("f:{}", firm.reference);
        let carries = usize::from(places.of[rank].is_some());
        arcs.push(arc("s", &node, (locked.into(), 1), carries, nothing));
    }
    for (number, hearing) in
        problem.hearings.iter().enumerate().filter(|(each, _)| places.held[*each])
    {
        let h = format!("h:{}", hearing.id);
        let bounds = (least(&problem.rules, hearing), problem.rules.firms_max);
        arcs.push(arc(&h, "t", bounds, places.at[number].len(), nothing));

        // By node of a sector, how many firms it carries.
        let mut sectors: BTreeMap<String, usize> = BTreeMap::new();
        for (rank, firm) in firms.iter().enumerate() {
            if !forbidding(&problem.rules, hearing, firm).is_empty() {
                continue;
            }
            let hs = match sector(firm) {
                (name, "") => format!("hs:{}:{name}", hearing.id),
                (name, own) => format!("hs:{}:{name}:{own}", hearing.id),
            };
            let sits = usize::from(places.of[rank] == Some(number));
            let locked = hearing.locked.contains_key(&firm.reference);
            let cost = place_cost(problem, rank, number);
            arcs.push(arc(&format!("f:{}", firm.reference), &hs, (locked.into(), 1), sits, cost));
            *sectors.entry(hs).or_default() += sits;
        }
        for (hs, sitting) in sectors {
            // What the arcs after the first empty one would cost is more, so it proves nothing further.
            for already in 0..problem.rules.same_sector_max.min(sitting + 1) {
                let cost = in_order(problem, Objective::Mixite, already as i128);
                arcs.push(arc(&hs, &h, (0, 1), usize::from(already < sitting), cost));
            }
        }
    }
    arcs
}

/// What a place costs in every objective but `mixite`.
fn place_cost(problem: &Problem, rank: usize, number: usize) -> Cost {
    let (firm, hearing) = (&problem.firms()[rank], &problem.hearings[number]);
    let n = problem.firms().len();
    let is_elsewhere = !firm.prefers.is_empty() && !firm.prefers.contains(&hearing.id);
    let stays = firm.was.as_deref() == Some(hearing.id.as_str());
    let costs = [
        in_order(problem, Objective::Nombre, -1),
        in_order(problem, Objective::Anciennete, -(1_i128 << (n - rank - 1))),
        in_order(problem, Objective::Attente, ((n - rank) * number) as i128),
        in_order(problem, Objective::Preferences, is_elsewhere.into()),
        in_order(problem, Objective::Stabilite, -i128::from(stays)),
    ];
    let part = |at: usize| costs.iter().map(|cost| cost[at]).sum();
    std::array::from_fn(part)
}

/// A cost in one objective.
fn in_order(problem: &Problem, objective: Objective, cost: i128) -> Cost {
    problem.rules.order.map(|each| if each == objective { cost } else { 0 })
}
