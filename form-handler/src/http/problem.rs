//! What is told about a request that nothing came of: to programs by name, to people in the form's texts.

use std::borrow::Cow;

use application_form::{definition::texts::Texts, message::Message, numbers::thousands};

use crate::outcome::{Failure, NotASubmission, Outcome};

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
pub fn told<'a>(outcome: &Outcome, texts: &'a Texts) -> Told<'a> {
    let (name, title, text) = match outcome {
        Outcome::NotStored { .. } => {
            ("not-stored", &texts.not_stored_title, &texts.not_stored_text)
        }
        Outcome::RateLimited { .. } => ("too-many", &texts.too_many_title, &texts.too_many_text),
        Outcome::Failure(failure) => match failure {
            Failure::NotASubmission(NotASubmission::CrossSite) => {
                ("cross-site", &texts.cross_site_title, &texts.cross_site_text)
            }
            Failure::NotASubmission(NotASubmission::MediaType) => {
                ("media-type", &texts.media_type_title, &texts.media_type_text)
            }
            Failure::NotASubmission(NotASubmission::TooLarge) => {
                ("too-large", &texts.too_large_title, &texts.too_large_text)
            }
            Failure::NotASubmission(NotASubmission::Unreadable) => {
                ("unreadable", &texts.unreadable_title, &texts.unreadable_text)
            }
            Failure::Method { .. } => ("method", &texts.method_title, &texts.method_text),
            Failure::NotFound => ("not-found", &texts.not_found_title, &texts.not_found_text),
        },
        // Others have pages of their own, which `View` says.
        _ => return Told::default(),
    };
    let minutes = [("minutes", thousands(outcome.minutes_to_wait()))];
    Told { name, title, text: Message::new(text).fill(&minutes).into() }
}
