//! What the pages have in common: what they work with, what is typed, and what is said when something cannot be done.

pub mod answers;
pub mod fields;
pub mod plain;

use application_form::reference::Reference;
use authoring::typography::french;
use serde_json::json;
use tokio::runtime::Runtime;

use super::super::{
    desk::{Desk, at_work::AtWork},
    request::{Asked, PASSPHRASE, Verb},
    response::{Answer, Refusal},
    template::{Frame, Sheet},
};
use crate::{
    cases::{
        Case,
        error::{ActError, refusal::Refusal as Refused},
    },
    error::Error,
    records::find::{FindError, reference},
};

/// What a page of the open office works with.
pub struct Page<'a> {
    /// What lies open.
    pub at_work: &'a mut AtWork,
    /// What waits for the store.
    pub runtime: &'a Runtime,
    /// What is asked for.
    pub asked: &'a Asked,
    /// A page without text fields goes to the lock after so many seconds.
    pub idle_seconds: u64,
}

impl Page<'_> {
    /// What every page has.
    pub fn frame(&self) -> Frame {
        let remarks = self.at_work.office.remarks();
        let remarks = remarks.iter().map(|remark| sentence(remark)).collect();
        let seen = Some(self.at_work.office.cases.seen);
        Frame { idle_seconds: self.idle_seconds, remarks, seen }
    }

    /// A page.
    pub fn show(&self, sheet: Sheet) -> Answer {
        Answer::Page(sheet.open(self.asked, &self.frame()))
    }

    /// Another page is looked at next: an address below the session's base.
    pub fn see(&self, path: &str) -> Answer {
        Answer::See(format!("{}{path}", self.asked.base))
    }

    /// Whether a form was sent.
    pub fn is_sent(&self) -> bool {
        self.asked.verb == Verb::Post
    }

    /// What was typed in a field; `None` if nothing was.
    pub fn typed(&self, name: &str) -> Option<String> {
        let text = self.asked.fields.get(name).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The application that an address names.
    pub fn find(&self, typed: &str) -> Result<&Case, Error> {
        let reference = reference(typed)?;
        let unknown = || FindError::Unknown(reference.clone());
        Ok(self.at_work.office.cases.find(&reference).ok_or_else(unknown)?)
    }

    /// Every application whose box was ticked.
    pub fn ticked(&self) -> Result<Vec<Reference>, Error> {
        self.asked.fields.all("ref").map(|typed| Ok(reference(typed)?)).collect()
    }
}

/// There is no such page, or it takes no form.
pub fn no_such_page(page: &Page<'_>) -> Answer {
    let sheet = Sheet::message("Cette page n'existe pas", &["Le menu mène à toutes les pages."]);
    Answer::Refused(Refusal::NoSuchPage, sheet.open(page.asked, &page.frame()))
}

/// What was asked for could not be done, and nothing was: what was typed stays, to be sent again or copied.
pub fn failed(desk: &Desk, asked: &Asked, error: &Error) -> Answer {
    let frame = Frame { idle_seconds: desk.idle_seconds(), remarks: Vec::new(), seen: desk.seen() };
    match (asked.verb, error) {
        (Verb::Get, Error::Find(_)) => {
            let sheet = why(error, "Cette candidature n'existe pas");
            Answer::Refused(Refusal::NoSuchPage, sheet.open(asked, &frame))
        }
        (Verb::Get, Error::Act(ActError::Refused(refusals)))
            if matches!(refusals[..], [Refused::NoLetter(_)]) =>
        {
            let sheet = why(error, "Ce courrier n'existe pas");
            Answer::Refused(Refusal::NoSuchPage, sheet.open(asked, &frame))
        }
        (Verb::Get, _) => {
            Answer::Page(why(error, "Cette page ne peut pas s'afficher").open(asked, &frame))
        }
        // It is typed once more, where it was.
        (Verb::Post, _) if !asked.fields.get(PASSPHRASE).is_empty() => {
            let sheet = why(error, "Rien n'a été fait").with("back", &asked.path);
            Answer::Again(sheet.say("back_title", "Recommencer").open(asked, &frame))
        }
        (Verb::Post, _) => {
            let (typed, hidden): (Vec<_>, Vec<_>) =
                asked.fields.pairs().partition(|(name, _)| fields::of(name).is_some());
            let hidden: Vec<_> =
                hidden.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
            let typed: Vec<_> = typed
                .iter()
                .filter_map(|(name, value)| Some((value, fields::of(name)?)))
                .map(|(value, field)| {
                    let read = field.reader.words().map(french);
                    json!({"name": field.name, "value": value, "label": french(field.label), "read": read})
                })
                .collect();
            let parts = asked.parts();
            let about = match parts.as_slice() {
                [group, reference, _] if group == "candidatures" => Some(reference),
                _ => None,
            };
            let sheet = Sheet::new("refused.html", "Rien n'a été fait")
                .with("about", &about)
                .say("error", &sentence(&error.to_string()))
                .say("help", &sentence(&error.help().unwrap_or_default()))
                .with("path", &asked.path)
                .with("hidden", &hidden)
                .with("typed_fields", &typed)
                .typed();
            Answer::Again(sheet.open(asked, &frame))
        }
    }
}

/// The office cannot be opened.
pub fn why_closed(error: &Error) -> Sheet {
    why(error, "Le bureau ne peut pas s'ouvrir")
}

fn why(error: &Error, title: &str) -> Sheet {
    let help = error.help().unwrap_or_default();
    let texts = [sentence(&error.to_string()), sentence(&help)];
    let texts: Vec<&str> =
        texts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    Sheet::message(title, &texts)
}

/// As the commands say it, but for their own names, with a capital and a full stop.
pub fn sentence(text: &str) -> String {
    let text = plain::plain(text);
    let mut symbols = text.chars();
    let Some(first) = symbols.next() else { return String::new() };
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{end}", first.to_uppercase(), symbols.as_str())
}
