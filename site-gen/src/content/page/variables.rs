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

/// The keys of front matter, which no taxonomy can have for its name.
pub const KEYS: [&str; 17] = [
    "title",
    "description",
    "date",
    "updated",
    "expires",
    "weight",
    "slug",
    "permalink",
    "draft",
    "template",
    "aliases",
    "image",
    "card",
    "extra",
    "sort",
    "paginate",
    "feed",
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
