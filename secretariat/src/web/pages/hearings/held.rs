//! For a hearing and at it: sheets for the peers, the run sheet of the day, and the opinion.

use application_form::reference::Reference;
use serde_json::{Value as Json, json};

use super::need_name;
use crate::{
    cases::Office,
    text::{day::Day, paris_time, printable::one_line},
    web::{pages::page::Page, request},
};

pub mod packs;
pub mod run_sheet;
pub mod opinion;

/// What the pages of a hearing say first of it.
fn head(page: &Page<'_>, id: &str) -> Result<Json, crate::error::Error> {
    let hearing = page.at_work.office.hearing(id).map_err(crate::cases::error::ActError::from)?;
    let codes = hearing.access.iter().map(|code| need_name(page, code));
    Ok(json!({
        "id": hearing.id,
        "path": request::segment(&hearing.id),
        "day": hearing.day().map(Day::long),
        "time": paris_time::hour(&hearing.starts),
        "place": hearing.place.as_deref().map(|place| one_line(place, 200)),
        "video": hearing.video.is_some(),
        "access": codes.collect::<Vec<_>>(),
    }))
}

/// For how many minutes each firm is heard.
fn slot_minutes(page: &Page<'_>) -> u32 {
    page.at_work.letters.sizes.map_or(0, |sizes| sizes.slot_minutes)
}

/// What a peer is called; one who was forgotten, by the id.
fn name(office: &Office, peer: &str) -> String {
    office.peer(peer).map_or_else(|_| one_line(peer, 64), |peer| one_line(&peer.name, 80))
}

/// What a firm is called; of one that is masked, why it is.
fn firm(page: &Page<'_>, reference: &Reference) -> String {
    let case = page.at_work.office.cases.find(reference);
    if let Some(mask) = case.and_then(|case| page.at_work.mask(case)) {
        return format!("{reference} · {}", mask.words());
    }
    let firm = case.and_then(|case| case.firm());
    firm.map_or_else(|| reference.to_string(), |firm| one_line(firm, 160))
}
