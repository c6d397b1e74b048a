//! A page as its readers get it, in parts: the prose is never copied into what the template writes.

pub mod inline;
pub mod moved;
pub mod prefilled;

use authoring::diagnostics::Diagnostic;
use memchr::memmem;
use tera::Context;

use super::{placeholder, templates::Templates};
use crate::content::{config::base_url::BaseUrl, theme::words::Words};
use inline::Inline;

/// Stands where the prose goes. Reserved for private use; where a page holds it all the same, its template is filled as any.
const HOLE: &str = "\u{e005}";

/// What a template writes around the prose of a page.
#[derive(Debug, Default)]
pub struct Shell {
    before: Vec<u8>,
    /// `None` if the template did something else with the prose than to show it: then it is in the above.
    after: Option<Vec<u8>>,
}

impl Shell {
    /// Fills the template of a page. `context` makes what it can name, with this text for its prose.
    ///
    /// # Errors
    ///
    /// What is wrong with the template, at its place.
    pub fn render(
        templates: &Templates,
        template: &str,
        prose: &str,
        context: impl Fn(&str) -> Context,
    ) -> Result<Self, Vec<Diagnostic>> {
        // A template that shows the prose as it is, once, is filled with a sign that says where.
        if !prose.is_empty() && templates.shows_prose_once(template) {
            // What the built-in templates add to a page is shorter than this.
            let mut html = templates.render_bytes(template, &context(HOLE), 8 * 1024)?;
            let mut found = memmem::find_iter(&html, HOLE);
            if let (Some(at), None) = (found.next(), found.next()) {
                let after = html[at + HOLE.len()..].to_vec();
                html.truncate(at);
                return Ok(Self { before: html, after: Some(after) });
            }
        }
        let html = templates.render_bytes(template, &context(prose), prose.len() + 8 * 1024)?;
        Ok(Self { before: html, after: None })
    }

    /// The scripts and style sheets that stand in it.
    pub fn inline(&self) -> Inline {
        let mut inline = Inline::of(&self.before);
        if let Some(after) = &self.after {
            inline.extend(&Inline::of(after));
        }
        inline
    }

    /// Makes the placeholders of what the template wrote visible; returns whether there are any.
    pub fn show_placeholders(&mut self, words: &Words) -> bool {
        let mut shown = false;
        for part in std::iter::once(&mut self.before).chain(&mut self.after) {
            if placeholder::may_hold(part) {
                *part = placeholder::show_bytes(std::mem::take(part), words);
                shown = true;
            }
        }
        shown
    }

    /// Leads what its text points to below the path at which the site stands.
    pub(super) fn move_below(&mut self, base: &BaseUrl) {
        for part in std::iter::once(&mut self.before).chain(&mut self.after) {
            *part = moved::bytes(base, std::mem::take(part));
        }
    }

    /// The whole document, in parts that follow each other.
    pub fn document<'d>(&'d self, prose: &'d str) -> [&'d [u8]; 3] {
        match &self.after {
            Some(after) => [&self.before, prose.as_bytes(), after],
            None => [&self.before, &[], &[]],
        }
    }

    /// What the template has written: what is around `prose`, where that is found.
    pub fn around(&self, prose: &str) -> [&[u8]; 2] {
        if let Some(after) = &self.after {
            return [&self.before, after];
        }
        let start = memmem::find(&self.before, prose.as_bytes());
        let prose = start.map_or(0..0, |start| start..start + prose.len());
        [&self.before[..prose.start], &self.before[prose.end..]]
    }
}
