//! Blocks, written as their events come.

use std::{
    fmt::{self, Write as _},
    mem,
    ops::Range,
};

use authoring::diagnostics::{Code, Diagnostic};
use pulldown_cmark::{CowStr, Event, RefDefs, Tag, TagEnd};

use super::{
    Heading, MarkdownPage, Options, Reference,
    elements::{anchors::Anchors, footnotes::Footnotes, table::Tables},
    escape,
    html::{balance::Balance, raw_html::Html},
    inline::{self, Block},
    words::{self, Words},
};

/// A page being written.
pub(crate) struct Writer<'t, 'o> {
    /// The Markdown.
    pub(crate) text: &'t str,
    pub(crate) options: &'o Options<'o>,
    pub(crate) words: &'static Words,
    pub(crate) out: String,
    pub(crate) anchors: Anchors,
    pub(crate) footnotes: Footnotes,
    pub(crate) references: Vec<Reference>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Whether the author wrote HTML.
    pub(crate) has_raw_html: bool,
    /// Of the last heading, raw HTML's too; the page's title before the first.
    pub(crate) level: u8,
    /// What of the current block is not written yet.
    pub(crate) block: Block<'t>,
    pub(crate) tables: Tables,
    pub(crate) headings: Vec<Heading>,
    /// What raw HTML has opened.
    pub(crate) balance: Balance,
    html: Html,
    text_is: TextIs,
    /// The heading being read.
    pub(crate) heading: Option<Tag<'t>>,
    /// The last term of a list of definitions.
    term: &'t str,
    /// The footnotes being read, one inside the other, and what waits meanwhile.
    pub(crate) open_footnotes: Vec<(CowStr<'t>, String)>,
}

/// What text events hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextIs {
    Prose,
    Code,
}

impl<'t, 'o> Writer<'t, 'o> {
    pub(crate) fn new(text: &'t str, options: &'o Options<'o>) -> Self {
        Self {
            text,
            options,
            words: words::of(options.language),
            out: String::with_capacity(text.len() + text.len() / 2),
            anchors: Anchors::default(),
            footnotes: Footnotes::default(),
            references: Vec::new(),
            diagnostics: Vec::new(),
            has_raw_html: false,
            level: 1,
            block: Block::default(),
            tables: Tables::default(),
            headings: Vec::new(),
            balance: Balance::default(),
            html: Html::default(),
            text_is: TextIs::Prose,
            heading: None,
            term: "",
            open_footnotes: Vec::new(),
        }
    }

    /// Writes one event, or keeps it until its block is complete.
    pub(crate) fn event(
        &mut self,
        event: Event<'t>,
        span: Range<usize>,
        definitions: &RefDefs<'_>,
    ) {
        match event {
            Event::Text(text) if self.text_is == TextIs::Code => escape::text(&mut self.out, &text),
            Event::Html(html) => self.html.push(&html, span.start),
            Event::Rule => {
                self.flush();
                self.out.push_str("<hr>\n");
            }
            Event::Start(tag) if !inline::is_inline(tag.to_end()) => {
                self.flush();
                self.start(tag, &span);
            }
            Event::End(tag) if !inline::is_inline(tag) => self.end(tag, span),
            inline => self.keep(inline, span, definitions),
        }
    }

    /// The page, with its footnotes.
    pub(crate) fn finish(mut self) -> MarkdownPage {
        self.flush();
        self.leave();
        self.footnotes.write(&mut self.out, self.words, &mut self.diagnostics);
        self.diagnostics.sort_by_key(|found| found.span.start);
        MarkdownPage {
            html: self.out,
            headings: self.headings,
            anchors: self.anchors.into_ids(),
            references: self.references,
            has_raw_html: self.has_raw_html,
            diagnostics: self.diagnostics,
        }
    }

    fn start(&mut self, tag: Tag<'t>, span: &Range<usize>) {
        if is_part(tag.to_end()) {
            self.balance.enter();
        }
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::BlockQuote(None) => {
                self.check_quotation(span);
                self.out.push_str("<blockquote>\n");
            }
            Tag::BlockQuote(Some(kind)) => {
                let (class, title) = self.words.notice(kind);
                self.write(format_args!("<div class=\"notice notice-{class}\" role=\"note\">\n"));
                self.write(format_args!("<p class=\"notice-title\">{title}</p>\n"));
            }
            Tag::CodeBlock(kind) => {
                self.text_is = TextIs::Code;
                self.start_code(&kind, span);
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => self.write(format_args!("<ol start=\"{first}\">\n")),
            Tag::Item => self.out.push_str("<li>"),
            Tag::DefinitionList => self.out.push_str("<dl>\n"),
            Tag::DefinitionListTitle => {
                self.term = &self.text[span.clone()];
                self.out.push_str("<dt>");
            }
            Tag::DefinitionListDefinition => {
                self.check_definition(span, self.term);
                self.out.push_str("<dd>");
            }
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.out.push_str("<thead>\n<tr>"),
            Tag::TableRow => self.start_row(span),
            Tag::FootnoteDefinition(label) => {
                self.open_footnotes.push((label, mem::take(&mut self.out)));
            }
            Tag::Heading { .. } => self.heading = Some(tag),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Range<usize>) {
        match tag {
            TagEnd::Heading(level) => return self.write_heading(level as u8, span),
            TagEnd::TableCell => return self.write_cell(),
            _ => self.flush(),
        }
        if is_part(tag) {
            self.leave();
        }
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::BlockQuote(None) => self.out.push_str("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.out.push_str("</div>\n"),
            TagEnd::CodeBlock => {
                self.text_is = TextIs::Prose;
                self.out.push_str("</code></pre>\n");
            }
            TagEnd::HtmlBlock => {
                let html = mem::take(&mut self.html);
                self.write_html(&html.text, &|at| html.place(at));
                self.find_markdown(&html);
            }
            TagEnd::List(ordered) => self.out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::Table => self.out.push_str("</tbody>\n</table>\n</div>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((label, page)) = self.open_footnotes.pop() {
                    let html = mem::replace(&mut self.out, page);
                    self.diagnostics.extend(self.footnotes.define(&label, span, html));
                }
            }
            _ => {}
        }
    }

    /// Writes ` name="value"`.
    pub(crate) fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        escape::attribute(&mut self.out, name);
        self.out.push_str("=\"");
        escape::attribute(&mut self.out, value);
        self.out.push('"');
    }

    pub(crate) fn write(&mut self, what: fmt::Arguments<'_>) {
        self.out.write_fmt(what).expect("writing to a string never fails");
    }

    pub(crate) fn error(
        &mut self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::new(code, span, message, help));
    }
}

/// Whether HTML that is opened inside must be closed inside.
fn is_part(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition
    )
}
