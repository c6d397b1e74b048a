//! `site.toml`: what is said once for the whole site.

pub(crate) mod mistakes;
pub mod checks;
pub mod links;
pub(crate) mod languages;
pub mod markdown;
pub mod base_url;
pub mod time_zone;
mod foreign_keys;
pub mod lists;

use std::{collections::BTreeMap, ops::Range};

use authoring::{
    config::{FromValue, Node, Table, TableCodes, Value, note_placeholders_outside, read_toml},
    diagnostics::{Code, Diagnostic, Diagnostics, Source},
};
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

use crate::content::{
    config::mistakes::{
        SITE_MISSING_KEYS, SITE_MISTYPED, SITE_RETENTION, SITE_TOML_MISSING, SITE_UNKNOWN_KEY,
    },
    directory::Folder,
    theme::words::Words,
    values::{self, mended, shown_text},
};

use base_url::BaseUrl;
use checks::Lowered;
use foreign_keys::FOREIGN_KEYS;
pub use foreign_keys::NAMES;
pub use languages::Translations;
use links::Allowed;
use lists::{pages_from::PagesFrom, taxonomies::Taxonomies};
use markdown::Markup;

/// The file's name, in the content folder.
pub const FILE: &str = "site.toml";

/// What every site says, and how.
const REQUIRED: [(&str, &str); 3] = [
    ("title", "title = \"…\", the site's name"),
    ("base_url", "base_url = \"https://…\", the site's public address"),
    ("language", "language = \"fr\", the language of its pages"),
];

/// The whole file, read.
#[derive(Clone, Debug)]
pub struct Config {
    /// To point at what turns out to be wrong later.
    pub source: Source,
    /// The site's name.
    pub title: String,
    /// Where the site will be.
    pub base_url: BaseUrl,
    /// Bytes of the file that say so; none if it does not.
    pub base_url_span: Range<usize>,
    /// The one that the file says, whatever was given; empty if it says none.
    pub said_base_url: String,
    /// Why readers would not get there, if so, unless another one was given: only production refuses it.
    pub unreachable: Option<Diagnostic>,
    /// Of every page that is not below a folder named after another one.
    pub language: String,
    /// All of them, the main one too.
    pub languages: Vec<String>,
    /// What the theme says in each of them.
    pub words: BTreeMap<String, Words>,
    /// Whether each page is to be there in each of them.
    pub translations: Translations,
    /// In which a day begins, for dates and feeds.
    pub time_zone: TimeZone,
    /// URLs of pages, in the order of the menu.
    pub navigation: Vec<Named>,
    /// URLs of pages, in the order of the menu below the page.
    pub footer: Vec<Named>,
    /// How long applications are kept; `None` where nothing says so.
    pub retention: Option<Retention>,
    /// Where `site.toml` asks for a search, if it does.
    pub search: Option<Range<usize>>,
    /// Where `site.toml` asks for cards for social networks, if it does.
    pub cards: Option<Range<usize>>,
    /// How links may leave the site.
    pub allowed: Allowed,
    /// What pages may be about.
    pub taxonomies: Taxonomies,
    /// Pages that are made of data.
    pub pages_from: Vec<PagesFrom>,
    /// What its texts may have besides.
    pub markup: Markup,
    /// Kinds of mistakes that are warnings here.
    pub lowered: Vec<Lowered>,
    /// What `site` is in templates and prose.
    pub value: Json,
}

/// How long applications are kept, and how late they are gone for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// From the day they are received.
    pub months: u32,
}

/// A text of a configuration file, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The text.
    pub name: String,
    /// Bytes of its file.
    pub span: Range<usize>,
}

/// The keys of `site.toml`.
const KEYS: TableCodes =
    TableCodes { missing: SITE_MISSING_KEYS, mistyped: SITE_MISTYPED, unknown: SITE_UNKNOWN_KEY };

impl Config {
    /// Reads the file, with `base_url` instead of the one it says, if there is one. What is wrong is
    /// noted; something stands in its place, so that the rest of the content can be checked.
    pub fn read(folder: &Folder, base_url: Option<&str>, diagnostics: &Diagnostics) -> Self {
        let source = match folder.text(FILE) {
            Some(Ok(source)) => source,
            Some(Err(diagnostic)) => {
                diagnostics.push(*diagnostic);
                return Self::stand_in(folder);
            }
            None => {
                let missing = Diagnostic::whole_file(
                    SITE_TOML_MISSING,
                    folder.typed(FILE),
                    "this file is missing",
                );
                diagnostics
                    .push(missing.help("it says at least `title`, `base_url` and `language`"));
                return Self::stand_in(folder);
            }
        };
        let root = read_toml(&source, diagnostics);
        // A code of a mistake is a name as any other, and `placeholder` is one.
        note_placeholders_outside(&["checks"], &source, &root, diagnostics);
        Self::from_tree(&source, &root, base_url, diagnostics)
    }

    fn stand_in(folder: &Folder) -> Self {
        let root = Node { span: 0..0, value: Value::Table(Vec::new()) };
        Self::from_tree(&Source::new(folder.typed(FILE), ""), &root, None, &Diagnostics::default())
    }

