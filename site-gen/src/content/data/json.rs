//! JSON in which every key of a table stands once: the parser would keep the last of two, in silence.

use std::fmt;

use authoring::diagnostics::{Diagnostic, Source};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

authoring::codes! {
    DATA_JSON_TWICE = "data-json-twice" in "data/seance.json" {
        means: "A key stands twice in one table of JSON.",
        hurts: "A page can only show one of the two values, and visitors may be sent to the wrong \
            town.",
        wrong: r#"{ "ville": "Nîmes", "ville": "Sète" }"#,
        right: r#"{ "ville": "Nîmes" }"#,
    }
    DATA_JSON_SYNTAX = "data-json-syntax" in "data/seance.json" {
        means: "A file is not JSON: for example, a comma follows the last value.",
        hurts: "Nothing of the file is known, and no page could tell visitors where to come.",
        wrong: r#"{ "ville": "Nîmes", }"#,
        right: r#"{ "ville": "Nîmes" }"#,
    }
}

/// How the parser's message about a key that is there twice ends.
const TWICE: &str = "` is there twice";

/// What is said of a whole number that would be rounded.
const DIGITS: &str = "this number has more digits than can be kept";

/// Reads a file.
pub(super) fn read(source: &Source) -> Result<Json, Box<Diagnostic>> {
    let text = source.text.trim_start_matches('\u{feff}');
    serde_json::from_str(text).map(|Once(json)| json).map_err(|error| {
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(said, _)| said);
        let lines = source.text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let at = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        if let Some(key) = message.strip_suffix(TWICE) {
            let key = key.trim_start_matches('`');
            let read = &source.text[..source.text.ceil_char_boundary(at + 1)];
            let start = read.rfind(key).unwrap_or(at);
            let diagnostic = source.error(DATA_JSON_TWICE, start..start + key.len(), message);
            return Box::new(diagnostic.help("keep one of the two"));
        }
        let diagnostic =
            source.error(DATA_JSON_SYNTAX, at..at, format!("this is not JSON: {message}"));
        let help = match source.text.get(at..) {
            _ if message == "trailing comma" => "remove the comma above: nothing follows it",
            _ if message == DIGITS => "put it in double quotes, as a text",
            Some(rest) if rest.starts_with("//") || rest.starts_with("/*") => {
                "JSON has no comments: remove it"
            }
            _ => "keys and texts stand in double quotes, with a comma between two of them",
        };
        Box::new(diagnostic.help(help))
    })
}

struct Once(Json);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Json, E> {
        Ok(truth.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json, E> {
        // The parser makes one of every whole number that is larger.
        if number.abs() >= 1.8e19 {
            return Err(E::custom(DIGITS));
        }
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(Once(item)) = list.next_element()? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<Json, A::Error> {
        let mut map = Map::new();
        while let Some(key) = table.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(format!("`{key}{TWICE}")));
            }
            let Once(value) = table.next_value()?;
            map.insert(key, value);
        }
        Ok(map.into())
    }
}
