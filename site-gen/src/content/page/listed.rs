//! What a page lists, and in which lists it is.

use std::ops::Range;

use authoring::{
    config::{FromValue, Node, Table, Value},
    diagnostics::{Diagnostics, Source},
};

use super::{Page, defaults::SaidElsewhere};
use crate::content::config::{
    Config, Named,
    lists::{ListOptions, taxonomies::Term},
};

authoring::codes! {
    LIST_KEY = "list-key" in "pages/exemple.md" {
        means: "`sort`, `paginate` or `feed` stands on a page that is not its folder's own, so that nothing is below \
            it.",
        hurts: "Nothing comes of it: readers would not find the list that its author had in mind.",
        wrong: "---\ntitle: Actualités\nsort: date\n---",
        right: "---\ntitle: Actualités\n---",
    }
    TAXONOMY_TERM = "taxonomy-term" in "pages/exemple.md" {
        means: "A page names a term that its taxonomy in `site.toml` does not have.",
        hurts: "Readers of that list would not find the page.",
        wrong: "---\ntitle: Éoliennes\ntheme: [enregie]\n---",
        right: "---\ntitle: Éoliennes\ntheme: [energie]\n---",
    }
}

/// What a page shows below its author's text, where readers search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchPage {
    /// The field, and everything from A to Z.
    Whole,
    /// The field, and a link to each letter.
    Letters,
    /// What begins with a letter, or with [none of them](OTHERS).
    Letter(char),
}

/// Stands for what begins with none of the letters from a to z.
pub const OTHERS: char = '0';

/// Which of the pages that a list goes over this is, the first excepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The URL of the first.
    pub of: String,
    /// 2 or more.
    pub number: usize,
}

/// Reads `sort`, `paginate` and `feed`, which only pages that list others have.
pub(super) fn list(table: &Table<'_>, lists_any: impl Fn() -> bool) -> Option<Box<ListOptions>> {
    let options = ListOptions::read(table)?;
    if lists_any() {
        return Some(Box::new(options));
    }
    for name in ListOptions::KEYS.into_iter().filter(|name| table.node(name).is_some()) {
        let message = format!("`{name}` on a page that lists nothing");
        let help = "it is for a folder's own page, index.md, and what is below it".to_owned();
        table.error_at(LIST_KEY, name, message, Some(help));
    }
    None
}

/// Reads which terms of each taxonomy a page has.
pub(super) fn terms(config: &Config, root: &Node, table: &Table<'_>) -> Vec<Term> {
    let mut terms = Vec::new();
    let unknown = &config.taxonomies.unknown;
    for (taxonomy, declared) in config.taxonomies.all.iter().enumerate() {
        let name = &declared.name.name;
        let Some(Node { value, .. }) = table.node(name) else { continue };
        // Notes a list that is none, or that holds anything but texts.
        let _: Option<Vec<String>> = table.optional(name);
        let Value::List(items) = value else { continue };
        for Node { span, value } in items {
            let Some(word) = String::from_value(value) else { continue };
            match declared.term(&word) {
                Some(term) if !terms.contains(&Term { taxonomy, term }) => {
                    terms.push(Term { taxonomy, term });
                }
                Some(_) => {}
                None if unknown.holds(&format!("site.taxonomies.{name}.terms.{word}")) => {}
                None => {
                    let message = format!("`{name}` has no term `{word}`");
                    table.error(TAXONOMY_TERM, span.clone(), message, Some(declared.near(&word)));
                }
            }
        }
    }
    // What `site.toml` may have declared where it could not be read is no unknown key.
    if !unknown.is_empty()
        && let Value::Table(entries) = &root.value
    {
        for (key, _) in entries {
            if unknown.holds(&format!("site.taxonomies.{}", key.name)) {
                table.node(&key.name);
            }
        }
    }
    terms
}

impl Page {
    /// What lists are sorted by: weight, then title, then URL.
    pub fn rank(&self) -> (i64, &str, &str) {
        (self.weight.unwrap_or(i64::MAX), &self.title, self.address.as_str())
    }

    /// The URL right above its own, if it is in a list of what is right below that one; `None` for a home page, and for
    /// what is found otherwise.
    pub fn list_above(&self, config: &Config) -> Option<&str> {
        let is_listed = !self.address.is_not_found()
            && self.part.is_none()
            // It is reached from the page where readers search.
            && !matches!(self.search, Some(SearchPage::Letter(_)))
            // Another language's home page is not a page of this one.
            && !config.is_home(self.address.as_str(), &self.language);
        self.address.parent().filter(|_| is_listed)
    }

    /// The folder that it is listed in, with its slash, where its address does not say so; below `pages/`.
    pub fn folder(&self) -> Option<&str> {
        let path = self.file.strip_suffix("/index.md").unwrap_or(&self.file);
        let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
        Some(folder).filter(|_| self.has_permalink)
    }

    /// The URL of the first page of the list that it shows.
    pub fn list_url(&self) -> &str {
        self.part.as_ref().map_or(self.address.as_str(), |part| &part.of)
    }

    /// Which page of it.
    pub fn list_number(&self) -> usize {
        self.part.as_ref().map_or(1, |part| part.number)
    }

    /// Whether no file stands for it.
    pub fn is_made(&self) -> bool {
        self.is_made || self.part.is_some()
    }

    /// Its further page of that number, which has nothing but the list; `span` is what asks for it.
    #[must_use]
    pub fn part(&self, number: usize, title: String, span: Range<usize>) -> Self {
        let part = Part { of: self.address.as_str().to_owned(), number };
        let source = self.source.without_prose(self.body);
        Self {
            address: self.address.part(number),
            address_span: span,
            title,
            part: Some(Box::new(part)),
            date: None,
            updated: None,
            terms: Vec::new(),
            aliases: Vec::new(),
            slug: None,
            source,
            ..self.clone()
        }
    }
}

impl Page {
    /// A page that no file stands for, and that is shown with a template which another file names.
    #[must_use]
    pub(crate) fn shown_with(self, template: &Named, named_in: &Source) -> Self {
        let elsewhere = SaidElsewhere { template: Some(named_in.clone()), image: None };
        Self {
            template: Some(template.clone()),
            elsewhere: Some(Box::new(elsewhere)),
            is_made: true,
            ..self
        }
    }
}

/// Reads front matter that no file has, of which nothing can be wrong.
pub(crate) fn made(config: &Config, file: &str, title: &str) -> Page {
    let text = format!("+++\ntitle = {}\n+++\n", serde_json::json!(title));
    let source = Source::new(file, text);
    let page = Page::read(config, source, file, &Diagnostics::default());
    Page { is_made: true, ..page }
}
