//! The applications: listed, printed for judges, and two of a firm side by side.

use std::collections::BTreeMap;

use authoring::typography::french;
use clap::ValueEnum;
use serde_json::{Value as Json, json};

use super::{
    super::{response::Answer, template::Sheet},
    page::{
        Page,
        answers::{AnsweredSection, label, sections},
        sentence,
    },
};
use crate::{
    cases::Case,
    cli::{args::list::Filters, words::State},
    commands::show::answers::plain,
    error::Error,
    text::{day::Day, paris_time, printable::one_line},
};

/// What one may choose a part of the list by, besides its state.
const CHOICES: [(&str, &str, &str); 3] = [
    ("departement", "departement", "Département"),
    ("secteur", "secteur", "Secteur"),
    ("theme", "themes", "Thème"),
];

/// The list: all of it, or what a form asks for. A search is a POST: no address holds a name.
pub fn list(page: &Page<'_>) -> Result<Answer, Error> {
    let chosen = Chosen::of(page);
    let at_work = &page.at_work;
    let cases = || at_work.office.cases.cases.iter();
    let whole: Vec<&Case> = cases().filter(|case| case.is_listed(&chosen.filters)).collect();
    let listed: Vec<&Case> = whole.iter().copied().filter(|case| chosen.keep(case, page)).collect();
    let rows: Vec<_> = listed.iter().map(|case| row(case, page)).collect();
    let states: Vec<_> = State::value_variants()
        .iter()
        .map(|state| {
            let (id, is_chosen) = (id(*state), chosen.filters.states.contains(state));
            json!({ "id": id, "words": french(state.shown()), "chosen": is_chosen })
        })
        .collect();
    let choices: Vec<_> = CHOICES
        .iter()
        .map(|(name, field, title)| {
            let options: Vec<_> = options(&whole, field)
                .into_iter()
                .map(|(value, label)| {
                    let is_chosen = page.asked.fields.get(name) == value;
                    json!({ "value": value, "label": label, "chosen": is_chosen })
                })
                .collect();
            json!({ "name": name, "title": title, "options": options })
        })
        .collect();
    Ok(page.show(
        Sheet::new("cases.html", "Candidatures")
            .with("rows", &rows)
            .with("shown", &listed.len())
            .with("whole", &whole.len())
            .with("restricted", &at_work.office.restricted())
            .with("closed", &closed(page))
            .with("states", &states)
            .with("choices", &choices)
            .with("search", &chosen.filters.search)
            .with("duplicates", &chosen.filters.duplicates)
            .with("chosen", &page.is_sent())
            .typed(),
    ))
}

/// What a form asks for.
struct Chosen {
    filters: Filters,
    theme: Option<String>,
}

impl Chosen {
    fn of(page: &Page<'_>) -> Self {
        let states = page.asked.fields.all("etat");
        let filters = Filters {
            states: states.filter_map(|id| State::from_str(id, false).ok()).collect(),
            department: page.typed("departement"),
            sector: page.typed("secteur"),
            search: page.typed("recherche"),
            duplicates: page.typed("doubles").is_some(),
            expiring: None,
        };
        Self { filters, theme: page.typed("theme") }
    }

    fn keep(&self, case: &Case, page: &Page<'_>) -> bool {
        let themes = case.answers().and_then(|answers| answers.get("themes"));
        let themes = themes.map(plain).unwrap_or_default();
        let is_of_theme = self.theme.as_ref().is_none_or(|theme| themes.contains(theme));
        is_of_theme && case.passes(&self.filters, page.at_work.office.now())
    }
}

