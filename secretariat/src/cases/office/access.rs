//! A person's own copy of all that is kept about them (RGPD 15): theirs, and nobody else's. Only here is every answer
//! given, also the one that the office does not see.

use application_form::reference::Reference;
use form_handler::record::{ReceivedAt, contents::StoredWarning};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::{
    Office,
    record::{Done, Run},
};
use crate::{
    cases::{
        Case,
        case::Correction,
        error::{ActError, refusal::Refusal},
    },
    cli::words::{Caller, State},
    journal::act::{DecisionData, Deed, FollowUpData, LetterData, NoteData, Verification},
    text::day::Day,
};

mod html;

/// The copy, as its JSON has it.
#[derive(Debug, Serialize)]
pub struct PersonalCopy {
    reference: Reference,
    received_at: Option<ReceivedAt>,
    expires: Option<Day>,
    state: State,
    /// Every answer, with its question.
    questions: Vec<QuestionAnswered>,
    answers: Map<String, Json>,
    warnings: Vec<StoredWarning>,
    corrections: Vec<Correction>,
    /// Those that were taken back too: their words are still kept.
    notes: Vec<Dated<NoteData>>,
    decision: Option<DecisionData>,
    /// What was decided before, and taken back.
    earlier_decisions: Vec<Dated<DecisionData>>,
    letters: Vec<Dated<LetterData>>,
    opinion: Option<String>,
    /// Whatever else somebody has written about the person.
    remarks: Vec<Dated<Remark>>,
}

/// Why something was done, in somebody's words.
#[derive(Debug, Serialize)]
struct Remark {
    /// The type of the act.
    #[serde(rename = "type")]
    name: String,
    text: String,
}

#[derive(Debug, Serialize)]
struct QuestionAnswered {
    name: String,
    label: String,
    /// In the words that the person read.
    answer: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Dated<T> {
    at: ReceivedAt,
    #[serde(flatten)]
    what: T,
}

impl Office {
    /// Makes the copy, and notes that it was given; `None` if it was not verified who asks: then the request is noted.
    pub async fn access(
        &mut self,
        reference: &Reference,
        caller: Option<Caller>,
        run: Run,
    ) -> Result<(Vec<Done>, Option<PersonalCopy>), ActError> {
        let Some(verified) = caller else {
            return Ok((self.note_request(reference, "access", run).await?, None));
        };
        let deed = Deed::Access(Verification { verified });
        let done = self.record_one(reference, deed, run).await?;
        let case = self.cases.find(reference);
        let case =
            case.ok_or_else(|| ActError::Refused(vec![Refusal::Unknown(reference.clone())]))?;
        Ok((done, Some(self.copy(case))))
    }

    fn copy(&self, case: &Case) -> PersonalCopy {
        let answers = case.answers().cloned().unwrap_or_default();
        let sections = case.contents.iter().flat_map(|contents| &contents.sections);
        let asked = sections.flat_map(|section| &section.questions);
        let mut questions: Vec<_> = asked
            .map(|question| {
                let values = texts(answers.get(&question.name));
                let label = |value: String| match question.choices.get(&value) {
                    Some(Json::String(label)) => label.clone(),
                    _ => value,
                };
                QuestionAnswered {
                    name: question.name.clone(),
                    label: question.label.clone(),
                    answer: values.into_iter().map(label).collect(),
                }
            })
            .collect();
        for (name, answer) in &answers {
            if !questions.iter().any(|question| question.name == *name) {
                let (label, answer) = (name.clone(), texts(Some(answer)));
                questions.push(QuestionAnswered { name: name.clone(), label, answer });
            }
        }
        let own = self.journal.acts().filter(|(event, act)| {
            act.reference.as_ref() == Some(&case.reference)
                && case.history.iter().any(|line| line.seq == event.seq)
        });
        let (mut letters, mut notes, mut decisions) = (Vec::new(), Vec::new(), Vec::new());
        let mut remarks = Vec::new();
        for (event, act) in own {
            let at = event.at;
            let name = act.deed.name();
            let mut remark = |text: &String| {
                remarks.push(Dated { at, what: Remark { name: name.clone(), text: text.clone() } });
            };
            match &act.deed {
                Deed::Letter(letter) => letters.push(Dated { at, what: letter.clone() }),
                Deed::Note(note) => notes.push(Dated { at, what: note.clone() }),
                Deed::Decision(decision) => decisions.push(Dated { at, what: decision.clone() }),
                Deed::Quarantine(data) => remark(&data.reason),
                Deed::Undo { reason, .. } => remark(reason),
                Deed::Followup(FollowUpData::Text(text) | FollowUpData::Skipped(text)) => {
                    remark(text);
                }
                _ => {}
            }
        }
        // The one that counts stands by itself.
        let counts = |each: &Dated<DecisionData>| case.decision.as_ref() == Some(&each.what);
        if let Some(at) = decisions.iter().rposition(counts) {
            decisions.remove(at);
        }
        PersonalCopy {
            reference: case.reference.clone(),
            received_at: case.received_at(),
            expires: case.expires(),
            state: case.state,
            warnings: case.contents.iter().flat_map(|each| each.warnings.clone()).collect(),
            corrections: case.corrections.clone(),
            notes,
            decision: case.decision.clone(),
            earlier_decisions: decisions,
            letters,
            remarks,
            opinion: case.opinion.as_ref().map(|opinion| opinion.text.clone()),
            questions,
            answers,
        }
    }
}

impl PersonalCopy {
    /// For a program.
    pub fn json(&self) -> Vec<u8> {
        format!("{}\n", serde_json::to_string_pretty(self).expect("texts")).into_bytes()
    }
}

fn texts(canonical: Option<&Json>) -> Vec<String> {
    match canonical {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::String(text)) => vec![text.clone()],
        Some(Json::Array(items)) => items.iter().flat_map(|item| texts(Some(item))).collect(),
        Some(other) => vec![other.to_string()],
    }
}
