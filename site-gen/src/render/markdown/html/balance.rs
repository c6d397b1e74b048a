//! HTML that the author wrote: what is opened is closed, inside the same part of the text.

use std::ops::Range;

use authoring::diagnostics::suggest;

use crate::render::markdown::{
    html::{
        elements::{End, end_of, is_void},
        tags::{Tag, TagKind},
    },
    output::Output,
};

authoring::codes! {
    COMMENT_NOT_CLOSED = "comment-not-closed" {
        means: "A comment in HTML is never closed, ends where it begins (`<!-->`), or holds another one.",
        hurts: "Nothing after it is shown, so that readers miss the rest of the page; or they see what was to be hidden.",
        wrong: "<!-- à relire\n\nLes auditions sont gratuites.",
        right: "<!-- à relire -->\n\nLes auditions sont gratuites.",
    }
    HTML_NOT_CLOSED = "html-not-closed" {
        means: "An element of HTML is not closed in the part of the text in which it is opened, a \
            closing tag closes nothing, or a tag has no `>` where it ends.",
        hurts: "Browsers guess where it ends: the rest of the page may be folded away, stand in \
            bold, or be lost in the tag.",
        wrong: "<details>\n<summary>Pièces à joindre</summary>\n\nLe dernier bilan.",
        right: "<details>\n\
            <summary>Pièces à joindre</summary>\n\n\
            Le dernier bilan.\n\n\
            </details>",
    }
    LINK_IN_LINK = "link-in-link" {
        means: "A link stands in the text of another one, which neither Markdown nor HTML has.",
        hurts: "The outer one ends where the inner one begins: readers press a word, and get nowhere.",
        wrong: "[Écrivez-nous, ou [venez](./index.md)](./contact.md)",
        right: "[Écrivez-nous](./contact.md), ou [venez](./index.md)",
    }
    HTML_UNKNOWN = "html-unknown" {
        means: "A tag names an element that HTML does not have, such as a component of another \
            program.",
        hurts: "Browsers make nothing of it: readers miss the box, or what its attributes say.",
        wrong: "<Note>\n\nVenez à deux à l'audition.\n\n</Note>",
        right: "> [!NOTE]\n> Venez à deux à l'audition.",
    }
}

/// What to do about a link in a link.
pub(crate) const IN_LINK: &str = "end the first one before the second begins";

/// What is open, from the outside in.
#[derive(Debug, Default)]
pub(crate) struct Balance {
    open: Vec<Open>,
    /// The names of elements that HTML does not have and that are told: what ends one goes with it.
    told: Vec<String>,
    /// The names of those that nothing closed in their part: what was to end one, behind it, is told with it.
    unclosed: Vec<String>,
    /// Whether a link of Markdown is open.
    is_in_link: bool,
}

#[derive(Debug)]
enum Open {
    /// An element, by its name in lower case and the bytes of the Markdown where it is opened.
    Element { name: String, span: Range<usize>, known: Known, is_link: bool },
    /// A part of the text that Markdown closes, whatever its author forgot in it.
    Part,
}

/// Whether anything can come of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// HTML has it, or a script may make it: names of one's own hold a hyphen.
    Yes,
    /// Nothing, which is told where it is opened.
    No,
}

impl Balance {
    /// A part of the text begins.
    pub(crate) fn enter(&mut self) {
        self.open.push(Open::Part);
    }

    /// Whether an element of this name is open in this part.
    fn holds(&self, wanted: &str) -> bool {
        let inside = self.open.iter().rev().take_while(|open| !matches!(open, Open::Part));
        inside.into_iter().any(|open| matches!(open, Open::Element { name, .. } if name == wanted))
    }

    /// Whether a link is open, of HTML or of Markdown. What was to end it may be missing: each is told of once.
    pub(crate) fn is_in_link(&mut self) -> bool {
        let outer = self.open.iter_mut().find_map(|open| match open {
            Open::Element { is_link, .. } if *is_link => Some(is_link),
            _ => None,
        });
        let is_open = outer.is_some();
        if let Some(is_link) = outer {
            *is_link = false;
        }
        is_open || self.is_in_link
    }

