//! A form as JSON Schema 2020-12, for programs that send it.
//!
//! What [`evaluate`](crate::evaluate::evaluate) accepts, in JSON, is valid; what is invalid, it refuses. The other way
//! round, these things alone no schema can say, by kind:
//!
//! | kind | what is valid and still refused |
//! | --- | --- |
//! | all | a text that shows nothing where an answer is needed |
//! | `text` | too short or too long as a person counts (graphemes, after cleaning) |
//! | `siren` | wrong check digits; digits that are those of no SIREN, SIRET or VAT number |
//! | `date` | what is in no calendar, too early or in the future; a month that is no month |
//! | `amount`, `number` | what is no number, or out of range |
//! | `postal_code`, `email`, `phone` | another form than the kind's |
//!
//! A stop is no refusal: the answers are well formed.

use serde_json::{Map, Value as Json, json};

use crate::{
    definition::{Definition, Field, when::When},
    evaluate::RESERVED,
    kind::{FieldKind, answer::CONFIRMED},
};

pub mod openapi;

/// The schema of what a form is sent, in JSON: by wire name, texts and lists of texts.
pub fn answers(form: &Definition) -> Json {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut conditions = Vec::new();
    for field in form.fields() {
        let asked = asked(form, field);
        let strict = self::properties(form, field);
        let needed = needed(form, field);
        if let Some(asked) = &asked {
            // What is sent of a question that is not asked is dropped, whatever it is.
            properties.extend(strict.iter().map(|(name, _)| (name.clone(), anything())));
            let strict: Map<String, Json> = strict.into_iter().collect();
            let mut then = json!({ "properties": strict });
            let needed = field.required.then(|| needed.clone());
            then["allOf"] = needed.into_iter().chain(given_once(field)).collect();
            conditions.push(json!({ "if": asked, "then": then }));
        } else {
            properties.extend(strict);
            conditions.extend(given_once(field));
            let is_simple = needed.get("required").is_some();
            match field.required {
                true if is_simple => required.push(field.name.clone()),
                true => conditions.push(needed.clone()),
                false => {}
            }
        }
        if let Some(with) = &field.with {
            let chosen = chosen(&with.field, std::slice::from_ref(&with.choice));
            let chosen = json!({ "allOf": [chosen, asked.unwrap_or(json!(true))] });
            conditions.push(json!({ "if": chosen, "then": needed }));
        }
    }
    // What no question is asked under is read for what it is worth.
    for name in std::iter::once(form.honeypot.name.as_str()).chain(RESERVED) {
        properties.insert(name.to_owned(), anything());
    }
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.texts.form_title,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if !conditions.is_empty() {
        schema["allOf"] = json!(conditions);
    }
    schema
}

fn anything() -> Json {
    json!({ "type": ["string", "array"], "items": { "type": "string" } })
}

/// That an answer is there: a date in three parts, or in one as the service answers it; several choices, or a detail of
/// one of them, which makes that choice.
fn needed(form: &Definition, field: &Field) -> Json {
    let details = details(form, field);
    match field.kind {
        FieldKind::Date { .. } => {
            json!({ "anyOf": [filled(&[&field.first_id()]), filled(&[&field.name])] })
        }
        _ if !details.is_empty() => {
            let properties = json!({ &field.name: value(field, true) });
            let own = json!({ "required": [field.name], "properties": properties });
            let by_detail = details.iter().map(|detail| json!({ "required": [detail] }));
            json!({ "anyOf": std::iter::once(own).chain(by_detail).collect::<Vec<_>>() })
        }
        _ => json!({ "required": [field.name] }),
    }
}

/// That a date is given in one way only: whole, or in its parts.
fn given_once(field: &Field) -> Option<Json> {
    let FieldKind::Date { .. } = field.kind else { return None };
    let parts = field.wire_names();
    let both = parts.iter().map(|part| filled(&[&field.name, part]));
    Some(json!({ "not": { "anyOf": both.collect::<Vec<_>>() } }))
}

/// That all of these are there, and hold something that can be seen: a blank is no answer.
fn filled(names: &[&str]) -> Json {
    let seen = json!({ "type": "string", "pattern": BLANK.replacen('[', "[^", 1) });
    let properties: serde_json::Map<String, Json> =
        names.iter().map(|name| ((*name).to_owned(), seen.clone())).collect();
    json!({ "required": names, "properties": properties })
}

/// The fields that detail one of its choices.
fn details<'d>(form: &'d Definition, field: &Field) -> Vec<&'d str> {
    let is_detail =
        |other: &&Field| other.with.as_ref().is_some_and(|with| with.field == field.name);
    form.fields().filter(is_detail).map(|other| other.name.as_str()).collect()
}

/// When a question is asked, as a schema of the answers; `None` if it always is.
fn asked(form: &Definition, field: &Field) -> Option<Json> {
    let parent = || form.field(&field.with.as_ref()?.field);
    match &field.when {
        Some(when) => Some(holds(form, when)),
        None => asked(form, parent()?),
    }
}

