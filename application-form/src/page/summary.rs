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
    notices: Vec<&'a str>,
}

impl SummarySection<'static> {
    /// One in which nothing is empty.
    pub fn example() -> Self {
        let row = SummaryRow { label: "x", values: vec!["x".to_owned()], notices: vec!["x"] };
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
        let notices = application
            .warnings()
            .iter()
            .filter(|notice| notice.field == field.name)
            .map(|notice| notice.message.as_str());
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
