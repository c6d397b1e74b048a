//! What stands where the author is.

use std::ops::Range;

use serde_json::Value as Json;

use super::{position, workspace::Workspace};

/// A place in a file of the content.
pub(super) struct Place {
    /// Below the content folder.
    pub(super) path: String,
    pub(super) text: String,
    /// Byte of the text.
    pub(super) at: usize,
}

/// What it is a part of, with the bytes of what is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A key of the front matter, so far.
    Key(Range<usize>),
    /// Where a link or an image leads.
    Target(Range<usize>),
    /// A path of a value, `data.lieu.ville`.
    Value(Range<usize>),
    /// The name of a component.
    Component(Range<usize>),
    /// A parameter of this component.
    Parameter(String, Range<usize>),
}

impl Place {
    /// What a request asks about.
    pub(super) fn of(workspace: &Workspace, params: &Json) -> Option<Self> {
        let path = workspace.path(params["textDocument"]["uri"].as_str()?)?;
        let text = workspace.text(&path)?;
        let at = position::byte(&text, &params["position"]);
        Some(Self { path, text, at })
    }

    /// The path of a page, below `pages/`.
    pub(super) fn page(&self) -> Option<&str> {
        self.path.strip_prefix("pages/").filter(|file| file.strip_suffix(".md").is_some())
    }

    /// What stands here.
    pub(super) fn part(&self) -> Option<Part> {
        let (text, at) = (self.text.as_str(), self.at);
        let line_start = text[..at].rfind('\n').map_or(0, |line| line + 1);
        let line_end = text[at..].find('\n').map_or(text.len(), |line| at + line);
        let before = &text[line_start..at];
        if self.page().is_some() && is_front_matter(text, line_start) {
            let is_key = before.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            return is_key.then(|| Part::Key(line_start..around(text, at, is_of_key)));
        }
        if let Some(open) = before.rfind("{{<").filter(|open| !before[*open..].contains(">}}")) {
            return component(text, line_start + open + "{{<".len(), at);
        }
        let braces = before.rfind("{{").max(before.rfind("{%"));
        if braces
            .is_some_and(|open| !before[open..].contains("}}") && !before[open..].contains("%}"))
        {
            let start = at - before.len() + before.trim_end_matches(is_of_value).len();
            return Some(Part::Value(start..around(text, at, is_of_value)));
        }
        target(text, line_start, line_end, at).map(Part::Target)
    }
}

/// Whether a line of a page stands in its front matter.
fn is_front_matter(text: &str, line_start: usize) -> bool {
    let text_before = text[..line_start].trim_start_matches('\u{feff}');
    let mut lines = text_before.lines();
    let Some(fence) = lines.next().filter(|first| ["---", "+++"].contains(&first.trim_end()))
    else {
        return false;
    };
    lines.all(|line| line.trim_end() != fence.trim_end())
}

/// Where what begins before `at` ends.
fn around(text: &str, at: usize, is_part: fn(char) -> bool) -> usize {
    let rest = &text[at..];
    at + rest.len() - rest.trim_start_matches(is_part).len()
}

fn is_of_key(symbol: char) -> bool {
    symbol.is_ascii_alphanumeric() || symbol == '_'
}

fn is_of_value(symbol: char) -> bool {
    symbol.is_alphanumeric() || matches!(symbol, '_' | '.')
}

fn component(text: &str, start: usize, at: usize) -> Option<Part> {
    let said = &text[start..at];
    let is_of_name = |symbol: char| symbol.is_alphanumeric() || matches!(symbol, '_' | '-' | '.');
    let begin = start + said.len() - said.trim_start_matches([' ', '/']).len();
    let name = text[begin..at].split(|symbol| !is_of_name(symbol)).next().unwrap_or_default();
    if begin + name.len() == at {
        let rest = &text[at..];
        let end = at + rest.len() - rest.trim_start_matches(is_of_name).len();
        return Some(Part::Component(begin..end));
    }
    // Inside quotes stands a value.
    let is_quoted = text[begin..at].matches('"').count() % 2 == 1;
    let start = at - text[begin..at].len() + text[begin..at].trim_end_matches(is_of_key).len();
    if is_quoted {
        let open = begin + text[begin..at].rfind('"')? + 1;
        let end = at + text[at..].find(['"', '\n']).unwrap_or(text.len() - at);
        return Some(Part::Target(open..end));
    }
    Some(Part::Parameter(name.to_owned(), start..around(text, at, is_of_key)))
}

/// The target of the link of this line that the byte `at` stands in: `](…)`, `href="…"`, `src="…"`, `<…>` behind `[…]:`.
fn target(text: &str, line_start: usize, line_end: usize, at: usize) -> Option<Range<usize>> {
    let before = &text[line_start..at];
    let opens = [("](", &[')', ' '][..]), ("href=\"", &['"']), ("src=\"", &['"']), ("]: ", &[' '])];
    let found = opens.iter().filter_map(|(open, close)| {
        let start = line_start + before.rfind(open)? + open.len();
        let is_inside = !text[start..at].contains(*close);
        is_inside.then_some((start, *close))
    });
    let (start, close) = found.max_by_key(|(start, _)| *start)?;
    let end = text[start..line_end].find(close).map_or(line_end, |end| start + end);
    Some(start..end.max(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a page with `|` where the author is, what stands there.
    fn part(text: &str) -> Option<(&'static str, String)> {
        let at = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let place = Place { path: "pages/a.md".to_owned(), text, at };
        let (kind, span) = match place.part()? {
            Part::Key(span) => ("key", span),
            Part::Target(span) => ("target", span),
            Part::Value(span) => ("value", span),
            Part::Component(span) => ("component", span),
            Part::Parameter(_, span) => ("parameter", span),
        };
        Some((kind, place.text[span].to_owned()))
    }

    #[test]
    fn what_stands_where_the_author_is_is_known() {
        for (text, expect) in [
            ("---\nti|tle: A\n---\n", Some(("key", "title"))),
            ("---\n|\n---\n", Some(("key", ""))),
            ("---\ntitle: A|\n---\n", None),
            ("---\ntitle: A\n---\n[b](./c|.md)", Some(("target", "./c.md"))),
            ("---\n---\n[b](|", Some(("target", ""))),
            ("---\n---\n[b](/c/#d|) e", Some(("target", "/c/#d"))),
            ("---\n---\n[b](/c/) e|", None),
            ("---\n---\n<a href=\"/c|/\">", Some(("target", "/c/"))),
            ("---\n---\n[b]: ./c|.md", Some(("target", "./c.md"))),
            ("---\n---\nà {{ data.li|eu }}", Some(("value", "data.lieu"))),
            ("---\n---\n{% if data.|", Some(("value", "data."))),
            ("---\n---\n{{ a }} b|", None),
            ("---\n---\n{{< su|ite vers=\"./b.md\" />}}", Some(("component", "suite"))),
            ("---\n---\n{{< |", Some(("component", ""))),
            ("---\n---\n{{< suite ve|rs=\"./b.md\" />}}", Some(("parameter", "vers"))),
            ("---\n---\n{{< suite vers=\"./b|.md\" />}}", Some(("target", "./b.md"))),
            ("---\n---\n{{< a />}} [b](./c|.md)", Some(("target", "./c.md"))),
            ("un|", None),
        ] {
            let expect = expect.map(|(kind, text): (&str, &str)| (kind, text.to_owned()));
            assert_eq!(part(text), expect, "{text}");
        }
    }
}
