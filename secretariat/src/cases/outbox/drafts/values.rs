//! What the names of a letter stand for.

use jiff::{Timestamp, civil::DateTime};

use crate::{
    cases::{
        Case,
        outbox::{Addressee, Writing},
    },
    cli::words::State,
    journal::act::{Invitation, OpinionData},
    text::{
        day::Day,
        paris_time::{self, hour},
    },
};

/// Each name and its value.
pub(super) type Values = Vec<(&'static str, String)>;

/// Who has applied; empty once that is erased.
pub(super) fn firm(case: &Case) -> Addressee {
    let names: Vec<&str> = ["prenom", "nom"].iter().filter_map(|name| case.answer(name)).collect();
    Addressee {
        name: names.join(" "),
        firm: case.firm().map(ToOwned::to_owned),
        email: case.answer("courriel").map(ToOwned::to_owned),
    }
}

/// Of an application.
pub(super) fn of_case(case: &Case, writing: Writing<'_>, now: Timestamp) -> Values {
    let answer = |field| case.answer(field).unwrap_or_default().to_owned();
    let decision = case.decision.as_ref();
    let reason = decision.and_then(|decision| {
        let code = decision.reason.as_deref()?;
        let reasons = writing.settings.reasons_of(decision.outcome.id());
        let words = reasons.iter().find(|reason| reason.code == code);
        Some(words.map_or(code, |reason| &reason.words).to_owned())
    });
    let received = case.received_at();
    vec![
        ("date", Day::of(now).long()),
        ("reference", case.reference.to_string()),
        ("entreprise", answer("raison_sociale")),
        ("prenom", answer("prenom")),
        ("nom", answer("nom")),
        ("recue_le", received.map(|at| paris_time::long_day(at.timestamp())).unwrap_or_default()),
        ("motif", reason.unwrap_or_default()),
        ("texte", decision.and_then(|decision| decision.text.clone()).unwrap_or_default()),
        ("jour", case.hearing.as_ref().map(|place| day(&place.starts)).unwrap_or_default()),
        ("avis", case.opinion.as_ref().map(OpinionData::for_the_firm).unwrap_or_default()),
    ]
}

/// Of a letter about a hearing, which takes so many minutes a firm.
pub(super) fn of_hearing(
    invitation: &Invitation,
    addressee: &Addressee,
    slot_minutes: u32,
) -> Values {
    vec![
        ("destinataire", addressee.name.clone()),
        ("jour", day(&invitation.starts)),
        ("heure", hour(&invitation.starts)),
        ("fin", hour(&invitation.ends)),
        ("duree", slot_minutes.to_string()),
    ]
}

/// Why somebody is not expected any more, as far as that is theirs to know: not who has excluded whom, nor who else
/// has left.
pub(super) fn why_cancelled(case: Option<&Case>, is_held: bool) -> &'static str {
    match case.map(|case| case.state) {
        _ if !is_held => "L'audition n'a pas lieu. Nous vous prions de nous en excuser.",
        Some(State::Withdrawn) => "Vous avez retiré votre candidature.",
        _ => "",
    }
}

/// `1er juin 2021`, of a local time to the minute.
pub(super) fn day(local: &str) -> String {
    let time = local.parse::<DateTime>();
    time.map_or_else(|_| local.to_owned(), |time| Day(time.date()).long())
}
