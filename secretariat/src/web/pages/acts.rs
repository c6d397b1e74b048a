//! What can be done with an application: every form of its page, and the functions of the office that they lead to.

use std::str::FromStr;

use application_form::reference::Reference;
use clap::ValueEnum;
use tokio::runtime::Runtime;

use super::{
    super::response::Answer,
    page::{Page, no_such_page},
};
use crate::{
    cases::{
        Office,
        error::ActError,
        office::{decide::note as new_note, record::Run},
    },
    cli::{
        args::acts::Verified,
        words::{NoteKind, Screening},
    },
    error::Error,
    journal::act::{Deed, FollowUpData, NoteData},
    records::find::reference,
    text::day::Day,
};

/// Does what a form of an application asks for.
pub fn act(page: &mut Page<'_>, typed: &str, act: &str) -> Result<Answer, Error> {
    let case = page.find(typed)?.reference.clone();
    let deed = match act {
        "noter" => Deed::Note(note(page)?),
        "verifier" => {
            let to = choice::<Screening>(page, "resultat")?;
            return record_and_see(page, &case, |office, runtime, case, page_reason| {
                runtime.block_on(office.screen(case, to, page_reason, Run::Real))
            });
        }
        "reprendre" => {
            return record_and_see(page, &case, |office, runtime, case, reason| {
                runtime.block_on(office.undo(case, reason, Run::Real))
            });
        }
        "deporter" => Deed::RecuseMe {},
        "ouvrir" => Deed::Opened {},
        "suivre" => Deed::Followup(match (page.typed("suivi"), page.typed("motif_libre")) {
            (Some(text), _) => FollowUpData::Text(text),
            (None, reason) => FollowUpData::Skipped(missing(reason, "Pourquoi")?),
        }),
        "corriger" => {
            amend(page, &case)?;
            return Ok(page.see(&format!("/candidatures/{case}")));
        }
        _ => return Ok(no_such_page(page)),
    };
    let recording = page.at_work.office.record(vec![(case.clone(), deed)], Run::Real);
    page.runtime.block_on(recording)?;
    Ok(page.see(&format!("/candidatures/{case}")))
}

fn record_and_see<T>(
    page: &mut Page<'_>,
    case: &Reference,
    act: impl FnOnce(&mut Office, &Runtime, &Reference, &str) -> Result<T, ActError>,
) -> Result<Answer, Error> {
    let reason = missing(page.typed("motif_libre"), "Pourquoi")?;
    act(&mut page.at_work.office, page.runtime, case, &reason)?;
    Ok(page.see(&format!("/candidatures/{case}")))
}

fn amend(page: &mut Page<'_>, case: &Reference) -> Result<(), Error> {
    let fields = &page.asked.fields;
    let values = [format!("{}={}", fields.get("champ"), fields.get("valeur"))];
    let caller = choice::<Verified>(page, "verifie")?.caller();
    let at_work = &mut *page.at_work;
    let amending = at_work.office.amend(case, &values, &at_work.forms, caller, Run::Real);
    page.runtime.block_on(amending)?;
    Ok(())
}

/// Puts one application in the place of another of the same firm.
pub fn replace(page: &mut Page<'_>, old: &str, new: &str) -> Result<Answer, Error> {
    let (old, new) = (page.find(old)?.reference.clone(), reference(new)?);
    page.runtime.block_on(page.at_work.office.replace(&old, &new, Run::Real))?;
    Ok(page.see(&format!("/candidatures/{new}")))
}

/// A note, with what its kind must say besides.
fn note(page: &Page<'_>) -> Result<NoteData, Error> {
    let kind = choice::<NoteKind>(page, "genre")?;
    let mut note = new_note(Some(kind), &missing(page.typed("note"), "Note")?, day(page, "le")?);
    match kind {
        NoteKind::Document => {
            note.from = Some(missing(page.typed("de"), "Envoyé par")?);
            missing(page.typed("le"), "Reçu le")?;
            missing(page.typed("detruire"), "À détruire le")?;
            note.destroy = day(page, "detruire")?;
        }
        // From that day on it has its rank.
        NoteKind::Paper => drop(missing(page.typed("le"), "Arrivée le")?),
        NoteKind::Note | NoteKind::Call => {}
    }
    Ok(note)
}

/// A choice of a closed set, by the word that the command line has for it.
pub fn choice<T: ValueEnum>(page: &Page<'_>, name: &str) -> Result<T, Error> {
    T::from_str(page.asked.fields.get(name), false)
        .map_err(|_| wrong("choisissez une des réponses proposées"))
}

/// A day as people write it; also as the command line takes it.
pub fn day(page: &Page<'_>, name: &str) -> Result<Option<Day>, Error> {
    let Some(typed) = page.typed(name) else { return Ok(None) };
    let parts: Vec<&str> = typed.split('/').map(str::trim).collect();
    let iso = match parts[..] {
        [day, month, year] => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
        _ => typed,
    };
    let day = Day::from_str(&iso).map_err(|_| wrong("la date s'écrit par exemple 10/06/2021"))?;
    Ok(Some(day))
}

/// A text without which there is nothing to record.
pub fn missing(typed: Option<String>, label: &str) -> Result<String, Error> {
    typed.ok_or_else(|| wrong(&format!("remplissez « {label} »")))
}

/// Something in a form is not what the office takes.
pub fn wrong(text: &str) -> Error {
    Error::Act(ActError::Values(vec![text.to_owned()]))
}
