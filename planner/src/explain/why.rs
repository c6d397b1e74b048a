//! Why a firm is not at a hearing.

use crate::{
    optimum::{held::Assignment, instance::Instance},
    plan::{Why, WhyCode},
};

/// The first reason that holds, for each hearing.
pub(super) fn why(instance: &Instance<'_>, assignment: &Assignment, firm: usize) -> Vec<Why> {
    let reason = |hearing| {
        let code = code(instance, assignment, firm, hearing);
        let older = (code == WhyCode::Full).then(|| {
            let sitting = sitting(assignment, hearing).filter(|other| *other < firm);
            sitting.map(|other| instance.problem.firms()[other].reference.clone()).collect()
        });
        Why { hearing: instance.problem.hearings[hearing].id.clone(), code, older }
    };
    (0..instance.rooms.len()).map(reason).collect()
}

/// The first reason that holds.
pub(super) fn code(
    instance: &Instance<'_>,
    assignment: &Assignment,
    firm: usize,
    hearing: usize,
) -> WhyCode {
    let room = &instance.rooms[hearing];
    let locked = instance.problem.hearings[hearing].locked.len();
    let sector = instance.sector(firm);
    let of_sector = sitting(assignment, hearing).filter(|other| instance.sector(*other) == sector);
    let reasons = [
        (WhyCode::NotHeld, !assignment.held[hearing]),
        (WhyCode::Locked, locked >= room.seats),
        (WhyCode::SectorLimit, of_sector.count() >= room.same_sector),
        (WhyCode::Full, sitting(assignment, hearing).count() >= room.seats),
    ];
    let first = reasons.into_iter().find(|(_, holds)| *holds).map(|(code, _)| code);
    instance.barred[firm][hearing].or(first).unwrap_or(WhyCode::Objective)
}

/// The ranks of the firms at a hearing.
pub(super) fn sitting(assignment: &Assignment, hearing: usize) -> impl Iterator<Item = usize> {
    let places = assignment.places.iter().enumerate();
    places.filter(move |(_, place)| **place == Some(hearing)).map(|(firm, _)| firm)
}
