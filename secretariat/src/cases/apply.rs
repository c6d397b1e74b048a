//! What an act does to the application that it is on.

use form_handler::store::journal::event::Event;
use serde_json::Value as Json;

use super::{
    case::{
        Case, Correction, EXCLUSIONS, Exclusions, HearingPlace, HistoryLine, NEEDS, Needs,
        letters::LetterStage,
    },
    transitions::leads_to,
};
use crate::{
    cli::words::{DecisionOutcome, NoteKind, State},
    journal::act::{Act, Deed, LetterData, LetterStep, PlannedSlot, letters::DECISION},
    text::{day::Day, printable::one_line},
};

/// Why an act that is in the journal counts for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// It was taken back by the act of that number.
    Undone(u64),
    /// It was one of several, and the last of them never came.
    Interrupted,
    /// It was not possible any more when it came.
    Illegal,
}

impl Case {
    /// Counts an act, and adds it to the history; one without effect only to the history.
    pub(super) fn apply(&mut self, event: &Event, act: &Act, without: Option<Without>) {
        let without = without.or_else(|| self.take(event, act).then_some(Without::Illegal));
        let summary = self.summary(act, without);
        self.add_line(event, &act.deed.name(), summary);
    }

    /// Whether it was refused.
    fn take(&mut self, event: &Event, act: &Act) -> bool {
        if let Deed::Replace { by } = &act.deed
            && *by == self.reference
        {
            return false;
        }
        let mut to = self.state;
        let step = self.step(&act.deed);
        if let Some(step) = step {
            match leads_to(self.state, step) {
                Some(next) => to = next,
                None => return true,
            }
        }
        self.change(event, &act.deed);
        if leaves_the_plan(self.state, to) {
            self.hearing = None;
        }
        self.state = to;
        let is_closed =
            matches!(to, State::Withdrawn | State::Discarded | State::Replaced | State::Declined);
        match (is_closed, step) {
            (true, Some(_)) => self.closed_at = Some(event.at),
            (false, _) => self.closed_at = None,
            (true, None) => {}
        }
        false
    }

    /// All but the state.
    fn change(&mut self, event: &Event, deed: &Deed) {
        match deed {
            Deed::Decision(decision) => {
                (self.announced, self.letter_taken) = (false, false);
                self.correspondence.letters.remove(DECISION);
                let is_taken_back = decision.outcome == DecisionOutcome::Undecided;
                self.decision = (!is_taken_back).then(|| decision.clone());
            }
            Deed::Note(note) => {
                if let (NoteKind::Paper, Some(day)) = (note.kind, note.on) {
                    self.rank_from(day);
                }
                self.notes.push((event.at, note.clone()));
            }
            Deed::Amend(amendment) => {
                self.answers_changed_at = Some(event.seq);
                for (field, after) in &amendment.set {
                    self.correct(field, after, Day::of(event.at.timestamp()));
                }
            }
            Deed::Restrict(_) => self.restricted = true,
            Deed::Lift(_) => self.restricted = false,
            Deed::Replace { by } => self.replaced_by = Some(by.clone()),
            Deed::RecuseMe {} => self.recused.push(event.by.clone()),
            Deed::Letter(letter) => self.letter(event, letter),
            Deed::Exclusions(data) => {
                (self.exclusions, self.excluded) = (Exclusions::Treated, data.peers.clone());
                let dismissed = data.dismissed.iter().map(|peer| (peer.clone(), event.seq));
                self.dismissed.extend(dismissed);
            }
            Deed::Needs(data) => {
                (self.needs, self.needed) = (Needs::Set, data.codes.clone());
                self.arranged.clone_from(&data.arranged);
            }
            Deed::Recusal(data) => {
                if !self.recusals.contains(&data.peer) {
                    self.recusals.push(data.peer.clone());
                }
            }
            Deed::Dates(data) => self.dates = data.clone(),
            Deed::Lock(data) => {
                if let Some(place) = &mut self.hearing {
                    place.locked = data.locked;
                }
            }
            Deed::Plan { slots } => {
                let slot = slots.iter().find(|slot| slot.reference == self.reference);
                let before = self.hearing.take();
                let is_same = |slot: &PlannedSlot, before: &HearingPlace| {
                    before.id == slot.hearing && before.slot == slot.slot
                };
                self.hearing = slot.map(|slot| {
                    let kept = before.filter(|before| is_same(slot, before));
                    HearingPlace {
                        id: slot.hearing.clone(),
                        starts: slot.starts.clone(),
                        slot: slot.slot,
                        answered_at: kept.as_ref().and_then(|before| before.answered_at),
                        answer: kept.and_then(|before| before.answer),
                        locked: true,
                    }
                });
            }
            Deed::Answer(data) => {
                let place = self.hearing.as_mut().filter(|place| place.id == data.hearing);
                if let Some(place) = place {
                    place.answer = Some(data.answer.id().to_owned());
                    place.answered_at = Some(event.seq);
                }
            }
            Deed::Attendance(_) => {
                if let Some(place) = &self.hearing {
                    self.correspondence.told.settle(&place.id);
                }
            }
            Deed::Opinion(opinion) => self.opinion = Some((**opinion).clone()),
            Deed::Erasure(erasure) => self.erasure = Some(erasure.clone()),
            Deed::Quarantine(_)
            | Deed::Bulk { .. }
            | Deed::Undo { .. }
            | Deed::Withdraw(_)
            | Deed::Access(_)
            | Deed::Object(_)
            | Deed::Request(_)
            | Deed::Followup(_)
            | Deed::Peer(_)
            | Deed::PeerRemoved(_)
            | Deed::Hearing(_)
            | Deed::HearingCancelled(_)
            | Deed::Convocation(_)
            | Deed::Pack(_)
            | Deed::Opened {}
            | Deed::Accept(_)
            | Deed::Recipients(_) => {}
        }
        self.settle(event, deed);
    }

