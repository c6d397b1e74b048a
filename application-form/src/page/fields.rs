//! What the templates see of the form's fields.

use std::collections::BTreeMap;

use serde::Serialize;

use super::faults::faulty_parts;
use crate::{
    definition::{Definition, Field, Section},
    evaluate::{branches::asked_by, result::Fault},
    kind::{
        FieldKind,
        choice::{Choice, ShownAs},
        control::{Control, Widget},
        text::Lines,
    },
    submission::{Submission, printable},
};

/// A section of the form.
#[derive(Debug, Serialize)]
pub struct SectionView<'a> {
    id: String,
    /// None in a form without sections.
    title: Option<&'a str>,
    intro: Option<&'a str>,
    fields: Vec<FieldView<'a>>,
}

#[derive(Debug, Serialize)]
struct FieldView<'a> {
    name: &'a str,
    /// Of the first control.
    id: String,
    label: &'a str,
    hint: Option<&'a str>,
    optional: bool,
    required: bool,
    /// The most characters of a text of several lines, for a script that counts them.
    max: Option<usize>,
    widget: Widget,
    value: String,
    autocomplete: Option<&'a str>,
    input_type: &'static str,
    inputmode: Option<&'static str>,
    rows: usize,
    parts: Vec<PartView<'a>>,
    choices: Vec<ChoiceView<'a>>,
    error: Option<&'a str>,
    /// Ids of the hint and the error.
    described_by: Option<String>,
    /// When it is asked, in JSON, for a script; `None` if everyone is asked.
    when: Option<String>,
    /// Whether it is, as far as this page knows.
    asked: bool,
}

#[derive(Debug, Serialize)]
struct PartView<'a> {
    name: String,
    label: &'a str,
    value: String,
    invalid: bool,
}

#[derive(Debug, Serialize)]
struct ChoiceView<'a> {
    id: String,
    value: &'a str,
    label: &'a str,
    checked: bool,
}

impl<'a> SectionView<'a> {
    /// The whole form, filled in with what was sent.
    pub fn all(
        definition: &'a Definition,
        submission: &Submission,
        faults: &'a [Fault],
    ) -> Vec<Self> {
        let asked = asked_by(definition, submission);
        definition
            .sections
            .iter()
            .enumerate()
            .map(|(place, section)| Self {
                id: section_id(place),
                title: section.title.as_deref(),
                intro: section.intro.as_deref(),
                fields: section
                    .fields
                    .iter()
                    .map(|field| {
                        let is_asked = asked.contains(&field.name.as_str());
                        let faults = if is_asked { faults } else { &[] };
                        let view = FieldView::new(definition, field, submission, faults);
                        FieldView { asked: is_asked, ..view }
                    })
                    .collect(),
            })
            .collect()
    }

    /// All its questions in one, with the parts and the choices of any of them.
    pub(super) fn into_one_field(self) -> Option<impl Serialize> {
        self.fields.into_iter().reduce(|mut one, mut next| {
            one.parts.append(&mut next.parts);
            one.choices.append(&mut next.choices);
            one
        })
    }
}

pub(super) fn section_id(place: usize) -> String {
    format!("partie-{}", place + 1)
}

impl<'a> FieldView<'a> {
    fn new(
        definition: &'a Definition,
        field: &'a Field,
        submission: &Submission,
        faults: &'a [Fault],
    ) -> Self {
        let Control { widget, input_type, inputmode } = field.kind.control();
        let rows = match field.kind {
            FieldKind::Text { lines: Lines::Many, max, .. } if max > 1000 => 10,
            _ => 4,
        };
        let fault = faults.iter().find(|fault| fault.field == field.name);
        let error = fault.map(|fault| fault.message.as_str());
        let described: Vec<String> = [
            field.hint.as_ref().map(|_| format!("{}-aide", field.name)),
            error.map(|_| format!("{}-erreur", field.name)),
        ]
        .into_iter()
        .flatten()
        .collect();
        Self {
            name: &field.name,
            id: field.first_id(),
            label: &field.label,
            hint: field.hint.as_deref(),
            optional: !field.required && field.with.is_none(),
            required: field.required,
            max: match field.kind {
                FieldKind::Text { lines: Lines::Many, max, .. } => Some(max),
                _ => None,
            },
            widget,
            value: printable(submission.first(&field.name)),
            autocomplete: field.autocomplete.as_deref(),
            input_type,
            inputmode,
            rows,
            parts: parts(definition, field, submission, fault),
            choices: choices(field, submission),
            error,
            described_by: (!described.is_empty()).then(|| described.join(" ")),
            when: field.when.as_ref().map(|when| serde_json::json!(when).to_string()),
            asked: true,
        }
    }
}

fn parts<'a>(
    definition: &'a Definition,
    field: &Field,
    submission: &Submission,
    fault: Option<&Fault>,
) -> Vec<PartView<'a>> {
    let FieldKind::Date { .. } = field.kind else { return Vec::new() };
    let texts = &definition.texts;
    let invalid = fault.map_or([false; 3], |fault| faulty_parts(&fault.reason).0);
    field
        .wire_names()
        .into_iter()
        .zip([&texts.jour, &texts.mois, &texts.annee])
        .zip(invalid)
        .map(|((name, label), invalid)| PartView {
            value: printable(submission.first(&name)),
            label,
            invalid,
            name,
        })
        .collect()
}

fn choices<'a>(field: &'a Field, submission: &Submission) -> Vec<ChoiceView<'a>> {
    // Of a choice sent twice the first is shown, as of a text: two buttons cannot both be chosen.
    let most = match field.kind {
        FieldKind::Choices { .. } => usize::MAX,
        _ => 1,
    };
    let chosen: Vec<&str> = submission.all(&field.name).take(most).map(str::trim).collect();
    field
        .choices()
        .iter()
        .enumerate()
        .map(|(place, choice)| ChoiceView {
            id: match place {
                0 => field.name.clone(),
                _ => format!("{}-{}", field.name, place + 1),
            },
            value: &choice.value,
            label: &choice.label,
            checked: chosen.contains(&choice.value.as_str()),
        })
        .collect()
}

/// A hidden field.
#[derive(Debug, Serialize)]
pub struct Hidden<'a> {
    name: &'a str,
    value: String,
}

/// Pairs to carry through a page.
pub fn hidden<'a>(pairs: impl Iterator<Item = &'a (String, String)>) -> Vec<Hidden<'a>> {
    pairs.map(|(name, value)| Hidden { name, value: printable(value) }).collect()
}

/// The same form with other questions: one that is answered in parts, one that has choices; nothing of them is empty.
pub(super) fn example_form(definition: &Definition) -> Definition {
    let field = |name: &str, kind| Field {
        name: name.to_owned(),
        label: "x".to_owned(),
        hint: Some("x".to_owned()),
        required: true,
        kind,
        autocomplete: Some("x".to_owned()),
        with: None,
        when: None,
        messages: BTreeMap::new(),
    };
    let choice = Choice { value: "x".to_owned(), label: "x".to_owned(), alone: false };
    let kind = FieldKind::Choice { choices: vec![choice], shown_as: ShownAs::Radios };
    let fields = vec![field("date", FieldKind::Date { from_year: 1900 }), field("choice", kind)];
    let section = Section { title: Some("x".to_owned()), intro: Some("x".to_owned()), fields };
    Definition { sections: vec![section], ..definition.clone() }
}
