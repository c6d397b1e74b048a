//! What front matter can say, and what `page` is in templates and in the prose.

use std::borrow::Cow;

use jiff::civil::Date;
use tera::{Map, Value};

/// The names of all there is to ask.
pub const FACTS: [&str; 15] = [
    "title",
    "description",
    "date",
    "updated",
    "expires",
    "weight",
    "slug",
    "draft",
    "image",
    "card",
    "extra",
    "url",
    "language",
    "file",
    "indexed",
];

/// A key of front matter.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As it is written; no taxonomy can have it for its name.
    pub name: &'static str,
    /// What its values are.
    pub values: ValueKind,
    /// One of them, in YAML.
    pub example: &'static str,
    /// What it says of the page, to whoever writes one.
    pub says: &'static str,
}

/// What the values of a key of front matter are.
#[derive(Clone, Copy, Debug)]
pub enum ValueKind {
    /// A text that may be a placeholder.
    Words,
    /// Any other text.
    Text,
    /// A text that this regular expression matches.
    Matching(&'static str),
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A list of texts.
    Texts,
    /// A whole number.
    Number,
    /// A whole number, 1 or more.
    Count,
    /// Yes or no.
    Flag,
    /// Keys and values.
    Table,
}

impl ValueKind {
    /// Days, as in `2021-06-01`.
    pub const DATE: Self = Self::Matching("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
}

/// The names of all of [`KEYS`].
pub fn key_names() -> [&'static str; KEYS.len()] {
    KEYS.map(|key| key.name)
}

const fn key(
    name: &'static str,
    values: ValueKind,
    example: &'static str,
    says: &'static str,
) -> Key {
    Key { name, values, example, says }
}

/// All keys of front matter.
pub const KEYS: [Key; 17] = [
    key(
        "title",
        ValueKind::Words,
        "La première audition",
        "its only `h1`; the one key that each page has",
    ),
    key(
        "description",
        ValueKind::Words,
        "Une phrase.",
        "for lists, search engines, social networks",
    ),
    key("date", ValueKind::DATE, "2021-06-01", "on the site from this day on"),
    key("updated", ValueKind::DATE, "2021-06-03", "the last day it changed"),
    key("expires", ValueKind::DATE, "2021-12-31", "on the site until this day, included"),
    key("weight", ValueKind::Number, "1", "rank in lists, the smallest first"),
    key("slug", ValueKind::Text, "premiere", "another last segment of the address"),
    key(
        "permalink",
        ValueKind::Matching("^/([A-Za-z0-9_-][A-Za-z0-9._-]*/)*$"),
        "/2021/premiere/",
        "the whole address, in the place of `slug`; the page stays in its folder's list",
    ),
    key(
        "draft",
        ValueKind::Flag,
        "true",
        "not on the site; --drafts shows drafts, and what dates leave out",
    ),
    key("template", ValueKind::Text, "section.html", "another template than page.html"),
    key(
        "aliases",
        ValueKind::Texts,
        "[/ancienne-adresse/]",
        "old addresses, /présentation/ too: a page there leads here; redirects.json lists them for hosts that answer 301",
    ),
    key("image", ValueKind::Text, "/assets/audition.png", "an image for social networks"),
    key(
        "card",
        ValueKind::Flag,
        "false",
        "whether social networks show a card of it, on a site that has cards",
    ),
    key(
        "extra",
        ValueKind::Table,
        "{ toc: true }",
        "values of your own; `toc` asks for a table of contents",
    ),
    key(
        "sort",
        ValueKind::OneOf(&["date", "title", "weight"]),
        "date",
        "of a folder's own page: the order of what it lists; by weight, then title, without it",
    ),
    key(
        "paginate",
        ValueKind::Count,
        "10",
        "of a folder's own page: at most so many of what it lists are on a page",
    ),
    key(
        "feed",
        ValueKind::OneOf(&["full", "summary"]),
        "full",
        "of a folder's own page: what its feed holds of each page",
    ),
];

/// What one of [`FACTS`] says.
#[derive(Clone, Debug)]
pub enum Fact<'a> {
    /// Nothing.
    None,
    /// A text.
    Text(&'a str),
    /// A day, written as in the front matter.
    Date(Date),
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A table, which may be empty.
    Table(Option<&'a Value>),
}

impl<'a> Fact<'a> {
    /// What tells it from any other of its kind.
    pub fn to_text(&self) -> Cow<'a, str> {
        match self {
            Self::None | Self::Table(None) => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            Self::Table(Some(table)) => Cow::Owned(format!("{table:?}")),
        }
    }
}

impl From<Fact<'_>> for Value {
    fn from(fact: Fact<'_>) -> Self {
        match fact {
            Fact::None => Self::none(),
            Fact::Text(text) => text.into(),
            Fact::Date(date) => date.to_string().into(),
            Fact::Number(number) => number.into(),
            Fact::Flag(flag) => flag.into(),
            Fact::Table(table) => table.cloned().unwrap_or_else(|| Map::default().into()),
        }
    }
}

/// Everything a template may ask of a page; of one that no file stands for, nothing but its title.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the front matter's names")]
pub struct Facts<'a> {
    pub title: &'a str,
    pub description: &'a str,
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub expires: Option<Date>,
    pub weight: Option<i64>,
    pub slug: Option<&'a str>,
    pub draft: bool,
    pub image: Option<&'a str>,
    /// The URL of what is drawn of it; what the front matter says is whether.
    pub card: Option<&'a str>,
    /// A table.
    pub extra: Option<&'a Value>,
    /// From the site's root.
    pub url: &'a str,
    pub language: &'a str,
    /// Below `pages/`.
    pub file: &'a str,
    /// Whether search engines may list it.
    pub indexed: bool,
}

impl<'a> Facts<'a> {
    /// One of [`FACTS`]; nothing for any other name.
    pub fn get(&self, name: &str) -> Fact<'a> {
        let text = |text: Option<&'a str>| text.map_or(Fact::None, Fact::Text);
        let date = |date: Option<Date>| date.map_or(Fact::None, Fact::Date);
        match name {
            "title" => Fact::Text(self.title),
            "description" => Fact::Text(self.description),
            "date" => date(self.date),
            "updated" => date(self.updated),
            "expires" => date(self.expires),
            "weight" => self.weight.map_or(Fact::None, Fact::Number),
            "slug" => text(self.slug),
            "draft" => Fact::Flag(self.draft),
            "image" => text(self.image),
            "card" => text(self.card),
            "extra" => Fact::Table(self.extra),
            "url" => Fact::Text(self.url),
            "language" => Fact::Text(self.language),
            "file" => Fact::Text(self.file),
            "indexed" => Fact::Flag(self.indexed),
            _ => Fact::None,
        }
    }

    /// Made for each rendering and kept by nobody: a large site has many pages.
    pub fn value(&self) -> Value {
        let mut map = Map::default();
        map.extend(FACTS.map(|name| (name.into(), self.get(name).into())));
        map.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_says_something() {
        let day = Some(jiff::civil::date(2026, 1, 1));
        let table = Value::from(1);
        let facts = Facts {
            date: day,
            updated: day,
            expires: day,
            weight: Some(1),
            slug: Some("a"),
            image: Some("a.png"),
            card: Some("/a.png"),
            extra: Some(&table),
            ..Facts::default()
        };
        for name in FACTS {
            assert!(!matches!(facts.get(name), Fact::None), "{name}");
        }
        assert!(matches!(facts.get("template"), Fact::None));
    }
}
