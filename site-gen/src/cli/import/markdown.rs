//! The text of a page, from another program's Markdown to ours: the same text, with the same anchors, whose links lead to
//! the same places.
//!
//! ```text
//! text ─calls masked→ Markdown, as the other program reads it ─→ changes: links, anchors, fences, quotes, emoji
//!                 └─→ Markdown, as it is read here ───────────→ changes: signs that are none there
//!                                              text ─changes→ text ─braces→ text without values that nobody meant
//! ```

mod anchors;
mod braces;
mod html;
mod punctuation;
mod signs;

use std::{collections::BTreeSet, ops::Range};

use authoring::diagnostics::{Code, Diagnostic, Source};
use pulldown_cmark::{CodeBlockKind, Event, OffsetIter, Options, Parser, Tag, TagEnd};

use super::{
    codes::{IMPORT_FENCE, IMPORT_HTML, IMPORT_LINK, IMPORT_SHORTCODE},
    edits::Edits,
};
use crate::render::markdown::{elements::code::fence::foreign, link_target};
use anchors::Headings;

pub(super) use anchors::AnchorStyle;
pub(super) use braces::CALL;

/// What Markdown is there, as the settings of the old site say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dialect {
    /// Beyond `CommonMark`.
    pub(super) syntax: Options,
    /// Whether `:wink:` is a character.
    pub(super) emoji: bool,
    /// Whether readers see HTML that stands in the text.
    pub(super) html: bool,
    /// Whether code is in colours, and fences say more than a language.
    pub(super) highlight: bool,
    /// What headings are called.
    pub(super) anchors: AnchorStyle,
}

/// The text of a page of the old site.
pub(super) struct Text<'t> {
    /// Its file.
    pub(super) source: &'t Source,
    /// Byte of the file at which the text begins.
    pub(super) start: usize,
    /// What of it is no Markdown, in order, none in another.
    pub(super) replaced: Vec<Replaced>,
}

/// A part that is no Markdown, and what stands in its place here.
#[derive(Debug)]
pub(super) struct Replaced {
    /// Bytes of the file.
    pub(super) span: Range<usize>,
    /// Markdown of ours; [`CALL`] begins a call of a component.
    pub(super) with: String,
    /// What is called, if that is no component in code.
    pub(super) calls: Option<String>,
}

/// Where a link leads here.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Followed {
    /// There, as it is written.
    Same,
    To(String),
    /// To nothing that is there, and why.
    Nowhere(String),
}

/// Converts a text; `follow` says where its links lead. What could not be is told, and left as it was.
pub(super) fn convert(
    text: &Text<'_>,
    dialect: Dialect,
    follow: &dyn Fn(&str) -> Followed,
    told: &mut Vec<Diagnostic>,
) -> String {
    let whole = &*text.source.text;
    let masked = text.masked();
    let (edits, told_here, places) = (Edits::default(), Vec::new(), BTreeSet::new());
    let mut reader = Reader { text, dialect, follow, edits, told: told_here, places };
    let code = reader.read(&masked);
    signs::escape(&masked, dialect, &mut reader.edits);
    for replaced in &text.replaced {
        let next = code.partition_point(|code| code.end <= replaced.span.start);
        let in_code = code.get(next).is_some_and(|code| code.contains(&replaced.span.start));
        match replaced.calls.as_ref().filter(|_| in_code) {
            Some(name) => {
                let message =
                    format!("`{name}` is called in code, which stands here as it is written");
                let help = "write what it shows in its place";
                reader.tell(Diagnostic::new(
                    IMPORT_SHORTCODE,
                    replaced.span.clone(),
                    message,
                    help,
                ));
            }
            None => reader.edits.replace(replaced.span.clone(), replaced.with.clone()),
        }
    }
    told.extend(text.source.place_all(reader.told));
    braces::protect(&reader.edits.apply(whole, text.start))
}

impl Text<'_> {
    /// The file with blanks in the place of what stands above the text, and of calls that stand alone on their lines;
    /// letters in the place of others. Every byte has its place.
    fn masked(&self) -> String {
        let text = &*self.source.text;
        let mut masked = String::with_capacity(text.len());
        mask(&mut masked, &text[..self.start], ' ');
        for Replaced { span, .. } in &self.replaced {
            masked.push_str(&text[masked.len()..span.start]);
            let before = text[self.start..span.start].trim_end_matches([' ', '\t']);
            let after = text[span.end..].trim_start_matches([' ', '\t', '\r']);
            let is_alone = (before.is_empty() || before.ends_with('\n'))
                && (after.is_empty() || after.starts_with('\n'));
            mask(&mut masked, &text[span.clone()], if is_alone { ' ' } else { 'x' });
        }
        masked.push_str(&text[masked.len()..]);
        masked
    }
}

fn mask(masked: &mut String, text: &str, with: char) {
    masked.extend(text.bytes().map(|byte| if byte == b'\n' { '\n' } else { with }));
}

struct Reader<'r> {
    text: &'r Text<'r>,
    dialect: Dialect,
    follow: &'r dyn Fn(&str) -> Followed,
    edits: Edits,
    told: Vec<Diagnostic>,
    /// Where something is told, and what.
    places: BTreeSet<(usize, Code)>,
}

