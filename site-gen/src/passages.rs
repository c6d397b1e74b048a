//! Links to passages of pages, checked when all pages are rendered.

use std::collections::BTreeMap;

use application_form::{problem::Problem, suggest};

use crate::{
    render::{self, Passage, Rendered},
    scene::Scene,
};

/// Links to passages that are not there: between which pages, by their places in the list of pages.
pub type Broken = Vec<(Between, Problem)>;

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
            // Ids that are not the prose's: a template's, the form's.
            let document = documents.entry(to).or_insert_with(|| render::page(scene, to).document);
            let id = format!(" id=\"{fragment}\"");
            let holds = |html: &Vec<u8>| memchr::memmem::find(html, id.as_bytes()).is_some();
            if document.as_ref().is_none_or(holds) {
                continue;
            }
            let problem = problem(scene, from, passage, &rendered[to]);
            broken.push((Between { from, to }, problem));
        }
    }
    broken
}

fn problem(scene: &Scene, from: usize, passage: &Passage, to: &Rendered) -> Problem {
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
    pages[from].source.problem(passage.span.clone(), message).help(help)
}
