//! What the person may ask for: to take it back, to have it corrected, kept aside, copied.

use std::fmt;

use application_form::reference::Reference;

use super::{
    Office,
    record::{Done, Run},
};
use crate::{
    cases::{case::requests::AnsweredRequest, error::ActError},
    cli::words::Caller,
    journal::act::{Deed, RightsRequest, Verification},
    text::day::Day,
};

/// An answer is due so many months after somebody asks (RGPD 12(3)).
const ANSWER_MONTHS: u32 = 1;

/// What an erasure is asked for as. An application that came again after it knows nothing of it: the journal does.
pub const ERASURE: &str = "erasure";

/// What somebody may ask for that changes no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Right {
    Withdraw,
    Restrict,
    Lift,
    Object,
}

impl Office {
    /// Does what is asked for, if somebody made sure who is asking. Otherwise notes the request, with the day by which
    /// an answer is due, and changes nothing.
    pub async fn exercise(
        &mut self,
        right: Right,
        reference: &Reference,
        caller: Option<Caller>,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        let Some(verified) = caller else {
            return self.note_request(reference, &right.to_string(), run).await;
        };
        let verification = Verification { verified };
        let deed = match right {
            Right::Withdraw => Deed::Withdraw(verification),
            Right::Restrict => Deed::Restrict(verification),
            Right::Lift => Deed::Lift(verification),
            Right::Object => Deed::Object(verification),
        };
        self.record_one(reference, deed, run).await
    }

    /// Notes that something is asked for by somebody who was not verified yet. `what` is the type of the act.
    pub async fn note_request(
        &mut self,
        reference: &Reference,
        what: &str,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        self.note_requests(std::slice::from_ref(reference), what, run).await
    }

    /// The same of all of these, or of none.
    pub async fn note_requests(
        &mut self,
        references: &[Reference],
        what: &str,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        let due = Day::of(self.now()).months_later(ANSWER_MONTHS);
        let request = RightsRequest { what: what.to_owned(), due };
        let deed = |reference: &Reference| (reference.clone(), Deed::Request(request.clone()));
        self.record(references.iter().map(deed).collect(), run).await
    }

    /// All that was asked for and is done, the last first. Of what was erased there is nothing but its erasure.
    pub fn answered_requests(&self) -> Vec<(&Reference, AnsweredRequest)> {
        let done = self.cases.cases.iter().flat_map(|case| {
            let own = case.answered.iter().filter(|answered| answered.what != ERASURE);
            own.map(|answered| (&case.reference, answered.clone()))
        });
        let erased = self.journal.acts().filter_map(|(event, act)| {
            let (Some(reference), Deed::Erasure(erasure)) = (&act.reference, &act.deed) else {
                return None;
            };
            let answered = AnsweredRequest {
                seq: event.seq,
                what: ERASURE.to_owned(),
                asked: None,
                verified: erasure.verified,
                done: event.at,
                by: event.by.clone(),
            };
            Some((reference, answered))
        });
        let mut all: Vec<_> = done.chain(erased).collect();
        all.sort_by_key(|(_, answered)| std::cmp::Reverse(answered.seq));
        all
    }
}

/// As the journal calls the act.
impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Withdraw => "withdraw",
            Self::Restrict => "restrict",
            Self::Lift => "lift",
            Self::Object => "object",
        })
    }
}
