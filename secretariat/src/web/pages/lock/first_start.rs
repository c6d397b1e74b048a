//! The first start: there is no key on this machine, and one is made, with a phrase that is typed back before.

use std::fs;

use age::secrecy::{ExposeSecret, SecretString};
use form_handler::{crypto::recipients::fingerprint, store::journal::author::Author};

use super::super::super::{
    desk::Desk,
    request::{Asked, Verb},
    response::Answer,
    template::Sheet,
};
use super::super::page::why_closed;
use crate::{
    error::Error,
    identity::{
        create::{NewIdentityError, create_with},
        phrase::{CHOICE, LENGTH, draw, normal},
    },
    text::paris_time,
};

/// Whatever is asked for leads here while there is no key.
pub fn answer(desk: &mut Desk, asked: &Asked) -> Answer {
    match (asked.verb, asked.path.as_str()) {
        (Verb::Post, "/cle") => propose(desk, asked),
        (Verb::Post, "/cle/phrase") => make(desk, asked),
        _ => {
            let path = desk.settings.identity().display().to_string();
            let sheet = Sheet::new("first-start.html", "Première ouverture");
            Answer::Page(sheet.with("path", &path).closed(asked))
        }
    }
}

fn propose(desk: &mut Desk, asked: &Asked) -> Answer {
    let phrase = desk.proposed_phrase.get_or_insert_with(draw).clone();
    Answer::Page(type_back(&phrase, "").closed(asked))
}

fn type_back(phrase: &SecretString, error: &str) -> Sheet {
    Sheet::new("type-phrase.html", "Votre phrase secrète")
        .with("phrase", &phrase.expose_secret())
        .with("length", &LENGTH)
        .with("choice", &CHOICE)
        .say("error", error)
        .typed()
}

fn make(desk: &mut Desk, asked: &Asked) -> Answer {
    // Nobody typed anything for a while, or another tab was quicker: it is shown again.
    let Some(phrase) = desk.proposed_phrase.clone() else { return propose(desk, asked) };
    if *normal(asked.fields.get("phrase")) != phrase.expose_secret() {
        let error = "Ce n'est pas la phrase affichée. Recopiez ses cinq mots, dans l'ordre.";
        return Answer::Again(type_back(&phrase, error).closed(asked));
    }
    match key_made(desk, asked, &phrase) {
        Ok(answer) => answer,
        Err(error) => Answer::Again(why_closed(&error).closed(asked)),
    }
}

fn key_made(desk: &mut Desk, asked: &Asked, phrase: &SecretString) -> Result<Answer, Error> {
    let path = desk.settings.identity().to_owned();
    let identity =
        desk.with_context(None, |_, _, context| create_with(&path, Some(phrase.clone()), context))?;
    desk.proposed_phrase = None;
    let sealed = fs::read_to_string(&path)
        .map_err(|source| NewIdentityError::Io { path: path.clone(), source })?;
    let (key, sign) = (identity.to_public(), Author::of(&identity).public());
    // A value of the template: its quotes are not French.
    let lines = format!(
        "[[recipient]]\nrole = \"secrétariat du bureau\"\nname = \"Prénom Nom\"\nkey = \"{key}\"\nsign = \"{sign}\""
    );
    let sheet = Sheet::new("key-made.html", "Votre clé est prête")
        .with("path", &path.display().to_string())
        .with("number", &fingerprint(&key).to_string())
        .with("lines", &lines)
        .with("sealed", &sealed.lines().collect::<Vec<_>>())
        .with("day", &paris_time::long_day(desk.now()));
    Ok(Answer::Page(sheet.closed(asked)))
}
