//! The order of the firms at a hearing: as few peers as possible go out and come back in, then the older first.

use std::collections::BTreeSet;

use crate::problem::{Firm, Hearing};

/// With so many firms that may take any slot, all orders are tried, 720 for six; with more, the older come first.
const TRIED: usize = 7;

/// The slots of firms, the oldest first: each firm's slot, in the order of the slots. Locked firms keep theirs, the others take
/// the first that are free.
pub fn order<'a>(hearing: &Hearing, firms: &[&'a Firm]) -> Vec<(usize, &'a Firm)> {
    let (locked, free): (Vec<&Firm>, Vec<&Firm>) =
        firms.iter().partition(|firm| hearing.locked.contains_key(&firm.reference));
    let locked: Vec<(usize, &Firm)> =
        locked.into_iter().map(|firm| (hearing.locked[&firm.reference], firm)).collect();
    let is_free = |slot: &usize| locked.iter().all(|(taken, _)| taken != slot);
    let slots: Vec<usize> = (1..).filter(is_free).take(free.len()).collect();

    let seated = |order: &[&'a Firm]| {
        let mut seated: Vec<(usize, &Firm)> = locked.clone();
        seated.extend(slots.iter().copied().zip(order.iter().copied()));
        seated.sort_by_key(|(slot, _)| *slot);
        seated
    };
    let mut best = seated(&free);
    if free.len() <= TRIED {
        let mut fewest = changes(hearing, &best);
        each_order(&mut Vec::new(), &free, &mut |order| {
            let tried = seated(order);
            let changes = changes(hearing, &tried);
            // Orders come with the older first, so the first of those that are alike stays.
            if changes < fewest {
                (fewest, best) = (changes, tried);
            }
        });
    }
    best
}

/// How often a peer goes out or comes in between one firm and the next.
fn changes(hearing: &Hearing, seated: &[(usize, &Firm)]) -> usize {
    let out: Vec<BTreeSet<&String>> = seated
        .iter()
        .map(|(_, firm)| firm.recuses.intersection(&hearing.panel).collect())
        .collect();
    out.windows(2).map(|pair| pair[0].symmetric_difference(&pair[1]).count()).sum()
}

/// Calls with each order of the firms that are left after those that stand.
fn each_order<'a>(
    standing: &mut Vec<&'a Firm>,
    left: &[&'a Firm],
    call: &mut impl FnMut(&[&'a Firm]),
) {
    if left.is_empty() {
        call(standing);
    }
    for at in 0..left.len() {
        let mut others = left.to_vec();
        standing.push(others.remove(at));
        each_order(standing, &others, call);
        standing.pop();
    }
}
