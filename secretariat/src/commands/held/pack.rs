//! Sheets for a peer as a page by itself, to be printed: it loads nothing.
//!
//! What a peer may read is the list below and nothing else, less what the settings hide from judges.

use authoring::{office::OfficeSettings, typography::french};
use htmlize::escape_text as escape;

use crate::{
    cases::{
        Case, Office,
        planning::held::packs::{Pack, PackSlot},
    },
    commands::show::answers::{chosen, plain, shown},
    records::forms::Forms,
    text::{
        day::Day,
        paris_time,
        printable::{one_line, printable},
    },
};

/// The answers that peers read, and what stands above each: the form's own questions speak to who applied.
const READ: [(&str, &str); 9] = [
    ("activite", "Ce que fait l'entreprise"),
    ("effectif", "Nombre de salariés"),
    ("chiffre_affaires", "Chiffre d'affaires du dernier exercice clos, hors taxes"),
    ("themes", "Virage envisagé"),
    ("theme_autre", "Autre virage"),
    ("projet", "Son projet"),
    ("motivation", "Pourquoi maintenant"),
    ("attentes", "Ce qu'elle demande aux pairs"),
    ("fonction", "Qui vient"),
];

/// What no setting can show to a peer.
const NEVER: [&str; 6] = ["conflits", "reseaux", "amenagement", "courriel", "telephone", "siren"];

/// The whole document.
pub fn html(pack: &Pack, office: &Office, forms: &Forms, settings: &OfficeSettings) -> String {
    let title = text(&format!("Dossier, exemplaire n° {}", pack.copy));
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{ALONE}{}{}</style>\n</head>\n<body>\n<main class=\"pack\">\n<h1>{title}</h1>\n{}</main>\n</body>\n</html>\n",
        include_str!("../../../templates/pack.css"),
        include_str!("../../../templates/paper.css"),
        sheets(pack, office, forms, settings),
    )
}

/// Each sheet: the peer's name and the number of the copy stand on every page that it takes.
pub fn sheets(pack: &Pack, office: &Office, forms: &Forms, settings: &OfficeSettings) -> String {
    let running = format!(
        "{} · exemplaire n° {} · audition du {}",
        one_line(&pack.peer.name, 60),
        pack.copy,
        when(pack)
    );
    let mut sheets = vec![cover(pack), names(pack, office)];
    sheets.extend(pack.slots.iter().map(|slot| firm(slot, office, forms, settings)));
    // The head of a table is printed once more on each page.
    let sheet = |inside: &String| {
        format!(
            "<table role=\"presentation\"><thead><tr><td><p class=\"running\">{}</p></td></tr></thead>\
             <tbody><tr><td>{inside}</td></tr></tbody></table>\n",
            text(&running)
        )
    };
    sheets.iter().map(sheet).collect()
}

/// What a page by itself needs besides; the office's own pages have a style.
const ALONE: &str = "body{font:12pt/1.45 Georgia,serif;color:#000;background:#fff;max-width:42rem;margin:1rem auto;padding:0 1rem}\
    @media print{body{max-width:none;margin:0;padding:0}h1{display:none}}";

fn when(pack: &Pack) -> String {
    let day = pack.hearing.day().map_or_else(String::new, Day::long);
    let time = paris_time::hour(&pack.hearing.starts);
    format!("{day}, {time}")
}

/// Who, which copy, when and where, and what holds for it.
fn cover(pack: &Pack) -> String {
    let hearing = &pack.hearing;
    let (place, back) = match (&hearing.place, &hearing.video) {
        (_, Some(_)) => (
            "par vidéo".to_owned(),
            "L'audition est par vidéo : ces feuilles sont montrées à l'écran, et aucune n'est remise.".to_owned(),
        ),
        (place, None) => (
            place.clone().unwrap_or_else(|| "lieu à préciser".to_owned()),
            "À rendre à la fin de l'audition, avec toutes ses feuilles. Ne copiez rien, ne photographiez rien.".to_owned(),
        ),
    };
    let lines = [
        format!("Pair : {}", one_line(&pack.peer.name, 80)),
        format!("Exemplaire n° {}", pack.copy),
        format!("Audition du {}", when(pack)),
        format!("Lieu : {}", one_line(&place, 200)),
    ];
    let lines: String = lines.iter().map(|line| paragraph(&french(line))).collect();
    format!(
        "{}{lines}{}{}{}",
        tag("h2", "Bureau des pairs"),
        tag("h3", "Confidentiel"),
        paragraph(&french(
            "Ces feuilles sont pour vous seul. Ce que vous y lisez et ce que vous entendez à l'audition reste entre les personnes présentes."
        )),
        paragraph(&french(&back)),
    )
}

