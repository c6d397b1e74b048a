//! What a YAML parser complains about, in words for whoever writes front matter.

use std::ops::Range;

use super::quoting::{begins_no_text, value, whole_tag};
use crate::diagnostics::Diagnostic;

crate::codes! {
    YAML_TAB = "yaml-tab" in "pages/exemple.md" {
        means: "A line of front matter is indented with a tab, which YAML forbids.",
        hurts: "Nothing of the front matter is known: readers would get a page without its title.",
        wrong: "---\n\
            title: Séances\n\
            extra:\n\tsalle: B12\n\
            ---",
        right: "---\n\
            title: Séances\n\
            extra:\n  salle: B12\n\
            ---",
    }
    YAML_COLON = "yaml-colon" in "pages/exemple.md" {
        means: "A text in front matter holds a colon and a space, and YAML takes the words before \
            them for another key.",
        hurts: "The page would lose its title, by which readers know it in the menu, the browser's \
            tab and search results.",
        wrong: "---\ntitle: Candidater : le formulaire\n---",
        right: "---\ntitle: \"Candidater : le formulaire\"\n---",
    }
    YAML_INDENT = "yaml-indent" in "pages/exemple.md" {
        means: "A line of front matter begins in another column than the keys it belongs to.",
        hurts: "YAML cannot tell what the line belongs to, and search engines would show the page \
            without its description.",
        wrong: "---\ntitle: Contact\n  description: Où nous trouver.\n---",
        right: "---\ntitle: Contact\ndescription: Où nous trouver.\n---",
    }
    YAML_DUPLICATE_KEY = "yaml-duplicate-key" in "pages/exemple.md" {
        means: "A key stands twice in one table of front matter.",
        hurts: "A page has one title, and readers might see the one that its author meant to \
            replace.",
        wrong: "---\ntitle: Contact\ntitle: Nous trouver\n---",
        right: "---\ntitle: Nous trouver\n---",
    }
    YAML_SYNTAX = "yaml-syntax" in "pages/exemple.md" {
        means: "Front matter is not YAML: a line is not `key: value`, a list begins on the line of \
            its key, or a text in double quotes holds a `\\` of its own.",
        hurts: "Nothing of the front matter is known: readers would get a page without its title.",
        wrong: "---\ntitle: Contact\ndescription Où nous trouver.\n---",
        right: "---\ntitle: Contact\ndescription: Où nous trouver.\n---",
    }
    YAML_NO_SPACE = "yaml-no-space" in "pages/exemple.md" {
        means: "The space after the colon of a key is missing in front matter, so that YAML sees \
            one text and no key with its value.",
        hurts: "The page would have no title, by which readers know it in the menu, the browser's \
            tab and search results.",
        wrong: "---\ntitle:Contact\n---",
        right: "---\ntitle: Contact\n---",
    }
    YAML_UNCLOSED_QUOTE = "yaml-unclosed-quote" in "pages/exemple.md" {
        means: "A text in front matter begins with a quote, and nothing closes it, or the same quote \
            within the text does.",
        hurts: "Everything below would belong to the title, and readers would get a page without a \
            text.",
        wrong: "---\ntitle: \"Contact\n---",
        right: "---\ntitle: \"Contact\"\n---",
    }
    YAML_UNCLOSED_LIST = "yaml-unclosed-list" in "pages/exemple.md" {
        means: "A list in front matter opens with `[`, and nothing closes it.",
        hurts: "The old addresses in it are lost: whoever has one among their bookmarks would find \
            no page.",
        wrong: "---\ntitle: Contact\naliases: [/nous-trouver/\n---",
        right: "---\ntitle: Contact\naliases: [/nous-trouver/]\n---",
    }
    YAML_UNCLOSED_TABLE = "yaml-unclosed-table" in "pages/exemple.md" {
        means: "A table in front matter opens with `{`, and nothing closes it.",
        hurts: "What it asks for is lost: a long page would have no table of contents for its \
            readers.",
        wrong: "---\ntitle: Règlement\nextra: { toc: true\n---",
        right: "---\ntitle: Règlement\nextra: { toc: true }\n---",
    }
    YAML_UNKNOWN_ANCHOR = "yaml-unknown-anchor" in "pages/exemple.md" {
        means: "A text in front matter begins with `*`, which YAML takes for the name of a value \
            that stands above, and there is none of that name.",
        hurts: "The text is lost, and search engines would show the page without its description.",
        wrong: "---\ntitle: Séances\ndescription: *Sur rendez-vous\n---",
        right: "---\ntitle: Séances\ndescription: \"*Sur rendez-vous\"\n---",
    }
}

