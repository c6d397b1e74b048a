//! Blocks, written as their events come.

mod titles;

use std::{mem, ops::Range};

use pulldown_cmark::{CodeBlockKind, Event, RefDefs, Tag, TagEnd};

use crate::render::markdown::{
    block::{Block, is_inline},
    elements::{
        code, figure::Figure, footnotes::Footnotes, heading, link, notice, picture, table::Tables,
    },
    html::{balance::Balance, raw_html::Html, unread_markdown::find_markdown},
    inline,
    mistakes::{
        definitions::check_definition,
        definitions_twice,
        links::{Undefined, note_undefined},
        literal, second_front_matter,
    },
    output::{MarkdownPage, Options, Output},
};

/// A page being written: what all elements write to, and what each remembers from event to event.
pub(crate) struct Writer<'t, 'o> {
    output: Output<'t, 'o>,
    /// What of the current block is not written yet.
    block: Block<'t>,
    /// What raw HTML has opened.
    balance: Balance,
    footnotes: Footnotes<'t>,
    tables: Tables,
    html: Html,
    text_is: TextIs,
    /// The block of code being read, where it is not written at once.
    code: Option<Box<code::Code>>,
    /// The heading being read.
    heading: Option<Tag<'t>>,
    /// The last term of a list of definitions, until its first definition.
    term: &'t str,
    /// The first line of a notice, as long as that is being read.
    head: Option<notice::Head>,
    /// What ends the quotations that are open, from the outside in.
    quotations: Vec<&'static str>,
    last_list: literal::lists::LastList,
}

/// What text events hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextIs {
    Prose,
    Code,
}

impl<'t, 'o> Writer<'t, 'o> {
    /// Of a text of which nothing is written yet.
    pub(crate) fn new(text: &'t str, options: &'o Options<'o>) -> Self {
        Self {
            output: Output::new(text, options),
            block: Block::empty(),
            balance: Balance::default(),
            footnotes: Footnotes::default(),
            tables: Tables::default(),
            html: Html::default(),
            text_is: TextIs::Prose,
            code: None,
            heading: None,
            term: "",
            head: None,
            quotations: Vec::new(),
            last_list: literal::lists::LastList::default(),
        }
    }

    /// Writes one event, or keeps it until its block is complete. There are hundreds in a page, and copying one to a
    /// function is as much work as writing it.
    #[expect(clippy::inline_always, reason = "the compiler keeps it apart for its two ends")]
    #[inline(always)]
    pub(crate) fn event(
        &mut self,
        event: Event<'t>,
        span: Range<usize>,
        definitions: &RefDefs<'_>,
    ) {
        if self.head.is_none() {
            self.plain(event, span, definitions);
        } else if let Some((event, span)) = self.title(event, span) {
            self.plain(event, span, definitions);
        }
    }

    /// The same as a function of its own, where a loop is not worth a copy of it.
    #[inline(never)]
    pub(crate) fn event_apart(
        &mut self,
        event: Event<'t>,
        span: Range<usize>,
        definitions: &RefDefs<'_>,
    ) {
        self.event(event, span, definitions);
    }

    /// One that is no notice's title.
    #[inline]
    fn plain(&mut self, event: Event<'t>, span: Range<usize>, definitions: &RefDefs<'_>) {
        match event {
            Event::Text(text) if self.text_is == TextIs::Code => {
                code::text(&mut self.output, &mut self.code, &text);
            }
            Event::Html(html) => self.html.push(&mut self.output, &html, span.start),
            Event::Rule => {
                self.flush();
                second_front_matter::find(&mut self.output, &span);
                self.output.html.push_str("<hr>\n");
            }
            // In a list with blank lines between its items, the box comes before the paragraph that it belongs to.
            Event::Start(Tag::Paragraph) if self.block.is_box() => self.output.html.push_str("<p>"),
            Event::Start(tag) if !is_inline(tag.to_end()) => {
                self.flush();
                self.start(tag, &span);
            }
            Event::End(tag) if !is_inline(tag) => self.end(tag, span),
            inline => self.block.keep(self.output.text, inline, span, definitions),
        }
    }

    /// The page, with its footnotes. `undefined` are links to what no definition of the text names.
    pub(crate) fn finish(
        mut self,
        undefined: Vec<Undefined>,
        definitions: &RefDefs<'_>,
    ) -> MarkdownPage {
        note_undefined(&mut self.output, undefined, definitions);
        definitions_twice::find(&mut self.output, definitions);
        self.flush();
        self.balance.leave(&mut self.output);
        self.footnotes.write(&mut self.output);
        self.output.finish()
    }

    /// Writes what is kept.
    fn flush(&mut self) {
        if !self.block.pieces.is_empty() {
            self.write_block(None);
        }
    }

    /// Writes the block; its text without markup goes to `text`, if somebody wants it.
    fn write_block(&mut self, text: Option<&mut String>) {
        let Self { output, balance, footnotes, block, .. } = self;
        inline::write(output, balance, footnotes, block, text);
    }