    fn letter(&mut self, event: &Event, data: &LetterData) {
        self.correspondence.apply(event, data);
        if data.letter == DECISION {
            let state = self.correspondence.letters.get(DECISION);
            self.letter_taken |= data.step == LetterStep::Taken;
            self.announced = state.is_some_and(|state| state.stage() == LetterStage::Sent);
        }
    }

    fn correct(&mut self, field: &str, after: &Json, on: Day) {
        let Some(contents) = &mut self.contents else { return };
        let before = if after.is_null() {
            contents.answers.shift_remove(field)
        } else {
            contents.answers.insert(field.to_owned(), after.clone())
        };
        let before = before.unwrap_or(Json::Null);
        // Who has treated the answer before has treated another one.
        let is_empty = after.as_str().is_none_or(|text| text.trim().is_empty());
        match (field, is_empty) {
            (EXCLUSIONS, false) => self.exclusions = Exclusions::Open,
            (EXCLUSIONS, true) if self.exclusions == Exclusions::Open => {
                self.exclusions = Exclusions::None;
            }
            (NEEDS, false) => self.needs = Needs::Open,
            (NEEDS, true) if self.needs == Needs::Open => self.needs = Needs::None,
            _ => {}
        }
        let (field, after) = (field.to_owned(), after.clone());
        self.corrections.push(Correction { field, before, after, on });
    }

    fn rank_from(&mut self, day: Day) {
        let arrived = format!("{day}T00:00:00Z").parse().ok();
        self.rank = [self.rank, arrived].into_iter().flatten().min();
    }

    fn summary(&self, act: &Act, without: Option<Without>) -> String {
        let summary = match &act.deed {
            Deed::Replace { by } if *by == self.reference => {
                let replaced = act.reference.as_ref().map(ToString::to_string);
                format!("remplace {}", replaced.unwrap_or_default())
            }
            deed => deed.summary(),
        };
        let without = match without {
            None => String::new(),
            Some(Without::Undone(seq)) => format!(" ; repris par l'acte n° {seq}"),
            Some(Without::Interrupted) => " ; sans effet, décision groupée interrompue".to_owned(),
            Some(Without::Illegal) => " ; sans effet, ce n'était plus possible".to_owned(),
        };
        format!("{summary}{without}")
    }

    /// Adds an act to the history.
    pub(super) fn add_line(&mut self, event: &Event, name: &str, summary: String) {
        self.history.push(HistoryLine {
            seq: event.seq,
            at: event.at,
            by: event.by.to_string(),
            name: one_line(name, 30),
            summary,
        });
    }
}

/// Whether one that had a place in a plan, or did not come to its hearing, has none in the next state.
fn leaves_the_plan(from: State, to: State) -> bool {
    match from {
        State::Scheduled => matches!(
            to,
            State::Received | State::Retained | State::Withdrawn | State::Replaced | State::Erased
        ),
        // It is decided anew: that hearing is over for it.
        State::Absent => matches!(to, State::Retained | State::Waiting | State::Declined),
        _ => false,
    }
}
