//! Pairs: who could sit, and when; added, changed, forgotten.

use authoring::typography::french;
use planner::json::mistake::Mistake;
use serde_json::{Value as Json, json};

use super::super::{
    super::{request::segment, response::Answer, template::Sheet},
    acts::{missing, wrong},
    page::Page,
};
use crate::{
    cases::{office::record::Run, planning::files},
    cli::words::DayAnswer,
    commands::roster::day_words,
    error::Error,
    journal::act::PeerData,
    text::{day::Day, printable::one_line},
};

/// What a file calls a field, and what people read.
const FIELDS: [(&str, &str); 11] = [
    ("name", "Nom"),
    ("network", "Réseau"),
    ("firm", "Entreprise"),
    ("siren", "SIREN"),
    ("sector", "Secteur"),
    ("department", "Département"),
    ("email", "Courriel"),
    ("days", "Jours"),
    ("most", "Auditions au plus"),
    ("links", "Liens"),
    ("signed", "Engagement signé le"),
];

/// All peers, and the form that adds one.
pub fn show(page: &Page<'_>) -> Answer {
    let peers = page.at_work.office.cases.roster.peers.values().map(|peer| &peer.data);
    let rows: Vec<_> = peers
        .map(|peer| {
            let days = peer.days.iter().filter(|(_, answer)| **answer != DayAnswer::No);
            let days = days.map(|(day, answer)| format!("{} : {}", day.long(), day_words(*answer)));
            json!({
                "id": one_line(&peer.id, 64), "path": segment(&peer.id), "name": one_line(&peer.name, 80), "network": one_line(&peer.network, 80),
                "sector": sector_label(page, &peer.sector),
                "days": days.map(|day| french(&day).into_owned()).collect::<Vec<_>>(),
                "signed": peer.signed.map(Day::long),
            })
        })
        .collect();
    let sheet = Sheet::new("peers.html", "Pairs").with("rows", &rows);
    page.show(with_form(sheet, page, None).typed())
}

/// One peer, to be changed.
pub fn one(page: &Page<'_>, id: &str) -> Result<Answer, Error> {
    let peer = page.at_work.office.peer(id).map_err(crate::cases::error::ActError::from)?;
    let sheet =
        Sheet::new("peer.html", &format!("Pair {}", one_line(id, 64))).with("path", &segment(id));
    let sheet = sheet.with("name", &one_line(&peer.name, 80));
    Ok(page.show(with_form(sheet, page, Some(peer)).typed()))
}

/// Adds a peer under the next free id.
pub fn add(page: &mut Page<'_>) -> Result<Answer, Error> {
    let peers = &page.at_work.office.cases.roster.peers;
    let ids = (1..).map(|number| format!("p{number}"));
    let id = ids.into_iter().find(|id| !peers.contains_key(id)).unwrap_or_default();
    let peer = typed(page, &id)?;
    page.runtime.block_on(page.at_work.office.add_peers(peer, Run::Real))?;
    Ok(page.see("/pairs"))
}

/// Changes one.
pub fn edit(page: &mut Page<'_>, id: &str) -> Result<Answer, Error> {
    let peer = typed(page, id)?;
    page.runtime.block_on(page.at_work.office.edit_peers(peer, Run::Real))?;
    Ok(page.see("/pairs"))
}

/// Forgets one.
pub fn remove(page: &mut Page<'_>, id: &str) -> Result<Answer, Error> {
    if page.typed("efface").is_none() {
        return Err(wrong("cochez « Effacer pour toujours » : rien ne revient ensuite"));
    }
    page.runtime.block_on(page.at_work.office.remove_peer(id, Run::Real))?;
    Ok(page.see("/pairs"))
}

fn with_form(sheet: Sheet, page: &Page<'_>, peer: Option<&PeerData>) -> Sheet {
    let days = peer.map(|peer| {
        let line = |(day, answer): (&Day, &DayAnswer)| {
            let date = day.0.strftime("%d/%m/%Y");
            format!("{date} {}", day_words(*answer))
        };
        peer.days.iter().map(line).collect::<Vec<_>>().join("\n")
    });
    let most = peer.map(|peer| peer.most);
    let form = json!({
        "name": peer.map(|peer| &peer.name), "network": peer.map(|peer| &peer.network),
        "firm": peer.and_then(|peer| peer.firm.as_ref()), "siren": peer.and_then(|peer| peer.siren.as_ref()),
        "departments": choices(page, "departement", peer.and_then(|peer| peer.department.as_deref())),
        "email": peer.and_then(|peer| peer.email.as_ref()),
        "days": days, "most": most.filter(|most| *most < 1000),
        "links": peer.map(|peer| peer.links.join("\n")),
        "signed": peer.and_then(|peer| peer.signed).map(|day| day.0.strftime("%d/%m/%Y").to_string()),
        "sectors": choices(page, "secteur", peer.map(|peer| peer.sector.as_str())),
    });
    sheet.with("form", &form)
}

