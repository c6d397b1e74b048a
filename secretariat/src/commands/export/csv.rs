//! Applications for a spreadsheet, which must neither run nor mangle what strangers typed.

use std::io::{self, Write};

use application_form::definition::Definition;
use csv::{Terminator, WriterBuilder};
use form_handler::record::contents::Authorship;
use serde_json::Value as Json;

use crate::{
    commands::show::plain,
    records::unseal::Opened,
    text::{paris_time, printable::printable},
};

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

/// Excel shows longer numbers as 3.3E+11.
const LONGEST_NUMBER: usize = 11;

/// A cell that a spreadsheet takes for text: after an apostrophe it runs no formula (OWASP, "CSV
/// Injection"), keeps the plus sign of +33, the zero of 06 and every digit of a long number.
///
/// Whoever opens the file with another separator must not run one either: `x;=1` counts too.
fn safe(cell: &str) -> String {
    let cell = printable(cell);
    let runs =
        cell.starts_with(STARTS) || cell.split([',', ';', '\t']).skip(1).any(starts_a_formula);
    let digits = cell.chars().all(|symbol| symbol.is_ascii_digit() || symbol == ' ');
    let loses_digits =
        digits && cell.len() > 1 && (cell.starts_with('0') || cell.len() > LONGEST_NUMBER);
    if runs || loses_digits { format!("'{cell}") } else { cell }
}

/// What a formula, or what makes a spreadsheet look for one, starts with.
const STARTS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// The rest of a cell after a separator; a dash there is rather a word's or a list's.
fn starts_a_formula(rest: &str) -> bool {
    rest.trim_start_matches([' ', '"']).starts_with(['=', '+', '@']) || rest.starts_with(['-', '"'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_a_spreadsheet_would_run_or_mangle_gets_an_apostrophe() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("+33 6 12 34 56 78", "'+33 6 12 34 56 78"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\n=1", "'\n=1"),
            ("0612345678", "'0612345678"),
            ("06 12 34 56 78", "'06 12 34 56 78"),
            ("0", "0"),
            ("1200000", "1200000"),
            ("2012-04-30", "2012-04-30"),
            ("Atelier = Lez", "Atelier = Lez"),
            ("x,=cmd|calc", "'x,=cmd|calc"),
            ("x; =1+1", "'x; =1+1"),
            ("x,-1+1", "'x,-1+1"),
            ("pierre, - papier", "pierre, - papier"),
            ("330467000000", "'330467000000"),
            ("\u{1b}[31mX", "\u{fffd}[31mX"),
            ("", ""),
        ] {
            assert_eq!(safe(cell), expected, "{cell:?}");
        }
    }

    proptest! {
        #[test]
        fn no_cell_ever_starts_like_a_formula(cell: String) {
            prop_assert!(!safe(&cell).starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }
}
