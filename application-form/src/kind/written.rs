//! How an answer is written: over the wire, read back to who gave it, and read again from its canonical form.

use jiff::civil::Date;
use serde_json::Value as Json;

use super::{FieldKind, answer::Answer};
use crate::{language::Language, submission::Submission};

impl FieldKind {
    /// The pairs that say the answer over the wire.
    pub fn wire(&self, name: &str, answer: &Answer) -> Vec<(String, String)> {
        match answer {
            Answer::Date(date) => self
                .wire_names(name)
                .into_iter()
                .zip([date.day().to_string(), date.month().to_string(), date.year().to_string()])
                .collect(),
            Answer::Choices(values) => {
                values.iter().map(|value| (name.to_owned(), value.clone())).collect()
            }
            other => {
                let text = other.canonical().as_str().unwrap_or_default().to_owned();
                vec![(name.to_owned(), text)]
            }
        }
    }

    /// The answer as the applicant reads it back.
    pub fn shown(&self, answer: &Answer, language: Language) -> Vec<String> {
        let label = |value: &String| {
            let choice = self.choices().iter().find(|choice| choice.value == *value);
            choice.map_or_else(|| value.clone(), |choice| choice.label.clone())
        };
        match answer {
            Answer::Text(text) => vec![text.clone()],
            Answer::Siren(siren) => vec![siren.spaced()],
            Answer::Date(date) => vec![language.long_date(*date)],
            Answer::Number(number) => {
                vec![match self {
                    Self::Amount { .. } => language.euros(*number),
                    _ => language.number(*number),
                }]
            }
            Answer::Choice(value) => vec![label(value)],
            Answer::Choices(values) => values.iter().map(label).collect(),
            Answer::Confirmed => vec![language.confirmed().to_owned()],
        }
    }

    /// The answer that a canonical form stands for; `None` if the kind does not accept it.
    pub fn from_canonical(&self, canonical: &Json) -> Option<Answer> {
        let texts: Vec<&str> = match canonical {
            Json::String(text) => vec![text],
            Json::Array(items) => items.iter().map(Json::as_str).collect::<Option<_>>()?,
            _ => return None,
        };
        // Whatever its name is: it is read back under the same.
        let name = "answer";
        let pairs: Submission = match (self, texts.as_slice()) {
            (Self::Date { .. }, [text]) => self.wire(name, &Answer::Date(text.parse().ok()?)),
            _ => texts.into_iter().map(|text| (name.to_owned(), text.to_owned())).collect(),
        }
        .into_iter()
        .collect();
        self.read(name, &pairs, Date::MAX).ok().flatten()
    }
}
