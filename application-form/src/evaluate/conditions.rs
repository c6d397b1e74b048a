//! The rules and warnings of a definition, applied to answers.

use jiff::{ToSpan, civil::Date};

use super::result::{Notice, StopReason};
use crate::{
    definition::{
        Definition,
        rule::{Rule, Sign, Test},
    },
    kind::{answer::Answer, date::anniversary},
    language::Language,
};

/// Why the rule is not met; `None` if it is.
pub(super) fn stop(
    rule: &Rule,
    language: Language,
    answers: &[(String, Answer)],
    today: Date,
) -> Option<StopReason> {
    let (_, answer) = answers.iter().find(|(name, _)| *name == rule.field)?;
    let message = match (&rule.test, answer) {
        (Test::OlderThan { years }, Answer::Date(date)) => {
            let anniversary = anniversary(*date, *years)?;
            if today > anniversary {
                return None;
            }
            let first_day = anniversary.saturating_add(1.day());
            let values = [("years", years.to_string()), ("date", language.long_date(first_day))];
            rule.message.fill(&values)
        }
        (Test::AtLeast { min }, Answer::Number(number)) if number < min => {
            rule.message.fill(&rule.values(language))
        }
        (Test::OneOf { choices }, Answer::Choice(choice)) if !choices.contains(choice) => {
            rule.message.fill(&rule.values(language))
        }
        _ => return None,
    };
    Some(StopReason { rule: rule.name.clone(), message })
}

/// Every sign that something is worth a second look, in the order of the definition.
pub(super) fn warnings(definition: &Definition, answers: &[(String, Answer)]) -> Vec<Notice> {
    let text = |name: &str| {
        answers.iter().find_map(|(known, answer)| match answer {
            Answer::Text(text) | Answer::Choice(text) if known == name => Some(text.as_str()),
            _ => None,
        })
    };
    let mut notices = Vec::new();
    for warning in &definition.warnings {
        let Some(answer) = text(&warning.field) else { continue };
        let values = match &warning.sign {
            Sign::NotOfChoice { choice } => {
                let Some(chosen) = text(choice) else { continue };
                let is_number = chosen.bytes().all(|byte| byte.is_ascii_digit());
                if !is_number || answer.starts_with(chosen) {
                    continue;
                }
                let label = definition
                    .field(choice)
                    .and_then(|field| field.choices().iter().find(|choice| choice.value == chosen))
                    .map_or(chosen, |choice| choice.label.as_str());
                vec![("answer", answer.to_owned()), ("choice", label.to_owned())]
            }
            Sign::MistypedDomain { domains } => {
                let Some((local, domain)) = answer.rsplit_once('@') else { continue };
                let Some(meant) = mistyped(domain, domains) else { continue };
                vec![("answer", answer.to_owned()), ("suggestion", format!("{local}@{meant}"))]
            }
        };
        let message = warning.message.fill(&values);
        notices.push(Notice { field: warning.field.clone(), message });
    }
    notices
}

/// The well-known domain that `domain` is within two mistakes of, if it is none itself.
fn mistyped<'a>(domain: &str, domains: &'a [String]) -> Option<&'a str> {
    let domain = domain.to_lowercase();
    if domains.contains(&domain) {
        return None;
    }
    // Two mistakes in a short name make another name: `ovh.fr` is not `sfr.fr`.
    let allowed = |known: &str| if known.len() >= 9 { 2 } else { 1 };
    domains
        .iter()
        .map(|known| (strsim::damerau_levenshtein(&domain, known), known.as_str()))
        .filter(|&(mistakes, known)| mistakes <= allowed(known))
        .min()
        .map(|(_, known)| known)
}
