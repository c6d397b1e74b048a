//! Footnotes: numbered as they are called, written at the end of the page with links back.

use std::{collections::BTreeMap, mem, ops::Range};

use pulldown_cmark::CowStr;

use crate::render::markdown::{escape, output::Output};

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
pub(crate) struct Footnotes<'t> {
    /// Those being read, one inside the other, and what waits meanwhile.
    open: Vec<(CowStr<'t>, String)>,
    /// Where each is in the lists below, by its label in lower case: labels are. A page may have thousands.
    notes: BTreeMap<String, Note>,
    /// In the order of their first calls.
    called: Vec<Called>,
    defined: Vec<Defined>,
}

#[derive(Debug, Default)]
struct Note {
    called: Option<usize>,
    defined: Option<usize>,
}

#[derive(Debug)]
struct Called {
    id: String,
    /// The ids of its calls.
    calls: Vec<String>,
    /// Whether anything but the footnote itself calls it.
    is_wanted: bool,
}

#[derive(Debug)]
struct Defined {
    span: Range<usize>,
    html: String,
}

impl<'t> Footnotes<'t> {
    /// Writes a call.
    pub(crate) fn call(&mut self, output: &mut Output<'_, '_>, label: &str) {
        let label = label.to_lowercase();
        let within = self.open.last().map(|(within, _)| within.to_lowercase());
        let is_wanted = within.is_none_or(|within| within != label);
        let note = self.notes.entry(label).or_default();
        let index = *note.called.get_or_insert_with(|| {
            let id = output.anchors.claim(format!("note-{}", self.called.len() + 1));
            self.called.push(Called { id, calls: Vec::new(), is_wanted });
            self.called.len() - 1
        });
        let number = index + 1;
        let called = &mut self.called[index];
        called.is_wanted |= is_wanted;
        let call = output.anchors.claim(format!("appel-{number}"));
        let (id, name) = (&called.id, output.words.footnote);
        output.write(format_args!(
            "<sup><a href=\"#{id}\" id=\"{call}\" role=\"doc-noteref\" aria-label=\"{name} {number}\">{number}</a></sup>"
        ));
        called.calls.push(call);
    }

    /// Begins a footnote: what is written from here on is its text.
    pub(crate) fn start(&mut self, output: &mut Output<'_, '_>, label: CowStr<'t>) {
        self.open.push((label, mem::take(&mut output.html)));
    }

    /// Ends the footnote that stands at `span`, and keeps its text.
    pub(crate) fn end(&mut self, output: &mut Output<'_, '_>, span: Range<usize>) {
        let Some((label, page)) = self.open.pop() else { return };
        let html = mem::replace(&mut output.html, page);
        let note = self.notes.entry(label.to_lowercase()).or_default();
        if note.defined.is_some() {
            let message = format!("there is already a footnote `{label}`");
            let help = "give one of the two another name, here and where it is called";
            return output.error(FOOTNOTE_TWICE, place(&label, &span), message, help);
        }
        if html.trim().is_empty() {
            let message = format!("the footnote `{label}` is empty");
            let help = "write its text after the colon, or remove it and its calls";
            output.error(FOOTNOTE_EMPTY, place(&label, &span), message, help);
        }
        note.defined = Some(self.defined.len());
        self.defined.push(Defined { span, html });
    }

    /// Writes them all.
    pub(crate) fn write(mut self, output: &mut Output<'_, '_>) {
        self.check_calls(output);
        if self.called.is_empty() {
            return;
        }
        output.html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        escape::attribute(&mut output.html, output.words.footnotes);
        output.html.push_str("\">\n<ol>\n");
        let mut texts: Vec<String> = self.called.iter().map(|_| String::new()).collect();
        for note in self.notes.values() {
            if let (Some(called), Some(defined)) = (note.called, note.defined) {
                texts[called] = mem::take(&mut self.defined[defined].html);
            }
        }
        for (called, html) in self.called.iter().zip(texts) {
            let body = html.trim_end();
            let (body, end) = body.strip_suffix("</p>").map_or((body, ""), |body| (body, "</p>"));
            output.write(format_args!("<li id=\"{}\">{body}", called.id));
            let back = output.words.back;
            for call in &called.calls {
                output.write(format_args!(
                    " <a href=\"#{call}\" role=\"doc-backlink\" aria-label=\"{back}\">↩</a>"
                ));
            }
            output.html.push_str(end);
            output.html.push_str("</li>\n");
        }
        output.html.push_str("</ol>\n</section>\n");
    }

    /// Notes those that no text leads to.
    fn check_calls(&self, output: &mut Output<'_, '_>) {
        for (label, note) in &self.notes {
            let Some(Defined { span, html }) = note.defined.map(|at| &self.defined[at]) else {
                continue;
            };
            // That an empty one is, is told.
            if html.trim().is_empty() {
                continue;
            }
            let called = note.called.map(|at| &self.called[at]);
            if called.is_none_or(|called| !called.is_wanted) {
                let message = match called {
                    Some(_) => format!("nothing but itself calls the footnote `{label}`"),
                    None => format!("the footnote `{label}` is never called"),
                };
                let help = format!("write [^{label}] where the text needs it, or remove the note");
                output.error(FOOTNOTE_UNUSED, place(label, span), message, help);
            }
        }
    }
}

/// Where the footnote at `span` is named.
fn place(label: &str, span: &Range<usize>) -> Range<usize> {
    span.start..span.start + "[^]".len() + label.len()
}
