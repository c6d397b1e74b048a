//! Which addresses of other sites a site links to, and where.

use std::{collections::BTreeMap, ops::Range};

use authoring::diagnostics::Source;

use crate::{
    render::{
        markdown::ReferenceKind,
        page::{LinkTarget, RenderedPage},
        renderer::Renderer,
        templates::as_html,
    },
    site::Site,
};

/// By address, without a fragment: what a page holds is its author's business.
#[derive(Debug, Default)]
pub struct ExternalLinks(BTreeMap<String, Vec<Place>>);

/// Where a link stands.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub source: Source,
    /// Its bytes.
    pub span: Range<usize>,
}

impl ExternalLinks {
    /// Those of all pages, then of the site's own templates.
    pub fn of(site: &Site, renderer: &Renderer, rendered: &[RenderedPage]) -> Self {
        let mut links = Self::default();
        let own = site.content.config.base_url.as_str();
        for (page, rendered) in site.content.pages.iter().zip(rendered) {
            let outside = rendered.links.iter().filter_map(|link| match &link.to {
                LinkTarget::Outside(target) => Some((target, link)),
                LinkTarget::Fragment { .. } => None,
            });
            let mut outside = outside.peekable();
            if outside.peek().is_none() {
                continue;
            }
            // What cannot be read any more could be a moment ago, and its links were checked.
            let Ok(source) = page.source.read() else { continue };
            for (target, link) in outside {
                let source = link.included.as_deref().unwrap_or(&source);
                links.add(own, target, source, link.span.clone());
            }
        }
        for (_, source) in renderer.templates.own() {
            for reference in as_html::references(&source.text) {
                if reference.kind == ReferenceKind::Link {
                    links.add(own, &reference.target, source, reference.span);
                }
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
    fn add(&mut self, own: &str, target: &str, source: &Source, span: Range<usize>) {
        let url = target.split('#').next().unwrap_or_default();
        let is_own = !own.is_empty() && host(url) == host(own);
        let is_outside = url.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
        if is_outside && !is_own {
            let place = Place { source: source.clone(), span };
            self.0.entry(url.to_owned()).or_default().push(place);
        }
    }
}

/// The host of an address, with its port.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}
