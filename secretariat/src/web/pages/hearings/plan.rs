//! The plan: what is proposed beside what was accepted, what it gains and costs, who waits and why; to be accepted.

use authoring::typography::french;
use planner::{
    plan::{Unplaced, WhyCode},
    problem::{Hold, Problem},
};
use serde_json::{Value as Json, json};

use super::{
    super::{
        super::{response::Answer, template::Sheet},
        acts::wrong,
        page::{Page, sentence},
    },
    change_name, firm, hearing_name, peer_name, rules,
};
use crate::{
    cases::{
        Case, Office,
        error::{ActError, planning::PlanningError},
        office::record::Run,
        planning::plan::Proposal,
    },
    cli::words::State,
    commands::plan::{notes, sentences},
    error::Error,
    journal::act::PlaceLock,
    records::find::reference,
    text::paris_time::hour,
};

/// The proposal; of a form that asks "what if", of the changed problem.
pub fn show(page: &Page<'_>) -> Result<Answer, Error> {
    let rules = rules(page)?;
    let sheet = Sheet::new("plan.html", "Plan des auditions").with("places", &places(page));
    let problem = page.at_work.office.problem(&rules);
    let mut problem = match problem {
        Ok(problem) => problem,
        Err(error) => return Ok(page.show(impossible(sheet, &error))),
    };
    let digest = problem.digest();
    let sheet = sheet.with("questions", &questions(&problem, page));
    let supposed = page.typed("si").map(|typed| suppose(&mut problem, &typed, page)).transpose()?;
    let sheet = sheet.with("supposed", &supposed);
    let proposal = match Office::proposal(problem) {
        Ok(proposal) => proposal,
        Err(error) => return Ok(page.show(impossible(sheet, &error))),
    };
    let hearings = proposal.plan.hearings.iter();
    let hearings: Vec<_> = hearings.map(|each| hearing(&each.id, &proposal, page)).collect();
    let waiting: Vec<_> =
        proposal.plan.unplaced.iter().map(|each| waiting(each, &proposal.problem, page)).collect();
    let said = |texts: Vec<String>| {
        texts.iter().map(|text| sentence(&french(text))).collect::<Vec<String>>()
    };
    Ok(page.show(
        sheet
            .with("possible", &true)
            .with("hearings", &hearings)
            .with("waiting", &waiting)
            .with("objectives", &said(sentences::objectives(&proposal)))
            .with("notes", &said(notes(&proposal.problem, &proposal.plan)))
            .with("changes", &(0 < changes(&proposal)))
            .with("problem", &digest)
            .with("seen", &page.at_work.office.cases.seen),
    ))
}

/// Takes the proposal that was shown for the plan, if nothing is newer.
pub fn accept(page: &mut Page<'_>) -> Result<Answer, Error> {
    let rules = rules(page)?;
    let seen = page.asked.fields.get("vu").parse().map_err(|_| wrong("revenez au plan"))?;
    let proposal = page.at_work.office.propose(&rules).map_err(ActError::from)?;
    if proposal.problem.digest() != page.asked.fields.get("probleme") {
        return Err(ActError::from(PlanningError::OtherProblem).into());
    }
    page.at_work.office.as_of(seen);
    page.runtime.block_on(page.at_work.office.accept_plan(&proposal, Run::Real))?;
    Ok(page.see("/auditions"))
}

/// Lets the next plan move a firm, or not.
pub fn lock(page: &mut Page<'_>) -> Result<Answer, Error> {
    let case = reference(page.asked.fields.get("ref"))?;
    let lock = PlaceLock { locked: page.asked.fields.get("place") == "fixee" };
    page.runtime.block_on(page.at_work.office.lock_place(&case, lock, Run::Real))?;
    Ok(page.see("/auditions/plan"))
}

fn impossible(sheet: Sheet, error: &PlanningError) -> Sheet {
    let text = error.to_string();
    let help = match error {
        PlanningError::NoPlan(planner::solve::NoPlan::Locks(_)) => {
            "Libérez une de ces places, plus bas : un plan sera cherché de nouveau.".to_owned()
        }
        _ => sentence(&error.help().unwrap_or_default()),
    };
    sheet.with("possible", &false).say("error", &sentence(&text)).say("help", &help)
}

/// The places that were accepted, each to be locked or unlocked.
fn places(page: &Page<'_>) -> Vec<Json> {
    let office = &page.at_work.office;
    let to_come = office.hearings_to_come();
    let cases = office.cases.cases.iter().filter(|case| case.state == State::Scheduled);
    let placed = cases.filter_map(|case| Some((case, case.hearing.as_ref()?)));
    placed
        .filter(|(_, place)| to_come.iter().any(|hearing| hearing.id == place.id))
        .map(|(case, place)| {
            json!({
                "firm": firm(page, case.reference.as_str()), "day": hearing_name(page, &place.id),
                "slot": place.slot, "locked": place.locked,
            })
        })
        .collect()
}

