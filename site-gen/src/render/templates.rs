//! The site's templates: built in, or overridden by name; every broken one reported.

pub mod as_html;
mod compile;
pub mod components;
pub mod errors;
pub mod filters;
pub mod graph;
pub mod own_values;
pub mod structure;
pub mod written_values;
pub(crate) mod problems;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

use application_form::page::Pages;
use authoring::diagnostics::{Diagnostic, Source};
use tera::{Context, Tera};

use crate::{
    content::{
        assets::Assets,
        templates::{TemplateSources, is_overridden},
        theme,
    },
    render::interpolation,
};
use compile::{Broken, Unusable, compile};
use components::Components;
use graph::Uses;

/// Compiled templates, and what is needed to say what is wrong with them.
pub struct Templates {
    /// Of pages.
    tera: Tera,
    /// Of the form.
    form: Pages,
    /// Compiles nothing ahead: for values in the prose, which escape otherwise.
    prose: Tera,
    sources: BTreeMap<String, Source>,
    /// The site's own for which built-in ones stand in.
    broken: BTreeMap<String, Broken>,
    /// By template, looked at when it is first asked for: most sites use few of those that are built in.
    uses: BTreeMap<String, OnceLock<Uses>>,
}

impl Templates {
    /// Compiles all of them. A broken one is reported and the built-in of that name takes its place, so
    /// that the rest can be checked.
    pub fn compile(
        sources: TemplateSources,
        assets: &Arc<Assets>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let TemplateSources(sources) = sources;
        let (form, pages): (BTreeMap<_, _>, BTreeMap<_, _>) =
            sources.into_iter().partition(|(name, _)| name.starts_with("form/"));
        let mut broken = BTreeMap::new();
        let (form, mut sources) = compile(form, &mut broken, diagnostics, |texts| {
            let texts = texts.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned()));
            Pages::new(&texts.collect())
        });
        let (tera, pages) = compile(pages, &mut broken, diagnostics, |texts| {
            let mut tera = Tera::default();
            filters::register(&mut tera, assets);
            if texts.iter().any(|(name, _)| *name == theme::CARD.0) {
                filters::register_for_cards(&mut tera);
            }
            tera.add_raw_templates(texts)?;
            Ok(tera)
        });
        sources.extend(pages);
        let mut prose = Tera::default();
        interpolation::prepare(&mut prose);
        filters::register(&mut prose, assets);
        let mut templates = Self { tera, form, prose, sources, broken, uses: BTreeMap::new() };
        templates.uses = templates.names().map(|name| (name.to_owned(), OnceLock::new())).collect();
        templates
    }

    /// Renders the template `name`.
    ///
    /// # Errors
    ///
    /// What is wrong with it, at its place.
    pub fn render(&self, name: &str, context: &Context) -> Result<String, Vec<Diagnostic>> {
        let document = self.render_bytes(name, context, 0)?;
        Ok(String::from_utf8(document).expect("templates and values are text"))
    }

    /// As [`render`](Self::render), of a document that probably has `length` bytes. Bytes, because
    /// looking at each again, to be sure that it is text, would take as long as filling the template.
    pub fn render_bytes(
        &self,
        name: &str,
        context: &Context,
        length: usize,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let mut document = Vec::with_capacity(length);
        match self.tera.render_to(name, context, &mut document) {
            Ok(()) => Ok(document),
            Err(error) => Err(self.explain(&error, context)),
        }
    }

    /// What a piece of a template becomes; `None` if it needs what is around it.
    pub fn evaluate(&self, text: &str, context: &Context) -> Option<String> {
        self.tera.render_str(text, context, true).ok()
    }

    /// What an error of Tera's means, at the template's place.
    pub fn explain(&self, error: &tera::Error, context: &Context) -> Vec<Diagnostic> {
        problems::rendering(&self.sources, error, context)
    }

    /// The components that they define.
    pub fn components(&self) -> Components<'_> {
        Components(self)
    }

    /// The form's templates, compiled.
    pub fn form(&self) -> &Pages {
        &self.form
    }

    /// The form's templates, by name.
    pub fn form_texts(&self) -> BTreeMap<String, String> {
        self.sources
            .iter()
            .filter(|(name, _)| name.starts_with("form/"))
            .map(|(name, source)| (name.clone(), source.text.to_string()))
            .collect()
    }

    /// Renders values in the prose.
    pub fn prose(&self) -> &Tera {
        &self.prose
    }

    /// The names of the templates a page may ask for.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = self.sources.keys().map(String::as_str);
        names.filter(|name| !name.starts_with("form/") && *name != theme::CARD.0)
    }

    /// Whether a template, with those that it uses, shows the prose as it is, once, and does nothing else
    /// with it: then what is around the prose does not depend on it.
    pub fn shows_prose_once(&self, name: &str) -> bool {
        self.uses(name).is_some_and(|uses| uses.shows_prose_once)
    }

    /// Whether there is one of cards.
    pub fn has_cards(&self) -> bool {
        self.sources.contains_key(theme::CARD.0)
    }

    /// Whether a template asks for a file by its content: `{{ "/assets/a.css" | fingerprint }}`.
    pub fn loads_assets(&self, name: &str) -> bool {
        self.uses(name).is_some_and(|uses| uses.loads_assets)
    }

    fn uses(&self, name: &str) -> Option<Uses> {
        let uses = self.uses.get(name)?;
        Some(*uses.get_or_init(|| Uses::of(&self.texts_used_by(name))))
    }

    /// The templates that mention `word`, or a template that does.
    pub fn mentioning(&self, word: &str) -> BTreeSet<&str> {
        let holding = |word: &str| {
            let holds = |source: &Source| source.text.contains(word);
            self.sources
                .iter()
                .filter(|(_, source)| holds(source))
                .map(|(name, _)| name.as_str())
                .collect()
        };
        let mut found: BTreeSet<&str> = holding(word);
        let mut to_follow: Vec<&str> = found.iter().copied().collect();
        while let Some(name) = to_follow.pop() {
            let users: BTreeSet<&str> = holding(&format!("\"{name}\""));
            to_follow.extend(users.difference(&found));
            found.extend(users);
        }
        found
    }

    /// All templates and their files, in the order of their names.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.sources.iter().map(|(name, source)| (name.as_str(), source))
    }

    /// The same, as their authors wrote them: built-in ones stand in for those that are broken.
    pub fn written(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.sources().map(|(name, source)| {
            (name, self.broken.get(name).map_or(source, |broken| &broken.source))
        })
    }

    /// Those that are the site's own, broken or not.
    pub fn own(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.written().filter(|(name, _)| {
            self.broken.contains_key(*name) || is_overridden(&self.sources, name)
        })
    }

    /// Those that are the site's own, and not broken.
    pub fn usable(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.sources().filter(|(name, _)| is_overridden(&self.sources, name))
    }

    /// A template's text for whoever looks for names in it, with blanks where it cannot be read; `None` if it
    /// cannot be read at all.
    pub fn readable(&self, name: &str) -> Option<&Source> {
        match self.broken.get(name) {
            Some(Broken { error: Unusable::Syntax, readable, .. }) => readable.as_ref(),
            Some(Broken { source, .. }) => Some(source),
            None => self.source(name),
        }
    }

    /// Whether a template could be read to its end, as its author wrote it.
    pub fn is_read(&self, name: &str) -> bool {
        !matches!(self.broken.get(name), Some(Broken { error: Unusable::Syntax, .. }))
    }

    /// The texts of a template and of those that it uses.
    pub fn texts_used_by(&self, name: &str) -> Vec<&str> {
        let reached = graph::reached(self, [name]);
        reached.into_iter().filter_map(|name| Some(&*self.source(name)?.text)).collect()
    }

    /// The file of a template.
    pub fn source(&self, name: &str) -> Option<&Source> {
        self.sources.get(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::directory::Folder;

    #[track_caller]
    fn check(files: &[(&str, &str)], expect: &[&str]) -> Templates {
        let mut diagnostics = Vec::new();
        let folder = Folder::from_files("content", files.iter().copied());
        let sources = TemplateSources::read(&folder, true, &mut diagnostics);
        let templates = Templates::compile(sources, &Arc::default(), &mut diagnostics);
        let found = diagnostics.iter().map(|each| {
            format!(
                "{}:{}:{}: {}",
                each.place.path, each.place.line, each.place.column, each.message
            )
        });
        assert_eq!(found.collect::<Vec<_>>(), expect);
        templates
    }

    #[test]
    fn the_built_in_templates_compile() {
        check(&[], &[]);
    }

    #[test]
    fn every_broken_override_is_reported_and_the_built_in_takes_its_place() {
        let templates = check(
            &[
                ("templates/base.html", "<p>{% if %}"),
                ("templates/mine.html", "a\n{{ page.title | uper }}"),
                ("templates/page.html", "{% extends \"bse.html\" %}"),
                ("templates/form/stop.html", "{% endfor %}"),
                ("templates/good.html", "good"),
            ],
            &[
                "content/templates/form/stop.html:1:4: `endfor` closes nothing",
                "content/templates/base.html:1:10: found `%}` but expected one of: integer, float, \
                 string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`",
                "content/templates/page.html:1:13: unknown template `bse.html`",
                "content/templates/mine.html:2:17: unknown filter `uper`",
            ],
        );

        assert_eq!(templates.render("good.html", &Context::new()).unwrap(), "good");
        assert_eq!(templates.render("mine.html", &Context::new()).unwrap(), "");
    }
}
