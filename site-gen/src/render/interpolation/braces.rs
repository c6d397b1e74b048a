//! One brace too many around a value: `{{ x }}}` shows it, and `{{{ x }}}` is no value.

use std::ops::Range;

use authoring::diagnostics::Diagnostic;

use crate::render::templates::errors::codes::VALUE_SYNTAX;

const HELP: &str = "a value stands in two braces, {{ … }}, and a tag in one with a sign, {% … %}";

/// How much of a text is a value in three braces, with which it begins; those of other programs are not escaped then.
pub(super) fn tripled(text: &str) -> Option<(usize, Diagnostic)> {
    let rest = text.strip_prefix("{{{")?;
    let inside = rest.trim_start_matches('{');
    if !inside.trim_start_matches(' ').starts_with(|it: char| it.is_alphabetic() || it == '_') {
        return None;
    }
    let line = inside.lines().next().unwrap_or_default();
    let end = text.len() - inside.len() + line.find("}}")?;
    let length = end + run(&text[end..]);
    let message = "these are too many braces";
    Some((length, Diagnostic::new(VALUE_SYNTAX, 0..length, message, HELP)))
}

/// The braces right behind what Tera reads at `span` of a body, if they close none that opens before it in its line.
pub(super) fn surplus(body: &str, span: &Range<usize>) -> Option<Diagnostic> {
    let length = run(&body[span.end..]);
    if length == 0 {
        return None;
    }
    let line = body[..span.start].rsplit('\n').next().unwrap_or_default();
    let open = line.matches('{').count().saturating_sub(line.matches('}').count());
    let surplus = span.end + open.min(length)..span.end + length;
    let message = "this brace is shown as it is";
    (!surplus.is_empty()).then(|| Diagnostic::new(VALUE_SYNTAX, surplus, message, HELP))
}

fn run(text: &str) -> usize {
    text.len() - text.trim_start_matches('}').len()
}
