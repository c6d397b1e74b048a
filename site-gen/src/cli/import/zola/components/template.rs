//! The template of a shortcode, as a component.

use std::{collections::BTreeMap, fmt::Write as _, ops::Range};

use serde_json::Value as Json;

use crate::cli::import::{front_matter::quoted, zola::shortcodes::Tag};

/// What calls pass, by the names of parameters, and how often anything is called.
#[derive(Default)]
pub(in crate::cli::import::zola) struct Passed {
    pub(super) calls: usize,
    pub(super) parameters: BTreeMap<String, (usize, Vec<Json>)>,
}

/// A component.
pub(in crate::cli::import::zola) struct Component {
    /// Its file.
    pub(in crate::cli::import::zola) text: String,
    parameters: Vec<String>,
}

impl Component {
    /// Whether it has all that a call passes.
    pub(super) fn takes(&self, tag: &Tag) -> bool {
        tag.parameters.iter().all(|(name, _)| self.parameters.contains(name))
    }
}

/// What templates of Zola know besides the parameters.
const OTHERS: [&str; 9] = [
    "page",
    "section",
    "config",
    "lang",
    "nth",
    "loop",
    "current_path",
    "current_url",
    "zola_version",
];

/// Makes a component of a template that says nothing else than text, parameters and conditions.
///
/// # Errors
///
/// What else it says, and where.
pub(super) fn read(
    name: &str,
    text: &str,
    passed: &Passed,
) -> Result<Component, (Range<usize>, String)> {
    let mut defaults: BTreeMap<String, Option<String>> =
        passed.parameters.keys().map(|name| (name.clone(), None)).collect();
    let mut new = String::new();
    let text = text.trim_end();
    let mut done = 0;
    while let Some(start) = text[done..].find('{').map(|at| done + at) {
        let close = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                new.push_str(&text[done..=start]);
                done = start + 1;
                continue;
            }
        };
        new.push_str(&text[done..start]);
        let Some(end) = text[start..].find(close).map(|at| start + at + 2) else {
            return Err((start..start + 2, "nothing closes this".to_owned()));
        };
        done = end;
        let (open, inside) = (&text[start..start + 2], &text[start + 2..end - 2]);
        let (before, after) = (inside.starts_with('-'), inside.ends_with('-'));
        let inside = inside.trim_matches('-').trim();
        let told = || (start..end, format!("`{inside}` is more than a component says"));
        let written = match close {
            "#}" => continue,
            "}}" => shown(inside, &mut defaults).ok_or_else(told)?,
            _ => condition(inside, &mut defaults).ok_or_else(told)?,
        };
        let (before, after) = (if before { "-" } else { "" }, if after { "-" } else { "" });
        let _ = write!(new, "{open}{before} {written} {after}{close}");
    }
    new.push_str(&text[done..]);
    let parameters: Vec<String> = defaults.keys().cloned().collect();
    let signature =
        defaults.iter().map(|(name, default)| parameter(name, default.as_deref(), passed));
    let signature = signature.collect::<Vec<_>>().join(", ");
    let text = format!("{{% component {name}({signature}) %}}{new}{{% endcomponent {name} %}}\n");
    Ok(Component { text, parameters })
}

