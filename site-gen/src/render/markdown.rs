//! Markdown to HTML, and what the rest of the site must know about it: headings, anchors, links, faults.
//!
//! ```text
//! text ─pulldown-cmark→ events ─writer→ blocks ─inline→ one block's pieces, mended together
//!                                  │                ├─ links, syntax  links, calls and signs that are none
//!                                  │                └─ link           targets found and resolved
//!                                  ├─ heading, anchors  ids, each used once
//!                                  ├─ code, table       in a region that scrolls
//!                                  ├─ raw_html          what the author wrote in HTML: its tags read, balanced
//!                                  └─ footnotes         collected, numbered, written at the end
//!                                       all of them ─→ output
//! ```
//!
//! One pass over the events; the only thing buffered is the block being written, because French
//! typography looks at both sides of a sign. The writer alone knows the events and their order: elements,
//! HTML and mistakes are functions that get the output passed, and what an element remembers is its own.

pub(crate) mod elements;
pub(crate) mod html;
pub(crate) mod mistakes;

mod writer;
mod inline;
mod block;
mod output;
mod words;
mod escape;

use std::{borrow::Cow, cell::RefCell};

use pulldown_cmark::{BrokenLink, Parser};

use crate::content::config::markdown::Markup;
use elements::{abbreviations, raised::Raised};
use mistakes::links::Undefined;
use writer::Writer;

pub(crate) use elements::heading::HEADING_ANCHOR;
pub(crate) use elements::link::target as link_target;
pub use elements::{anchors::Ids, marks};
pub use escape::decode;
pub(crate) use html::csp::script_or_style;
pub use html::csp::{InPlace, refused};
pub(crate) use html::policy::{DIRECTIVES, Directive, Hashes};
pub use html::raw_html::{ids, images_without, references, text_of};
pub(crate) use html::{
    balance::{
        COMMENT_NOT_CLOSED, HTML_NOT_CLOSED, HTML_UNKNOWN, IN_LINK, LINK_IN_LINK, unended_help,
    },
    elements::{End, end_of, is_void},
    raw_html::{attributes::mistakes as attribute_mistakes, ids_of},
    tags::{Tag, TagKind, Tags},
};
pub use output::{Heading, MarkdownPage, Options, Reference, ReferenceKind};

/// Renders `text`. Never fails: what is wrong is in [`MarkdownPage::diagnostics`].
pub fn render(text: &str, options: &Options<'_>) -> MarkdownPage {
    let (text, abbreviations) = if options.markup.abbreviations {
        abbreviations::take(text)
    } else {
        (Cow::Borrowed(text), Vec::new())
    };
    let text = &*text;
    let mut raised = Raised::of(options.markup, abbreviations);
    let mut writer = Writer::new(text, options);
    let undefined = RefCell::new(Vec::new());
    let note = |link: BrokenLink<'_>| {
        undefined.borrow_mut().extend(Undefined::of(&link));
        None
    };
    let syntax = syntax() | asked_for(options.markup);
    let parser = Parser::new_with_broken_link_callback(text, syntax, Some(note));
    let mut events = parser.into_offset_iter();
    // Most sites ask for nothing of it: there, an event goes straight to where it is written.
    if raised.is_asked_for() {
        while let Some((event, span)) = events.next() {
            for (event, span) in raised.parts(text, event, span) {
                writer.event_apart(event, span, events.reference_definitions());
            }
        }
    } else {
        while let Some((event, span)) = events.next() {
            writer.event(event, span, events.reference_definitions());
        }
    }
    let mut page = writer.finish(undefined.take(), events.reference_definitions());
    let mistakes = raised.mistakes();
    if !mistakes.is_empty() {
        page.diagnostics.extend(mistakes);
        page.diagnostics.sort_by_key(|found| found.span.start);
    }
    page
}

/// What is Markdown here, beyond `CommonMark`.
pub(crate) fn syntax() -> pulldown_cmark::Options {
    use pulldown_cmark::Options;
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// What is Markdown besides on a site that asks for it.
fn asked_for(markup: Markup) -> pulldown_cmark::Options {
    use pulldown_cmark::Options;
    let mut asked = Options::empty();
    // That of the parser is for whole words alone, `^a^`, and takes the signs of `m^2^` apart.
    asked.set(Options::ENABLE_SUBSCRIPT, markup.subscript);
    asked
}

#[cfg(test)]
mod tests;
