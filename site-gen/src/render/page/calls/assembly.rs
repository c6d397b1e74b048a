//! A text, put together from files and what they call.

mod call;

use std::{collections::BTreeMap, mem, ops::Range};

use authoring::diagnostics::Diagnostic;

use super::{
    Prose, files,
    layout::Layout,
    pairs,
    tag::{Role, Tag},
};
use crate::{
    content::{page::Page, values::placeholder::UNKNOWN},
    render::{
        interpolation::{CALL, code},
        markdown::marks,
        renderer::Renderer,
    },
    site::Site,
};

/// A text that is being put together.
pub(super) struct Assembly<'a, 'b> {
    pub(super) site: &'a Site,
    pub(super) renderer: &'a Renderer,
    pub(super) page: &'a Page,
    pub(super) prose: &'a mut Prose<'b>,
    pub(super) text: String,
    /// The paths of the files that are being included, from the outside in.
    pub(super) open: Vec<String>,
}

/// A tag of a text, with what is around it.
#[derive(Clone, Copy)]
pub(super) struct Found<'t> {
    pub(super) file: usize,
    pub(super) text: &'t str,
    pub(super) tag: &'t Tag<'t>,
    /// What closes it.
    pub(super) end: Option<&'t Tag<'t>>,
}

impl Found<'_> {
    pub(super) fn layout(&self) -> Layout {
        let end = self.end.map_or(self.tag.span.end, |end| end.span.end);
        Layout::of(self.text, &(self.tag.span.start..end))
    }
}

/// What is left to do of a call.
pub(super) enum Rest {
    /// What closes it, if anything does, is nothing.
    Nothing,
    /// HTML of this number stands where it is closed, at the start of a line that begins with the prefix, if it stands
    /// for blocks.
    Mark(usize, Layout),
    /// What stands between its tags is none of the page's.
    Skip,
}

impl<'a, 'b> Assembly<'a, 'b> {
    /// Of a text of which nothing is there yet.
    pub(super) fn of(
        site: &'a Site,
        renderer: &'a Renderer,
        page: &'a Page,
        prose: &'a mut Prose<'b>,
    ) -> Self {
        Self { site, renderer, page, prose, text: String::new(), open: Vec::new() }
    }

    /// Adds the text of a file, and what it calls.
    pub(super) fn append(&mut self, file: usize) {
        let text = mem::take(&mut self.prose.files[file].expanded.text);
        let mut diagnostics = Vec::new();
        let tags = self.tags(file, &text, &mut diagnostics);
        let partners = pairs::pairs(&tags, |name| self.is_known(name), &mut diagnostics);
        self.note_in_text(file, diagnostics);
        let mut closing: BTreeMap<usize, Rest> = BTreeMap::new();
        let mut done = 0;
        for (at, tag) in tags.iter().enumerate() {
            if tag.span.start < done {
                continue;
            }
            self.copy(file, &text, done..tag.span.start);
            done = tag.span.end;
            if tag.role == Role::Closes {
                self.close(file, &text, tag, closing.remove(&at));
                continue;
            }
            let end = partners[at].map(|end| &tags[end]);
            let call = Found { file, text: &text, tag, end };
            let rest = if tag.role == Role::Opens && end.is_none() && self.is_known(tag.name) {
                self.put_unknown(call)
            } else {
                call::write(self, call)
            };
            match (rest, partners[at], end) {
                (Rest::Skip, _, Some(end)) => done = end.span.end,
                (rest, Some(end), _) => {
                    closing.insert(end, rest);
                }
                _ => {}
            }
        }
        self.copy(file, &text, done..text.len());
        self.prose.files[file].expanded.text = text;
    }

