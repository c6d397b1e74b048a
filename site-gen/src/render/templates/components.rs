//! The components that the site's templates define, for the text of pages.

use authoring::diagnostics::{Code, Source};
use tera::{ComponentInfo, Context};

use super::{
    Templates,
    as_html::{self, blank},
};
use crate::render::markdown::{self, InPlace};

/// The components that the templates define.
#[derive(Clone, Copy)]
pub struct Components<'t>(pub(super) &'t Templates);

impl<'t> Components<'t> {
    /// What one takes; `None` if no template that can be used defines it.
    pub fn info(self, name: &str) -> Option<ComponentInfo> {
        self.0.tera.get_component_definition(name)
    }

    /// Whether a template defines it that cannot be used, which has been told.
    pub fn is_broken(self, name: &str) -> bool {
        !self.0.tera.contains_component(name) && self.source(name).is_some()
    }

    /// Their names, in no order.
    pub fn names(self) -> impl Iterator<Item = &'t str> {
        self.0.tera.get_component_names()
    }

    /// What one writes with these parameters; `seen` holds what it may take besides.
    ///
    /// # Errors
    ///
    /// What is wrong with its template.
    pub fn render(
        self,
        name: &str,
        passed: &Context,
        seen: &Context,
        body: Option<&str>,
    ) -> Result<String, tera::Error> {
        self.0.tera.render_component_with_implicits(name, passed, seen, body, true)
    }

    /// The template that defines it.
    fn source(self, name: &str) -> Option<&'t Source> {
        let sign = format!("component {name}(");
        let mut written = self.0.written().map(|(_, source)| source);
        written.find(|source| source.text.contains(&sign))
    }

    /// Whether its template, read without being rendered, has such a mistake: that is told there.
    pub fn is_told(self, name: &str, code: Code) -> bool {
        let Some(source) = self.source(name) else { return false };
        let html = blank(&source.text);
        let found = markdown::refused(&html, InPlace::Allowed).into_iter();
        found.chain(markdown::images_without(&html)).any(|found| found.code == code)
    }

    /// Whether its template says where a link leads: whether that is there is told of the template.
    pub fn says(self, name: &str, target: &str) -> bool {
        let references = |source: &Source| as_html::references(&source.text);
        let said = self.source(name).map(references).unwrap_or_default();
        said.iter().any(|reference| reference.target == target)
    }
}
