//! The lines between two fences at the top of a page or a letter.

use std::{ops::Range, sync::Arc};

use crate::{
    config::{
        Node, Value, find_mojibake, note_controls, read_toml_part,
        yaml::{self, Yaml},
    },
    diagnostics::{Diagnostic, Diagnostics, Source},
};

crate::codes! {
    FRONT_MATTER_NOT_CLOSED = "front-matter-not-closed" in "pages/exemple.md" {
        means: "Front matter begins, and no second line of three hyphens or plus signs ends it.",
        hurts: "Nobody can tell where the text begins, and readers would get a page without one.",
        wrong: "---\ntitle: Contact\n\nNous recevons à Nîmes.",
        right: "---\n\
            title: Contact\n\
            ---\n\n\
            Nous recevons à Nîmes.",
    }
    FRONT_MATTER_BLANK_BEFORE = "front-matter-blank-before" in "pages/exemple.md" {
        means: "Something blank stands above the front matter, which begins on the first line or \
            not at all.",
        hurts: "Readers would see `title: Contact` in the text of a page without a title.",
        wrong: "\n---\ntitle: Contact\n---",
        right: "---\ntitle: Contact\n---",
    }
    FRONT_MATTER_FENCE = "front-matter-fence" in "pages/exemple.md" {
        means: "The first line of a page is meant to open its front matter, but is not three \
            hyphens or three plus signs.",
        hurts: "Readers would see `title: Contact` in the text of a page without a title.",
        wrong: "––\ntitle: Contact\n––",
        right: "---\ntitle: Contact\n---",
    }
    FRONT_MATTER_MISSING = "front-matter-missing" in "pages/exemple.md" {
        means: "A page has no front matter, and so no title.",
        hurts: "The menu, the browser's tab and a screen reader would have no name for the page.",
        wrong: "Nous recevons à Nîmes.",
        right: "---\n\
            title: Contact\n\
            ---\n\n\
            Nous recevons à Nîmes.",
    }
}

/// What begins with front matter, in what is said of one that does not.
#[derive(Clone, Copy, Debug)]
pub struct FrontMatterOf {
    /// A page, a letter.
    pub what: &'static str,
    /// The key that each must have.
    pub key: &'static str,
}

impl FrontMatterOf {
    /// A page of the site.
    pub const PAGE: Self = Self { what: "page", key: "title" };
}

/// What stands at the top of a page or a letter, and where the rest starts.
#[derive(Clone, Debug)]
pub struct FrontMatter {
    /// A table; an empty one if nothing could be read.
    pub root: Node,
    /// The opening fence, where missing keys are reported.
    pub fence: Range<usize>,
    /// Byte of the file at which the prose starts.
    pub body: usize,
    /// What of it could not be read.
    pub lost: Lost,
}

/// What of some front matter could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Lost {
    /// All was read.
    #[default]
    Nothing,
    /// These lines were not.
    Lines(Arc<str>),
    /// There is none, or none of it was read.
    Everything,
}

impl Lost {
    /// Whether the value of a key may have been lost.
    pub fn holds(&self, key: &str) -> bool {
        let is_word = |symbol: char| symbol.is_alphanumeric() || symbol == '_';
        match self {
            Self::Nothing => false,
            Self::Lines(lines) => lines.split(|symbol| !is_word(symbol)).any(|word| word == key),
            Self::Everything => true,
        }
    }
}

impl FrontMatter {
    /// Reads it. What is wrong with it is noted; the rest is read all the same, and so is the prose.
    pub fn read(source: &Source, of: FrontMatterOf, diagnostics: &Diagnostics) -> Self {
        let text = &*source.text;
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let first = line(text, start);
        let fence = text[first.clone()].trim_end();
        let fence_span = start..start + fence.len();
        if fence != "---" && fence != "+++" {
            diagnostics.push(without(source, start, of));
            return Self::unread(fence_span, body_without_fence(text, start));
        }
        let mut last = first.end..first.end;
        loop {
            if last.end >= text.len() {
                let message =
                    format!("nothing closes the front matter: no second line says {fence}");
                let error = source.error(FRONT_MATTER_NOT_CLOSED, fence_span.clone(), message);
                diagnostics.push(error.help("add it above the text"));
                // Keys stand together: what follows an empty line is most probably the text.
                let body = text[first.end..].find("\n\n").map_or(text.len(), |at| first.end + at);
                return Self::unread(fence_span, body);
            }
            last = line(text, last.end);
            if text[last.clone()].trim_end() == fence {
                break;
            }
        }
        let inside = first.end..last.start;
        if let Some(found) = find_mojibake(&text[inside.clone()], |_| false) {
            let span = inside.start + found.span.start..inside.start + found.span.end;
            diagnostics.push(source.place(found.at(span)));
        }
        if fence == "---"
            && let Some(root) = yaml::read_plain(text, &inside)
        {
            return Self { root, fence: fence_span, body: last.end, lost: Lost::Nothing };
        }
        let padded = format!("{}{}", blank(&text[..inside.start]), &text[inside.clone()]);
        let (root, lost) = if fence == "+++" {
            read_toml_part(source, &padded, diagnostics)
        } else {
            let Yaml { root, lost } = yaml::read(source, &padded, inside.clone(), diagnostics);
            note_controls(source, &root, diagnostics);
            (root, lost)
        };
        let lost = if lost.is_empty() { Lost::Nothing } else { Lost::Lines(lost.into()) };
        let root = match root.value {
            // `---` twice and nothing between.
            Value::Null => Node { span: inside, value: Value::Table(Vec::new()) },
            _ => root,
        };
        Self { root, fence: fence_span, body: last.end, lost }
    }

