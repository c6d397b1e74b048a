//! One message of Tera, reworded: the whole path as typed, the neighbour that was meant.

mod advice;

use std::{collections::BTreeSet, ops::Range};

use authoring::diagnostics::{Code, Diagnostic, suggest};
use tera::Context;

use super::{
    codes::{ExpressionCodes, VALUE_SYNTAX},
    foreign,
    mentions::{Guard, Mentions, Path},
    scope::{Found, Known},
    unknown_name::{UNSET, holder, neighbours, unknown_name},
};
use crate::{render::templates::filters, site::links::mistakes::LINK_ASSET};

authoring::codes! {
    TEMPLATE_INCLUDE = "template-include" in "templates/page.html" {
        means: "A template includes another one that does not exist.",
        hurts: "No page can be made with it, and readers would find none of them.",
        wrong: "{% extends \"base.html\" %}\n\
            {% block main %}{{ content | safe }}\n\
            {% include \"adresse.html\" %}{% endblock main %}",
        right: "{% extends \"base.html\" %}\n\
            {% block main %}{{ content | safe }}\n\
            <p>3, rue de la République, Nîmes</p>{% endblock main %}",
    }
    TEMPLATE_BLOCK = "template-block" in "templates/page.html" {
        means: "A template that extends another one has a block that the other does not have.",
        hurts: "What stands in it has no place: readers would get pages without their text.",
        wrong: "{% extends \"base.html\" %}\n\
            {% block contenu %}{{ content | safe }}{% endblock contenu %}",
        right: "{% extends \"base.html\" %}\n\
            {% block main %}{{ content | safe }}{% endblock main %}",
    }
    TEMPLATE_CHILD = "template-child" in "templates/page.html" {
        means: "A template that extends another one holds text outside its blocks.",
        hurts: "That text is not shown, and readers would miss the last day for applications.",
        wrong: "{% extends \"base.html\" %}\n\
            <p>Clôture le 30 juin.</p>\n\
            {% block main %}{{ content | safe }}{% endblock main %}",
        right: "{% extends \"base.html\" %}\n\
            {% block main %}<p>Clôture le 30 juin.</p>\n\
            {{ content | safe }}{% endblock main %}",
    }
    VALUE_MISTYPED = "value-mistyped" {
        means: "A value is of another kind than what is done with it: a filter for numbers gets a \
            text, for example.",
        hurts: "No number can be made of the name of a town, and readers would not learn how many \
            firms are received.",
        wrong: "Nous recevons {{ data.lieu.ville | number }} entreprises.",
        right: "Nous recevons {{ data.lieu.places | number }} entreprises.",
    }
}

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

/// What may follow `is`.
const TESTS: &str = "defined undefined none string number integer float bool array map iterable odd even divisible_by \
    starting_with ending_with containing";

/// What may follow `{%`.
const TAGS: &[&str] =
    &["if", "for", "set", "set_global", "filter", "raw", "include", "block", "extends"];

/// The same in the text of a page.
const TAGS_OF_PROSE: &[&str] = &["if", "for", "set", "set_global", "filter", "raw"];

/// Tags that need another one to close them.
const OPENING: &[&str] = &["if", "for", "filter", "raw", "block", "component"];

/// Rewords what Tera says about the bytes `span` of `source`, at a place nearer to the mistake than Tera's
/// if we know better; with the name of a template or of a block that is not there. `is_syntax` tells what was
/// found while reading from what was found while rendering.
pub(super) fn reword(
    codes: ExpressionCodes,
    (message, is_syntax): (&str, bool),
    source: &str,
    span: Range<usize>,
    context: &Context,
    filters: &[&str],
) -> (Option<String>, Diagnostic) {
    let name = message.split('`').nth(1).unwrap_or_default();
    let at = |code: Code, message: String, help: String| {
        (None, Diagnostic::new(code, span.clone(), message, help))
    };
    if let Some(known) = neighbours(message) {
        let is_root = message.starts_with("Variable");
        let help = foreign::not_taken(source, span.start, name)
            .or_else(|| holder(name, context).filter(|_| is_root))
            .unwrap_or_else(|| suggest::help(name, known));
        // In brackets, Tera points at them, and not at the name.
        if let Some(found) = missing(codes, source, &span, context)
            && (span.start..=span.end).contains(&found.span.start)
        {
            return (None, found.help(help));
        }
        let path = &source[path_around(source, &span).start..span.end];
        let (_, found) = at(codes.unknown, format!("unknown variable `{path}`"), help);
        return (None, found.about(path));
    }
    if let Some((kind, _)) = message.strip_prefix("Unknown ").and_then(|rest| rest.split_once(" `"))
    {
        if kind == "template" && codes.syntax == VALUE_SYNTAX {
            return (None, foreign::no_include(span));
        }
        let help = match kind {
            "filter" => suggest::help(name, filters.iter().chain(FILTERS).copied()),
            "function" => foreign::no_function(codes),
            "test" => suggest::help(name, TESTS.split(' ')),
            "template" => {
                "templates stand in content/templates, and are named from there".to_owned()
            }
            _ => format!("remove it, or give the {kind} a name that exists"),
        };
        let (code, missing) = match kind {
            "template" => (TEMPLATE_INCLUDE, Some(name.to_owned())),
            _ => (codes.filter, None),
        };
        let (_, found) = at(code, format!("unknown {kind} `{name}`"), help);
        return (missing, found);
    }
    if message == "Unknown tag" {
        let tag = source.get(span.clone()).unwrap_or_default();
        if tag.starts_with("end") {
            return (None, misplaced_end(codes.syntax, source, span));
        }
        if let Some(found) = foreign::part_of_another(codes.syntax, &span, tag) {
            return (None, found);
        }
        // The text of a page neither includes nor extends a template.
        let known = if codes.syntax == VALUE_SYNTAX { TAGS_OF_PROSE } else { TAGS };
        let help =
            foreign::instead_of(tag).unwrap_or_else(|| suggest::help(tag, known.iter().copied()));
        return at(codes.syntax, format!("unknown tag `{tag}`"), help);
    }
    if message.starts_with("Block `") {
        let help = format!("it needs {{% block {name} %}}{{% endblock %}}");
        let message = format!("the template it extends has no block `{name}`");
        let (_, found) = at(TEMPLATE_BLOCK, message, help);
        return (Some(name.to_owned()), found);
    }
    if message.contains("undefined") || message.contains("is not defined") {
        let found = missing(codes, source, &span, context);
        return (None, found.unwrap_or_else(|| without_value(codes, source, span)));
    }
    if let Some((said, help)) = message.split_once(filters::HELP) {
        return at(LINK_ASSET, said.to_owned(), help.to_owned());
    }
    if message.starts_with("This content would be ignored") {
        let help = "write it into one of its {% block … %}";
        let message = "a template that extends another shows nothing outside its blocks".to_owned();
        let ignored = source.get(span.clone()).unwrap_or_default();
        let start = span.end - ignored.trim_start().len();
        return (None, Diagnostic::new(TEMPLATE_CHILD, start..span.end, message, help));
    }
    if let Some(missing) = message.strip_prefix("Missing keyword argument `") {
        let argument = missing.trim_end_matches('`');
        let filter = source.get(span.clone()).unwrap_or_default();
        let filter = filter.split('(').next().unwrap_or_default();
        let help = format!("it stands in brackets: {filter}({argument}=…)");
        return at(codes.filter, format!("the filter needs its `{argument}`"), help);
    }
    if is_syntax && codes.syntax == VALUE_SYNTAX && foreign::is_include(source, span.start) {
        return (None, foreign::no_include(span));
    }
    if let Some(found) = foreign::no_template(codes.syntax, &span, message) {
        return (None, found);
    }
    let code = if is_syntax { codes.syntax } else { VALUE_MISTYPED };
    (None, advice::said(code, (message, is_syntax), source, span))
}

