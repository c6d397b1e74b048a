//! Pages that are not on the site, and are checked all the same: those whose time has not come, as they will
//! be on their first day, so that what is wrong with them is said now and not by the build of that day; and the
//! text of those whose front matter cannot be read.

use authoring::diagnostics::Diagnostic;
use rayon::prelude::*;

use crate::{
    check::{fragments::Fragments, reserved_urls, template_values, translations},
    content::page::{Page, Publication, Unpublished},
    render::{
        page::{self, RenderedPage},
        renderer::Renderer,
    },
    site::Site,
};

/// What is wrong with them, and with their templates. `pages` are those of the site. Drafts are their authors'
/// business until they are published.
pub fn check(
    site: &Site,
    renderer: &Renderer,
    pages: Vec<RenderedPage>,
) -> (Vec<RenderedPage>, Vec<Diagnostic>) {
    let first = pages.len();
    let mut diagnostics = Vec::new();
    let Some(site) = with_left_out(site, &mut diagnostics) else { return (pages, diagnostics) };
    let scheduled = first..site.content.pages.len();
    reserved_urls::check(&site.content, scheduled.clone(), &mut diagnostics);
    translations::check(&site.content, &site.links, scheduled.clone(), &mut diagnostics);
    let mut all = pages;
    // What was filled in for one site is not that of the other: more pages may be above a page.
    renderer.prefilled.forget();
    let rendered = scheduled.into_par_iter().map(|index| page::render(&site, renderer, index));
    all.par_extend(rendered);
    renderer.prefilled.forget();
    let broken = Fragments::of(&site, renderer, &all).check(|from, _| from >= first);
    diagnostics.extend(broken.into_iter().map(|(_, diagnostic)| diagnostic));
    let is_readable =
        |(index, _): &(usize, &RenderedPage)| site.content.pages[*index].is_readable();
    let later = all.iter().enumerate().skip(first).filter(is_readable);
    diagnostics.extend(template_values::check(&site, renderer, later));
    for (page, rendered) in site.content.pages[first..].iter().zip(all.drain(first..)) {
        diagnostics.extend(rendered.diagnostics);
        // What a template would say of a page that is half known follows from that.
        if page.is_readable() {
            diagnostics.extend(rendered.template_diagnostics);
        }
    }
    (all, diagnostics)
}

/// The site with these pages after all others; `None` if there are none.
fn with_left_out(site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Option<Site> {
    let scheduled: Vec<Page> = site
        .content
        .left_out
        .unpublished
        .iter()
        .filter_map(|(page, why)| match *why {
            Unpublished::Future(day) => {
                Some(Page { publication: Publication::Scheduled(day), ..page.clone() })
            }
            Unpublished::Draft | Unpublished::Expired(_) => None,
        })
        .collect();
    let texts = &site.content.left_out.texts;
    if scheduled.is_empty() && texts.is_empty() {
        return None;
    }
    let mut content = site.content.clone();
    content.left_out.unpublished.retain(|(_, why)| !matches!(why, Unpublished::Future(_)));
    content.pages.extend(scheduled);
    content.pages.extend(texts.iter().cloned());
    Some(Site::of(content, diagnostics))
}
