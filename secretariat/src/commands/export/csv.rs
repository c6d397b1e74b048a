//! Applications for a spreadsheet, which must neither run nor mangle what strangers typed.

use std::io::{self, Write};

use application_form::definition::Definition;
use csv::{Terminator, WriterBuilder};
use form_handler::record::contents::Authorship;
use serde_json::Value as Json;

use crate::{commands::show::answers::plain, records::unseal::Opened, text::paris_time};

mod cell;

use cell::safe;

/// Without it, Excel takes UTF-8 for the alphabet of 1990.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// Writes a header and one line per application.
///
/// One column per question, in the order of today's form, then those that only older applications
/// answer. CRLF between lines, as RFC 4180 says; line breaks inside an answer stay, in quotes.
pub fn write(
    opened: &[Opened],
    today: Option<&Definition>,
    separator: u8,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut names: Vec<&str> =
        today.into_iter().flat_map(Definition::fields).map(|field| field.name.as_str()).collect();
    for name in opened.iter().flat_map(|opened| opened.contents.answers.keys()) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    out.write_all(BOM)?;
    let mut csv =
        WriterBuilder::new().delimiter(separator).terminator(Terminator::CRLF).from_writer(out);
    let header = ["reference", "recue_le", "quarantaine", "signature"]
        .into_iter()
        .chain(names.iter().copied())
        .chain(["avertissements", "formulaire"]);
    csv.write_record(header.map(safe))?;
    for application in opened {
        csv.write_record(cells(application, &names).iter().map(|cell| safe(cell)))?;
    }
    csv.flush()
}

fn cells(Opened { record, contents, authorship }: &Opened, names: &[&str]) -> Vec<String> {
    let mut cells = vec![
        record.reference.to_string(),
        paris_time::sortable(record.received_at.timestamp()),
        if record.quarantine { "oui" } else { "non" }.to_owned(),
        match authorship {
            Authorship::Signed => "valable",
            Authorship::Unsigned => "non signée",
        }
        .to_owned(),
    ];
    let answer = |name: &&str| contents.answers.get(*name).map(joined).unwrap_or_default();
    cells.extend(names.iter().map(answer));
    let warnings: Vec<String> = contents
        .warnings
        .iter()
        .map(|warning| format!("{} : {}", warning.field, warning.message))
        .collect();
    cells.push(warnings.join("\n"));
    cells.push(record.form.clone());
    cells
}

fn joined(canonical: &Json) -> String {
    plain(canonical).join(", ")
}
