//! Where the values stand in a text: expressions, and blocks with all they hold.

use std::ops::Range;

use authoring::diagnostics::Diagnostic;
use pulldown_cmark::{Event, Parser, Tag};

use super::{braces, shortcodes::Shortcode};
use crate::render::{markdown, templates::errors::codes::VALUE_SYNTAX};

/// How a call of a component begins, which Tera would read as one of its own.
pub const CALL: &str = "{{<";

/// Something Tera renders alone.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Bytes of the body.
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
    /// Braces of the body that are not Tera's: those of code, of `{#anchor}` and of calls.
    pub(super) literal_braces: Vec<usize>,
}

/// What a segment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It writes something.
    Output,
    /// `{% raw %}…{% endraw %}`: what stands in it is written as it is.
    Raw,
    /// `{% set … %}`: it names something for all that follows.
    Definition,
    /// What another program reads. Of its tag, as many bytes as this are told; nothing of the one that ends it.
    Shortcode { tag: Option<usize> },
}

/// The segments of a body, in order, and what looks like one but never ends.
pub(super) struct Segments<'b> {
    body: &'b str,
    /// In order.
    code: Vec<Range<usize>>,
    at: usize,
    /// The names of the shortcodes that were met.
    shortcodes: Vec<&'b str>,
}

/// Whether a text may hold a value, or a remark: most pages hold none.
pub(super) fn holds_any(body: &str) -> bool {
    let next = |at: usize| body.as_bytes().get(at + 1).copied();
    memchr::memchr_iter(b'{', body.as_bytes()).any(|at| matches!(next(at), Some(b'{' | b'%')))
        || memchr::memmem::find(body.as_bytes(), b"#}").is_some()
}

/// The code of a text, in order: nothing in it is anything else.
pub fn code(text: &str) -> Vec<Range<usize>> {
    if may_hold_code(text) { code_of_markdown(text) } else { Vec::new() }
}

/// Whether anything in a text can begin code, so that a page without it is not read as Markdown twice: a sign of code, or
/// what indents some.
pub(super) fn may_hold_code(text: &str) -> bool {
    text.contains(['`', '\t']) || ["~~~", "    "].iter().any(|sign| text.contains(sign))
}

/// The same of any text.
pub(super) fn code_of_markdown(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, markdown::syntax()).into_offset_iter();
    let is_code =
        |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    events.filter(|(event, _)| is_code(event)).map(|(_, span)| span).collect()
}

impl<'b> Segments<'b> {
    pub(super) fn of(body: &'b str) -> Self {
        Self { body, code: code(body), at: 0, shortcodes: Vec::new() }
    }

    /// The next `{{`, `{%` or `{# … #}` at or after `at`, outside code.
    fn opening(&self, mut at: usize) -> Option<usize> {
        loop {
            let start = at + self.body[at..].find('{')?;
            if let Some(code) = self.code_at(start) {
                at = code.end;
            } else if self.body[start..].starts_with(CALL) {
                // Read when all values are written, which may stand in it.
                at = start + CALL.len();
            } else if ["{{", "{%"].iter().any(|open| self.body[start..].starts_with(open))
                || self.is_comment(start)
            {
                return Some(start);
            } else {
                at = start + 1;
            }
        }
    }

    /// Whether a remark of a template stands here, and no anchor, `{#name}`.
    fn is_comment(&self, start: usize) -> bool {
        let rest = &self.body[start..];
        rest.starts_with("{#") && closing(rest, "#}", Strings::Read).is_some()
    }

    fn code_at(&self, at: usize) -> Option<&Range<usize>> {
        let after = self.code.partition_point(|code| code.start <= at);
        self.code[..after].last().filter(|code| at < code.end)
    }

    /// The end of the expression or tag that starts at `start`, past its closing braces.
    fn end(&self, start: usize) -> Option<usize> {
        let rest = &self.body[start..];
        let close = match &rest[..2] {
            "{{" => "}}",
            "{#" => "#}",
            _ => "%}",
        };
        // A quote without a partner must not hide the end: read again without strings, and Tera
        // will say what is wrong with the quote.
        let length =
            closing(rest, close, Strings::Skipped).or_else(|| closing(rest, close, Strings::Read));
        length.map(|length| start + length)
    }

    /// The tag that closes the block opened at `start..end`, past its braces.
    fn end_of_block(&self, name: &str, end: usize) -> Option<usize> {
        if name == "raw" {
            // Nothing in it is read: what opens there need not close.
            let tags = self.body[end..].match_indices("{%").map(|(at, _)| end + at);
            let mut ends = tags.filter(|at| tag_name(&self.body[*at..]) == "endraw");
            return ends.next().and_then(|at| self.end(at));
        }
        let mut depth = 1_usize;
        let mut at = end;
        loop {
            let start = self.opening(at)?;
            let Some(end) = self.end(start) else {
                at = start + 2;
                continue;
            };
            let tag = &self.body[start..end];
            at = end;
            if opens_block(tag) {
                depth += 1;
            } else if tag_name(tag).starts_with("end") {
                depth -= 1;
                if depth == 0 {
                    return Some(end);
                }
            }
        }
    }