    fn start(&mut self, tag: Tag<'t>, span: &Range<usize>) {
        if is_part(tag.to_end()) {
            self.balance.enter();
        }
        let output = &mut self.output;
        match tag {
            Tag::Paragraph => output.html.push_str("<p>"),
            Tag::BlockQuote(None) => {
                self.head = notice::Head::of(output, span);
                if self.head.is_none() {
                    self.start_quotation();
                }
            }
            Tag::BlockQuote(Some(kind)) => {
                self.quotations.push("</div>\n");
                let (class, title) = output.words.notice(kind);
                output.write(format_args!("<div class=\"notice notice-{class}\" role=\"note\">\n"));
                output.write(format_args!("<p class=\"notice-title\">{title}</p>\n"));
            }
            Tag::CodeBlock(kind) => {
                if kind == CodeBlockKind::Indented {
                    literal::code::check_indented(output, &mut self.balance, span);
                }
                self.text_is = TextIs::Code;
                self.code = code::start(output, &kind, span);
            }
            Tag::List(first) => {
                self.last_list.check(output, span);
                match first {
                    None => output.html.push_str("<ul>\n"),
                    Some(1) => output.html.push_str("<ol>\n"),
                    Some(first) => output.write(format_args!("<ol start=\"{first}\">\n")),
                }
            }
            Tag::Item => output.html.push_str("<li>"),
            Tag::DefinitionList => output.html.push_str("<dl>\n"),
            Tag::DefinitionListTitle => {
                self.term = &output.text[span.clone()];
                output.html.push_str("<dt>");
            }
            Tag::DefinitionListDefinition => {
                // What is wrong with a term is said once, however many definitions it has.
                check_definition(output, span, mem::take(&mut self.term));
                output.html.push_str("<dd>");
            }
            Tag::Table(alignments) => self.tables.start(output, alignments, span),
            Tag::TableHead => output.html.push_str("<thead>\n<tr>"),
            Tag::TableRow => self.tables.start_row(output, span),
            Tag::FootnoteDefinition(label) => self.footnotes.start(output, label),
            Tag::Heading { .. } => self.heading = Some(tag),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Range<usize>) {
        match tag {
            TagEnd::Paragraph if inline::is_image(&self.block.pieces) => {
                return self.write_figure();
            }
            TagEnd::Heading(_) => return self.write_heading(span),
            TagEnd::TableCell => return self.write_cell(),
            _ => self.flush(),
        }
        if is_part(tag) {
            self.balance.leave(&mut self.output);
        }
        let output = &mut self.output;
        match tag {
            TagEnd::Paragraph => output.html.push_str("</p>\n"),
            TagEnd::BlockQuote(_) => {
                output.html.push_str(self.quotations.pop().unwrap_or_default());
            }
            TagEnd::CodeBlock => {
                self.text_is = TextIs::Prose;
                code::end(output, self.code.take());
            }
            TagEnd::HtmlBlock => {
                let html = mem::take(&mut self.html);
                html.write(output, &mut self.balance);
                find_markdown(output, &html);
            }
            TagEnd::List(ordered) => {
                output.html.push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
                self.last_list.ended(output, span);
            }
            TagEnd::Item => output.html.push_str("</li>\n"),
            TagEnd::DefinitionList => output.html.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => output.html.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => output.html.push_str("</dd>\n"),
            TagEnd::TableHead => self.tables.end_head(output),
            TagEnd::TableRow => output.html.push_str("</tr>\n"),
            TagEnd::Table => output.html.push_str("</tbody>\n</table>\n</div>\n"),
            TagEnd::FootnoteDefinition => self.footnotes.end(output, span),
            _ => {}
        }
    }

    /// Writes a paragraph that is an image with a title: that is the caption, if the image is one of the site's.
    fn write_figure(&mut self) {
        let title = inline::title_of_image(&self.block.pieces);
        let start = self.output.html.len() - "<p>".len();
        if self.output.html.ends_with("<p>") && !title.is_empty() && !link::is_decoration(&title) {
            self.output.figure = Figure::Asked;
        }
        self.flush();
        match mem::replace(&mut self.output.figure, Figure::None) {
            Figure::Made => picture::end_figure(&mut self.output, start, &title),
            _ => self.output.html.push_str("</p>\n"),
        }
    }

    fn write_heading(&mut self, span: Range<usize>) {
        // Longer than nearly every heading.
        let (start, mut text) = (self.output.html.len(), String::with_capacity(64));
        self.write_block(Some(&mut text));
        let content = self.output.html.split_off(start);
        literal::underline::find(&mut self.output, &span);
        if let Some(tag) = self.heading.take() {
            heading::write(&mut self.output, tag, span, &content, &text);
        }
    }

    fn write_cell(&mut self) {
        let cell = self.tables.start_cell(&mut self.output);
        self.write_block(None);
        self.tables.end_cell(&mut self.output, cell);
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
