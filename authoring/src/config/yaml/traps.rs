//! What YAML takes out of a text without quotes, or makes another value of, and says nothing.

use std::ops::Range;

use super::{
    messages::{self, YAML_INDENT, YAML_NO_SPACE, YAML_SYNTAX},
    quoting,
};
use crate::{
    config::{Key, Node, Value},
    diagnostics::{Diagnostic, Diagnostics, Source},
};

crate::codes! {
    YAML_COMMENT = "yaml-comment" in "pages/exemple.md" {
        means: "A text in front matter holds a space and a `#`, and YAML takes the rest of the line \
            for a comment.",
        hurts: "Readers would see `Réunion` in the menu, and not which one.",
        wrong: "---\ntitle: Réunion #12\n---",
        right: "---\ntitle: \"Réunion #12\"\n---",
    }
    YAML_TAG = "yaml-tag" in "pages/exemple.md" {
        means: "A text in front matter begins with `!` or `&`, and YAML takes its first word for the \
            name of a type or of a value.",
        hurts: "Readers would see the text without its first word.",
        wrong: "---\ntitle: Contact\ndescription: !Nouveau nous recevons à Nîmes.\n---",
        right: "---\ntitle: Contact\ndescription: \"!Nouveau nous recevons à Nîmes.\"\n---",
    }
    YAML_NUMBER = "yaml-number" in "pages/exemple.md" {
        means: "A value in front matter is a number to YAML, and would be written otherwise: without \
            the zero at its start or its end, or its plus sign.",
        hurts: "Readers would see `6000` in the place of the postal code `06000`.",
        wrong: "---\ntitle: Contact\nextra:\n  code: 06000\n---",
        right: "---\ntitle: Contact\nextra:\n  code: \"06000\"\n---",
    }
    YAML_DOCUMENT = "yaml-document" in "pages/exemple.md" {
        means: "A line of front matter is `...`, and YAML reads nothing below it.",
        hurts: "Search engines would show the page without the description that stands there.",
        wrong: "---\ntitle: Contact\n...\ndescription: Où nous trouver.\n---",
        right: "---\ntitle: Contact\ndescription: Où nous trouver.\n---",
    }
}

/// Notes every such value of what was read of `text`. Returns the lines of those that were lost with it.
pub(super) fn note(source: &Source, text: &str, root: &Node, diagnostics: &Diagnostics) -> String {
    let mut found = Found::default();
    note_in(text, root, &mut found);
    for diagnostic in found.diagnostics {
        diagnostics.push(source.place(diagnostic));
    }
    found.lost
}

#[derive(Default)]
struct Found {
    diagnostics: Vec<Diagnostic>,
    lost: String,
}

/// Notes a second document, which nobody reads.
pub(super) fn note_document(
    source: &Source,
    text: &str,
    span: &Range<usize>,
    diagnostics: &Diagnostics,
) {
    let mut start = span.start;
    for line in text[span.clone()].split_inclusive('\n') {
        if line.trim_end() == "..." {
            let message = "what stands below this line is not read";
            diagnostics.push(source.place(Diagnostic::new(
                YAML_DOCUMENT,
                start..start + 3,
                message,
                "remove it",
            )));
            return;
        }
        start += line.len();
    }
}

fn note_in(text: &str, node: &Node, found: &mut Found) {
    match &node.value {
        Value::Table(entries) => {
            let is_list = entries.len() > 1 && entries.iter().all(|(key, _)| is_alone(text, key));
            for (number, (key, value)) in entries.iter().enumerate() {
                let before = found.diagnostics.len();
                match colon(text, key) {
                    Some(colon) => note_value(text, colon + 1, value, found),
                    // Of what was meant as a list, the first says enough.
                    None if is_list && number > 0 => {}
                    None => found.diagnostics.extend(alone(text, key, is_list)),
                }
                if value.value == Value::Null && found.diagnostics.len() > before {
                    found.lost.extend([&key.name, "\n"]);
                }
            }
        }
        Value::List(items) => {
            for item in items {
                note_value(text, item.span.start, item, found);
            }
        }
        _ => {}
    }
}