/// A hearing, slot by slot: who was accepted, who is proposed, and what differs.
fn hearing(id: &str, proposal: &Proposal, page: &Page<'_>) -> Json {
    let planned = proposal.plan.hearings.iter().find(|each| each.id == id);
    let slots = planned.map(|each| each.slots.as_slice()).unwrap_or_default();
    let accepted = page.at_work.office.seated_at(id);
    let accepted_at = |n: usize| {
        let is_there =
            |case: &&&Case| case.hearing.as_ref().is_some_and(|at| at.slot as usize == n);
        accepted.iter().find(is_there).map(|case| &case.reference)
    };
    let last = slots
        .iter()
        .map(|slot| slot.n)
        .chain((1..=accepted.len().max(20)).filter(|n| accepted_at(*n).is_some()));
    let of_problem = proposal.problem.hearings.iter().find(|hearing| hearing.id == id);
    let rows: Vec<_> = (1..=last.max().unwrap_or(0))
        .map(|n| {
            let before = accepted_at(n).map(ToString::to_string);
            let now = slots.iter().find(|slot| slot.n == n).map(|slot| slot.reference.clone());
            let time = of_problem.map(|hearing| proposal.problem.slot(hearing, n));
            let time = time.map(|time| hour(&time.start.strftime("%Y-%m-%dT%H:%M").to_string()));
            json!({
                "n": n, "time": time, "difference": difference(before.as_deref(), now.as_deref(), proposal),
                "before": before.as_deref().map(|reference| firm(page, reference)),
                "now": now.as_deref().map(|reference| firm(page, reference)),
            })
        })
        .collect();
    json!({ "id": id, "day": hearing_name(page, id), "held": planned.is_some_and(|each| each.held), "rows": rows })
}

fn difference(
    before: Option<&str>,
    now: Option<&str>,
    proposal: &Proposal,
) -> Option<&'static str> {
    match (before, now) {
        (Some(before), Some(now)) if before == now => None,
        (_, Some(now)) => {
            let firm = proposal.problem.firms().iter().find(|firm| firm.reference == now);
            let had_place = firm.is_some_and(|firm| firm.was.is_some());
            Some(if had_place { "déplacée" } else { "nouvelle" })
        }
        (Some(before), None) if proposal.place(before).is_some() => Some("passe ailleurs"),
        (Some(_), None) => Some("perd sa place"),
        (None, None) => None,
    }
}

/// How many firms would have another place than now.
fn changes(proposal: &Proposal) -> usize {
    let firms = proposal.problem.firms().iter();
    let changed =
        firms.filter(|firm| proposal.place(&firm.reference).map(|place| place.hearing) != firm.was);
    changed.count()
}

/// A firm without a place.
fn waiting(unplaced: &Unplaced, problem: &Problem, page: &Page<'_>) -> Json {
    let changes = unplaced.would_fit_if.iter().map(|change| change_name(page, change));
    json!({
        "firm": firm(page, &unplaced.reference),
        "said": french(&sentences::for_director(problem, unplaced)),
        "changes": changes.collect::<Vec<String>>(),
        "untreated": unplaced.why.iter().any(|why| why.code == WhyCode::Untreated),
    })
}

/// What may be supposed, by its value.
fn questions(problem: &Problem, page: &Page<'_>) -> Vec<Json> {
    let mut questions = vec![
        json!({ "value": "place", "label": "une place de plus était offerte à chaque audition" }),
        json!({ "value": "secteur", "label": "une entreprise de plus d’un même secteur passait le même jour" }),
    ];
    for hearing in &problem.hearings {
        let (id, day) = (&hearing.id, hearing_name(page, &hearing.id));
        for (hold, words) in [("oui", "se tenait"), ("non", "ne se tenait pas")] {
            let label = format!("l’audition du {day} {words}");
            questions.push(json!({ "value": format!("{hold}:{id}"), "label": label }));
        }
        for peer in &hearing.panel {
            let label = format!("{} ne siégeait pas le {day}", peer_name(page, peer));
            questions.push(json!({ "value": format!("sans:{id}:{peer}"), "label": label }));
        }
    }
    questions
}

/// Changes the problem as the form asks; what is supposed, in words.
fn suppose(problem: &mut Problem, typed: &str, page: &Page<'_>) -> Result<String, Error> {
    let known = questions(problem, page);
    let label = known.iter().find(|question| question["value"] == typed);
    let label = label.and_then(|question| question["label"].as_str());
    let label = label.ok_or_else(|| wrong("choisissez une des hypothèses proposées"))?.to_owned();
    let parts: Vec<&str> = typed.split(':').collect();
    let id = parts.get(1).copied().unwrap_or_default();
    let hearing = problem.hearings.iter_mut().find(|hearing| hearing.id == id);
    match (&parts[..], hearing) {
        (["place"], _) => problem.rules.firms_max += 1,
        (["secteur"], _) => problem.rules.same_sector_max += 1,
        (["oui", _], Some(hearing)) => hearing.hold = Hold::Yes,
        (["non", _], Some(hearing)) => {
            hearing.hold = Hold::No;
            hearing.locked.clear();
        }
        (["sans", _, peer], Some(hearing)) => drop(hearing.panel.remove(*peer)),
        _ => {}
    }
    Ok(label)
}
