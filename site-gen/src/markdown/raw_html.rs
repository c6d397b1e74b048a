//! HTML that the author wrote: kept as it is, but for the URLs that point into the site.

use std::ops::Range;

use super::{
    Kind, Reference, escape,
    tags::{Attribute, Tag, Tags},
    writer::Writer,
};

/// A block of raw HTML, line by line: inside a quotation or a list its lines are apart in the text.
#[derive(Debug, Default)]
pub(super) struct Html {
    pub(super) text: String,
    /// Where each line starts: in `text`, and in the Markdown.
    lines: Vec<(usize, usize)>,
}

impl Html {
    /// Adds a line that stands at byte `start` of the Markdown.
    pub(super) fn push(&mut self, line: &str, start: usize) {
        self.lines.push((self.text.len(), start));
        self.text.push_str(line);
    }

    /// The byte of the Markdown that byte `at` of the HTML comes from.
    pub(super) fn place(&self, at: usize) -> usize {
        let after = self.lines.partition_point(|&(start, _)| start <= at);
        after.checked_sub(1).map_or(0, |line| self.lines[line].1 + at - self.lines[line].0)
    }
}

impl Writer<'_, '_> {
    /// Writes HTML, its links resolved. `place` leads from its bytes to those of the Markdown.
    pub(super) fn write_html(&mut self, html: &str, place: &dyn Fn(usize) -> usize) {
        let mut done = 0;
        for tag in Tags::of(html) {
            let span = place(tag.span.start)..place(tag.span.end.saturating_sub(1)) + 1;
            if let Some(level) = heading_level(&tag) {
                self.check_level(level, &span);
            }
            if tag.is("img") && !tag.attributes.iter().any(|attribute| is(attribute, "alt")) {
                let help = "say what it shows in alt=\"…\"; alt=\"\" marks it as decoration";
                self.fault(span, "this image has no alternative text", help);
            }
            for attribute in &tag.attributes {
                let value = escape::decode(&html[attribute.value.clone()]);
                let span = place(attribute.value.start)..place(attribute.value.end);
                if is(attribute, "id") && !value.is_empty() {
                    self.take_anchor(&value, span);
                } else if let Some(kind) = reference_kind(attribute)
                    && let Some(url) = self.refer(kind, value, span)
                {
                    self.out.push_str(&html[done..attribute.quoted.start]);
                    self.out.push('"');
                    escape::url(&mut self.out, &url);
                    self.out.push('"');
                    done = attribute.quoted.end;
                }
            }
        }
        self.out.push_str(&html[done..]);
    }

    /// Notes a target; returns the URL to write in its place, if there is another.
    pub(super) fn refer(
        &mut self,
        kind: Kind,
        target: String,
        span: Range<usize>,
    ) -> Option<String> {
        let reference = Reference { kind, target, span };
        let url = (self.options.resolve)(&reference);
        self.references.push(reference);
        url
    }
}

fn is(attribute: &Attribute<'_>, name: &str) -> bool {
    attribute.name.eq_ignore_ascii_case(name)
}

fn reference_kind(attribute: &Attribute<'_>) -> Option<Kind> {
    if attribute.quoted.is_empty() {
        None
    } else if is(attribute, "href") {
        Some(Kind::Link)
    } else if is(attribute, "src") {
        Some(Kind::Image)
    } else {
        None
    }
}

fn heading_level(tag: &Tag<'_>) -> Option<u8> {
    match tag.name.as_bytes() {
        [b'h' | b'H', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}