impl Reader<'_> {
    /// Reads the Markdown of the old site; returns where its code is.
    fn read(&mut self, masked: &str) -> Vec<Range<usize>> {
        let mut code = Vec::new();
        let mut headings = Headings::default();
        let mut events = Parser::new_ext(masked, self.dialect.syntax).into_offset_iter();
        let (mut is_code, mut is_metadata) = (false, false);
        while let Some((event, span)) = events.next() {
            match &event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    is_code = true;
                    code.push(span.clone());
                    if let CodeBlockKind::Fenced(info) = kind {
                        self.fence(masked, info, &span);
                    }
                }
                Event::End(TagEnd::CodeBlock) => is_code = false,
                Event::Start(Tag::MetadataBlock(_)) => is_metadata = true,
                Event::End(TagEnd::MetadataBlock(_)) => is_metadata = false,
                Event::Code(_) => code.push(span.clone()),
                Event::Start(tag @ (Tag::Link { .. } | Tag::Image { .. })) => {
                    self.link(masked, tag, &span, &events);
                }
                Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) if !self.dialect.html => {
                    self.hidden(masked, &span);
                }
                Event::Html(_) | Event::InlineHtml(_) => {
                    for target in html::targets(masked, &span) {
                        self.target(masked, target);
                    }
                }
                Event::Text(shown) if !is_code && !is_metadata => {
                    punctuation::write(masked, shown, &span, self.dialect, &mut self.edits);
                }
                _ => {}
            }
            headings.event(&event, &span, masked);
        }
        headings.name(masked, self.dialect.anchors, &mut self.edits);
        code
    }

    fn link(&mut self, masked: &str, tag: &Tag<'_>, span: &Range<usize>, events: &OffsetIter<'_>) {
        let target = link_target(masked, tag, span, events.reference_definitions());
        if target != *span {
            self.target(masked, target);
        }
    }

    /// Leads the address at these bytes to where it is here.
    fn target(&mut self, masked: &str, span: Range<usize>) {
        // What a call writes leads where it says.
        let is_call =
            |replaced: &Replaced| replaced.span.start < span.end && span.start < replaced.span.end;
        if self.text.replaced.iter().any(is_call) {
            return;
        }
        let target = &masked[span.clone()];
        match (self.follow)(target) {
            Followed::Same => {}
            Followed::To(to) => self.edits.replace(span, to),
            Followed::Nowhere(message) => {
                let help = "it is left as it was: correct it, or remove the link";
                self.tell(Diagnostic::new(IMPORT_LINK, span, message, help));
            }
        }
    }

    /// Leaves out HTML that nobody saw.
    fn hidden(&mut self, masked: &str, span: &Range<usize>) {
        let html = masked[span.clone()].trim_end();
        if html.starts_with("<!--") {
            return;
        }
        let span = span.start..span.start + html.len();
        self.edits.replace(span.clone(), "");
        let message = "this HTML was not shown, and is left out";
        let help = "write in Markdown what readers are to see of it";
        self.tell(Diagnostic::new(IMPORT_HTML, span, message, help));
    }

    /// Writes what a fence says besides its language in our words.
    fn fence(&mut self, masked: &str, info: &str, span: &Range<usize>) {
        let end = info.find(|sign: char| sign.is_whitespace() || ",{".contains(sign));
        let (language, rest) = info.split_at(end.unwrap_or(info.len()));
        let Some(at) = masked[span.clone()].find(info).filter(|_| !rest.trim().is_empty()) else {
            return;
        };
        let place = span.start + at..span.start + at + info.len();
        let hidden = self.hide_lines(masked, rest, span);
        let meant = foreign::meant_without(rest, &hidden).filter(|_| self.dialect.highlight);
        let meant = meant.unwrap_or_default();
        self.edits.replace(place.clone(), [language, &meant].join(" ").trim_end());
        let lost = foreign::unknown(rest);
        if !hidden.is_empty() {
            let message = "lines of this block were hidden, and are left out";
            let help = "write them if readers are to see them";
            self.tell(Diagnostic::new(IMPORT_FENCE, place, message, help));
        } else if !lost.is_empty() {
            let message = format!("`{}` means nothing in a fence here", lost.join("`, `"));
            let help = "a fence numbers and marks lines, and has a title";
            self.tell(Diagnostic::new(IMPORT_FENCE, place, message, help));
        }
    }

    /// Leaves out the lines of a block that nobody saw; returns which.
    fn hide_lines(&mut self, masked: &str, fence: &str, span: &Range<usize>) -> BTreeSet<usize> {
        if !self.dialect.highlight {
            return BTreeSet::new();
        }
        let mut lines: Vec<Range<usize>> = Vec::new();
        let mut at = span.start;
        for line in masked[span.clone()].split_inclusive('\n') {
            lines.push(at..at + line.len());
            at += line.len();
        }
        // The one that ends it has no number, if it is there; nor has the one that begins it.
        let is_end = |line: &Range<usize>| {
            let line = masked[line.clone()].trim_matches(['>', ' ', '\t', '\r', '\n']);
            !line.is_empty() && line.chars().all(|sign| "`~".contains(sign))
        };
        if lines.len() > 1 && lines.last().is_some_and(is_end) {
            lines.pop();
        }
        let hidden = foreign::hidden(fence, lines.len() - 1);
        for line in &hidden {
            self.edits.replace(lines[*line].clone(), "");
        }
        hidden
    }

    fn tell(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.severity = authoring::diagnostics::Severity::Warning;
        // One definition of a target that two links have is told once.
        if self.places.insert((diagnostic.span.start, diagnostic.code)) {
            self.told.push(diagnostic);
        }
    }
}
