//! What the office decides, notes, and takes back.

use application_form::reference::Reference;
use authoring::office::OfficeSettings;
use form_handler::store::journal::event::Event;

use super::{
    Office,
    record::{Done, Run},
};
use crate::{
    cases::error::{
        ActError,
        planning::PlanningError,
        refusal::{ReasonError, Refusal},
    },
    cli::words::{DecisionOutcome, NoteKind, Screening, State},
    journal::act::{Act, DecisionData, Deed, FollowUpData, NoteData, ScreeningData},
    text::day::Day,
};

impl DecisionData {
    /// Whether its reason is one of those that content lists for its outcome. One that is taken back says why in words.
    pub fn check_reason(&self, settings: &OfficeSettings) -> Result<(), ReasonError> {
        if self.outcome == DecisionOutcome::Undecided {
            return Ok(());
        }
        let known = settings.reasons(self.outcome.id());
        match &self.reason {
            None if self.outcome == DecisionOutcome::Retained => Ok(()),
            None => Err(ReasonError::Missing(known)),
            // A site that lists none takes any.
            Some(reason) if known.is_empty() || known.contains(reason) => Ok(()),
            Some(reason) => Err(ReasonError::Unknown { reason: reason.clone(), known }),
        }
    }
}

impl NoteData {
    /// Whether it says of something that arrived what must be known of it: of a document from whom, since when and until
    /// when; of an application on paper the day from which it has its rank.
    pub fn is_whole(&self) -> Result<(), Refusal> {
        let is_document = self.kind == NoteKind::Document;
        let arrives = is_document || self.kind == NoteKind::Paper;
        let sender = self.from.as_deref().unwrap_or_default().trim();
        let lacks: Vec<&str> = [
            (arrives && self.on.is_none(), "le jour de l'arrivée"),
            (is_document && sender.is_empty(), "qui l'a envoyé"),
            (is_document && self.destroy.is_none(), "le jour de la destruction"),
        ]
        .into_iter()
        .filter_map(|(lacks, what)| lacks.then_some(what))
        .collect();
        if lacks.is_empty() { Ok(()) } else { Err(Refusal::NoteLacks(lacks)) }
    }
}

impl Office {
    /// Decides the same about all of these, or about none.
    pub async fn decide(
        &mut self,
        references: &[Reference],
        decision: DecisionData,
        settings: &OfficeSettings,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        decision.check_reason(settings)?;
        let deed = |reference: &Reference| (reference.clone(), Deed::Decision(decision.clone()));
        self.record(references.iter().map(deed).collect(), run).await
    }

    /// Says whether a robot has sent it.
    pub async fn screen(
        &mut self,
        reference: &Reference,
        to: Screening,
        reason: &str,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        let data = ScreeningData { to, reason: reason.to_owned() };
        self.record_one(reference, Deed::Quarantine(data), run).await
    }

    /// Notes something.
    pub async fn note(
        &mut self,
        reference: &Reference,
        note: NoteData,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        self.record_one(reference, Deed::Note(note), run).await
    }

    /// Takes back the last act on an application that can be.
    pub async fn undo(
        &mut self,
        reference: &Reference,
        reason: &str,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        if self.cases.find(reference).is_none() {
            return Err(ActError::Refused(vec![Refusal::Unknown(reference.clone())]));
        }
        let Some((event, _)) = self.last_act(reference) else {
            return Err(ActError::Refused(vec![Refusal::NothingToUndo(reference.clone())]));
        };
        if let Some(seq) = self.plan_after(reference, event.seq) {
            return Err(PlanningError::InPlan { reference: reference.clone(), seq }.into());
        }
        let undo = Deed::Undo { seq: event.seq, reason: reason.to_owned() };
        let mut done = self.record_one(reference, undo, run).await?;
        if let (Run::Real, Some(case), [done]) = (run, self.cases.find(reference), &mut done[..]) {
            done.to = case.state;
        }
        Ok(done)
    }

    /// Leaves an application to others.
    pub async fn recuse_me(
        &mut self,
        reference: &Reference,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        self.record_one(reference, Deed::RecuseMe {}, run).await
    }

    /// Puts one application in the place of another.
    pub async fn replace(
        &mut self,
        old: &Reference,
        new: &Reference,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        self.record_one(old, Deed::Replace { by: new.clone() }, run).await
    }

    /// Notes what became of a firm, or why nobody asks any more.
    pub async fn follow_up(
        &mut self,
        reference: &Reference,
        data: FollowUpData,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        self.record_one(reference, Deed::Followup(data), run).await
    }

    pub(super) async fn record_one(
        &mut self,
        reference: &Reference,
        deed: Deed,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        self.record(vec![(reference.clone(), deed)], run).await
    }

    /// The accepted plan that gave an application its place after that act: it is about others too.
    fn plan_after(&self, reference: &Reference, seq: u64) -> Option<u64> {
        let is_placed =
            self.cases.find(reference).is_some_and(|case| case.state == State::Scheduled);
        let plans = self.journal.acts().filter(|(event, act)| {
            let slots = match &act.deed {
                Deed::Plan { slots } => slots.as_slice(),
                _ => &[],
            };
            event.seq > seq && slots.iter().any(|slot| slot.reference == *reference)
        });
        plans.last().map(|(event, _)| event.seq).filter(|_| is_placed)
    }

    /// The last act on an application that can be taken back, and was not.
    pub fn last_act(&self, reference: &Reference) -> Option<(&Event, &Act)> {
        let acts: Vec<_> = self.journal.acts().collect();
        let undone = |seq: u64| {
            acts.iter()
                .any(|(_, act)| matches!(act.deed, Deed::Undo { seq: taken, .. } if taken == seq))
        };
        let own = |act: &Act| act.reference.as_ref() == Some(reference);
        let last = acts
            .iter()
            .rev()
            .find(|(event, act)| own(act) && act.deed.can_be_undone() && !undone(event.seq));
        last.copied()
    }
}

/// A note of today.
pub fn note(kind: Option<NoteKind>, text: &str, on: Option<Day>) -> NoteData {
    NoteData {
        kind: kind.unwrap_or(NoteKind::Note),
        text: text.to_owned(),
        on,
        from: None,
        destroy: None,
    }
}
