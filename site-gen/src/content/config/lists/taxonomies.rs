//! `[taxonomies.…]` in `site.toml`: what pages may be about, and the names of each term.

use std::collections::BTreeMap;

use authoring::{
    config::{Key, Node, Table, Value},
    diagnostics::suggest,
};

use super::{FeedOf, ListOptions, Said, Sort};
use crate::content::{
    config::{Config, Named, mistakes::SITE_MISTYPED},
    page::{permalink, variables::key_names},
    values::{mended, shown_text, unknown::UnknownValues},
};

authoring::codes! {
    TAXONOMY_NAME = "taxonomy-name" in "site.toml" {
        means: "A taxonomy or a term has a name that cannot stand in an address, or a taxonomy that of a key which \
            front matter has already.",
        hurts: "What is about it would have no address, and readers would look in vain for the list.",
        wrong: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\n\
            [taxonomies.Theme]\n\
            title = \"Thèmes\"\n\
            terms.energie = \"Énergie\"",
        right: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\n\
            [taxonomies.theme]\n\
            title = \"Thèmes\"\n\
            terms.energie = \"Énergie\"",
    }
}

/// The taxonomies that `site.toml` declares.
#[derive(Clone, Debug, Default)]
pub struct Taxonomies {
    /// In the order of the file.
    pub all: Vec<Taxonomy>,
    /// What of `site.toml` is not known.
    pub unknown: UnknownValues,
}

/// A taxonomy, with its terms.
#[derive(Clone, Debug)]
pub struct Taxonomy {
    /// The key of front matter, and the first segment of its addresses.
    pub name: Named,
    /// What readers see, by language.
    pub titles: BTreeMap<String, String>,
    /// How the pages of a term are listed.
    pub list: ListOptions,
    /// In the order of the file.
    pub terms: Vec<TermName>,
}

/// What a page may be about.
#[derive(Clone, Debug)]
pub struct TermName {
    /// What pages write, and the last segment of its addresses.
    pub name: Named,
    /// What readers see, by language.
    pub titles: BTreeMap<String, String>,
}

/// A term that a page has: of the nth taxonomy the nth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Term {
    pub taxonomy: usize,
    pub term: usize,
}

impl Taxonomies {
    /// Reads them; `languages` are those of the site.
    pub(in crate::content::config) fn read(table: &Table<'_>, languages: &[String]) -> Self {
        let Some(taxonomies) = table.table("taxonomies") else { return Self::default() };
        let mut all = Vec::new();
        for (key, node) in taxonomies.entries() {
            let Some(table) = taxonomies.below(&key.name, node) else { continue };
            let is_name = is_name(&taxonomies, key, "a taxonomy");
            let is_free = !key_names().contains(&&*key.name);
            if !is_free {
                let message = format!("`{}` is another key of front matter", key.name);
                let help = "give the taxonomy another name";
                taxonomies.error_about(TAXONOMY_NAME, &key.name, key.span.clone(), message, help);
            }
            let taxonomy = Taxonomy::read(key, &table, languages);
            table.finish();
            all.extend(Some(taxonomy).filter(|_| is_name && is_free));
        }
        Self { all, unknown: UnknownValues::default() }
    }

    /// One term, with its taxonomy.
    pub fn get(&self, term: Term) -> (&Taxonomy, &TermName) {
        let taxonomy = &self.all[term.taxonomy];
        (taxonomy, &taxonomy.terms[term.term])
    }

    /// Every term, in the order of the file.
    pub fn terms(&self) -> impl Iterator<Item = Term> {
        let all = self.all.iter().enumerate();
        all.flat_map(|(taxonomy, it)| (0..it.terms.len()).map(move |term| Term { taxonomy, term }))
    }
}