    /// A link of Markdown begins or ends.
    pub(crate) fn set_in_link(&mut self, is_in_link: bool) {
        self.is_in_link = is_in_link;
    }

    /// Takes note of a tag that stands at `span` of the Markdown.
    pub(crate) fn note(
        &mut self,
        output: &mut Output<'_, '_>,
        tag: &Tag<'_>,
        span: Range<usize>,
    ) -> Known {
        if tag.kind == TagKind::CommentWithoutEnd {
            let help = "write --> where it ends; nothing after it is shown";
            output.error(COMMENT_NOT_CLOSED, span, "this comment is never closed", help);
            return Known::Yes;
        }
        let name = tag.name.to_ascii_lowercase();
        let end = end_of(&name);
        // Neither `<Button/>` nor `</Link>` is anything in HTML.
        let ends_void = tag.kind == TagKind::Closing && is_void(&name);
        let ends_itself = tag.kind == TagKind::OpeningAndClosing && !is_void(&name);
        if tag.is_titled() && end.is_some() && (ends_void || ends_itself) {
            unknown(output, tag, &span, "this is no element of HTML, but a component");
            return Known::No;
        }
        if end == Some(End::Open) {
            if ends_void {
                let help = format!("remove it: <{name}> has no text, and no end");
                output.error(HTML_NOT_CLOSED, span, format!("`</{name}>` closes nothing"), help);
            }
            return Known::Yes;
        }
        let begins_link = name == "a" && tag.kind != TagKind::Closing && !tag.attributes.is_empty();
        if begins_link && self.is_in_link() {
            output.error(LINK_IN_LINK, span.clone(), "a link stands in another one", IN_LINK);
        }
        // Drawings and formulas have elements of their own.
        let is_drawn = || self.holds("svg") || self.holds("math");
        let is_link = name == "a" && tag.attribute("href").is_some();
        let is_known = end.is_some() || name.contains('-') || is_drawn();
        let known = if is_known { Known::Yes } else { Known::No };
        match tag.kind {
            TagKind::OpeningAndClosing if self.holds("svg") || name == "svg" => {}
            TagKind::Closing if self.holds(&name) => self.close(output, &name),
            TagKind::Closing if known == Known::No && self.told.contains(&name) => {}
            TagKind::Closing if self.take_unclosed(&name) => {}
            TagKind::Closing if let Some(meant) = self.mistyped(&name) => {
                self.open.pop();
                let help = format!("did you mean </{meant}>?");
                output.error(HTML_NOT_CLOSED, span, format!("`</{name}>` closes nothing"), help);
            }
            _ if known == Known::No => {
                unknown(output, tag, &span, &format!("HTML has no element `<{}>`", tag.name));
                if !self.told.contains(&name) {
                    self.told.push(name.clone());
                }
                if tag.kind == TagKind::Opening {
                    self.open.push(Open::Element { name, span, known, is_link });
                }
            }
            TagKind::Closing => {
                let help = format!("remove it, or write <{name}> in the same part of the text");
                output.error(HTML_NOT_CLOSED, span, format!("`</{name}>` closes nothing"), help);
            }
            _ => self.open.push(Open::Element { name, span, known, is_link }),
        }
        known
    }

    /// Notes a tag that never ends; what was to close its element goes with it.
    #[cold]
    pub(crate) fn note_unended(
        &mut self,
        output: &mut Output<'_, '_>,
        tag: &Tag<'_>,
        span: Range<usize>,
    ) {
        let name = tag.name.to_ascii_lowercase();
        let written = output.text.get(span.clone()).unwrap_or_default();
        let line = written.lines().next().unwrap_or_default();
        let end = span.start + line.trim_end().len();
        let help = unended_help(tag);
        output.error(HTML_NOT_CLOSED, span.start..end, "this tag never ends", help);
        match tag.kind {
            TagKind::Closing => self.end(output, &name),
            _ => self.expect(name),
        }
    }

