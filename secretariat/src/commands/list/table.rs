//! The table of `list`: columns two spaces apart.

use std::io::{self, Write};

use application_form::reference::Reference;
use form_handler::record::{Record, contents::SIGNED_SINCE};
use jiff::Timestamp;
use serde_json::Value as Json;

use crate::{
    cases::{Case, Office},
    cli::words::State,
    journal::act::HIDDEN_FIELD,
    records::unseal::Closed,
    text::{paris_time, printable::one_line},
};

/// So many answers are shown, the first ones: on the association's form, who applies.
const OPENED: usize = 2;

/// Wide enough for most names of firms; two of them leave room on a line.
pub const WIDEST: usize = 40;

/// An application, on a line.
pub struct Row<'a> {
    /// Its name.
    reference: &'a Reference,
    record: Option<&'a Record>,
    contents: Contents<'a>,
    state: Option<State>,
    /// The same in words.
    state_words: String,
}

/// What is known of an application's answers.
enum Contents<'a> {
    /// No key was there to open it.
    Unopened,
    /// None of the keys, or it is not what it should be.
    Closed(&'a Closed),
    /// It is open, or gone.
    Of(&'a Case),
}

/// What is shown beside what everyone sees.
#[derive(Debug, Default)]
pub struct Columns {
    /// The names of the answers.
    answers: Vec<String>,
    /// Whether none opens although there is a key.
    contents: bool,
    /// Where each stands.
    state: bool,
}

impl<'a> Row<'a> {
    /// Without a key.
    pub fn unopened(record: &'a Record) -> Self {
        Self {
            reference: &record.reference,
            record: Some(record),
            contents: Contents::Unopened,
            state: None,
            state_words: none(),
        }
    }

    /// With keys.
    pub fn of(case: &'a Case, office: &'a Office) -> Self {
        let why = office.closed.iter().find(|(record, _)| record.reference == case.reference);
        let contents = why.map_or(Contents::Of(case), |(_, why)| Contents::Closed(why));
        Self {
            reference: &case.reference,
            record: case.record.as_ref(),
            contents,
            state: Some(case.state),
            state_words: case.state_words(),
        }
    }

    fn cells(&self, columns: &Columns) -> Vec<String> {
        let record = self.record;
        let day = |seconds: i64| {
            Timestamp::from_second(seconds).map_or_else(|_| "?".into(), paris_time::short_day)
        };
        let mut cells = vec![
            self.reference.to_string(),
            record.map_or_else(none, |record| paris_time::short(record.received_at.timestamp())),
            record.map_or_else(none, |record| day(record.expires)),
            record.map_or_else(none, |record| to_verify(record, self.state)),
        ];
        if columns.state {
            cells.push(self.state_words.clone());
        }
        match self.contents {
            Contents::Unopened => {}
            Contents::Of(case) => cells.extend(columns.answers.iter().map(|name| {
                let answer = case.answers().and_then(|answers| answers.get(name));
                one_line(answer.and_then(Json::as_str).unwrap_or_default(), WIDEST)
            })),
            Contents::Closed(why) => cells.push(closed(why).to_owned()),
        }
        cells
    }
}

impl Columns {
    /// The first answers of the first application that opens; `state`: where each stands, too.
    pub fn of(rows: &[Row<'_>], state: bool) -> Self {
        let answers = rows.iter().find_map(|row| match row.contents {
            Contents::Of(case) => case.answers(),
            Contents::Unopened | Contents::Closed(_) => None,
        });
        let names = answers.into_iter().flat_map(|answers| answers.keys());
        let names = names.filter(|name| *name != HIDDEN_FIELD).take(OPENED).cloned();
        let answers: Vec<String> = names.collect();
        let contents = answers.is_empty() && !rows.is_empty();
        Self { answers, contents, state }
    }
}

/// The header and a line per application.
pub fn table(rows: &[Row<'_>], columns: &Columns) -> Vec<Vec<String>> {
    let mut header =
        ["référence", "reçue le", "effacée le", "à vérifier"].map(String::from).to_vec();
    if columns.state {
        header.push("état".to_owned());
    }
    header.extend(columns.answers.iter().map(|name| one_line(name, WIDEST)));
    if columns.contents {
        header.push("contenu".to_owned());
    }
    let mut lines = vec![header];
    lines.extend(rows.iter().map(|row| row.cells(columns)));
    lines
}

fn none() -> String {
    "-".to_owned()
}

fn closed(why: &Closed) -> &'static str {
    match why {
        Closed::OtherKeys(_) => "(fermée)",
        Closed::Tampered(_) | Closed::LaterKey(_) => "(altérée)",
        Closed::UnknownKey(_) => "(clé inconnue)",
        Closed::Damaged | Closed::NotContents => "(endommagée)",
    }
}

/// Why a person verifies it before anything else, in words that `grep` finds on its own line.
fn to_verify(record: &Record, state: Option<State>) -> String {
    // A person has looked already.
    if state.is_some_and(|state| state != State::Quarantined) {
        return none();
    }
    let reasons: Vec<&str> = [
        (record.quarantine, "quarantaine"),
        (record.over_limit, "au-delà de la limite"),
        (record.version < SIGNED_SINCE, "non signée"),
    ]
    .into_iter()
    .filter_map(|(holds, reason)| holds.then_some(reason))
    .collect();
    if reasons.is_empty() { none() } else { reasons.join(", ") }
}

/// Columns two spaces apart; nothing hangs at the end of a line.
pub fn write_table(rows: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    for row in rows {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}