impl Taxonomy {
    fn read(key: &Key, table: &Table<'_>, languages: &[String]) -> Self {
        if table.node("title").is_none() {
            table.missing("title");
        }
        let titles = texts(table, "title", languages);
        let said = ListOptions::read(table).unwrap_or_default();
        let here = || key.span.clone();
        let list = ListOptions {
            sort: said.sort.or_else(|| Some(Said { value: Sort::Date, span: here() })),
            feed: said.feed.or_else(|| Some(Said { value: FeedOf::Summary, span: here() })),
            ..said
        };
        if table.node("terms").is_none() {
            table.missing_table("terms");
        }
        let mut terms = Vec::new();
        if let Some(below) = table.table("terms") {
            for (key, _) in below.entries() {
                let titles = texts(&below, &key.name, languages);
                if is_name(&below, key, "a term") {
                    terms.push(TermName { name: named(key), titles });
                }
            }
        }
        Self { name: named(key), titles, list, terms }
    }

    /// The place of a term by its name.
    pub fn term(&self, name: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.name.name == name)
    }

    /// The name of the term that was meant, by its name or by what readers see.
    pub fn near(&self, word: &str) -> String {
        let titled = self.terms.iter().find(|term| {
            term.titles.values().any(|title| title.to_lowercase() == word.to_lowercase())
        });
        match titled {
            Some(term) => format!("did you mean `{}`?", term.name.name),
            None => suggest::help(word, self.terms.iter().map(|term| &*term.name.name)),
        }
    }
}

impl Config {
    /// Where the terms of a taxonomy are listed.
    pub fn taxonomy_url(&self, taxonomy: &Taxonomy, language: &str) -> String {
        format!("{}{}/", self.home_url(language), taxonomy.name.name)
    }

    /// Where the pages of a term are listed.
    pub fn term_url(&self, term: Term, language: &str) -> String {
        let (taxonomy, name) = self.taxonomies.get(term);
        format!("{}{}/", self.taxonomy_url(taxonomy, language), name.name.name)
    }

    /// Whether the pages of a term are listed at a URL.
    pub fn is_term(&self, url: &str) -> bool {
        let of_language =
            |term| self.languages.iter().any(|language| self.term_url(term, language) == url);
        self.taxonomies.terms().any(of_language)
    }
}

fn named(key: &Key) -> Named {
    Named { name: key.name.clone(), span: key.span.clone() }
}

/// Whether a name can stand in an address, and in front matter.
fn is_name(table: &Table<'_>, key: &Key, of: &str) -> bool {
    let fits = !key.name.is_empty()
        && key.name.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte)
        });
    if !fits {
        let message = format!("`{}` cannot be the name of {of}", key.name);
        let help = match permalink::slug(&key.name) {
            near if near.is_empty() => {
                "small letters without accents, digits and dashes".to_owned()
            }
            near => format!("did you mean `{near}`?"),
        };
        table.error_about(TAXONOMY_NAME, &key.name, key.span.clone(), message, help);
    }
    fits
}

/// What readers see in each language: one text, or a table with one for each.
fn texts(table: &Table<'_>, name: &str, languages: &[String]) -> BTreeMap<String, String> {
    let of_language = |text: &str, language: &String| (language.clone(), mended(text, language));
    if let Some(Node { value: Value::Table(_), .. }) = table.node(name) {
        let Some(said) = table.table(name) else { return BTreeMap::new() };
        let texts = languages.iter().filter_map(|language| {
            if said.node(language).is_none() {
                said.missing(language);
            }
            let text = shown_text(&said, language)?;
            note_empty(&said, language, &text);
            Some(of_language(&text, language))
        });
        let texts = texts.collect();
        said.finish();
        return texts;
    }
    let text = shown_text(table, name).unwrap_or_default();
    note_empty(table, name, &text);
    languages.iter().map(|language| of_language(&text, language)).collect()
}

/// Notes a name that readers would not see: a link without a text, a heading without a word.
fn note_empty(table: &Table<'_>, name: &str, text: &str) {
    if text.trim().is_empty() && table.node(name).is_some() {
        let help = Some("write what readers see".to_owned());
        table.error_at(SITE_MISTYPED, name, format!("`{name}` is empty"), help);
    }
}
