//! Who takes all seats that a firm could have: what the residual graph reaches from it.

use std::collections::BTreeSet;

use super::why::sitting;
use crate::{
    optimum::{held::Assignment, instance::Instance},
    plan::Blocking,
};

/// From the firm to the hearings where it may sit; from each of them, which is full, to those who sit there; from them
/// to the hearings where they may sit; and so on. Whoever moved would only push out another one.
///
/// `None` where something else than seats stops one of them: a sector's limit, a lock, an objective, nowhere to sit; or
/// where a younger firm is reached.
pub(super) fn blocking(
    instance: &Instance<'_>,
    assignment: &Assignment,
    firm: usize,
) -> Option<Blocking> {
    let (mut hearings, mut firms) = (BTreeSet::new(), BTreeSet::new());
    let mut open = vec![firm];
    while let Some(reached) = open.pop() {
        let held = |hearing: &usize| assignment.held[*hearing];
        let may_sit = |hearing: &usize| instance.may_sit(reached, *hearing);
        for hearing in (0..instance.rooms.len()).filter(held).filter(may_sit) {
            if assignment.places[reached] == Some(hearing) {
                continue;
            }
            let room = &instance.rooms[hearing];
            let sector = instance.sector(reached);
            let at: Vec<usize> = sitting(assignment, hearing).collect();
            let of_sector = at.iter().filter(|other| instance.sector(**other) == sector).count();
            if at.len() < room.seats || of_sector >= room.same_sector {
                return None;
            }
            if at.iter().any(|other| instance.fixed[*other].is_some() || *other > firm) {
                return None;
            }
            if hearings.insert(hearing) {
                open.extend(at.iter().filter(|other| firms.insert(**other)));
            }
        }
    }
    let seats = hearings.iter().map(|hearing| instance.rooms[*hearing].seats).sum();
    let problem = instance.problem;
    (!hearings.is_empty()).then(|| Blocking {
        hearings: hearings.iter().map(|each| problem.hearings[*each].id.clone()).collect(),
        firms: firms.iter().map(|each| problem.firms()[*each].reference.clone()).collect(),
        seats,
    })
}
