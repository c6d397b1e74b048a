//! Applications for programs: a JSON array, canonical answers by field name.

use std::io::{self, Write};

use form_handler::record::contents::{Authorship, StoredWarning};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::{records::unseal::Opened, text::printable::is_harmful};

#[derive(Serialize)]
struct Line<'a> {
    reference: &'a str,
    received_at: String,
    form: &'a str,
    quarantine: bool,
    signed: bool,
    answers: &'a Map<String, Json>,
    warnings: &'a [StoredWarning],
}

/// Writes the array, and a line break.
pub fn write(opened: &[Opened], out: &mut dyn Write) -> io::Result<()> {
    let lines: Vec<Line<'_>> = opened
        .iter()
        .map(|Opened { record, contents, authorship }| Line {
            reference: record.reference.as_str(),
            received_at: record.received_at.to_string(),
            form: &record.form,
            quarantine: record.quarantine,
            signed: *authorship == Authorship::Signed,
            answers: &contents.answers,
            warnings: &contents.warnings,
        })
        .collect();
    let json = serde_json::to_string_pretty(&lines).map_err(io::Error::from)?;
    writeln!(out, "{}", escaped(&json))
}

/// What JSON lets through and a terminal would obey, as JSON escapes it: programs read the same text.
fn escaped(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for symbol in json.chars() {
        // None is beyond the plane that has such an escape, nor stands outside of a text.
        if is_harmful(symbol) {
            safe.extend([format!("\\u{:04x}", u32::from(symbol))]);
        } else {
            safe.push(symbol);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_reaches_programs_as_it_is_and_no_terminal(text: String, end in "[\\PC\u{7f}-\u{9f}\u{202a}-\u{202e}]*") {
            let text = text + &end;

            let json = escaped(&serde_json::to_string_pretty(&[&text]).unwrap());

            prop_assert!(!json.contains(is_harmful), "{json:?}");
            prop_assert_eq!(serde_json::from_str::<[String; 1]>(&json).unwrap(), [text]);
        }
    }
}
