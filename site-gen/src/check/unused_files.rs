//! Files beside pages that no page names.

use std::collections::BTreeSet;

use authoring::diagnostics::Diagnostic;
use memchr::memmem;

use crate::{
    content::{
        assets::beside,
        directory::{Folder, file_url::FileUrl},
    },
    render::page::RenderedPage,
};

authoring::codes! {
    FILE_UNUSED = "file-unused" in "*" {
        means: "A file stands beside pages, and none of them names it, nor does any other page.",
        hurts: "It is not on the site: readers look in vain for the plan, whose name a page may have \
            written otherwise.",
        wrong: "pages/contact/plan.svg",
        right: "assets/acces.svg",
    }
}

/// Notes them. A page that is not on the site names files too, and so does a text whose link is broken.
pub fn check(folder: &Folder, pages: &[RenderedPage]) -> Vec<Diagnostic> {
    let beside = || folder.below(beside::FOLDER).filter(|(file, _)| beside::is_beside(file));
    if beside().next().is_none() {
        return Vec::new();
    }
    let named: BTreeSet<&str> = pages
        .iter()
        .flat_map(|page| page.assets.iter().chain(&page.beside))
        .filter_map(|path| path.strip_prefix(beside::FOLDER))
        .collect();
    let unnamed = beside().map(|(file, _)| file).filter(|file| !named.contains(file));
    let unnamed: Vec<&str> = unnamed.collect();
    if unnamed.is_empty() {
        return Vec::new();
    }
    let texts = texts(folder);
    let is_mentioned = |file: &&str| {
        let name = file.rsplit('/').next().unwrap_or(file);
        let encoded = FileUrl::of("", name).into_string();
        let holds = |text: &String| {
            let has = |name: &str| memmem::find(text.as_bytes(), name.as_bytes()).is_some();
            has(name) || has(&encoded)
        };
        texts.iter().any(holds)
    };
    let unused = unnamed.into_iter().filter(|file| !is_mentioned(file));
    unused
        .map(|file| {
            let typed = folder.typed(&[beside::FOLDER, file].concat());
            let help = "write its name in a page beside it, or remove it";
            Diagnostic::whole_file(FILE_UNUSED, typed, "no page names this file").help(help)
        })
        .collect()
}

/// All texts in which a file may be named.
fn texts(folder: &Folder) -> Vec<String> {
    let below = |prefix| folder.below(prefix).map(move |(file, contents)| (prefix, file, contents));
    let is_page = |file: &str| !beside::is_beside(file);
    let pages = below(beside::FOLDER).filter(|(_, file, _)| is_page(file));
    let others = ["includes/", "templates/", "data/"].into_iter().flat_map(below);
    let texts = pages.chain(others).filter_map(|(prefix, file, contents)| {
        contents.text(folder.typed(&[prefix, file].concat())).ok()
    });
    texts.map(|source| source.text.to_string()).collect()
}
