//! What was answered, in the order and the words of the form, for a page.

use application_form::definition::Definition;
use form_handler::record::contents::{AskedQuestion, SealedContents};
use serde::Serialize;
use serde_json::Value as Json;

use crate::{
    cases::Case,
    commands::show::answers::{chosen, plain, shown},
    journal::act::HIDDEN_FIELD,
    text::printable::printable,
};

/// A section of the form.
#[derive(Debug, Serialize)]
pub struct AnsweredSection {
    title: String,
    rows: Vec<AnsweredQuestion>,
}

/// A question with its answer.
#[derive(Debug, Serialize)]
pub struct AnsweredQuestion {
    name: String,
    label: String,
    /// One a line; empty where no answer was given.
    values: Vec<String>,
    /// Of one that was corrected: what stood there before, and the day.
    corrected: Option<(String, String)>,
    /// What the applicant was asked to look at again.
    warnings: Vec<String>,
}

/// Every question but those of these names, and never the one that must not count.
pub fn sections(
    case: &Case,
    definition: Option<&Definition>,
    hidden: &[String],
) -> Vec<AnsweredSection> {
    let Some(contents) = &case.contents else { return Vec::new() };
    let is_shown = |name: &str| name != HIDDEN_FIELD && !hidden.iter().any(|each| each == name);
    let row = |name: &str, label: &str, values: Vec<String>| AnsweredQuestion {
        name: name.to_owned(),
        label: printable(label),
        values: values.iter().map(|value| printable(value)).collect(),
        corrected: case.corrections.iter().rfind(|each| each.field == name).map(|correction| {
            (printable(&plain(&correction.before).join(", ")), correction.on.long())
        }),
        warnings: warnings(contents, name),
    };
    let field = |name: &str| definition.and_then(|form| form.field(name));
    let answered = |question: &AskedQuestion| {
        let answer = contents.answers.get(&question.name);
        answer.map(|canonical| chosen(question, field(&question.name), canonical))
    };
    if contents.sections.is_empty() {
        let rows = contents.answers.iter().filter(|(name, _)| is_shown(name));
        let rows = rows.map(|(name, canonical)| match field(name) {
            Some(field) => row(name, &field.label, shown(field, canonical)),
            None => row(name, name, plain(canonical)),
        });
        return vec![AnsweredSection { title: String::new(), rows: rows.collect() }];
    }
    let sections = contents.sections.iter().map(|section| AnsweredSection {
        title: printable(&section.title),
        rows: section
            .questions
            .iter()
            .filter(|question| is_shown(&question.name))
            .map(|asked| row(&asked.name, &asked.label, answered(asked).unwrap_or_default()))
            .collect(),
    });
    sections.filter(|section| !section.rows.is_empty()).collect()
}

impl AnsweredSection {
    /// Its questions.
    pub fn rows(&self) -> &[AnsweredQuestion] {
        &self.rows
    }
}

impl AnsweredQuestion {
    /// The name of its field.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// As it was asked.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// What was answered, a line each.
    pub fn values(&self) -> &[String] {
        &self.values
    }
}

/// An answer to a question with choices, by its label; as it is stored where that is not known.
pub fn label(case: &Case, field: &str) -> Option<String> {
    let value = case.answer(field)?;
    let sections = case.contents.iter().flat_map(|contents| &contents.sections);
    let question = sections.flat_map(|section| &section.questions).find(|each| each.name == field);
    let label = question.and_then(|question| question.choices.get(value)).and_then(Json::as_str);
    Some(printable(label.unwrap_or(value)))
}

fn warnings(contents: &SealedContents, name: &str) -> Vec<String> {
    let own = contents.warnings.iter().filter(|warning| warning.field == name);
    own.map(|warning| printable(&warning.message)).collect()
}