/// Rewords what the parser says about byte `at` of `text`.
pub(super) fn reword(info: &str, text: &str, at: usize) -> Diagnostic {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let length = text[start..].find('\n').unwrap_or(text.len() - start);
    let line = text[start..start + length].trim_end();
    let indent = line.len() - line.trim_start().len();
    if info.contains("tab")
        && let Some(tab) = indenting_tab(text, start)
    {
        return Diagnostic::new(
            YAML_TAB,
            tab,
            "tabs cannot indent YAML",
            "write two spaces for each",
        );
    }
    if info.contains("mapping values are not allowed") {
        let has_another = line[..at - start].contains(": ");
        let text_above = line_above(text, start).filter(|above| is_text(&text[above.clone()]));
        return if has_another {
            let value = line.find(": ").map_or(0, |colon| colon + 2);
            let span = start + value..start + line.len();
            let quoted = format!("put it in straight quotes: \"{}\"", line[value..].trim());
            let message = "this text holds a colon, which YAML reads as another key";
            Diagnostic::new(YAML_COLON, span, message, quoted)
        } else if let Some(above) = text_above {
            no_key(text, above)
        } else {
            let help = "the keys of a table begin in the same column";
            let span = start..start + line.len();
            Diagnostic::new(YAML_INDENT, span, "this line is indented differently", help)
        };
    }
    if info.contains("simple key expect")
        && let Some(above) = line_above(text, start)
    {
        return no_key(text, above);
    }
    if info.contains("duplicated key") {
        // In braces, a key stands anywhere in its line.
        let begin = at.max(start + indent);
        let key = text[begin..start + length].split([':', ',', '}']).next().unwrap_or_default();
        let key = key.trim_end();
        let span = begin..begin + key.len();
        return Diagnostic::new(
            YAML_DUPLICATE_KEY,
            span,
            format!("`{key}` is there twice"),
            "keep one of the two",
        );
    }
    if info.contains("did not find expected key") && line.contains(':') {
        let help = "the keys of a table begin in the same column";
        let span = start..start + line.len();
        return Diagnostic::new(YAML_INDENT, span, "this line is indented differently", help);
    }
    if info.contains("unexpected character") {
        let own = at..start + line.len().max(at - start);
        return begins_no_text(YAML_SYNTAX, text, whole_tag(text, own));
    }
    if ["block scalar", "anchor or alias", "mapping keys are not"]
        .iter()
        .any(|it| info.contains(it))
        && let Some(value) = value(text, start..start + line.len(), &['|', '>', '&', '*', '?'])
    {
        return begins_no_text(YAML_SYNTAX, text, value);
    }
    if let Some(told) = missing_comma(info, text, at) {
        return told;
    }
    let (code, message, help) = match info {
        _ if ["unknown escape", "hexadecimal", "escape code"]
            .iter()
            .any(|it| info.contains(it)) =>
        {
            (
                YAML_SYNTAX,
                "in double quotes, `\\` begins a sign of its own",
                "write \\\\, or use single quotes",
            )
        }
        _ if info.contains("trailing content") => (
            YAML_UNCLOSED_QUOTE,
            "the text ends at the quote before this",
            if text[..at].trim_end().ends_with('\'') {
                "double a quote within the text, as in 'l''été', or put the whole text in \"…\""
            } else {
                "put the whole text in '…', or write \\\" for a quote within it"
            },
        ),
        _ if info.contains("quoted scalar") => (
            YAML_UNCLOSED_QUOTE,
            "nothing closes this quote",
            "write the same quote again where the text ends",
        ),
        _ if info.contains("flow sequence") || is_key_in_list(info, text, at) => {
            (YAML_UNCLOSED_LIST, "nothing closes this list", "a list ends with ]: [/a/, /b/]")
        }
        _ if info.contains("flow mapping") => (
            YAML_UNCLOSED_TABLE,
            "nothing closes this table",
            "a table in braces ends with }: { a: 1, b: 2 }",
        ),
        _ if info.contains("unknown anchor") => (
            YAML_UNKNOWN_ANCHOR,
            "`*` stands for a text named before, and there is none",
            "put the text in quotes: \"*…\"",
        ),
        _ if info.contains("block sequence entries") => {
            (YAML_SYNTAX, "a list cannot begin here", "begin it on the line below its key: - a")
        }
        _ if info.contains("byte order mark") => {
            (YAML_SYNTAX, "a character that nobody sees, U+FEFF, stands here", "remove it")
        }
        _ => {
            let help = "one `key: value` a line; a text with a colon stands in straight quotes, title: \"a: b\"";
            return Diagnostic::new(YAML_SYNTAX, at..at, format!("this is not YAML: {info}"), help);
        }
    };
    Diagnostic::new(code, opening(info, text, at), message, help)
}

