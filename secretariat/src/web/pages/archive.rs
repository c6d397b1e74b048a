//! What is kept and taken out: the journal, exports, backups, keys.

use std::{fs, path::Path};

use age::secrecy::SecretString;
use authoring::typography::french;
use form_handler::{
    crypto::recipients::{Recipient, fingerprint},
    store::journal::author::Author,
};
use serde_json::json;

use super::{
    super::{
        desk::Desk,
        request::{Asked, PASSPHRASE},
        response::{Answer, File},
        template::Sheet,
    },
    acts::{choice, missing, wrong},
    page::Page,
};
use crate::{
    cases::error::ActError,
    cli::args::export::ColumnSet,
    commands::export::{self, columns::Shown, table::Table},
    error::Error,
    journal::{
        act::{Act, Contents, Deed, JournalAcceptance},
        append::BodyEnd,
        entry::Unopened,
        memory::{Compared, eight_letters},
    },
    text::{day::Day, paris_time, printable::one_line},
};

pub mod backups;
pub mod register;

/// Every act, the newest first, and whether all of them are there.
pub fn journal(page: &Page<'_>) -> Answer {
    let office = &page.at_work.office;
    let erased = office.journal.erased_acts();
    let lines = office.journal.entries().iter().rev().map(|entry| {
        let known = entry.contents.as_ref().ok();
        let reference = known.and_then(|contents| contents.references().first().map(ToString::to_string));
        let summary = match &entry.contents {
            Ok(Contents::Act(act)) => act.deed.summary(),
            Ok(unknown) => unknown.summary(),
            Err(Unopened::Missing) if erased.contains(&entry.event.seq) => "effacé avec la candidature".to_owned(),
            Err(Unopened::Expired) => "effacé à l'échéance".to_owned(),
            Err(Unopened::Missing) => "manquant".to_owned(),
            Err(Unopened::Closed) => "fermé pour votre clé".to_owned(),
            Err(Unopened::Damaged) => "endommagé".to_owned(),
        };
        json!({
            "seq": entry.event.seq, "at": paris_time::short(entry.event.at.timestamp()),
            "by": office.people.name(&entry.event.by), "reference": reference, "summary": french(&summary),
        })
    });
    let differs = matches!(office.compared, Compared::Shorter { .. } | Compared::Differs { .. });
    let is_whole = office.journal.faults().is_empty() && office.journal.read_only().is_none();
    let head = office.journal.head();
    let sheet = Sheet::new("journal.html", "Journal")
        .with("lines", &lines.collect::<Vec<_>>())
        .with("whole", &(is_whole && !differs))
        .with("differs", &differs)
        .with("last", &head.map(|head| json!({ "seq": head.seq, "letters": eight_letters(head) })));
    page.show(if differs { sheet.typed() } else { sheet })
}

/// Takes the journal as it is, once somebody has said why it is not the one that was seen here.
pub fn accept(page: &mut Page<'_>) -> Result<Answer, Error> {
    let reason = missing(page.typed("motif_journal"), "Pourquoi")?;
    let office = &mut page.at_work.office;
    let (seq, hash) = match office.compared.clone() {
        Compared::Shorter { seq, hash } | Compared::Differs { seq, hash } => (seq, hash),
        Compared::First | Compared::Holds => return Err(Error::NothingToAccept),
    };
    let deed = Deed::Accept(JournalAcceptance { seq, hash, reason });
    let end = BodyEnd::latest(office.now());
    page.runtime.block_on(office.record_general(Act { reference: None, deed }, end))?;
    office.accept_memory().map_err(ActError::from)?;
    Ok(page.see("/journal"))
}

