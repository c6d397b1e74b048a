//! Decisions: about one application or about several. One that lacks something is shown again, to be completed.

use application_form::reference::Reference;
use authoring::typography::french;
use serde_json::json;

use super::{
    super::{response::Answer, template::Sheet},
    acts::{choice, day, missing, wrong},
    cases::row,
    page::{Page, sentence},
};
use crate::{
    cases::office::record::Run,
    cli::words::DecisionOutcome,
    error::Error,
    journal::act::DecisionData,
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

/// What the form of a decision offers, with what was chosen and typed where it is shown again.
pub fn decision_form(sheet: Sheet, page: &Page<'_>) -> Sheet {
    let (settings, fields) = (&page.at_work.settings, &page.asked.fields);
    let chosen: Vec<&str> = fields.all("motif").collect();
    let outcomes: Vec<_> = OUTCOMES
        .iter()
        .map(|(id, words)| {
            let reasons: Vec<_> = settings
                .reasons_of(id)
                .iter()
                .map(|reason| {
                    let is_chosen = chosen.contains(&format!("{id}:{}", reason.code).as_str());
                    json!({ "code": reason.code, "words": french(&reason.words), "chosen": is_chosen })
                })
                .collect();
            let is_chosen = fields.get("decision") == *id;
            json!({ "id": id, "words": french(words), "reasons": reasons, "chosen": is_chosen })
        })
        .collect();
    sheet
        .with("outcomes", &outcomes)
        .with("typed", &json!({
            "texte": fields.get("texte"), "remarque": fields.get("remarque"),
            "motif_libre": fields.get("motif_libre"),
            "par": page.typed("par").or_else(|| page.at_work.reader()),
            "le": page.typed("le").unwrap_or_else(|| paris_time::short_day(page.at_work.office.now())),
        }))
}

/// About one application.
pub fn one(page: &mut Page<'_>, typed: &str) -> Result<Answer, Error> {
    let case = page.find(typed)?.reference.clone();
    decide(page, std::slice::from_ref(&case), &format!("/candidatures/{case}"))
}

/// The same about all that were ticked, or about none. First a page lists them, before its button.
pub fn several(page: &mut Page<'_>) -> Result<Answer, Error> {
    let ticked = page.ticked()?;
    if page.asked.fields.pairs().any(|(name, _)| name == "par") {
        return decide(page, &ticked, "/candidatures");
    }
    if ticked.is_empty() {
        let texts = ["Cochez les candidatures dans la liste, puis recommencez."];
        let sheet = Sheet::message("Aucune candidature n'est cochée", &texts);
        return Ok(
            page.show(sheet.with("back", &"/candidatures").say("back_title", "Revenir à la liste"))
        );
    }
    Ok(page.show(form(page, &ticked, "Décider de plusieurs candidatures", "")))
}

/// Decides, and goes on there.
fn decide(page: &mut Page<'_>, about: &[Reference], next: &str) -> Result<Answer, Error> {
    let settings = page.at_work.settings.clone();
    let decision = decision(page).and_then(|decision| {
        let words = named(decision.outcome).1;
        let chosen = decision.check_reason(&settings);
        chosen.map_err(|_| wrong(&format!("choisissez un motif pour « {words} »")))?;
        Ok(decision)
    });
    let decision = match decision {
        Ok(decision) => decision,
        Err(error) => {
            let again = form(page, about, "Rien n'a été fait", &sentence(&error.to_string()));
            return Ok(Answer::Again(again.open(page.asked, &page.frame())));
        }
    };
    let deciding = page.at_work.office.decide(about, decision, &settings, Run::Real);
    page.runtime.block_on(deciding)?;
    Ok(page.see(next))
}

/// The form of a decision about these.
fn form(page: &Page<'_>, about: &[Reference], title: &str, error: &str) -> Sheet {
    let cases = about.iter().filter_map(|each| page.at_work.office.cases.find(each));
    let rows: Vec<_> = cases.map(|case| row(case, page)).collect();
    let sheet = Sheet::new("bulk.html", title).with("rows", &rows).say("error", error);
    decision_form(sheet, page).with("action", &page.asked.path).typed()
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
