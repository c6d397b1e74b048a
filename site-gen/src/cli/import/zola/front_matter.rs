//! The front matter of a page of Zola.

use authoring::{
    config::{Key, Node, Value},
    diagnostics::{Diagnostic, Severity, suggest},
};

use super::{
    address::is_dated_here,
    old_page::{OldPage, Way},
    terms::Terms,
};
use crate::{
    cli::import::{
        addresses::{Kept, kept},
        codes::{IMPORT_ADDRESS, IMPORT_KEY},
        front_matter::NewFrontMatter,
        tree::{entries, text, texts},
    },
    content::page::{NEVER_OWN, permalink},
};

/// What says nothing that is otherwise here, and what is read elsewhere.
const SILENT: [&str; 9] = [
    "slug",
    "path",
    "aliases",
    "template",
    "insert_anchor_links",
    "redirect_to",
    "paginate_path",
    "page_template",
    "weight",
];

/// Every key that Zola reads, for "did you mean".
const KEYS: [&str; 26] = [
    "title",
    "description",
    "date",
    "updated",
    "draft",
    "slug",
    "path",
    "aliases",
    "weight",
    "template",
    "taxonomies",
    "extra",
    "authors",
    "in_search_index",
    "render",
    "sort_by",
    "paginate_by",
    "paginate_path",
    "paginate_reversed",
    "insert_anchor_links",
    "transparent",
    "redirect_to",
    "page_template",
    "generate_feeds",
    "generate_feed",
    "lang",
];

/// Converts it; what has no counterpart is told.
pub(super) fn convert(page: &OldPage, terms: &Terms, told: &mut Vec<Diagnostic>) -> String {
    let root = &page.front_matter.root;
    let mut new = NewFrontMatter::default();
    let written = &page.source.text[page.front_matter.fence.end..page.front_matter.body];
    new.remarks(written);
    let mut converter = Converter { page, new, extra: Vec::new(), told, lists: false };
    if text(root, "title").is_none_or(|title| title.trim().is_empty()) && page.way == Way::Shown {
        let name =
            page.new.strip_suffix("index.md").or(page.new.strip_suffix(".md")).unwrap_or_default();
        let name = name.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        converter.new.placeholder(
            "title",
            "the title of this page, which Zola's has not",
            if name.is_empty() { "Home" } else { name },
        );
    }
    let is_title = |(key, _): &&(Key, Node)| key.name == "title";
    entries(root).iter().filter(is_title).for_each(|(key, node)| converter.take(key, node, terms));
    converter.address();
    for (key, node) in entries(root).iter().filter(|entry| !is_title(entry)) {
        converter.take(key, node, terms);
    }
    converter.template();
    if let Some(date) = page.named_date.as_ref().filter(|_| root.get("date").is_none())
        && !is_dated_here(&page.new)
    {
        converter.new.written("date", date);
    }
    converter.new.table("extra", &converter.extra);
    converter.new.finish()
}

struct Converter<'c> {
    page: &'c OldPage,
    new: NewFrontMatter,
    extra: Vec<(String, Value)>,
    told: &'c mut Vec<Diagnostic>,
    /// Whether it says how it lists others.
    lists: bool,
}

