//! The inside of one block, mended as one text and written.

use authoring::typography::French;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::{
    render::markdown::{
        block::{Block, Piece, Role, Signs},
        elements::{footnotes::Footnotes, link},
        escape,
        html::{
            balance::{Balance, IN_LINK, LINK_IN_LINK},
            raw_html::Html,
        },
        mistakes::{
            foreign::find_foreign, link_text, links::find_failed, literal,
            syntax::find_literal_signs,
        },
        output::Output,
    },
    site::links::mistakes::LINK_EMPTY,
};

/// Writes a block and empties it; its text, without markup, goes to `text`.
pub(crate) fn write<'t>(
    output: &mut Output<'t, '_>,
    balance: &mut Balance,
    footnotes: &mut Footnotes<'t>,
    block: &mut Block<'t>,
    text: Option<&mut String>,
) {
    block.complete(output.text, output.is_french);
    find_failed(output, block);
    find_literal_signs(output, block);
    find_foreign(output, block);
    literal::uneven::find(output, block);
    if block.signs.holds(Signs::ESCAPED) {
        literal::html::find(output, balance, block);
    }
    if block.has_backtick {
        literal::code::find_backticks(output, block);
    }
    balance.enter();
    let mut writer = PieceWriter {
        output: &mut *output,
        balance: &mut *balance,
        footnotes,
        pieces: &block.pieces,
        signs: block.signs,
        typography: &mut block.typography,
        text,
    };
    let mut at = 0;
    while at < writer.pieces.len() {
        at = writer.write(at);
    }
    balance.leave(output);
    block.clear();
}

/// Writes the pieces of one block.
struct PieceWriter<'w, 't, 'o> {
    output: &'w mut Output<'t, 'o>,
    balance: &'w mut Balance,
    footnotes: &'w mut Footnotes<'t>,
    pieces: &'w [Piece<'t>],
    signs: Signs,
    typography: &'w mut French,
    /// What is written so far, without markup: of nearly all blocks nobody asks for it.
    text: Option<&'w mut String>,
}

impl<'t> PieceWriter<'_, 't, '_> {
    /// Writes the piece `at`; returns the place of the next one, after what belongs to it.
    fn write(&mut self, at: usize) -> usize {
        let pieces = self.pieces;
        let piece = &pieces[at];
        if let Role::StandIn(symbol) = piece.role {
            self.typography.skip(symbol);
        }
        match &piece.event {
            Event::Text(text) => self.write_text(text, piece.role),
            Event::SoftBreak => {
                // What stands aside is not in the prose, nor is the end of a line in it.
                match piece.role {
                    Role::Prose => self.output.html.push_str(&self.typography.mend("\n")),
                    _ => self.output.html.push('\n'),
                }
                self.note_text(" ");
            }
            Event::HardBreak => {
                self.output.html.push_str("<br>\n");
                self.note_text(" ");
            }
            Event::Code(code) => self.write_code(code),
            Event::InlineHtml(html) => self.write_html(html, &pieces[at..]),
            Event::TaskListMarker(is_done) => self.write_box(*is_done),
            Event::FootnoteReference(label) => self.footnotes.call(self.output, label),
            Event::Start(Tag::Link { .. }) => self.open_link(&pieces[at..]),
            Event::Start(Tag::Image { .. }) => return self.write_image(at),
            Event::Start(tag) => self.output.html.push_str(element(tag.to_end()).0),
            Event::End(TagEnd::Link) => {
                self.balance.set_in_link(false);
                self.output.html.push_str("</a>");
            }
            Event::End(tag) => self.output.html.push_str(element(*tag).1),
            _ => {}
        }
        at + 1
    }

    fn write_text(&mut self, text: &str, role: Role) {
        if role != Role::Prose {
            escape::text(&mut self.output.html, text);
            self.note_text(text);
            return;
        }
        let Self { output, typography, text: known, .. } = self;
        // Typography adds nothing that is escaped.
        let is_escaped = self.signs.holds(Signs::ESCAPED);
        typography.mend_in_parts(text, |part| {
            if is_escaped {
                escape::text(&mut output.html, part);
            } else {
                output.html.push_str(part);
            }
            if let Some(known) = known {
                known.push_str(part);
            }
        });
    }

    fn write_code(&mut self, code: &str) {
        self.output.html.push_str("<code>");
        escape::text(&mut self.output.html, code);
        self.output.html.push_str("</code>");
        self.note_text(code);
    }

    /// A box that nobody ticks here: it says whether something is done.
    fn write_box(&mut self, is_done: bool) {
        let label = self.output.words.task(is_done);
        let checked = if is_done { " checked" } else { "" };
        self.output.write(format_args!(
            "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "
        ));
    }

