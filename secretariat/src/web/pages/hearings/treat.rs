//! What is settled about an application before its hearing: the forms of its page.

use application_form::reference::Reference;
use authoring::typography::french;
use serde_json::{Value as Json, json};

use super::{
    super::{super::response::Answer, page::Page},
    hearing_name, need_name, peer_name,
};
use crate::{
    cases::{
        Case,
        case::{EXCLUSIONS, Exclusions, NEEDS, Needs, suggestion::SuggestionAnswer},
        office::record::Run,
    },
    error::Error,
    journal::act::DatesData,
    text::printable::{one_line, printable},
};

/// What the forms offer.
pub fn offered(case: &Case, page: &Page<'_>) -> Json {
    let office = &page.at_work.office;
    let peer = |id: &String, name: &str| {
        let excluded = case.excluded.contains(id);
        json!({ "id": id, "name": one_line(name, 80), "excluded": excluded })
    };
    let roster = &office.cases.roster.peers;
    let peers: Vec<_> = roster.iter().map(|(id, each)| peer(id, &each.data.name)).collect();
    let others = roster.iter().filter(|(id, _)| !case.recusals.contains(id));
    let others: Vec<_> = others.map(|(id, each)| peer(id, &each.data.name)).collect();
    let suggestions: Vec<_> = case
        .suggestions
        .iter()
        .map(|each| {
            let answer = match each.answer {
                SuggestionAnswer::Open => None,
                SuggestionAnswer::Confirmed => Some("confirmé"),
                SuggestionAnswer::Dismissed => Some("écarté"),
            };
            let words = french(&printable(&each.words())).into_owned();
            json!({ "name": peer_name(page, &each.peer), "words": words, "answer": answer })
        })
        .collect();
    let needs = page.at_work.settings.needs.iter().map(|need| {
        let set = case.needed.contains(&need.code);
        json!({ "code": need.code, "words": french(&need.words), "set": set })
    });
    let hearings = office.hearings_to_come().into_iter().map(|hearing| {
        let dates = &case.dates;
        json!({
            "id": hearing.id, "day": hearing_name(page, &hearing.id),
            "cannot": dates.cannot.contains(&hearing.id), "prefers": dates.prefers.contains(&hearing.id),
        })
    });
    let is_proposed = case.suggestions.iter().any(|each| each.answer == SuggestionAnswer::Open);
    json!({
        "exclusions_open": case.exclusions == Exclusions::Open || is_proposed,
        "needs_open": case.needs == Needs::Open,
        "to_arrange": case.is_to_be_arranged() && case.hearing.is_some(),
        "asked": case.answer(EXCLUSIONS).map(printable), "need": case.answer(NEEDS).map(printable),
        "suggestions": suggestions, "peers": peers, "others": others,
        "needs": needs.collect::<Vec<_>>(), "hearings": hearings.collect::<Vec<_>>(),
    })
}

/// What stands at the top of the application's page.
pub fn settled(case: &Case, page: &Page<'_>) -> Json {
    let names = |ids: &[String]| ids.iter().map(|id| peer_name(page, id)).collect::<Vec<_>>();
    let need = |code: &String| need_name(page, code);
    let place = case.hearing.as_ref().map(|place| {
        json!({ "day": hearing_name(page, &place.id), "slot": place.slot, "locked": place.locked })
    });
    json!({
        "excluded": names(&case.excluded), "recusals": names(&case.recusals), "place": place,
        "nobody": case.exclusions == Exclusions::Treated && case.excluded.is_empty(),
        "exclusions_open": case.exclusions == Exclusions::Open,
        "needs_open": case.needs == Needs::Open,
        "arranged": !case.is_to_be_arranged(),
        "nothing": case.needs == Needs::Set && case.needed.is_empty(),
        "needed": case.needed.iter().map(need).collect::<Vec<_>>(),
    })
}

/// Who must not sit.
pub fn exclude(page: &mut Page<'_>, typed: &str) -> Result<Answer, Error> {
    let case = &page.find(typed)?.reference.clone();
    let peers: Vec<String> = page.asked.fields.all("pair").map(str::to_owned).collect();
    page.runtime.block_on(page.at_work.office.exclude(case, &peers, Run::Real))?;
    Ok(see(page, case))
}

/// What must be arranged, or that it is.
pub fn set_needs(page: &mut Page<'_>, typed: &str) -> Result<Answer, Error> {
    let case = &page.find(typed)?.reference.clone();
    if page.asked.fields.get("geste") == "organise" {
        page.runtime.block_on(page.at_work.office.arrange(case, Run::Real))?;
        return Ok(see(page, case));
    }
    let codes: Vec<String> = page.asked.fields.all("besoin").map(str::to_owned).collect();
    let settings = page.at_work.settings.clone();
    let setting = page.at_work.office.set_needs(case, &codes, &settings, Run::Real);
    page.runtime.block_on(setting)?;
    Ok(see(page, case))
}

/// Who leaves the room.
pub fn recuse(page: &mut Page<'_>, typed: &str) -> Result<Answer, Error> {
    let case = &page.find(typed)?.reference.clone();
    let peer = page.asked.fields.get("pair");
    let settings = page.at_work.settings.clone();
    let recusing = page.at_work.office.recuse(case, peer, &settings, Run::Real);
    page.runtime.block_on(recusing)?;
    Ok(see(page, case))
}

/// When the firm can come.
pub fn set_dates(page: &mut Page<'_>, typed: &str) -> Result<Answer, Error> {
    let case = &page.find(typed)?.reference.clone();
    let office = &page.at_work.office;
    let known: Vec<&str> =
        office.hearings_to_come().iter().map(|hearing| hearing.id.as_str()).collect();
    let said = |word: &str| {
        let is = |id: &&&str| page.asked.fields.get(&format!("date-{id}")) == word;
        known.iter().filter(is).map(|id| (*id).to_owned()).collect()
    };
    let dates = DatesData { cannot: said("cannot"), prefers: said("prefers") };
    page.runtime.block_on(page.at_work.office.set_dates(case, dates, Run::Real))?;
    Ok(see(page, case))
}

fn see(page: &Page<'_>, case: &Reference) -> Answer {
    page.see(&format!("/candidatures/{case}"))
}
