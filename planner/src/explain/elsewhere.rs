//! What another date costs for a firm that has one.

use serde::Serialize;

use super::why::code;
use crate::{
    optimum::{
        held::{Assignment, best},
        instance::Instance,
        values::values,
    },
    plan::{PlanValues, WhyCode},
};

/// A firm at another hearing than the plan's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Elsewhere {
    /// It may sit there, or there is none: why.
    Impossible {
        /// The hearing.
        hearing: String,
        /// The first reason that holds.
        code: WhyCode,
    },
    /// The best plan with the firm there.
    Possible {
        /// The hearing.
        hearing: String,
        /// What that plan is worth.
        values: PlanValues,
        /// The firms that have a place now and would have none.
        leave: Vec<String>,
        /// The firms that would have another place, this one left out.
        r#move: Vec<String>,
        /// The firms that have no place now and would have one.
        enter: Vec<String>,
    },
}

/// For each hearing that is not the firm's, in the order of their numbers.
pub(super) fn elsewhere(
    instance: &Instance<'_>,
    assignment: &Assignment,
    firm: usize,
) -> Vec<Elsewhere> {
    let others = (0..instance.rooms.len()).filter(|other| assignment.places[firm] != Some(*other));
    others.map(|hearing| at(instance, assignment, firm, hearing)).collect()
}

fn at(instance: &Instance<'_>, assignment: &Assignment, firm: usize, hearing: usize) -> Elsewhere {
    let id = instance.problem.hearings[hearing].id.clone();
    let mut changed = instance.clone();
    let is_held = instance.rooms[hearing].hold != crate::problem::Hold::No;
    changed.fix(firm, hearing);
    let planned = (is_held && instance.may_sit(firm, hearing)).then(|| best(&changed)).flatten();
    let Some(planned) = planned else {
        // It could be held, but not filled, or only by moving a lock.
        let code = match code(instance, assignment, firm, hearing) {
            WhyCode::Full => WhyCode::Locked,
            code => code,
        };
        return Elsewhere::Impossible { hearing: id, code };
    };
    let named = |is_named: &dyn Fn(Option<usize>, Option<usize>) -> bool| {
        let firms = instance.problem.firms().iter().enumerate().filter(|(rank, _)| {
            *rank != firm && is_named(assignment.places[*rank], planned.places[*rank])
        });
        firms.map(|(_, firm)| firm.reference.clone()).collect()
    };
    Elsewhere::Possible {
        hearing: id,
        values: values(instance, &planned.places),
        leave: named(&|before, after| before.is_some() && after.is_none()),
        r#move: named(&|before, after| before.is_some() && after.is_some() && before != after),
        enter: named(&|before, after| before.is_none() && after.is_some()),
    }
}
