//! The inside of one block: kept until it is complete, then mended as one text and written.

use std::{borrow::Cow, mem, ops::Range};

use authoring::typography::{French, LINE, OPAQUE};
use pulldown_cmark::{Event, LinkType, RefDefs, Tag, TagEnd};

use super::{
    elements::{footnotes::Call, link},
    escape,
    html::{raw_html::Html, verbatim::Verbatim},
    words,
    writer::Writer,
};
use crate::site::links::mistakes::LINK_EMPTY;

/// The pieces of a block that are not written yet.
#[derive(Default)]
pub(crate) struct Block<'t> {
    pieces: Vec<Piece<'t>>,
    /// The text of all pieces, as typography reads it.
    pub(crate) prose: String,
    /// How many images, bare URLs and verbatim elements are open: their text is not prose.
    aside: usize,
    verbatim: Verbatim,
}

struct Piece<'t> {
    event: Event<'t>,
    /// Bytes of the Markdown.
    span: Range<usize>,
    /// Of a link or an image: the bytes of its target.
    target: Range<usize>,
    role: Role,
}

/// What a piece is for typography.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Prose,
    StandIn(char),
    Nothing,
}

/// Whether a tag stands inside a block.
pub(crate) fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

impl<'t> Writer<'t, '_> {
    /// Adds a piece to the block.
    pub(crate) fn keep(&mut self, event: Event<'t>, span: Range<usize>, definitions: &RefDefs<'_>) {
        let block = &mut self.block;
        let target = match &event {
            Event::Start(tag) => link::target(self.text, tag, &span, definitions),
            _ => 0..0,
        };
        let opens = match &event {
            Event::Start(tag) => is_aside(tag),
            Event::InlineHtml(html) => block.verbatim.begins(html),
            _ => false,
        };
        let role = match &event {
            _ if block.aside > 0 => Role::Nothing,
            Event::Text(text) => {
                block.prose.push_str(text);
                Role::Prose
            }
            Event::SoftBreak => {
                block.prose.push('\n');
                Role::Prose
            }
            Event::HardBreak => Role::StandIn(LINE),
            Event::InlineHtml(html) if html.starts_with("<br") => Role::StandIn(LINE),
            Event::Code(_) | Event::FootnoteReference(_) => Role::StandIn(OPAQUE),
            _ if opens => Role::StandIn(OPAQUE),
            _ => Role::Nothing,
        };
        if let Role::StandIn(symbol) = role {
            block.prose.push(symbol);
        }
        match &event {
            _ if opens => block.aside += 1,
            Event::InlineHtml(html) if block.verbatim.ends(html) => block.aside -= 1,
            // A bare URL holds one text and nothing else; anything inside an image ends before it.
            Event::End(TagEnd::Image | TagEnd::Link) if block.aside > 0 => {
                let bare = matches!(event, Event::End(TagEnd::Link)) && block.closes_bare_url();
                if bare || matches!(event, Event::End(TagEnd::Image)) {
                    block.aside -= 1;
                }
            }
            _ => {}
        }
        block.pieces.push(Piece { event, span, target, role });
    }

    /// Writes what is kept.
    pub(crate) fn flush(&mut self) {
        if !self.block.pieces.is_empty() {
            let block = mem::take(&mut self.block);
            let _text = self.write_block(block);
        }
    }

    /// Writes what is kept apart: its HTML, and its text without markup.
    pub(crate) fn flush_apart(&mut self) -> (String, String) {
        let out = mem::take(&mut self.out);
        let block = mem::take(&mut self.block);
        let text = self.write_block(block);
        (mem::replace(&mut self.out, out), text)
    }

    fn write_block(&mut self, mut block: Block<'t>) -> String {
        self.find_failed(&block);
        self.balance.enter();
        let mut typography = if words::is_french(self.options.language) {
            French::read(&block.prose)
        } else {
            French::default()
        };
        let mut text = String::new();
        let mut pieces = mem::take(&mut block.pieces);
        let mut at = 0;
        while at < pieces.len() {
            let Piece { event, span, target, role } = &pieces[at];
            if let Role::StandIn(symbol) = *role {
                typography.skip(symbol);
            }
            match event {
                Event::Text(piece) => {
                    let piece = match role {
                        Role::Prose => typography.mend(piece),
                        _ => Cow::Borrowed(&**piece),
                    };
                    escape::text(&mut self.out, &piece);
                    text.push_str(&piece);
                }
                Event::SoftBreak => {
                    self.out.push_str(&typography.mend("\n"));
                    text.push(' ');
                }
                Event::HardBreak => {
                    self.out.push_str("<br>\n");
                    text.push(' ');
                }
                Event::Code(code) => {
                    self.out.push_str("<code>");
                    escape::text(&mut self.out, code);
                    self.out.push_str("</code>");
                    text.push_str(code);
                }
                Event::InlineHtml(html) => {
                    let html = Html::inline(self.text, span, html);
                    self.write_html(&html.text, &|at| html.place(at));
                    if is_empty_link(&pieces[at..]) {
                        let help = "write the text of the link between its tags";
                        self.error(LINK_EMPTY, span.clone(), "this link has no text", help);
                    }
                }
                Event::FootnoteReference(label) => {
                    let from = self.open_footnotes.last().map(|(label, _)| &**label);
                    let call = Call { label, from };
                    self.footnotes.call(&call, &mut self.out, &mut self.anchors, self.words);
                }
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    if !says_something(&pieces[at + 1..]) {
                        let help = "write the text of the link between the brackets";
                        self.error(LINK_EMPTY, span.clone(), "this link has no text", help);
                    }
                    self.open_link(*link_type, dest_url, title, target.clone());
                }
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    let end = end_of_image(&pieces, at);
                    let alt = plain(&pieces[at + 1..end]);
                    self.write_image(dest_url, title, &alt, span.clone(), target.clone());
                    text.push_str(&alt);
                    at = end;
                }
                Event::Start(tag) => self.out.push_str(element(tag.to_end()).0),
                Event::End(tag) => self.out.push_str(element(*tag).1),
                _ => {}
            }
            at += 1;
        }
        self.leave();
        // The next block uses the same memory.
        pieces.clear();
        block.prose.clear();
        self.block = Block { pieces, ..block };
        text
    }
}

