//! What speaks against taking another application's place, or against something done with a letter.

use application_form::reference::Reference;

use crate::{
    cases::{Case, Office, error::refusal::Refusal},
    cli::words::State,
    journal::act::{LetterData, LetterStep},
};

impl Office {
    /// Whether another application may take that one's place: it is of the same firm, and not over itself.
    pub(super) fn admit_heir(&self, case: &Case, by: &Reference) -> Result<(), Refusal> {
        if *by == case.reference {
            return Err(Refusal::ReplacesItself(by.clone()));
        }
        let heir = self.cases.find(by).ok_or_else(|| Refusal::Unknown(by.clone()))?;
        if self.is_closed(by) {
            return Err(Refusal::Closed(by.clone()));
        }
        let is_over = matches!(heir.state, State::Replaced | State::Withdrawn | State::Discarded);
        if is_over || !heir.is_there() {
            return Err(Refusal::CannotReplace { new: by.clone(), state: heir.state });
        }
        if let Some(kept) = [case, heir].into_iter().find(|each| each.restricted) {
            return Err(Refusal::Restricted(kept.reference.clone()));
        }
        if !case.duplicates.contains(by) {
            return Err(Refusal::OtherFirm { old: case.reference.clone(), new: by.clone() });
        }
        Ok(())
    }

    /// Whether that may happen to a letter about it.
    pub(super) fn admit_letter(&self, case: &Case, data: &LetterData) -> Result<(), Refusal> {
        let is_destroyed = data.step == LetterStep::Destroyed;
        if case.restricted && !is_destroyed {
            return Err(Refusal::Restricted(case.reference.clone()));
        }
        let admitted = case.correspondence.admits(data, |by| self.people.name(by));
        let id = || format!("{}-{}", data.letter, case.reference);
        admitted.map_err(|why| Refusal::Letter { id: id(), why })
    }
}
