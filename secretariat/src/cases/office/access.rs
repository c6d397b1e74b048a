//! A person's own copy of all that is kept about them (RGPD 15): theirs, and nobody else's. Only here is every answer
//! given, also the one that the office does not see.

use application_form::reference::Reference;
use form_handler::record::{ReceivedAt, contents::StoredWarning};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::{
    Office,
    certificate::{line, page},
    record::{Done, Run},
};
use crate::{
    cases::{
        Case,
        case::Correction,
        error::{ActError, refusal::Refusal},
    },
    cli::words::{Caller, State},
    journal::act::{DecisionData, Deed, LetterData, NoteData, Verification},
    text::{day::Day, paris_time},
};

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
    notes: Vec<Dated<NoteData>>,
    decision: Option<DecisionData>,
    letters: Vec<Dated<LetterData>>,
    opinion: Option<String>,
}

#[derive(Debug, Serialize)]
struct QuestionAnswered {
    name: String,
    label: String,
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
        let letters = own.filter_map(|(event, act)| match &act.deed {
            Deed::Letter(letter) => Some(Dated { at: event.at, what: letter.clone() }),
            _ => None,
        });
        let notes = case.notes.iter();
        PersonalCopy {
            reference: case.reference.clone(),
            received_at: case.received_at(),
            expires: case.expires(),
            state: case.state,
            warnings: case.contents.iter().flat_map(|each| each.warnings.clone()).collect(),
            corrections: case.corrections.clone(),
            notes: notes.map(|(at, note)| Dated { at: *at, what: note.clone() }).collect(),
            decision: case.decision.clone(),
            letters: letters.collect(),
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

    /// To print.
    pub fn html(&self) -> Vec<u8> {
        let mut lines = vec![line("Référence", self.reference.as_str())];
        if let Some(at) = self.received_at {
            lines.push(line("Reçue le", &paris_time::long(at.timestamp())));
        }
        if let Some(day) = self.expires {
            lines.push(line("Effacée le", &day.long()));
        }
        lines.push(line("État", self.state.shown()));
        let mut answers = Vec::new();
        for question in &self.questions {
            let answer = question.answer.join("\n");
            let answer = if answer.is_empty() { "(pas de réponse)" } else { &answer };
            answers.push(line(&question.label, answer));
        }
        let mut office = Vec::new();
        for warning in &self.warnings {
            office.push(line("À vérifier", &warning.message));
        }
        for each in &self.corrections {
            let shown = |json: &Json| texts(Some(json)).join(", ");
            let text =
                format!("{} → {}, le {}", shown(&each.before), shown(&each.after), each.on.long());
            office.push(line(&format!("Correction : {}", each.field), &text));
        }
        for Dated { at, what } in &self.notes {
            office.push(line(
                &format!("Note du {}", paris_time::long_day(at.timestamp())),
                &what.text,
            ));
        }
        if let Some(decision) = &self.decision {
            let words = format!("{}, le {}", decision.outcome.words(), decision.on.long());
            let texts = [decision.text.as_deref(), decision.remark.as_deref()];
            let texts: Vec<&str> = texts.into_iter().flatten().collect();
            office.push(line("Décision", &[&[words.as_str()], &texts[..]].concat().join("\n")));
        }
        for Dated { at, what } in &self.letters {
            office.push(line(
                &format!("Courrier « {} »", what.letter),
                &paris_time::long_day(at.timestamp()),
            ));
        }
        if let Some(opinion) = &self.opinion {
            office.push(line("Avis", opinion));
        }
        let part = |title: &str, lines: &[String]| {
            format!("<h2>{title}</h2>\n<dl>\n{}</dl>\n", lines.concat())
        };
        let body = [
            part("Candidature", &lines),
            part("Réponses", &answers),
            part("Ce que le bureau a noté", &office),
        ];
        page("Copie de vos données", &body.concat())
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
