//! Every single change of a problem, and whom it would place.

use std::collections::BTreeSet;

use crate::{
    optimum::{
        held::{Assignment, best_with_proofs, placing_the_best, placing_the_best_after},
        instance::Instance,
    },
    plan::{ChangeKind, PlanChange, WhyCode},
    problem::Hold,
};

/// By firm, the changes that would place it and leave each older firm its place; none for one that has a place. Each is
/// made, and all is planned again. A firm's own change is that it could come; all others are tried for all at once.
pub(super) fn that_place<'a>(
    instance: &Instance<'a>,
    assignment: &Assignment,
) -> Vec<Vec<PlanChange>> {
    let mut placing = vec![Vec::new(); assignment.places.len()];
    let is_waiting =
        |firm: &usize| assignment.places[*firm].is_none() && could_sit(instance, *firm);
    let waiting: Vec<usize> = (0..placing.len()).filter(is_waiting).collect();
    if waiting.is_empty() {
        return placing;
    }
    let Some((best, proofs)) = best_with_proofs(instance) else { return placing };
    let plan_again = |changed: &Instance<'a>, hearing: usize| {
        let is_held_alike = changed.rooms[hearing].hold == instance.rooms[hearing].hold;
        if is_held_alike && can_keep(changed, &best) {
            placing_the_best_after((instance, changed), hearing, &best, &proofs)
        } else {
            placing_the_best(changed)
        }
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

/// Whether a plan is still one after a change.
fn can_keep(changed: &Instance<'_>, before: &Assignment) -> bool {
    let mut firms = before.places.iter().enumerate();
    firms.all(|(firm, place)| place.is_none_or(|hearing| changed.may_sit(firm, hearing)))
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
    let access = &instance.problem.hearings[hearing].access;
    let mut codes = BTreeSet::new();
    for firm in instance.problem.firms() {
        let mut lacking = firm.needs.difference(access);
        // One code more helps nobody who lacks two.
        if let (Some(code), None) = (lacking.next(), lacking.next()) {
            codes.insert(code);
        }
    }
    for code in codes {
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
