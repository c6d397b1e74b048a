//! The end: the program forgets the keys and stops.

use super::super::{office::Desk, request::Asked, response::Answer, template::Sheet};

/// Asks whether one wants to.
pub fn ask(asked: &Asked) -> Answer {
    Answer::Page(Sheet::new("quit.html", "Quitter").closed(asked))
}

/// Says that it is over.
pub fn quit(desk: &mut Desk) -> Answer {
    desk.lock();
    let text = "Le programme s'est arrêté et a oublié votre clé. Vous pouvez fermer cet onglet.";
    Answer::Quit(Sheet::message("Le bureau est fermé", &[text]).outside())
}
