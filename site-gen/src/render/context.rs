//! What templates and prose can name.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use tera::{Context, Value};

use crate::{
    content::{
        config::Named,
        page::{Facts, Page},
    },
    site::{
        Site, generated_urls,
        hierarchy::{home_url, link, site_map},
    },
};

/// What a template can name that is each page's own, besides `page`.
const NAMES_OF_PAGES: [&str; 8] =
    ["breadcrumb", "children", "content", "form_html", "json_ld", "main", "toc", "translations"];

/// What is the same for all pages, made once.
pub struct Contexts {
    prose: Context,
    /// By language.
    templates: BTreeMap<String, Context>,
}

impl Contexts {
    /// Gathers it.
    pub fn of(site: &Site) -> Self {
        let Site { content, links, .. } = site;
        let mut prose = Context::new();
        prose.insert("site", &content.config.value);
        prose.insert("data", &content.data);
        prose.insert("recipients", &content.recipients.value);
        if let Some(form) = content.form.as_ref().and_then(|form| form.value.as_ref()) {
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
        for name in NAMES_OF_PAGES {
            common.insert(name, "");
        }
        let languages = content.config.languages.iter();
        let templates = languages
            .map(|language| {
                let mut context = common.clone();
                context.insert("words", content.config.words(language));
                let home = home_url(content, language);
                let feed = generated_urls::feed(content, language).unwrap_or_default();
                context.insert("home_url", &home);
                context.insert("feed_url", &feed);
                context.insert("site_map", &site_map(content, links, language));
                (language.clone(), context)
            })
            .collect();
        Self { prose, templates }
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

/// `page` for a page that no file stands for: it has every name that a real one has.
pub fn page_without_file(title: &str, language: &str) -> Value {
    Facts { title, language, ..Facts::default() }.value()
}
