//! Auditions: when, where, who sits, who is heard; added, changed, cancelled.

use authoring::typography::french;
use serde_json::{Value as Json, json};

use super::{
    super::{
        super::{request::segment, response::Answer, template::Sheet},
        acts::{missing, wrong},
        page::Page,
    },
    firm, hearing_name, need_name, peer_name,
    peers::{iso, lines, said},
};
use crate::{
    cases::{error::ActError, office::record::Run, planning::files},
    cli::words::{ConvocationAnswer, HearingHold},
    error::Error,
    journal::act::{HearingData, VideoLinks},
    text::{day::Day, paris_time::hour, printable::one_line},
};

/// What a file calls a field, and what people read.
const FIELDS: [(&str, &str); 9] = [
    ("starts", "Date et heure"),
    ("place", "Lieu"),
    ("video", "Liens de la visioconférence"),
    ("gap_minutes", "Minutes entre deux entreprises"),
    ("break_after", "Pause après l'entreprise n°"),
    ("break_minutes", "Durée de la pause"),
    ("access", "La salle offre"),
    ("panel", "Pairs"),
    ("hold", "L'audition se tient"),
];

/// Between two firms, and after how many there is a break of how long: 6 × 45 + 4 × 5 + 15 = 305 minutes.
const USUAL: (u32, u32, u32) = (5, 3, 15);

/// All hearings, those to come first, and the form that adds one.
pub fn show(page: &Page<'_>) -> Answer {
    let office = &page.at_work.office;
    let today = Day::of(office.now());
    let all = office.cases.roster.hearings_in_order();
    let (past, to_come): (Vec<&HearingData>, Vec<&HearingData>) =
        all.into_iter().partition(|hearing| hearing.is_past(today));
    let shown = |hearings: Vec<&HearingData>| {
        hearings.into_iter().map(|hearing| described(hearing, page)).collect::<Vec<_>>()
    };
    let sheet = Sheet::new("hearings.html", "Auditions");
    let sheet = sheet.with("to_come", &shown(to_come)).with("past", &shown(past));
    page.show(with_form(sheet, page, None).typed())
}

/// One hearing, to be changed.
pub fn one(page: &Page<'_>, id: &str) -> Result<Answer, Error> {
    let hearing = page.at_work.office.hearing(id).map_err(ActError::from)?;
    let sheet = Sheet::new("hearing.html", &format!("Audition {}", one_line(id, 64)));
    let sheet = sheet.with("hearing", &described(hearing, page));
    Ok(page.show(with_form(sheet, page, Some(hearing)).typed()))
}

/// Adds a hearing under the next free id.
pub fn add(page: &mut Page<'_>) -> Result<Answer, Error> {
    let hearings = &page.at_work.office.cases.roster.hearings;
    let ids = (1..).map(|number| format!("a{number}"));
    let id = ids.into_iter().find(|id| !hearings.contains_key(id)).unwrap_or_default();
    let hearing = typed(page, &id)?;
    page.runtime.block_on(page.at_work.office.add_hearings(hearing, Run::Real))?;
    Ok(page.see("/auditions"))
}

/// Changes one. Places that firms keep are left as they are.
pub fn edit(page: &mut Page<'_>, id: &str) -> Result<Answer, Error> {
    let known = page.at_work.office.hearing(id).map_err(ActError::from)?.locked.clone();
    let mut hearings = typed(page, id)?;
    for hearing in &mut hearings {
        hearing.locked.clone_from(&known);
    }
    page.runtime.block_on(page.at_work.office.edit_hearings(hearings, Run::Real))?;
    Ok(page.see("/auditions"))
}

/// Cancels one.
pub fn cancel(page: &mut Page<'_>, id: &str) -> Result<Answer, Error> {
    if page.typed("annule").is_none() {
        return Err(wrong("cochez « Annuler cette audition »"));
    }
    page.runtime.block_on(page.at_work.office.cancel_hearing(id, Run::Real))?;
    Ok(page.see("/auditions"))
}

fn described(hearing: &HearingData, page: &Page<'_>) -> Json {
    let office = &page.at_work.office;
    let is_asked = office.cases.roster.convoked.contains_key(&hearing.id);
    let slots: Vec<_> = office
        .placed_at(&hearing.id)
        .iter()
        .filter_map(|reference| {
            let case = office.cases.find(reference)?;
            let place = case.hearing.as_ref()?;
            let answer = match place.answer.as_deref() {
                None if !is_asked => "n'est pas encore convoquée",
                None => "n'a pas répondu",
                Some("yes") => "vient",
                Some("no") => "ne vient pas",
                Some(_) => "demande une autre date",
            };
            Some(json!({
                "n": place.slot, "firm": firm(page, reference.as_str()), "answer": french(answer),
                "locked": place.locked,
            }))
        })
        .collect();
    let held = match hearing.hold {
        HearingHold::Auto => "selon le plan",
        HearingHold::Yes => "oui",
        HearingHold::No => "non",
    };
    let video = hearing.video.as_ref().map(|video| match video {
        VideoLinks::Shared(_) => "par visioconférence, un lien pour tous",
        VideoLinks::PerSlot(_) => "par visioconférence, un lien pour chaque entreprise",
    });
    let access = hearing.access.iter().map(|code| need_name(page, code)).collect::<Vec<_>>();
    let panel = office.cases.roster.panel(hearing);
    let answer = |peer: &str| match office.cases.roster.answer(&hearing.id, peer) {
        None => "n'a pas répondu",
        Some(ConvocationAnswer::Yes) => "vient",
        Some(_) => "ne vient pas",
    };
    let peer = |id: &String| {
        let said = is_asked.then(|| format!(" ({})", french(answer(id))));
        peer_name(page, id) + &said.unwrap_or_default()
    };
    let panel: Vec<String> = panel.iter().map(peer).collect();
    json!({
        "id": one_line(&hearing.id, 64), "path": segment(&hearing.id), "day": hearing_name(page, &hearing.id), "hour": hour(&hearing.starts),
        "place": hearing.place.as_deref().map(|place| one_line(place, 200)),
        "video": video, "access": access, "panel": panel, "held": held, "slots": slots,
        "length": length(hearing, page),
    })
}

