//! One page of Zola, or a section's own.

use authoring::{
    config::front_matter::FrontMatter,
    diagnostics::{Diagnostic, Severity, Source},
};

use super::{
    address::dated,
    components::Components,
    front_matter,
    settings::Settings,
    shortcodes::{self, Call},
    terms::Terms,
};
use crate::cli::import::{
    addresses::{Addresses, From},
    codes::IMPORT_KEY,
    markdown::{self, Followed},
    tree::{is_true, text, texts},
};

/// A page as it was.
pub(super) struct OldPage {
    /// From the content folder.
    pub(super) file: String,
    pub(super) source: Source,
    pub(super) front_matter: FrontMatter,
    /// `_index.md`.
    pub(super) is_section: bool,
    pub(super) language: String,
    /// Its old address.
    pub(super) url: String,
    /// The day that the name of its file says, as it says it.
    pub(super) named_date: Option<String>,
    /// Its file below `pages/`.
    pub(super) new: String,
    /// Other addresses that lead here.
    pub(super) aliases: Vec<String>,
    /// Another template than Zola's usual one.
    pub(super) template: Option<String>,
    /// What stands at its address.
    pub(super) way: Way,
    /// What the text calls.
    pub(super) calls: Vec<Call>,
}

/// What stands at the address of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Shown,
    /// A way to another page.
    Redirected,
    /// Nothing.
    Nowhere,
}

impl OldPage {
    /// Reads one; `file` is its path below `content/`.
    pub(super) fn of(
        file: &str,
        source: Source,
        front_matter: FrontMatter,
        settings: &Settings,
    ) -> Self {
        let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let is_language = |code: &&str| settings.languages.iter().any(|known| known == code);
        let (stem, language) = match stem.rsplit_once('.').filter(|(_, code)| is_language(code)) {
            Some((stem, code)) => (stem, code.to_owned()),
            None => (stem, settings.language.clone()),
        };
        let is_section = stem == "_index";
        let is_bundle = stem == "index";
        let above =
            if language == settings.language { String::new() } else { format!("{language}/") };
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
        let slug = slug.unwrap_or_else(|| match day {
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
        Self {
            file: file.to_owned(),
            source,
            front_matter,
            is_section,
            language,
            url,
            named_date,
            new,
            aliases,
            template,
            way,
            calls,
        }
    }

    /// The folder in which it stands, without a slash at its end.
    pub(super) fn folder(&self) -> &str {
        self.file.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether the files beside it are its own.
    pub(super) fn has_files(&self) -> bool {
        let name = self.file.rsplit('/').next().unwrap_or_default();
        name.starts_with("index.") || self.is_section
    }

    /// The file of `pages/`; what could not be converted is told.
    pub(super) fn convert(
        &self,
        settings: &Settings,
        addresses: &Addresses,
        components: &Components,
        terms: &Terms,
        told: &mut Vec<Diagnostic>,
    ) -> String {
        let from = From { url: &self.url, file: &self.new };
        let mut text = front_matter::convert(self, terms, told);
        if self.way != Way::Shown {
            return text;
        }
        let replaced = components.replace(self, told);
        let old = markdown::Text { source: &self.source, start: self.front_matter.body, replaced };
        let follow = |target: &str| match target.strip_prefix("@/") {
            Some(file) => {
                let end = file.find(['#', '?']).unwrap_or(file.len());
                addresses.to_file(from, &file[..end], &file[end..])
            }
            None => addresses.follow(from, target),
        };
        let follow: &dyn Fn(&str) -> Followed = &follow;
        let body = markdown::convert(&old, &settings.dialect, follow, told);
        text.push_str(&body);
        text
    }

    pub(super) fn warn(
        &self,
        span: std::ops::Range<usize>,
        message: String,
        help: &str,
    ) -> Diagnostic {
        let mut found = self.source.error(IMPORT_KEY, span, message).help(help);
        found.severity = Severity::Warning;
        found
    }
}

/// An old address as it is written here: with a slash at its start, and at its end unless it names a file.
pub(super) fn alias_url(alias: &str) -> String {
    let alias = alias.trim_matches('/');
    let is_file = alias.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if is_file { format!("/{alias}") } else { format!("/{alias}/") }
}