    fn from_tree(
        source: &Source,
        root: &Node,
        given: Option<&str>,
        diagnostics: &Diagnostics,
    ) -> Self {
        let empty = Node { span: 0..0, value: Value::Table(Vec::new()) };
        let table = Table::read(KEYS, source, diagnostics, root)
            .or_else(|| Table::read(KEYS, source, diagnostics, &empty))
            .expect("an empty table is a table")
            .missing_at(0..0);
        table.foreign_keys(FOREIGN_KEYS);
        let title = shown_text(&table, "title");
        if title.as_ref().is_some_and(|title| title.trim().is_empty()) {
            let help = Some("the site's name, as search engines show it".to_owned());
            table.error_at(SITE_MISTYPED, "title", "`title` is empty", help);
        }
        for (name, help) in REQUIRED {
            if table.node(name).is_none() {
                let message = format!("`{name}` is missing");
                let help = format!("add a line {help}");
                table.error_about(SITE_MISSING_KEYS, name, 0..0, message, help);
            }
        }
        let description = shown_text(&table, "description");
        let base_url::Read { base_url, said: said_base_url, span: base_url_span, unreachable } =
            base_url::read(&table, source, given);
        let language = table.optional::<String>("language");
        let languages = table.optional::<Vec<String>>("languages").unwrap_or_default();
        languages::check_languages(&table, language.as_deref(), &languages);
        let navigation = named_list(&table, "navigation");
        let footer = named_list(&table, "footer");
        let retention = table.table("retention").and_then(retention);
        let language = language.unwrap_or_default();
        let translations = languages::translations(&table);
        let time_zone = time_zone::read(&table);
        let search = table.optional("search").unwrap_or_default();
        let search = table.node("search").filter(|_| search).map(|node| node.span.clone());
        let cards = table.optional("cards").unwrap_or_default() && cfg!(feature = "cards");
        let cards = table.node("cards").filter(|_| cards).map(|node| node.span.clone());
        let words = languages::words(&table, &language, &languages, search.is_some());
        let allowed = Allowed::read(&table);
        let lowered = checks::read(&table);
        let mut all = vec![language.clone()];
        all.extend(languages.into_iter().filter(|other| *other != language));
        let taxonomies = Taxonomies::read(&table, &all);
        let pages_from = PagesFrom::read_all(&table, &taxonomies);
        let markup = markdown::read(&table);
        table.finish();
        let title = mended(&title.unwrap_or_default(), &language);
        let mut value = values::json(root);
        if value.is_object() {
            // Templates name it: what is missing here is said once, and not again where it is used.
            value["language"] = json!(language);
            value["base_url"] = json!(base_url.as_str());
            value["base_path"] = json!(base_url.path());
            value["title"] = json!(title);
            value["description"] = json!(mended(&description.unwrap_or_default(), &language));
        }
        let (languages, source) = (all, source.clone());
        Self {
            source,
            title,
            base_url,
            base_url_span,
            said_base_url,
            unreachable,
            language,
            languages,
            words,
            translations,
            time_zone,
            navigation,
            footer,
            retention,
            search,
            cards,
            allowed,
            taxonomies,
            pages_from,
            markup,
            lowered,
            value,
        }
    }

    /// What the theme says in a language.
    pub fn words(&self, language: &str) -> &Words {
        self.words.get(language).unwrap_or_else(|| Words::of(language))
    }

    /// The home page of a language.
    pub fn home_url(&self, language: &str) -> String {
        if language == self.language { "/".to_owned() } else { format!("/{language}/") }
    }

    /// Whether a URL is that of the home page of a language.
    pub fn is_home(&self, url: &str, language: &str) -> bool {
        if language == self.language {
            return url == "/";
        }
        url.strip_prefix('/').and_then(|url| url.strip_suffix('/')) == Some(language)
    }

    /// An error at a menu's entry.
    pub fn error(&self, code: Code, named: &Named, message: impl Into<String>) -> Diagnostic {
        self.source.error(code, named.span.clone(), message)
    }
}

fn named_list(table: &Table<'_>, name: &str) -> Vec<Named> {
    // Notes a list that is none, or that holds anything but texts.
    let _: Option<Vec<String>> = table.optional(name);
    match table.node(name).map(|node| &node.value) {
        Some(Value::List(items)) => items
            .iter()
            .filter_map(|item| {
                let name = String::from_value(&item.value)?;
                Some(Named { name, span: item.span.clone() })
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn retention(table: Table<'_>) -> Option<Retention> {
    let months = table.required::<u64>("months");
    for name in ["deletion_days", "backup_days"] {
        let _: Option<u64> = table.optional(name);
    }
    let months = months.and_then(|said| {
        let months = u32::try_from(said).ok().filter(|months| (1..=1200).contains(months));
        if months.is_none() {
            let message = format!("`months` should be 1 to 1200, this is {said}");
            table.error_at(SITE_RETENTION, "months", message, Some("a year is 12".to_owned()));
        }
        months
    });
    table.finish();
    months.map(|months| Retention { months })
}

#[cfg(test)]
mod tests;