/// Something in brackets that are closed, behind something else, and no comma between them.
fn missing_comma(info: &str, text: &str, at: usize) -> Option<Diagnostic> {
    // Behind a quote and a space, something else begins.
    let is_behind = info.contains("trailing content") && text[..at].ends_with(' ');
    let open = text[..at].rfind(['{', '[', '}', ']']).map(|at| text.as_bytes()[at]);
    let (close, help) = match info {
        _ if info.contains("flow mapping") || is_behind && open == Some(b'{') => {
            ('}', "commas stand between its keys: { a: 1, b: 2 }")
        }
        _ if info.contains("flow sequence") || is_behind && open == Some(b'[') => {
            (']', "commas stand between its items: [a, b]")
        }
        _ => return None,
    };
    let rest = &text[at..];
    let end = rest.find(close)?;
    // A key in the first column is no part of what stands in brackets.
    let is_key = |line: &str| line.starts_with(char::is_alphabetic) && line.contains(':');
    if rest[..end].lines().skip(1).any(is_key) {
        return None;
    }
    let word = rest.split([' ', ',', '\n', close]).next().unwrap_or_default();
    let span = at..at + word.len();
    Some(Diagnostic::new(YAML_SYNTAX, span, "a comma is missing before this", help))
}

/// What is wrong with a line that should be a key with its value, and is a text.
pub(super) fn no_key(text: &str, line: Range<usize>) -> Diagnostic {
    let own = text[line.clone()].trim();
    match own.split_once(':') {
        Some((key, value)) if is_name(key) && !value.is_empty() && !value.starts_with("//") => {
            let help = format!("one `key: value` a line: {key}: {value}");
            Diagnostic::new(YAML_NO_SPACE, line, "the space after this colon is missing", help)
        }
        _ => {
            let help = match own.strip_prefix('-') {
                Some(item) => format!("a space follows the hyphen of an item: - {}", item.trim()),
                None => "write a colon and a space after the key".to_owned(),
            };
            Diagnostic::new(YAML_SYNTAX, line, "this line is no `key: value`", help)
        }
    }
}

pub(super) fn is_name(key: &str) -> bool {
    key.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_'))
}

/// Whether the parser takes the key of a line for an item of the list above, which nothing closes.
fn is_key_in_list(info: &str, text: &str, at: usize) -> bool {
    info.contains("placement of ':'") && text[..at].rfind('[') > text[..at].rfind(']')
}

/// Whether a line is neither a key nor an item of a list: the parser goes on with it, and complains of the
/// line below.
fn is_text(line: &str) -> bool {
    !line.contains(": ") && !line.ends_with(':') && !line.starts_with("- ")
}

/// The last line above byte `start` that is not blank, without what stands around its text.
pub(super) fn line_above(text: &str, start: usize) -> Option<Range<usize>> {
    let above = text[..start].trim_end();
    let begin = above.rfind('\n').map_or(0, |newline| newline + 1);
    let own = above[begin..].trim_start();
    (!own.is_empty()).then(|| above.len() - own.len()..above.len())
}

/// The indentation of the first line at or after `start` that holds a tab: of a value that goes on below, the
/// parser points at the line before.
fn indenting_tab(text: &str, start: usize) -> Option<Range<usize>> {
    let mut at = start;
    text[start..].split_inclusive('\n').take(2).find_map(|line| {
        let indent = line.len() - line.trim_start().len();
        let tab = line[..indent].find('\t').map(|tab| at + tab..at + indent);
        at += line.len();
        tab
    })
}

/// Where a list, a table or a quote that nothing closes begins: the parser points at where it gave up.
fn opening(info: &str, text: &str, at: usize) -> Range<usize> {
    let signs: &[char] = match info {
        _ if info.contains("flow sequence") || is_key_in_list(info, text, at) => &['['],
        _ if info.contains("flow mapping") => &['{'],
        _ => return at..at + text[at..].chars().next().map_or(0, char::len_utf8),
    };
    text[..at].rfind(signs).map_or(at..at, |start| start..start + 1)
}
