//! What the templates see of the form's fields.

use serde::Serialize;

use super::faults::faulty_parts;
use crate::{
    definition::{DATE_PARTS, Definition, Field, Kind, Lines, ShownAs},
    evaluate::Fault,
    submission::Submission,
};

/// A section of the form.
#[derive(Debug, Serialize)]
pub struct SectionView<'a> {
    id: String,
    title: &'a str,
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
}

/// The templates have one branch for each.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Widget {
    Input,
    Textarea,
    Date,
    Radios,
    List,
    Checkboxes,
    Checkbox,
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
        definition
            .sections
            .iter()
            .enumerate()
            .map(|(place, section)| Self {
                id: section_id(place),
                title: &section.title,
                intro: section.intro.as_deref(),
                fields: section
                    .fields
                    .iter()
                    .map(|field| FieldView::new(definition, field, submission, faults))
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

/// The field's first control.
pub(super) fn first_id(field: &Field) -> String {
    field.wire_names().swap_remove(0)
}

/// A text as HTML can hold it: without NUL, which parsers would replace by something nobody typed.
pub fn shown(text: &str) -> String {
    text.replace('\0', "")
}

impl<'a> FieldView<'a> {
    fn new(
        definition: &'a Definition,
        field: &'a Field,
        submission: &Submission,
        faults: &'a [Fault],
    ) -> Self {
        let (widget, input_type, inputmode) = match &field.kind {
            Kind::Text { lines: Lines::Many, .. } => (Widget::Textarea, "", None),
            Kind::Text { lines: Lines::One, .. } => (Widget::Input, "text", None),
            Kind::Siren | Kind::Amount { .. } | Kind::Number { .. } | Kind::PostalCode => {
                (Widget::Input, "text", Some("numeric"))
            }
            // Not `email`: browsers would send a domain with accents as `xn--…`, and show it so.
            Kind::Email { .. } => (Widget::Input, "text", Some("email")),
            Kind::Phone { .. } => (Widget::Input, "tel", None),
            Kind::Date { .. } => (Widget::Date, "text", Some("numeric")),
            Kind::Choice { shown_as: ShownAs::Radios, .. } => (Widget::Radios, "", None),
            Kind::Choice { shown_as: ShownAs::List, .. } => (Widget::List, "", None),
            Kind::Choices { .. } => (Widget::Checkboxes, "", None),
            Kind::Confirmation => (Widget::Checkbox, "", None),
        };
        let rows = match field.kind {
            Kind::Text { lines: Lines::Many, max, .. } if max > 1000 => 10,
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
            id: first_id(field),
            label: &field.label,
            hint: field.hint.as_deref(),
            optional: !field.required && field.with.is_none(),
            required: field.required,
            max: match field.kind {
                Kind::Text { lines: Lines::Many, max, .. } => Some(max),
                _ => None,
            },
            widget,
            value: shown(submission.first(&field.name)),
            autocomplete: field.autocomplete.as_deref(),
            input_type,
            inputmode,
            rows,
            parts: parts(definition, field, submission, fault),
            choices: choices(field, submission),
            error,
            described_by: (!described.is_empty()).then(|| described.join(" ")),
        }
    }
}

fn parts<'a>(
    definition: &'a Definition,
    field: &Field,
    submission: &Submission,
    fault: Option<&Fault>,
) -> Vec<PartView<'a>> {
    let Kind::Date { .. } = field.kind else { return Vec::new() };
    let invalid = fault.map_or([false; 3], |fault| faulty_parts(&fault.reason).0);
    field
        .wire_names()
        .into_iter()
        .zip(DATE_PARTS)
        .zip(invalid)
        .map(|((name, part), invalid)| PartView {
            value: shown(submission.first(&name)),
            label: definition.text(part),
            invalid,
            name,
        })
        .collect()
}

fn choices<'a>(field: &'a Field, submission: &Submission) -> Vec<ChoiceView<'a>> {
    // Of a choice sent twice the first is shown, as of a text: two buttons cannot both be chosen.
    let most = match field.kind {
        Kind::Choices { .. } => usize::MAX,
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
    pairs.map(|(name, value)| Hidden { name, value: shown(value) }).collect()
}