impl Converter<'_> {
    fn take(&mut self, key: &Key, node: &Node, terms: &Terms) {
        let is_section = self.page.is_section;
        match (key.name.as_str(), &node.value) {
            ("title", Value::String(text)) if text.trim().is_empty() => {}
            ("description", Value::String(text)) if text.is_empty() => {}
            ("title" | "description", Value::String(text)) => self.new.text(&key.name, text),
            ("date" | "updated", Value::String(date) | Value::Date(date)) if !is_section => {
                self.new.written(&key.name, date);
            }
            ("draft", Value::Bool(true)) => self.new.written("draft", "true"),
            ("weight", Value::Integer(weight)) => self.new.written("weight", &weight.to_string()),
            (
                "draft" | "transparent" | "paginate_reversed" | "generate_feeds" | "generate_feed",
                Value::Bool(false),
            )
            | ("in_search_index" | "render", Value::Bool(true)) => {}
            ("in_search_index", Value::Bool(false)) => {
                self.extra.push(("search".to_owned(), Value::Bool(false)));
            }
            ("taxonomies", Value::Table(taxonomies)) => {
                for (key, node) in taxonomies {
                    if let Some((name, terms)) =
                        terms.names(&key.name, &texts(node)).filter(|(_, terms)| !terms.is_empty())
                    {
                        self.new.texts(name, &terms);
                    }
                }
            }
            ("authors", Value::List(items)) if items.is_empty() => {}
            ("authors", Value::List(_)) => {
                self.extra.push(("authors".to_owned(), node.value.clone()));
            }
            ("extra", Value::Table(entries)) => {
                for (key, node) in entries {
                    if NEVER_OWN.contains(&&*key.name) {
                        let help =
                            "Zola reads it above [extra] alone: write it there, or remove it";
                        self.tell(key, format!("`{}` means nothing below `extra`", key.name), help);
                    } else {
                        self.extra.push((key.name.clone(), node.value.clone()));
                    }
                }
            }
            ("sort_by", Value::String(sort)) if is_section => match sort.as_str() {
                "none" => {}
                "date" | "weight" | "title" => {
                    self.lists = true;
                    self.new.written("sort", sort);
                }
                other => {
                    let help = "a list is sorted by date, weight or title";
                    self.tell(key, format!("`sort_by = \"{other}\"` sorts no list here"), help);
                }
            },
            ("paginate_by", Value::Integer(number)) if is_section => {
                if *number > 0 {
                    self.lists = true;
                    self.new.written("paginate", &number.to_string());
                }
            }
            ("generate_feeds" | "generate_feed", Value::Bool(true)) => {
                self.lists = true;
                self.new.written("feed", "full");
            }
            ("render", Value::Bool(false)) => {
                let help = "a page that nobody is to see yet is a draft: `draft: true`";
                self.tell(
                    key,
                    "Zola makes no page of this, and none is taken over".to_owned(),
                    help,
                );
            }
            ("page_template", Value::String(template)) => {
                let help =
                    "write it anew in templates/, and name it in _defaults.toml of the folder";
                self.tell(
                    key,
                    format!("`{template}` is not converted, which the pages below ask for"),
                    help,
                );
            }
            ("paginate_path", Value::String(path)) if path != "page" => {
                let help = "the pages of a list stand below page/ here";
                self.tell(key, format!("`{path}` in the addresses of further pages"), help);
            }
            (name, _) if SILENT.contains(&name) => {}
            (name, _) => {
                let known = KEYS.contains(&name);
                let help =
                    if known { "it is left out".to_owned() } else { suggest::help(name, KEYS) };
                let message = if known {
                    format!("`{name}` has no counterpart here")
                } else {
                    format!("`{name}` is no key that Zola reads")
                };
                self.tell(key, message, &help);
            }
        }
    }

    /// Keeps the address, and the old ones.
    fn address(&mut self) {
        let page = self.page;
        if page.way != Way::Shown {
            return;
        }
        let mut aliases = Vec::new();
        match kept(&page.new, &page.url, &page.above) {
            Kept::ByName => {}
            Kept::Permalink(url) => self.new.written("permalink", &url),
            Kept::Alias(alias) => {
                let message = format!("`{}` can be no address here", page.url);
                let help = match &alias {
                    Some(_) => "it leads here as an old one; `permalink` gives another",
                    None => "`permalink` gives it another",
                };
                self.tell_address(message, help);
                aliases.extend(alias);
            }
        }
        for alias in page.aliases.iter().filter(|alias| **alias != page.url) {
            let segments = alias.trim_matches('/').split('/');
            if segments.clone().all(permalink::is_old_name) {
                aliases.push(alias.clone());
            } else {
                self.tell_address(
                    format!("`{alias}` can be no old address here"),
                    "write it as readers know it",
                );
            }
        }
        aliases.dedup();
        if !aliases.is_empty() {
            self.new.texts("aliases", &aliases);
        }
    }

    /// The template of a section lists, unless its author has another.
    fn template(&mut self) {
        let page = self.page;
        let is_home = page.new == "index.md" || page.url == format!("/{}/", page.language);
        if page.is_section && (self.lists || page.template.is_none() && !is_home) {
            self.new.written("template", "section.html");
        }
    }

    fn tell(&mut self, key: &Key, message: String, help: &str) {
        self.warn(IMPORT_KEY, key.span.clone(), message, help);
    }

    fn tell_address(&mut self, message: String, help: &str) {
        let root = &self.page.front_matter.root;
        let node = ["path", "slug", "aliases"].into_iter().find_map(|key| root.get(key));
        let span =
            node.map_or_else(|| self.page.front_matter.fence.clone(), |node| node.span.clone());
        self.warn(IMPORT_ADDRESS, span, message, help);
    }

    fn warn(
        &mut self,
        code: authoring::diagnostics::Code,
        span: std::ops::Range<usize>,
        message: String,
        help: &str,
    ) {
        let mut found = self.page.source.error(code, span, message).help(help);
        found.severity = Severity::Warning;
        self.told.push(found);
    }
}
