//! What every page is rendered with, made once.

use authoring::diagnostics::Diagnostic;
use serde_json::{Value as Json, json};
use tera::{Context, Value};

use super::{
    context::Contexts, form_page, interpolation, markdown::Heading, structured_data,
    templates::Templates, templates::written_values::WrittenValues,
};
use crate::{
    content::page::Page,
    render::templates::filters,
    site::{Site, hierarchy, translations},
};

/// Compiled templates and what they can name. It holds nothing of the pages' texts: the site is passed in.
pub struct Renderer {
    /// Compiled.
    pub templates: Templates,
    /// What they can name.
    pub contexts: Contexts,
    /// Where the site's own write what only their values say.
    pub written_values: WrittenValues,
    /// The empty form, and the place of its page in the list of pages.
    pub form: Option<(usize, String)>,
}

impl Renderer {
    /// Compiles the templates of a site and renders its form; what is wrong with either is noted.
    pub fn of(site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let content = &site.content;
        let templates = Templates::compile(content.templates.clone(), &content.assets, diagnostics);
        let form = form_page::on_its_page(site, &templates, diagnostics);
        Self {
            contexts: Contexts::of(site, &templates),
            written_values: WrittenValues::of(&templates),
            templates,
            form,
        }
    }

    /// The prose of a page with its values written out, and what is wrong with them.
    pub fn interpolate<'p>(
        &self,
        page: &Page,
        body: &'p str,
    ) -> (interpolation::Expanded<'p>, Vec<Diagnostic>) {
        let context = || self.contexts.prose(page);
        interpolation::expand(body, self.templates.prose(), &context, filters::NAMES)
    }

    /// The name of the template that a page is shown with: the one it asks for, if there is such a one.
    pub fn template_of<'p>(&self, page: &'p Page) -> &'p str {
        let asked = page.template.as_ref().map_or("page.html", |template| &template.name);
        if self.templates.names().any(|name| name == asked) { asked } else { "page.html" }
    }

    /// What the template of a page can name; `prose` is HTML.
    pub fn context(&self, site: &Site, index: usize, headings: &[Heading], prose: &str) -> Context {
        let Site { content, links, hierarchy } = site;
        let page = &content.pages[index];
        let mut context = self.contexts.template(&page.language, page.facts().value());
        let breadcrumb = hierarchy::breadcrumb(content, links, page);
        let data = structured_data::data(&content.config, page, &breadcrumb);
        context.insert("breadcrumb", &breadcrumb);
        context.insert_value("json_ld", Value::safe_string(&data));
        context.insert("translations", &translations::of(content, links, page));
        let children = hierarchy::listed_links(content, hierarchy.children(page));
        context.insert("children", &children);
        let toc = if page.wants_toc() { toc(headings) } else { Vec::new() };
        context.insert("toc", &toc);
        context.insert_value("content", Value::safe_string(prose));
        if let Some((place, form)) = &self.form
            && *place == index
        {
            context.insert_value("form_html", Value::safe_string(form));
        }
        context
    }
}

/// The headings that a reader may want to jump to.
fn toc(headings: &[Heading]) -> Vec<Json> {
    let listed = headings.iter().filter(|heading| heading.level <= 3);
    listed
        .map(|heading| json!({ "id": heading.id, "title": heading.text, "level": heading.level }))
        .collect()
}