fn id(state: State) -> String {
    state.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// The answers that some application gives, by value, with their labels.
fn options(cases: &[&Case], field: &str) -> BTreeMap<String, String> {
    let mut options = BTreeMap::new();
    for case in cases {
        let answer = case.answers().and_then(|answers| answers.get(field));
        let sections = case.contents.iter().flat_map(|contents| &contents.sections);
        let asked = sections.flat_map(|section| &section.questions).find(|each| each.name == field);
        for value in answer.map(plain).unwrap_or_default() {
            let label = asked.and_then(|question| question.choices.get(&value));
            let label = label.and_then(Json::as_str).unwrap_or(&value);
            options.insert(value.clone(), one_line(label, 60));
        }
    }
    options
}

/// A line of the list. One that is masked shows nothing until the reader asks for it.
pub fn row(case: &Case, page: &Page<'_>) -> Json {
    let mask = page.at_work.mask(case);
    let unless_masked = |text: Option<String>| text.filter(|_| mask.is_none());
    json!({
        "reference": case.reference,
        "masked": mask.map(|mask| sentence(mask.words()).trim_end_matches('.').to_owned()),
        "firm": unless_masked(case.firm().map(|firm| one_line(firm, 80))),
        "sector": unless_masked(label(case, "secteur")),
        "state": french(&case.state_words()),
        "announced": case.announced,
        "received": case.received_at().map(|at| paris_time::short(at.timestamp())),
        "expires": case.expires().map(Day::long),
        "duplicates": case.duplicates.len(),
    })
}

/// What stays closed, and why.
pub fn closed(page: &Page<'_>) -> Vec<Json> {
    let office = &page.at_work.office;
    let closed = office.closed.iter();
    let known = closed.map(|(record, why)| (record.reference.to_string(), why.to_string()));
    let problems = office.records.problems(known.collect());
    let said = |(reference, why): &(String, String)| json!({ "reference": one_line(reference, 40), "why": french(why) });
    problems.iter().map(said).collect()
}

/// What judges read: the listed applications, one a page, without what they must not see.
pub fn reading(page: &Page<'_>) -> Result<Answer, Error> {
    let ticked = page.ticked()?;
    let at_work = &page.at_work;
    let hidden = &at_work.settings.hidden_from_judges;
    let none = Filters::default();
    let cases = at_work.office.cases.cases.iter().filter(|case| {
        let is_asked_for = ticked.is_empty() || ticked.contains(&case.reference);
        is_asked_for && case.is_open() && case.is_listed(&none) && case.contents.is_some()
    });
    let cases: Vec<_> = cases
        .filter(|case| at_work.mask(case).is_none())
        .map(|case| {
            let form = case.record.as_ref();
            let form = form.and_then(|record| at_work.forms.of(&case.reference, &record.form));
            json!({ "reference": case.reference, "firm": case.firm().map(|firm| one_line(firm, 80)), "sections": sections(case, form, hidden) })
        })
        .collect();
    let listed = at_work.office.cases.cases.iter().filter(|case| case.is_listed(&none)).count();
    let sheet = Sheet::new("reading.html", "Exemplaire de lecture");
    Ok(page.show(sheet.with("cases", &cases).with("whole", &listed)))
}

/// What differs between two applications.
pub fn compare(page: &Page<'_>, one: &str, other: &str) -> Result<Answer, Error> {
    let (one, other) = (page.find(one)?, page.find(other)?);
    // What differs would tell what is masked: it is opened on its own page.
    if let Some(masked) = [one, other].iter().find(|case| page.at_work.mask(case).is_some()) {
        return Ok(page.see(&format!("/candidatures/{}", masked.reference)));
    }
    let rows = |case: &Case| {
        let form = case.record.as_ref();
        let form = form.and_then(|record| page.at_work.forms.of(&case.reference, &record.form));
        sections(case, form, &[])
    };
    let (ours, theirs) = (rows(one), rows(other));
    let mut differing = Vec::new();
    let asked = ours.iter().flat_map(AnsweredSection::rows);
    let both: Vec<_> = theirs.iter().flat_map(AnsweredSection::rows).collect();
    for row in asked {
        let twin = both.iter().find(|each| each.name() == row.name());
        let values = twin.map(|twin| twin.values().to_vec()).unwrap_or_default();
        if values != row.values() {
            differing.push(json!({ "label": row.label(), "one": row.values(), "other": values }));
        }
    }
    let head = |case: &Case| {
        json!({
            "reference": case.reference,
            "state": french(&case.state_words()),
            "received": case.received_at().map(|at| paris_time::long(at.timestamp())),
        })
    };
    Ok(page.show(
        Sheet::new("compare.html", &format!("{} et {}", one.reference, other.reference))
            .with("rows", &differing)
            .with("one", &head(one))
            .with("other", &head(other)),
    ))
}
