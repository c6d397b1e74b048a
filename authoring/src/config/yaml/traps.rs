//! What YAML takes out of a text without quotes, or makes another value of, and says nothing.

use std::ops::Range;

use crate::{
    config::{Node, Value},
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

/// Notes every such value of what was read of `text`.
pub(super) fn note(source: &Source, text: &str, root: &Node, diagnostics: &Diagnostics) {
    let mut found = Vec::new();
    note_in(text, root, &mut found);
    for diagnostic in found {
        diagnostics.push(source.place(diagnostic));
    }
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

fn note_in(text: &str, node: &Node, found: &mut Vec<Diagnostic>) {
    match &node.value {
        Value::Table(entries) => {
            for (key, value) in entries {
                let after =
                    key.span.end + text[key.span.end..].find(':').map_or(0, |colon| colon + 1);
                note_value(text, after, value, found);
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

/// `start` is where the value may begin: behind its key, or at itself.
fn note_value(text: &str, start: usize, node: &Node, found: &mut Vec<Diagnostic>) {
    let line = text[start..].lines().next().unwrap_or_default();
    let begin = start + line.len() - line.trim_start().len();
    let written = line.trim();
    let named = |sign| written.starts_with(sign) && !written.starts_with("!!") && written.len() > 1;
    if named('!') || named('&') {
        let word = written.split_whitespace().next().unwrap_or_default();
        let message = format!("YAML takes `{word}` for the name of a type or of a value");
        found.push(Diagnostic::new(
            YAML_TAG,
            begin..begin + word.len(),
            message,
            in_quotes(written),
        ));
    } else if let Some(at) = comment(text, begin, written, node) {
        let rest = &written[at..];
        let message = format!("YAML takes `{rest}` for a comment");
        let span = begin + at..begin + written.len();
        found.push(Diagnostic::new(YAML_COMMENT, span, message, in_quotes(written)));
    } else if let Some(read) = number(&node.value) {
        let given = text.get(node.span.clone()).unwrap_or_default().trim();
        if !given.is_empty() && given != read {
            let message = format!("YAML reads this as the number {read}");
            let help = format!("a number is written {read}, a text stands in quotes: \"{given}\"");
            found.push(Diagnostic::new(YAML_NUMBER, node.span.clone(), message, help));
        }
    }
    note_in(text, node, found);
}

/// Where in what is `written` on the line of a value a comment begins that was meant as a part of it: no space
/// follows its sign.
fn comment(text: &str, begin: usize, written: &str, node: &Node) -> Option<usize> {
    let is_one = |at: &usize| {
        let after = written[at + 1..].chars().next();
        let follows_space = *at == 0 || written[..*at].ends_with([' ', '\t']);
        follows_space && after.is_some_and(|after| !after.is_whitespace() && after != '#')
    };
    match &node.value {
        Value::Null => Some(0).filter(|at| written.starts_with('#') && is_one(at)),
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Bool(_) => {
            let is_plain = !text[node.span.clone()].starts_with(['"', '\'', '|', '>'])
                && !written.starts_with(['|', '>']);
            // The value itself may hold a sign, as in `C#`, but none behind a space.
            let end =
                node.span.end.checked_sub(begin).filter(|end| is_plain && *end <= written.len())?;
            let sign = end + written[end..].find('#')?;
            (written[end..sign].trim().is_empty() && is_one(&sign)).then_some(sign)
        }
        _ => None,
    }
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
    let quote = if written.contains('"') { '\'' } else { '"' };
    format!("put the text in quotes: {quote}{written}{quote}")
}

/// Whether a plain number is written as it would be shown.
pub(super) fn is_shown_as(written: &str, value: &Value) -> bool {
    number(value).is_none_or(|shown| shown == written)
}

#[cfg(test)]
mod tests {
    use crate::{
        config::yaml,
        diagnostics::{Diagnostics, Source},
    };

    /// The codes of what is said of a text.
    fn told(text: &str) -> String {
        let diagnostics = Diagnostics::default();
        let source = Source::new("a.md", text);
        if yaml::read_plain(text, &(0..text.len())).is_none() {
            yaml::read(&source, text, 0..text.len(), &diagnostics);
        }
        let found = diagnostics.into_vec();
        found.iter().map(|each| each.code.name()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_would_be_lost_is_told_and_nothing_else() {
        for (text, expected) in [
            ("title: Réunion #12\n", "yaml-comment"),
            ("title: Réunion #12 et #13\n", "yaml-comment"),
            ("title: #12\n", "yaml-comment"),
            ("title: 5 #12\n", "yaml-comment"),
            ("title: Un\nextra:\n  lieu: Salle #3\n", "yaml-comment"),
            ("title: A\nextra: { lieu: B }\nliste:\n  - un #2\n  - deux\n", "yaml-comment"),
            ("title: A\r\nlieu: Salle #3\r\n", "yaml-comment"),
            ("title: \"Réunion #12\"\n", ""),
            ("title: 'Réunion #12'\n", ""),
            ("title: \"Réunion\" #12\n", ""),
            ("title: Réunion # à relire\n", ""),
            ("title: Réunion     # required; any other\n", ""),
            ("# Un commentaire\n#autre\ntitle: A\n", ""),
            ("title: C# et F#\n", ""),
            ("title: >\n  Un texte #12\n", ""),
            ("title: |\n  Un #12\n", ""),
            ("title: A\nextra:\n  # une remarque\n  b: c\n", ""),
            ("title: !Important rendez-vous\n", "yaml-tag"),
            ("title: &co compagnie\n", "yaml-tag"),
            ("title: !!str 007\n", ""),
            ("title: \"!Important\"\n", ""),
            ("title: !\n", ""),
            ("code: 06000\n", "yaml-number"),
            ("tel: +33466000000\n", "yaml-number"),
            ("version: 1.10\n", "yaml-number"),
            ("code: 0x1F\n", "yaml-number"),
            ("code: 0o17\n", "yaml-number"),
            ("code: 1e3\n", "yaml-number"),
            ("extra:\n  codes: [06000, 13001]\n", "yaml-number"),
            ("code: \"06000\"\n", ""),
            ("weight: 10\n", ""),
            ("weight: -1\n", ""),
            ("weight: 0\n", ""),
            ("ratio: 1.5\n", ""),
            ("ratio: 2.0\n", ""),
            ("date: 2021-06-01\n", ""),
            ("heure: 10:30\n", ""),
            ("title: A\n...\ndescription: B\n", "yaml-document"),
            ("title: A...\n", ""),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
