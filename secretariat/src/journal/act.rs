//! What an act says: the text inside a body's seal. Every type of act is here, and nowhere else.
//!
//! ```text
//! {"v":1,"type":"decision","ref":"BDP-…","data":{…}}
//! ```
//!
//! One act concerns one application, or a peer. Those on several ([`Deed::Bulk`], [`Deed::Plan`], [`Deed::Hearing`]…)
//! have no `ref`, and say of applications nothing but references and ids.

use application_form::reference::Reference;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

mod data;
mod hearing;
mod held;
mod invitation;
pub mod letters;
mod subject;
mod summary;

pub use data::{
    Amendment, DecisionData, ErasureData, FollowUpData, JournalAcceptance, NoteData,
    RecipientsData, RightsRequest, ScreeningData, SealedFor, Verification,
};
pub use hearing::{
    ArrangedFor, DatesData, ExclusionData, HearingCancellation, HearingData, NeedsData, PeerData,
    PeerRemoval, PlaceLock, PlannedSlot, RecusalData, VideoLinks,
};
pub use held::{Attendance, OpinionData, OpinionWord, PackData, PackStep};
pub use invitation::Invitation;
pub use letters::{AnswerData, ConvocationData, CopyForm, LetterData, LetterStep, LetterText};
pub use subject::Subject;

/// The format of what this version writes, and the highest it reads.
pub const VERSION: u32 = 1;

/// The answer that the office neither shows nor names, but in the copy that a person asks of her own data: it has no
/// effect on what is decided, and the form says so.
pub const HIDDEN_FIELD: &str = "reseaux";

/// Somebody's act.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// The application that it concerns; `None` if that is several, or the journal itself.
    pub reference: Option<Reference>,
    /// What was done.
    pub deed: Deed,
}

/// What was done. The name in the journal is that of the variant, in snake case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum Deed {
    /// A person has looked whether a robot sent it.
    Quarantine(ScreeningData),
    /// What becomes of it.
    Decision(DecisionData),
    /// The acts of these numbers, by the same author, count from here on: all of them or none.
    Bulk {
        /// The applications, in the order of the acts.
        refs: Vec<Reference>,
        /// The numbers of the acts.
        acts: Vec<u64>,
    },
    /// Something to remember: a call, a document, an application on paper.
    Note(NoteData),
    /// The act of that number counts no more.
    Undo {
        /// Its number.
        seq: u64,
        /// Why.
        reason: String,
    },
    /// The author decides nothing about this application any more.
    RecuseMe {},
    /// Another application takes its place, and its rank.
    Replace {
        /// That one.
        by: Reference,
    },
    /// The applicant has taken it back.
    Withdraw(Verification),
    /// Answers were corrected.
    Amend(Amendment),
    /// It is kept and used for nothing else (RGPD 18).
    Restrict(Verification),
    /// That is over.
    Lift(Verification),
    /// The applicant objects (RGPD 21).
    Object(Verification),
    /// The applicant was given a copy of all that is kept about them (RGPD 15).
    Access(Verification),
    /// It was deleted, with what the journal said of it.
    Erasure(ErasureData),
    /// Somebody asks for something, and nobody has verified yet who it is.
    Request(RightsRequest),
    /// What became of the firm.
    Followup(FollowUpData),
    /// A letter was edited, taken out, sent, or came back.
    Letter(LetterData),
    /// Everybody who is expected at a hearing is to be asked.
    Convocation(ConvocationData),
    /// Whether somebody comes who was asked.
    Answer(AnswerData),
    /// The peers who must not sit when it is heard were named by a person.
    Exclusions(ExclusionData),
    /// What the hearing needs was set by a person.
    Needs(NeedsData),
    /// A peer leaves the room for this firm.
    Recusal(RecusalData),
    /// When the firm can come, as it has said.
    Dates(DatesData),
    /// A peer has given, or changed, what the office needs to know.
    Peer(Box<PeerData>),
    /// A peer is forgotten.
    PeerRemoved(PeerRemoval),
    /// A hearing could be held, or another one than before.
    Hearing(Box<HearingData>),
    /// A hearing is not held: who had a place there has none.
    HearingCancelled(HearingCancellation),
    /// The next plan must leave the firm where it is, or need not.
    Lock(PlaceLock),
    /// A plan of hearings was accepted; it takes the place of the one before.
    Plan {
        /// Who is heard when.
        slots: Vec<PlannedSlot>,
    },
    /// Whether the firm came.
    Attendance(Attendance),
    /// The peers' opinion was written down.
    Opinion(Box<OpinionData>),
    /// Sheets were made for a peer, or something became of a copy.
    Pack(PackData),
    /// The author, whom it names, has opened it all the same.
    Opened {},
    /// A journal that ended earlier than somebody had seen, or differed, was accepted.
    Accept(JournalAcceptance),
    /// From here on, all is sealed to these.
    Recipients(RecipientsData),
}

/// What a body holds, as far as this version knows.
#[derive(Clone, Debug, PartialEq)]
pub enum Contents {
    /// An act of a known type.
    Act(Act),
    /// Written by a later version, or by something else.
    Unknown(UnknownAct),
}

