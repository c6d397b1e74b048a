//! HTML that the author wrote: kept as it is, but for the URLs that point into the site.

pub(crate) mod attributes;
mod comments;
mod programs;
mod text;

use std::ops::Range;

use authoring::diagnostics::{Code, Diagnostic};

use crate::render::markdown::{
    elements::{
        heading::{check_level, take_anchor},
        link::IMAGE_WITHOUT_TEXT,
        marks,
    },
    escape,
    html::{
        balance::{Balance, Known},
        csp::check_policy,
        empty_elements::check_content,
        tags::{Attribute, Tag, TagKind, Tags},
        targets::{Target, targets},
    },
    output::{Output, Reference},
};

pub use text::text_of;

authoring::codes! {
    IMAGE_INCOMPLETE = "image-incomplete" {
        means: "An image in HTML has no file, or a picture that is pressed, a button or a part of \
            a map, has no alternative text.",
        hurts: "Readers see a broken image, or a screen reader does not say what the button does.",
        wrong: r#"<img alt="Le plan de la salle">"#,
        right: r#"<img src="/assets/plan.svg" alt="Le plan de la salle">"#,
    }
}

/// A piece of raw HTML, line by line: inside a quotation or a list its lines are apart in the text.
#[derive(Debug, Default)]
pub(crate) struct Html {
    pub(crate) text: String,
    lines: Vec<Line>,
}

/// Where a line starts, or something that stands in the place of a mark.
#[derive(Debug)]
struct Line {
    /// In the text of the HTML.
    at: usize,
    /// In the Markdown.
    place: usize,
    /// Whether all of it comes from there.
    is_written: bool,
}

impl Html {
    /// HTML inside a line of text, at `span` of the Markdown, where quotations repeat their sign.
    pub(crate) fn inline(output: &mut Output<'_, '_>, span: &Range<usize>, html: &str) -> Self {
        let mut piece = Self::default();
        let mut start = span.start;
        let mut written = output.text[span.clone()].split_inclusive('\n');
        for line in html.split_inclusive('\n') {
            let source = written.next().unwrap_or_default();
            // What stands before the rest of a tag is no part of it.
            let sign = source.trim_end().len().saturating_sub(line.trim_end().len());
            piece.push(output, line, start + sign);
            start += source.len();
        }
        piece
    }

    /// Adds a line that stands at byte `start` of the Markdown, with what its marks stand for.
    pub(crate) fn push(&mut self, output: &mut Output<'_, '_>, line: &str, start: usize) {
        let (mut line, mut start) = (line, start);
        while !output.written.is_empty()
            && let Some((number, span)) = marks::first(line)
            && let Some(html) = output.html_of(number)
        {
            self.add(&line[..span.start], start, false);
            self.add(html, start + span.start, true);
            (line, start) = (&line[span.end..], start + span.end);
        }
        self.add(line, start, false);
    }

    fn add(&mut self, text: &str, place: usize, is_written: bool) {
        self.lines.push(Line { at: self.text.len(), place, is_written });
        self.text.push_str(text);
    }

    fn line(&self, at: usize) -> Option<&Line> {
        let after = self.lines.partition_point(|line| line.at <= at);
        after.checked_sub(1).map(|line| &self.lines[line])
    }

    /// Whether byte `at` of the HTML stands in the place of a mark.
    pub(crate) fn is_written(&self, at: usize) -> bool {
        self.line(at).is_some_and(|line| line.is_written)
    }

    /// The byte of the Markdown that byte `at` of the HTML comes from.
    pub(crate) fn place(&self, at: usize) -> usize {
        self.line(at)
            .map_or(0, |line| if line.is_written { line.place } else { line.place + at - line.at })
    }