    fn literal_braces(&self, span: &Range<usize>) -> Vec<usize> {
        self.body[span.clone()]
            .match_indices('{')
            .map(|(offset, _)| span.start + offset)
            .filter(|&at| {
                let is_call = self.body[at..].starts_with(CALL)
                    || self.body[..at].ends_with('{') && self.body[at - 1..].starts_with(CALL);
                is_call || self.body[at..].starts_with("{#") || self.code_at(at).is_some()
            })
            .collect()
    }
}

impl Iterator for Segments<'_> {
    type Item = Result<Segment, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.opening(self.at)?;
        if let Some(Shortcode { tag, name }) = Shortcode::of(&self.body[start..]) {
            let ends = name.strip_prefix('/').is_some_and(|name| self.shortcodes.contains(&name));
            self.shortcodes.push(name);
            self.at = start + tag;
            let kind = Kind::Shortcode { tag: (!ends).then_some(tag) };
            let (span, literal_braces) = (start..self.at, Vec::new());
            return Some(Ok(Segment { span, kind, literal_braces }));
        }
        if let Some((length, told)) = braces::tripled(&self.body[start..]) {
            self.at = start + length;
            return Some(Err(told.at(start..self.at)));
        }
        let Some(mut end) = self.end(start) else {
            // Braces in a row are one mistake.
            let rest = &self.body[start + 2..];
            self.at = self.body.len() - rest.trim_start_matches('{').len();
            let (open, close) =
                if self.body[start..].starts_with("{{") { ("{{", "}}") } else { ("{%", "%}") };
            return Some(Err(Diagnostic::new(
                VALUE_SYNTAX,
                start..start + 2,
                format!("`{open}` is never closed"),
                format!("close it with `{close}`; to show braces, write them as code: `{open}`"),
            )));
        };
        let tag = &self.body[start..end];
        if tag.starts_with("{#") {
            self.at = end;
            return Some(Err(Diagnostic::new(
                VALUE_SYNTAX,
                start..end,
                "this comment is shown as it is",
                "a comment stands between <!-- and -->",
            )));
        }
        let name = tag_name(tag);
        let kind = match name {
            "raw" => Kind::Raw,
            _ if name.starts_with("set") => Kind::Definition,
            _ => Kind::Output,
        };
        let mut literal_braces = Vec::new();
        if opens_block(tag) {
            let Some(block_end) = self.end_of_block(name, end) else {
                // What follows may use the block's names: reporting it too would only add noise.
                self.at = self.body.len();
                let end_tag = name.trim_end_matches("_global");
                return Some(Err(Diagnostic::new(
                    VALUE_SYNTAX,
                    start..end,
                    format!("`{{% {name} %}}` is never closed"),
                    format!("write `{{% end{end_tag} %}}` where it ends"),
                )));
            };
            end = block_end;
            if name != "raw" {
                literal_braces = self.literal_braces(&(start..end));
            }
        }
        self.at = end;
        Some(Ok(Segment { span: start..end, kind, literal_braces }))
    }
}

/// What stands between the two tags of `{% raw %}…{% endraw %}`; dashes in them take the blanks beside away.
pub(super) fn inside_raw(source: &str) -> &str {
    let (opening, rest) = source.split_once("%}").unwrap_or(("", source));
    let (inside, closing) = rest.rsplit_once("{%").unwrap_or((rest, ""));
    let inside = if opening.ends_with('-') { inside.trim_start() } else { inside };
    if closing.starts_with('-') { inside.trim_end() } else { inside }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strings {
    /// Braces inside a string are part of it.
    Skipped,
    /// Braces are braces.
    Read,
}

/// Where the first `close` of `text` ends, before a new opening and before the paragraph is over.
fn closing(text: &str, close: &str, strings: Strings) -> Option<usize> {
    let mut at = 2;
    loop {
        let rest = &text[at..];
        let symbol = rest.chars().next()?;
        match symbol {
            _ if rest.starts_with(close) => return Some(at + close.len()),
            '{' if rest.starts_with("{{") || rest.starts_with("{%") => return None,
            '\n' if rest[1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n') => {
                return None;
            }
            '"' | '\'' | '`' if strings == Strings::Skipped => {
                at += 1 + rest[1..].find(symbol)? + 1;
            }
            _ => at += symbol.len_utf8(),
        }
    }
}

/// The name of a tag, as in `{% name … %}`; empty for an expression.
fn tag_name(tag: &str) -> &str {
    let name = tag.strip_prefix("{%").unwrap_or_default().trim_start_matches('-').trim_start();
    let length = name.find(|symbol: char| !symbol.is_ascii_alphanumeric() && symbol != '_');
    &name[..length.unwrap_or(name.len())]
}

/// Whether a tag needs another one to close it.
fn opens_block(tag: &str) -> bool {
    match tag_name(tag) {
        "for" | "if" | "filter" | "raw" | "block" | "component" => true,
        "set" | "set_global" => !tag.contains('='),
        _ => false,
    }
}