/// An act that this version does not understand: the application that it concerns is read-only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownAct {
    /// The application; without one, it may concern any.
    pub reference: Option<Reference>,
    /// What it calls its type; empty if it has none.
    pub name: String,
}

impl Act {
    /// An act on one application.
    pub fn on(reference: &Reference, deed: Deed) -> Self {
        Self { reference: Some(reference.clone()), deed }
    }

    /// The text to be sealed.
    pub fn write(&self) -> Vec<u8> {
        let deed = serde_json::to_value(&self.deed).expect("texts, numbers and lists");
        let mut text = Map::new();
        text.insert("v".to_owned(), json!(VERSION));
        text.insert("type".to_owned(), deed["type"].clone());
        text.insert("ref".to_owned(), json!(self.reference));
        text.insert("data".to_owned(), deed["data"].clone());
        Json::Object(text).to_string().into_bytes()
    }

    /// Every application that it concerns.
    pub fn references(&self) -> Vec<&Reference> {
        let own = self.reference.iter();
        match &self.deed {
            Deed::Bulk { refs, .. } => own.chain(refs).collect(),
            Deed::Replace { by } => own.chain([by]).collect(),
            Deed::Plan { slots } => own.chain(slots.iter().map(|slot| &slot.reference)).collect(),
            Deed::Hearing(hearing) => own.chain(hearing.locked.keys()).collect(),
            Deed::Convocation(convocation) => own.chain(&convocation.refs).collect(),
            Deed::HearingCancelled(cancelled) => own.chain(&cancelled.refs).collect(),
            Deed::Pack(pack) => own.chain(&pack.refs).collect(),
            _ => own.collect(),
        }
    }
}

impl Deed {
    /// The name of its type, as the journal has it.
    pub fn name(&self) -> String {
        let deed = serde_json::to_value(self).expect("texts, numbers and lists");
        deed["type"].as_str().unwrap_or_default().to_owned()
    }
}

impl Contents {
    /// Reads what a body holds. Nothing is refused: what is not understood is kept as that.
    pub fn read(text: &[u8]) -> Self {
        let Ok(json) = serde_json::from_slice::<Json>(text) else {
            return Self::Unknown(UnknownAct { reference: None, name: String::new() });
        };
        let reference: Option<Reference> =
            json.get("ref").and_then(Json::as_str).and_then(|text| text.parse().ok());
        let name = json.get("type").and_then(Json::as_str).unwrap_or_default().to_owned();
        let is_ours = json.get("v").and_then(Json::as_u64) == Some(VERSION.into());
        let deed = json!({ "type": json.get("type"), "data": json.get("data") });
        match serde_json::from_value(deed) {
            Ok(deed) if is_ours => Self::Act(Act { reference, deed }),
            _ => Self::Unknown(UnknownAct { reference, name }),
        }
    }

    /// Every application that it concerns; none if that may be any.
    pub fn references(&self) -> Vec<&Reference> {
        match self {
            Self::Act(act) => act.references(),
            Self::Unknown(unknown) => unknown.reference.iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference() -> Reference {
        Reference::from_bytes("BDP", &[1; 32])
    }

    #[test]
    fn an_act_is_written_in_this_text_and_read_back() {
        let act = Act::on(&reference(), Deed::Undo { seq: 7, reason: "erreur".into() });
        let text = String::from_utf8(act.write()).unwrap();

        assert_eq!(
            text,
            format!(
                r#"{{"v":1,"type":"undo","ref":"{}","data":{{"seq":7,"reason":"erreur"}}}}"#,
                reference()
            )
        );
        assert_eq!(Contents::read(text.as_bytes()), Contents::Act(act.clone()));
        assert_eq!(act.deed.name(), "undo");
        let cover =
            Act { reference: None, deed: Deed::Bulk { refs: vec![reference()], acts: vec![3] } };
        assert_eq!(Contents::read(&cover.write()), Contents::Act(cover.clone()));
        assert_eq!(cover.references(), [&reference()]);
    }

    #[test]
    fn what_a_later_version_wrote_is_kept_with_the_application_that_it_concerns() {
        let of =
            |text: &str| match Contents::read(text.replace("REF", reference().as_str()).as_bytes())
            {
                Contents::Unknown(unknown) => (unknown.name, unknown.reference.is_some()),
                Contents::Act(act) => panic!("{act:?}"),
            };

        for (text, name, concerns_one) in [
            (r#"{"v":2,"type":"undo","ref":"REF","data":{"seq":7,"reason":"x"}}"#, "undo", true),
            (r#"{"v":1,"type":"dance","ref":"REF","data":{}}"#, "dance", true),
            (r#"{"v":1,"type":"undo","ref":"REF","data":{"seq":"7"}}"#, "undo", true),
            (r#"{"v":1,"type":"dance","ref":null,"data":{}}"#, "dance", false),
            (r#"{"type":"undo","ref":"REF","data":{"seq":7,"reason":"x"}}"#, "undo", true),
            ("{}", "", false),
            ("", "", false),
        ] {
            assert_eq!(of(text), (name.to_owned(), concerns_one), "{text}");
        }
    }
}