impl Block<'_> {
    /// The byte of the Markdown that byte `at` of the prose comes from.
    pub(crate) fn place(&self, at: usize) -> Option<usize> {
        let mut offset = 0;
        for piece in &self.pieces {
            let length = match (&piece.event, piece.role) {
                (_, Role::StandIn(symbol)) => symbol.len_utf8(),
                (Event::Text(text), Role::Prose) => text.len(),
                (_, Role::Prose) => 1,
                (_, Role::Nothing) => 0,
            };
            if at < offset + length {
                return Some(piece.span.start + at - offset);
            }
            offset += length;
        }
        None
    }

    /// Whether the link that ends here is one that its text alone makes.
    fn closes_bare_url(&self) -> bool {
        let opening = self.pieces.iter().rev().find_map(|piece| match &piece.event {
            Event::Start(tag @ Tag::Link { .. }) => Some(is_aside(tag)),
            _ => None,
        });
        opening == Some(true)
    }
}

/// Whether the text inside is not prose: an image's stands apart, a bare URL is no sentence.
fn is_aside(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Image { .. } | Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }
    )
}

/// Whether a link that these pieces follow holds anything to read out.
fn says_something(pieces: &[Piece<'_>]) -> bool {
    pieces.iter().take_while(|piece| !matches!(piece.event, Event::End(TagEnd::Link))).any(
        |piece| match &piece.event {
            Event::Text(text) | Event::Code(text) => !text.trim().is_empty(),
            // HTML may hold an image, whose text we do not look for.
            Event::InlineHtml(_) => true,
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
        TagEnd::Link => ("", "</a>"),
        _ => ("", ""),
    }
}