/// A parameter with its type, and with what it is where a call does not say it.
fn parameter(name: &str, default: Option<&str>, passed: &Passed) -> String {
    let (count, values) = passed.parameters.get(name).cloned().unwrap_or_default();
    let mut kinds: Vec<(&str, &str)> = values.iter().map(kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let (kind, empty) = match kinds[..] {
        [] => (": string", "\"\""),
        [(kind, empty)] => (kind, empty),
        [(": float", _), (": integer", _)] => (": number", "0"),
        // Whatever is passed.
        _ => ("", "\"\""),
    };
    match default {
        Some(default) => format!("{name}{kind} = {default}"),
        None if count < passed.calls || count == 0 => format!("{name}{kind} = {empty}"),
        None => format!("{name}{kind}"),
    }
}

/// The type of a value, and one of it that is as if nothing was said.
fn kind(value: &Json) -> (&'static str, &'static str) {
    match value {
        Json::Bool(_) => (": bool", "false"),
        Json::Number(number) if number.is_i64() => (": integer", "0"),
        Json::Number(_) => (": float", "0.0"),
        Json::Array(_) => (": array", "[]"),
        _ => (": string", "\"\""),
    }
}

/// What stands in `{{ … }}`, as it is written here.
fn shown(inside: &str, defaults: &mut BTreeMap<String, Option<String>>) -> Option<String> {
    let mut parts = inside.split('|').map(str::trim);
    let name = parts.next().filter(|name| is_name(name))?;
    let filters: Vec<&str> = parts.collect();
    if name == "body" {
        // Its text is Markdown here.
        return matches!(filters[..], ["markdown" | "markdown()", "safe"])
            .then(|| "body".to_owned());
    }
    let mut written = name.to_owned();
    let mut default = None;
    for filter in filters {
        if filter == "safe" {
            written.push_str(" | safe");
        } else {
            let value = filter.strip_prefix("default(value")?.trim_start().strip_prefix('=')?;
            default = Some(literal(value.trim().strip_suffix(')')?.trim())?);
        }
    }
    let known = defaults.entry(name.to_owned()).or_default();
    match (&known, &default) {
        // Two defaults are two parameters.
        (Some(one), Some(other)) if one != other => return None,
        (None, Some(_)) => *known = default,
        _ => {}
    }
    Some(written)
}

/// What stands in `{% … %}`, if that is a condition.
fn condition(inside: &str, defaults: &mut BTreeMap<String, Option<String>>) -> Option<String> {
    if ["else", "endif"].contains(&inside) {
        return Some(inside.to_owned());
    }
    let (word, rest) = inside.split_once(char::is_whitespace)?;
    let rest = rest.trim();
    if !["if", "elif"].contains(&word) {
        return None;
    }
    let (not, rest) = match rest.strip_prefix("not ") {
        Some(rest) => ("not ", rest.trim()),
        None => ("", rest),
    };
    let (name, compared) = match rest.split_once("==") {
        Some((name, value)) => (name.trim(), format!(" == {}", literal(value.trim())?)),
        None => (rest, String::new()),
    };
    if !is_name(name) {
        return None;
    }
    if name != "body" {
        defaults.entry(name.to_owned()).or_default();
    }
    Some(format!("{word} {not}{name}{compared}"))
}

/// Whether this is the name of a parameter, or the text.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && !OTHERS.contains(&name)
        && !["true", "false", "not"].contains(&name)
}

/// A text, a number or a truth.
fn literal(text: &str) -> Option<String> {
    let quotes = ['"', '\'', '`'].into_iter();
    let mut inside = quotes
        .filter_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote).map(|it| (quote, it)));
    if let Some((quote, inside)) = inside.next() {
        return (!inside.contains(quote)).then(|| quoted(inside));
    }
    let is_plain =
        ["true", "false"].contains(&text) || text.parse::<f64>().is_ok_and(f64::is_finite);
    is_plain.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let parameters = [("a", vec![json!("x")]), ("b", vec![json!(1), json!(2)])];
        let parameters = parameters.map(|(name, values)| (name.to_owned(), (values.len(), values)));
        let passed = Passed { calls: 2, parameters: parameters.into() };
        let made = read("c", text, &passed)
            .map_or_else(|(span, message)| format!("{span:?} {message}"), |made| made.text);
        assert_eq!(made.trim_end(), expected);
    }

    #[test]
    fn a_template_is_a_component_if_it_says_nothing_else() {
        let signature = "{% component c(a: string = \"\", b: integer) %}";
        let end = "{% endcomponent c %}";
        for (text, expected) in [
            ("<b>{{ a }}</b>\n", "<b>{{ a }}</b>"),
            ("{{a|safe}}{#- x #}", "{{ a | safe }}"),
            (
                "{%- if a -%}x{% elif b == 2 %}y{% else %}z{%endif%}",
                "{%- if a -%}x{% elif b == 2 %}y{% else %}z{% endif %}",
            ),
            ("<p>{{ body | markdown | safe }}</p>", "<p>{{ body }}</p>"),
            ("a { b }", "a { b }"),
        ] {
            check(text, &format!("{signature}{expected}{end}"));
        }
        check(
            "{{ a | default(value='d') }}",
            "{% component c(a: string = \"d\", b: integer) %}{{ a }}{% endcomponent c %}",
        );
        check(
            "{{ d }}",
            "{% component c(a: string = \"\", b: integer, d: string = \"\") %}{{ d }}{% endcomponent c %}",
        );
        for text in [
            "{{ get_url(path=a) }}",
            "{{ page.title }}",
            "{{ config }}",
            "{% for x in b %}{% endfor %}",
            "{% set x = 1 %}",
            "{{ a | upper }}",
            "{{ body | safe }}",
            "{{ body }}",
            "{% if a is defined %}{% endif %}",
            "{{ a",
        ] {
            let passed = Passed::default();
            assert!(read("c", text, &passed).is_err(), "{text}");
        }
    }
}
