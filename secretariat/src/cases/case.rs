//! An application and all that was done with it.

use std::collections::BTreeMap;

use application_form::reference::Reference;
use form_handler::{
    crypto::recipients::Fingerprint,
    record::{
        ReceivedAt, Record,
        contents::{Authorship, SIGNED_SINCE, SealedContents},
    },
};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value as Json};

pub mod suggestion;

use suggestion::ConflictSuggestion;

use crate::{
    cli::words::{ConvocationAnswer, State},
    journal::act::{ArrangedFor, DatesData, DecisionData, ErasureData, NoteData, OpinionData},
    text::day::Day,
};

pub mod letters;
pub mod told;
pub mod correspondence;
pub mod requests;

use correspondence::Correspondence;
use requests::{AnsweredRequest, OpenRequest};

/// The answer that says who must not sit.
pub const EXCLUSIONS: &str = "conflits";

/// The answer that says what the hearing needs.
pub const NEEDS: &str = "amenagement";

/// An application and all that was done with it.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name.
    pub reference: Reference,
    /// As it stands in the store; `None` once it is erased or expired.
    pub record: Option<Record>,
    /// What was sent, with its corrections; `None` also where no key at hand opens it.
    pub contents: Option<SealedContents>,
    /// Who wrote it, where it was opened.
    pub authorship: Option<Authorship>,
    /// Where it stands.
    pub state: State,
    /// What was decided last, unless it was taken back.
    pub decision: Option<DecisionData>,
    /// Whether the letter that tells it was taken out.
    pub letter_taken: bool,
    /// Whether it was sent, and did not come back.
    pub announced: bool,
    /// What was written to whoever applied.
    pub correspondence: Correspondence,
    /// What was corrected, in the order of the acts.
    pub corrections: Vec<Correction>,
    /// Every act on it, in the order of their numbers, those that were taken back too.
    pub history: Vec<HistoryLine>,
    /// Other applications of the same firm.
    pub duplicates: Vec<Reference>,
    /// Whether somebody has looked at who must not sit.
    pub exclusions: Exclusions,
    /// The ids of the peers who must not.
    pub excluded: Vec<String>,
    /// Peers who may have to do with the firm.
    pub suggestions: Vec<ConflictSuggestion>,
    /// Peers who were proposed and may sit all the same, and the act that says so.
    pub dismissed: BTreeMap<String, u64>,
    /// The last act that corrected an answer.
    pub answers_changed_at: Option<u64>,
    /// Whether somebody has looked at what the hearing needs.
    pub needs: Needs,
    /// The codes of what it does.
    pub needed: Vec<String>,
    /// The hearing for which that is arranged.
    pub arranged: Option<ArrangedFor>,
    /// The ids of the peers who leave the room for it.
    pub recusals: Vec<String>,
    /// When the firm can come, as far as it has said.
    pub dates: DatesData,
    /// Whether it is kept and used for nothing else.
    pub restricted: bool,
    /// The application that took its place.
    pub replaced_by: Option<Reference>,
    /// From when on it counts: its own receipt, that of the one it replaces, or the day a paper arrived.
    pub rank: Option<ReceivedAt>,
    /// Its place in the accepted plan.
    pub hearing: Option<HearingPlace>,
    /// What was noted.
    pub notes: Vec<(ReceivedAt, NoteData)>,
    /// The peers' opinion.
    pub opinion: Option<OpinionData>,
    /// What was asked for and has a deadline.
    pub requests: Vec<OpenRequest>,
    /// What was asked for and is done, in the order of the acts.
    pub answered: Vec<AnsweredRequest>,
    /// Whose keys have stepped back.
    pub recused: Vec<Fingerprint>,
    /// When it was withdrawn, set aside, replaced or declined; `None` while it is open.
    pub closed_at: Option<ReceivedAt>,
    /// What was erased, if it was.
    pub erasure: Option<ErasureData>,
}

/// An answer that was corrected.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Correction {
    /// The name of its field.
    pub field: String,
    /// Canonical; null if there was none.
    pub before: Json,
    /// Canonical.
    pub after: Json,
    /// The day of the act, in Paris.
    pub on: Day,
}

/// An act, in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HistoryLine {
    /// Its number.
    pub seq: u64,
    /// When it was done.
    pub at: ReceivedAt,
    /// Its author's fingerprint, in groups of four.
    pub by: String,
    /// The name of its type.
    #[serde(rename = "type")]
    pub name: String,
    /// In a few words, and whether it counts.
    pub summary: String,
}

/// Whether somebody has looked at who must not sit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Exclusions {
    None,
    Open,
    Treated,
}

/// Whether somebody has looked at what the hearing needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Needs {
    None,
    Open,
    Set,
}

