//! `hugo.toml`, by whatever name and in whatever language.

use std::path::Path;

use authoring::{
    config::{Key, Node, Value},
    diagnostics::{Diagnostic, Diagnostics},
};

use super::{
    address, markup,
    menus::Menus,
    old_page::OldPage,
    tree::{at, files, get, settings as read_file, text},
};
use crate::cli::import::{
    Conversion, ImportError,
    addresses::{Addresses, Place},
    codes::{IMPORT_ADDRESS, IMPORT_SETTING},
    markdown::Dialect,
    new_site::settings::{self, NewSettings, Terms},
    tree::{entries, texts},
};

/// What of it decides how pages are converted, and what `site.toml` says of the rest.
pub(super) struct Settings {
    pub(super) language: String,
    pub(super) languages: Vec<String>,
    /// The folders of content, and the language of one that has its own.
    pub(super) content: Vec<(String, Option<String>)>,
    /// What pages may be about: the keys of front matter.
    pub(super) taxonomies: Vec<String>,
    pub(super) dialect: Dialect,
    pub(super) params: Option<Node>,
    /// Of each taxonomy.
    terms: Vec<Terms>,
    menus: Menus,
    new: NewSettings,
    /// The file, as its author would type it.
    file: String,
}

/// What says nothing of what readers see, or what is always so here, in small letters.
const SILENT: [&str; 17] = [
    "languagecode",
    "locale",
    "enablerobotstxt",
    "enablegitinfo",
    "build",
    "caches",
    "minify",
    "security",
    "server",
    "module",
    "publishdir",
    "ignorefiles",
    "ignorelogs",
    "timeout",
    "builddrafts",
    "buildfuture",
    "buildexpired",
];

impl Settings {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// There are none, or they cannot be read from the disk.
    pub(super) fn read(folder: &Path, conversion: &mut Conversion) -> Result<Self, ImportError> {
        let files = files(folder)?;
        let mut settings = Self {
            language: "en".to_owned(),
            languages: Vec::new(),
            content: Vec::new(),
            taxonomies: Vec::new(),
            dialect: markup::dialect(&Node { span: 0..0, value: Value::Null }),
            params: None,
            terms: Vec::new(),
            menus: Menus::default(),
            new: NewSettings::default(),
            file: files.first().map(|(_, source)| source.path.to_string()).unwrap_or_default(),
        };
        let mut all = Vec::new();
        for (below, source) in files {
            let found = Diagnostics::default();
            let mut root = read_file(&source, &found);
            conversion.told.extend(found.into_vec());
            if let Some(name) = below {
                let key = Key { span: 0..0, name };
                root = Node { span: 0..0, value: Value::Table(vec![(key, root)]) };
            }
            all.extend(
                entries(&root)
                    .iter()
                    .map(|(key, node)| (source.clone(), key.clone(), node.clone())),
            );
        }
        let root = all.iter().map(|(_, key, node)| (key.clone(), node.clone())).collect();
        let root = Node { span: 0..0, value: Value::Table(root) };
        settings.dialect = markup::dialect(&root);
        markup::note(&root, &settings.file, conversion);
        for (source, key, node) in &all {
            if !settings.take(key, node, &root) {
                let message = format!("not taken over: {}", key.name);
                let found = source.error(IMPORT_SETTING, key.span.clone(), message);
                conversion.tell(found.help("README.md of site-gen says what site.toml takes"));
            }
        }
        settings.complete(&root);
        Ok(settings)
    }

    /// Takes a key; false if it means nothing here.
    fn take(&mut self, key: &Key, node: &Node, root: &Node) -> bool {
        let name = key.name.to_lowercase();
        match (name.as_str(), &node.value) {
            ("title", Value::String(text)) => self.new.text("title", text),
            ("baseurl", Value::String(text)) if text.contains("://") => {
                self.new.text("base_url", text.trim_end_matches('/'));
            }
            ("timezone", Value::String(text)) => self.new.text("time_zone", text),
            ("defaultcontentlanguage", Value::String(text)) => self.language.clone_from(text),
            ("params", Value::Table(params)) => {
                if let Some(Value::String(text)) = get(node, "description").map(|node| &node.value)
                {
                    self.new.text("description", text);
                }
                if !params.is_empty() {
                    self.params = Some(node.clone());
                }
            }
            ("taxonomies", Value::Table(taxonomies)) => {
                self.taxonomies = taxonomies.iter().flat_map(|(_, node)| texts(node)).collect();
            }
            ("languages", Value::Table(languages)) => {
                for (code, node) in languages {
                    self.languages.push(code.name.clone());
                    if let Some(place) = text(node, "contentDir") {
                        self.content.push((place.to_owned(), Some(code.name.clone())));
                    }
                }
            }
            ("contentdir", Value::String(place)) => self.content.push((place.clone(), None)),
            ("menu" | "menus", Value::Table(menus)) => {
                for (name, node) in menus {
                    self.menus.take(&name.name, node);
                }
            }
            ("module", Value::Table(_)) => self.take_mounts(root),
            ("markup" | "enableemoji" | "highlight", _) => {}
            ("disablekinds", _) if texts(node).iter().any(|kind| kind == "taxonomy") => {
                self.taxonomies = vec![String::new()];
            }
            (name, value) => return SILENT.contains(&name) || *value == Value::Bool(false),
        }
        true
    }