    fn unread(fence: Range<usize>, body: usize) -> Self {
        let root = Node { span: fence.clone(), value: Value::Table(Vec::new()) };
        Self { root, fence, body, lost: Lost::Everything }
    }
}

/// Where the prose starts of a page whose first line is no fence: below a second line of that kind, as in
/// `—--`, or at its start.
fn body_without_fence(text: &str, start: usize) -> usize {
    let above = text[start..].len() - text[start..].trim_start().len();
    let first = line(text, start + above);
    let sign = text[first.clone()].trim_end();
    if sign.is_empty() || sign.chars().any(char::is_alphanumeric) {
        return start;
    }
    let mut next = first;
    while next.end < text.len() {
        next = line(text, next.end);
        let is_fence = ["---", "+++", sign].contains(&text[next.clone()].trim_end());
        if is_fence {
            return next.end;
        }
    }
    start
}

/// A page whose first line is no fence.
fn without(source: &Source, start: usize, of: FrontMatterOf) -> Diagnostic {
    let text = &source.text[start..];
    let above = text.len() - text.trim_start().len();
    let first = text.trim_start().lines().next().unwrap_or_default().trim_end();
    let span = start + above..start + above + first.len();
    let is_sign = |symbol| matches!(symbol, '-' | '–' | '—' | '+');
    let is_fence = first.chars().count() > 1 && first.chars().all(is_sign);
    if above > 0 && is_fence {
        let diagnostic = source.error(
            FRONT_MATTER_BLANK_BEFORE,
            span,
            "the front matter does not start on the first line",
        );
        return diagnostic.help("remove what is above it");
    }
    if is_fence {
        let diagnostic =
            source.error(FRONT_MATTER_FENCE, span, format!("`{first}` opens no front matter"));
        return diagnostic.help("the line is made of three hyphens: ---");
    }
    let FrontMatterOf { what, key } = of;
    let message = format!("this {what} has no front matter");
    let help = format!("start it with ---, then `{key}: …`, then --- again");
    source.error(FRONT_MATTER_MISSING, start..start, message).help(help)
}

/// The line that starts at `start`, with its end.
fn line(text: &str, start: usize) -> Range<usize> {
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length + 1);
    start..end
}

/// As many bytes and lines, with nothing on them.
fn blank(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (FrontMatter, Vec<String>) {
        let diagnostics = Diagnostics::default();
        let source = Source::new("a.md", text);
        let found = FrontMatter::read(&source, FrontMatterOf::PAGE, &diagnostics);
        let diagnostics = diagnostics.into_vec();
        (
            found,
            diagnostics
                .iter()
                .map(|each| format!("{}:{} {}", each.place.line, each.place.column, each.message))
                .collect(),
        )
    }

    #[track_caller]
    fn check(text: &str, body: &str) {
        let (found, diagnostics) = read(text);
        assert_eq!(diagnostics, [""; 0]);
        assert_eq!(&text[found.body..], body);
        let title = found.root.get("title").unwrap();
        assert_eq!(title.value, Value::String("Été".to_owned()));
        assert_eq!(text[title.span.clone()].trim_matches('"'), "Été");
    }

    #[test]
    fn yaml_and_toml_with_any_line_ends_and_a_byte_order_mark() {
        check("---\ntitle: Été\n---\nA\n", "A\n");
        check("---\r\ntitle: Été\r\n---\r\nA", "A");
        check("\u{feff}---\nb: é\ntitle: \"Été\"\n---\n", "");
        check("+++\ntitle = \"Été\"\n+++\n\nA --- b", "\nA --- b");
        check("\u{feff}+++\r\ntitle = \"Été\"\r\n+++", "");
    }

    #[test]
    fn a_list_or_table_in_brackets_ends_behind_them() {
        for value in ["[x]", "[é, [à]]", "{ é: à }", "[x,\n  y]", "[]", "\"é\""] {
            let text = format!("---\ntitle: {value}\n---\n");
            let title = read(&text).0.root.get("title").unwrap().span.clone();
            assert_eq!(&text[title], value);
        }
    }

    #[test]
    fn what_is_missing_or_unreadable_has_a_place() {
        assert_eq!(read("A").1, ["1:1 this page has no front matter"]);
        assert_eq!(read("").1, ["1:1 this page has no front matter"]);
        assert_eq!(
            read("---\ntitle: a\n").1,
            ["1:1 nothing closes the front matter: no second line says ---"]
        );
        assert_eq!(
            read("---\ntitle: a: b\n---\n").1,
            ["2:8 this text holds a colon, which YAML reads as another key"]
        );
        assert!(read("+++\ntitle = a\n+++\n").1[0].starts_with("2:9 this is not TOML"));
        assert_eq!(read("---\n---\n").0.lost, Lost::Nothing);
    }

    #[test]
    fn the_text_is_found_where_the_front_matter_cannot_be_read() {
        #[track_caller]
        fn check(text: &str, body: &str, lost: &str) {
            let found = read(text).0;
            assert_eq!(text[found.body..].trim_start(), body);
            let expected = match lost {
                "*" => Lost::Everything,
                lines => Lost::Lines(lines.into()),
            };
            assert_eq!(found.lost, expected);
        }
        check("# A", "# A", "*");
        check("—--\ntitle: A\n—--\nB", "B", "*");
        check("\n---\ntitle: A\n---\nB", "B", "*");
        check("---\ntitle: A\n\nB", "B", "*");
        check("---\ntitle A\n---\nB", "B", "title A\n");
        check("---\ntitle: a: b\ndate: 2021-06-01\n---\nB", "B", "title: a: b\n");
    }
}
