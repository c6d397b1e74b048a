//! What templates and prose can name.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use tera::{Context, Value};

use crate::{
    content::{
        Content,
        config::Named,
        page::{Facts, Page},
    },
    render::{
        interpolation::Known,
        templates::{Templates, own_values::OTHERS},
    },
    site::{
        Site,
        hierarchy::{home_url, link, site_map},
    },
};

/// What is the same for all pages, made once.
pub struct Contexts {
    prose: Context,
    /// What has been written of that.
    pub written: Known,
    /// By language.
    templates: BTreeMap<String, Context>,
}

impl Contexts {
    /// Gathers it.
    pub fn of(site: &Site, templates: &Templates) -> Self {
        let Site { content, links, .. } = site;
        let lists_pages = shows_site_map(content, templates);
        let mut prose = Context::new();
        prose.insert("site", &content.config.value);
        prose.insert("data", &content.data);
        prose.insert("recipients", &content.recipients.value);
        prose.insert("signing", &content.signing.value);
        if let Some(form) = content.main_form().and_then(|form| form.value.as_ref()) {
            prose.insert("form", form);
        }
        let menu = |named: &[Named]| -> Json {
            let listed = named.iter().filter_map(|item| links.page(&item.name));
            listed.map(|index| link(&content.pages[index])).collect()
        };
        let mut common = prose.clone();
        common.insert("navigation", &menu(&content.config.navigation));
        common.insert("footer", &menu(&content.config.footer));
        for (name, value) in content.assets.of_theme() {
            common.insert(name, &value);
        }
        // What each page has of its own, for those that no file stands for.
        for name in OTHERS {
            common.insert(name, "");
        }
        let languages = content.config.languages.iter();
        let templates = languages
            .map(|language| {
                let mut context = common.clone();
                context.insert("words", content.config.words(language));
                let home = home_url(content, language);
                context.insert("home_url", &home);
                let feed = site.feed_of(language).map(|feed| feed.url.as_str());
                context.insert("feed_url", feed.unwrap_or_default());
                // Sorting all pages takes longer than reading one in a hundred of them.
                let listed = lists_pages.then(|| site_map(content, links, language));
                context.insert("site_map", &listed.unwrap_or_else(|| Json::Array(Vec::new())));
                (language.clone(), context)
            })
            .collect();
        Self { prose, written: Known::default(), templates }
    }

    /// By language: the texts that stand under these names, and these texts; in order.
    pub fn texts(
        &self,
        names: &BTreeSet<String>,
        more: &BTreeSet<String>,
    ) -> BTreeMap<String, Vec<String>> {
        let of_language = |(language, context): (&String, &Context)| {
            let mut texts = more.clone();
            texts.insert(language.clone());
            for value in names.iter().filter_map(|name| context.get(name)) {
                note_texts(value, &mut texts);
            }
            (language.clone(), texts.into_iter().collect())
        };
        self.templates.iter().map(of_language).collect()
    }

    /// For the prose of a page.
    pub fn prose(&self, page: &Page) -> Context {
        let mut context = self.prose.clone();
        context.insert_value("page", page.facts().value());
        context
    }

    /// For the template of a page in that language.
    pub fn template(&self, language: &str, page: Value) -> Context {
        let mut context = self.templates.get(language).cloned().unwrap_or_default();
        context.insert_value("page", page);
        context
    }
}

fn note_texts(value: &Value, texts: &mut BTreeSet<String>) {
    if let Some(text) = value.as_str() {
        texts.insert(text.to_owned());
    } else if let Some(list) = value.as_array() {
        for value in list {
            note_texts(value, texts);
        }
    } else if let Some(table) = value.as_map() {
        for value in table.values() {
            note_texts(value, texts);
        }
    }
}

/// Whether a page, on the site or not yet, has a template that lists all pages; or one has that pages without a file
/// are shown with too.
fn shows_site_map(content: &Content, templates: &Templates) -> bool {
    let listing = templates.mentioning("site_map");
    let without_file = ["page.html", "base.html"];
    if listing.iter().any(|name| without_file.contains(name) || name.starts_with("form/")) {
        return true;
    }
    let unpublished = content.left_out.unpublished.iter().map(|(page, _)| page);
    let mut pages = content.pages.iter().chain(unpublished).chain(&content.left_out.texts);
    pages.any(|page| listing.contains(page.template.as_ref().map_or("page.html", |it| &it.name)))
}

/// `page` for a page that no file stands for: it has every name that a real one has.
pub fn page_without_file(title: &str, language: &str) -> Value {
    Facts { title, language, ..Facts::default() }.value()
}
