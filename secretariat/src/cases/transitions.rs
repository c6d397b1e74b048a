//! From which state an act leads where: the one table from which it follows what is legal.

use crate::{
    cli::words::{
        DecisionOutcome::{self, Clarify, Declined, Retained, Undecided, Waiting},
        Screening, State,
    },
    journal::act::{Deed, LetterStep, letters::OPINION},
};

use super::Case;

/// What an act does to a state. Acts that are none of these leave it as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A person has looked whether a robot sent it.
    Screened(Screening),
    /// Decided, or taken back.
    Decided(DecisionOutcome),
    /// A plan of hearings has a place for it.
    Planned,
    /// The plan that is accepted now has none.
    Unplanned,
    /// The firm came, or did not.
    Attended {
        /// Whether it came.
        present: bool,
    },
    /// The peers' opinion was written down.
    OpinionWritten,
    /// The peers' opinion was sent.
    OpinionSent,
    /// It came back: the firm does not know it.
    OpinionReturned,
    /// What became of the firm is known, or not asked any more.
    FollowedUp,
    /// The applicant has taken it back.
    Withdrawn,
    /// Another application takes its place.
    Replaced,
    /// It was deleted.
    Erased,
}

/// From any of these states, that step leads to the last one.
type Row = (&'static [State], Step, State);

/// Every state but those in which there is nothing any more.
const ANY: &[State] = &[
    State::Received,
    State::Quarantined,
    State::Discarded,
    State::Clarify,
    State::Waiting,
    State::Declined,
    State::Retained,
    State::Scheduled,
    State::Heard,
    State::Absent,
    State::Advised,
    State::Followed,
    State::Withdrawn,
    State::Replaced,
];

/// What can still be decided.
const OPEN: &[State] = &[State::Received, State::Clarify, State::Waiting, State::Absent];
/// The same, and what leaves a plan again.
const OPEN_OR_SCHEDULED: &[State] =
    &[State::Received, State::Clarify, State::Waiting, State::Absent, State::Scheduled];
/// What was decided, and can be taken back; also once it has a place in a plan, which is free then.
const DECIDED: &[State] =
    &[State::Clarify, State::Waiting, State::Declined, State::Retained, State::Scheduled];

const TABLE: [Row; 18] = [
    (&[State::Quarantined], Step::Screened(Screening::Release), State::Received),
    (&[State::Quarantined], Step::Screened(Screening::Discard), State::Discarded),
    (&[State::Received], Step::Decided(Clarify), State::Clarify),
    (OPEN, Step::Decided(Waiting), State::Waiting),
    (OPEN, Step::Decided(Declined), State::Declined),
    (OPEN_OR_SCHEDULED, Step::Decided(Retained), State::Retained),
    (DECIDED, Step::Decided(Undecided), State::Received),
    (&[State::Retained, State::Scheduled], Step::Planned, State::Scheduled),
    (&[State::Scheduled], Step::Unplanned, State::Retained),
    (&[State::Scheduled], Step::Attended { present: true }, State::Heard),
    (&[State::Scheduled], Step::Attended { present: false }, State::Absent),
    (&[State::Heard], Step::OpinionWritten, State::Heard),
    (&[State::Heard], Step::OpinionSent, State::Advised),
    (&[State::Advised], Step::OpinionReturned, State::Heard),
    (&[State::Advised], Step::FollowedUp, State::Followed),
    (ANY, Step::Withdrawn, State::Withdrawn),
    (ANY, Step::Replaced, State::Replaced),
    (ANY, Step::Erased, State::Erased),
];

impl Step {
    /// What an act does to the state of the application that it is on, whatever that is; see [`Case::step`].
    fn of(deed: &Deed) -> Option<Self> {
        Some(match deed {
            Deed::Quarantine(data) => Self::Screened(data.to),
            Deed::Decision(data) => Self::Decided(data.outcome),
            Deed::Attendance(data) => Self::Attended { present: data.present },
            Deed::Opinion(_) => Self::OpinionWritten,
            Deed::Letter(data) if data.letter == OPINION && data.step == LetterStep::Sent => {
                Self::OpinionSent
            }
            Deed::Letter(data) if data.letter == OPINION && data.step == LetterStep::Returned => {
                Self::OpinionReturned
            }
            Deed::Followup(_) => Self::FollowedUp,
            Deed::Withdraw(_) => Self::Withdrawn,
            Deed::Replace { .. } => Self::Replaced,
            Deed::Erasure(_) => Self::Erased,
            _ => return None,
        })
    }
}

impl Case {
    /// What an act does to its state.
    pub fn step(&self, deed: &Deed) -> Option<Step> {
        let is_scheduled = self.state == State::Scheduled;
        match deed {
            Deed::Plan { slots } => {
                let is_planned = slots.iter().any(|slot| slot.reference == self.reference);
                Some(if is_planned { Step::Planned } else { Step::Unplanned })
            }
            Deed::HearingCancelled(_) => Some(Step::Unplanned),
            Deed::Recusal(data) => (data.frees && is_scheduled).then_some(Step::Unplanned),
            Deed::Exclusions(data) => (data.frees && is_scheduled).then_some(Step::Unplanned),
            deed => match Step::of(deed) {
                // Somebody has already asked what became of the firm: it was reached.
                Some(Step::OpinionSent | Step::OpinionReturned)
                    if self.state == State::Followed =>
                {
                    None
                }
                step => step,
            },
        }
    }
}

/// Where a step leads from a state; `None` if it may not be taken there.
///
/// What is there twice changes nothing, and is refused: nobody withdraws what is withdrawn. Only erasing is done from
/// [`State::Expired`] as well, for what the journal still says.
pub fn leads_to(from: State, step: Step) -> Option<State> {
    let row = TABLE.iter().find(|(_, by, _)| *by == step)?;
    let (states, _, to) = *row;
    let holds = states.contains(&from) || (step == Step::Erased && from == State::Expired);
    let repeats = from == to && states == ANY;
    (holds && !repeats).then_some(to)
}

/// The states from which a step may be taken, in the table's order.
pub fn sources(step: Step) -> &'static [State] {
    TABLE.iter().find(|(_, by, _)| *by == step).map_or(&[], |(states, _, _)| states)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::ValueEnum;

    use super::*;

    #[test]
    fn the_table_allows_what_the_office_has_agreed_upon_and_nothing_else() {
        // A line a step: where it may be taken, and where it leads.
        let expected = "\
            release: quarantined > received
            discard: quarantined > discarded
            clarify: received > clarify
            waiting: received clarify waiting absent > waiting
            declined: received clarify waiting absent > declined
            retained: received clarify waiting scheduled absent > retained
            undecided: clarify waiting declined retained scheduled > received
            planned: retained scheduled > scheduled
            unplanned: scheduled > retained
            present: scheduled > heard
            absent: scheduled > absent
            written: heard > heard
            sent: heard > advised
            returned: advised > heard
            followup: advised > followed
            withdraw: received quarantined discarded clarify waiting declined retained scheduled heard absent advised followed replaced > withdrawn
            replace: received quarantined discarded clarify waiting declined retained scheduled heard absent advised followed withdrawn > replaced
            erase: received quarantined discarded clarify waiting declined retained scheduled heard absent advised followed withdrawn replaced expired > erased";
        let steps = [
            Step::Screened(Screening::Release),
            Step::Screened(Screening::Discard),
            Step::Decided(Clarify),
            Step::Decided(Waiting),
            Step::Decided(Declined),
            Step::Decided(Retained),
            Step::Decided(Undecided),
            Step::Planned,
            Step::Unplanned,
            Step::Attended { present: true },
            Step::Attended { present: false },
            Step::OpinionWritten,
            Step::OpinionSent,
            Step::OpinionReturned,
            Step::FollowedUp,
            Step::Withdrawn,
            Step::Replaced,
            Step::Erased,
        ];
        let id = |state: State| state.to_possible_value().unwrap().get_name().to_owned();

        for (line, step) in expected.lines().zip(steps) {
            let from =
                State::value_variants().iter().filter(|from| leads_to(**from, step).is_some());
            let from: Vec<_> = from.map(|from| id(*from)).collect();
            let to: BTreeSet<_> =
                State::value_variants().iter().filter_map(|from| leads_to(*from, step)).collect();
            let to: Vec<_> = to.into_iter().map(id).collect();
            let (_, expected) = line.trim().split_once(": ").unwrap();
            assert_eq!(format!("{} > {}", from.join(" "), to.join(" ")), expected, "{step:?}");
        }
        assert_eq!(expected.lines().count(), TABLE.len());
    }
}
