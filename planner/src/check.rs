//! Whether a plan keeps every rule of its problem and is the best for the hearings that it holds.
//!
//! Nothing here is the solver's: rules, values and the arcs of the flow are written a second time, from the same words.
//! A mistake in one of them shows as a plan that is refused. What a plan says of firms without a place is not judged.
//!
//! | rule | broken by |
//! | --- | --- |
//! | `problem` | a plan of another problem; a hearing or firm that is not in it; a hearing that is missing or there twice; other `ties`, other `not_taken` |
//! | `hold` | a hearing with `yes` that is not held, with `no` that is; one that is not held but has firms |
//! | `once` | a firm that has two places, or one and none, or is not mentioned |
//! | `size`, `sector` | too few or too many firms, or of a sector |
//! | `excluded` `quorum` `access` `cannot` `expires` `untreated` | a firm where it may not sit |
//! | `lock` | a locked firm that is elsewhere, or in another slot |
//! | `slots` | other numbers than the first that locks leave free, not in order; other times, other peers who leave; an order in which more peers go out or come in than must, or, with as few, the older are not first |
//! | `values` | other values than these places have |
//! | `optimal` | `optimal` is false; an arc that could carry more, or less, at a negative reduced cost; or no price for it |
//!
//! `optimal` is looked at only where all rules before `slots` hold: otherwise the places are no flow.

use serde::Serialize;

mod places;
mod rules;
mod slots;
mod order;
mod values;
mod optimal;

use crate::{
    plan::{Certificate, Plan},
    problem::Problem,
};
use places::Places;

/// What a plan can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the table above says it")]
pub enum PlanRule {
    Problem,
    Hold,
    Once,
    Size,
    Sector,
    Excluded,
    Quorum,
    Access,
    Cannot,
    Expires,
    Untreated,
    Lock,
    Slots,
    Values,
    Optimal,
}

/// A rule that a plan breaks, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Broken {
    /// Which one.
    pub rule: PlanRule,
    /// At which hearing, if at one.
    pub hearing: Option<String>,
    /// For which firm, if for one.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CheckReport {
    /// Whether nothing is broken.
    pub ok: bool,
    /// What is, by rule.
    pub broken: Vec<Broken>,
    /// Of how many choices of held hearings it is known that none is better; `None` if only this one was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sets: Option<usize>,
}

impl CheckReport {
    /// One line of JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("a report is JSON")
    }

    pub(crate) fn of(mut broken: Vec<Broken>) -> Self {
        broken.sort();
        broken.dedup();
        Self { ok: broken.is_empty(), broken, sets: None }
    }
}

impl Broken {
    pub(crate) fn new(rule: PlanRule, hearing: Option<&str>, reference: Option<&str>) -> Self {
        Self { rule, hearing: hearing.map(str::to_owned), reference: reference.map(str::to_owned) }
    }
}

/// Checks a plan.
pub fn check(problem: &Problem, plan: &Plan) -> CheckReport {
    let (places, mut broken) = places::of(problem, plan);
    broken.extend(rules::broken(problem, &places));
    let is_flow = broken.is_empty();
    let slots = slots::broken(problem, plan);
    // Of firms that sit where they may not, or of wrong numbers, no order is the right one.
    if is_flow && slots.is_empty() {
        broken.extend(order::broken(problem, &places));
    }
    broken.extend(slots);
    broken.extend(values::broken(problem, plan, &places));
    if !plan.optimal || (is_flow && !optimal::is_proven(problem, &places, &plan.certificate)) {
        broken.push(Broken::new(PlanRule::Optimal, None, None));
    }
    CheckReport::of(broken)
}

/// Whether prices prove that these places, by rank, keep the rules and are best for the hearings that are held.
pub(crate) fn is_best_for(
    problem: &Problem,
    held: Vec<bool>,
    of: Vec<Option<usize>>,
    certificate: &Certificate,
) -> bool {
    let places = Places::without_slots(problem, held, of);
    rules::broken(problem, &places).iter().all(|broken| broken.rule == PlanRule::Lock)
        && optimal::is_proven(problem, &places, certificate)
}
