//! Links and images that a template of the site's own writes from values: where they lead shows only in a
//! document. Those that stand in its text are checked there, once for all pages.

use std::collections::HashSet;

use authoring::diagnostics::Diagnostic;
use tera::Context;

use crate::{
    content::{assets::fingerprint::is_fingerprinted, values::placeholder},
    render::{
        markdown::{self, Reference, ReferenceKind},
        page::RenderedPage,
        renderer::Renderer,
        templates::written_values::WrittenValue,
    },
    site::{Site, links::Destination},
};

/// What is wrong with what templates have written into these pages from values; each page with its place in
/// the list of pages.
pub fn check<'p>(
    site: &Site,
    renderer: &Renderer,
    pages: impl Iterator<Item = (usize, &'p RenderedPage)>,
) -> Vec<Diagnostic> {
    let mut seen = HashSet::new();
    let mut diagnostics = Vec::new();
    for (index, page) in pages {
        // What many pages have in common is looked at once.
        let shared = page.shared_values.as_ref().filter(|shared| seen.insert(shared.as_ptr()));
        let shared = shared.into_iter().flat_map(|shared| shared.iter());
        let mut written = shared.chain(&page.template_values).peekable();
        if written.peek().is_some() {
            diagnostics.extend(of_page(site, renderer, index, page, written));
        }
    }
    diagnostics
}

fn of_page<'r>(
    site: &Site,
    renderer: &Renderer,
    index: usize,
    page: &RenderedPage,
    written: impl Iterator<Item = &'r Reference<'static>>,
) -> Vec<Diagnostic> {
    let places =
        renderer.written_values.of_template(renderer.template_of(&site.content.pages[index]));
    let mut context = None;
    let mut diagnostics = Vec::new();
    for reference in written {
        let Err(broken) = follow(site, reference.kind, &reference.target) else { continue };
        let context =
            context.get_or_insert_with(|| renderer.context(site, index, &page.headings, ""));
        let rated = places.iter().filter_map(|place| {
            Some((rate(renderer, context, place, reference.kind, &reference.target)?, place))
        });
        // What no such place can have written is not the site's own.
        let Some((_, place)) = rated.min_by_key(|(rating, _)| *rating) else { continue };
        let Some(source) = renderer.templates.source(&place.template) else { continue };
        diagnostics.push(source.place(broken.at(place.span.clone())));
    }
    diagnostics
}

fn follow(site: &Site, kind: ReferenceKind, target: &str) -> Result<(), Box<Diagnostic>> {
    let is_known = target.starts_with('#')
        || site.content.config.is_own(target)
        || target.contains(placeholder::is_mark)
        || is_fingerprinted(target);
    if is_known {
        return Ok(());
    }
    match kind {
        ReferenceKind::Image => site.links.image(None, target)?,
        ReferenceKind::Form if site.content.is_of_service(target) => Destination::Elsewhere,
        ReferenceKind::Link | ReferenceKind::Form => site.links.follow_from_anywhere(target)?,
    };
    Ok(())
}

/// How surely a place wrote something: the least is the surest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rating {
    /// It writes just that.
    Exact,
    /// What it writes is known only in its loop.
    InLoop,
}

/// Whether this place may have written a target.
fn rate(
    renderer: &Renderer,
    context: &Context,
    place: &WrittenValue,
    kind: ReferenceKind,
    target: &str,
) -> Option<Rating> {
    let WrittenValue { text, kind: own, .. } = place;
    let start = &text[..text.find('{').unwrap_or(text.len())];
    let end = text.rfind('}').map_or("", |last| &text[last + 1..]);
    let fits = target.starts_with(start) && target.ends_with(end);
    if own.is_some_and(|own| own != kind || !fits) {
        return None;
    }
    let Some(written) = renderer.templates.evaluate(text, context) else {
        return Some(Rating::InLoop);
    };
    let is_it = match own {
        Some(_) => markdown::decode(&written) == target,
        None => markdown::references(&written).iter().any(|found| found.target == target),
    };
    is_it.then_some(Rating::Exact)
}
