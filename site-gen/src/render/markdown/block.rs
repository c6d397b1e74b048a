//! The inside of one block: kept until it is complete, because typography and the search for mistakes look
//! at it as one text.

mod bare_links;
mod signs;

use std::ops::Range;

use authoring::typography::{self, French, LINE, OPAQUE};
use pulldown_cmark::{Event, LinkType, RefDefs, Tag, TagEnd};

use crate::render::markdown::{elements::link, html::verbatim::Verbatim};

pub(crate) use signs::Signs;

/// The pieces of a block that are not written yet.
pub(crate) struct Block<'t> {
    pub(crate) pieces: Vec<Piece<'t>>,
    /// The text of all pieces, as typography reads it.
    pub(crate) prose: String,
    /// Which signs the prose holds; known when the block is complete.
    pub(crate) signs: Signs,
    /// How typography corrects the prose, likewise; nothing for other languages.
    pub(crate) typography: French,
    /// How many images, bare URLs and verbatim elements are open: their text is not prose.
    aside: usize,
    verbatim: Verbatim,
    /// Whether its author ends a line in it.
    has_breaks: bool,
    /// Whether a backtick, or a bracket that ends no link, stands in the prose: the parser begins a text with each.
    pub(crate) has_backtick: bool,
    pub(crate) has_closing_bracket: bool,
}

/// One event, and where it stands.
pub(crate) struct Piece<'t> {
    pub(crate) event: Event<'t>,
    /// Bytes of the Markdown.
    pub(crate) span: Range<usize>,
    /// Of a link or an image: the bytes of its target.
    pub(crate) target: Range<usize>,
    pub(crate) role: Role,
    /// Where in the prose it stands.
    pub(crate) at: usize,
}

/// What a piece is for typography.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A part of the sentence.
    Prose,
    /// No text, but something that a sign may stand beside.
    StandIn(char),
    /// Markup, and the text of what stands aside.
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

impl<'t> Block<'t> {
    /// A block of which nothing is known, with room for nearly any: one serves a whole page.
    pub(crate) fn empty() -> Self {
        Self {
            pieces: Vec::with_capacity(32),
            prose: String::with_capacity(1024),
            signs: Signs::default(),
            typography: French::default(),
            aside: 0,
            verbatim: Verbatim::default(),
            has_breaks: false,
            has_backtick: false,
            has_closing_bracket: false,
        }
    }

    /// Adds a piece that stands at `span` of the Markdown `text`.
    pub(crate) fn keep(
        &mut self,
        text: &str,
        event: Event<'t>,
        span: Range<usize>,
        definitions: &RefDefs<'_>,
    ) {
        let target = match &event {
            Event::Start(tag) => link::target(text, tag, &span, definitions),
            _ => 0..0,
        };
        let opens = match &event {
            Event::Start(tag) => is_aside(tag),
            Event::InlineHtml(html) => self.verbatim.begins(html),
            _ => false,
        };
        let at = self.prose.len();
        let role = self.read(&event, opens);
        match &event {
            _ if opens => self.aside += 1,
            Event::InlineHtml(html) if self.verbatim.ends(html) => self.aside -= 1,
            // A bare URL holds one text and nothing else; anything inside an image ends before it.
            Event::End(TagEnd::Image | TagEnd::Link) if self.aside > 0 => {
                let bare = matches!(event, Event::End(TagEnd::Link)) && self.closes_bare_url();
                if bare || matches!(event, Event::End(TagEnd::Image)) {
                    self.aside -= 1;
                }
            }
            _ => {}
        }
        self.pieces.push(Piece { event, span, target, role, at });
    }

    /// Adds to the prose what typography reads of an event, which may open something that stands aside.
    fn read(&mut self, event: &Event<'_>, opens: bool) -> Role {
        let role = match event {
            _ if self.aside > 0 => Role::Nothing,
            Event::Text(text) => {
                match text.as_bytes().first() {
                    Some(b'`') => self.has_backtick = true,
                    Some(b']') => self.has_closing_bracket = true,
                    _ => {}
                }
                self.prose.push_str(text);
                Role::Prose
            }
            Event::SoftBreak => {
                self.prose.push('\n');
                Role::Prose
            }
            Event::HardBreak => {
                self.has_breaks = true;
                Role::StandIn(LINE)
            }
            Event::InlineHtml(html) if html.starts_with("<br") => Role::StandIn(LINE),
            Event::Code(_) | Event::FootnoteReference(_) => Role::StandIn(OPAQUE),
            _ if opens => Role::StandIn(OPAQUE),
            _ => Role::Nothing,
        };
        if let Role::StandIn(symbol) = role {
            self.prose.push(symbol);
        }
        role
    }

    /// Takes note of the prose's signs and corrections, and makes links of the addresses in it: nothing more is
    /// kept in the block.
    pub(crate) fn complete(&mut self, text: &str, is_french: bool) {
        let is_joined = self.read_typography(is_french);
        self.signs = Signs::of(&self.prose);
        if self.has_breaks {
            self.signs = self.signs.and(Signs::LINE_END);
        }
        if is_joined {
            self.signs = self.signs.and(Signs::JOINED);
            if bare_links::make(self, text) {
                self.read_typography(is_french);
            }
        }
    }

    /// Returns whether a dot or a colon stands inside a word.
    fn read_typography(&mut self, is_french: bool) -> bool {
        if !is_french {
            return typography::holds_joined(&self.prose);
        }
        self.typography.read_next(&self.prose);
        self.typography.is_joined()
    }

    /// Forgets what is written; the next block uses the same memory.
    pub(crate) fn clear(&mut self) {
        self.pieces.clear();
        self.prose.clear();
        self.has_breaks = false;
        self.has_backtick = false;
        self.has_closing_bracket = false;
    }

    /// Where in the Markdown `text` the byte `at` of the prose stands, if `what` stands there as it is.
    pub(crate) fn literal(&self, text: &str, at: usize, what: &str) -> Option<usize> {
        self.place(at).filter(|&place| {
            let escaped = text[..place].ends_with('\\');
            text[place..].starts_with(what) && !escaped
        })
    }

    /// The byte of the Markdown that byte `at` of the prose comes from.
    pub(crate) fn place(&self, at: usize) -> Option<usize> {
        // What is not prose stands where the piece after it does.
        let piece =
            &self.pieces[self.pieces.partition_point(|piece| piece.at <= at).checked_sub(1)?];
        (piece.role != Role::Nothing).then(|| piece.span.start + at - piece.at)
    }

    /// Whether a box to tick is all there is yet.
    pub(crate) fn is_box(&self) -> bool {
        matches!(&*self.pieces, [Piece { event: Event::TaskListMarker(_), .. }])
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
