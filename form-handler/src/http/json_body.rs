//! Reads what a program has sent as JSON: the same names, texts and lists of texts instead of pairs.

use std::fmt;

use application_form::{
    definition::{Definition, Field},
    kind::FieldKind,
    submission::{Submission, normalize_visible},
};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};

use crate::outcome::refusal::NotASubmission;

/// Reads the pairs that a body stands for.
///
/// A date may be given in one, as the service answers it: `"date_creation": "2015-03-27"`. In one and in parts, it is
/// given twice, but for blanks, which are no answer.
pub fn pairs(definition: &Definition, body: &[u8]) -> Result<Submission, NotASubmission> {
    let Body(mut answers) = serde_json::from_slice(body).map_err(|_| NotASubmission::Unreadable)?;
    for field in definition.fields().filter(|field| matches!(field.kind, FieldKind::Date { .. })) {
        answers.retain(|(name, given)| *name != field.name || !given.is_blank());
        if !answers.iter().any(|(name, _)| *name == field.name) {
            continue;
        }
        let parts = field.wire_names();
        answers.retain(|(name, given)| !parts.contains(name) || !given.is_blank());
        if answers.iter().any(|(name, _)| parts.contains(name)) {
            answers.push((field.first_id(), Given::Several(Vec::new())));
        }
    }
    let pairs = answers.into_iter().flat_map(|(name, given)| pairs_of(definition, name, given));
    Ok(pairs.collect())
}

fn pairs_of(definition: &Definition, name: String, given: Given) -> Vec<(String, String)> {
    match (definition.field(&name), given) {
        (Some(field @ Field { kind: FieldKind::Date { .. }, .. }), Given::One(text)) => {
            // The first box takes a date as a whole, however it is written, and says what is wrong with it.
            vec![(field.first_id(), text)]
        }
        (_, Given::One(text)) => vec![(name, text)],
        (Some(Field { kind: FieldKind::Choices { .. }, .. }), Given::Several(texts)) => {
            texts.into_iter().map(|text| (name.clone(), text)).collect()
        }
        // A list where one answer is taken is a repeated field, whatever is in it; what is unknown stays so.
        (field, Given::Several(texts)) => {
            let name = field.map_or(name, Field::first_id);
            let nothing = std::iter::repeat_n(String::new(), 2);
            texts.into_iter().chain(nothing).map(|text| (name.clone(), text)).collect()
        }
    }
}

/// By name, in the order of the body: a name may be there twice, which is a fault of whoever wrote it.
struct Body(Vec<(String, Given)>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    One(String),
    Several(Vec<String>),
}

impl Given {
    fn is_blank(&self) -> bool {
        matches!(self, Self::One(text) if normalize_visible(text).is_empty())
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Body;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of texts and lists of texts")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Body, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Body(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}
