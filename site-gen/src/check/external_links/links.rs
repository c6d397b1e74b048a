//! Which addresses of other sites a site links to, and where.

use std::{collections::BTreeMap, ops::Range};

use authoring::diagnostics::Source;

use crate::{
    check::templates,
    content::page::Page,
    render::{
        interpolation,
        markdown::{self, Kind, Reference},
        templates::filters,
    },
    site::Scene,
};

/// By address, without a fragment: what a page holds is its author's business.
#[derive(Debug, Default)]
pub struct Links(BTreeMap<String, Vec<Place>>);

/// Where a link stands.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub source: Source,
    /// Its bytes.
    pub span: Range<usize>,
}

impl Links {
    /// Those of all pages, then of the site's own templates.
    pub fn of(scene: &Scene) -> Self {
        let mut links = Self::default();
        let own = &scene.content.config.base_url;
        for page in &scene.content.pages {
            for (reference, span) in references(scene, page) {
                links.add(own, &reference, &page.source, span);
            }
        }
        for (_, source, _) in scene.content.templates.own() {
            for reference in templates::references(&source.text) {
                let span = reference.span.clone();
                links.add(own, &reference, source, span);
            }
        }
        links
    }

    /// Every address, in order.
    pub fn urls(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The places of one.
    pub fn at(&self, url: &str) -> impl Iterator<Item = &Place> {
        self.0.get(url).into_iter().flatten()
    }

    /// Leaves out what is not asked for: files, and the site itself, which may not be online yet.
    fn add(&mut self, own: &str, reference: &Reference, source: &Source, span: Range<usize>) {
        let url = reference.target.split('#').next().unwrap_or_default();
        let is_own = !own.is_empty() && host(url) == host(own);
        let is_outside = url.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
        if reference.kind == Kind::Link && is_outside && !is_own {
            let place = Place { source: source.clone(), span };
            self.0.entry(url.to_owned()).or_default().push(place);
        }
    }
}

/// What a page points to, at its places in the file.
fn references(scene: &Scene, page: &Page) -> Vec<(Reference, Range<usize>)> {
    let body = &page.source.text[page.body..];
    let templates = &scene.content.templates;
    let context = || scene.contexts.prose(page);
    let (expanded, _) = interpolation::expand(body, templates.prose(), &context, filters::NAMES);
    let options = markdown::Options { language: &page.language, resolve: &|_| None };
    let references = markdown::render(&expanded.text, &options).references;
    let placed = references.into_iter().map(|reference| {
        let span = expanded.span(reference.span.clone());
        (reference, span.start + page.body..span.end + page.body)
    });
    placed.collect()
}

/// The host of an address, with its port.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}
