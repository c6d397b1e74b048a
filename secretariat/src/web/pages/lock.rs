//! The lock and the end: the phrase is asked for on a page, and what was sent meanwhile is carried through it.

use age::secrecy::SecretString;
use serde::Serialize;

use super::super::{
    desk::{Desk, Shut},
    request::{Asked, Fields, Verb},
    response::Answer,
    template::Sheet,
};
use super::page::sentence;
use crate::identity::phrase::normal;

pub mod first_start;

/// Before the names of the fields that are carried.
const CARRIED: &str = "repris.";

/// What came of a phrase.
pub enum Unlocked {
    /// A page: the one that was asked for, or the lock again.
    Answer(Answer),
    /// The form that was sent while the office was closed: now it is done.
    Carried(Asked),
}

#[derive(Serialize)]
struct Pair<'a> {
    name: &'a str,
    value: &'a str,
}

/// Where a page goes by itself when nobody has asked for anything for a while. Somebody may have, in another tab.
pub fn lock(desk: &mut Desk, asked: &Asked) -> Answer {
    let back = Sheet::message("Page masquée", &["Le bureau reste ouvert dans un autre onglet."]);
    if desk.is_open() {
        Answer::Page(back.with("back", &"/").say("back_title", "Revenir").closed(asked))
    } else {
        Answer::See(format!("{}/", asked.base))
    }
}

/// Asks for the phrase, and keeps what was sent.
pub fn ask(asked: &Asked, closed: &Shut) -> Answer {
    let carried: Vec<_> = match asked.verb {
        Verb::Post => asked.fields.pairs().collect(),
        Verb::Get => Vec::new(),
    };
    Answer::Page(sheet(&asked.path, asked.verb, &carried, closed).closed(asked))
}

/// Opens the office with the phrase that was typed.
pub fn unlock(desk: &mut Desk, asked: &Asked) -> Unlocked {
    let fields = &asked.fields;
    let verb = if fields.get("envoi") == "oui" { Verb::Post } else { Verb::Get };
    // Only ever below the session's own base.
    let path = format!("/{}", fields.get("vers").trim_start_matches('/'));
    let carried =
        || fields.pairs().filter_map(|(name, value)| Some((name.strip_prefix(CARRIED)?, value)));
    // Another tab was quicker.
    let opened = if desk.is_open() { Ok(()) } else { open(desk, fields.get("phrase")) };
    match (opened, verb) {
        (Err(closed), _) => {
            let sheet = sheet(&path, verb, &carried().collect::<Vec<_>>(), &closed);
            Unlocked::Answer(Answer::Again(sheet.closed(asked)))
        }
        (Ok(()), Verb::Get) => Unlocked::Answer(Answer::See(format!("{}{path}", asked.base))),
        (Ok(()), Verb::Post) => {
            let fields: Fields =
                carried().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            Unlocked::Carried(Asked { verb, path, fields, ..asked.clone() })
        }
    }
}

/// As it was typed; if that is not it, as the phrase of five words is written.
fn open(desk: &mut Desk, phrase: &str) -> Result<(), Shut> {
    let typed = |text: &str| (!text.is_empty()).then(|| SecretString::from(text));
    let opened = desk.open(typed(phrase).as_ref());
    let normal = normal(phrase);
    match opened {
        Err(Shut::WrongPhrase) if *normal != phrase => desk.open(typed(&normal).as_ref()),
        opened => opened,
    }
}

fn sheet(path: &str, verb: Verb, carried: &[(&str, &str)], closed: &Shut) -> Sheet {
    let carried: Vec<Pair<'_>> =
        carried.iter().map(|&(name, value)| Pair { name, value }).collect();
    let error = match closed {
        Shut::WrongPhrase => {
            "Cette phrase n'ouvre pas votre clé. Vérifiez la touche majuscules et la langue du clavier, puis recommencez.".to_owned()
        }
        Shut::Failed(error) => sentence(&error.to_string()),
        Shut::NoKey | Shut::AskPhrase | Shut::AskButton => String::new(),
    };
    Sheet::new("lock.html", "Le bureau est fermé")
        .with("to", &path)
        .with("sent", &(verb == Verb::Post))
        .with("carried", &carried)
        .with("protected", &!matches!(closed, Shut::AskButton))
        .say("error", &error)
}

/// Asks whether one wants to.
pub fn ask_to_quit(asked: &Asked) -> Answer {
    Answer::Page(Sheet::new("quit.html", "Quitter").closed(asked))
}

/// Says that it is over.
pub fn quit(desk: &mut Desk) -> Answer {
    desk.lock();
    let text = "Le programme s'est arrêté et a oublié votre clé. Vous pouvez fermer cet onglet.";
    Answer::Quit(Sheet::message("Le bureau est fermé", &[text]).outside())
}
