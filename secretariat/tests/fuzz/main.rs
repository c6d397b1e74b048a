//! Identity files and answers that nobody wrote: the tool neither fails, nor shows a secret, nor lets a
//! spreadsheet run anything.
//!
//! A test runs over the corpus beside it, `__fuzz__/NAME/corpus/`, and a bounded number of random bytes.
//! `tests/run --full` runs each for a quarter of an hour, led by coverage (`fuzz` in `tests/steps/rust.sh`).

#![allow(clippy::unwrap_used, reason = "a test that fails should stop")]

use application_form::reference::Reference;
use authoring::office::OfficeSettings;
use form_handler::record::{
    ReceivedAt, Record, VERSION,
    contents::{Authorship, SealedContents, StoredWarning},
};
use secretariat::{
    cases::Case,
    cli::args::export::ColumnSet,
    commands::export::{columns::Shown, csv, json, table::Table, xlsx},
    identity::lines::{decode, identities},
    records::{backup::Backup, unseal::Opened},
    text::without_secrets::without_secrets,
};
use serde_json::Map;

/// What one `cargo test` tries of each.
const ITERATIONS: usize = 500;

#[test]
fn identity_files() {
    bolero::check!().with_iterations(ITERATIONS).for_each(|bytes: &[u8]| {
        let Some(text) = decode(bytes) else { return };
        match identities(&text) {
            Ok(read) => {
                let keys = text.to_ascii_uppercase().matches("AGE-SECRET-KEY-1").count();
                assert!(read.len() <= keys, "a key that is not there");
            }
            Err((line, error)) => {
                let lines = text.replace("\r\n", "\n").split(['\n', '\r']).count();
                assert!((1..=lines).contains(&line), "{line} of {lines}");
                let said = error.to_string();
                for key in text.split("AGE-SECRET-KEY-1").skip(1) {
                    let start: String = key.chars().take(8).collect();
                    // A key is written so; what else stands there may be words of the message.
                    let is_of_key = |it: char| it.is_ascii_uppercase() || it.is_ascii_digit();
                    let is_key = start.chars().filter(|it| is_of_key(*it)).count() == 8;
                    let is_told = is_key && said.contains(&start);
                    assert!(!is_told, "{said} tells {start}");
                }
            }
        }
        let safe = without_secrets(&text).to_ascii_uppercase();
        let shown = safe.split("AGE-SECRET-KEY-").skip(1);
        shown.for_each(|rest| assert!(rest.starts_with('…'), "{safe:?}"));
    });
}

#[test]
fn exports() {
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    bolero::check!().with_iterations(ITERATIONS).for_each(|bytes: &[u8]| {
        let typed = String::from_utf8_lossy(bytes);
        let case = Case::opened(&opened(&typed));
        let shown = Shown::new(ColumnSet::All, &OfficeSettings::default());
        let table = Table::of(&[&case], None, &shown);
        for separator in [b';', b',', b'\t'] {
            let mut file = Vec::new();
            csv::write(&table, separator, &mut file).unwrap();
            for other in [b';', b',', b'\t', b'|'] {
                let mut reader = ::csv::ReaderBuilder::new()
                    .delimiter(other)
                    .has_headers(false)
                    .flexible(true)
                    .from_reader(&file[3..]);
                for line in reader.byte_records() {
                    for cell in &line.unwrap() {
                        let cell = String::from_utf8_lossy(cell);
                        assert!(!cell.trim_start().starts_with(SIGNS), "{cell:?} of {typed:?}");
                    }
                }
            }
        }
        let mut file = Vec::new();
        json::write(&[&case], &shown, &mut file).unwrap();
        let read: serde_json::Value = serde_json::from_slice(&file).unwrap();
        assert_eq!(read[0]["answers"]["projet"], *typed);
        xlsx::write(&table).unwrap();
        drop(Backup::read(bytes));
    });
}

/// An application whose answer, warning and question are what a stranger wrote.
fn opened(typed: &str) -> Opened {
    let received_at = ReceivedAt::at("2021-06-01T10:42:30Z".parse().unwrap());
    let record = Record {
        reference: Reference::from_bytes("BDP", &[1; 32]),
        received_at,
        form: typed.to_owned(),
        keys: Vec::new(),
        quarantine: false,
        again: received_at,
        over_limit: false,
        digest: "d1".into(),
        sealed: Vec::new(),
        version: VERSION,
        expires: 1_654_000_000,
    };
    let mut answers = Map::new();
    answers.insert("projet".into(), typed.into());
    answers.insert(typed.to_owned(), "x".into());
    answers.insert("projet".into(), typed.into());
    let warning = StoredWarning { field: "projet".into(), message: typed.to_owned() };
    let contents = SealedContents::of(&record, answers, vec![warning], Vec::new());
    Opened { record, contents, authorship: Authorship::Signed }
}