/// A place in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HearingPlace {
    /// The hearing's id.
    pub id: String,
    /// When that begins, local time to the minute.
    pub starts: String,
    /// Which place of it, from 1.
    pub slot: u32,
    /// Whether the firm comes; `None` until it has answered to what it is asked now.
    pub answer: Option<String>,
    /// The act that noted the answer.
    #[serde(skip)]
    pub answered_at: Option<u64>,
    /// Whether the next plan must leave it there.
    #[serde(skip)]
    pub locked: bool,
}

impl Case {
    /// The text of an answer; `None` if there is none, or it is no text.
    pub fn answer(&self, field: &str) -> Option<&str> {
        self.answers()?.get(field)?.as_str().filter(|text| !text.is_empty())
    }

    /// What was answered, with its corrections.
    pub fn answers(&self) -> Option<&Map<String, Json>> {
        self.contents.as_ref().map(|contents| &contents.answers)
    }

    /// The firm's name.
    pub fn firm(&self) -> Option<&str> {
        self.answer("raison_sociale")
    }

    /// When it arrived; of one that is erased, as the erasure says.
    pub fn received_at(&self) -> Option<ReceivedAt> {
        let erased = self.erasure.as_ref().map(|erasure| erasure.received_at);
        self.record.as_ref().map(|record| record.received_at).or(erased)
    }

    /// The day on which it arrived, in Paris: of one on paper, before it was typed.
    pub fn arrived_on(&self) -> Option<Day> {
        let first = [self.rank, self.received_at()].into_iter().flatten().min();
        first.map(|at| Day::of(at.timestamp()))
    }

    /// The day of the hearing at which it has a place, or had it.
    pub fn heard_on(&self) -> Option<Day> {
        self.hearing.as_ref()?.starts.get(..10)?.parse().ok()
    }

    /// Where it stands, in words; of one that was replaced, by which.
    pub fn state_words(&self) -> String {
        let by = self.replaced_by.as_ref().filter(|_| self.state == State::Replaced);
        let by = by.map(|by| format!(" par {by}")).unwrap_or_default();
        format!("{}{by}", self.state.shown())
    }

    /// The day on which it is deleted, in Paris.
    pub fn expires(&self) -> Option<Day> {
        let seconds = self.record.as_ref()?.expires;
        Timestamp::from_second(seconds).ok().map(Day::of)
    }

    /// Whether there is anything that an act can be about.
    pub fn is_there(&self) -> bool {
        !matches!(self.state, State::Erased | State::Expired)
    }

    /// Whether nothing is open about who must not sit, and about what its hearing needs.
    pub fn is_treated(&self) -> bool {
        self.exclusions != Exclusions::Open && self.needs != Needs::Open
    }

    /// Whether somebody has still to arrange what its hearing needs: for that day, once it has a place.
    pub fn is_to_be_arranged(&self) -> bool {
        let is_arranged =
            self.hearing.as_ref().zip(self.arranged.as_ref()).is_some_and(|(place, arranged)| {
                (&place.id, &place.starts) == (&arranged.hearing, &arranged.starts)
            });
        !self.needed.is_empty() && !is_arranged
    }

    /// Whether the firm has a place at a hearing and was not asked to it yet.
    pub fn is_to_be_asked(&self) -> bool {
        self.state == State::Scheduled && !self.was_asked()
    }

    /// Whether the firm was asked to its hearing and has not answered.
    pub fn is_to_answer(&self) -> bool {
        let has_answered = self.hearing.as_ref().is_some_and(|place| place.answer.is_some());
        self.state == State::Scheduled && self.was_asked() && !has_answered
    }

    /// Whether the firm has said that it cannot come to its hearing.
    pub fn has_declined(&self) -> bool {
        let answer = self.hearing.as_ref().and_then(|place| place.answer.as_deref());
        let comes = ConvocationAnswer::Yes.id();
        self.state == State::Scheduled && answer.is_some_and(|answer| answer != comes)
    }

    fn was_asked(&self) -> bool {
        self.hearing.as_ref().is_some_and(|at| self.correspondence.told.asked(&at.id).is_some())
    }

    /// Whether it was sent again after it was closed.
    pub fn was_sent_again(&self) -> bool {
        // Minutes are all that is known: in that of the closing, once too often is better than never.
        let again = self.record.as_ref().filter(|record| record.again > record.received_at);
        self.closed_at.zip(again).is_some_and(|(closed, record)| record.again >= closed)
    }

    /// Whether a person has to look whether a robot sent it, before anything else.
    pub(super) fn is_suspicious(record: &Record) -> bool {
        record.quarantine || record.over_limit || record.version < SIGNED_SINCE
    }
}
