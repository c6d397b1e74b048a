//! The pages: what is answered to what is asked, in the office's own thread.

use super::{
    office::{Closed, Desk},
    request::{Asked, Verb},
    response::{Answer, Refusal},
    template::Sheet,
};
use crate::error::Error;

pub mod lock;
pub mod first_start;
pub mod quit;

/// Answers; before anything else, the office must be open.
pub fn answer(desk: &mut Desk, asked: &Asked) -> Answer {
    let parts = asked.parts();
    match (asked.verb, &parts[..]) {
        // It comes by itself: nobody is here.
        (Verb::Get, ["verrou"]) => return lock::lock(desk, asked),
        (Verb::Post, ["ouvrir"]) => {
            desk.touch();
            return match lock::unlock(desk, asked) {
                lock::Unlocked::Answer(answer) => answer,
                lock::Unlocked::Carried(carried) => answer(desk, &carried),
            };
        }
        (Verb::Get, ["quitter"]) => return quit::ask(asked),
        (Verb::Post, ["quitter"]) => return quit::quit(desk),
        _ => desk.touch(),
    }
    match desk.opened() {
        Ok(_) => match page(desk, asked, &parts) {
            Ok(answer) => answer,
            Err(error) => failed(desk, asked, &error),
        },
        Err(Closed::NoKey) => first_start::answer(desk, asked),
        Err(Closed::Failed(error)) => Answer::Page(why_closed(&error).closed(asked)),
        Err(closed) => lock::ask(asked, &closed),
    }
}

fn page(desk: &mut Desk, asked: &Asked, parts: &[&str]) -> Result<Answer, Error> {
    let idle = desk.idle_seconds();
    match (asked.verb, parts) {
        (Verb::Get, []) => {
            let count = desk.current()?.applications().count();
            let text = format!("{count} candidature(s) s'ouvrent avec votre clé.");
            Ok(Answer::Page(Sheet::message("Aujourd'hui", &[&text]).open(asked, idle)))
        }
        _ => Ok(no_such_page(desk, asked)),
    }
}

/// There is no such page, or it takes no form.
fn no_such_page(desk: &Desk, asked: &Asked) -> Answer {
    let sheet = Sheet::message("Cette page n'existe pas", &["Le menu mène à toutes les pages."]);
    Answer::Refused(Refusal::NoSuchPage, sheet.open(asked, desk.idle_seconds()))
}

/// What was asked for could not be done: nothing was.
fn failed(desk: &Desk, asked: &Asked, error: &Error) -> Answer {
    let sheet = why(error, "Cela n'a pas pu se faire");
    Answer::Again(sheet.open(asked, desk.idle_seconds()))
}

fn why_closed(error: &Error) -> Sheet {
    why(error, "Le bureau ne peut pas s'ouvrir")
}

fn why(error: &Error, title: &str) -> Sheet {
    let help = error.help().unwrap_or_default();
    let texts = [sentence(&error.to_string()), sentence(&help)];
    let texts: Vec<&str> =
        texts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    Sheet::message(title, &texts)
}

/// As the commands say it, with a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut symbols = text.chars();
    let Some(first) = symbols.next() else { return String::new() };
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{end}", first.to_uppercase(), symbols.as_str())
}
