//! HTML that the author wrote: what is opened is closed, inside the same part of the text.

use std::ops::Range;

use crate::render::markdown::{
    html::tags::{Tag, TagKind},
    output::Output,
};

authoring::codes! {
    COMMENT_NOT_CLOSED = "comment-not-closed" {
        means: "A comment in HTML is never closed.",
        hurts: "Nothing after it is shown: readers miss the rest of the page.",
        wrong: "<!-- à relire\n\nLes auditions sont gratuites.",
        right: "<!-- à relire -->\n\nLes auditions sont gratuites.",
    }
    HTML_NOT_CLOSED = "html-not-closed" {
        means: "An element of HTML is not closed in the part of the text in which it is opened, or \
            a closing tag closes nothing.",
        hurts: "Browsers guess where it ends: the rest of the page may be folded away or stand in \
            bold.",
        wrong: "<details>\n<summary>Pièces à joindre</summary>\n\nLe dernier bilan.",
        right: "<details>\n\
            <summary>Pièces à joindre</summary>\n\n\
            Le dernier bilan.\n\n\
            </details>",
    }
}

/// What may stand without a closing tag: HTML's void elements, and those whose end is optional.
const NEED_NOT_CLOSE: [&str; 32] = [
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html",
    "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source",
    "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// What is open, from the outside in.
#[derive(Debug, Default)]
pub(crate) struct Balance(Vec<Open>);

#[derive(Debug)]
enum Open {
    /// An element, by its name in lower case and the bytes of the Markdown where it is opened.
    Element { name: String, span: Range<usize> },
    /// A part of the text that Markdown closes, whatever its author forgot in it.
    Part,
}

impl Balance {
    /// A part of the text begins.
    pub(crate) fn enter(&mut self) {
        self.0.push(Open::Part);
    }

    /// Whether an element of this name is open in this part.
    fn holds(&self, wanted: &str) -> bool {
        let inside = self.0.iter().rev().take_while(|open| !matches!(open, Open::Part));
        inside.into_iter().any(|open| matches!(open, Open::Element { name, .. } if name == wanted))
    }

    /// Takes note of a tag that stands at `span` of the Markdown.
    pub(crate) fn note(&mut self, output: &mut Output<'_, '_>, tag: &Tag<'_>, span: Range<usize>) {
        let name = tag.name.to_ascii_lowercase();
        match tag.kind {
            TagKind::CommentWithoutEnd => {
                let help = "write --> where it ends; nothing after it is shown";
                output.error(COMMENT_NOT_CLOSED, span, "this comment is never closed", help);
            }
            _ if NEED_NOT_CLOSE.contains(&name.as_str()) => {}
            TagKind::OpeningAndClosing if self.holds("svg") || name == "svg" => {}
            TagKind::Opening | TagKind::OpeningAndClosing => {
                self.0.push(Open::Element { name, span });
            }
            TagKind::Closing if self.holds(&name) => self.close(output, &name),
            TagKind::Closing => {
                let help = format!("remove it, or write <{name}> in the same part of the text");
                output.error(HTML_NOT_CLOSED, span, format!("`</{name}>` closes nothing"), help);
            }
        }
    }

    /// A part of the text ends, and with it whatever is open in it.
    pub(crate) fn leave(&mut self, output: &mut Output<'_, '_>) {
        while let Some(Open::Element { name, span }) = self.0.pop() {
            never_closed(output, &name, span);
        }
    }

    fn close(&mut self, output: &mut Output<'_, '_>, wanted: &str) {
        while let Some(Open::Element { name, span }) = self.0.pop() {
            if name == wanted {
                return;
            }
            never_closed(output, &name, span);
        }
    }
}

fn never_closed(output: &mut Output<'_, '_>, name: &str, span: Range<usize>) {
    let help = match name {
        // Inside other HTML, its own empty lines end the block.
        "pre" => "write an empty line before <pre>, and </pre> where it ends".to_owned(),
        _ => format!("write </{name}> where it ends, in the same part of the text"),
    };
    output.error(HTML_NOT_CLOSED, span, format!("`<{name}>` is never closed"), help);
}
