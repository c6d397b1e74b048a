//! One page of the content: what its front matter says, and where it stands.

pub(crate) mod mistakes;
pub mod front_matter;
pub mod permalink;
pub mod publication;
mod variables;

use std::ops::Range;

use authoring::{
    config::{FromValue, Node, Table, TableCodes, Value, note_placeholders},
    diagnostics::{Diagnostics, Source},
};
use jiff::civil::Date;
use tera::{Value as Shown, value::Key};

use crate::content::{
    config::{Config, Named},
    page::mistakes::{
        ADDRESS_ALIAS, ADDRESS_NONE, ADDRESS_SLUG, DATE_FRENCH, DATE_ORDER, DATE_UNKNOWN,
        FRONT_MATTER_EMPTY_TITLE, FRONT_MATTER_MISSING_TITLE, FRONT_MATTER_MISTYPED,
        FRONT_MATTER_UNKNOWN_KEY,
    },
    values::{self, mended, shown_text},
};
use front_matter::FrontMatter;
use permalink::Address;

pub use publication::{Publication, Unpublished};
pub use variables::Facts;

/// The keys of front matter.
const KEYS: TableCodes = TableCodes {
    missing: FRONT_MATTER_MISSING_TITLE,
    mistyped: FRONT_MATTER_MISTYPED,
    unknown: FRONT_MATTER_UNKNOWN_KEY,
};

/// A page before it is rendered.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its file.
    pub source: Source,
    /// Its path below `pages/`.
    pub file: String,
    /// Its URL.
    pub address: Address,
    /// Bytes of the file that decide the URL: the slug, or the opening fence.
    pub address_span: Range<usize>,
    /// Of its words.
    pub language: String,
    /// Its only `h1`.
    pub title: String,
    /// Bytes of the file that say it, or the opening fence.
    pub title_span: Range<usize>,
    /// For lists and search engines; may be empty.
    pub description: String,
    /// The first day on which it is on the site, as far as its author says.
    pub date: Option<Date>,
    /// The last day it changed, likewise.
    pub updated: Option<Date>,
    /// The last day on which it is on the site.
    pub expires: Option<Date>,
    /// Its rank in lists, the smallest first; `None` comes after all others.
    pub weight: Option<i64>,
    /// Whether it waits for publication.
    pub draft: bool,
    /// Whether it is on the site.
    pub publication: Publication,
    /// A template other than `page.html`.
    pub template: Option<Named>,
    /// Old URLs that lead here.
    pub aliases: Vec<Named>,
    /// An asset's URL.
    pub image: Option<Named>,
    /// What stands for the last segment of its file's path in its URL.
    pub slug: Option<String>,
    /// What its author says beyond the names above.
    pub extra: Option<Shown>,
    /// Byte of the file at which the prose starts.
    pub body: usize,
}

impl Page {
    /// Reads one; `file` is its path below `pages/`. `None` if it cannot be rendered at all; that, and
    /// everything else, is noted.
    pub fn read(
        config: &Config,
        source: Source,
        file: &str,
        diagnostics: &Diagnostics,
    ) -> Option<Self> {
        let FrontMatter { root, fence, body } = FrontMatter::read(&source, diagnostics)?;
        note_placeholders(&source, &root, diagnostics);
        let table = Table::read(KEYS, &source, diagnostics, &root)?.missing_at(fence.clone());
        let title = shown_text(&table, "title");
        match table.node("title") {
            None => table.error(
                FRONT_MATTER_MISSING_TITLE,
                fence.clone(),
                "`title` is missing",
                Some("every page has one: title: …".to_owned()),
            ),
            Some(_) if title.as_ref().is_some_and(|title| title.trim().is_empty()) => {
                let help = "the page's name, as in a list of pages".to_owned();
                table.error_at(FRONT_MATTER_EMPTY_TITLE, "title", "`title` is empty", Some(help));
            }
            Some(_) => {}
        }
        let description = shown_text(&table, "description").unwrap_or_default();
        let date = date(&table, "date");
        let updated = self::date(&table, "updated");
        let expires = self::date(&table, "expires");
        if let (Some(date), Some(updated)) = (date, updated)
            && updated < date
        {
            let help = "correct one of the two dates".to_owned();
            table.error_at(
                DATE_ORDER,
                "updated",
                format!("updated before its date, {date}"),
                Some(help),
            );
        }
        if let (Some(date), Some(expires)) = (date, expires)
            && expires < date
        {
            let help = "correct one of the two dates".to_owned();
            table.error_at(
                DATE_ORDER,
                "expires",
                format!("expires before its date, {date}"),
                Some(help),
            );
        }
        let weight = table.optional::<i64>("weight");
        let draft = table.optional::<bool>("draft").unwrap_or_default();
        let slug = table.optional::<String>("slug").filter(|slug| is_slug(&table, slug));
        let template = named(&table, "template");
        let image = named(&table, "image");
        let aliases = aliases(&table);
        // Its author chooses its keys; it only has to be a table.
        let _ = table.table("extra").map(|extra| extra.entries().len());
        let address = match Address::of(file, slug.as_deref()) {
            Ok(address) => Some(address),
            Err(error) => {
                let help = "say it in the front matter: slug: a-few-words";
                table.error_at(ADDRESS_NONE, "slug", error.to_string(), Some(help.to_owned()));
                None
            }
        };
        let span_of = |name| table.node(name).map_or(fence.clone(), |node| node.span.clone());
        let (address_span, title_span) = (span_of("slug"), span_of("title"));
        table.finish();
        let address = address?;
        let language = language(config, file);
        // A page without a title has been reported; its links are still worth checking.
        let title = mended(&title.unwrap_or_default(), &language);
        let description = mended(&description, &language);
        let extra = root.get("extra").map(|extra| Shown::from_serializable(&values::json(extra)));
        Some(Self {
            source,
            file: file.to_owned(),
            address,
            address_span,
            language,
            title,
            title_span,
            description,
            date,
            updated,
            expires,
            weight,
            draft,
            publication: Publication::OnSite,
            template,
            aliases,
            image,
            slug,
            extra,
            body,
        })
    }

