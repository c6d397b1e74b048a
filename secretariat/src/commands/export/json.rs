//! Applications for programs: a JSON array, canonical answers by field name.

use std::io::{self, Write};

use application_form::reference::Reference;
use form_handler::record::{
    ReceivedAt,
    contents::{Authorship, StoredWarning},
};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::{columns::Shown, office::OfficeJson};
use crate::{cases::Case, cli::words::State, text::printable::is_harmful};

#[derive(Serialize)]
struct Line<'a> {
    reference: &'a Reference,
    received_at: Option<ReceivedAt>,
    form: &'a str,
    state: State,
    quarantine: bool,
    signed: bool,
    answers: Map<String, Json>,
    warnings: Vec<&'a StoredWarning>,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<OfficeJson<'a>>,
}

/// Writes the array, and a line break.
pub fn write(cases: &[&Case], shown: &Shown, out: &mut dyn Write) -> io::Result<()> {
    let lines = cases.iter().filter_map(|case| line(case, shown));
    let json = serde_json::to_string_pretty(&lines.collect::<Vec<_>>()).map_err(io::Error::from)?;
    writeln!(out, "{}", escaped(&json))
}

fn line<'a>(case: &'a Case, shown: &Shown) -> Option<Line<'a>> {
    let contents = case.contents.as_ref()?;
    let answers = contents.answers.iter().filter(|(name, _)| shown.shows(name));
    let warnings = contents.warnings.iter();
    let warnings =
        warnings.filter(|warning| shown.remarks() && shown.shows(&warning.field)).collect();
    Some(Line {
        reference: &case.reference,
        received_at: case.received_at(),
        form: &contents.form,
        state: case.state,
        quarantine: case.record.as_ref().is_some_and(|record| record.quarantine),
        signed: case.authorship == Some(Authorship::Signed),
        answers: answers.map(|(name, answer)| (name.clone(), answer.clone())).collect(),
        warnings,
        office: shown.remarks().then(|| OfficeJson::of(case)),
    })
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