/// Where the colon behind a key stands: in braces, a key may have none.
fn colon(text: &str, key: &Key) -> Option<usize> {
    let after = &text[key.span.end..];
    let colon = after.find(':')?;
    let is_next = after[..colon].trim_matches(['"', '\'']).trim().is_empty();
    is_next.then_some(key.span.end + colon)
}

/// Whether a key stands in braces without a value, and none was meant by a colon in it either.
fn is_alone(text: &str, key: &Key) -> bool {
    colon(text, key).is_none() && no_space(text, key).is_none()
}

/// `{ toc:true }` and `{ toc }`, a key that has no value. The key of an entry that was put there from another
/// table stands elsewhere.
fn alone(text: &str, key: &Key, is_list: bool) -> Option<Diagnostic> {
    if let Some(told) = no_space(text, key) {
        return Some(told);
    }
    let written = text.get(key.span.clone())?.trim_end();
    let help = if written.starts_with(['{', '[']) {
        "put a text with brackets in quotes".to_owned()
    } else if is_list {
        format!("a list stands in square brackets: [{written}, …]")
    } else {
        format!("write a colon, a space and its value behind it: {written}: …")
    };
    let span = key.span.start..key.span.start + written.len();
    Some(Diagnostic::new(YAML_SYNTAX, span, "this key has no value", help))
}

/// A key that was meant as a key and its value.
fn no_space(text: &str, key: &Key) -> Option<Diagnostic> {
    let is_quoted = text[key.span.clone()].starts_with(['"', '\'']);
    let told = messages::no_key(text, key.span.clone());
    (!is_quoted && told.code == YAML_NO_SPACE).then_some(told)
}

/// `start` is where the value may begin: behind its key, or at itself.
fn note_value(text: &str, start: usize, node: &Node, found: &mut Found) {
    // The name of a value that stands above, and was looked at there.
    if node.value != Value::Null && text[start..].trim_start().starts_with('*') {
        return;
    }
    let line = text[start..].lines().next().unwrap_or_default();
    let begin = start + line.len() - line.trim_start().len();
    let written = line.trim();
    let named = |sign| written.starts_with(sign) && !written.starts_with("!!") && written.len() > 1;
    let mut push = |diagnostic| found.diagnostics.push(diagnostic);
    if named('!') || named('&') && !is_used_below(text, start, written) {
        let word = written.split_whitespace().next().unwrap_or_default();
        let message = format!("YAML takes `{word}` for the name of a type or of a value");
        let span = begin..begin + word.len();
        push(Diagnostic::new(YAML_TAG, span, message, in_quotes(written)));
    } else if let Some(span) = comment(text, begin, written, node) {
        let message = format!("YAML takes `{}` for a comment", &text[span.clone()]);
        let whole = text[begin..span.end].split_whitespace().collect::<Vec<_>>().join(" ");
        push(Diagnostic::new(YAML_COMMENT, span, message, in_quotes(&whole)));
    } else if let Some(line) = key_below(text, start, node) {
        push(messages::no_key(text, line).at(node.span.clone()));
    } else if let Some(span) = item_in_text(text, written, node) {
        let message = "this line goes on with the text above, and is no item of its own";
        let help = "the items of a list begin in the same column, each with a hyphen and a space";
        push(Diagnostic::new(YAML_INDENT, span, message, help));
    } else if let Some(read) = number(&node.value) {
        let given = without_name(text.get(node.span.clone()).unwrap_or_default()).trim();
        if !given.is_empty() && given != read {
            let message = format!("YAML reads this as the number {read}");
            let help = format!("a number is written {read}, a text stands in quotes: \"{given}\"");
            push(Diagnostic::new(YAML_NUMBER, node.span.clone(), message, help));
        }
    }
    note_in(text, node, found);
}

