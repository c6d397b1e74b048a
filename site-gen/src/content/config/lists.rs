//! How a page lists others: `sort`, `paginate` and `feed`, in front matter and in a taxonomy's table.

pub mod pages_from;
pub mod taxonomies;

use std::ops::Range;

use authoring::{
    config::{Node, Table, Value},
    diagnostics::suggest,
};

authoring::codes! {
    LIST_VALUE = "list-value" in "pages/index.md" {
        means: "`sort`, `paginate` or `feed` says something that no list can do.",
        hurts: "Readers would find the pages in another order than was meant, or all of them on one page.",
        wrong: "---\ntitle: Accueil\ntemplate: section.html\nsort: alphabetical\n---",
        right: "---\ntitle: Accueil\ntemplate: section.html\nsort: title\n---",
    }
}

/// What its author says of a list, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListOptions {
    /// In which order; by weight, then title, without it.
    pub sort: Option<Said<Sort>>,
    /// At most so many on a page, 1 or more; all of them without it.
    pub paginate: Option<Said<usize>>,
    /// Whether it has a feed, and of what.
    pub feed: Option<Said<FeedOf>>,
}

/// A value, and the bytes of its file that say it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Said<T> {
    pub value: T,
    pub span: Range<usize>,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The smallest first, then by title.
    #[default]
    Weight,
    /// The newest first; those without a date last.
    Date,
    /// As people look for words: neither accents nor capitals count.
    Title,
}

/// What a feed holds of each page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeedOf {
    /// Its description.
    #[default]
    Summary,
    /// Its whole text too.
    Full,
}

/// The keys, and what the words among their values mean.
const SORTS: [(&str, Sort); 3] =
    [("date", Sort::Date), ("title", Sort::Title), ("weight", Sort::Weight)];
const FEEDS: [(&str, FeedOf); 2] = [("full", FeedOf::Full), ("summary", FeedOf::Summary)];

impl ListOptions {
    /// The names of the keys.
    pub const KEYS: [&str; 3] = ["sort", "paginate", "feed"];

    /// Reads them; `None` if none of them is there.
    pub fn read(table: &Table<'_>) -> Option<Self> {
        let are_there = Self::KEYS.map(|name| table.node(name).is_some());
        are_there.contains(&true).then(|| Self {
            sort: word(table, "sort", &SORTS),
            paginate: paginate(table),
            feed: word(table, "feed", &FEEDS),
        })
    }

    /// The same, as if all of it were said there.
    #[must_use]
    pub fn said_at(&self, span: &Range<usize>) -> Self {
        fn at<T: Copy>(said: Option<&Said<T>>, span: &Range<usize>) -> Option<Said<T>> {
            said.map(|said| Said { value: said.value, span: span.clone() })
        }
        Self {
            sort: at(self.sort.as_ref(), span),
            paginate: at(self.paginate.as_ref(), span),
            feed: at(self.feed.as_ref(), span),
        }
    }

    /// In which order; by weight where nothing is said.
    pub fn order(&self) -> Sort {
        self.sort.as_ref().map_or(Sort::Weight, |said| said.value)
    }

    /// How many pages a list of this length goes over, 1 or more.
    pub fn pages(&self, length: usize) -> usize {
        self.paginate.as_ref().map_or(1, |said| length.div_ceil(said.value).max(1))
    }
}

fn word<T: Copy>(table: &Table<'_>, name: &str, words: &[(&str, T)]) -> Option<Said<T>> {
    let Node { span, value } = table.node(name)?;
    let known = words.iter().map(|(word, _)| *word);
    let (message, help) = match value {
        Value::String(text) => match words.iter().find(|(word, _)| word == text) {
            Some((_, value)) => return Some(Said { value: *value, span: span.clone() }),
            None => (format!("`{name}` cannot be `{text}`"), suggest::help(text, known)),
        },
        other => {
            let known: Vec<&str> = known.collect();
            let message = format!("`{name}` should be a word, this is {}", other.kind());
            (message, format!("known here: {}", known.join(", ")))
        }
    };
    table.error_at(LIST_VALUE, name, message, Some(help));
    None
}

fn paginate(table: &Table<'_>) -> Option<Said<usize>> {
    let value: usize = table.optional("paginate")?;
    if value == 0 {
        let message = "`paginate` should be 1 or more, this is 0";
        let help = "how many are on a page; remove it for all on one".to_owned();
        table.error_at(LIST_VALUE, "paginate", message, Some(help));
        return None;
    }
    Some(Said { value, span: table.node("paginate")?.span.clone() })
}
