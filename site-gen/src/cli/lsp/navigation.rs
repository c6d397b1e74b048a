//! What stands behind a link, a component or a mistake, and where it is.

use serde_json::{Value as Json, json};

use super::{
    cursor::{Part, Place},
    position::{range, underlined},
    workspace::Workspace,
};
use crate::{
    cli::explain, content::directory::relative_path::decode_path, site::links::Destination,
};

/// What a mistake means, or what a link leads to.
pub(super) fn hover(workspace: &Workspace, place: &Place) -> Option<Json> {
    let found = workspace.diagnostics.get(&place.path).into_iter().flatten().find(|found| {
        let at = range(&place.text, &(place.at..place.at))["start"].clone();
        let span = underlined(&found.place);
        let character = |position: &Json| position["character"].as_u64();
        span["start"]["line"] == at["line"]
            && character(&span["start"]) <= character(&at)
            && character(&at) <= character(&span["end"])
    });
    if let Some(found) = found {
        let means = explain::explain(found.code.name()).unwrap_or_default();
        return Some(markdown(&format!("```text\n{means}```")));
    }
    match place.part()? {
        Part::Target(span) => {
            let build = workspace.build.as_ref()?;
            let page = &build.site.content.pages[page_of(workspace, place, &place.text[span])?];
            let lines = [page.title.as_str(), page.address.as_str(), &page.description];
            Some(markdown(&lines.join("\n\n")))
        }
        Part::Component(span) => {
            let build = workspace.build.as_ref()?;
            let info = build.renderer.templates.components().info(&place.text[span])?;
            let args = info.args().iter().map(|arg| {
                let of = arg.arg_type().map(|it| format!(": {it}")).unwrap_or_default();
                format!(
                    "- `{}{of}`{}",
                    arg.name(),
                    if arg.is_required() { ", required" } else { "" }
                )
            });
            Some(markdown(&args.collect::<Vec<_>>().join("\n")))
        }
        Part::Key(_) | Part::Value(_) | Part::Parameter(..) => None,
    }
}

fn markdown(text: &str) -> Json {
    json!({ "contents": { "kind": "markdown", "value": text } })
}

/// The file that a link or a component leads to.
pub(super) fn definition(workspace: &Workspace, place: &Place) -> Option<Json> {
    let path = match place.part()? {
        Part::Target(span) => {
            let target = &place.text[span];
            let below = |folder: &str| {
                let path = target.trim_start_matches('/').split(['?', '#']).next()?;
                path.starts_with(folder).then(|| decode_path(path).into_owned())
            };
            match page_of(workspace, place, target) {
                Some(index) => {
                    let build = workspace.build.as_ref()?;
                    format!("pages/{}", build.site.content.pages[index].file)
                }
                None => below("assets/").or_else(|| below("includes/"))?,
            }
        }
        Part::Component(span) => {
            let sign = format!("component {}(", &place.text[span]);
            let sources = workspace.build.as_ref()?.renderer.templates.written();
            let (name, _) = sources.into_iter().find(|(_, source)| source.text.contains(&sign))?;
            format!("templates/{name}")
        }
        Part::Key(_) | Part::Value(_) | Part::Parameter(..) => return None,
    };
    let start = json!({ "line": 0, "character": 0 });
    workspace.text(&path)?;
    Some(json!({ "uri": workspace.uri(&path), "range": { "start": start, "end": start } }))
}

/// The page that a target leads to, by its place in the list of pages.
pub(super) fn page_of(workspace: &Workspace, place: &Place, target: &str) -> Option<usize> {
    let site = &workspace.build.as_ref()?.site;
    let to = match place.page().and_then(|file| site.links.page_of_file(file)) {
        Some(here) => site.links.follow(&site.content.pages[here], here, target),
        None => site.links.follow_from_anywhere(target),
    };
    match to.ok()? {
        Destination::Page { index, .. } if !target.is_empty() => Some(index),
        _ => None,
    }
}
