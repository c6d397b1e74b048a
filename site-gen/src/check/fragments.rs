//! Links to passages of pages, checked when all pages are rendered.

use std::collections::BTreeMap;

use authoring::diagnostics::{Diagnostic, suggest};

use crate::{
    render::page::{self, Passage, Rendered},
    site::Scene,
};

authoring::codes! {
    LINK_FRAGMENT = "link-fragment" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
}

/// Links to passages that are not there: between which pages, by their places in the list of pages.
pub type Broken = Vec<(Between, Diagnostic)>;

/// The page that links, and the one it links to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Between {
    pub from: usize,
    pub to: usize,
}

/// Every link to a passage that is not there, among those between pages that are `wanted`.
pub fn check(
    scene: &Scene,
    rendered: &[Rendered],
    wanted: impl Fn(usize, usize) -> bool,
) -> Broken {
    let mut broken = Broken::new();
    // Documents are not kept: the few that are needed again are made again.
    let mut documents: BTreeMap<usize, Option<Vec<u8>>> = BTreeMap::new();
    for (from, page) in rendered.iter().enumerate() {
        for passage in page.passages.iter().filter(|passage| wanted(from, passage.page)) {
            let (to, fragment) = (passage.page, passage.fragment.as_str());
            if fragment == "top" || rendered[to].anchors.contains(fragment) {
                continue;
            }
            let document = documents.entry(to).or_insert_with(|| page::page(scene, to).document);
            if is_elsewhere(scene, document.as_deref(), fragment) {
                continue;
            }
            let diagnostic = missing(scene, from, passage, &rendered[to]);
            broken.push((Between { from, to }, diagnostic));
        }
    }
    broken
}

fn missing(scene: &Scene, from: usize, passage: &Passage, to: &Rendered) -> Diagnostic {
    let (pages, fragment) = (&scene.content.pages, passage.fragment.as_str());
    let url = pages[passage.page].address.as_str();
    let help = match suggest::nearest(fragment, to.anchors.iter()) {
        Some(near) => format!("did you mean `#{near}`?"),
        None if to.anchors.is_empty() => "that page has no headings".to_owned(),
        None => {
            let known: Vec<String> = to.anchors.iter().map(|id| format!("#{id}")).collect();
            format!("its passages: {}", known.join(", "))
        }
    };
    let message = format!("`{url}` has no passage `#{fragment}`");
    pages[from].source.error(LINK_FRAGMENT, passage.span.clone(), message).help(help)
}

/// Whether a page has a passage of that name: in its prose, its template or its form.
pub fn is_there(scene: &Scene, rendered: &[Rendered], page: usize, id: &str) -> bool {
    let document = || page::page(scene, page).document;
    let in_prose = id == "top" || rendered[page].anchors.contains(id);
    in_prose || is_elsewhere(scene, document().as_deref(), id)
}

/// Whether an id is not the prose's, but a template's or the form's. Where a template is broken, there is no
/// document to look into: what the templates and the form are made of is read instead.
fn is_elsewhere(scene: &Scene, document: Option<&[u8]>, id: &str) -> bool {
    let attribute = format!(" id=\"{id}\"");
    document.map_or_else(
        || {
            let templates = scene.content.templates.sources().map(|(_, source)| &*source.text);
            let form = scene.form.as_ref().map(|(_, form)| form.as_str());
            templates.chain(form).any(|text| text.contains(&attribute))
        },
        |html| memchr::memmem::find(html, attribute.as_bytes()).is_some(),
    )
}
