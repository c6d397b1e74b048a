//! Applications as rows and columns, whatever file they go into.

use std::borrow::Cow;

use application_form::{
    definition::{Definition, Field},
    kind::FieldKind,
};
use form_handler::record::contents::{AskedQuestion, Authorship, SealedContents};
use serde_json::Value as Json;

use super::{cell::Cell, columns::Shown, office};
use crate::{
    cases::Case,
    commands::show::answers::{chosen, plain},
};

/// A header and a row per application.
#[derive(Debug)]
pub struct Table {
    /// What each column holds.
    pub header: Vec<String>,
    /// As many cells each as the header has.
    pub rows: Vec<Vec<Cell>>,
}

/// A question, or one of its choices.
struct Column<'a> {
    name: &'a str,
    label: &'a str,
    /// Of a question with several choices: the value, and what the applicant read.
    choice: Option<(&'a str, &'a str)>,
    field: Option<&'a Field>,
}

impl Table {
    /// One column a question, or a choice of a question of today's form where several can be chosen: those of today's
    /// form, then those that only older applications were asked. Nothing depends on what was answered. Labels are those of
    /// the latest application.
    pub fn of(cases: &[&Case], today: Option<&Definition>, shown: &Shown) -> Self {
        let opened: Vec<_> =
            cases.iter().filter_map(|case| Some((*case, case.contents.as_ref()?))).collect();
        let contents: Vec<_> = opened.iter().map(|(_, contents)| *contents).collect();
        let columns = columns(&contents, today, shown);
        let mut header: Vec<String> =
            ["reference", "recue_le", "etat", "quarantaine", "signature"].map(String::from).into();
        header.extend(columns.iter().map(|column| match column.choice {
            Some((_, choice)) => format!("{} : {choice}", column.label),
            None => column.label.to_owned(),
        }));
        if shown.remarks() {
            header.push("avertissements".to_owned());
            header.extend(office::HEADER.map(String::from));
        }
        header.push("formulaire".to_owned());
        let rows = opened.iter().map(|(case, contents)| row(case, contents, &columns, shown));
        Self { header, rows: rows.collect() }
    }
}

fn columns<'a>(
    all: &[&'a SealedContents],
    today: Option<&'a Definition>,
    shown: &Shown,
) -> Vec<Column<'a>> {
    let asked: Vec<&AskedQuestion> = all
        .iter()
        .rev()
        .flat_map(|contents| contents.sections.iter().flat_map(|section| &section.questions))
        .collect();
    let mut names: Vec<&str> =
        today.into_iter().flat_map(Definition::fields).map(|field| field.name.as_str()).collect();
    // Version 1 does not say what was asked; later ones ask whatever they hold an answer to.
    let answered = all.iter().flat_map(|contents| contents.answers.keys().map(String::as_str));
    for name in asked.iter().map(|question| question.name.as_str()).chain(answered) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.retain(|name| shown.shows(name));
    let mut columns = Vec::new();
    for name in names {
        let field = today.and_then(|form| form.field(name));
        let of_name = || asked.iter().filter(|question| question.name == name);
        let label = of_name().next().map(|question| question.label.as_str());
        let label = label.or(field.map(|field| field.label.as_str())).unwrap_or(name);
        let Some(FieldKind::Choices { choices: todays }) = field.map(|field| &field.kind) else {
            columns.push(Column { name, label, choice: None, field });
            continue;
        };
        let mut choices: Vec<(&str, &str)> = Vec::new();
        let todays = todays.iter().map(|choice| (choice.value.as_str(), choice.label.as_str()));
        let earlier = of_name()
            .flat_map(|question| &question.choices)
            .filter_map(|(value, label)| Some((value.as_str(), label.as_str()?)));
        for (value, label) in todays.chain(earlier) {
            if choices.iter().all(|(known, _)| *known != value) {
                choices.push((value, label));
            }
        }
        let column = |choice| Column { name, label, choice: Some(choice), field };
        columns.extend(choices.into_iter().map(column));
    }
    columns
}

fn row(case: &Case, contents: &SealedContents, columns: &[Column<'_>], shown: &Shown) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let quarantine = case.record.as_ref().is_some_and(|record| record.quarantine);
    let mut cells = vec![
        text(case.reference.as_str()),
        case.received_at().map_or_else(|| text(""), |at| Cell::Time(at.timestamp())),
        text(&case.state_words()),
        text(if quarantine { "oui" } else { "non" }),
        text(match case.authorship {
            Some(Authorship::Signed) => "valable",
            Some(Authorship::Unsigned) => "non signée",
            None => "",
        }),
    ];
    cells.extend(columns.iter().map(|column| cell(contents, column)));
    if shown.remarks() {
        let warnings = contents
            .warnings
            .iter()
            .filter(|warning| shown.shows(&warning.field))
            .map(|warning| format!("{} : {}", warning.field, warning.message));
        cells.push(Cell::Text(warnings.collect::<Vec<_>>().join("\n")));
        cells.extend(office::cells(case));
    }
    cells.push(Cell::Text(contents.form.clone()));
    cells
}

fn cell(contents: &SealedContents, column: &Column<'_>) -> Cell {
    let Some(answer) = contents.answers.get(column.name) else { return Cell::Text(String::new()) };
    if let Some((value, _)) = column.choice {
        let is_chosen = plain(answer).iter().any(|chosen| chosen == value);
        return Cell::Text(if is_chosen { "oui" } else { "non" }.to_owned());
    }
    let text = plain(answer).join(", ");
    match column.field.map(|field| &field.kind) {
        Some(FieldKind::Date { .. }) => text.parse().map_or(Cell::Text(text), Cell::Day),
        Some(FieldKind::Amount { .. } | FieldKind::Number { .. }) => {
            text.parse().map_or(Cell::Text(text), Cell::Number)
        }
        Some(FieldKind::Choice { .. }) | None => Cell::Text(in_words(contents, column, answer)),
        Some(_) => Cell::Text(text),
    }
}

/// In the words that the applicant read, where the application carries them.
fn in_words(contents: &SealedContents, column: &Column<'_>, answer: &Json) -> String {
    let mut asked = contents.sections.iter().flat_map(|section| &section.questions);
    let asked = asked.find(|question| question.name == column.name).map(Cow::Borrowed);
    let todays = || {
        let choices = match &column.field?.kind {
            FieldKind::Choice { choices, .. } => choices.iter(),
            _ => return None,
        };
        let choices = choices.map(|choice| (choice.value.clone(), choice.label.clone().into()));
        let (name, label) = (column.name.to_owned(), column.label.to_owned());
        Some(Cow::Owned(AskedQuestion { name, label, choices: choices.collect() }))
    };
    match asked.or_else(todays) {
        Some(question) => chosen(&question, None, answer).join(", "),
        None => plain(answer).join(", "),
    }
}
