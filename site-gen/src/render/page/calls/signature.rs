//! What a component takes, and whether a call gives it.

use authoring::diagnostics::{Diagnostic, suggest};
use serde_json::Value as Json;
use tera::{ComponentArgType, ComponentInfo, Context, Value};

use super::{
    codes::{COMPONENT_PARAMETER, COMPONENT_VALUE},
    tag::Tag,
};
use crate::content::values::{mended, placeholder::UNKNOWN};

/// What something that can be called takes.
pub(super) struct Signature {
    takes: Vec<Taken>,
    /// Whether it takes any other name as well.
    takes_more: bool,
}

/// A parameter.
pub(super) struct Taken {
    name: String,
    kind: Option<ComponentArgType>,
    is_required: bool,
    /// Whether it is there without being passed.
    is_implicit: bool,
}

impl Signature {
    /// Of a component of a template.
    pub(super) fn of(component: &ComponentInfo) -> Self {
        let takes = component.args().iter().map(|it| Taken {
            name: it.name().to_owned(),
            kind: it.arg_type(),
            is_required: it.is_required(),
            is_implicit: it.is_implicit(),
        });
        Self { takes: takes.collect(), takes_more: component.rest_param().is_some() }
    }

    /// Of what takes texts, the first of which is required.
    pub(super) fn of_texts(names: &[&str]) -> Self {
        let takes = names.iter().enumerate().map(|(at, name)| Taken {
            name: (*name).to_owned(),
            kind: Some(ComponentArgType::String),
            is_required: at == 0,
            is_implicit: false,
        });
        Self { takes: takes.collect(), takes_more: false }
    }

    /// What a tag passes, with French spaces and quotes where its page is French.
    ///
    /// # Errors
    ///
    /// All that does not fit.
    pub(super) fn pass(&self, tag: &Tag<'_>, language: &str) -> Result<Context, Vec<Diagnostic>> {
        let mut passed = Context::new();
        let mut wrong = Vec::new();
        let name = tag.name;
        for parameter in &tag.parameters {
            let mut tell = |code, span: &std::ops::Range<usize>, message: String, help: String| {
                wrong.push(Diagnostic::new(code, span.clone(), message, help));
            };
            let taken = self.takes.iter().find(|taken| taken.name == parameter.name);
            match taken {
                _ if parameter.name.is_empty() => {
                    let message = "a value stands after the name of its parameter".to_owned();
                    tell(COMPONENT_PARAMETER, &parameter.span, message, self.help(name));
                }
                None if !self.takes_more => {
                    let message = format!("`{name}` has no parameter `{}`", parameter.name);
                    let help = suggest::help(parameter.name, self.names());
                    tell(COMPONENT_PARAMETER, &parameter.span, message, help);
                }
                _ if passed.contains_key(parameter.name) => {
                    let message = format!("`{}` is said twice", parameter.name);
                    let help = "remove one of the two".to_owned();
                    tell(COMPONENT_PARAMETER, &parameter.span, message, help);
                }
                _ => {
                    let kind = taken.and_then(|taken| taken.kind);
                    let value = Value::from_serializable(&shown(&parameter.value, language));
                    match fit(value, kind) {
                        Ok(value) => passed.insert_value(parameter.name.to_owned(), value),
                        // Nobody knows what it would be.
                        Err(_) if parameter.value == UNKNOWN.to_string() => {
                            passed.insert_value(parameter.name.to_owned(), Value::from(""));
                        }
                        Err(needed) => {
                            let message = format!(
                                "`{}` is {}, not {needed}",
                                parameter.name,
                                kind_of(&parameter.value),
                            );
                            let help = format!("write {}={}", parameter.name, example(needed));
                            tell(COMPONENT_VALUE, &parameter.value_span, message, help);
                        }
                    }
                }
            }
        }
        for taken in self.takes.iter().filter(|taken| taken.is_required) {
            let is_given = tag.parameters.iter().any(|given| is_meant(given.name, &taken.name));
            if !is_given {
                let message = format!("`{name}` lacks its parameter `{}`", taken.name);
                let needed = taken.kind.map_or("a text", in_words);
                let help = format!("write {}={}", taken.name, example(needed));
                let span = tag.name_span.clone();
                wrong.push(Diagnostic::new(COMPONENT_PARAMETER, span, message, help));
            }
        }
        if wrong.is_empty() { Ok(passed) } else { Err(wrong) }
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.takes.iter().filter(|taken| !taken.is_implicit).map(|taken| taken.name.as_str())
    }

    /// What to do about a value without a name.
    fn help(&self, name: &str) -> String {
        let names: Vec<&str> = self.names().collect();
        let required = self.takes.iter().find(|taken| taken.is_required);
        match required.map(|taken| taken.name.as_str()).or(names.first().copied()) {
            None => format!("`{name}` has none: remove it"),
            Some(first) => {
                format!("write {first}=…; the parameters of `{name}`: {}", names.join(", "))
            }
        }
    }
}

/// Whether a name is that of a parameter, or so near that it will be told as such.
fn is_meant(given: &str, taken: &str) -> bool {
    given == taken || given.is_empty() || suggest::nearest(given, [taken]).is_some()
}

/// A value as readers see it.
fn shown(value: &Json, language: &str) -> Json {
    match value {
        Json::String(text) => Json::from(mended(text, language)),
        Json::Array(items) => items.iter().map(|item| shown(item, language)).collect(),
        Json::Object(entries) => {
            entries.iter().map(|(key, value)| (key.clone(), shown(value, language))).collect()
        }
        other => other.clone(),
    }
}

/// The value, if it is of that kind; a whole number is one with a decimal point too.
///
/// # Errors
///
/// What it should be, in words.
fn fit(value: Value, kind: Option<ComponentArgType>) -> Result<Value, &'static str> {
    let Some(kind) = kind else { return Ok(value) };
    let fits = match kind {
        ComponentArgType::String => value.is_string(),
        ComponentArgType::Bool => value.is_bool(),
        ComponentArgType::Integer => value.is_i64() || value.is_u64(),
        ComponentArgType::Float | ComponentArgType::Number => value.is_number(),
        ComponentArgType::Array => value.is_array(),
        ComponentArgType::Map => value.is_map(),
        _ => false,
    };
    match (fits, kind) {
        (false, _) => Err(in_words(kind)),
        (true, ComponentArgType::Float) => Ok(value.as_f64().map_or(value, Value::from)),
        (true, _) => Ok(value),
    }
}

fn in_words(kind: ComponentArgType) -> &'static str {
    match kind {
        ComponentArgType::String => "a text",
        ComponentArgType::Bool => "true or false",
        ComponentArgType::Integer => "a whole number",
        ComponentArgType::Float | ComponentArgType::Number => "a number",
        ComponentArgType::Array => "a list",
        ComponentArgType::Map => "a table",
        _ => "something else",
    }
}

fn example(words: &str) -> &'static str {
    match words {
        "true or false" => "true, or false",
        "a whole number" | "a number" => "3, without quotes",
        "a list" => "[\"…\", \"…\"]",
        "a table" => "{\"…\": \"…\"}",
        _ => "\"…\"",
    }
}

fn kind_of(value: &Json) -> &'static str {
    match value {
        Json::Null => "nothing",
        Json::Bool(_) => "true or false",
        Json::Number(number) if number.is_f64() => "a number with a decimal point",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "a list",
        Json::Object(_) => "a table",
    }
}
