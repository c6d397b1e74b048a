//! One page of Zola, or a section's own: read, and converted.

use authoring::{
    config::front_matter::FrontMatter,
    diagnostics::{Diagnostic, Source},
};

use super::{
    address::dated,
    components::Components,
    front_matter,
    old_page::{OldPage, Way, alias_url},
    settings::Settings,
    shortcodes,
    terms::Terms,
};
use crate::cli::import::{
    addresses::{Addresses, From},
    markdown::{self, Followed},
    tree::{is_true, text, texts},
};

/// Reads one; `file` is its path below `content/`.
pub(super) fn read(
    file: &str,
    source: Source,
    front_matter: FrontMatter,
    settings: &Settings,
) -> OldPage {
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let is_language = |code: &&str| settings.languages.iter().any(|known| known == code);
    let (stem, language) = match stem.rsplit_once('.').filter(|(_, code)| is_language(code)) {
        Some((stem, code)) => (stem, code.to_owned()),
        None => (stem, settings.language.clone()),
    };
    let is_section = stem == "_index";
    let is_bundle = stem == "index";
    let above = if language == settings.language { String::new() } else { format!("{language}/") };
    let inside = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let new_name = if is_section { "index" } else { stem };
    let new = format!("{above}{inside}{new_name}.md");

    // A bundle is named by its folder.
    let (folder, stem) = match folder.rsplit_once('/') {
        Some((above, last)) if is_bundle => (above, last),
        None if is_bundle && !folder.is_empty() => ("", folder),
        _ => (folder, stem),
    };
    let day = dated(stem).filter(|_| !is_section);
    let root = &front_matter.root;
    let slug = text(root, "slug").filter(|slug| !slug.is_empty());
    let slug = slug.unwrap_or(match day {
        Some((_, rest)) if !settings.keeps_dates => rest,
        _ => stem,
    });
    let path = text(root, "path").filter(|path| !path.is_empty() && !is_section);
    let is_home = is_bundle && inside.is_empty();
    let url = match path {
        Some(path) => format!("/{}/", path.trim().trim_matches('/')),
        None if is_section => format!("/{above}{folder}/"),
        None if is_home => format!("/{above}"),
        None => format!("/{above}{folder}/{}/", settings.paths.of(slug)),
    };
    let url = url.replace("//", "/");
    let aliases = root.get("aliases").map(texts).unwrap_or_default();
    let aliases = aliases.iter().map(|alias| alias_url(alias)).collect();
    let template = text(root, "template").map(str::to_owned);
    let usual = if is_section { "section.html" } else { "page.html" };
    let template = template.filter(|template| template != usual);
    let is_hidden = root.get("render").is_some() && !is_true(root, "render");
    let way = match root.get("redirect_to") {
        _ if is_hidden => Way::Nowhere,
        Some(_) => Way::Redirected,
        None => Way::Shown,
    };
    let calls = shortcodes::calls(&source.text, front_matter.body);
    let named_date = day.map(|(day, _)| day.to_owned());
    OldPage {
        file: file.to_owned(),
        source,
        front_matter,
        is_section,
        language,
        above,
        url,
        named_date,
        new,
        aliases,
        template,
        way,
        calls,
    }
}

/// The file of `pages/`; what could not be converted is told.
pub(super) fn convert(
    page: &OldPage,
    settings: &Settings,
    addresses: &Addresses,
    components: &Components,
    terms: &Terms,
    told: &mut Vec<Diagnostic>,
) -> String {
    let from = From { url: &page.url, file: &page.new };
    let mut text = front_matter::convert(page, terms, told);
    if page.way != Way::Shown {
        return text;
    }
    let replaced = components.replace(page, told);
    let old = markdown::Text { source: &page.source, start: page.front_matter.body, replaced };
    let follow = |target: &str| match target.strip_prefix("@/") {
        Some(file) => {
            let end = file.find(['#', '?']).unwrap_or(file.len());
            addresses.to_file(from, &file[..end], &file[end..])
        }
        None => addresses.follow(from, target),
    };
    let follow: &dyn Fn(&str) -> Followed = &follow;
    let body = markdown::convert(&old, settings.dialect, follow, told);
    text.push_str(&body);
    text
}
