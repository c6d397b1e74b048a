//! All that was written to somebody.

use std::collections::BTreeMap;

use form_handler::{crypto::recipients::Fingerprint, store::journal::event::Event};

use super::{
    letters::{LetterCopy, LetterRefusal, LetterStage, LetterState},
    told::Told,
};
use crate::journal::act::{LetterData, LetterStep};

/// All that was written to somebody.
#[derive(Clone, Debug, Default)]
pub struct Correspondence {
    /// The letters, by their names in the journal: those on which there is an act.
    pub letters: BTreeMap<String, LetterState>,
    /// The copies that were not destroyed, also of letters that do not hold any more.
    pub copies: Vec<LetterCopy>,
    /// What they know of their hearings.
    pub told: Told,
}

impl Correspondence {
    /// Counts what happened to a letter.
    pub fn apply(&mut self, event: &Event, data: &LetterData) {
        let state = self.letters.entry(data.letter.clone()).or_default();
        state.apply(event, data);
        match (data.step, data.copy) {
            (LetterStep::Copied, Some(form)) => {
                self.copies.push(LetterCopy { letter: data.letter.clone(), form, at: event.at });
            }
            (LetterStep::Destroyed, _) => self.copies.retain(|copy| copy.letter != data.letter),
            (LetterStep::Sent, _) => {
                let told = state.taken.as_ref().and_then(|taken| taken.invitation.clone());
                if let Some(told) = told {
                    self.told.sent(&data.letter, told);
                }
            }
            (LetterStep::Returned, _) => self.told.returned(&data.letter),
            _ => {}
        }
    }

    /// Whether that may happen to a letter now. `name` says whose a key is.
    pub fn admits(
        &self,
        data: &LetterData,
        name: impl Fn(&Fingerprint) -> String,
    ) -> Result<(), LetterRefusal> {
        if data.step == LetterStep::Destroyed
            && self.copies.iter().all(|copy| copy.letter != data.letter)
        {
            return Err(LetterRefusal::NoCopy);
        }
        self.letters.get(&data.letter).cloned().unwrap_or_default().admits(data.step, name)
    }

    /// Whether a copy lies around that nobody needs any more.
    pub fn has_copies_to_destroy(&self) -> bool {
        self.copies.iter().any(|copy| {
            let state = self.letters.get(&copy.letter);
            state.is_none_or(|state| state.stage() != LetterStage::Taken)
        })
    }
}