/// The answers to a question of the form that applicants fill in, with which the peer's own are compared; his own, if it is
/// none of them, first.
fn choices(page: &Page<'_>, name: &str, own: Option<&str>) -> Vec<Json> {
    let form = page.at_work.forms.main().ok();
    let field = form.and_then(|form| form.fields().find(|field| field.name == name));
    let choices = field.map(|field| field.kind.choices()).unwrap_or_default();
    let known = choices.iter().map(|choice| (choice.value.as_str(), choice.label.as_str()));
    let known: Vec<(&str, &str)> = known.collect();
    let other = own.filter(|own| known.iter().all(|(value, _)| value != own)).map(|own| (own, own));
    let all = other.into_iter().chain(known);
    all.map(
        |(value, label)| json!({ "value": value, "label": label, "chosen": Some(value) == own }),
    )
    .collect()
}

fn sector_label(page: &Page<'_>, sector: &str) -> String {
    let known = choices(page, "secteur", Some(sector));
    let chosen = known.iter().find(|each| each["chosen"] == true);
    let label = chosen.and_then(|each| each["label"].as_str()).unwrap_or(sector);
    one_line(label, 60)
}

/// What was typed, read as a file is.
fn typed(page: &Page<'_>, id: &str) -> Result<Vec<PeerData>, Error> {
    let text = |name: &str| page.typed(name);
    let mut peer = json!({
        "id": id, "name": missing(text("nom_pair"), "Nom")?, "network": missing(text("reseau"), "Réseau")?,
        "siren": text("siren_pair"), "sector": missing(text("secteur_pair"), "Secteur")?,
        "days": days(&text("jours").unwrap_or_default())?,
        "links": lines(&text("liens").unwrap_or_default()),
        "firm": text("entreprise_pair"), "department": text("departement_pair"), "email": text("courriel_pair"),
        "signed": text("signe").map(|day| iso(&day)).transpose()?,
    });
    if let Some(most) = text("au_plus") {
        let most: u32 = most.parse().map_err(|_| wrong("« Auditions au plus » est un nombre"))?;
        peer["most"] = json!(most);
    }
    files::peers(&peer.to_string()).map_err(|mistakes| said(&mistakes, &FIELDS))
}

/// What is wrong with a form, by the names that people read.
pub fn said(mistakes: &[Mistake], labels: &[(&str, &str)]) -> Error {
    let texts = mistakes.iter().map(|mistake| {
        let key = mistake.path.split(['.', '[']).find(|part| !part.is_empty());
        let label = labels.iter().find(|(each, _)| Some(*each) == key).map(|(_, label)| *label);
        format!("« {} » : {}", label.unwrap_or(&mistake.path), mistake.fault)
    });
    wrong(&texts.collect::<Vec<_>>().join(" ; "))
}

/// A day as people write it, as files have it.
pub fn iso(typed: &str) -> Result<String, Error> {
    let parts: Vec<&str> = typed.split('/').map(str::trim).collect();
    let [day, month, year] = parts[..] else {
        return Err(wrong("une date s'écrit par exemple 17/06/2021"));
    };
    Ok(format!("{year:0>4}-{month:0>2}-{day:0>2}"))
}

/// A line a day: the date, and whether the peer comes.
fn days(typed: &str) -> Result<Json, Error> {
    let mut days = json!({});
    for line in lines(typed) {
        let (day, answer) = line.split_once(char::is_whitespace).unwrap_or((&line, "oui"));
        let answers = [("oui", "yes"), ("si besoin", "if_needed"), ("non", "no")];
        let answer = answer.trim().to_lowercase();
        let known = answers.iter().find(|(words, _)| *words == answer);
        let known = known.ok_or_else(|| wrong("après un jour : oui, si besoin ou non"))?;
        days[iso(day)?] = json!(known.1);
    }
    Ok(days)
}

/// What was typed a line each.
pub fn lines(typed: &str) -> Vec<String> {
    let lines = typed.lines().map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}
