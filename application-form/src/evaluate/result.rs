//! What can come of an evaluation.

use serde_json::{Map, Value as Json};
use zeroize::Zeroize;

use crate::{definition::Definition, kind::answer::Answer, message::Reason};

/// What is to be said of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evaluation {
    /// There is something to correct: every fault at once, in the order of the form.
    Errors(Vec<Fault>),
    /// It is well filled in, and not for this scheme: every reason at once, in the order of the rules.
    Stop(Vec<StopReason>),
    /// It is well filled in, and may be sent.
    Accepted(Application),
}

/// One thing to correct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field's name, or the unknown name that was sent.
    pub field: String,
    /// Why it is refused.
    pub reason: Reason,
    /// What the applicant reads.
    pub message: String,
}

/// One condition that is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopReason {
    /// The rule's name.
    pub rule: String,
    /// What the applicant reads.
    pub message: String,
    /// What was judged, and what seems to contradict it.
    pub judged: Vec<JudgedAnswer>,
    /// Says that these contradict each other, where they do.
    pub contradiction: Option<String>,
}

/// An answer that a rule judged, as it was read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct JudgedAnswer {
    /// The field's name.
    pub field: String,
    /// As the applicant reads it back: `12 500 €`.
    pub answer: String,
}

/// Something to look at again.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Notice {
    /// The field's name.
    pub field: String,
    /// What the applicant reads.
    pub message: String,
    /// Another answer that may be meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

/// A complete application: every required answer present, every answer read, every rule met.
///
/// [`evaluate`](super::evaluate) is the only way to get one, so code that receives it never checks it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub(super) answers: Vec<(String, Answer)>,
    pub(super) warnings: Vec<Notice>,
    /// Whether the control that people never see was filled in.
    pub quarantine: Quarantine,
}

/// An application's answers as they are authenticated, stored and answered in JSON. Made once, passed on, and
/// wiped from memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Canonical {
    /// By field name, in the order of the form; no entry where none was given.
    pub answers: Map<String, Json>,
    /// The same as JSON, for a MAC.
    pub bytes: Vec<u8>,
}

/// Whether something only robots do was done. Kept all the same: browsers fill in forms for people too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quarantine {
    /// Nothing unusual was done.
    No,
    /// The control that people never see was filled in.
    Yes,
}

/// The JSON of most applications is shorter: bytes that grow leave copies of what they were behind.
const LONGEST: usize = 64 * 1024;

impl Drop for Canonical {
    fn drop(&mut self) {
        wipe(&mut self.answers);
        self.bytes.zeroize();
    }
}

/// Wipes answers in their canonical form from memory.
pub fn wipe(answers: &mut Map<String, Json>) {
    fn wipe_value(value: &mut Json) {
        match value {
            Json::String(text) => text.zeroize(),
            Json::Array(values) => values.iter_mut().for_each(wipe_value),
            Json::Object(values) => wipe(values),
            Json::Null | Json::Bool(_) | Json::Number(_) => {}
        }
    }
    answers.values_mut().for_each(wipe_value);
}

impl Application {
    /// The answers by field name, in the order of the form.
    pub fn answers(&self) -> &[(String, Answer)] {
        &self.answers
    }

    /// What the applicant was asked to look at again.
    pub fn warnings(&self) -> &[Notice] {
        &self.warnings
    }

    /// The answer that is suggested to the question of that name, and the name.
    pub fn suggestion(&self, field: &str) -> Option<(&str, &str)> {
        self.warnings
            .iter()
            .filter(|notice| notice.field == field)
            .find_map(|notice| Some((notice.field.as_str(), notice.suggestion.as_deref()?)))
    }

    /// The answers in their canonical form.
    pub fn canonical(&self) -> Canonical {
        let answers: Map<String, Json> =
            self.answers.iter().map(|(name, answer)| (name.clone(), answer.canonical())).collect();
        let mut bytes = Vec::with_capacity(LONGEST);
        serde_json::to_writer(&mut bytes, &answers).expect("texts and lists of texts");
        Canonical { answers, bytes }
    }

    /// The pairs that say the same over the wire, for the check page's hidden fields.
    pub fn wire(&self, definition: &Definition) -> Vec<(String, String)> {
        self.answers
            .iter()
            .filter_map(|(name, answer)| Some(definition.field(name)?.kind.wire(name, answer)))
            .flatten()
            .collect()
    }
}
