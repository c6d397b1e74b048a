//! What `page` is in templates and in the prose.

use jiff::civil::Date;
use tera::{Map, Value};

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

impl Facts<'_> {
    /// Made for each rendering and kept by nobody: a large site has many pages.
    pub fn value(&self) -> Value {
        let date = |date: Option<Date>| Value::from(date.map(|date| date.to_string()));
        let mut map = Map::default();
        let entries = [
            ("title", self.title.into()),
            ("description", self.description.into()),
            ("date", date(self.date)),
            ("updated", date(self.updated)),
            ("expires", date(self.expires)),
            ("weight", self.weight.into()),
            ("slug", self.slug.into()),
            ("draft", self.draft.into()),
            ("image", self.image.into()),
            ("extra", self.extra.cloned().unwrap_or_else(|| Map::default().into())),
            ("url", self.url.into()),
            ("language", self.language.into()),
            ("file", self.file.into()),
            ("indexed", self.indexed.into()),
        ];
        map.extend(entries.map(|(name, value): (&str, Value)| (name.into(), value)));
        map.into()
    }
}
