//! The front matter of a page of Hugo.

use authoring::{
    config::{Key, Node, Value},
    diagnostics::{Code, Diagnostic},
};
use jiff::civil::Date;

use super::{
    links::Links,
    old_page::OldPage,
    settings::Settings,
    tree::{get, text},
};
use crate::{
    cli::import::{
        addresses::{Kept, kept},
        codes::{IMPORT_ADDRESS, IMPORT_KEY},
        front_matter::NewFrontMatter,
        markdown::Followed,
        tree::{entries, texts},
    },
    content::page::{NEVER_OWN, permalink},
};

/// What is read elsewhere, or says nothing that is otherwise here.
const SILENT: [&str; 12] = [
    "slug",
    "url",
    "aliases",
    "menu",
    "menus",
    "lang",
    "build",
    "_build",
    "headless",
    "iscjklanguage",
    "translationkey",
    "markup",
];

/// Converts it; what has no counterpart is told.
pub(super) fn convert(
    page: &OldPage,
    settings: &Settings,
    links: &Links<'_>,
    told: &mut Vec<Diagnostic>,
) -> String {
    let root = &page.front_matter.root;
    let mut new = NewFrontMatter::default();
    new.remarks(&page.source.text[page.front_matter.fence.end..page.front_matter.body]);
    let mut converter = Converter { page, settings, links, new, extra: Vec::new(), told };
    if !page.is_shown {
        let key = ["headless", "build", "_build"].into_iter().find_map(|name| get(root, name));
        let span = key.map_or_else(|| page.front_matter.fence.clone(), |node| node.span.clone());
        let help = "a page that nobody is to see yet is a draft: `draft: true`";
        converter.tell(
            IMPORT_KEY,
            span,
            "Hugo makes no page of this, and none is taken over",
            help,
        );
        return converter.new.finish();
    }
    if text(root, "title").is_none_or(|title| title.trim().is_empty()) {
        let name =
            page.new.strip_suffix("index.md").or(page.new.strip_suffix(".md")).unwrap_or_default();
        let name = name.trim_end_matches('/').rsplit('/').next().filter(|name| !name.is_empty());
        converter.new.placeholder(
            "title",
            "the title of this page, which Hugo's has not",
            name.unwrap_or("Home"),
        );
    }
    let is_title = |(key, _): &&(Key, Node)| key.name.eq_ignore_ascii_case("title");
    entries(root).iter().filter(is_title).for_each(|(key, node)| converter.take(key, node));
    converter.address();
    for (key, node) in entries(root).iter().filter(|entry| !is_title(entry)) {
        converter.take(key, node);
    }
    // Hugo's own template of a section lists.
    if page.is_section && page.path != "_index.md" {
        converter.new.written("template", "section.html");
    }
    converter.new.table("extra", &converter.extra);
    converter.new.finish()
}

struct Converter<'c> {
    page: &'c OldPage,
    settings: &'c Settings,
    links: &'c Links<'c>,
    new: NewFrontMatter,
    extra: Vec<(String, Value)>,
    told: &'c mut Vec<Diagnostic>,
}

