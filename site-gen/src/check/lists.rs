//! Lists that say how they go, and are not shown; pages that a list by date cannot place.

use std::ops::Range;

use authoring::diagnostics::Diagnostic;

use crate::{
    content::{
        config::lists::{ListOptions, Sort},
        page::Page,
    },
    render::renderer::Renderer,
    site::Site,
};

authoring::codes! {
    LIST_TEMPLATE = "list-template" in "pages/index.md" {
        means: "A page says how it lists others, and its template shows no list, or nothing that leads to the list's \
            further pages.",
        hurts: "Readers would not find the pages that are below it.",
        wrong: "---\ntitle: Accueil\nsort: title\n---",
        right: "---\ntitle: Accueil\nsort: title\ntemplate: section.html\n---",
    }
    LIST_UNDATED = "list-undated" in "pages/actualites/exemple.md" {
        means: "A page has no `date`, and stands in a list that is sorted by date.",
        hurts: "Readers would find it after all others, however new it is, and no feed would hold it.",
        wrong: "---\ntitle: Auditions\n---",
        right: "---\ntitle: Auditions\ndate: 2026-06-01\n---",
    }
}

/// Notes what is wrong with the lists that these pages show, and are in.
pub fn check(
    site: &Site,
    renderer: &Renderer,
    pages: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let all = &site.content.pages;
    if all.iter().all(|page| page.list.is_none()) {
        return;
    }
    diagnostics.extend(hidden(renderer, &all[pages.clone()]));
    // Its author gives a draft its day with its publication.
    let is_undated = |page: &&Page| page.is_readable() && page.date.is_none() && !page.is_draft();
    for page in all[pages].iter().filter(is_undated) {
        if let Some(list) = list_by_date(site, page) {
            let message = format!("this page has no `date`, and `{list}` is sorted by it");
            let error = page.source.error(LIST_UNDATED, page.title_span.clone(), message);
            let help = "add the day on which it is on the site: date: 2021-06-01";
            diagnostics.push(error.help(help));
        }
    }
}

/// Lists that templates do not show, or not whole.
fn hidden(renderer: &Renderer, pages: &[Page]) -> Vec<Diagnostic> {
    let [listing, paginating] =
        ["children", "pagination"].map(|word| renderer.templates.mentioning(word));
    let is_known = |page: &&Page| !page.is_made() && !page.may_have_lost("template");
    let found = pages.iter().filter(is_known).filter_map(|page| {
        let list = page.list.as_ref()?;
        let template = renderer.template_of(page);
        if page.template.as_ref().is_some_and(|asked| asked.name != template) {
            // There is no such template, which is said elsewhere.
            return None;
        }
        let (span, message) = if !listing.contains(template) {
            (first_key(list)?, format!("`{template}` shows no list"))
        } else if !paginating.contains(template) {
            let said = list.paginate.as_ref()?;
            (said.span.clone(), format!("`{template}` leads to no further page"))
        } else {
            return None;
        };
        let help = "write template: section.html, or name `children` and `pagination` in a template of your own";
        Some(page.source.error(LIST_TEMPLATE, span, message).help(help))
    });
    found.collect()
}

/// The first of the keys, where they stand in the file.
fn first_key(list: &ListOptions) -> Option<Range<usize>> {
    let ListOptions { sort, paginate, feed } = list;
    let sort = sort.as_ref().map(|said| &said.span);
    let paginate = paginate.as_ref().map(|said| &said.span);
    let feed = feed.as_ref().map(|said| &said.span);
    [sort, paginate, feed].into_iter().flatten().min_by_key(|span| span.start).cloned()
}

/// The list by date that a page is in, by its URL. A folder's own page stands for what is below it, and needs no date.
fn list_by_date<'p>(site: &'p Site, page: &'p Page) -> Option<&'p str> {
    let above = site.hierarchy.list_of(&site.content, page).filter(|_| !page.is_index())?;
    let lister = &site.content.pages[site.links.page(above)?];
    let order = lister.list.as_ref()?.order();
    (order == Sort::Date).then_some(above)
}
