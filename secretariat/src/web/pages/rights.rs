//! Requests of the people whose data these are: what was asked for, by when an answer is due, and what was done.

use application_form::reference::Reference;
use authoring::typography::french;
use serde_json::{Value as Json, json};

use super::{
    super::{
        response::{Answer, File},
        template::Sheet,
    },
    acts::{choice, missing, wrong},
    page::{Page, sentence},
};
use crate::{
    cases::office::{
        certificate,
        erase::Erasing,
        record::{Done, Run},
        rights::Right,
    },
    cli::{
        args::acts::Verified,
        words::{Caller, ErasureGround},
    },
    error::Error,
    records::find::reference,
    text::paris_time,
};

/// What may be asked for: the type of the act, and what a person reads.
const REQUESTS: [(&str, &str); 7] = [
    ("access", "accès : une copie de ses données"),
    ("amend", "rectification"),
    ("withdraw", "retrait de la candidature"),
    ("object", "opposition"),
    ("restrict", "limitation"),
    ("lift", "fin de la limitation"),
    ("erasure", "effacement"),
];

/// What an act of that type is called.
pub fn request_words(what: &str) -> &str {
    REQUESTS.iter().find(|(each, _)| *each == what).map_or(what, |(_, words)| words)
}

/// What a form offers: a correction has one of its own.
pub fn offered() -> Vec<Json> {
    let offered = REQUESTS.iter().filter(|(what, _)| *what != "amend");
    let said = |words| french(sentence(words).trim_end_matches('.')).into_owned();
    offered.map(|(what, words)| json!({ "id": what, "words": said(words) })).collect()
}

/// All requests that wait, what was erased, and the form that records one.
pub fn show(page: &Page<'_>) -> Answer {
    let cases = &page.at_work.office.cases.cases;
    let mut open: Vec<_> = cases
        .iter()
        .flat_map(|case| case.requests.iter().map(move |request| (request.due, case, request)))
        .collect();
    open.sort_by_key(|(due, case, _)| (*due, case.reference.clone()));
    let open: Vec<_> = open
        .iter()
        .map(|(due, case, request)| {
            let what = french(request_words(&request.what));
            json!({ "reference": case.reference, "what": what, "due": due.long() })
        })
        .collect();
    let erased: Vec<_> = cases
        .iter()
        .filter_map(|case| Some((case, case.erasure.as_ref()?)))
        .map(|(case, erasure)| {
            let received = paris_time::long(erasure.received_at.timestamp());
            json!({ "reference": case.reference, "received": received })
        })
        .collect();
    page.show(
        Sheet::new("requests.html", "Demandes")
            .with("open", &open)
            .with("erased", &erased)
            .with("offered", &offered())
            .with("reference", &page.asked.fields.get("ref"))
            .typed(),
    )
}

/// Does what is asked for, or notes it until somebody has made sure who asks.
pub fn record(page: &mut Page<'_>) -> Result<Answer, Error> {
    let case = reference(&missing(page.typed("ref"), "Référence")?)?;
    let caller = choice::<Verified>(page, "verifie")?.caller();
    let right = match page.asked.fields.get("quoi") {
        "access" => return access(page, &case, caller),
        "erasure" => return erase(page, &case, caller),
        "withdraw" => Right::Withdraw,
        "restrict" => Right::Restrict,
        "lift" => Right::Lift,
        "object" => Right::Object,
        _ => return Err(wrong("choisissez ce qui est demandé")),
    };
    let exercising = page.at_work.office.exercise(right, &case, caller, Run::Real);
    let done = page.runtime.block_on(exercising)?;
    Ok(said(page, &done))
}

fn access(page: &mut Page<'_>, case: &Reference, caller: Option<Caller>) -> Result<Answer, Error> {
    let giving = page.at_work.office.access(case, caller, Run::Real);
    let (done, copy) = page.runtime.block_on(giving)?;
    Ok(copy.map_or_else(
        || said(page, &done),
        |copy| {
            Answer::File(File {
                name: format!("copie-{case}.html"),
                media_type: "text/html; charset=utf-8",
                bytes: copy.html(),
            })
        },
    ))
}

fn erase(page: &mut Page<'_>, case: &Reference, caller: Option<Caller>) -> Result<Answer, Error> {
    if page.typed("efface").is_none() && caller.is_some() {
        return Err(wrong("cochez « Effacer pour toujours » : rien ne revient ensuite"));
    }
    let one = std::slice::from_ref(case);
    let erasing = page.at_work.office.erase(one, ErasureGround::Request, caller, Run::Real);
    Ok(match page.runtime.block_on(erasing)? {
        Erasing::Requested(done) | Erasing::Planned(done) => said(page, &done),
        Erasing::Erased(certificates) => Answer::File(File {
            name: format!("attestation-{case}.html"),
            media_type: "text/html; charset=utf-8",
            bytes: certificate::html(&certificates),
        }),
    })
}

/// What was done, and what follows.
fn said(page: &Page<'_>, done: &[Done]) -> Answer {
    let Some(done) = done.first() else { return page.see("/demandes") };
    let due = page.at_work.office.cases.find(&done.reference);
    let due = due.and_then(|case| case.requests.last()).map(|request| request.due.long());
    let text = match (&*done.name, due) {
        ("request", Some(due)) => format!(
            "La demande est notée, et rien d'autre. Vérifiez qui la fait, par un rappel au numéro du dossier ou d'un annuaire public, puis répondez avant le {due}."
        ),
        ("withdraw", _) => "La candidature est retirée. Elle est gardée jusqu'à son échéance. La même, envoyée de nouveau, recevra la réponse « reçue » et paraîtra dans Aujourd'hui. Si la personne le demande, effacez-la.".to_owned(),
        _ => "C'est fait.".to_owned(),
    };
    let sheet = Sheet::message("Demande", &[&text]);
    let back = format!("/candidatures/{}", done.reference);
    page.show(sheet.with("back", &back).say("back_title", "Voir la candidature"))
}