/// A file for a spreadsheet or a program, which the browser saves.
pub fn export(page: &Page<'_>) -> Result<Answer, Error> {
    if !page.is_sent() {
        let sheet = Sheet::new("save.html", "Exporter").with("kind", &"export");
        return Ok(page.show(sheet));
    }
    let at_work = &page.at_work;
    let columns: ColumnSet = choice(page, "pour")?;
    let shown = Shown::new(columns, &at_work.settings);
    let cases = export::exported(&at_work.office);
    let table = || Table::of(&cases, at_work.forms.main().ok(), &shown);
    let mut bytes = Vec::new();
    let (name, media_type) = match page.asked.fields.get("format") {
        "xlsx" => {
            bytes = export::xlsx::write(&table())?;
            let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            ("candidatures.xlsx", media_type)
        }
        "csv" => {
            export::csv::write(&table(), b';', &mut bytes)?;
            ("candidatures.csv", "text/csv; charset=utf-8")
        }
        "json" => {
            export::json::write(&cases, &shown, &mut bytes)?;
            ("candidatures.json", "application/json")
        }
        _ => return Err(wrong("choisissez un format")),
    };
    Ok(Answer::File(File { name: name.to_owned(), media_type, bytes }))
}

/// Tries the key, or seals everything again to today's recipients: what `keys rehearse` and `reseal` do.
pub fn use_keys(desk: &mut Desk, asked: &Asked) -> Result<Answer, Error> {
    let phrase = phrase(asked);
    let said = match asked.fields.get("geste") {
        "essayer" => desk.run(&["keys", "rehearse"], phrase.as_ref())?,
        "refermer" => {
            let new = asked.fields.get("nouvelles").split([',', ';', '\n']).map(str::trim);
            let new = new.filter(|number| !number.is_empty());
            let words: Vec<&str> =
                ["reseal"].into_iter().chain(new.flat_map(|number| ["--accept", number])).collect();
            desk.run(&words, phrase.as_ref())?
        }
        _ => return Err(wrong("choisissez un des boutons de la page")),
    };
    let idle_seconds = desk.idle_seconds();
    let (at_work, runtime) = desk.at_work()?;
    let page = Page { at_work, runtime, asked, idle_seconds };
    let texts: Vec<&str> = said.results.iter().chain(&said.notes).map(String::as_str).collect();
    let sheet = Sheet::message("C'est fait", &texts);
    Ok(page.show(sheet.with("back", &"/cles").say("back_title", "Revenir aux clés")))
}

fn phrase(asked: &Asked) -> Option<SecretString> {
    let typed = asked.fields.get(PASSPHRASE);
    (!typed.is_empty()).then(|| SecretString::from(typed))
}

/// Only a protected key may lie on paper, and only for one is a phrase asked.
fn sealed(identity: &Path) -> Vec<String> {
    let text = fs::read_to_string(identity).unwrap_or_default();
    let is_protected = text.starts_with("-----BEGIN AGE ENCRYPTED FILE");
    text.lines().filter(|_| is_protected).map(str::to_owned).collect()
}

/// When the reader's key was last tried, and how long ago that is.
fn tried(page: &Page<'_>) -> Option<serde_json::Value> {
    let office = &page.at_work.office;
    let at = office.last_try()?.timestamp();
    let (on, today) = (Day::of(at), Day::of(office.now()));
    let days = (today.0 - on.0).get_days();
    let due = page.at_work.settings.rehearsal_days;
    let is_old = due.is_some_and(|due| on.days_later(due) <= today);
    Some(json!({ "on": on.long(), "days": days, "old": is_old }))
}

/// Who opens what, what to do when a key is lost or changes hands, and the emergency sheet.
pub fn keys(page: &Page<'_>, identity: &Path) -> Answer {
    let office = &page.at_work.office;
    let records = &office.records.records;
    let own: Vec<_> = office.keys.identities.authors.iter().map(Author::fingerprint).collect();
    let person = |person: &Recipient| {
        let key = fingerprint(&person.key);
        let opens = records.iter().filter(|record| record.keys.contains(&key)).count();
        json!({
            "name": one_line(&person.name, 80), "role": one_line(&person.role, 80),
            "number": key.to_string(), "opens": opens, "own": own.contains(&&key),
            "until": person.until.map(|day| Day(day).long()),
        })
    };
    let people: Vec<_> =
        office.people.recipients().into_iter().flat_map(|all| all.iter().map(person)).collect();
    page.show(
        Sheet::new("keys.html", "Clés")
            .with("people", &people)
            .with("count", &records.len())
            .with("tried", &tried(page))
            .with("own", &own.first().map(ToString::to_string))
            .with("sealed", &sealed(identity))
            .typed(),
    )
}
