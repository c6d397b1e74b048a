//! Footnotes: numbered as they are called, written at the end of the page with links back.

use std::{fmt::Write as _, ops::Range};

use super::{anchors::Anchors, escape, words::Words};
use crate::fault::Fault;

/// The footnotes of one page.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
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
}

#[derive(Debug)]
struct Defined {
    label: String,
    span: Range<usize>,
    html: String,
}

impl Footnotes {
    /// Writes a call.
    pub(super) fn call(
        &mut self,
        label: &str,
        out: &mut String,
        anchors: &mut Anchors,
        words: &Words,
    ) {
        let label = label.to_lowercase();
        let known = self.called.iter().position(|called| called.label == label);
        let index = known.unwrap_or_else(|| {
            let id = anchors.claim(format!("note-{}", self.called.len() + 1));
            self.called.push(Called { label, id, calls: Vec::new() });
            self.called.len() - 1
        });
        let number = index + 1;
        let called = &mut self.called[index];
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
    pub(super) fn define(
        &mut self,
        label: &str,
        span: Range<usize>,
        html: String,
    ) -> Option<Fault> {
        let known = self.defined.iter().any(|defined| defined.label == label.to_lowercase());
        let fault = known.then(|| {
            let place = span.start..span.start + "[^]".len() + label.len();
            let help = "give one of the two another name, here and where it is called";
            Fault::new(place, format!("there is already a footnote `{label}`"), help)
        });
        if !known {
            self.defined.push(Defined { label: label.to_lowercase(), span, html });
        }
        fault
    }

    /// Writes them all.
    pub(super) fn write(mut self, out: &mut String, words: &Words, faults: &mut Vec<Fault>) {
        for defined in &self.defined {
            if !self.called.iter().any(|called| called.label == defined.label) {
                let label = &defined.label;
                faults.push(Fault::new(
                    defined.span.start..defined.span.start + "[^]".len() + label.len(),
                    format!("the footnote `{label}` is never called"),
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
