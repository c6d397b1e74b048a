//! What every page is rendered with, made once.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use authoring::diagnostics::Diagnostic;
use serde_json::{Value as Json, json};
use tera::{Context, Value};

use super::{
    context::Contexts,
    document::{
        Shell,
        prefilled::{Prefilled, PrefilledTemplates},
    },
    form_page,
    interpolation::{self, Values},
    markdown::Heading,
    structured_data::{self, Described},
    templates::{Templates, written_values::WrittenValues},
};
use crate::{
    content::page::Page,
    render::templates::filters,
    site::{Site, hierarchy, page_terms::page_terms, pagination::pagination, translations},
};

/// Compiled templates and what they can name. It holds nothing of the pages' texts: the site is passed in.
pub struct Renderer {
    /// Compiled.
    pub templates: Templates,
    /// What they can name.
    pub contexts: Contexts,
    /// Filled in as far as many pages have it in common.
    pub prefilled: PrefilledTemplates,
    /// Where the site's own write what only their values say.
    pub written_values: WrittenValues,
    /// The names of those that list what is below a page.
    listing: BTreeSet<String>,
    /// The empty forms, by the place of their page in the list of pages.
    pub forms: BTreeMap<usize, String>,
}

impl Renderer {
    /// Compiles the templates of a site and renders its form; what is wrong with either is noted.
    pub fn of(site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let content = &site.content;
        let templates = Templates::compile(content.templates.clone(), &content.assets, diagnostics);
        let forms = form_page::on_their_pages(site, &templates, diagnostics);
        let contexts = Contexts::of(site, &templates);
        let written_values = WrittenValues::of(&templates);
        let prefilled = PrefilledTemplates::of(&templates);
        let listing = templates.mentioning("children").into_iter().map(str::to_owned).collect();
        Self { templates, contexts, prefilled, written_values, listing, forms }
    }

    /// Gathers again what templates can name.
    pub fn gather(&mut self, site: &Site) {
        self.contexts = Contexts::of(site, &self.templates);
        self.prefilled = PrefilledTemplates::of(&self.templates);
    }

    /// The prose of a page with its values written out, and what is wrong with them.
    pub fn interpolate<'p>(
        &self,
        page: &Page,
        body: &'p str,
    ) -> (interpolation::Expanded<'p>, Vec<Diagnostic>) {
        let context = || self.contexts.prose(page);
        let values = Values {
            tera: self.templates.prose(),
            filters: filters::NAMES,
            language: &page.language,
            known: &self.contexts.written,
        };
        interpolation::expand(body, values, &context)
    }

    /// The name of the template that a page is shown with: the one it asks for, if there is such a one.
    pub fn template_of<'p>(&self, page: &'p Page) -> &'p str {
        let asked = page.template.as_ref().map_or("page.html", |template| &template.name);
        if self.templates.names().any(|name| name == asked) { asked } else { "page.html" }
    }

    /// What the template of a page writes around its prose, and what pages have in common there; `None` if that
    /// is not to be had without filling in the whole template.
    pub fn prefilled(&self, site: &Site, index: usize) -> Option<(Shell, Arc<Prefilled>)> {
        let page = &site.content.pages[index];
        let template = self.template_of(page);
        if self.forms.contains_key(&index) {
            return None;
        }
        let Self { templates, contexts, written_values, .. } = self;
        let plan = self.prefilled.plan(template, templates, contexts, written_values)?;
        self.prefilled.shell(site, (template, plan), page, &|facts, described, prose| {
            let context = self.context_of(site, index, &[], facts, described, prose);
            self.templates.render_bytes(template, &context, 8 * 1024).ok()
        })
    }

    /// What the template of a page can name; `prose` is HTML.
    pub fn context(&self, site: &Site, index: usize, headings: &[Heading], prose: &str) -> Context {
        let page = &site.content.pages[index];
        self.context_of(site, index, headings, page.facts().value(), &Described::of(page), prose)
    }

    /// The same, where something else stands for what is the page's own.
    pub fn context_of(
        &self,
        site: &Site,
        index: usize,
        headings: &[Heading],
        facts: Value,
        described: &Described<'_>,
        prose: &str,
    ) -> Context {
        let Site { content, links, hierarchy, .. } = site;
        let page = &content.pages[index];
        let mut context = self.contexts.template(&page.language, facts);
        let breadcrumb = hierarchy::breadcrumb(content, links, page);
        context.insert("breadcrumb", &breadcrumb);
        if !page.address.is_not_found() {
            let data = structured_data::data(&content.config, described, &breadcrumb);
            context.insert_value("json_ld", Value::safe_string(&data));
        }
        context.insert("translations", &translations::of(content, links, page));
        let lists = self.listing.contains(self.template_of(page));
        let children = lists.then(|| hierarchy::children(content, hierarchy, page));
        context.insert("children", &children.unwrap_or_default());
        context.insert("terms", &page_terms(content, page));
        if let Some(pagination) = pagination(hierarchy, page) {
            context.insert("pagination", &pagination);
            context.insert("prev_url", &pagination.prev.unwrap_or_default());
            context.insert("next_url", &pagination.next.unwrap_or_default());
        }
        if let Some(feed) = site.section_feed(page) {
            context.insert("section_feed_url", &feed.url);
        }
        let toc = if page.wants_toc() { toc(headings) } else { Vec::new() };
        context.insert("toc", &toc);
        context.insert_value("content", Value::safe_string(prose));
        if let Some(form) = self.forms.get(&index) {
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