    /// Whether its author asks for a table of contents: `extra: { toc: true }`.
    pub fn wants_toc(&self) -> bool {
        let extra = self.extra.as_ref().and_then(Shown::as_map);
        extra.and_then(|extra| extra.get(&Key::Str("toc"))).and_then(Shown::as_bool) == Some(true)
    }

    /// Whether it is its folder's own page.
    pub fn is_index(&self) -> bool {
        self.file.rsplit('/').next() == Some("index.md")
    }

    /// The last day it changed, as far as its author says.
    pub fn changed(&self) -> Option<Date> {
        self.updated.or(self.date)
    }

    /// What templates and prose may ask of it.
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            title: &self.title,
            description: &self.description,
            date: self.date,
            updated: self.updated,
            expires: self.expires,
            weight: self.weight,
            slug: self.slug.as_deref(),
            draft: self.draft,
            image: self.image.as_ref().map(|image| image.name.as_str()),
            extra: self.extra.as_ref(),
            url: self.address.as_str(),
            language: &self.language,
            file: &self.file,
            indexed: !self.address.is_not_found(),
        }
    }

    /// What lists are sorted by: weight, then title, then URL.
    pub fn rank(&self) -> (i64, &str, &str) {
        (self.weight.unwrap_or(i64::MAX), &self.title, self.address.as_str())
    }
}

/// The language of a page: that of its top folder, or the site's.
fn language(config: &Config, file: &str) -> String {
    let folder = file.split_once('/').map_or("", |(folder, _)| folder);
    config.languages.iter().find(|language| *language == folder).unwrap_or(&config.language).clone()
}

fn named(table: &Table<'_>, name: &str) -> Option<Named> {
    let text = table.optional::<String>(name)?;
    let span = table.node(name)?.span.clone();
    Some(Named { name: text, span })
}

fn is_slug(table: &Table<'_>, slug: &str) -> bool {
    let fits = permalink::is_slug(slug);
    if !fits {
        let help = match permalink::slug(slug) {
            near if near.is_empty() => "letters without accents, digits and dashes".to_owned(),
            near => format!("did you mean `{near}`?"),
        };
        table.error_at(
            ADDRESS_SLUG,
            "slug",
            format!("`{slug}` cannot stand in an address"),
            Some(help),
        );
    }
    fits
}

fn date(table: &Table<'_>, name: &str) -> Option<Date> {
    let help = || Some("year, month and day: 2021-06-01".to_owned());
    let text = match &table.node(name)?.value {
        Value::String(text) | Value::Date(text) => text,
        other => {
            let message = format!("`{name}` should be a date, this is {}", other.kind());
            table.error_at(DATE_UNKNOWN, name, message, help());
            return None;
        }
    };
    // A time of day may follow; it says nothing here.
    let day = text.split_once(['T', ' ']).map_or(text.as_str(), |(day, _)| day);
    let date = if day.len() == "2021-06-01".len() { day.parse().ok() } else { None };
    if date.is_none() {
        let (code, help) = match turned_round(day) {
            Some(date) => (DATE_FRENCH, Some(format!("did you mean `{date}`?"))),
            None => (DATE_UNKNOWN, help()),
        };
        table.error_at(code, name, format!("`{text}` is not a date"), help);
    }
    date
}

/// `01/06/2021`, as people write it.
fn turned_round(day: &str) -> Option<Date> {
    let mut parts = day.split(['/', '.', '-']).map(|part| part.parse::<i16>().ok());
    let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok().filter(|_| year > 31)
}

fn aliases(table: &Table<'_>) -> Vec<Named> {
    let _: Option<Vec<String>> = table.optional("aliases");
    let Some(Value::List(items)) = table.node("aliases").map(|node| &node.value) else {
        return Vec::new();
    };
    let mut aliases = Vec::new();
    for Node { span, value } in items {
        let Some(name) = String::from_value(value) else { continue };
        let path = name.strip_prefix('/').map(|path| path.strip_suffix('/').unwrap_or(path));
        let fits = path.is_some_and(|path| path.split('/').all(permalink::is_slug));
        if fits {
            aliases.push(Named { name, span: span.clone() });
        } else {
            let help = "an old address of this page, such as /old/page/";
            let message = format!("`{name}` is no address of this site");
            table.error(ADDRESS_ALIAS, span.clone(), message, Some(help.to_owned()));
        }
    }
    aliases
}
