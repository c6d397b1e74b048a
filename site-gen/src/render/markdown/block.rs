//! The inside of one block: kept until it is complete, because typography and the search for mistakes look
//! at it as one text.

use std::ops::Range;

use authoring::typography::{French, LINE, OPAQUE};
use pulldown_cmark::{Event, LinkType, RefDefs, Tag, TagEnd};

use crate::render::markdown::{elements::link, html::verbatim::Verbatim};

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
}

/// Which signs a text holds, found in one pass: nearly every block holds none of them, and whoever looks for
/// one asks here first.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Signs(u8);

impl Signs {
    /// `<`, `>` and `&`.
    pub(crate) const ESCAPED: Self = Self(1);
    /// `[`.
    pub(crate) const BRACKET: Self = Self(2);
    /// `*`.
    pub(crate) const STAR: Self = Self(4);
    /// `{`.
    pub(crate) const BRACE: Self = Self(8);
    /// The end of a line.
    pub(crate) const LINE_END: Self = Self(16);

    /// Those of a text.
    pub(crate) fn of(text: &str) -> Self {
        // Whole chunks, so that the compiler compares sixteen bytes at once and no loop is left for the rest.
        let (chunks, rest) = text.as_bytes().as_chunks::<32>();
        let (whole, mut last) = (chunks.as_flattened(), [0; 32]);
        last[..rest.len()].copy_from_slice(rest);
        // Nearly every text holds none: to tell that takes half as long as to tell which.
        let of = |bytes: &[u8]| if holds_sign(bytes) { signs_of(bytes) } else { 0 };
        Self(of(whole) | of(&last))
    }

    /// Whether any of `others` is among them.
    pub(crate) fn holds(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

/// Whether any of the signs is among these bytes. Not inlined: a loop of a known length would be unrolled, and
/// then compare a byte at a time.
#[inline(never)]
fn holds_sign(bytes: &[u8]) -> bool {
    let found = bytes.iter().fold(0, |found, &byte| {
        // `<` and `>` differ in one bit, and so do `[` and `{`.
        found
            | u8::from(byte & !2 == b'<')
            | u8::from(byte | 0x20 == b'{')
            | u8::from(byte == b'&')
            | u8::from(byte == b'*')
            | u8::from(byte == b'\n')
    });
    found != 0
}

/// Which of them; not inlined for the same reason.
#[inline(never)]
fn signs_of(bytes: &[u8]) -> u8 {
    let sign = |is_there: bool, sign: Signs| u8::from(is_there) * sign.0;
    bytes.iter().fold(0, |found, &byte| {
        found
            | sign(byte == b'<' || byte == b'>' || byte == b'&', Signs::ESCAPED)
            | sign(byte == b'[', Signs::BRACKET)
            | sign(byte == b'*', Signs::STAR)
            | sign(byte == b'{', Signs::BRACE)
            | sign(byte == b'\n', Signs::LINE_END)
    })
}

/// One event, and where it stands.
pub(crate) struct Piece<'t> {
    pub(crate) event: Event<'t>,
    /// Bytes of the Markdown.
    pub(crate) span: Range<usize>,
    /// Of a link or an image: the bytes of its target.
    pub(crate) target: Range<usize>,
    pub(crate) role: Role,
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
        self.pieces.push(Piece { event, span, target, role });
    }

    /// Adds to the prose what typography reads of an event, which may open something that stands aside.
    fn read(&mut self, event: &Event<'_>, opens: bool) -> Role {
        let role = match event {
            _ if self.aside > 0 => Role::Nothing,
            Event::Text(text) => {
                self.prose.push_str(text);
                Role::Prose
            }
            Event::SoftBreak => {
                self.prose.push('\n');
                Role::Prose
            }
            Event::HardBreak => Role::StandIn(LINE),
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

    /// Takes note of the prose's signs and corrections: nothing more is kept in the block.
    pub(crate) fn complete(&mut self, is_french: bool) {
        self.signs = Signs::of(&self.prose);
        if is_french {
            self.typography.read_next(&self.prose);
        }
    }

    /// Forgets what is written; the next block uses the same memory.
    pub(crate) fn clear(&mut self) {
        self.pieces.clear();
        self.prose.clear();
    }

    /// Where in the Markdown `text` the byte `at` of the prose stands, if `what` stands there as it is.
    pub(crate) fn literal(&self, text: &str, at: usize, what: &str) -> Option<usize> {
        self.place(at).filter(|&place| {
            let escaped = text[..place].ends_with('\\');
            text[place..].starts_with(what) && !escaped
        })
    }

    /// The byte of the Markdown that byte `at` of the prose comes from.
    fn place(&self, at: usize) -> Option<usize> {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn signs_are_those_of_any_text(text in "[<>&\\[*{\n a-zé\u{202f}]{0,100}") {
            let signs = Signs::of(&text);
            prop_assert_eq!(signs.holds(Signs::ESCAPED), text.contains(['<', '>', '&']));
            prop_assert_eq!(signs.holds(Signs::BRACKET), text.contains('['));
            prop_assert_eq!(signs.holds(Signs::STAR), text.contains('*'));
            prop_assert_eq!(signs.holds(Signs::BRACE), text.contains('{'));
            prop_assert_eq!(signs.holds(Signs::LINE_END), text.contains('\n'));
        }

        #[test]
        fn a_sign_is_found_wherever_it_stands(before in 0_usize..70, after in 0_usize..70) {
            let text = ["a".repeat(before), "é".repeat(after)].join("[");
            prop_assert!(Signs::of(&text).holds(Signs::BRACKET));
        }
    }
}
