//! The sources of the templates: built in, or the site's own by the same name.

use std::collections::BTreeMap;

use application_form::page;
use authoring::{
    config::find_mojibake,
    diagnostics::{Diagnostic, Source},
};

use super::{directory::Folder, theme};

/// By name; the form's begin with `form/`.
#[derive(Clone, Debug, Default)]
pub struct TemplateSources(pub BTreeMap<String, Source>);

impl TemplateSources {
    /// The built-in ones, and those of the folder in their place; that of cards on a site that has them.
    pub fn read(folder: &Folder, has_cards: bool, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut sources = BTreeMap::new();
        let card = has_cards.then_some(theme::CARD);
        for (name, text) in theme::TEMPLATES.into_iter().chain(page::TEMPLATES).chain(card) {
            sources.insert(name.to_owned(), built_in(name, text));
        }
        for (name, contents) in folder.below("templates/") {
            if name == theme::CARD.0 && !has_cards {
                continue;
            }
            match contents.text(folder.typed(&format!("templates/{name}"))) {
                Ok(source) => {
                    // What some editors put before a text is no part of it, and would stand before the doctype.
                    let source = match source.text.strip_prefix('\u{feff}') {
                        Some(text) => Source::new(source.path, text),
                        None => source,
                    };
                    let misread = find_mojibake(&source.text, |_| false);
                    diagnostics.extend(misread.map(|found| source.place(found)));
                    sources.insert(name.to_owned(), source);
                }
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
        Self(sources)
    }
}

/// A template that comes with this program.
pub fn built_in(name: &str, text: &str) -> Source {
    let folder =
        if name.starts_with("form/") { "application-form/templates" } else { theme::FOLDER };
    Source::new(format!("{folder}/{name}"), text)
}

/// Whether a template is the site's own.
pub fn is_overridden(sources: &BTreeMap<String, Source>, name: &str) -> bool {
    sources.get(name).is_some_and(|source| source.path != built_in(name, "").path)
}