/// Names and sectors only, to be read first: whoever knows one of them stops there.
fn names(pack: &Pack, office: &Office) -> String {
    let line = |slot: &PackSlot| {
        // The numbers are those of the sheets: a slot may be free.
        let item = |line: &str| format!("<li value=\"{}\">{}</li>\n", slot.n, text(line));
        let Some(case) = slot.reference.as_ref().and_then(|each| office.cases.find(each)) else {
            return item(&french("Créneau sans feuille : déport."));
        };
        let firm = one_line(case.firm().unwrap_or(case.reference.as_str()), 160);
        let sector = answer(case, "secteur", None).map(|values| values.join(", "));
        let sector = sector.filter(|sector| !sector.is_empty());
        let sector = sector.map_or_else(String::new, |sector| format!(" · {sector}"));
        item(&format!("{firm}{sector}"))
    };
    let lines: String = pack.slots.iter().map(line).collect();
    format!(
        "{}<p class=\"stop\">{}</p>\n<ol>\n{lines}</ol>\n{}",
        tag("h2", &text(&french("Qui vous entendrez"))),
        text(&french(
            "Si vous connaissez une de ces entreprises, arrêtez-vous là : dites-le au secrétariat avant de lire la suite."
        )),
        paragraph(&french(
            "Un lien avec elle, ses dirigeants, un client, un fournisseur ou un concurrent suffit : vous sortez pour ce créneau."
        )),
    )
}

/// A firm's own sheet.
fn firm(slot: &PackSlot, office: &Office, forms: &Forms, settings: &OfficeSettings) -> String {
    let Some(case) = slot.reference.as_ref().and_then(|each| office.cases.find(each)) else {
        let texts = tag("h2", &text(&format!("Créneau {}", slot.n)));
        return texts + &paragraph(&french("Déport : vous sortez pour ce créneau."));
    };
    let definition =
        case.record.as_ref().and_then(|record| forms.of(&case.reference, &record.form));
    let hidden = &settings.hidden_from_judges;
    let may = |name: &str| !NEVER.contains(&name) && !hidden.iter().any(|each| each == name);
    let rows = READ.iter().filter(|(name, _)| may(name)).filter_map(|(name, heading)| {
        let answered = answer(case, name, definition)?;
        let values = answered.iter().map(|value| paragraph(value)).collect::<String>();
        (!values.is_empty()).then(|| tag("h3", &text(&french(heading))) + &values)
    });
    let name = one_line(case.firm().unwrap_or(case.reference.as_str()), 160);
    let title = format!("{}. {name}", slot.n);
    tag("h2", &text(&title)) + &rows.collect::<String>()
}

/// An answer with its corrections, in the words of the form that was answered.
fn answer(
    case: &Case,
    name: &str,
    definition: Option<&application_form::definition::Definition>,
) -> Option<Vec<String>> {
    let contents = case.contents.as_ref()?;
    let canonical = contents.answers.get(name)?;
    let field = definition.and_then(|form| form.field(name));
    let questions = contents.sections.iter().flat_map(|section| &section.questions);
    let asked = questions.into_iter().find(|question| question.name == name);
    let values = match (asked, field) {
        (Some(asked), _) => chosen(asked, field, canonical),
        (None, Some(field)) => shown(field, canonical),
        (None, None) => plain(canonical),
    };
    Some(values.into_iter().filter(|value| !value.trim().is_empty()).collect())
}

fn tag(name: &str, inside: &str) -> String {
    format!("<{name}>{inside}</{name}>\n")
}

fn paragraph(line: &str) -> String {
    tag("p", &text(line))
}

fn text(text: &str) -> String {
    escape(printable(text)).into_owned()
}