impl Converter<'_> {
    fn take(&mut self, key: &Key, node: &Node) {
        let root = &self.page.front_matter.root;
        let name = key.name.to_lowercase();
        match (name.as_str(), &node.value) {
            (_, Value::Null) | ("draft", Value::Bool(false)) | ("weight", Value::Integer(0)) => {}
            ("title" | "description" | "summary", Value::String(text))
                if text.trim().is_empty() => {}
            ("title" | "description", Value::String(text)) => self.new.text(&name, text),
            ("summary", Value::String(text)) if get(root, "description").is_none() => {
                self.new.text("description", text);
            }
            ("date", Value::String(_) | Value::Date(_)) if get(root, "publishDate").is_some() => {}
            ("date" | "publishdate", Value::String(date) | Value::Date(date)) => {
                self.new.written("date", &day(date));
            }
            ("lastmod", Value::String(date) | Value::Date(date)) => {
                self.new.written("updated", &day(date));
            }
            ("expirydate", Value::String(date) | Value::Date(date)) => match last_day(date) {
                Some(last) => self.new.written("expires", &last.to_string()),
                None => self.key(
                    key,
                    "this is no date",
                    "the last day on the site: expires: 2021-12-31",
                ),
            },
            ("draft", Value::Bool(true)) => self.new.written("draft", "true"),
            ("weight", Value::Integer(weight)) => self.new.written("weight", &weight.to_string()),
            ("images", _) => self.image(key, &texts(node)),
            ("params", Value::Table(params)) => {
                for (key, node) in params {
                    self.own(key, node);
                }
            }
            (
                "cascade" | "outputs" | "layout" | "type" | "linktitle" | "sitemap" | "resources"
                | "summary",
                _,
            ) => {
                self.key(key, "it has no counterpart here", "it is left out");
            }
            (name, _) if self.settings.taxonomies.iter().any(|known| known == name) => {
                let mut terms: Vec<String> = Vec::new();
                for term in texts(node).iter().map(slug::slugify) {
                    if !term.is_empty() && !terms.contains(&term) {
                        terms.push(term);
                    }
                }
                if !terms.is_empty() {
                    self.new.texts(name, &terms);
                }
            }
            (name, _) if SILENT.contains(&name) => {}
            (_, Value::List(items)) if items.is_empty() => {}
            // Whatever else it says is for templates.
            _ => self.own(key, node),
        }
    }

    fn own(&mut self, key: &Key, node: &Node) {
        if NEVER_OWN.contains(&&*key.name) {
            self.key(key, "it means nothing below `params`", "write it above, or remove it");
        } else if self.extra.iter().all(|(name, _)| *name != key.name) {
            self.extra.push((key.name.clone(), node.value.clone()));
        }
    }

    /// The first image, for social networks.
    fn image(&mut self, key: &Key, images: &[String]) {
        let Some(first) = images.first() else { return };
        match self.links.follow(self.page, first) {
            Followed::To(url) if url.starts_with("/assets/") => self.new.text("image", &url),
            _ => self.key(
                key,
                "this image is not among what is taken over",
                "put it into assets/: image: /assets/…",
            ),
        }
    }

    /// Keeps the address, and the old ones.
    fn address(&mut self) {
        let page = self.page;
        let mut aliases = Vec::new();
        match kept(&page.new, &page.url, &page.above) {
            Kept::ByName => {}
            Kept::Permalink(url) => self.new.written("permalink", &url),
            Kept::Alias(alias) => {
                let message = format!("`{}` can be no address here", page.url);
                let help = "it leads here as an old one, if it can; `permalink` gives another";
                self.tell(IMPORT_ADDRESS, page.front_matter.fence.clone(), &message, help);
                aliases.extend(alias);
            }
        }
        for alias in page.aliases.iter().filter(|alias| **alias != page.url) {
            if alias.trim_matches('/').split('/').all(permalink::is_old_name) {
                aliases.push(alias.clone());
            } else {
                let message = format!("`{alias}` can be no old address here");
                self.tell(
                    IMPORT_ADDRESS,
                    page.front_matter.fence.clone(),
                    &message,
                    "write it as readers know it",
                );
            }
        }
        aliases.dedup();
        if !aliases.is_empty() {
            self.new.texts("aliases", &aliases);
        }
    }

    fn key(&mut self, key: &Key, why: &str, help: &str) {
        let message = format!("`{}` is left out: {why}", key.name);
        self.tell(IMPORT_KEY, key.span.clone(), &message, help);
    }

    fn tell(&mut self, code: Code, span: std::ops::Range<usize>, message: &str, help: &str) {
        self.told.push(self.page.warn(code, span, message.to_owned(), help));
    }
}

/// A date as it is written here: days may have one digit in Hugo.
fn day(date: &str) -> String {
    date.trim().to_owned()
}

/// The last day before the one that a date says, from which on the page is gone.
fn last_day(date: &str) -> Option<Date> {
    let day = date.split(['T', 't', ' ']).next()?;
    day.parse::<Date>().ok()?.yesterday().ok()
}
