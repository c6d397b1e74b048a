//! A file as a tree. Keys keep their order, so that one that is given twice shows.

use std::{collections::BTreeSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::mistake::{FieldFault, Mistake, quoted};

/// A value.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum JsonNode {
    Null,
    Bool(bool),
    Whole(i128),
    /// With a fraction or an exponent, or beyond 64 bits.
    Float(f64),
    Text(String),
    Array(Vec<JsonNode>),
    Object(Vec<(String, JsonNode)>),
}

impl JsonNode {
    /// What it is, for a message.
    pub fn shown(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Whole(number) => number.to_string(),
            Self::Float(number) => number.to_string(),
            Self::Text(text) => quoted(text),
            Self::Array(_) => "une liste".to_owned(),
            Self::Object(_) => "un objet".to_owned(),
        }
    }
}

/// Reads a whole text, to 128 levels: the tree, and each key that is given twice. A mark of byte order before it, which
/// Windows' editors put there, is no part of it (RFC 8259, 8.1).
///
/// # Errors
///
/// Where it stops being JSON.
pub fn read(text: &str) -> Result<(JsonNode, Vec<Mistake>), Vec<Mistake>> {
    let mut place = Place::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let node = Reader(&mut place).deserialize(&mut deserializer);
    match node.and_then(|node| deserializer.end().map(|()| node)) {
        Ok(node) => Ok((node, place.doubled)),
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            let cause = error.to_string();
            let cause = cause.split(" at line ").next().unwrap_or_default().to_owned();
            let fault = FieldFault::NotJson { line, column, cause };
            Err(vec![Mistake { path: place.path(), fault }])
        }
    }
}

/// Where the reader is. What fails leaves it there.
#[derive(Default)]
struct Place {
    steps: Vec<String>,
    doubled: Vec<Mistake>,
}

impl Place {
    fn path(&self) -> String {
        self.steps.concat().trim_start_matches('.').to_owned()
    }
}

/// The step from an object to one of its keys, as a path shows it.
pub fn key_step(key: &str) -> String {
    let is_plain = key.chars().all(|symbol| symbol.is_alphanumeric() || "_-".contains(symbol));
    if is_plain && key.chars().count() <= 64 {
        format!(".{key}")
    } else {
        format!(".{}", quoted(key))
    }
}

struct Reader<'a>(&'a mut Place);

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = JsonNode;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<JsonNode, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = JsonNode;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<JsonNode, E> {
        Ok(JsonNode::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<JsonNode, E> {
        Ok(JsonNode::Bool(value))
    }

    fn visit_u64<E>(self, number: u64) -> Result<JsonNode, E> {
        Ok(JsonNode::Whole(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<JsonNode, E> {
        Ok(JsonNode::Whole(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<JsonNode, E> {
        Ok(JsonNode::Float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<JsonNode, E> {
        Ok(JsonNode::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<JsonNode, A::Error> {
        let mut nodes = Vec::new();
        loop {
            self.0.steps.push(format!("[{}]", nodes.len()));
            let Some(node) = entries.next_element_seed(Reader(self.0))? else { break };
            nodes.push(node);
            self.0.steps.pop();
        }
        self.0.steps.pop();
        Ok(JsonNode::Array(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<JsonNode, A::Error> {
        let (mut nodes, mut met) = (Vec::new(), BTreeSet::new());
        while let Some(key) = entries.next_key::<String>()? {
            self.0.steps.push(key_step(&key));
            if !met.insert(key.clone()) {
                self.0.doubled.push(Mistake { path: self.0.path(), fault: FieldFault::Doubled });
            }
            let node = entries.next_value_seed(Reader(self.0))?;
            nodes.push((key, node));
            self.0.steps.pop();
        }
        Ok(JsonNode::Object(nodes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mistakes = match read(text) {
            Ok((_, doubled)) => doubled,
            Err(mistakes) => mistakes,
        };
        let said: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(said.join(" | "), expected, "{text}");
    }

    #[test]
    fn what_is_not_json_is_found_where_it_stands() {
        let not = |path: &str, column, cause: &str| {
            format!(
                "{path}ce n'est pas du JSON, ligne 1, colonne {column} (message technique : {cause})"
            )
        };
        check(r#"{"a":[1,{"b":null}],"c":-2.5e3}"#, "");
        check(r#"{"a":[1,{"b":nul}]}"#, &not("a[1].b : ", 17, "expected ident"));
        check(r#"{"a":[1,1e400]}"#, &not("a[1] : ", 13, "number out of range"));
        check("[] []", &not("", 4, "trailing characters"));
        check("", &not("", 0, "EOF while parsing a value"));
        check(
            r#"{"a":1,"b":{"a":1,"a":2},"a":3}"#,
            "b.a : cette clé est donnée deux fois | a : cette clé est donnée deux fois",
        );
    }

    #[test]
    fn no_depth_ends_the_program() {
        for opened in ["[", r#"{"a":"#] {
            let mistake = &read(&opened.repeat(1_000_000)).unwrap_err()[0];
            assert!(mistake.to_string().contains("recursion limit exceeded"), "{mistake}");
        }
    }
}