    fn tags<'t>(&self, file: usize, text: &'t str, told: &mut Vec<Diagnostic>) -> Vec<Tag<'t>> {
        let expanded = &self.prose.files[file].expanded;
        let code = code(text);
        let mut tags = Vec::new();
        let mut done = 0;
        for (at, _) in text.match_indices(CALL) {
            let is_code = code.iter().any(|span| span.contains(&at));
            if at < done || is_code || expanded.is_raw(at) || is_commented(text, at) {
                continue;
            }
            match Tag::read(text, at, told) {
                Ok(tag) => {
                    done = tag.span.end;
                    tags.push(tag);
                }
                Err(diagnostic) => told.push(*diagnostic),
            }
        }
        tags
    }

    pub(super) fn is_known(&self, name: &str) -> bool {
        let components = self.renderer.templates.components();
        components.info(name).is_some()
            || components.is_broken(name)
            || files::BUILT_IN.iter().any(|(known, _)| *known == name)
    }

    /// Writes what stands where a call is closed.
    fn close(&mut self, file: usize, text: &str, tag: &Tag<'_>, rest: Option<Rest>) {
        let written = match &rest {
            Some(Rest::Mark(number, Layout::Inline)) => marks::inline(*number),
            Some(Rest::Mark(number, Layout::Block(prefix))) => {
                let alone = Layout::of(text, &tag.span);
                let line =
                    if alone == Layout::Inline { format!("\n{prefix}") } else { String::new() };
                line + &marks::block(*number)
            }
            _ => UNKNOWN.to_string(),
        };
        let mark = match rest {
            Some(Rest::Mark(number, _)) => Some(number),
            _ => None,
        };
        self.put(file, &tag.span, mark, &written);
    }

    /// Notes what is wrong with a call; its text, if it has one, is the page's all the same.
    pub(super) fn fail(&mut self, call: Found<'_>, wrong: Vec<Diagnostic>) -> Rest {
        self.note_in_text(call.file, wrong);
        self.put_unknown(call)
    }

    /// Not nothing: an empty link or heading would be told as well.
    pub(super) fn put_unknown(&mut self, call: Found<'_>) -> Rest {
        self.put(call.file, &call.tag.span, None, &UNKNOWN.to_string());
        Rest::Nothing
    }

    pub(super) fn put(&mut self, file: usize, tag: &Range<usize>, mark: Option<usize>, what: &str) {
        self.prose.pieces.written(self.text.len(), file, tag, mark);
        self.text.push_str(what);
    }

    fn copy(&mut self, file: usize, text: &str, span: Range<usize>) {
        self.prose.pieces.copied(self.text.len(), file, span.start);
        self.text.push_str(&text[span]);
    }

    /// Notes what stands in the text of a file with its values.
    pub(super) fn note_in_text(&mut self, file: usize, diagnostics: Vec<Diagnostic>) {
        let written = &self.prose.files[file];
        let found = diagnostics
            .into_iter()
            .filter(|it| !crate::render::page::is_of_unknown(it))
            .map(|found| {
                let span = written.span(found.span.clone());
                (file, found.at(span))
            });
        let found: Vec<_> = found.collect();
        self.prose.diagnostics.extend(found);
    }

    /// Notes what is wrong with values; what is known to be unknown is said elsewhere.
    pub(super) fn note_values(&mut self, file: usize, diagnostics: Vec<Diagnostic>) {
        let (unknown, page) = (&self.site.content.unknown, self.page);
        let own = diagnostics.into_iter().filter(|it| !unknown.explains(it) && !page.explains(it));
        self.note(file, own.collect::<Vec<_>>());
    }

    pub(super) fn note(&mut self, file: usize, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        let base = self.prose.files[file].base;
        let found = diagnostics.into_iter().map(|found| {
            let span = base + found.span.start..base + found.span.end;
            (file, found.at(span))
        });
        self.prose.diagnostics.extend(found);
    }
}

/// Whether a byte stands in a comment of HTML, whose author wants none of it.
fn is_commented(text: &str, at: usize) -> bool {
    text[..at].rfind("<!--").is_some_and(|start| !text[start..at].contains("-->"))
}
