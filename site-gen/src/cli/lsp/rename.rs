//! A page gets another file: all links to it follow, and its own to others.

use std::{collections::BTreeMap, ops::Range};

use pulldown_cmark::{Event, Parser, Tag};
use serde_json::{Value as Json, json};

use super::{cursor::Place, navigation::page_of, position::range, workspace::Workspace};
use crate::{
    content::directory::relative_path::{decode_path, join, relative},
    render::markdown::{link_target, syntax},
};

/// What can be renamed here: the page that a link leads to, or the page itself.
pub(super) fn prepare(workspace: &Workspace, place: &Place) -> Option<Json> {
    let file = renamed(workspace, place)?;
    let span = match place.part() {
        Some(super::cursor::Part::Target(span)) => span,
        _ => place.at..place.at,
    };
    Some(json!({ "range": range(&place.text, &span), "placeholder": file }))
}

/// The file, below `pages/`, that a new name is for.
fn renamed(workspace: &Workspace, place: &Place) -> Option<String> {
    if let Some(super::cursor::Part::Target(span)) = place.part()
        && let Some(index) = page_of(workspace, place, &place.text[span])
    {
        let page = &workspace.build.as_ref()?.site.content.pages[index];
        return (!page.is_made()).then(|| page.file.clone());
    }
    place.page().map(str::to_owned)
}

/// The edits of a new name: a path below `pages/`, or beside the old one.
///
/// # Errors
///
/// Why the page cannot have it.
pub(super) fn edits(workspace: &Workspace, place: &Place, new: &str) -> Result<Json, String> {
    let old = renamed(workspace, place).ok_or("here stands no page and no link to one")?;
    let new = new.trim().trim_start_matches("./").trim_start_matches("pages/");
    let new = new.strip_suffix(".md").unwrap_or(new);
    let is_path =
        !new.is_empty() && new.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
    if !is_path {
        return Err(format!("`{new}` is no path below pages/, such as news/opening"));
    }
    let folder = old.rfind('/').map_or("", |slash| &old[..=slash]);
    let new = if new.contains('/') { format!("{new}.md") } else { format!("{folder}{new}.md") };
    let path = format!("pages/{new}");
    if workspace.text(&path).is_some() && old != new {
        return Err(format!("{path} is there already"));
    }
    let mut changes = links(workspace, &BTreeMap::from([(old.clone(), new)]));
    changes.push(json!({
        "kind": "rename",
        "oldUri": workspace.uri(&format!("pages/{old}")),
        "newUri": workspace.uri(&path),
    }));
    Ok(json!({ "documentChanges": changes }))
}

/// The edits of files that the editor is about to rename.
pub(super) fn edits_of_files(workspace: &Workspace, files: &Json) -> Json {
    let page = |uri: &Json| {
        let path = workspace.path(uri.as_str()?)?;
        path.strip_prefix("pages/")
            .filter(|file| file.strip_suffix(".md").is_some())
            .map(str::to_owned)
    };
    let files = files.as_array().into_iter().flatten();
    let renamed = files.filter_map(|file| Some((page(&file["oldUri"])?, page(&file["newUri"])?)));
    json!({ "documentChanges": links(workspace, &renamed.collect()) })
}

/// What changes in each page; `renamed` are files below `pages/`, with what they are to be called.
fn links(workspace: &Workspace, renamed: &BTreeMap<String, String>) -> Vec<Json> {
    let Some(build) = &workspace.build else { return Vec::new() };
    let mut changes = Vec::new();
    for page in build.site.content.pages.iter().filter(|page| !page.is_made()) {
        let path = format!("pages/{}", page.file);
        let Some(text) = workspace.text(&path) else { continue };
        // Nearly every page is passed over without being parsed.
        let is_renamed = renamed.contains_key(&page.file);
        let names = |old: &String| old.rsplit('/').next().is_some_and(|name| text.contains(name));
        if !is_renamed && !renamed.keys().any(names) {
            continue;
        }
        let now = renamed.get(&page.file).unwrap_or(&page.file);
        let edits: Vec<Json> = targets(&text)
            .filter_map(|span| {
                let new = renamed_target(&text[span.clone()], &page.file, now, renamed)?;
                Some(json!({ "range": range(&text, &span), "newText": new }))
            })
            .collect();
        if !edits.is_empty() {
            let document = json!({ "uri": workspace.uri(&path), "version": null });
            changes.push(json!({ "textDocument": document, "edits": edits }));
        }
    }
    changes
}

/// A relative link to a page, as it is to be written; `None` if it stays.
fn renamed_target(
    target: &str,
    from: &str,
    from_now: &str,
    renamed: &BTreeMap<String, String>,
) -> Option<String> {
    let end = target.find(['?', '#']).unwrap_or(target.len());
    let (path, rest) = target.split_at(end);
    if path.strip_suffix(".md").is_none() || path.starts_with('/') || path.contains(':') {
        return None;
    }
    let folder =
        |file: &str| file.rfind('/').map_or(String::new(), |slash| file[..slash].to_owned());
    let to = join(&folder(from), &decode_path(path))?;
    let to_now = renamed.get(&to).unwrap_or(&to);
    let new = relative(&folder(from_now), to_now);
    // What leads to the same place is left as its author wrote it.
    let is_same = from == from_now && to == *to_now
        || join(&folder(from_now), &decode_path(path)).as_ref() == Some(to_now);
    (!is_same).then(|| format!("{new}{rest}"))
}

/// Where the targets of a page's links stand: of Markdown's, of HTML's, and what a component is passed.
fn targets(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut events = Parser::new_ext(text, syntax()).into_offset_iter();
    let (mut spans, mut code) = (Vec::new(), Vec::new());
    while let Some((event, span)) = events.next() {
        match event {
            Event::Start(tag @ (Tag::Link { .. } | Tag::Image { .. })) => {
                let target = link_target(text, &tag, &span, events.reference_definitions());
                spans.extend(Some(target).filter(|target| *target != span));
            }
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => code.push(span),
            Event::Html(_) | Event::InlineHtml(_) => spans.extend(quoted(text, span)),
            _ => {}
        }
    }
    for (start, _) in text.match_indices("{{<") {
        let is_code = code.iter().any(|code| code.contains(&start));
        let end = text[start..].find(">}}").filter(|_| !is_code);
        spans.extend(end.into_iter().flat_map(|length| quoted(text, start..start + length)));
    }
    // Two links by one name have one target, and a component is read as text, too.
    spans.sort_by_key(|span| span.start);
    spans.dedup();
    spans.into_iter()
}

/// What stands in quotes.
fn quoted(text: &str, span: Range<usize>) -> Vec<Range<usize>> {
    let quotes: Vec<usize> =
        text[span.clone()].match_indices('"').map(|(at, _)| span.start + at).collect();
    let pairs = quotes.as_chunks::<2>().0.iter();
    pairs.map(|[open, close]| open + 1..*close).collect()
}
