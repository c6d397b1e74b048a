//! What to do about Tera's own words, where nothing better is known: one table, a row a message.

use std::ops::Range;

use authoring::diagnostics::{Code, Diagnostic};

use crate::render::templates::errors::foreign;

/// What a message holds, and what its author is to do.
const ADVICE: &[(&str, &str)] = &[
    (
        "unction calls are only allowed",
        "a value is written without parentheses, {{ page.title }}; what changes it follows a bar, \
         {{ page.title | upper }}",
    ),
    ("can only be used in a for loop", "put it between {% for … %} and {% endfor %}, or remove it"),
    ("cannot be used inside", "move it out of what it stands in"),
    ("cannot be written inside", "move it out of what it stands in"),
    ("defined more than once", "give it once"),
    ("reserved keyword", "take another name"),
    ("reserved for", "take another name"),
    ("already extending", "a template extends one other: remove one of the two"),
    ("needs to be the first tag", "move it to the start of the file"),
    ("already contains a", "make one of the two, or give one another name"),
    ("as name in the end tag", "give both the same name"),
    ("doesn't match opening tag", "give both the same name"),
    ("is not allowed after `~`", "a tilde joins texts and values: {{ page.title ~ \" (2)\" }}"),
    ("cannot be used consecutively", "put what the second one changes in parentheses"),
    ("part of `not in`", "a condition is turned round before it: {% if not page.draft %}"),
    ("literal values", "write text between quotes, or a number, in the place of a name"),
    ("losing comment tag", "a comment stands between {# and #}"),
    ("ound `=` but expected", "two signs compare: {% if page.title == \"…\" %}"),
    (
        "nexpected character",
        "text stands in straight quotes, \"…\", and a name is of letters without accents, digits and _",
    ),
    (
        "`+` requires both operands",
        "texts are joined by a tilde, {{ page.title ~ \" (2)\" }}; a number is written in digits alone where it \
         stands, without quotes or a unit",
    ),
    ("too complex", "split it: {% set part = … %} gives a part a name"),
    ("nested brackets", "split it: {% set part = … %} gives a part a name"),
    ("dimensions", "split it: {% set part = … %} gives a part a name"),
    ("nesting is too deep", "put the inner part into a template of its own, and include it"),
    ("divide by 0", "look where the value is written, or ask before: {% if … %}"),
    ("cannot be 0", "write another number"),
    ("teration not possible", "only a list, a table or a text can be gone through"),
    (
        "formats whole numbers",
        "write the value in digits alone where it stands, without quotes, spaces or a unit, or remove the filter",
    ),
    (
        "formats a date",
        "write the value as year, month and day where it stands, or remove the filter",
    ),
];

/// What Tera says of the bytes `span` of a text while it reads (`is_syntax`) or shows it, in our words.
pub(super) fn said(
    code: Code,
    (message, is_syntax): (&str, bool),
    text: &str,
    span: Range<usize>,
) -> Diagnostic {
    if is_syntax && let Some(found) = foreign::sign(code, text, &span) {
        return found;
    }
    if is_syntax && foreign::is_else_if(text, span.start) {
        let help = "another condition is {% elif … %}";
        return Diagnostic::new(code, span, "`else` takes no condition", help);
    }
    let before = text.get(..span.start).unwrap_or_default();
    let help = advice(message, is_syntax, before);
    Diagnostic::new(code, span, plain(message), help)
}

/// What to do about a message that came up while a template was read (`is_syntax`), or while it was shown;
/// `before` is what stands before the place of which it speaks.
fn advice(message: &str, is_syntax: bool, before: &str) -> &'static str {
    if message.contains("expected identifier") && before.trim_end().ends_with(['(', ',']) {
        return "what stands in these brackets has a name: default(value=\"…\"), join(sep=\"…\"), replace(from=\"…\", to=\"…\")";
    }
    let known = ADVICE.iter().find(|(part, _)| message.contains(part));
    known.map_or_else(
        || {
            if is_syntax {
                "an expression looks like {{ page.title }} or {{ 300 | euros }}"
            } else {
                "the value is of another kind than what is done with it: look where it is written"
            }
        },
        |(_, help)| help,
    )
}

/// Tera's words, as ours begin and end.
fn plain(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut symbols = message.chars();
    symbols.next().map_or_else(String::new, |first| first.to_lowercase().chain(symbols).collect())
}
