//! What the text of a page calls: components, other Markdown, code from files.
//!
//! ```text
//! body ─values→ text ─tags→ pairs ─calls→ HTML by number, a mark in its place ─→ one text for Markdown
//! ```
//!
//! A page without calls is its body with its values, and nothing is looked for.

pub(crate) mod codes;
mod assembly;
mod component;
mod files;
mod layout;
mod origin;
mod pairs;
mod signature;
mod tag;

use std::{collections::BTreeMap, mem, ops::Range};

use authoring::{
    config::find_control,
    diagnostics::{Diagnostic, Source},
};

use crate::{
    content::page::Page,
    render::{interpolation::CALL, renderer::Renderer},
    site::Site,
};
use assembly::Assembly;
use origin::{File, Pieces};

pub(super) use origin::Origin;

/// The text of a page, with its values, and with marks in the place of what components write.
pub(super) struct Prose<'b> {
    /// `None` if it is the first file's.
    text: Option<String>,
    pieces: Pieces,
    /// The page's own first, then those that it includes.
    files: Vec<File<'b>>,
    /// What components write, by number.
    pub(super) html: Vec<String>,
    /// Who writes it.
    writers: Vec<Writer>,
    /// What is wrong, and in which file.
    pub(super) diagnostics: Vec<(usize, Diagnostic)>,
    /// What is wrong in the templates of components.
    pub(super) template_diagnostics: Vec<Diagnostic>,
}

/// Whose HTML a mark stands for.
struct Writer {
    component: String,
    /// Whether it is what stands after a text.
    is_end: bool,
}

impl<'b> Prose<'b> {
    /// Puts the text of a page together; `body` is the text of its file from `page.body` on.
    pub(super) fn of(site: &Site, renderer: &Renderer, page: &Page, body: &'b str) -> Self {
        let (expanded, found) = renderer.interpolate(page, body);
        // What holds no braces is as it was.
        let calls = matches!(&expanded.text, std::borrow::Cow::Owned(text) if text.contains(CALL));
        let mut prose = Self {
            text: None,
            pieces: Pieces::default(),
            files: vec![File { source: None, base: page.body, expanded }],
            html: Vec::new(),
            writers: Vec::new(),
            diagnostics: Vec::new(),
            template_diagnostics: Vec::new(),
        };
        let mut assembly = Assembly::of(site, renderer, page, &mut prose);
        assembly.note_values(0, found);
        assembly.note(0, find_control(body));
        assembly.note(0, files::mojibake(body));
        if calls {
            assembly.append(0);
            let text = assembly.text;
            prose.text = Some(text);
        }
        prose
    }

    /// Markdown.
    pub(super) fn text(&self) -> &str {
        self.text.as_deref().unwrap_or(&self.files[0].expanded.text)
    }

    /// Where these bytes of the text come from.
    pub(super) fn origin(&self, span: Range<usize>) -> Origin {
        self.pieces.origin(&self.files, span)
    }

    /// An included file by its number; `None` for the page's own.
    pub(super) fn source(&self, file: usize) -> Option<&Source> {
        self.files[file].source.as_ref()
    }

    /// All that is wrong, each at its place; `own` is the page's file.
    pub(super) fn place_all(&mut self, own: &Source) -> Vec<Diagnostic> {
        let mut by_file: BTreeMap<usize, Vec<Diagnostic>> = BTreeMap::new();
        for (file, found) in mem::take(&mut self.diagnostics) {
            by_file.entry(file).or_default().push(found);
        }
        let placed = by_file.into_iter();
        placed.flat_map(|(file, found)| self.source(file).unwrap_or(own).place_all(found)).collect()
    }

    /// The component whose HTML stands at a byte of the text.
    pub(super) fn component(&self, at: usize) -> Option<&str> {
        self.pieces.mark(at).map(|number| &*self.writers[number].component)
    }

    /// What is to be said of a mistake in the Markdown, if not enough is: of what a component writes, its template
    /// has said what stands in it.
    pub(super) fn note(&mut self, renderer: &Renderer, found: Diagnostic) {
        let found = match self.pieces.mark(found.span.start) {
            None => Some(found),
            Some(number) => {
                let Writer { component, is_end } = &self.writers[number];
                component::of_html(renderer, component, *is_end, found)
            }
        };
        if let Some(found) = found {
            let Origin { file, span } = self.origin(found.span.clone());
            self.diagnostics.push((file, found.at(span)));
        }
    }
}