/// A tag that closes something else than what is open.
fn misplaced_end(code: Code, source: &str, span: Range<usize>) -> Diagnostic {
    let mut open: Vec<(&str, usize)> = Vec::new();
    for (start, _) in source[..span.start].match_indices("{%") {
        let rest =
            source[start + "{%".len()..span.start].trim_start_matches(['-', ' ', '\n', '\t']);
        let name = &rest[..rest.find(|symbol: char| !symbol.is_ascii_alphanumeric()).unwrap_or(0)];
        if OPENING.contains(&name) {
            open.push((name, 1 + source[..start].matches('\n').count()));
        } else if name.starts_with("end") {
            open.pop();
        }
    }
    let tag = &source[span.clone()];
    let (message, help) = match open.last() {
        Some((name, line)) => (
            format!("`{tag}` stands where `{{% {name} %}}` is still open"),
            format!("write {{% end{name} %}} before it: line {line} opens it"),
        ),
        None => (
            format!("`{tag}` closes nothing"),
            "remove it, or open above what it is to close".to_owned(),
        ),
    };
    Diagnostic::new(code, span, message, help)
}

/// The path that `span` is about and that the context does not know. Tera says "undefined" about the value
/// a filter or an operator got, without naming it.
fn missing(
    codes: ExpressionCodes,
    source: &str,
    span: &Range<usize>,
    context: &Context,
) -> Option<Diagnostic> {
    let mentions = Mentions::of(source);
    let given = BTreeSet::new();
    let known = Known::new(context, &given);
    let before = &source[..span.start];
    let tag = before.rfind("{{").max(before.rfind("{%")).unwrap_or_default();
    let near = |path: &&Path<'_>| path.span.start >= tag && path.span.start < span.end;
    let near: Vec<&Path<'_>> = mentions.paths.iter().filter(near).collect();
    // What is set from an unknown value has none either: the value is what to tell.
    let behind = near.iter().flat_map(|path| mentions.sources(path.names[0]));
    let unknown = near.iter().copied().chain(behind).find_map(|path| {
        let found = known.follow(&mentions, path, Guard::None);
        let Found::Nothing { names_known, before } = found else { return None };
        Some(unknown_name(codes, source, path, names_known, &before, context))
    });
    let is_own = |path: &&&Path<'_>| mentions.bound.contains(path.names[0]);
    // Of a filter's value nothing tells which it was: most often the only one.
    let is_filter = before.trim_end().ends_with('|');
    let first = near.iter().find(is_own).or(near.first().filter(|_| is_filter));
    unknown.or_else(|| first.map(|path| without_value(codes, source, path.span.clone())))
}

/// Something undefined whose neighbours are not known: it stands in a loop, or behind brackets.
fn without_value(codes: ExpressionCodes, source: &str, span: Range<usize>) -> Diagnostic {
    let around = |symbol| in_path(symbol) || matches!(symbol, '[' | ']' | '"' | '\'');
    let start = source[..span.start].trim_end_matches(around).len();
    let rest = &source[span.end..];
    let end = span.end + (rest.len() - rest.trim_start_matches(around).len());
    let message = format!("`{}` has no value", &source[start..end]);
    let about = source[start..end].to_owned();
    Diagnostic::new(codes.unknown, span, message, UNSET).about(about)
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