    fn note_text(&mut self, text: &str) {
        if let Some(known) = &mut self.text {
            known.push_str(text);
        }
    }

    /// Writes a tag, with which `pieces` begin.
    fn write_html(&mut self, html: &CowStr<'t>, pieces: &[Piece<'t>]) {
        let span = &pieces[0].span;
        Html::inline(self.output, span, html).write(self.output, self.balance);
        if is_empty_link(pieces) {
            let help = "write the text of the link between its tags";
            self.output.error(LINK_EMPTY, span.clone(), "this link has no text", help);
        }
    }

    /// Writes the opening tag of the link with which `pieces` begin.
    fn open_link(&mut self, pieces: &[Piece<'t>]) {
        let Piece { event, span, target, .. } = &pieces[0];
        let Event::Start(Tag::Link { link_type, dest_url, title, .. }) = event else { return };
        if !says_something(&pieces[1..]) {
            let help = "write the text of the link between the brackets";
            self.output.error(LINK_EMPTY, span.clone(), "this link has no text", help);
        }
        if self.balance.is_in_link() {
            self.output.error(LINK_IN_LINK, span.clone(), "a link stands in another one", IN_LINK);
        }
        self.balance.set_in_link(true);
        link_text::check(self.output, pieces);
        link::open(self.output, *link_type, dest_url, title, target.clone());
    }

    /// Writes the image that begins `at`; returns the place of what stands after it.
    fn write_image(&mut self, at: usize) -> usize {
        let Piece { event, span, target, .. } = &self.pieces[at];
        let Event::Start(Tag::Image { dest_url, title, .. }) = event else { return at + 1 };
        let end = end_of_image(self.pieces, at);
        let alt = plain(&self.pieces[at + 1..end]);
        link::write_image(self.output, dest_url, title, &alt, span.clone(), target.clone());
        self.note_text(&alt);
        end + 1
    }
}

/// Whether a link that these pieces follow holds anything to read out.
fn says_something(pieces: &[Piece<'_>]) -> bool {
    pieces.iter().take_while(|piece| !matches!(piece.event, Event::End(TagEnd::Link))).any(
        |piece| match &piece.event {
            Event::Text(text) | Event::Code(text) => !text.trim().is_empty(),
            // HTML may hold an image, whose text we do not look for; that an image has none is told there.
            Event::InlineHtml(_) => true,
            Event::Start(Tag::Image { title, .. }) => !link::is_decoration(title),
            _ => false,
        },
    )
}

/// Whether these pieces begin with `<a href=…>` and its end, and nothing between.
fn is_empty_link(pieces: &[Piece<'_>]) -> bool {
    let mut tags = pieces.iter().map(|piece| match &piece.event {
        Event::InlineHtml(html) => html.to_ascii_lowercase(),
        _ => String::new(),
    });
    let opens = tags.next().is_some_and(|tag| tag.starts_with("<a ") && tag.contains("href"));
    opens && tags.next().is_some_and(|tag| tag.starts_with("</a"))
}

/// Whether these pieces are an image and nothing else.
#[inline]
pub(crate) fn is_image(pieces: &[Piece<'_>]) -> bool {
    matches!(pieces.first(), Some(Piece { event: Event::Start(Tag::Image { .. }), .. }))
        && end_of_image(pieces, 0) + 1 == pieces.len()
}

/// The title of the image with which these pieces begin.
pub(crate) fn title_of_image(pieces: &[Piece<'_>]) -> String {
    match pieces.first() {
        Some(Piece { event: Event::Start(Tag::Image { title, .. }), .. }) => title.to_string(),
        _ => String::new(),
    }
}

fn end_of_image(pieces: &[Piece<'_>], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, piece) in pieces.iter().enumerate().skip(start) {
        match &piece.event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    pieces.len()
}

/// The text of pieces, without markup.
fn plain(pieces: &[Piece<'_>]) -> String {
    let mut plain = String::new();
    for piece in pieces {
        match &piece.event {
            Event::Text(text) | Event::Code(text) => plain.push_str(text),
            Event::SoftBreak | Event::HardBreak => plain.push(' '),
            _ => {}
        }
    }
    plain
}

/// The opening and closing tags of an element without attributes.
fn element(tag: TagEnd) -> (&'static str, &'static str) {
    match tag {
        TagEnd::Emphasis => ("<em>", "</em>"),
        TagEnd::Strong => ("<strong>", "</strong>"),
        TagEnd::Strikethrough => ("<del>", "</del>"),
        TagEnd::Superscript => ("<sup>", "</sup>"),
        TagEnd::Subscript => ("<sub>", "</sub>"),
        _ => ("", ""),
    }
}
