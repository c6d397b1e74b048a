//! Links to passages of pages, checked when all pages are rendered.

use std::collections::BTreeMap;

use application_form::{problem::Problem, suggest};

use crate::{
    render::{self, Rendered},
    scene::Scene,
};

/// Notes every link to a passage that is not there.
pub fn check(scene: &Scene, rendered: &[Rendered], problems: &mut Vec<Problem>) {
    let pages = &scene.content.pages;
    // Documents are not kept: the few that are needed again are made again.
    let mut documents: BTreeMap<usize, Option<Vec<u8>>> = BTreeMap::new();
    for (page, from) in pages.iter().zip(rendered) {
        for passage in &from.passages {
            let (target, to) = (&pages[passage.page], &rendered[passage.page]);
            let fragment = passage.fragment.as_str();
            if fragment == "top" || to.anchors.contains(fragment) {
                continue;
            }
            // Ids that are not the prose's: a template's, the form's.
            let document = documents
                .entry(passage.page)
                .or_insert_with(|| render::page(scene, passage.page).document);
            let id = format!(" id=\"{fragment}\"");
            let holds = |html: &Vec<u8>| memchr::memmem::find(html, id.as_bytes()).is_some();
            if document.as_ref().is_none_or(holds) {
                continue;
            }
            let message = format!("`{}` has no passage `#{fragment}`", target.address.as_str());
            let help = match suggest::nearest(fragment, to.anchors.iter()) {
                Some(near) => format!("did you mean `#{near}`?"),
                None if to.anchors.is_empty() => "that page has no headings".to_owned(),
                None => {
                    let known: Vec<String> = to.anchors.iter().map(|id| format!("#{id}")).collect();
                    format!("its passages: {}", known.join(", "))
                }
            };
            problems.push(page.source.problem(passage.span.clone(), message).help(help));
        }
    }
}
