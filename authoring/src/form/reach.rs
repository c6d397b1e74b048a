//! Proves by enumeration that every question can be reached, and answered to some purpose.

use application_form::{
    definition::{Definition, Field, rule::Test, when::When},
    evaluate::branches::asked,
    kind::{FieldKind, answer::Answer},
};

use super::{
    Reader,
    branches::{FORM_BRANCHES, condition},
};
use crate::config::Node;

/// More combinations of choices than that are not gone through: sixteen questions of yes and no.
const MOST: usize = 1 << 16;

impl Reader<'_> {
    /// Goes through every combination of the choices that count, as an applicant could make it.
    pub(super) fn enumerate(&self, root: &Node, definition: &Definition) {
        if definition.fields().all(|field| field.when.is_none()) {
            return;
        }
        let Some(combinations) = combinations(definition) else {
            let span = definition.fields().find(|field| field.when.is_some());
            let span = span.map_or(0..0, |field| condition(root, &field.name));
            let message = format!("more than {MOST} combinations of choices decide what is asked");
            let help = "let fewer choices decide, or split the form".to_owned();
            self.diagnostics.push(self.source.error(FORM_BRANCHES, span, message).help(help));
            return;
        };
        let seen: Vec<(Vec<&str>, bool)> = combinations
            .iter()
            .map(|answers| (asked(definition, answers), stops(definition, answers)))
            .collect();
        for field in definition.fields().filter(|field| field.when.is_some()) {
            let mut reached =
                seen.iter().filter(|(asked, _)| asked.contains(&field.name.as_str())).peekable();
            let (message, help) = if reached.peek().is_none() {
                (
                    "nobody is ever asked this question",
                    "no combination of choices makes all of this hold",
                )
            } else if reached.all(|(_, stopped)| *stopped) {
                (
                    "only those who may not apply are asked this question",
                    "a rule stops each of its branches: remove the question, or change the rule",
                )
            } else {
                continue;
            };
            let span = condition(root, &field.name);
            self.diagnostics.push(self.source.error(FORM_BRANCHES, span, message).help(help));
        }
    }
}

/// Every combination of those choices that a condition or a rule looks at, hidden answers left out; `None` if there
/// are too many.
fn combinations(definition: &Definition) -> Option<Vec<Vec<(String, Answer)>>> {
    let mut combinations: Vec<Vec<(String, Answer)>> = vec![Vec::new()];
    for field in definition.fields() {
        let counting = counting(definition, field);
        if counting.is_empty() {
            continue;
        }
        let possible = possible(field, &counting)?;
        let mut next = Vec::new();
        for answers in combinations {
            if !asked(definition, &answers).contains(&field.name.as_str()) {
                next.push(answers);
                continue;
            }
            for answer in &possible {
                let given = answer.clone().map(|answer| (field.name.clone(), answer));
                next.push(answers.iter().cloned().chain(given).collect());
            }
            if next.len() > MOST {
                return None;
            }
        }
        combinations = next;
    }
    Some(combinations)
}

/// The values of a field that decide something.
fn counting<'d>(definition: &'d Definition, field: &Field) -> Vec<&'d str> {
    let of_conditions = definition.fields().filter_map(|other| other.when.as_ref());
    let of_conditions =
        of_conditions.flat_map(When::mentions).filter(|(name, _)| *name == field.name);
    let of_rules = definition.rules.iter().filter(|rule| rule.field == field.name);
    let of_rules = of_rules.filter_map(|rule| match &rule.test {
        Test::OneOf { choices } => Some(choices.as_slice()),
        Test::OlderThan { .. } | Test::AtLeast { .. } => None,
    });
    let mut values: Vec<&str> =
        of_conditions.map(|(_, is)| is).chain(of_rules).flatten().map(String::as_str).collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// What can be answered, as far as it decides something: `None` of them is no answer. `None` at all if that is too
/// much.
fn possible(field: &Field, counting: &[&str]) -> Option<Vec<Option<Answer>>> {
    let mut answers: Vec<Option<Answer>> = Vec::new();
    match &field.kind {
        FieldKind::Choice { choices, .. } => {
            let values = choices.iter().map(|choice| choice.value.as_str());
            let other = values.clone().find(|value| !counting.contains(value));
            let decisive = values.filter(|value| counting.contains(value)).chain(other);
            answers.extend(decisive.map(|value| Some(Answer::Choice(value.to_owned()))));
        }
        FieldKind::Choices { choices } => {
            let values = || choices.iter().map(|choice| choice.value.as_str());
            let other = values().find(|value| !counting.contains(value));
            let decisive: Vec<&str> =
                values().filter(|value| counting.contains(value)).chain(other).collect();
            if decisive.len() > MOST.ilog2() as usize {
                return None;
            }
            for set in 1..1_usize << decisive.len() {
                let chosen = decisive.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0);
                let chosen: Vec<String> = chosen.map(|(_, value)| (*value).to_owned()).collect();
                let alone =
                    choices.iter().any(|choice| choice.alone && chosen.contains(&choice.value));
                if chosen.len() == 1 || !alone {
                    answers.push(Some(Answer::Choices(chosen)));
                }
            }
        }
        _ => answers.push(Some(Answer::Confirmed)),
    }
    if !field.required {
        answers.push(None);
    }
    Some(answers)
}

/// Whether a rule about choices stops these answers.
fn stops(definition: &Definition, answers: &[(String, Answer)]) -> bool {
    definition.rules.iter().any(|rule| match &rule.test {
        Test::OneOf { choices } => answers.iter().any(|(name, answer)| {
            *name == rule.field
                && matches!(answer, Answer::Choice(value) if !choices.contains(value))
        }),
        Test::OlderThan { .. } | Test::AtLeast { .. } => false,
    })
}