/// The first line of a text that begins below its key, and was meant as a key of its own with its value: `toc:true`.
fn key_below(text: &str, start: usize, node: &Node) -> Option<Range<usize>> {
    let is_below = matches!(node.value, Value::String(_))
        && node.span.start >= start
        && text[start..node.span.start].contains('\n')
        && text[start..node.span.start].trim().is_empty();
    let line = text.get(node.span.clone())?.lines().next()?.trim_end();
    let (key, value) = line.split_once(':').filter(|_| is_below)?;
    let is_key = key.starts_with(|first: char| first.is_alphabetic())
        && key.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_'));
    let is_value = !value.is_empty() && !value.starts_with([' ', '/']);
    (is_key && is_value).then(|| node.span.start..node.span.start + line.len())
}

/// The first line of a text without quotes that begins as an item of a list does, below another.
fn item_in_text(text: &str, first: &str, node: &Node) -> Option<Range<usize>> {
    let written = text.get(node.span.clone())?;
    let is_plain = matches!(node.value, Value::String(_))
        && !written.starts_with(['"', '\'', '|', '>'])
        && !first.starts_with(['|', '>']);
    let begins = |at: &usize| written[at + 1..].trim_start_matches([' ', '\t']).starts_with("- ");
    let mut ends = written.match_indices('\n').map(|(at, _)| at).filter(|_| is_plain);
    let at = ends.find(begins)?;
    let line = written[at + 1..].lines().next()?;
    let own = line.trim();
    let start = node.span.start + at + 1 + line.find(own)?;
    Some(start..start + own.len())
}

/// A value without the name that it is given, `&name`.
fn without_name(written: &str) -> &str {
    let named = written.strip_prefix('&').and_then(|rest| rest.split_once(char::is_whitespace));
    named.map_or(written, |(_, value)| value.trim_start())
}

/// Whether the first word is the name of a value that stands here, `&name`, and is used below, `*name`.
fn is_used_below(text: &str, start: usize, written: &str) -> bool {
    let is_end = |sign: char| sign.is_whitespace() || ",]}".contains(sign);
    let name = written[1..].split(is_end).next().unwrap_or_default();
    let alias = format!("*{name}");
    let below = &text[start..];
    below.match_indices(&alias).any(|(at, _)| {
        let after = &below[at + alias.len()..];
        below[..at].ends_with([' ', '\t', '\n', '[', ',', '{'])
            && (after.is_empty() || after.starts_with(is_end))
    })
}

/// The comment that ends the value which is `written` on its first line, if it was meant as a part of it: no space
/// follows its sign.
fn comment(text: &str, begin: usize, written: &str, node: &Node) -> Option<Range<usize>> {
    let end = match &node.value {
        Value::Null => Some(begin).filter(|_| written.starts_with('#'))?,
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Bool(_) => {
            let own = without_name(&text[node.span.clone()]);
            let is_plain =
                !own.starts_with(['"', '\'', '|', '>']) && !written.starts_with(['|', '>']);
            // The value itself may hold a sign, as in `C#`, but none behind a space.
            Some(node.span.end).filter(|end| is_plain && *end >= begin)?
        }
        _ => return None,
    };
    let rest = text[end..].lines().next().unwrap_or_default();
    let sign = end + rest.find('#')?;
    let after = rest[sign + 1 - end..].trim_end().chars().next();
    let is_one = text[end..sign].trim().is_empty()
        && text[..sign].ends_with([' ', '\t'])
        // A sign with nothing behind it is the end of a name: `C #`.
        && after.is_none_or(|after| !after.is_whitespace() && after != '#');
    is_one.then(|| sign..end + rest.trim_end().len())
}

/// How a number is written.
fn number(value: &Value) -> Option<String> {
    match value {
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(format!("{number:?}")),
        _ => None,
    }
}

fn in_quotes(written: &str) -> String {
    format!("put the text in quotes: {}", quoting::in_quotes(written))
}

/// Whether a plain number is written as it would be shown.
pub(super) fn is_shown_as(written: &str, value: &Value) -> bool {
    number(value).is_none_or(|shown| shown == written)
}

#[cfg(test)]
mod tests;
