//! Pages that are not on the site, and are checked all the same: those whose time has not come, as they will
//! be on their first day, so that what is wrong with them is said now and not by the build of that day; those that
//! have nothing to list yet; and the text of those whose front matter cannot be read.

use authoring::diagnostics::Diagnostic;
use rayon::prelude::*;

use crate::{
    check::{fragments::Fragments, lists, reserved_urls, template_values, translations},
    content::{
        Content,
        lists::Lists,
        page::{Page, Publication, Unpublished, publication::LeftOut},
    },
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
    reserved_urls::check(&site, scheduled.clone(), &mut diagnostics);
    lists::check(&site, renderer, scheduled.clone(), &mut diagnostics);
    translations::check(&site.content, &site.links, scheduled.clone(), &mut diagnostics);
    #[cfg(feature = "cards")]
    for page in site.content.pages[first..].iter().filter(|page| page.is_readable()) {
        diagnostics.extend(page::card::check(&site, renderer, page));
    }
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
    let LeftOut { unpublished, texts, .. } = &site.content.left_out;
    let is_checked = |page: &Page, why: Unpublished| match why {
        Unpublished::Future(_) => true,
        Unpublished::Empty => !page.is_made(),
        Unpublished::Draft | Unpublished::Expired(_) => false,
    };
    if !unpublished.iter().any(|(page, why)| is_checked(page, *why)) && texts.is_empty() {
        return None;
    }
    let mut content = site.content.clone();
    let unpublished = std::mem::take(&mut content.left_out.unpublished);
    for (page, why) in unpublished {
        match why {
            Unpublished::Future(day) => {
                content.pages.push(Page { publication: Publication::Scheduled(day), ..page });
            }
            why => content.left_out.unpublished.push((page, why)),
        }
    }
    add_lists(&mut content);
    for (page, why) in &content.left_out.unpublished {
        if is_checked(page, *why) {
            content.pages.push(Page { publication: Publication::Empty, ..page.clone() });
        }
    }
    content.pages.extend(site.content.left_out.texts.iter().cloned());
    Some(Site::of(content, diagnostics))
}

/// Adds the pages that were left out for want of something to list, and have it now: from the first day on which they do.
fn add_lists(content: &mut Content) {
    let is_empty = |why: Unpublished| why == Unpublished::Empty;
    while content.left_out.unpublished.iter().any(|(_, why)| is_empty(*why)) {
        let lists = Lists::of(&content.config, &content.pages);
        let first_day = |page: &Page| {
            let listed = lists.whole(page).iter();
            listed.filter_map(|index| content.pages[*index].first_day()).min()
        };
        let mut left_out = content.left_out.unpublished.iter().enumerate();
        let found = left_out.find_map(|(at, (page, why))| {
            let day = first_day(page).filter(|_| is_empty(*why))?;
            Some((at, day))
        });
        let Some((at, day)) = found else { return };
        let (page, _) = content.left_out.unpublished.remove(at);
        content.pages.push(Page { publication: Publication::Scheduled(day), ..page });
    }
}
