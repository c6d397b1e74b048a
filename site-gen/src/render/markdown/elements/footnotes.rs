//! Footnotes: numbered as they are called, written at the end of the page with links back.

use std::{fmt::Write as _, ops::Range};

use authoring::diagnostics::Diagnostic;

use super::anchors::Anchors;
use crate::render::markdown::{escape, words::Words};

authoring::codes! {
    FOOTNOTE_TWICE = "footnote-twice" {
        means: "Two footnotes of a page have the same name.",
        hurts: "Only the first is shown: both numbers lead readers to it, and nobody sees the \
            second.",
        wrong: "L'avis est gratuit[^1] et confidentiel[^1].\n\n\
            [^1]: Aucun frais de dossier.\n\n\
            [^1]: Chaque pair s'y engage.",
        right: "L'avis est gratuit[^1] et confidentiel[^2].\n\n\
            [^1]: Aucun frais de dossier.\n\n\
            [^2]: Chaque pair s'y engage.",
    }
    FOOTNOTE_EMPTY = "footnote-empty" {
        means: "A footnote is there and has no text.",
        hurts: "Whoever follows its number finds nothing at the foot of the page.",
        wrong: "L'avis est gratuit[^frais].\n\n[^frais]:",
        right: "L'avis est gratuit[^frais].\n\n[^frais]: Aucun frais de dossier.",
    }
    FOOTNOTE_UNUSED = "footnote-unused" {
        means: "Nothing in the text calls a footnote, or only the footnote itself does.",
        hurts: "It is not shown, or stands at the foot of the page without anything that leads \
            there: readers miss what it says.",
        wrong: "L'avis est gratuit.\n\n[^frais]: Aucun frais de dossier.",
        right: "L'avis est gratuit[^frais].\n\n[^frais]: Aucun frais de dossier.",
    }
}

/// The footnotes of one page.
#[derive(Debug, Default)]
pub(crate) struct Footnotes {
    /// In the order of their first calls.
    called: Vec<Called>,
    defined: Vec<Defined>,
}

#[derive(Debug)]
struct Called {
    /// In lower case: labels are.
    label: String,
    id: String,
    /// The ids of its calls.
    calls: Vec<String>,
    /// Whether anything but the footnote itself calls it.
    is_wanted: bool,
}

/// A footnote's call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call<'c> {
    pub(crate) label: &'c str,
    /// The footnote in which it stands.
    pub(crate) from: Option<&'c str>,
}

#[derive(Debug)]
struct Defined {
    label: String,
    span: Range<usize>,
    html: String,
}

impl Footnotes {
    /// Writes a call.
    pub(crate) fn call(
        &mut self,
        call: &Call<'_>,
        out: &mut String,
        anchors: &mut Anchors,
        words: &Words,
    ) {
        let label = call.label.to_lowercase();
        let is_wanted = call.from.is_none_or(|from| from.to_lowercase() != label);
        let known = self.called.iter().position(|called| called.label == label);
        let index = known.unwrap_or_else(|| {
            let id = anchors.claim(format!("note-{}", self.called.len() + 1));
            self.called.push(Called { label, id, calls: Vec::new(), is_wanted });
            self.called.len() - 1
        });
        let number = index + 1;
        let called = &mut self.called[index];
        called.is_wanted |= is_wanted;
        let call = anchors.claim(format!("appel-{number}"));
        let (id, name) = (&called.id, words.footnote);
        write!(
            out,
            "<sup><a href=\"#{id}\" id=\"{call}\" role=\"doc-noteref\" aria-label=\"{name} {number}\">{number}</a></sup>"
        )
        .expect("writing to a string never fails");
        called.calls.push(call);
    }

    /// Keeps the text of a footnote, which stands at `span`; returns what is wrong with it.
    pub(crate) fn define(
        &mut self,
        label: &str,
        span: Range<usize>,
        html: String,
    ) -> Option<Diagnostic> {
        let known = self.defined.iter().any(|defined| defined.label == label.to_lowercase());
        let place = span.start..span.start + "[^]".len() + label.len();
        let diagnostic = known.then(|| {
            let place = place.clone();
            let help = "give one of the two another name, here and where it is called";
            Diagnostic::new(
                FOOTNOTE_TWICE,
                place,
                format!("there is already a footnote `{label}`"),
                help,
            )
        });
        let is_empty = html.trim().is_empty();
        if !known {
            self.defined.push(Defined { label: label.to_lowercase(), span, html });
        }
        diagnostic.or_else(|| {
            let help = "write its text after the colon, or remove it and its calls";
            is_empty.then(|| {
                Diagnostic::new(
                    FOOTNOTE_EMPTY,
                    place,
                    format!("the footnote `{label}` is empty"),
                    help,
                )
            })
        })
    }

    /// Writes them all.
    pub(crate) fn write(
        mut self,
        out: &mut String,
        words: &Words,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for defined in &self.defined {
            let called = self.called.iter().find(|called| called.label == defined.label);
            if called.is_none_or(|called| !called.is_wanted) {
                let label = &defined.label;
                diagnostics.push(Diagnostic::new(
                    FOOTNOTE_UNUSED,
                    defined.span.start..defined.span.start + "[^]".len() + label.len(),
                    match called {
                        Some(_) => format!("nothing but itself calls the footnote `{label}`"),
                        None => format!("the footnote `{label}` is never called"),
                    },
                    format!("write [^{label}] where the text needs it, or remove the note"),
                ));
            }
        }
        if self.called.is_empty() {
            return;
        }
        out.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        escape::attribute(out, words.footnotes);
        out.push_str("\">\n<ol>\n");
        for called in &self.called {
            let defined = self.defined.iter_mut().find(|defined| defined.label == called.label);
            let html = defined.map(|defined| std::mem::take(&mut defined.html)).unwrap_or_default();
            let body = html.trim_end();
            let (body, end) = body.strip_suffix("</p>").map_or((body, ""), |body| (body, "</p>"));
            write!(out, "<li id=\"{}\">{body}", called.id)
                .expect("writing to a string never fails");
            for call in &called.calls {
                write!(
                    out,
                    " <a href=\"#{call}\" role=\"doc-backlink\" aria-label=\"{}\">↩</a>",
                    words.back
                )
                .expect("writing to a string never fails");
            }
            out.push_str(end);
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</section>\n");
    }
}
