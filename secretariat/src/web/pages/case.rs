//! One application: where it stands, what was answered, what was done; and what can be done with it.

use application_form::definition::Definition;
use authoring::typography::french;
use serde_json::json;

use super::{
    super::{desk::mask::Mask, request::segment, response::Answer, template::Sheet},
    decisions::{decision_form, named},
    hearings::treat,
    page::{Page, answers::sections, sentence},
    rights::{offered, request_words},
};
use crate::{
    cli::words::{NoteKind, State},
    error::Error,
    journal::act::{DecisionData, Deed, HIDDEN_FIELD, letters::letter_words},
    text::{
        day::Day,
        paris_time,
        printable::{one_line, printable},
    },
};

/// All of it. One that is masked is opened when she asks for it, and that is an act.
pub fn show(page: &Page<'_>, typed: &str) -> Result<Answer, Error> {
    let case = page.find(typed)?;
    let at_work = &page.at_work;
    let mask = at_work.mask(case);
    let sheet = Sheet::new("case.html", &format!("Candidature {}", case.reference))
        .with("reference", &case.reference)
        .with("masked", &mask.map(Mask::words))
        .with("recused", &at_work.has_stepped_back(case))
        .with("heard_now", &(case.state.is_at_hearing()));
    if mask.is_some() {
        let own = &at_work.office.keys.identities.authors;
        let last = at_work.office.last_act(&case.reference);
        let is_own_step = last.is_some_and(|(event, act)| {
            matches!(act.deed, Deed::RecuseMe {})
                && own.iter().any(|author| *author.fingerprint() == event.by)
        });
        let sheet = sheet.with("takes_back", &is_own_step);
        return Ok(page.show(if is_own_step { sheet.typed() } else { sheet }));
    }
    let form = case.record.as_ref();
    let form = form.and_then(|record| at_work.forms.of(&case.reference, &record.form));
    let fields = form.into_iter().flat_map(Definition::fields);
    let fields: Vec<_> = fields
        .filter(|field| field.name != HIDDEN_FIELD)
        .map(|field| json!({ "name": field.name, "label": field.label }))
        .collect();
    let notes: Vec<_> = case
        .notes
        .iter()
        .map(|(at, note)| {
            json!({
                "at": paris_time::long(at.timestamp()), "text": printable(&note.text),
                "kind": french(kind(note.kind)), "from": note.from.as_deref().map(printable),
                "on": note.on.map(Day::long), "destroy": note.destroy.map(Day::long),
            })
        })
        .collect();
    let history: Vec<_> = case
        .history
        .iter()
        .map(|line| json!({ "seq": line.seq, "at": paris_time::short(line.at.timestamp()), "by": at_work.signer(&line.by), "summary": french(&line.summary) }))
        .collect();
    let letters = at_work.office.letters_of(case, at_work.writing());
    let letters: Vec<_> = letters
        .iter()
        .map(|letter| {
            let (name, stage) = (letter_words(&letter.letter), letter.stage().word());
            json!({ "id": segment(&letter.id), "name": sentence(&name).trim_end_matches('.'), "stage": french(stage) })
        })
        .collect();
    let rank = at_work.office.cases.cases.iter().filter(|each| each.is_open());
    let rank = rank.clone().position(|each| each.reference == case.reference);
    let sheet = sheet
        .with("firm", &case.firm().map(|firm| one_line(firm, 120)))
        .with("state", &french(&case.state_words()))
        .with("announced", &case.announced)
        .with("restricted", &case.restricted)
        .with("replaced_by", &case.replaced_by)
        .with("rank", &rank.map(|rank| rank + 1))
        .with("received", &case.received_at().map(|at| paris_time::long(at.timestamp())))
        .with("expires", &case.expires().map(Day::long))
        .with("again", &case.was_sent_again())
        .with("duplicates", &case.duplicates)
        .with("settled", &treat::settled(case, page))
        .with("treat", &treat::offered(case, page))
        .with("sections", &sections(case, form, &[]))
        .with("closed", &at_work.office.is_closed(&case.reference))
        .with("decision", &case.decision.as_ref().map(|decision| decided(decision, page)))
        .with("requests", &case.requests.iter().map(|each| json!({ "what": french(request_words(&each.what)), "due": each.due.long() })).collect::<Vec<_>>())
        .with("letters", &letters)
        .with("notes", &notes)
        .with("history", &history)
        .with("fields", &fields)
        .with("offered", &offered())
        .with("suspicious", &(case.state == State::Quarantined))
        .with("followable", &(case.state == State::Advised))
        .with("last_act", &at_work.office.last_act(&case.reference).map(|(event, act)| json!({ "seq": event.seq, "summary": french(&act.deed.summary()) })));
    Ok(page.show(decision_form(sheet, page).typed()))
}

fn decided(decision: &DecisionData, page: &Page<'_>) -> serde_json::Value {
    let (id, outcome) = named(decision.outcome);
    let reasons = page.at_work.settings.reasons_of(id).iter();
    let code = decision.reason.as_deref();
    let words = reasons.filter(|each| Some(&*each.code) == code).map(|each| each.words.as_str());
    json!({
        "outcome": french(outcome),
        "reason": words.chain(code).next().map(printable),
        "text": decision.text.as_deref().map(printable),
        "remark": decision.remark.as_deref().map(printable),
        "by": decision.by.iter().map(|name| one_line(name, 80)).collect::<Vec<_>>(),
        "on": decision.on.long(),
    })
}

fn kind(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Note => "note",
        NoteKind::Call => "appel",
        NoteKind::Document => "document reçu",
        NoteKind::Paper => "candidature sur papier",
    }
}
