//! The form's pages, from the same templates for the static site and for the handler.
//!
//! A page here is what goes between the site's header and footer; the layout around it is the site's.

use std::collections::BTreeMap;

use tera::Tera;

use crate::definition::Definition;

pub mod addresses;
mod faults;
pub mod fields;
mod linked;
mod stop;
pub mod summary;
pub mod view;

pub use view::{TEMPLATES, View};

/// A page of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPage {
    /// For `<title>` and the page's only `<h1>`, already in the main part; text, not HTML.
    pub title: String,
    /// The HTML of the main part.
    pub main: String,
}

/// The compiled templates.
#[derive(Debug)]
pub struct Pages(Tera);

impl Pages {
    /// Compiles the templates: all of [`TEMPLATES`], by name, as overridden.
    ///
    /// # Errors
    ///
    /// The template author's: a syntax error, with its place.
    pub fn new(templates: &BTreeMap<String, String>) -> Result<Self, tera::Error> {
        let mut tera = Tera::new();
        tera.add_raw_templates(
            templates.iter().map(|(name, text)| (name.as_str(), text.as_str())),
        )?;
        Ok(Self(tera))
    }

    /// The built-in templates, by name.
    pub fn built_in() -> BTreeMap<String, String> {
        TEMPLATES.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect()
    }

    /// Renders one page.
    ///
    /// # Errors
    ///
    /// The template author's: an unknown variable, with its place.
    pub fn render(&self, definition: &Definition, view: View<'_>) -> Result<FormPage, tera::Error> {
        let (template, title, context) = view.context(definition);
        // A title stands in a tab, where no line ends: programs that look for its words find plain spaces.
        let title = title.replace(['\u{a0}', '\u{202f}'], " ");
        Ok(FormPage { main: self.0.render(template, &context)?, title })
    }
}
