//! The rules and warnings of a definition, applied to answers.

use jiff::{ToSpan, civil::Date};

use super::{
    domains::meant,
    result::{JudgedAnswer, Notice, StopReason},
};
use crate::{
    definition::{
        Definition, Field,
        rule::{Rule, Sign, Test},
    },
    kind::{answer::Answer, date::anniversary},
    message::Message,
};

/// Why the rule is not met; `None` if it is.
pub(super) fn stop(
    definition: &Definition,
    rule: &Rule,
    answers: &[(String, Answer)],
    today: Date,
) -> Option<StopReason> {
    let (_, answer) = answers.iter().find(|(name, _)| *name == rule.field)?;
    let mut values = rule.values(definition.language);
    let mut contradiction = None;
    match (&rule.test, answer) {
        (Test::OlderThan { years }, Answer::Date(date)) => {
            let anniversary = anniversary(*date, *years)?;
            if today > anniversary {
                return None;
            }
            let first_day = anniversary.saturating_add(1.day());
            values.push(("date", definition.language.long_date(first_day)));
        }
        (Test::AtLeast { min }, Answer::Number(number)) if number < min => {}
        (Test::OneOf { choices }, Answer::Choice(choice)) if !choices.contains(choice) => {
            contradiction = contradicted(definition, rule, choices, answers);
        }
        _ => return None,
    }
    let (against, contradiction) = contradiction.unzip();
    let judged = [Some(rule.field.as_str()), against].into_iter().flatten();
    Some(StopReason {
        rule: rule.name.clone(),
        message: rule.message.fill(&values),
        judged: judged.filter_map(|name| judged_answer(definition, name, answers)).collect(),
        contradiction,
    })
}

/// The field whose answer says that one of the accepted `choices` is meant, and the sentence that says so: a
/// postal code in a department that was not chosen.
fn contradicted<'a>(
    definition: &'a Definition,
    rule: &Rule,
    choices: &[String],
    answers: &[(String, Answer)],
) -> Option<(&'a str, String)> {
    definition.warnings.iter().find_map(|warning| {
        let Sign::NotOfChoice { choice } = &warning.sign else { return None };
        let answer = text(answers, &warning.field).filter(|_| *choice == rule.field)?;
        let meant = choices.iter().find(|choice| answer.starts_with(choice.as_str()))?;
        let chosen = text(answers, choice)?;
        let values = [
            ("answer", answer.to_owned()),
            ("choice", label(definition, choice, meant)),
            ("chosen", label(definition, choice, chosen)),
        ];
        let message = Message::new(&definition.texts.stop_contradiction).fill(&values);
        Some((warning.field.as_str(), message))
    })
}

fn judged_answer(
    definition: &Definition,
    name: &str,
    answers: &[(String, Answer)],
) -> Option<JudgedAnswer> {
    let field = definition.field(name)?;
    let (_, answer) = answers.iter().find(|(known, _)| known == name)?;
    let answer = field.kind.shown(answer, definition.language).join(", ");
    Some(JudgedAnswer { field: name.to_owned(), answer })
}

fn text<'a>(answers: &'a [(String, Answer)], name: &str) -> Option<&'a str> {
    answers.iter().find_map(|(known, answer)| match answer {
        Answer::Text(text) | Answer::Choice(text) if known == name => Some(text.as_str()),
        _ => None,
    })
}

/// How a choice of that field is called.
fn label(definition: &Definition, field: &str, value: &str) -> String {
    let choices = definition.field(field).map(Field::choices).unwrap_or_default();
    let choice = choices.iter().find(|choice| choice.value == value);
    choice.map_or(value, |choice| choice.label.as_str()).to_owned()
}

/// Every sign that something is worth a second look, in the order of the definition.
pub(super) fn warnings(definition: &Definition, answers: &[(String, Answer)]) -> Vec<Notice> {
    let mut notices = Vec::new();
    for warning in &definition.warnings {
        let Some(answer) = text(answers, &warning.field) else { continue };
        let mut values = vec![("answer", answer.to_owned())];
        let mut suggestion = None;
        match &warning.sign {
            Sign::NotOfChoice { choice } => {
                let Some(chosen) = text(answers, choice) else { continue };
                let is_number = chosen.bytes().all(|byte| byte.is_ascii_digit());
                if !is_number || answer.starts_with(chosen) {
                    continue;
                }
                values.push(("choice", label(definition, choice, chosen)));
            }
            Sign::MistypedDomain { domains } => {
                let Some((local, domain)) = answer.rsplit_once('@') else { continue };
                let Some(meant) = meant(domain, domains) else { continue };
                let meant = format!("{local}@{meant}");
                values.push(("suggestion", meant.clone()));
                suggestion = Some(meant);
            }
        }
        let message = warning.message.fill(&values);
        notices.push(Notice { field: warning.field.clone(), message, suggestion });
    }
    notices
}