    /// Writes the piece, its links resolved.
    pub(crate) fn write(&self, output: &mut Output<'_, '_>, balance: &mut Balance) {
        let html = self.text.as_str();
        let place = |at| self.place(at);
        output.has_raw_html = true;
        programs::find(output, self);
        comments::find(output, self);
        let mut done = 0;
        for tag in Tags::of(html) {
            let span = place(tag.span.start)..place(tag.span.end - 1) + 1;
            if !tag.is_ended {
                balance.note_unended(output, &tag, span);
                break;
            }
            let known = balance.note(output, &tag, span.clone());
            check_policy(output, &tag, &html[tag.span.end..], &place);
            for found in attributes::mistakes(&tag, html) {
                let span = place(found.span.start)..place(found.span.end - 1) + 1;
                output.report(found.at(span));
            }
            if matches!(tag.kind, TagKind::Closing | TagKind::CommentWithoutEnd) {
                continue;
            }
            check_content(output, &tag, &html[tag.span.end..], &place);
            if let Some(level) = heading_level(&tag) {
                check_level(output, level, &span);
            }
            for lack in of_image(&tag) {
                output.report(lack.at(span.clone()));
            }
            for id in ids_of(&tag, html) {
                let value = escape::decode(&html[id.clone()]);
                take_anchor(output, &value, place(id.start)..place(id.end));
            }
            // What HTML does not know neither loads nor leads anywhere.
            let targets = if known == Known::Yes { targets(&tag, html) } else { Vec::new() };
            for Target { kind, value, quoted } in targets {
                // Quotation marks of prose around it are told.
                if html[value.clone()].starts_with(attributes::QUOTES) {
                    continue;
                }
                let target = escape::decode(&html[value.clone()]);
                if let Some(url) = output.refer(kind, &target, place(value.start)..place(value.end))
                {
                    let (old, quote) = quoted.map_or((value, ""), |quoted| (quoted, "\""));
                    output.html.push_str(&html[done..old.start]);
                    output.html.push_str(quote);
                    escape::url(&mut output.html, &url);
                    output.html.push_str(quote);
                    done = old.end;
                }
            }
        }
        output.html.push_str(&html[done..]);
    }
}

/// Every target of a link or a file in a piece of HTML, in order.
pub fn references(html: &str) -> Vec<Reference<'static>> {
    let targets = Tags::of(html).flat_map(|tag| targets(&tag, html));
    let reference = |Target { kind, value: span, .. }: Target| {
        let target = escape::decode(&html[span.clone()]).into();
        Reference { kind, target, span }
    };
    targets.map(reference).collect()
}

/// What every image in a piece of HTML lacks.
pub fn images_without(html: &str) -> Vec<Diagnostic> {
    Tags::of(html).flat_map(|tag| of_image(&tag)).collect()
}

fn of_image(tag: &Tag<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    // An attribute of a template that is an expression may well be the one.
    let has = |wanted: &str| {
        tag.attributes.iter().any(|each| {
            each.name.eq_ignore_ascii_case(wanted) || each.name.contains(char::is_control)
        })
    };
    let is_button = tag.is("input")
        && tag.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("image"));
    let is_link = tag.is("area") && tag.attribute("href").is_some();
    if tag.kind == TagKind::Closing || !(tag.is("img") || is_button || is_link) {
        return diagnostics;
    }
    let mut diagnostic = |code: Code, message: &str, help: &str| {
        diagnostics.push(Diagnostic::new(code, tag.span.clone(), message, help));
    };
    if !has("alt") && tag.is("img") {
        let help = "say what it shows in alt=\"…\"; alt=\"\" marks it as decoration";
        diagnostic(IMAGE_WITHOUT_TEXT, "this image has no alternative text", help);
    } else if !has("alt") {
        diagnostic(
            IMAGE_INCOMPLETE,
            "this has no text for those who do not see it",
            "say what it does in alt=\"…\"",
        );
    }
    if !is_link && !has("src") && !has("srcset") {
        diagnostic(
            IMAGE_INCOMPLETE,
            "this image has no file",
            "write src=\"/assets/…\", or remove it",
        );
    }
    diagnostics
}

/// Every id in a piece of HTML.
pub fn ids(html: &str) -> Vec<String> {
    let ids = Tags::of(html).flat_map(|tag| ids_of(&tag, html).collect::<Vec<_>>());
    ids.map(|id| escape::decode(&html[id])).collect()
}

/// Bytes of the ids that a tag gives.
pub(crate) fn ids_of<'t>(
    tag: &'t Tag<'_>,
    html: &'t str,
) -> impl Iterator<Item = Range<usize>> + 't {
    // Before HTML 5, a passage was named by `<a name>`; one that is named twice alike is one.
    let is_id = |attribute: &&Attribute<'_>| {
        attribute.name.eq_ignore_ascii_case("id")
            || tag.is("a")
                && attribute.name.eq_ignore_ascii_case("name")
                && tag.attribute("id") != Some(&html[attribute.value.clone()])
    };
    let ids = tag.attributes.iter().filter(is_id);
    ids.map(|attribute| attribute.value.clone()).filter(|value| !html[value.clone()].is_empty())
}

fn heading_level(tag: &Tag<'_>) -> Option<u8> {
    match tag.name.as_bytes() {
        [b'h' | b'H', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}
