//! Applications for programs: a JSON array, canonical answers by field name.

use std::io::{self, Write};

use form_handler::record::StoredWarning;
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::records::unseal::Opened;

#[derive(Serialize)]
struct Line<'a> {
    reference: &'a str,
    received_at: String,
    form: &'a str,
    quarantine: bool,
    answers: &'a Map<String, Json>,
    warnings: &'a [StoredWarning],
}

/// Writes the array, and a line break.
pub fn write(opened: &[Opened], out: &mut dyn Write) -> io::Result<()> {
    let lines: Vec<Line<'_>> = opened
        .iter()
        .map(|Opened { record, contents }| Line {
            reference: record.reference.as_str(),
            received_at: record.received_at.to_string(),
            form: &record.form,
            quarantine: record.quarantine,
            answers: &contents.answers,
            warnings: &contents.warnings,
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &lines).map_err(io::Error::from)?;
    writeln!(out)
}
