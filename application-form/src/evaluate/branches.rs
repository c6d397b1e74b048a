//! Which questions are asked, given the answers so far.

use jiff::civil::Date;

use super::result::Fault;
use crate::{
    definition::{Definition, Field},
    kind::answer::{Answer, CONFIRMED},
    message::ReasonCode,
    submission::Submission,
};

/// The name under which a page says which questions it asked that not everyone is asked.
pub const ASKED: &str = "asked";

/// The names of the fields that are asked. A question that is not asked has no answer that could count for another.
pub fn asked<'d>(definition: &'d Definition, answers: &[(String, Answer)]) -> Vec<&'d str> {
    let mut asked: Vec<&str> = Vec::new();
    // Those that it depends on stand before it.
    for field in definition.fields() {
        let is_chosen = |name: &str, value: &str| {
            asked.contains(&name)
                && answers.iter().any(|(known, answer)| known == name && is(answer, value))
        };
        if field.when.as_ref().is_none_or(|when| when.holds(&is_chosen)) {
            asked.push(&field.name);
        }
    }
    // A detail goes with its choice.
    let is_hidden = |field: &Field| {
        field.with.as_ref().is_some_and(|with| !asked.contains(&with.field.as_str()))
    };
    let hidden: Vec<&str> =
        definition.fields().filter(|field| is_hidden(field)).map(|field| &*field.name).collect();
    asked.retain(|name| !hidden.contains(name));
    asked
}

/// The same for what was sent, whatever else is wrong with it.
pub fn asked_by<'d>(definition: &'d Definition, submission: &Submission) -> Vec<&'d str> {
    // No question out of a list looks at the day.
    let read = |field: &Field| {
        let answer = field.kind.read(&field.name, submission, Date::MAX);
        answer.ok().flatten().map(|answer| (field.name.clone(), answer))
    };
    let mut answers: Vec<(String, Answer)> = definition.fields().filter_map(read).collect();
    add_implied_choices(definition, &mut answers);
    asked(definition, &answers)
}

/// A detail given without its choice adds the choice: the applicant meant it, and sees it on the check page.
pub(super) fn add_implied_choices(definition: &Definition, answers: &mut Vec<(String, Answer)>) {
    for field in definition.fields() {
        let Some(with) = &field.with else { continue };
        let Some(parent) = definition.field(&with.field) else { continue };
        if !answers.iter().any(|(name, _)| *name == field.name) {
            continue;
        }
        let mut chosen = match answers.iter().find(|(name, _)| *name == parent.name) {
            Some((_, Answer::Choices(chosen))) => chosen.clone(),
            _ => Vec::new(),
        };
        if !chosen.contains(&with.choice) {
            chosen.push(with.choice.clone());
        }
        let in_order = parent
            .choices()
            .iter()
            .map(|choice| choice.value.clone())
            .filter(|value| chosen.contains(value))
            .collect();
        answers.retain(|(name, _)| *name != parent.name);
        answers.push((parent.name.clone(), Answer::Choices(in_order)));
    }
    let place = |name: &str| definition.fields().position(|field| field.name == name);
    answers.sort_by_key(|(name, _)| place(name));
}

/// Whether a fault is only that a question was not there to be answered: it is asked because of the others.
pub fn is_new(definition: &Definition, submission: &Submission, fault: &Fault) -> bool {
    let Some(field) = definition.field(&fault.field) else { return false };
    field.when.is_some()
        && fault.reason.code() == ReasonCode::Missing
        && submission.all(ASKED).all(|name| name != field.name)
        && field.wire_names().iter().all(|name| submission.all(name).all(str::is_empty))
}

fn is(answer: &Answer, value: &str) -> bool {
    match answer {
        Answer::Choice(chosen) => chosen == value,
        Answer::Choices(chosen) => chosen.iter().any(|each| each == value),
        Answer::Confirmed => value == CONFIRMED,
        Answer::Text(_) | Answer::Siren(_) | Answer::Date(_) | Answer::Number(_) => false,
    }
}
