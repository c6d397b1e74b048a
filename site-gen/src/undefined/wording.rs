//! One message of Tera, reworded: the whole path as typed, the neighbour that was meant.

use std::ops::Range;

use application_form::suggest;
use tera::{Context, ErrorKind, Tera};

/// Filters every template knows.
const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// What may follow `{%`.
const TAGS: &[&str] =
    &["if", "for", "set", "set_global", "filter", "raw", "include", "block", "extends"];

/// A message for an author.
pub(super) struct Reworded {
    /// Bytes of the template's source, nearer to the mistake than Tera's if we know better.
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// Rewords what Tera says about the bytes `span` of `source`.
pub(super) fn reword(
    message: &str,
    source: &str,
    span: Range<usize>,
    context: &Context,
    filters: &[&str],
) -> Reworded {
    let name = message.split('`').nth(1).unwrap_or_default();
    let at = |message: String, help: Option<String>| Reworded { span: span.clone(), message, help };
    if let Some(known) = neighbours(message) {
        let path = &source[path_around(source, &span).start..span.end];
        return at(format!("unknown variable `{path}`"), Some(suggest::help(name, known)));
    }
    if let Some((kind, _)) = message.strip_prefix("Unknown ").and_then(|rest| rest.split_once(" `"))
    {
        let help = match kind {
            "filter" => suggest::help(name, filters.iter().chain(FILTERS).copied()),
            "function" => "a value is written without parentheses: {{ page.title }}".to_owned(),
            "template" => {
                "templates stand in content/templates, and are named from there".to_owned()
            }
            _ => format!("remove it, or give the {kind} a name that exists"),
        };
        return at(format!("unknown {kind} `{name}`"), Some(help));
    }
    if message == "Unknown tag" {
        let tag = source.get(span.clone()).unwrap_or_default();
        let help = if tag.starts_with("end") {
            "nothing is open here that it could close".to_owned()
        } else {
            suggest::help(tag, TAGS.iter().copied())
        };
        return at(format!("unknown tag `{tag}`"), Some(help));
    }
    if message.starts_with("Block `") {
        let help = format!("it needs {{% block {name} %}}{{% endblock %}}");
        return at(format!("the template it extends has no block `{name}`"), Some(help));
    }
    if message.contains("undefined") || message.contains("is not defined") {
        return missing(source, &span, context).unwrap_or_else(|| without_value(source, span));
    }
    let help = (message.starts_with("Found ")
        || message.contains("opened with")
        || message.contains("nexpected"))
    .then(|| "an expression looks like {{ page.title }} or {{ 300 | euros }}".to_owned());
    at(plain(message), help)
}

/// What there is instead, from `Field …` or `Variable … is not defined. Available …: a, b`.
fn neighbours(message: &str) -> Option<Vec<&str>> {
    let rest = message.strip_prefix("Field `").or_else(|| message.strip_prefix("Variable `"))?;
    let (_, known) = rest.split_once("` is not defined. ")?;
    let (_, known) = known.split_once(": ")?;
    Some(known.split(", ").collect())
}

/// The first path near `span` that the context does not know. Tera says "undefined" about the value a
/// filter or an operator got, without naming it.
fn missing(source: &str, span: &Range<usize>, context: &Context) -> Option<Reworded> {
    let stretch = path_around(source, span);
    paths(source, stretch.start..stretch.end.max(span.end)).find_map(|found| {
        let path = &source[found.clone()];
        let (root, _) = path.split_once('.').unwrap_or((path, ""));
        let bound =
            source.contains(&format!("{root} in ")) || source.contains(&format!("set {root} "));
        if bound && context.get(root).is_none() {
            return Some(without_value(source, found));
        }
        let error = Tera::one_off(&format!("{{{{{path}}}}}"), context, false).err()?;
        let ErrorKind::RenderingError(report) = error.kind() else { return None };
        let name = report.message().split('`').nth(1).unwrap_or(path);
        let help = neighbours(report.message()).map(|known| suggest::help(name, known));
        let part = &report.span().range;
        let offset = found.start - "{{".len();
        let span = offset + part.start..offset + part.end;
        let message = format!("unknown variable `{}`", &source[found.start..span.end]);
        Some(Reworded { span, message, help })
    })
}

/// Something undefined whose neighbours are not known: it stands in a loop, or behind brackets.
fn without_value(source: &str, span: Range<usize>) -> Reworded {
    let around = |symbol| in_path(symbol) || matches!(symbol, '[' | ']' | '"' | '\'');
    let start = source[..span.start].trim_end_matches(around).len();
    let rest = &source[span.end..];
    let end = span.end + (rest.len() - rest.trim_start_matches(around).len());
    let message = format!("`{}` has no value", &source[start..end]);
    let help = "it is not set here, or nothing of that name is in it".to_owned();
    Reworded { span, message, help: Some(help) }
}

/// The dotted path of which `span` is a part: from its root to the end of `span`, and on if `span` is
/// the root.
fn path_around(source: &str, span: &Range<usize>) -> Range<usize> {
    let start = source[..span.start].trim_end_matches(in_path).len();
    let rest = &source[span.end..];
    start..span.end + (rest.len() - rest.trim_start_matches(in_path).len())
}

fn in_path(symbol: char) -> bool {
    symbol.is_alphanumeric() || matches!(symbol, '_' | '.')
}

/// Every dotted path in these bytes, outside strings.
fn paths(source: &str, stretch: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = stretch.start;
    std::iter::from_fn(move || {
        loop {
            let rest = &source[at..stretch.end];
            let symbol = rest.chars().next()?;
            let length = rest.len() - rest.trim_start_matches(in_path).len();
            let start = at;
            at += match symbol {
                '"' | '\'' | '`' => rest[1..].find(symbol)? + 2,
                _ => length.max(symbol.len_utf8()),
            };
            if length > 0 && !symbol.is_ascii_digit() && symbol != '.' {
                return Some(start..at);
            }
        }
    })
}

/// Tera's words, as ours begin and end.
fn plain(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut symbols = message.chars();
    symbols.next().map_or_else(String::new, |first| first.to_lowercase().chain(symbols).collect())
}
