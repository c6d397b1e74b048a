//! `/auditions/ID/deroule`: the run sheet to print, and on the day whether enough peers are there, slot by slot.

use authoring::typography::french;
use serde_json::json;

use super::{firm, head, name, slot_minutes};
use crate::{
    cases::error::ActError,
    cli::words::{ConvocationAnswer, State},
    error::Error,
    text::printable::one_line,
    web::{pages::page::Page, response::Answer, template::Sheet},
};

/// The day, slot by slot. Once somebody has said who is there, also which slots hold, and whom to call about the others.
pub fn show(page: &Page<'_>, id: &str) -> Result<Answer, Error> {
    let office = &page.at_work.office;
    let hearing = office.hearing(id).map_err(ActError::from)?;
    let quorum = page.at_work.settings.hearings.map_or(0, |rules| rules.quorum);
    let here: Vec<String> = page.asked.fields.all("present").map(str::to_owned).collect();
    let names = |peers: &[String]| peers.iter().map(|peer| name(office, peer)).collect::<Vec<_>>();
    let slots: Vec<_> = office
        .schedule(hearing, slot_minutes(page))
        .iter()
        .map(|slot| {
            let case = office.cases.find(&slot.reference);
            let state = case.map(|case| case.state).filter(|state| *state != State::Scheduled);
            let case = case.filter(|case| page.at_work.mask(case).is_none());
            let phone = case.and_then(|case| case.answer("telephone"));
            json!({
                "n": slot.n, "from": slot.from, "to": slot.to, "reference": slot.reference,
                "firm": firm(page, &slot.reference), "sit": names(&slot.sit), "leave": names(&slot.leave),
                "state": state.map(|state| french(state.shown())),
                "holds": state.is_some() || slot.holds(&here, quorum), "phone": phone.map(|phone| one_line(phone, 40)),
            })
        })
        .collect();
    let short: Vec<_> = slots.iter().filter(|slot| slot["holds"] == false).cloned().collect();
    let panel: Vec<_> = office
        .cases
        .roster
        .panel(hearing)
        .iter()
        .map(|peer| {
            let declined = office.cases.roster.answer(id, peer) == Some(ConvocationAnswer::No);
            let is_here = if page.is_sent() { here.contains(peer) } else { !declined };
            json!({ "id": peer, "name": name(office, peer), "here": is_here })
        })
        .collect();
    Ok(page.show(
        Sheet::new("run-sheet.html", "Déroulé de l'audition")
            .with("hearing", &head(page, id)?)
            .with("slots", &slots)
            .with("panel", &panel)
            .with("quorum", &quorum)
            .with("asked", &page.is_sent())
            .with("short", &short),
    ))
}
