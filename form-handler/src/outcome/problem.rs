//! What is told about a request that nothing came of: to programs by name, to people in the form's texts.

use std::borrow::Cow;

use application_form::{
    definition::{Definition, texts::Texts},
    evaluate::result::Fault,
    message::Message,
};
use serde_json::{Value as Json, json};

use super::{
    Outcome,
    refusal::{Again, Failure, NotASubmission},
};

/// What is told about a request that nothing came of.
#[derive(Default)]
pub struct Told<'a> {
    /// For programs.
    pub name: &'static str,
    /// What happened.
    pub title: &'a str,
    /// What to do.
    pub text: Cow<'a, str>,
}

/// What is told about an outcome that is one of these; nothing about others, which have pages of their own.
pub fn told<'a>(outcome: &Outcome, definition: &'a Definition) -> Told<'a> {
    let texts = &definition.texts;
    let (name, title, text) = match outcome {
        Outcome::FormAgain { again: Again::Refused(refused), .. } => {
            let (name, title, text) = refusal(*refused, texts);
            return Told { name, title, text: format!("{text} {}", texts.refused_kept).into() };
        }
        Outcome::NotStored { .. } => {
            ("not-stored", &texts.not_stored_title, &texts.not_stored_text)
        }
        Outcome::RateLimited { .. } => ("too-many", &texts.too_many_title, &texts.too_many_text),
        Outcome::Failure(failure) => match failure {
            Failure::NotASubmission(refused) => {
                let (name, title, text) = refusal(*refused, texts);
                return Told { name, title, text: format!("{text} {}", texts.refused_back).into() };
            }
            Failure::Method { .. } => ("method", &texts.method_title, &texts.method_text),
            Failure::NotFound => ("not-found", &texts.not_found_title, &texts.not_found_text),
        },
        // Others have pages of their own, which `View` says.
        _ => return Told::default(),
    };
    let minutes = [("minutes", definition.language.number(outcome.minutes_to_wait()))];
    Told { name, title, text: Message::new(text).fill(&minutes).into() }
}

/// What happened and what to do, whether the form comes back filled in or not.
fn refusal(refused: NotASubmission, texts: &Texts) -> (&'static str, &str, &str) {
    match refused {
        NotASubmission::CrossSite => {
            ("cross-site", &texts.cross_site_title, &texts.cross_site_text)
        }
        NotASubmission::MediaType => {
            ("media-type", &texts.media_type_title, &texts.media_type_text)
        }
        NotASubmission::TooLarge => ("too-large", &texts.too_large_title, &texts.too_large_text),
        NotASubmission::Unreadable => {
            ("unreadable", &texts.unreadable_title, &texts.unreadable_text)
        }
    }
}

/// RFC 9457. The types are names, not addresses: there is nothing to look up.
pub fn problem(
    status: u16,
    definition: &Definition,
    name: &str,
    title: &str,
    detail: &str,
) -> Json {
    json!({
        "type": format!("{}{name}", definition.problems),
        "title": title,
        "status": status,
        "detail": detail,
    })
}

/// What is wrong with each answer.
pub fn invalid(status: u16, definition: &Definition, faults: &[Fault]) -> Json {
    let errors: Vec<Json> = faults
        .iter()
        .map(|fault| {
            json!({
                "field": fault.field,
                "reason": fault.reason.code().told(),
                "message": fault.message,
            })
        })
        .collect();
    json!({
        "type": format!("{}invalid-answers", definition.problems),
        "title": definition.texts.errors_heading,
        "status": status,
        "errors": errors,
    })
}
