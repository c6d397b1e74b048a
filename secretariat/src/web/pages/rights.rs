//! Requests of the people whose data these are: what was asked for, by when an answer is due, and what was done.

use application_form::reference::Reference;
use authoring::typography::french;
use form_handler::record::ReceivedAt;
use serde_json::{Value as Json, json};

use super::{
    super::{
        response::{Answer, File},
        template::Sheet,
    },
    acts::{choice, missing, wrong},
    page::{Page, no_such_page, sentence},
};
use crate::{
    cases::{
        case::requests::AnsweredRequest,
        office::{
            certificate::{self, Certificate},
            erase::Erasing,
            record::{Done, Run},
            rights::{ERASURE, Right},
        },
    },
    cli::{
        args::acts::Verified,
        words::{Caller, ErasureGround},
    },
    error::Error,
    records::find::reference,
    text::{day::Day, paris_time},
};

/// What may be asked for: the type of the act, what a person reads, and what that means where she chooses.
const REQUESTS: [(&str, &str, &str); 7] = [
    ("access", "accès", "une copie de ses données"),
    ("amend", "rectification", "une réponse à corriger"),
    ("withdraw", "retrait de la candidature", "elle est gardée jusqu'à son échéance"),
    ("object", "opposition", "que ses données ne servent plus ; le bureau décide"),
    ("restrict", "limitation", "les garder sans s'en servir"),
    ("lift", "fin de la limitation", "s'en servir de nouveau"),
    ("erasure", "effacement", "pour toujours, avec une attestation"),
];

/// What an act of that type is called.
pub fn request_words(what: &str) -> &str {
    REQUESTS.iter().find(|(each, ..)| *each == what).map_or(what, |(_, words, _)| words)
}

/// What a form offers: a correction has one of its own.
pub fn offered() -> Vec<Json> {
    let offered = REQUESTS.iter().filter(|(what, ..)| *what != "amend");
    let said = |words: &str| french(sentence(words).trim_end_matches('.')).into_owned();
    let words = |words: &str, meaning: &str| said(&format!("{words} : {meaning}"));
    offered
        .map(|(what, name, meaning)| json!({ "id": what, "words": words(name, meaning) }))
        .collect()
}

/// All requests that wait, what was done and erased, and the form that records one.
pub fn show(page: &Page<'_>) -> Answer {
    let office = &page.at_work.office;
    let mut open: Vec<_> = office
        .cases
        .cases
        .iter()
        .flat_map(|case| case.requests.iter().map(move |request| (request.due, case, request)))
        .collect();
    open.sort_by_key(|(due, case, _)| (*due, case.reference.clone()));
    let open: Vec<_> = open
        .iter()
        .map(|(due, case, request)| {
            json!({
                "reference": case.reference, "what": french(request_words(&request.what)),
                "asked": Day::of(request.asked.timestamp()).long(), "due": due.long(),
                "verified": request.verified.map(Caller::words),
            })
        })
        .collect();
    let (erased, done): (Vec<_>, Vec<_>) = office
        .answered_requests()
        .into_iter()
        .map(|(reference, answered)| (answered.what == ERASURE, answer(page, reference, &answered)))
        .partition(|(is_erasure, _)| *is_erasure);
    let rows = |all: Vec<(bool, Json)>| all.into_iter().map(|(_, row)| row).collect::<Vec<_>>();
    page.show(
        Sheet::new("requests.html", "Demandes")
            .with("open", &open)
            .with("done", &rows(done))
            .with("erased", &rows(erased))
            .with("offered", &offered())
            .with("reference", &page.asked.fields.get("ref"))
            .typed(),
    )
}

/// A request that was answered, as the page says it.
fn answer(page: &Page<'_>, reference: &Reference, answered: &AnsweredRequest) -> Json {
    let office = &page.at_work.office;
    let certificate = office.certificate_of(answered.seq);
    let received = certificate.map(|erased| paris_time::long(erased.received_at.timestamp()));
    let day = |at: ReceivedAt| Day::of(at.timestamp()).long();
    json!({
        "seq": answered.seq, "reference": reference, "what": french(request_words(&answered.what)),
        "asked": answered.asked.map(|(at, _)| day(at)), "due": answered.asked.map(|(_, due)| due.long()),
        "done": day(answered.done), "verified": answered.verified.words(),
        "by": office.people.name(&answered.by), "received": received,
    })
}

/// The certificate of an erasure once more, by the number of its act.
pub fn certificate(page: &Page<'_>, seq: &str) -> Answer {
    let found = seq.parse().ok().and_then(|seq| page.at_work.office.certificate_of(seq));
    found.map_or_else(|| no_such_page(page), |found| certificate_file(&[found]))
}

/// As it is saved: one application at a time is erased on a page.
fn certificate_file(certificates: &[Certificate]) -> Answer {
    let reference = certificates.first().map(|each| format!("-{}", each.reference));
    Answer::File(File {
        name: format!("attestation{}.html", reference.unwrap_or_default()),
        media_type: "text/html; charset=utf-8",
        bytes: certificate::html(certificates),
    })
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
        Erasing::Erased(certificates) => certificate_file(&certificates),
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
