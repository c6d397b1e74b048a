//! One page of Hugo, or a section's own: read, and converted.

use authoring::{
    config::{Node, Value},
    diagnostics::{Diagnostic, Diagnostics, Source},
};

use super::{
    address, front_matter,
    links::Links,
    old_page::OldPage,
    settings::Settings,
    shortcodes,
    tree::{self, at, get, text},
};
use crate::cli::import::{
    markdown::{self, Followed},
    tree::texts,
};

/// Reads one; `file` is its path in its content folder, which may have a language of its own.
///
/// # Errors
///
/// What is wrong with its front matter.
pub(super) fn read(
    file: &str,
    source: Source,
    language: Option<&str>,
    settings: &Settings,
) -> Result<OldPage, Vec<Diagnostic>> {
    let found = Diagnostics::default();
    let front_matter = tree::front_matter(&source, &found);
    if !found.none_is_an_error() {
        return Err(found.into_vec());
    }
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    let stem = name.strip_suffix(".md").or(name.strip_suffix(".markdown")).unwrap_or(name);
    let is_language = |code: &&str| {
        settings.languages.iter().any(|known| known == code) || *code == settings.language
    };
    let (stem, own) = match stem.rsplit_once('.').filter(|(_, code)| is_language(code)) {
        Some((stem, code)) => (stem, Some(code)),
        None => (stem, language),
    };
    let language = own.unwrap_or(&settings.language);
    let above = if language == settings.language { String::new() } else { format!("{language}/") };
    let inside = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let is_section = stem == "_index";
    let is_own = is_section || stem == "index";
    let new = format!("{above}{inside}{}.md", if is_own { "index" } else { stem });
    let root = &front_matter.root;
    let slug = text(root, "slug").filter(|slug| !slug.is_empty() && !is_section);
    let path = match (is_own, slug) {
        (true, None) => folder.to_owned(),
        (true, Some(slug)) => {
            let outside = folder.rsplit_once('/').map_or("", |(outside, _)| outside);
            format!("{outside}/{slug}")
        }
        (false, slug) => format!("{inside}{}", slug.unwrap_or(stem)),
    };
    let url = match text(root, "url") {
        Some(url) => format!("/{}/", url.trim_matches('/')),
        None => format!("/{above}{}/", address::path(&path).trim_matches('/')),
    };
    let url = url.replace("//", "/");
    let aliases = get(root, "aliases").map(texts).unwrap_or_default();
    let aliases = aliases.iter().map(|alias| address::alias(alias, &url)).collect();
    let is_hidden = is_hidden(root);
    let is_headless = get(root, "headless").is_some_and(|node| node.value == Value::Bool(true));
    let logical =
        if is_own { folder.to_lowercase() } else { format!("{inside}{stem}").to_lowercase() };
    Ok(OldPage {
        path: format!("{inside}{stem}.md"),
        source,
        front_matter,
        is_section,
        url,
        above,
        new,
        aliases,
        is_shown: !is_hidden && !is_headless,
        logical,
    })
}

/// Whether `build` says that there is no page.
fn is_hidden(node: &Node) -> bool {
    let render = at(node, "build.render").or_else(|| at(node, "_build.render"));
    render.is_some_and(|node| match &node.value {
        Value::String(when) => when == "never",
        Value::Bool(is_on) => !is_on,
        _ => false,
    })
}

/// Hides what stands below a section that says so for all of it (`cascade`).
pub(super) fn cascade(pages: &mut [OldPage]) {
    let is_for_all = |node: &Node| get(node, "target").is_none() && get(node, "_target").is_none();
    let hides = |page: &&OldPage| {
        let Some(node) = get(&page.front_matter.root, "cascade") else { return false };
        match &node.value {
            Value::List(items) => items.iter().any(|item| is_for_all(item) && is_hidden(item)),
            _ => is_for_all(node) && is_hidden(node),
        }
    };
    let folders: Vec<String> = pages
        .iter()
        .filter(|page| page.is_section)
        .filter(hides)
        .map(|page| page.path.trim_end_matches("_index.md").to_owned())
        .collect();
    for page in pages {
        page.is_shown &= !folders.iter().any(|folder| page.path.starts_with(&**folder));
    }
}

/// The file of `pages/`; what could not be converted is told.
pub(super) fn convert(
    page: &OldPage,
    settings: &Settings,
    links: &Links<'_>,
    told: &mut Vec<Diagnostic>,
) -> String {
    let mut text = front_matter::convert(page, settings, links, told);
    if !page.is_shown {
        return text;
    }
    let replaced = shortcodes::replace(page, settings, links, told);
    let old = markdown::Text { source: &page.source, start: page.front_matter.body, replaced };
    let follow = |target: &str| links.follow(page, target);
    let follow: &dyn Fn(&str) -> Followed = &follow;
    text.push_str(&markdown::convert(&old, settings.dialect, follow, told));
    text
}
