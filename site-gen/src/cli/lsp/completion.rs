//! What may stand where the author is.

use std::ops::Range;

use serde_json::{Value as Json, json};

use super::{
    cursor::{Part, Place},
    position::range,
    workspace::Workspace,
};
use crate::{
    build::Build,
    content::{
        directory::relative_path::relative,
        page::variables::{FACTS, KEYS, Key},
    },
    site::links::Destination,
};

/// How many are offered at once: whoever types on is asked again.
const MOST: usize = 100;

/// Kinds, as the protocol numbers them.
const FIELD: u8 = 5;
const VARIABLE: u8 = 6;
const FILE: u8 = 17;
const REFERENCE: u8 = 18;
const FUNCTION: u8 = 3;

/// Something that may be written at the cursor.
struct Item {
    text: String,
    detail: String,
    kind: u8,
}

/// All of them, as the answer that an editor expects.
pub(super) fn items(workspace: &Workspace, place: &Place) -> Json {
    let none = || json!({ "isIncomplete": false, "items": [] });
    let (Some(build), Some(part)) = (&workspace.build, place.part()) else { return none() };
    let (span, mut items) = match part {
        Part::Key(span) => (span, keys()),
        Part::Target(span) => targets(build, place, span),
        Part::Value(span) => (span.clone(), values(build, &place.text[span.start..place.at])),
        Part::Component(span) => (span, components(build)),
        Part::Parameter(name, span) => (span, parameters(build, &name)),
    };
    let is_incomplete = items.len() > MOST;
    items.truncate(MOST);
    let edit = range(&place.text, &span);
    let items = items.into_iter().map(|Item { text, detail, kind }| {
        json!({
            "label": text,
            "kind": kind,
            "detail": detail,
            "filterText": text,
            "textEdit": { "range": edit, "newText": text },
        })
    });
    json!({ "isIncomplete": is_incomplete, "items": items.collect::<Vec<_>>() })
}

fn keys() -> Vec<Item> {
    let item = |key: Key| Item {
        text: format!("{}: ", key.name),
        detail: key.says.to_owned(),
        kind: FIELD,
    };
    KEYS.map(item).into()
}

/// Pages by their files, assets, and behind a `#` the anchors of the page.
fn targets(build: &Build, place: &Place, span: Range<usize>) -> (Range<usize>, Vec<Item>) {
    let typed = &place.text[span.start..place.at];
    let links = &build.site.links;
    let here = place.page().and_then(|file| links.page_of_file(file));
    if let Some(hash) = typed.find('#') {
        let span = span.start + hash + 1..span.end;
        let Some(here) = here else { return (span, Vec::new()) };
        let from = &build.site.content.pages[here];
        let to = links.follow(from, here, &typed[..hash]);
        let index = match to {
            Ok(Destination::Page { index, .. }) => index,
            // `#` alone is a place on the page itself.
            _ if hash == 0 => here,
            _ => return (span, Vec::new()),
        };
        let item = |id: &str| Item { text: id.to_owned(), detail: String::new(), kind: REFERENCE };
        return (span, build.pages[index].anchors.iter().map(item).collect());
    }
    let file = place.page().unwrap_or_default();
    let folder = file.rfind('/').map_or("", |slash| &file[..slash]);
    let wanted = typed.rsplit('/').next().unwrap_or_default().to_lowercase();
    let is_wanted = |text: &str| wanted.is_empty() || text.to_lowercase().contains(&wanted);
    let pages = build.site.content.pages.iter().filter(|page| !page.is_made());
    let pages = pages.filter(|page| is_wanted(&page.file) || is_wanted(&page.title));
    let pages = pages.map(|page| Item {
        text: relative(folder, &page.file),
        detail: page.title.clone(),
        kind: FILE,
    });
    let assets = build.site.content.assets.paths().filter(|path| is_wanted(path));
    let assets = assets.map(|path| Item {
        text: format!("/assets/{path}"),
        detail: String::new(),
        kind: FILE,
    });
    (span, pages.chain(assets).take(MOST + 1).collect())
}

/// The names at a path of values, the last of them being typed; each with all that stands before it.
fn values(build: &Build, typed: &str) -> Vec<Item> {
    let content = &build.site.content;
    let (before, _) = typed.rsplit_once('.').unwrap_or(("", typed));
    let mut names = before.split('.').filter(|name| !name.is_empty());
    let item = |name: &str, value: &Json| {
        let text = if before.is_empty() { name.to_owned() } else { format!("{before}.{name}") };
        let detail = match value {
            Json::Null | Json::Object(_) | Json::Array(_) => String::new(),
            value => value.to_string(),
        };
        Item { text, detail, kind: VARIABLE }
    };
    let nothing = Json::Null;
    let Some(root) = names.next() else {
        return ["data", "page", "site"].map(|name| item(name, &nothing)).into();
    };
    let mut value = match root {
        "data" => &content.data,
        "site" => &content.config.value,
        // What is inside of one of them is the page's own.
        "page" if names.next().is_none() => {
            return FACTS.map(|name| item(name, &nothing)).into();
        }
        _ => return Vec::new(),
    };
    for name in names {
        value = value.get(name).unwrap_or(&nothing);
    }
    let known = value.as_object().into_iter().flatten();
    known.map(|(name, value)| item(name, value)).collect()
}

fn components(build: &Build) -> Vec<Item> {
    let all = build.renderer.templates.components();
    let mut names: Vec<&str> = all.names().chain(["include", "code"]).collect();
    names.sort_unstable();
    let detail = |name: &str| {
        let info = all.info(name);
        let args = info.iter().flat_map(tera::ComponentInfo::args);
        args.map(|arg| arg.name().to_owned()).collect::<Vec<_>>().join(", ")
    };
    names
        .into_iter()
        .map(|name| Item { text: name.to_owned(), detail: detail(name), kind: FUNCTION })
        .collect()
}

fn parameters(build: &Build, name: &str) -> Vec<Item> {
    let info = build.renderer.templates.components().info(name);
    let args = info.iter().flat_map(tera::ComponentInfo::args);
    let item = |arg: &tera::ComponentArg| Item {
        text: format!("{}=", arg.name()),
        detail: arg.arg_type().map(|it| it.to_string()).unwrap_or_default(),
        kind: FIELD,
    };
    args.map(item).collect()
}
