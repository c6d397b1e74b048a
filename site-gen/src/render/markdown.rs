//! Markdown to HTML, and what the rest of the site must know about it: headings, anchors, links, faults.
//!
//! ```text
//! text ─pulldown-cmark→ events ─writer→ blocks ─inline→ one block's pieces, mended together
//!                                  ├─ link       targets found and resolved
//!                                  ├─ table      in a region that scrolls
//!                                  ├─ raw_html   what the author wrote in HTML: its tags read, balanced
//!                                  ├─ failed     links, calls and notices that are none
//!                                  ├─ anchors    ids, each used once
//!                                  └─ footnotes  collected, numbered, written at the end
//! ```
//!
//! One pass over the events; the only thing buffered is the block being written, because French
//! typography looks at both sides of a sign.

pub(crate) mod elements;
pub(crate) mod html;
pub(crate) mod mistakes;

mod writer;
mod inline;
mod words;
mod escape;

use std::{cell::RefCell, ops::Range};

use authoring::diagnostics::Diagnostic;
use pulldown_cmark::{BrokenLink, Parser};

use mistakes::links::Undefined;

pub use elements::anchors::Ids;
pub use escape::decode;
pub(crate) use html::csp::script_or_style;
pub use html::csp::{InPlace, refused};
pub use html::raw_html::{ids, images_without, references};

/// How a text is to be written.
pub struct Options<'a> {
    /// BCP 47, as in `fr` or `en-GB`: chooses typography and the few words that are added.
    pub language: &'a str,
    /// The URL to write for the target of a link or an image; `None` keeps it as the author wrote it.
    pub resolve: &'a dyn Fn(&Reference) -> Option<String>,
}

/// Something outside the text that it points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// How it is used.
    pub kind: ReferenceKind,
    /// As written, character references decoded; `mailto:` added to an address in angle brackets.
    pub target: String,
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
    /// Every target of a link or an image, of raw HTML too, in the order of the text.
    pub references: Vec<Reference>,
    /// Whether the author wrote HTML.
    pub has_raw_html: bool,
    /// What the author should mend.
    pub diagnostics: Vec<Diagnostic>,
}

/// Renders `text`. Never fails: what is wrong is in [`MarkdownPage::diagnostics`].
pub fn render(text: &str, options: &Options<'_>) -> MarkdownPage {
    let mut writer = writer::Writer::new(text, options);
    let undefined = RefCell::new(Vec::new());
    let note = |link: BrokenLink<'_>| {
        undefined.borrow_mut().extend(Undefined::of(&link));
        None
    };
    let parser = Parser::new_with_broken_link_callback(text, syntax(), Some(note));
    let mut events = parser.into_offset_iter();
    while let Some((event, span)) = events.next() {
        writer.event(event, span, events.reference_definitions());
    }
    writer.note_undefined(undefined.take(), events.reference_definitions());
    writer.finish()
}

/// What is Markdown here, beyond `CommonMark`.
pub(crate) fn syntax() -> pulldown_cmark::Options {
    use pulldown_cmark::Options;
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

#[cfg(test)]
mod tests;
