//! Plans: proposed by the planner, accepted by a person.

use std::collections::BTreeSet;

use application_form::reference::Reference;
use planner::{
    plan::{Plan, PlanValues},
    problem::Problem,
    solve::{solve, worth},
};

use super::problem::{PlanningRules, has_used_its_seat};
use crate::{
    cases::{
        Office,
        error::{ActError, planning::PlanningError},
        office::record::{Done, Run},
    },
    cli::words::State,
    journal::{
        act::{Act, Deed, PlannedSlot},
        append::BodyEnd,
    },
};

/// A plan that nobody has accepted yet.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What it answers.
    pub problem: Problem,
    /// The best plan there is.
    pub plan: Plan,
    /// What the accepted plan is worth for the same problem.
    pub accepted: PlanValues,
}

/// A firm's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanPlace {
    /// The hearing's id.
    pub hearing: String,
    /// Which place of it, from 1.
    pub slot: u32,
}

impl Office {
    /// The best plan for what is known now.
    pub fn propose(&self, rules: &PlanningRules) -> Result<Proposal, PlanningError> {
        Self::proposal(self.problem(rules)?)
    }

    /// The best plan of a problem, and what the plan that it follows is worth.
    pub fn proposal(problem: Problem) -> Result<Proposal, PlanningError> {
        let plan = solve(&problem)?;
        let was = |firm: &planner::problem::Firm| problem.number(firm.was.as_deref()?);
        let places: Vec<Option<usize>> = problem.firms().iter().map(was).collect();
        let accepted = worth(&problem, &places);
        Ok(Proposal { problem, plan, accepted })
    }

    /// Takes a proposal for the plan. Who has a place at a hearing that was held keeps it; anything newer refuses.
    pub async fn accept_plan(
        &mut self,
        proposal: &Proposal,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        let mut slots = self.slots_that_stay(&proposal.problem);
        for hearing in &proposal.plan.hearings {
            let starts = self.hearing(&hearing.id)?.starts.clone();
            for slot in &hearing.slots {
                let unknown = || PlanningError::OtherProblem;
                let reference = slot.reference.parse().map_err(|_| unknown())?;
                if self.cases.find(&reference).is_some_and(has_used_its_seat) {
                    continue;
                }
                slots.push(PlannedSlot {
                    reference,
                    hearing: hearing.id.clone(),
                    starts: starts.clone(),
                    slot: u32::try_from(slot.n).map_err(|_| unknown())?,
                });
            }
        }
        let mut done = self.moved(&slots);
        let references = slots.iter().map(|slot| &slot.reference);
        let end = self.end_with(references).unwrap_or_else(|| BodyEnd::latest(self.now()));
        let act = Act { reference: None, deed: Deed::Plan { slots } };
        let seq = self.record_acts(vec![(act, end)], run).await?.pop().flatten();
        for done in &mut done {
            done.seq = seq;
        }
        Ok(done)
    }

    /// The places of firms that the problem is not about: their hearing was held, and nobody has noted yet who came.
    fn slots_that_stay(&self, problem: &Problem) -> Vec<PlannedSlot> {
        let planned: BTreeSet<&str> =
            problem.all_firms.iter().map(|firm| firm.reference.as_str()).collect();
        let cases = self.cases.cases.iter().filter(|case| {
            case.state == State::Scheduled
                && !case.restricted
                && !planned.contains(case.reference.as_str())
        });
        let places = cases.filter_map(|case| Some((case, case.hearing.as_ref()?)));
        let slots = places.map(|(case, place)| PlannedSlot {
            reference: case.reference.clone(),
            hearing: place.id.clone(),
            starts: place.starts.clone(),
            slot: place.slot,
        });
        slots.collect()
    }

    /// Who has a place in the plan that these slots make, and who has none any more.
    fn moved(&self, slots: &[PlannedSlot]) -> Vec<Done> {
        let is_planned =
            |reference: &Reference| slots.iter().any(|each| each.reference == *reference);
        let cases = self.cases.cases.iter();
        let concerned =
            cases.filter(|case| case.state == State::Scheduled || is_planned(&case.reference));
        let done = concerned.map(|case| Done {
            reference: case.reference.clone(),
            name: "plan".to_owned(),
            seq: None,
            from: case.state,
            to: if is_planned(&case.reference) { State::Scheduled } else { State::Retained },
            due: None,
        });
        done.collect()
    }
}

impl Proposal {
    /// A firm's place in the proposal.
    pub fn place(&self, reference: &str) -> Option<PlanPlace> {
        self.plan.hearings.iter().find_map(|hearing| {
            let slot = hearing.slots.iter().find(|slot| slot.reference == reference)?;
            let slot = u32::try_from(slot.n).ok()?;
            Some(PlanPlace { hearing: hearing.id.clone(), slot })
        })
    }
}