    /// Content that stands in a folder of another name.
    fn take_mounts(&mut self, root: &Node) {
        let Some(Value::List(mounts)) = at(root, "module.mounts").map(|node| &node.value) else {
            return;
        };
        for mount in mounts.iter().filter(|mount| text(mount, "target") == Some("content")) {
            if let Some(place) = text(mount, "source") {
                let language = text(mount, "lang").map(str::to_owned);
                self.content.push((place.to_owned(), language));
            }
        }
    }

    /// What is so where nothing is said.
    fn complete(&mut self, root: &Node) {
        if self.content.is_empty() {
            self.content.push(("content".to_owned(), None));
        }
        match self.taxonomies.first().map(String::as_str) {
            None => self.taxonomies = vec!["tags".to_owned(), "categories".to_owned()],
            Some("") => self.taxonomies.clear(),
            Some(_) => {}
        }
        if get(root, "title").is_none() {
            self.new.placeholder("title", "the site's name", "Site");
        }
        if text(root, "baseURL").is_none_or(|url| !url.contains("://")) {
            self.new.placeholder(
                "base_url",
                "the site's public address",
                "https://www.example.org",
            );
        }
        let language = self.language.clone();
        self.languages.retain(|other| *other != language);
        self.new.text("language", &language);
        if !self.languages.is_empty() {
            self.languages.sort();
            let all = [std::slice::from_ref(&language), &self.languages].concat();
            self.new.texts("languages", &all);
        }
        let markdown = self.dialect.highlight.then(|| "highlight = true".to_owned());
        self.new.table("markdown", &markdown.into_iter().collect::<Vec<_>>());
    }

    /// Collects what pages are about, and enters its addresses.
    pub(super) fn collect_terms(
        &mut self,
        pages: &[OldPage],
        addresses: &mut Addresses,
        conversion: &mut Conversion,
    ) {
        for taxonomy in &self.taxonomies {
            let mut terms = Terms::new();
            for term in pages.iter().flat_map(|page| page.terms(taxonomy)) {
                let name = slug::slugify(&term);
                if !name.is_empty() && terms.iter().all(|(known, _)| *known != name) {
                    terms.push((name, term));
                }
            }
            addresses.enter(&format!("/{taxonomy}/"), Place::Kept);
            for (name, term) in &terms {
                let to = format!("/{taxonomy}/{name}/");
                let was = format!("/{taxonomy}/{}/", address::path(term));
                if was != to {
                    let message = format!(
                        "the pages of “{term}” are listed at `{to}` here, and were at `{was}`"
                    );
                    let found = Diagnostic::whole_file(IMPORT_ADDRESS, self.file.clone(), message);
                    conversion.tell(
                        found.help("lead there from the old address where the host redirects"),
                    );
                }
                addresses.enter(&was, Place::Moved(to));
            }
            self.terms.push(terms);
        }
    }

    /// The text of `site.toml`, and that of `data/extra.toml`.
    pub(super) fn finish(
        mut self,
        pages: &[OldPage],
        addresses: &Addresses,
        conversion: &mut Conversion,
    ) -> (String, String) {
        self.menus.write(pages, addresses, &self.file, &mut self.new, conversion);
        for (taxonomy, terms) in
            self.taxonomies.iter().zip(&self.terms).filter(|(_, terms)| !terms.is_empty())
        {
            self.new.taxonomy(taxonomy, taxonomy, &[], terms);
        }
        let extra = self.params.as_ref().map(settings::data).unwrap_or_default();
        (self.new.finish(), extra)
    }
}
