//! `/auditions/ID/dossiers`: who gets sheets, and what became of each copy.

use authoring::typography::french;
use serde_json::json;

use super::{head, name, slot_minutes};
use crate::{
    cases::{error::ActError, office::record::Run},
    cli::args::held::CopyStep,
    commands::held::pack,
    error::Error,
    journal::act::PackStep,
    web::{
        pages::{
            acts::{choice, wrong},
            page::Page,
        },
        request::segment,
        response::Answer,
        template::Sheet,
    },
};

/// What may become of a copy next, as buttons.
const NEXT: [(PackStep, &str, &str); 3] = [
    (PackStep::Handed, "handed", "Remis"),
    (PackStep::Returned, "returned", "Rendu"),
    (PackStep::Destroyed, "destroyed", "Détruit"),
];

/// The peers who sit, and the copies.
pub fn show(page: &Page<'_>, id: &str) -> Result<Answer, Error> {
    let office = &page.at_work.office;
    let hearing = office.hearing(id).map_err(ActError::from)?;
    let peers: Vec<_> = hearing
        .panel
        .iter()
        .filter_map(|peer| office.peer(peer).ok())
        .map(|peer| json!({ "id": peer.id, "name": name(office, &peer.id), "signed": peer.signed.is_some() }))
        .collect();
    let at = |step: PackStep| PackStep::ALL.iter().position(|each| *each == step);
    let copies = office.pack_copies(id);
    let left = copies.iter().filter(|copy| copy.step != PackStep::Destroyed).count();
    let copies: Vec<_> = copies
        .iter()
        .map(|copy| {
            let next = NEXT.iter().filter(|(step, ..)| at(*step) > at(copy.step));
            let next =
                next.filter(|(step, ..)| *step != PackStep::Handed || hearing.video.is_none());
            let next: Vec<_> =
                next.map(|(_, id, words)| json!({ "id": id, "words": french(words) })).collect();
            json!({
                "copy": copy.copy, "peer": name(office, &copy.peer),
                "state": french(copy.step.words()), "next": next,
                "shown": matches!(copy.step, PackStep::Made | PackStep::Handed),
            })
        })
        .collect();
    Ok(page.show(
        Sheet::new("packs.html", "Dossiers des pairs")
            .with("hearing", &head(page, id)?)
            .with("peers", &peers)
            .with("copies", &copies)
            .with("left", &left),
    ))
}

/// Makes a copy, or notes what became of one.
pub fn record(page: &mut Page<'_>, id: &str) -> Result<Answer, Error> {
    let (hearing, minutes) = (segment(id), slot_minutes(page));
    if let Some(number) = page.asked.fields.pairs().find(|(name, _)| *name == "exemplaire") {
        let copy = number.1.parse().map_err(|_| wrong("choisissez un exemplaire"))?;
        let step = choice::<CopyStep>(page, "suite")?.into();
        let office = &mut page.at_work.office;
        page.runtime.block_on(office.follow_pack(id, copy, step, Run::Real))?;
        return Ok(page.see(&format!("/auditions/{hearing}/dossiers")));
    }
    let peer = page.asked.fields.get("pair");
    let office = &mut page.at_work.office;
    let made = page.runtime.block_on(office.make_pack(id, peer, minutes, Run::Real))?;
    Ok(page.see(&format!("/auditions/{hearing}/dossiers/{}", made.copy)))
}

/// A copy, to be printed.
pub fn print(page: &Page<'_>, id: &str, copy: &str) -> Result<Answer, Error> {
    let at_work = &page.at_work;
    let copy = copy.parse().map_err(|_| wrong("cet exemplaire n'existe pas"))?;
    let pack = at_work.office.pack_of(id, copy, slot_minutes(page))?;
    let mut cases =
        pack.slots.iter().filter_map(|slot| at_work.office.cases.find(slot.reference.as_ref()?));
    if let Some((case, mask)) = cases.find_map(|case| Some((case, at_work.mask(case)?))) {
        let text = format!(
            "Ce dossier contient {}, qui est masquée : {}. Ouvrez-la d'abord, ou laissez une autre personne imprimer.",
            case.reference,
            mask.words()
        );
        let sheet = Sheet::message("Dossier masqué", &[&text]);
        let back = format!("/auditions/{}/dossiers", segment(id));
        return Ok(page.show(sheet.with("back", &back).say("back_title", "Revenir aux dossiers")));
    }
    let sheets = pack::sheets(&pack, &at_work.office, &at_work.forms, &at_work.settings);
    Ok(page.show(
        Sheet::new("pack.html", &format!("Dossier, exemplaire n° {copy}"))
            .with("hearing", &head(page, id)?)
            .with("sheets", &sheets),
    ))
}
