//! What a person asks about her own data: what waits for an answer, and what was done.

use form_handler::{
    crypto::recipients::Fingerprint, record::ReceivedAt, store::journal::event::Event,
};
use serde::Serialize;

use super::Case;
use crate::{cli::words::Caller, journal::act::Deed, text::day::Day};

/// An objection calls for a decision, due so many months later (RGPD 12(3)).
const OBJECTION_MONTHS: u32 = 1;

/// An objection's type, which a decision answers and no act of its own name.
const OBJECTION: &str = "object";

/// Something was asked for, and an answer is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenRequest {
    /// The number of the act that noted it.
    pub seq: u64,
    /// The type of the act that is asked for.
    pub what: String,
    /// When it was noted.
    pub asked: ReceivedAt,
    /// The day by which an answer is due.
    pub due: Day,
    /// How somebody made sure who asks; `None` as long as nobody has.
    pub verified: Option<Caller>,
}

/// Something that was asked for is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredRequest {
    /// The number of the act that did it.
    pub seq: u64,
    /// The type of the act that was asked for.
    pub what: String,
    /// When that was noted, and by when an answer was due; `None` if it was done at once.
    pub asked: Option<(ReceivedAt, Day)>,
    /// How somebody made sure who asked.
    pub verified: Caller,
    /// When it was done.
    pub done: ReceivedAt,
    /// Whose key did it.
    pub by: Fingerprint,
}

impl Case {
    /// Notes what is asked for, and what of it an act has done.
    pub(in super::super) fn settle(&mut self, event: &Event, deed: &Deed) {
        let (what, verified) = match deed {
            Deed::Request(request) => {
                let (what, due) = (request.what.clone(), request.due);
                let open =
                    OpenRequest { seq: event.seq, what, asked: event.at, due, verified: None };
                self.requests.push(open);
                return;
            }
            Deed::Object(data) => {
                let before = self.requests.iter().find(|request| request.what == OBJECTION);
                let open = OpenRequest {
                    seq: event.seq,
                    what: OBJECTION.to_owned(),
                    asked: before.map_or(event.at, |before| before.asked),
                    due: Day::of(event.at.timestamp()).months_later(OBJECTION_MONTHS),
                    verified: Some(data.verified),
                };
                self.requests.retain(|request| request.what != OBJECTION);
                self.requests.push(open);
                return;
            }
            Deed::Decision(_) => (OBJECTION.to_owned(), None),
            Deed::Access(data) | Deed::Withdraw(data) | Deed::Restrict(data) | Deed::Lift(data) => {
                (deed.name(), Some(data.verified))
            }
            Deed::Amend(amendment) => (deed.name(), Some(amendment.verified)),
            Deed::Erasure(erasure) => (deed.name(), Some(erasure.verified)),
            _ => return,
        };
        let open = self.requests.iter().find(|request| request.what == what);
        // A decision answers an objection, if there is one; the others are what was asked for, even at once.
        if let Some(verified) = verified.or_else(|| open?.verified) {
            self.answered.push(AnsweredRequest {
                seq: event.seq,
                asked: open.map(|open| (open.asked, open.due)),
                verified,
                done: event.at,
                by: event.by.clone(),
                what: what.clone(),
            });
        }
        let ends_all = matches!(deed, Deed::Withdraw(_) | Deed::Erasure(_));
        self.requests
            .retain(|request| request.what != what && !(ends_all && request.what == OBJECTION));
    }
}
