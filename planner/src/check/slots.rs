//! The times of a plan.

use jiff::{SignedDuration, ZonedDateTime};

use super::{Broken, PlanRule};
use crate::{
    plan::{Plan, Slot},
    problem::{Hearing, Problem},
};

/// The hearings whose slots are not numbered, timed or staffed as they must be.
pub(super) fn broken(problem: &Problem, plan: &Plan) -> Vec<Broken> {
    let mut broken = Vec::new();
    for planned in &plan.hearings {
        let Some(number) = problem.number(&planned.id) else { continue };
        let hearing = &problem.hearings[number];
        if !are_numbered(hearing, &planned.slots) {
            broken.push(Broken::new(PlanRule::Slots, Some(&planned.id), None));
        }
        let starts = hearing.starts.to_zoned_datetime(problem.timezone.clone());
        for slot in &planned.slots {
            let is_timed =
                starts.as_ref().is_ok_and(|starts| is_timed(problem, hearing, starts, slot));
            if !is_timed || !is_staffed(problem, hearing, slot) {
                let reference = Some(slot.reference.as_str());
                broken.push(Broken::new(PlanRule::Slots, Some(&planned.id), reference));
            }
        }
    }
    broken
}

/// In order, each once, and none left out that is before one that a firm took of its own.
fn are_numbered(hearing: &Hearing, slots: &[Slot]) -> bool {
    let mut locked: Vec<usize> = Vec::new();
    let mut free: Vec<usize> = Vec::new();
    for slot in slots {
        let is_locked = hearing.locked.contains_key(&slot.reference);
        if is_locked { locked.push(slot.n) } else { free.push(slot.n) }
    }
    let first_free = (1..).filter(|n| !locked.contains(n)).take(free.len());
    slots.is_sorted_by(|one, next| one.n < next.n) && free.iter().copied().eq(first_free)
}

fn is_timed(problem: &Problem, hearing: &Hearing, starts: &ZonedDateTime, slot: &Slot) -> bool {
    let length = i64::from(problem.rules.slot_minutes);
    // No hearing has more slots; a time far beyond would be none.
    let Ok(n @ 1..=1000) = i64::try_from(slot.n) else { return false };
    let (gap, pause) = (i64::from(hearing.gap_minutes), i64::from(hearing.break_minutes));
    let is_after_break = hearing.break_after.is_some_and(|after| n > i64::from(after));
    let before = (n - 1) * (length + gap) + if is_after_break { pause - gap } else { 0 };
    let at = |minutes: i64| {
        let time = starts + SignedDuration::from_mins(minutes);
        time.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    };
    slot.starts == at(before) && slot.ends == at(before + length)
}

/// The peers of the panel who leave for the firm, by name.
fn is_staffed(problem: &Problem, hearing: &Hearing, slot: &Slot) -> bool {
    let firm = problem.firms().iter().find(|firm| firm.reference == slot.reference);
    firm.is_none_or(|firm| {
        hearing.panel.iter().filter(|peer| firm.recuses.contains(*peer)).eq(&slot.recused)
    })
}
