//! What the office has done with an application, as an export of everything has it. Nothing of it is for judges.

use application_form::reference::Reference;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::cell::Cell;
use crate::{
    cases::{Case, case::Correction},
    commands::show::answers::plain,
    journal::act::{HIDDEN_FIELD, NoteData},
    text::{day::Day, paris_time},
};

/// What each column holds, whatever was done.
pub const HEADER: [&str; 15] = [
    "effacee_le",
    "doubles",
    "decision",
    "motif",
    "decidee_le",
    "decidee_par",
    "texte_pour_l_entreprise",
    "remarque_du_bureau",
    "annoncee",
    "notes",
    "corrections",
    "audition",
    "pairs_qui_ne_siegent_pas",
    "besoins_prevus",
    "avis",
];

/// A cell for each of them.
pub fn cells(case: &Case) -> [Cell; HEADER.len()] {
    let text = |text: Option<&str>| Cell::Text(text.unwrap_or_default().to_owned());
    let day = |day: Option<Day>| day.map_or_else(|| text(None), |Day(day)| Cell::Day(day));
    let lines = |lines: Vec<String>| Cell::Text(lines.join("\n"));
    let decision = case.decision.as_ref();
    let announced = if case.announced { "oui" } else { "non" };
    let hearing = case.hearing.as_ref().map(|place| {
        let answer = place.answer.as_deref().unwrap_or("-");
        format!("{}, {}, place {}, réponse : {answer}", place.id, place.starts, place.slot)
    });
    let opinion = case.opinion.as_ref().map(|opinion| opinion.text.as_str());
    [
        day(case.expires()),
        lines(case.duplicates.iter().map(ToString::to_string).collect()),
        text(decision.map(|decision| decision.outcome.words())),
        text(decision.and_then(|decision| decision.reason.as_deref())),
        day(decision.map(|decision| decision.on)),
        text(decision.map(|decision| decision.by.join(", ")).as_deref()),
        text(decision.and_then(|decision| decision.text.as_deref())),
        text(decision.and_then(|decision| decision.remark.as_deref())),
        text(Some(announced)),
        lines(
            case.notes
                .iter()
                .map(|(at, note)| {
                    format!("{} : {}", paris_time::short(at.timestamp()), words(note))
                })
                .collect(),
        ),
        lines(corrections(case).map(correction).collect()),
        text(hearing.as_deref()),
        lines(case.excluded.clone()),
        lines(case.needed.clone()),
        text(opinion),
    ]
}

/// The same for programs.
#[derive(Serialize)]
pub struct OfficeJson<'a> {
    expires: Option<Day>,
    duplicates: Vec<&'a str>,
    decision: Json,
    announced: bool,
    notes: Vec<Json>,
    corrections: Vec<&'a Correction>,
    hearing: Json,
    excluded: &'a [String],
    needs: &'a [String],
    opinion: Json,
}

impl<'a> OfficeJson<'a> {
    /// Of an application.
    pub fn of(case: &'a Case) -> Self {
        let notes = case.notes.iter().map(|(at, NoteData { kind, text, on, from, destroy })| {
            json!({"at": at, "kind": kind, "text": text, "on": on, "from": from, "destroy": destroy})
        });
        Self {
            expires: case.expires(),
            duplicates: case.duplicates.iter().map(Reference::as_str).collect(),
            decision: json!(case.decision),
            announced: case.announced,
            notes: notes.collect(),
            corrections: corrections(case).collect(),
            hearing: json!(case.hearing),
            excluded: &case.excluded,
            needs: &case.needed,
            opinion: json!(case.opinion),
        }
    }
}

/// All that may be shown.
fn corrections(case: &Case) -> impl Iterator<Item = &Correction> {
    case.corrections.iter().filter(|each| each.field != HIDDEN_FIELD)
}

fn correction(each: &Correction) -> String {
    let [before, after] = [&each.before, &each.after].map(|json| plain(json).join(", "));
    format!("{} : {before} → {after}, le {}", each.field, each.on)
}

fn words(note: &NoteData) -> String {
    let mut words = format!("{}, {}", note.kind.words(), note.text);
    for (what, said) in [
        ("de", note.from.clone()),
        ("arrivé le", note.on.map(|day| day.to_string())),
        ("à détruire le", note.destroy.map(|day| day.to_string())),
    ] {
        words.extend(said.map(|said| format!(", {what} {said}")));
    }
    words
}
