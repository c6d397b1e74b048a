//! The values that a filter can have: what is typed and is none of them is a slip, and not an empty list.

use application_form::{definition::Definition, kind::FieldKind};
use authoring::diagnostics::suggest;

use super::search::folded;
use crate::{
    cases::case::Case,
    cli::{args::list::Filters, usage::UsageError},
    records::forms::Forms,
};

/// A value, and what people call it; the same where nobody knows.
type KnownValue = (String, String);

/// The answers by which a list is filtered, and what one of them is called.
const ANSWERS: [(&str, &str); 2] = [("departement", "un département"), ("secteur", "un secteur")];

/// Whether each answer that a list is filtered by is one that some form offers, or some application gives.
pub fn check(
    filters: &Filters,
    cases: &[Case],
    forms: &Forms,
    form: Option<&str>,
) -> Result<(), UsageError> {
    let typed = [&filters.department, &filters.sector];
    for ((field, what), typed) in ANSWERS.into_iter().zip(typed) {
        let Some(typed) = typed else { continue };
        let known = known(field, cases, forms, form);
        if !known.is_empty() && known.iter().all(|(value, _)| value != typed) {
            let help = help(typed, &known);
            return Err(UsageError::NotKnown { typed: typed.clone(), what, help });
        }
    }
    Ok(())
}

/// In the order of today's forms, then those that only an application gives.
fn known(field: &str, cases: &[Case], forms: &Forms, form: Option<&str>) -> Vec<KnownValue> {
    let is_asked = |each: &&Definition| form.is_none_or(|id| each.id == id);
    let fields = forms.readable().filter(is_asked).filter_map(|form| form.field(field));
    let offered = fields.flat_map(|field| match &field.kind {
        FieldKind::Choice { choices, .. } => choices.as_slice(),
        _ => &[],
    });
    let offered = offered.map(|choice| (choice.value.clone(), choice.label.clone()));
    let given = cases.iter().filter_map(|case| case.answer(field));
    let given = given.map(|value| (value.to_owned(), value.to_owned()));
    let mut known: Vec<KnownValue> = Vec::new();
    for (value, label) in offered.chain(given) {
        if known.iter().all(|(other, _)| *other != value) {
            known.push((value, label));
        }
    }
    known
}

fn help(typed: &str, known: &[KnownValue]) -> String {
    let sought = folded(typed);
    let named = |(value, label): &KnownValue| {
        if value == label { value.clone() } else { format!("{value} ({label})") }
    };
    let is_called =
        |(_, label): &&KnownValue| !sought.is_empty() && folded(label).contains(&sought);
    let near = known.iter().find(is_called).or_else(|| {
        let words = known.iter().flat_map(|(value, label)| [value.as_str(), label.as_str()]);
        let near = suggest::nearest(typed.trim(), words)?;
        known.iter().find(|(value, label)| value == near || label == near)
    });
    match near {
        Some(near) => format!("vouliez-vous dire {} ?", named(near)),
        None => {
            format!("au choix : {}", known.iter().map(named).collect::<Vec<_>>().join(", "))
        }
    }
}
