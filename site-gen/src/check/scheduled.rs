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
    let problems = &mut build.problems;
    build.scene.atlas.enter(&build.scene.content.pages, pages.clone(), problems);
    let scene = &build.scene;
    reserved_urls::note_taken(&scene.content, pages.clone(), problems);
    translations::check(&scene.content, &scene.atlas, pages.clone(), problems);
    build.rendered.par_extend(pages.into_par_iter().map(|index| page::page(scene, index)));
    let broken = fragments::check(scene, &build.rendered, |from, _| from >= first);
    problems.extend(broken.into_iter().map(|(_, problem)| problem));
    for rendered in build.rendered.drain(first..) {
        problems.extend(rendered.problems);
        build.additional.extend(rendered.template_problems);
    }
    build.scene.content.pages.truncate(first);
    build.scene.atlas = atlas;
}
