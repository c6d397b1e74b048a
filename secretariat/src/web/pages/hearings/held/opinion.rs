//! `/avis/REF`: whether the firm came, and what the peers think.

use authoring::typography::french;
use serde_json::json;

use super::{firm, name};
use crate::{
    cases::office::record::Run,
    cli::words::State,
    error::Error,
    journal::act::{OpinionData, OpinionWord},
    text::day::Day,
    web::{
        pages::{
            acts::{day, missing, wrong},
            page::Page,
        },
        response::Answer,
        template::Sheet,
    },
};

/// What can be said of it now.
pub fn show(page: &Page<'_>, typed: &str) -> Result<Answer, Error> {
    let case = page.find(typed)?;
    let office = &page.at_work.office;
    if page.at_work.mask(case).is_some() {
        return Ok(page.see(&format!("/candidatures/{}", case.reference)));
    }
    let known = case.opinion.as_ref();
    let panel = case.hearing.as_ref().and_then(|place| office.hearing(&place.id).ok());
    let panel = panel.map(|hearing| office.cases.roster.panel(hearing)).unwrap_or_default();
    let peers: Vec<_> = panel
        .iter()
        .filter(|peer| !case.excluded.contains(peer))
        .map(|peer| {
            let left = known.map_or(&case.recusals, |known| &known.recused).contains(peer);
            let here = known.map_or(!left, |known| known.present.contains(peer));
            json!({ "id": peer, "name": name(office, peer), "here": here, "left": left })
        })
        .collect();
    let words: Vec<_> = OpinionWord::ALL
        .iter()
        .map(|word| {
            let is_chosen = known.is_some_and(|known| known.opinion == *word);
            json!({ "id": word.name(), "words": french(word.words()), "chosen": is_chosen })
        })
        .collect();
    let sheet = Sheet::new("opinion.html", &format!("Avis sur {}", case.reference))
        .with("reference", &case.reference)
        .with("firm", &firm(page, &case.reference))
        .with("state", &french(case.state.shown()))
        .with("scheduled", &(case.state == State::Scheduled))
        .with("heard", &(case.state == State::Heard))
        .with("peers", &peers)
        .with("words", &words)
        .with("known", &known)
        .with("oral_on", &known.and_then(|known| known.oral_on).map(Day::long));
    Ok(page.show(if case.state == State::Heard { sheet.typed() } else { sheet }))
}

/// Notes that the firm came, or did not; or the opinion.
pub fn record(page: &mut Page<'_>, typed: &str) -> Result<Answer, Error> {
    let reference = page.find(typed)?.reference.clone();
    match page.asked.fields.get("geste") {
        presence @ ("present" | "absent") => {
            let is_present = presence == "present";
            let office = &mut page.at_work.office;
            page.runtime.block_on(office.attend(&reference, is_present, Run::Real))?;
            let next = if is_present { "avis" } else { "candidatures" };
            Ok(page.see(&format!("/{next}/{reference}")))
        }
        "avis" => {
            let opinion = opinion(page)?;
            let settings = page.at_work.settings.clone();
            let office = &mut page.at_work.office;
            let writing = office.write_opinion(&reference, opinion, &settings, Run::Real);
            page.runtime.block_on(writing)?;
            Ok(page.see(&format!("/avis/{reference}")))
        }
        _ => Err(wrong("choisissez un des boutons de la page")),
    }
}

fn opinion(page: &Page<'_>) -> Result<OpinionData, Error> {
    let all = |name| page.asked.fields.all(name).map(str::to_owned).collect::<Vec<String>>();
    let lines = |name| {
        let typed = page.typed(name).unwrap_or_default();
        let parts = typed.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect::<Vec<_>>()
    };
    let word =
        OpinionWord::ALL.into_iter().find(|word| word.name() == page.asked.fields.get("mot"));
    let (present, approved_by) = (all("present"), lines("approuve_par"));
    if present.is_empty() {
        return Err(wrong("cochez les pairs présents"));
    }
    missing(approved_by.first().cloned(), "Approuvé par")?;
    Ok(OpinionData {
        present,
        recused: all("sorti"),
        asked: missing(page.typed("demande"), "Ce que l'entreprise a demandé")?,
        opinion: word.ok_or_else(|| wrong("choisissez l'avis en un mot"))?,
        text: missing(page.typed("avis"), "L'avis, pour l'entreprise")?,
        networks: lines("reseaux_utiles"),
        next: page.typed("ensuite"),
        oral_on: day(page, "dit_le")?,
        approved_by,
    })
}
