//! What can be done with an application: every form of its page, and the functions of the office that they lead to.

use std::str::FromStr;

use application_form::reference::Reference;
use authoring::typography::french;
use clap::ValueEnum;
use serde_json::json;
use tokio::runtime::Runtime;

use super::{
    super::{response::Answer, template::Sheet},
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
        words::{DecisionOutcome, NoteKind, Screening},
    },
    error::Error,
    journal::act::{DecisionData, Deed, FollowUpData, NoteData},
    records::find::reference,
    text::{day::Day, paris_time},
};

/// Decisions, as a person chooses one.
const OUTCOMES: [(&str, &str); 5] = [
    ("retained", "Retenue"),
    ("waiting", "En attente"),
    ("clarify", "À préciser"),
    ("declined", "Non retenue"),
    ("undecided", "Reprendre la décision précédente"),
];

/// The word for an outcome on the command line, and what a person reads.
pub fn named(outcome: DecisionOutcome) -> (&'static str, &'static str) {
    OUTCOMES.into_iter().find(|(each, _)| *each == outcome.id()).unwrap_or(OUTCOMES[4])
}

/// What the form of a decision offers.
pub fn decision_form(sheet: Sheet, page: &Page<'_>) -> Sheet {
    let settings = &page.at_work.settings;
    let outcomes: Vec<_> = OUTCOMES
        .iter()
        .map(|(id, words)| {
            let reasons: Vec<_> = settings
                .reasons_of(id)
                .iter()
                .map(|reason| json!({ "code": reason.code, "words": french(&reason.words) }))
                .collect();
            json!({ "id": id, "words": french(words), "reasons": reasons })
        })
        .collect();
    sheet
        .with("outcomes", &outcomes)
        .with("reader", &page.at_work.reader())
        .with("today", &paris_time::short_day(page.at_work.office.now()))
}

/// Does what a form of an application asks for.
pub fn act(page: &mut Page<'_>, typed: &str, act: &str) -> Result<Answer, Error> {
    let case = page.find(typed)?.reference.clone();
    let office_act = match act {
        "decider" => Ok(Deed::Decision(decision(page)?)),
        "noter" => Ok(Deed::Note(note(page)?)),
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
        "deporter" => Ok(Deed::RecuseMe {}),
        "ouvrir" => Ok(Deed::Opened {}),
        "suivre" => Ok(Deed::Followup(match (page.typed("suivi"), page.typed("motif_libre")) {
            (Some(text), _) => FollowUpData::Text(text),
            (None, reason) => FollowUpData::Skipped(missing(reason, "Pourquoi")?),
        })),
        "corriger" => Err(()),
        _ => return Ok(no_such_page(page)),
    };
    match office_act {
        Ok(Deed::Decision(decision)) => {
            let settings = page.at_work.settings.clone();
            let office = &mut page.at_work.office;
            let deciding =
                office.decide(std::slice::from_ref(&case), decision, &settings, Run::Real);
            page.runtime.block_on(deciding)?;
        }
        Ok(deed) => {
            let recording = page.at_work.office.record(vec![(case.clone(), deed)], Run::Real);
            page.runtime.block_on(recording)?;
        }
        Err(()) => amend(page, &case)?,
    }
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

/// The same about all that were ticked, or about none.
pub fn decide_ticked(page: &mut Page<'_>) -> Result<Answer, Error> {
    let (ticked, decision) = (page.ticked()?, decision(page)?);
    let settings = page.at_work.settings.clone();
    let deciding = page.at_work.office.decide(&ticked, decision, &settings, Run::Real);
    page.runtime.block_on(deciding)?;
    Ok(page.see("/candidatures"))
}

/// Puts one application in the place of another of the same firm.
pub fn replace(page: &mut Page<'_>, old: &str, new: &str) -> Result<Answer, Error> {
    let (old, new) = (page.find(old)?.reference.clone(), reference(new)?);
    page.runtime.block_on(page.at_work.office.replace(&old, &new, Run::Real))?;
    Ok(page.see(&format!("/candidatures/{new}")))
}

fn decision(page: &Page<'_>) -> Result<DecisionData, Error> {
    let outcome = choice::<DecisionOutcome>(page, "decision")?;
    // Each outcome has reasons of its own, one that is taken back says why in words.
    let code = page.asked.fields.all("motif").find_map(|each| {
        each.split_once(':')
            .filter(|(of, _)| *of == named(outcome).0)
            .map(|(_, code)| code.to_owned())
    });
    let reason =
        if outcome == DecisionOutcome::Undecided { page.typed("motif_libre") } else { code };
    let by: Vec<String> = missing(page.typed("par"), "Décidé par")?
        .split([',', ';', '\n'])
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    Ok(DecisionData {
        outcome,
        reason,
        text: page.typed("texte"),
        remark: page.typed("remarque"),
        by,
        on: day(page, "le")?.unwrap_or_else(|| Day::of(page.at_work.office.now())),
        bulk: false,
    })
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