    /// An element of this name ends, if it is open.
    pub(crate) fn end(&mut self, output: &mut Output<'_, '_>, name: &str) {
        if self.holds(name) {
            self.close(output, name);
        }
    }

    /// An element of this name is told where it is opened: whatever closes it is no mistake of its own.
    pub(crate) fn expect(&mut self, name: String) {
        if end_of(&name) == Some(End::Tag) {
            self.unclosed.push(name);
        }
    }

    /// Whether an element of HTML is open in this part.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.open.last(), Some(Open::Element { .. }))
    }

    /// Whether an element of this name was told that nothing closes it; it is then closed.
    fn take_unclosed(&mut self, wanted: &str) -> bool {
        let found = self.unclosed.iter().rposition(|name| name == wanted);
        found.map(|at| self.unclosed.remove(at)).is_some()
    }

    /// The innermost element of this part, if its name is nearly this one: `<sup>2</sub>`.
    fn mistyped(&self, wanted: &str) -> Option<String> {
        let Some(Open::Element { name, .. }) = self.open.last() else { return None };
        suggest::nearest(wanted, [name.as_str()]).map(str::to_owned)
    }

    /// A part of the text ends, and with it whatever is open in it.
    pub(crate) fn leave(&mut self, output: &mut Output<'_, '_>) {
        while let Some(Open::Element { name, span, known, .. }) = self.open.pop() {
            // `<b>un<b>`: the second was to end the first.
            let is_again = known == Known::Yes
                && matches!(self.open.last(), Some(Open::Element { name: outer, .. }) if *outer == name);
            if is_again && !output.text[span.clone()].contains(' ') {
                self.open.pop();
                let help = format!("write </{name}>");
                let message = format!("`<{name}>` stands where `</{name}>` was meant");
                output.error(HTML_NOT_CLOSED, span, message, help);
                self.unclosed.push(name.clone());
            } else {
                never_closed(output, &name, span, known);
            }
            self.unclosed.push(name);
        }
    }

    fn close(&mut self, output: &mut Output<'_, '_>, wanted: &str) {
        while let Some(Open::Element { name, span, known, .. }) = self.open.pop() {
            if name == wanted {
                return;
            }
            never_closed(output, &name, span, known);
            self.unclosed.push(name);
        }
    }
}

/// What to do about a tag that never ends.
pub(crate) fn unended_help(tag: &Tag<'_>) -> String {
    let name = tag.name;
    let (example, quotes) = match tag.kind {
        TagKind::Closing => (format!("</{name}>"), ""),
        _ => (
            format!("<{name} …>"),
            "; the value of an attribute stands between two quotation marks",
        ),
    };
    format!("write > where it ends: {example}{quotes}")
}

fn never_closed(output: &mut Output<'_, '_>, name: &str, span: Range<usize>, known: Known) {
    if known == Known::No {
        return;
    }
    let help = match name {
        // Inside other HTML, its own empty lines end the block.
        "pre" => "write an empty line before <pre>, and </pre> where it ends".to_owned(),
        _ if output.text[span.clone()].ends_with("/>") => {
            format!("in HTML, /> closes nothing: write <{name} …></{name}>")
        }
        _ => format!("write </{name}> where it ends, in the same part of the text"),
    };
    output.error(HTML_NOT_CLOSED, span, format!("`<{name}>` is never closed"), help);
}

fn unknown(output: &mut Output<'_, '_>, tag: &Tag<'_>, span: &Range<usize>, message: &str) {
    let name = tag.name;
    let help = format!(
        "write it as Markdown or HTML: components of other programs do nothing here; to show the signs, write \\<{name}>"
    );
    output.error(HTML_UNKNOWN, span.clone(), message, help);
}
