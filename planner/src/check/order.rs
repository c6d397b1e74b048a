//! The order of the firms at a hearing.

use std::collections::BTreeSet;

use super::{Broken, PlanRule, places::Places};
use crate::problem::{Firm, Hearing, Problem};

/// Up to so many firms that may take any slot, every order is looked at, 5,040 for seven; with more, the older come first.
const LOOKED_AT: usize = 7;

/// The hearings whose firms could be heard so that fewer peers go out and come in, or as few and the older sooner.
pub(super) fn broken(problem: &Problem, places: &Places) -> Vec<Broken> {
    let hearings = problem.hearings.iter().zip(&places.at);
    let wrong = hearings.filter(|(hearing, seated)| !is_best(problem, hearing, seated));
    wrong.map(|(hearing, _)| Broken::new(PlanRule::Slots, Some(&hearing.id), None)).collect()
}

/// `seated`: ranks and slots, in the order of the slots.
fn is_best(problem: &Problem, hearing: &Hearing, seated: &[(usize, usize)]) -> bool {
    let ranks: Vec<usize> = seated.iter().map(|(rank, _)| *rank).collect();
    let is_free = |rank: usize| !hearing.locked.contains_key(&problem.firms()[rank].reference);
    let free: Vec<usize> = ranks.iter().copied().filter(|rank| is_free(*rank)).collect();
    let mut other = free.clone();
    other.sort_unstable();
    if free.len() > LOOKED_AT {
        return free == other;
    }
    let moves = |free: &[usize]| {
        let mut free = free.iter();
        let order = ranks.iter().map(|rank| if is_free(*rank) { free.next() } else { Some(rank) });
        let order: Vec<&Firm> = order.flatten().map(|rank| &problem.firms()[*rank]).collect();
        order.windows(2).map(|pair| moves_between(hearing, pair[0], pair[1])).sum::<usize>()
    };
    let own = moves(&free);
    // From the one in which the older come first to the one that the plan has: each must be worse.
    while other != free {
        if moves(&other) <= own {
            return false;
        }
        next(&mut other);
    }
    // And none after it may be better.
    while next(&mut other) {
        if moves(&other) < own {
            return false;
        }
    }
    true
}

/// How many peers of the panel go out or come in.
fn moves_between(hearing: &Hearing, one: &Firm, other: &Firm) -> usize {
    let out = |firm: &Firm| -> BTreeSet<String> {
        hearing.panel.iter().filter(|peer| firm.recuses.contains(*peer)).cloned().collect()
    };
    out(one).symmetric_difference(&out(other)).count()
}

/// The next order as a dictionary has them; `false` if that was the last.
fn next(order: &mut [usize]) -> bool {
    let Some(at) = order.windows(2).rposition(|pair| pair[0] < pair[1]) else { return false };
    let Some(with) = order.iter().rposition(|each| *each > order[at]) else { return false };
    order.swap(at, with);
    order[at + 1..].reverse();
    true
}
