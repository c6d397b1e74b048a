//! Every single change of a problem, and whom it would place.

use std::collections::BTreeSet;

use crate::{
    optimum::{
        held::{Assignment, placing_the_best},
        instance::Instance,
        prices::Prices,
    },
    plan::{ChangeKind, PlanChange, WhyCode},
    problem::Hold,
};

/// By firm, the changes that would place it and leave each older firm its place; none for one that has a place. Each is
/// made, and all is planned again. A firm's own change is that it could come; all others are tried for all at once.
pub(super) fn that_place(instance: &Instance<'_>, assignment: &Assignment) -> Vec<Vec<PlanChange>> {
    let mut placing = vec![Vec::new(); assignment.places.len()];
    let is_waiting =
        |firm: &usize| assignment.places[*firm].is_none() && could_sit(instance, *firm);
    let waiting: Vec<usize> = (0..placing.len()).filter(is_waiting).collect();
    if waiting.is_empty() {
        return placing;
    }
    let prices = Prices::of(instance, assignment);
    let plan_again = |changed: &Instance<'_>, hearing| {
        let prices = prices.as_ref();
        let is_kept =
            prices.is_some_and(|prices| prices.keep((instance, changed), assignment, hearing));
        if is_kept { None } else { plan_again(changed, assignment) }
    };
    for hearing in 0..instance.rooms.len() {
        for (change, changed) in at(instance, assignment, hearing) {
            let Some(planned) = plan_again(&changed, hearing) else { continue };
            for firm in waiting.iter().filter(|firm| fits(assignment, &planned, **firm)) {
                placing[*firm].push(change.clone());
            }
        }
        for &firm in &waiting {
            let mut changed = instance.clone();
            let could_not = instance.problem.firms()[firm].cannot.contains(id(instance, hearing));
            if could_not
                && instance.rooms[hearing].hold != Hold::No
                && changed.with_available(firm, hearing)
                && plan_again(&changed, hearing)
                    .is_some_and(|planned| fits(assignment, &planned, firm))
            {
                placing[firm].push(change(ChangeKind::Available, instance, hearing));
            }
        }
    }
    placing
}

/// Whether any change of a hearing could give a firm a place.
fn could_sit(instance: &Instance<'_>, firm: usize) -> bool {
    let for_good = [Some(WhyCode::Untreated), Some(WhyCode::Expires)];
    instance.barred[firm].iter().any(|bar| !for_good.contains(bar))
}

/// Whom the best plan of a changed problem places. Where the plan before the change is one of it, only what places others
/// is looked for.
fn plan_again(changed: &Instance<'_>, before: &Assignment) -> Option<Assignment> {
    let firms = before.places.iter().enumerate();
    let stays = |(firm, place): (usize, &Option<usize>)| {
        place.is_none_or(|hearing| changed.may_sit(firm, hearing))
    };
    let mut rooms = changed.rooms.iter().zip(&before.held);
    let is_plan = firms.into_iter().all(stays)
        && rooms.all(|(room, held)| room.hold == Hold::Auto || *held == (room.hold == Hold::Yes));
    placing_the_best(changed, is_plan.then(|| before.clone()))
}

/// Whether a firm has a place, and every older one that had one still has one.
fn fits(before: &Assignment, after: &Assignment, firm: usize) -> bool {
    let keeps = |older: usize| before.places[older].is_none() || after.places[older].is_some();
    after.places[firm].is_some() && (0..firm).all(keeps)
}

/// The changes of a hearing that could place anybody, each with the problem that it makes.
fn at<'a>(
    instance: &Instance<'a>,
    assignment: &Assignment,
    hearing: usize,
) -> Vec<(PlanChange, Instance<'a>)> {
    let mut changes = Vec::new();
    let of = |kind| change(kind, instance, hearing);
    if !assignment.held[hearing] {
        let mut changed = instance.clone();
        changed.rooms[hearing].hold = Hold::Yes;
        changes.push((of(ChangeKind::Hold), changed));
    }
    if instance.rooms[hearing].hold == Hold::No {
        return changes;
    }
    let mut changed = instance.clone();
    changed.rooms[hearing].seats += 1;
    changes.push((of(ChangeKind::Seat), changed));

    for peer in &instance.problem.hearings[hearing].panel {
        let mut changed = instance.clone();
        if changed.without_peer(hearing, peer) {
            let change = PlanChange { peer: Some(peer.clone()), ..of(ChangeKind::PanelWithout) };
            changes.push((change, changed));
        }
    }
    let needs = instance.problem.firms().iter().flat_map(|firm| &firm.needs);
    for code in needs.collect::<BTreeSet<_>>() {
        let mut changed = instance.clone();
        if changed.with_access(hearing, code) {
            let change = PlanChange { code: Some(code.clone()), ..of(ChangeKind::Access) };
            changes.push((change, changed));
        }
    }
    let mut changed = instance.clone();
    changed.rooms[hearing].same_sector += 1;
    changes.push((of(ChangeKind::SectorLimit), changed));
    changes
}

fn change(change: ChangeKind, instance: &Instance<'_>, hearing: usize) -> PlanChange {
    PlanChange { change, hearing: id(instance, hearing).to_owned(), peer: None, code: None }
}

fn id<'a>(instance: &Instance<'a>, hearing: usize) -> &'a str {
    &instance.problem.hearings[hearing].id
}
