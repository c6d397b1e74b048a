//! Peers, hearings, and the plan: the pages of what comes between a decision and a hearing.

use authoring::typography::french;
use planner::plan::PlanChange;
use serde_json::{Value as Json, json};

use super::page::{Page, sentence};
use crate::{
    cases::{Case, planning::problem::PlanningRules},
    commands::plan::text::what_if_at,
    error::Error,
    text::{day::Day, paris_time::hour, printable::one_line},
    web::desk::mask::Mask,
};

pub mod peers;
pub mod calendar;
pub mod plan;
pub mod why;
pub mod treat;
pub mod held;

/// A firm as a page names it. One that is masked shows nothing.
pub fn firm(page: &Page<'_>, reference: &str) -> Json {
    let case = reference.parse().ok();
    let case = case.and_then(|reference| page.at_work.office.cases.find(&reference));
    let mask = case.and_then(|case| page.at_work.mask(case));
    let name = case.filter(|_| mask.is_none()).and_then(Case::firm).map(|firm| one_line(firm, 60));
    json!({ "reference": reference, "firm": name, "masked": mask.map(Mask::words) })
}

/// What a peer is called.
pub fn peer_name(page: &Page<'_>, id: &str) -> String {
    let peer = page.at_work.office.peer(id);
    peer.map_or_else(|_| one_line(id, 64), |peer| one_line(&peer.name, 80))
}

/// A hearing by its day, and by its hour where a day has two.
pub fn hearing_name(page: &Page<'_>, id: &str) -> String {
    let hearings = &page.at_work.office.cases.roster.hearings;
    let Some(hearing) = hearings.get(id) else { return one_line(id, 64) };
    let day = hearing.day().map_or_else(|| one_line(id, 64), Day::long);
    let same_day = hearings.values().filter(|other| other.day() == hearing.day()).count();
    if same_day > 1 { format!("{day} à {}", hour(&hearing.starts)) } else { day }
}

/// What a hearing can be asked to offer, in words.
pub fn need_name(page: &Page<'_>, code: &str) -> String {
    let known = page.at_work.settings.needs.iter().find(|need| need.code == code);
    known.map_or_else(|| one_line(code, 40), |need| french(&need.words).into_owned())
}

/// A single change that would give a firm a place.
pub fn change_name(page: &Page<'_>, change: &PlanChange) -> String {
    let mut change = change.clone();
    change.peer = change.peer.map(|peer| peer_name(page, &peer));
    change.code = change.code.map(|code| need_name(page, &code));
    let at = format!("le {}", hearing_name(page, &change.hearing));
    sentence(&french(&what_if_at(&at, &change)))
}

/// How hearings are composed, as the content says.
pub fn rules(page: &Page<'_>) -> Result<PlanningRules, Error> {
    let rules = page.at_work.rules.clone();
    Ok(rules.map_err(crate::cases::error::ActError::from)?)
}