/// How long a full hearing is, and when it ends.
fn length(hearing: &HearingData, page: &Page<'_>) -> Option<String> {
    let rules = page.at_work.rules.as_ref().ok()?;
    let minutes = rules.minutes(hearing);
    let starts: jiff::civil::DateTime = hearing.starts.parse().ok()?;
    let ends = starts.checked_add(jiff::Span::new().minutes(i64::from(minutes))).ok()?;
    let firms = rules.firms_max();
    let ends = hour(&ends.strftime("%Y-%m-%dT%H:%M").to_string());
    Some(format!("{minutes} minutes pour {firms} entreprises, jusqu’à {ends}"))
}

fn with_form(sheet: Sheet, page: &Page<'_>, hearing: Option<&HearingData>) -> Sheet {
    let needs = page.at_work.settings.needs.iter().map(|need| {
        let chosen = hearing.is_some_and(|hearing| hearing.access.contains(&need.code));
        json!({ "value": need.code, "label": french(&need.words), "chosen": chosen })
    });
    let peers = page.at_work.office.cases.roster.peers.iter().map(|(id, peer)| {
        let chosen = hearing.is_some_and(|hearing| hearing.panel.contains(id));
        json!({ "value": id, "label": one_line(&peer.data.name, 80), "chosen": chosen })
    });
    let hold = hearing.map_or(HearingHold::Auto, |hearing| hearing.hold);
    let holds = [
        (HearingHold::Auto, "auto", "Selon le plan"),
        (HearingHold::Yes, "yes", "Oui"),
        (HearingHold::No, "no", "Non"),
    ];
    let holds = holds.map(
        |(each, value, label)| json!({ "value": value, "label": label, "chosen": each == hold }),
    );
    let (gap, after, pause) = hearing.map_or((USUAL.0, Some(USUAL.1), USUAL.2), |hearing| {
        (hearing.gap_minutes, hearing.break_after, hearing.break_minutes)
    });
    let video = hearing.and_then(|hearing| hearing.video.as_ref()).map(|video| match video {
        VideoLinks::Shared(link) => link.clone(),
        VideoLinks::PerSlot(links) => links.join("\n"),
    });
    let date = hearing.and_then(HearingData::day).map(|day| day.0.strftime("%d/%m/%Y").to_string());
    let form = json!({
        "date": date, "time": hearing.and_then(|hearing| hearing.starts.get(11..16)),
        "place": hearing.and_then(|hearing| hearing.place.as_ref()), "video": video,
        "gap": gap, "after": after, "pause": pause,
        "needs": needs.collect::<Vec<_>>(), "peers": peers.collect::<Vec<_>>(), "holds": holds,
    });
    sheet.with("form", &form)
}

/// What was typed, read as a file is.
fn typed(page: &Page<'_>, id: &str) -> Result<Vec<HearingData>, Error> {
    let date = iso(&missing(page.typed("date"), "Date")?)?;
    let time = missing(page.typed("heure"), "Heure")?.replace(['h', ' '], ":");
    let (hours, minutes) = time.split_once(':').unwrap_or((&time, "00"));
    let minutes = minutes.trim_matches(':');
    let number = |name: &str, label: &str| match page.typed(name) {
        None => Ok(None),
        Some(text) => {
            text.parse::<u32>().map(Some).map_err(|_| wrong(&format!("« {label} » est un nombre")))
        }
    };
    let links = lines(&page.typed("lien").unwrap_or_default());
    let video = if links.is_empty() { Json::Null } else { json!(links) };
    let hearing = json!({
        "id": id, "starts": format!("{date}T{hours:0>2}:{minutes:0>2}"),
        "gap_minutes": number("intervalle", FIELDS[3].1)?.unwrap_or(0),
        "break_after": number("pause_apres", FIELDS[4].1)?,
        "break_minutes": number("pause_duree", FIELDS[5].1)?.unwrap_or(0),
        "access": page.asked.fields.all("offre").collect::<Vec<_>>(),
        "panel": page.asked.fields.all("pair").collect::<Vec<_>>(),
        "hold": page.typed("tient").unwrap_or_else(|| "auto".to_owned()),
        "place": page.typed("lieu"), "video": video,
    });
    let slots = page.at_work.letters.sizes.map(|sizes| sizes.firms_max);
    files::hearings(&hearing.to_string(), slots).map_err(|mistakes| said(&mistakes, &FIELDS))
}
