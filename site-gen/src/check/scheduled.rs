//! Pages whose time has not come, as they will be on their first day: what is wrong with them is said now,
//! and not by the build of that day.

use rayon::prelude::*;

use crate::{
    build::Build,
    check::{fragments, reserved_urls},
    content::page::Unpublished,
    render::page,
    site::translations,
};

/// Notes it; the site stays as it is. Drafts are their authors' business until they are published.
pub(crate) fn check(build: &mut Build) {
    let content = &mut build.scene.content;
    let first = content.pages.len();
    let scheduled = content
        .left_out
        .unpublished
        .iter()
        .filter(|(_, why)| matches!(why, Unpublished::Future(_)))
        .map(|(page, _)| page.clone());
    content.pages.extend(scheduled);
    let pages = first..content.pages.len();
    if pages.is_empty() {
        return;
    }
    content.scheduled_from = first;
    let atlas = build.scene.atlas.clone();
    let diagnostics = &mut build.diagnostics;
    build.scene.atlas.enter(&build.scene.content.pages, pages.clone(), diagnostics);
    let scene = &build.scene;
    reserved_urls::note_taken(&scene.content, pages.clone(), diagnostics);
    translations::check(&scene.content, &scene.atlas, pages.clone(), diagnostics);
    build.rendered.par_extend(pages.into_par_iter().map(|index| page::page(scene, index)));
    let broken = fragments::check(scene, &build.rendered, |from, _| from >= first);
    diagnostics.extend(broken.into_iter().map(|(_, diagnostic)| diagnostic));
    for rendered in build.rendered.drain(first..) {
        diagnostics.extend(rendered.diagnostics);
        build.additional.extend(rendered.template_problems);
    }
    build.scene.content.pages.truncate(first);
    build.scene.atlas = atlas;
}
