//! The site's own templates, read without rendering them: names that nothing answers to, and links that
//! lead nowhere, each said once and at the template's place.
//!
//! Rendering finds the first unknown name of a page, and none in a condition that no page fulfils; links
//! that a template writes are in no page's text.

use std::collections::BTreeSet;

use application_form::page::view::example;
use authoring::diagnostics::{Diagnostic, Source, suggest};
use serde_json::{Value as Json, json};
use tera::{Context, Value};

use crate::{
    check::fragments::{Fragments, LINK_FRAGMENT},
    content::theme,
    render::{
        context::page_without_file,
        markdown::{self, InPlace, Reference, ReferenceKind},
        page::RenderedPage,
        renderer::Renderer,
        templates::{
            as_html::{self, blank},
            errors::{self, Known},
            graph,
            structure::Structures,
        },
    },
    site::{
        Site,
        links::{self, Destination},
    },
};

/// What is wrong in the templates of the content.
pub fn check(site: &Site, renderer: &Renderer, pages: &[RenderedPage]) -> Vec<Diagnostic> {
    let (content, templates) = (&site.content, &renderer.templates);
    let mut fragments = Fragments::of(site, renderer, pages);
    if templates.own().next().is_none() {
        return Vec::new();
    }
    let sources: Vec<(&str, &Source)> = templates.written().collect();
    let context = context(site, renderer);
    // The template's page has none: where no page has one, it holds nothing.
    let none = context.get("page").and_then(|page| page.get_from_path("extra"));
    let extras = content.pages.iter().filter_map(|page| page.extra.as_ref());
    let extras: Vec<&Value> = extras.chain(none).collect();
    let of_pages = graph::templates_of_pages(templates, &content.pages);
    // What one template sets, those that it includes see.
    let given: BTreeSet<String> =
        sources.iter().flat_map(|(_, source)| errors::given(&source.text)).collect();
    let ids: BTreeSet<String> =
        sources.iter().flat_map(|(_, source)| markdown::ids(&blank(&source.text))).collect();
    let definition = content.definitions().next();
    let read = sources.iter().filter(|(name, _)| templates.is_read(name));
    let structures = Structures::of(read.map(|(name, source)| (*name, &*source.text)));
    let mut diagnostics = Vec::new();
    for (name, source) in templates.own() {
        let readable = templates.readable(name).map(|source| &*source.text);
        let unknown = match (readable, definition) {
            (Some(text), _) if !name.starts_with("form/") => {
                // One that is kept for later may be for pages that are still to come.
                let is_used = of_pages.contains(name) || name == theme::CARD.0;
                let extras = if is_used { extras.clone() } else { Vec::new() };
                let known = Known::new(&context, &given).with_extras(extras);
                errors::names(errors::TEMPLATE, text, &known)
            }
            // Most of the form's pages are the handler's: nothing here renders them.
            (Some(text), Some(definition)) => {
                let context = example(definition, name);
                let mut given = given.clone();
                given.retain(|name| context.get(name).is_none());
                errors::names(errors::TEMPLATE, text, &Known::new(&context, &given))
            }
            // Where a template or the form cannot be read, its names cannot either.
            _ => Vec::new(),
        };
        for unknown in unknown {
            if !content.unknown.explains(&unknown) {
                diagnostics.push(source.place(unknown));
            }
        }
        // What it writes is looked at where it is written, and is no HTML.
        if name == theme::CARD.0 {
            continue;
        }
        // The handler sends one policy with all its answers, and renders these later.
        let in_place = if name.starts_with("form/") { InPlace::Refused } else { InPlace::Allowed };
        let html = blank(&source.text);
        let refused = markdown::refused(&html, in_place).into_iter();
        let found = refused.chain(markdown::images_without(&html));
        let found = found.chain(structures.mistakes(name));
        diagnostics.extend(found.map(|diagnostic| source.place(diagnostic)));
        for reference in as_html::references(&source.text) {
            if let Err(broken) = follow(site, &mut fragments, &reference, &ids) {
                diagnostics.push(source.place(broken.at(reference.span)));
            }
        }
    }
    diagnostics
}

/// What the template of any page can name. What is empty on some pages is not here, so that the names in
/// it are known.
fn context(site: &Site, renderer: &Renderer) -> Context {
    let language = &site.content.config.language;
    let mut context = renderer.contexts.template(language, page_without_file("", language));
    let step = json!({ "url": "", "title": "", "language": "" });
    context.insert("breadcrumb", &[&step]);
    let link = json!({
        "url": "", "title": "", "description": "", "language": "", "date": null, "updated": null,
        "image": null, "extra": {},
    });
    // Each page has its own `extra`: what one of them has is known.
    let extras = site.content.pages.iter().filter_map(|page| page.extra.as_ref());
    let extras = extras.map(|extra| json!({ "extra": extra }));
    let links: Vec<Json> = std::iter::once(link).chain(extras).collect();
    for name in ["navigation", "footer"] {
        context.insert(name, &links);
    }
    // Not gathered where no page lists all others.
    context.insert("site_map", &json!([{ "title": "", "pages": &links }]));
    let counted = std::iter::once(json!({ "count": 0 })).chain(links);
    context.insert("children", &counted.collect::<Vec<_>>());
    let numbered = json!({ "number": 1, "url": "", "gap": false });
    let pagination = json!({ "number": 1, "count": 2, "pages": [numbered] });
    context.insert("pagination", &pagination);
    let term = json!({ "title": "", "url": "" });
    context.insert("terms", &json!([{ "title": "", "url": "", "terms": [term] }]));
    context.insert("toc", &json!([{ "id": "", "title": "", "level": 2 }]));
    context.insert("translations", &json!([{ "language": "", "url": "" }]));
    context
}

/// Follows what a template writes.
fn follow(
    site: &Site,
    fragments: &mut Fragments<'_>,
    reference: &Reference<'_>,
    ids: &BTreeSet<String>,
) -> Result<(), Box<Diagnostic>> {
    let target = &*site.content.config.from_root(&reference.target);
    if let Some(id) = target.strip_prefix('#') {
        if id.is_empty() || id == "top" || ids.contains(id) {
            return Ok(());
        }
        let near = suggest::nearest(id, ids.iter().map(String::as_str));
        let message = format!("no template has an element with the id `{id}`");
        let help = near.map(|near| format!("did you mean `#{near}`?"));
        return Err(links::broken(LINK_FRAGMENT, message, help));
    }
    let destination = match reference.kind {
        ReferenceKind::Image => site.links.image(None, target)?,
        ReferenceKind::Form if site.content.is_of_service(target) => Destination::Elsewhere,
        ReferenceKind::Link | ReferenceKind::Form => site.links.follow_from_anywhere(target)?,
    };
    match destination {
        Destination::Page { index, fragment: Some(id), .. }
            if !ids.contains(&id) && !fragments.is_there(index, &id) =>
        {
            let (url, _) = target.split_once('#').unwrap_or((target, ""));
            let help = "look for {#…} in that page, or for the text of its headings".to_owned();
            Err(links::broken(LINK_FRAGMENT, format!("`{url}` has no fragment `#{id}`"), help))
        }
        _ => Ok(()),
    }
}
