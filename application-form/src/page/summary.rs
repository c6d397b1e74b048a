//! What the check page reads back, and what it carries to be sent.

use serde::Serialize;

use super::fields::section_id;
use crate::{
    definition::{Definition, Field},
    evaluate::{
        TOKEN,
        branches::asked,
        result::{Application, Quarantine},
    },
    message::Message,
};

/// A section of the check page.
#[derive(Debug, Serialize)]
pub struct SummarySection<'a> {
    id: String,
    /// None in a form without sections.
    title: Option<&'a str>,
    rows: Vec<SummaryRow<'a>>,
}

#[derive(Debug, Serialize)]
struct SummaryRow<'a> {
    label: &'a str,
    /// One a line; empty where no answer was given.
    values: Vec<String>,
    notices: Vec<NoticeView<'a>>,
}

/// Something to look at again, at its answer.
#[derive(Debug, Serialize)]
struct NoticeView<'a> {
    id: String,
    message: &'a str,
    /// The field whose suggestion a button takes, and what the button says.
    suggestion: Option<SuggestionView<'a>>,
}

#[derive(Debug, Serialize)]
struct SuggestionView<'a> {
    field: &'a str,
    button: String,
}

/// A link to an answer with a notice, at the top of the page.
#[derive(Debug, Serialize)]
pub struct NoticeLink<'a> {
    id: String,
    label: &'a str,
}

impl<'a> NoticeLink<'a> {
    /// One for each answer with a notice.
    pub fn all(definition: &'a Definition, application: &'a Application) -> Vec<Self> {
        let has_notice =
            |field: &&Field| application.warnings().iter().any(|notice| notice.field == field.name);
        let link = |field: &'a Field| Self { id: notice_id(field), label: &field.label };
        definition.fields().filter(has_notice).map(link).collect()
    }
}

impl NoticeLink<'static> {
    /// One in which nothing is empty.
    pub fn example() -> Self {
        Self { id: "x".to_owned(), label: "x" }
    }
}

fn notice_id(field: &Field) -> String {
    format!("{}-remarque", field.name)
}

impl SummarySection<'static> {
    /// One in which nothing is empty.
    pub fn example() -> Self {
        let suggestion = Some(SuggestionView { field: "x", button: "x".to_owned() });
        let notice = NoticeView { id: "x".to_owned(), message: "x", suggestion };
        let row = SummaryRow { label: "x", values: vec!["x".to_owned()], notices: vec![notice] };
        Self { id: section_id(0), title: Some("x"), rows: vec![row] }
    }
}

/// Every question with its answer as it will be sent.
pub fn summary<'a>(
    definition: &'a Definition,
    application: &'a Application,
) -> Vec<SummarySection<'a>> {
    let row = |field: &'a Field| {
        let answer = application.answers().iter().find(|(name, _)| *name == field.name);
        let notices =
            application.warnings().iter().filter(|notice| notice.field == field.name).map(
                |notice| NoticeView {
                    id: notice_id(field),
                    message: &notice.message,
                    suggestion: notice.suggestion.as_ref().map(|suggestion| {
                        let text = Message::new(&definition.texts.take_suggestion);
                        let button = text.fill(&[("suggestion", suggestion.clone())]);
                        SuggestionView { field: &field.name, button }
                    }),
                },
            );
        SummaryRow {
            label: &field.label,
            values: answer
                .map_or_else(Vec::new, |(_, answer)| field.kind.shown(answer, definition.language)),
            notices: notices.collect(),
        }
    };
    let asked = asked(definition, application.answers());
    let is_asked = |field: &&Field| asked.contains(&field.name.as_str());
    let sections = definition.sections.iter().enumerate();
    // One in which nothing is asked says nothing.
    let sections =
        sections.filter(|(_, section)| section.fields.iter().any(|field| is_asked(&field)));
    sections
        .map(|(place, section)| SummarySection {
            id: section_id(place),
            title: section.title.as_deref(),
            rows: section.fields.iter().filter(is_asked).map(row).collect(),
        })
        .collect()
}

/// What a check page carries to be sent: the answers, whether it is in quarantine, the proof.
pub fn check_pairs(
    definition: &Definition,
    application: &Application,
    token: &str,
) -> Vec<(String, String)> {
    let honeypot = match application.quarantine {
        Quarantine::Yes => "x",
        Quarantine::No => "",
    };
    let mut pairs = application.wire(definition);
    pairs.push((definition.honeypot.name.clone(), honeypot.to_owned()));
    pairs.push((TOKEN.to_owned(), token.to_owned()));
    pairs
}