fn holds(form: &Definition, when: &When) -> Json {
    match when {
        When::Is { field, is } => {
            let above = form.field(field).and_then(|field| asked(form, field));
            json!({ "allOf": [chosen(field, is), above.unwrap_or(json!(true))] })
        }
        When::All { all } => {
            json!({ "allOf": all.iter().map(|when| holds(form, when)).collect::<Vec<_>>() })
        }
        When::Any { any } => {
            json!({ "anyOf": any.iter().map(|when| holds(form, when)).collect::<Vec<_>>() })
        }
    }
}

/// That one of the values is chosen, alone or in a list.
fn chosen(name: &str, values: &[String]) -> Json {
    json!({
        "required": [name],
        "properties": { name: { "anyOf": [
            { "enum": values }, { "type": "array", "contains": { "enum": values } },
        ] } },
    })
}

/// The names that an answer takes, each with its schema.
fn properties(form: &Definition, field: &Field) -> Vec<(String, Json)> {
    let described = |mut schema: Json| {
        schema["title"] = json!(field.label);
        let limits = field.kind.bounds(form.language).into_iter();
        let limits = limits.filter(|(name, _)| *name != "parts");
        let limits: Vec<String> = limits.map(|(name, value)| format!("{name}: {value}")).collect();
        let hint = field.hint.iter().cloned();
        let said: Vec<String> =
            hint.chain((!limits.is_empty()).then(|| limits.join(", "))).collect();
        if !said.is_empty() {
            schema["description"] = json!(said.join(" "));
        }
        schema
    };
    let FieldKind::Date { .. } = field.kind else {
        return vec![(
            field.name.clone(),
            described(value(field, field.required && details(form, field).is_empty())),
        )];
    };
    let part = json!({ "type": "string" });
    let names = field.wire_names().into_iter();
    let mut parts: Vec<(String, Json)> = names.map(|name| (name, part.clone())).collect();
    let whole = json!({ "type": "string", "examples": ["2015-03-27"] });
    parts.push((field.name.clone(), described(whole)));
    parts
}

fn value(field: &Field, required: bool) -> Json {
    match &field.kind {
        FieldKind::Choice { choices, .. } => {
            return one_of(choices.iter().map(|choice| choice.value.as_str()), required);
        }
        FieldKind::Confirmation => return one_of([CONFIRMED], required),
        FieldKind::Choices { choices } => {
            let values: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
            let alone = choices.iter().filter(|choice| choice.alone).map(|choice| &*choice.value);
            return several(&values, alone, required);
        }
        FieldKind::Date { .. } => unreachable!("its parts are read by the caller"),
        _ => {}
    }
    match (field.kind.pattern(), &field.kind) {
        (Some(pattern), _) if required => json!({ "type": "string", "pattern": pattern }),
        (Some(pattern), _) => {
            json!({ "type": "string", "pattern": format!("{pattern}|^{BLANK}*$") })
        }
        // A person counts no more characters than there are code points.
        (None, FieldKind::Text { min, .. }) if required => {
            json!({ "type": "string", "minLength": (*min).max(1) })
        }
        (None, _) => json!({ "type": "string" }),
    }
}

/// What is dropped wherever it stands: control characters, bidirectional controls, U+FEFF, U+FFFE.
const DROPPED: &str =
    r"\u0000-\u0008\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE";

/// What shows nothing at either end: that, white space, and what joins or fills.
const BLANK: &str = r"[\u0000-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFE\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]";

/// One of these values, with what is cleaned away around and in it.
fn written(value: &str) -> String {
    let letters: Vec<String> = value.chars().map(escaped).collect();
    let space = format!(
        "[\\t-\\r \\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000{DROPPED}]*"
    );
    format!("^{space}{}{space}$", letters.join(&format!("[{DROPPED}]*")))
}

fn escaped(letter: char) -> String {
    let is_sign = r"\^$.|?*+()[]{}/-".contains(letter);
    if is_sign { format!("\\{letter}") } else { letter.to_string() }
}

fn one_of<'a>(values: impl IntoIterator<Item = &'a str>, required: bool) -> Json {
    let values: Vec<&str> = values.into_iter().collect();
    let mut patterns: Vec<Json> = vec![json!({ "enum": values })];
    patterns.extend(values.iter().map(|value| json!({ "pattern": written(value) })));
    if !required {
        patterns.push(json!({ "pattern": format!("^{BLANK}*$") }));
    }
    json!({ "type": "string", "anyOf": patterns })
}

/// A list of values, or one alone; a value that stands alone goes with no other.
fn several<'a>(values: &[&'a str], alone: impl Iterator<Item = &'a str>, required: bool) -> Json {
    let mut list = json!({ "type": "array", "items": one_of(values.iter().copied(), false) });
    if required {
        list["contains"] = one_of(values.iter().copied(), true);
    }
    let apart: Vec<Json> = alone
        .map(|value| {
            let others: Vec<&&str> = values.iter().filter(|other| **other != value).collect();
            json!({ "not": { "allOf": [
                { "contains": { "const": value } }, { "contains": { "enum": others } },
            ] } })
        })
        .collect();
    if !apart.is_empty() {
        list["allOf"] = json!(apart);
    }
    json!({ "anyOf": [list, one_of(values.iter().copied(), required)] })
}
