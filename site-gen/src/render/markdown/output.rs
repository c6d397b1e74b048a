//! What becomes of a text: its HTML, what the rest of the site must know about it, and its mistakes.
//!
//! Every element writes here and knows nothing of the others.

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
    ops::Range,
};

use authoring::diagnostics::{Code, Diagnostic};

use crate::{
    content::{assets::images::shown::Shown, config::markdown::Markup},
    render::markdown::{
        elements::{
            anchors::{Anchors, Ids},
            figure::Figure,
            marks::{self, COMPONENT_PLACE},
        },
        escape,
        words::{self, Words},
    },
};

/// How a text is to be written.
pub struct Options<'a> {
    /// BCP 47, as in `fr` or `en-GB`: chooses typography and the few words that are added.
    pub language: &'a str,
    /// Told each target of a link or an image, of raw HTML too, in the order of the text; returns the URL to
    /// write for it, and `None` keeps it as the author wrote it.
    pub resolve: &'a dyn Fn(&Reference<'_>) -> Option<String>,
    /// Told each URL that was returned for an image; returns what is known of it, if it is one of the site's.
    pub show: &'a dyn Fn(&str) -> Option<Shown>,
    /// HTML that stands in the place of [marks], by number.
    pub written: &'a [String],
    /// What the site asks for.
    pub markup: Markup,
}

/// Something outside the text that it points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'t> {
    /// How it is used.
    pub kind: ReferenceKind,
    /// As written, character references decoded; `mailto:` added to an address in angle brackets.
    pub target: Cow<'t, str>,
    /// Bytes of the target in the text given, or of the whole link if it cannot be found in there.
    pub span: Range<usize>,
}

/// What a [`Reference`] does for the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    /// The reader may go there: `[…](…)`, `<a href>`.
    Link,
    /// The page shows or loads it: `![…](…)`, any `src`.
    Image,
    /// What the reader has filled in is sent there: `<form action>`.
    Form,
}

/// A heading of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The anchor to link to it, without `#`.
    pub id: String,
    /// Without markup, with French typography.
    pub text: String,
    /// Bytes of the text given.
    pub span: Range<usize>,
}

/// A text, rendered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkdownPage {
    /// Blocks, for the inside of `<main>`.
    pub html: String,
    /// In the order of the text.
    pub headings: Vec<Heading>,
    /// Every id: of headings, of footnotes and their calls, and of raw HTML.
    pub anchors: Ids,
    /// Whether the author wrote HTML.
    pub has_raw_html: bool,
    /// What the author should mend.
    pub diagnostics: Vec<Diagnostic>,
}

/// A [`MarkdownPage`] that is being written.
pub(crate) struct Output<'t, 'o> {
    /// The Markdown; every span of a reference, a heading or a mistake counts its bytes.
    pub(crate) text: &'t str,
    /// Whether French typography applies.
    pub(crate) is_french: bool,
    pub(crate) words: &'static Words,
    /// What the site asks for.
    pub(crate) markup: Markup,
    /// What is written so far; taken away while a part is written that will stand elsewhere.
    pub(crate) html: String,
    pub(crate) headings: Vec<Heading>,
    /// Of the last heading, raw HTML's too; the page's title before the first.
    pub(crate) level: u8,
    pub(crate) anchors: Anchors,
    /// Whether the author wrote HTML.
    pub(crate) has_raw_html: bool,
    /// How many boxes of other programs are told and not ended.
    pub(crate) open_boxes: usize,
    resolve: &'o dyn Fn(&Reference<'_>) -> Option<String>,
    pub(crate) show: &'o dyn Fn(&str) -> Option<Shown>,
    /// Whether an image was shown.
    pub(crate) has_image: bool,
    /// What the paragraph being written becomes.
    pub(crate) figure: Figure,
    /// What stands in the place of marks.
    pub(crate) written: &'o [String],
    /// Of which of them the mark was met.
    met: Vec<bool>,
    diagnostics: Vec<Diagnostic>,
}

impl<'t, 'o> Output<'t, 'o> {
    /// Of a text of which nothing is written yet.
    pub(crate) fn new(text: &'t str, options: &'o Options<'o>) -> Self {
        Self {
            text,
            is_french: words::is_french(options.language),
            words: words::of(options.language),
            markup: options.markup,
            html: String::with_capacity(text.len() + text.len() / 2),
            headings: Vec::with_capacity(8),
            level: 1,
            anchors: Anchors::default(),
            has_raw_html: false,
            open_boxes: 0,
            resolve: options.resolve,
            show: options.show,
            has_image: false,
            figure: Figure::None,
            written: options.written,
            met: vec![false; options.written.len()],
            diagnostics: Vec::new(),
        }
    }

    /// Writes what needs no escape.
    pub(crate) fn write(&mut self, what: fmt::Arguments<'_>) {
        self.html.write_fmt(what).expect("writing to a string never fails");
    }

    /// Writes ` name="value"`.
    pub(crate) fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        escape::attribute(&mut self.html, name);
        self.html.push_str("=\"");
        escape::attribute(&mut self.html, value);
        self.html.push('"');
    }

    /// The URL to write in the place of a target, if there is another.
    pub(crate) fn refer(
        &self,
        kind: ReferenceKind,
        target: &str,
        span: Range<usize>,
    ) -> Option<String> {
        (self.resolve)(&Reference { kind, target: target.into(), span })
    }

    /// Notes a mistake that stands at `span`.
    pub(crate) fn error(
        &mut self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report(Diagnostic::new(code, span, message, help));
    }

    /// Takes back what was said in these words, since it follows from what is said now.
    pub(crate) fn retract(&mut self, code: Code, message: &str) {
        self.diagnostics.retain(|said| said.code != code || said.message != message);
    }

    /// What was told last, the last first, at most so many.
    pub(crate) fn last_told(&self, count: usize) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().rev().take(count)
    }

    /// Notes a mistake that was found in a piece of HTML and is placed in the text.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// What stands in the place of the mark of that number, whose place this is.
    pub(crate) fn html_of(&mut self, number: usize) -> Option<&'o str> {
        let html = self.written.get(number)?;
        self.met[number] = true;
        Some(html)
    }

    /// Notes the marks that stand where Markdown knows no HTML.
    fn note_misplaced(&mut self) {
        for number in 0..self.written.len() {
            if let Some(span) = marks::find(self.text, number).filter(|_| !self.met[number]) {
                let help =
                    "it stands where text stands: not in an address, an image's text or a tag";
                self.error(COMPONENT_PLACE, span, "no HTML can stand here", help);
            }
        }
    }

    /// The page, its mistakes in the order of the text.
    pub(crate) fn finish(mut self) -> MarkdownPage {
        self.note_misplaced();
        self.diagnostics.sort_by_key(|found| found.span.start);
        MarkdownPage {
            html: self.html,
            headings: self.headings,
            anchors: self.anchors.into_ids(),
            has_raw_html: self.has_raw_html,
            diagnostics: self.diagnostics,
        }
    }
}
