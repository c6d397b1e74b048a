//! One page of the content: what its front matter says, and where it stands.

mod keys;
pub mod defaults;
pub mod includes;
mod foreign_keys;
pub(crate) mod mistakes;
pub mod listed;
pub mod permalink;
pub mod publication;
pub mod source;
pub mod variables;

use std::{ops::Range, sync::Arc};

use authoring::{
    config::{
        Node, Table, TableCodes, Value,
        front_matter::{FrontMatter, FrontMatterOf, Lost},
        note_placeholders,
    },
    diagnostics::{Diagnostics, Source},
};
use jiff::civil::Date;
use tera::{Value as Shown, value::Key};

use crate::content::{
    assets::card::Card,
    config::{
        Config, Named,
        lists::{ListOptions, taxonomies::Term},
    },
    page::mistakes::{
        ADDRESS_NONE, FRONT_MATTER_MISSING_TITLE, FRONT_MATTER_MISTYPED, FRONT_MATTER_UNKNOWN_KEY,
    },
    values::{self, mended, shown_text},
};
use defaults::SaidElsewhere;
use foreign_keys::FOREIGN_KEYS;
use listed::{Part, SearchPage};
use permalink::{Address, AddressError};
use source::PageSource;

pub(crate) use keys::NEVER_OWN;
pub use publication::{Publication, Unpublished};
pub use variables::{Facts, key_names};

/// What is said of the keys of front matter.
const CODES: TableCodes = TableCodes {
    missing: FRONT_MATTER_MISSING_TITLE,
    mistyped: FRONT_MATTER_MISTYPED,
    unknown: FRONT_MATTER_UNKNOWN_KEY,
};

/// A page before it is rendered.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its file.
    pub source: PageSource,
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
    /// Whether it waits for publication, as far as its author says.
    pub draft: Option<bool>,
    /// Whether it is on the site.
    pub publication: Publication,
    /// A template other than `page.html`.
    pub template: Option<Named>,
    /// Old URLs that lead here.
    pub aliases: Vec<Named>,
    /// An asset's URL.
    pub image: Option<Named>,
    /// Whether it has a card, on a site that has them, as far as its author says.
    pub has_card: Option<bool>,
    /// Its card, once it is known what it shows.
    pub card: Option<Arc<Card>>,
    /// What stands for the last segment of its file's path in its URL.
    pub slug: Option<String>,
    /// Whether its author says its whole URL.
    pub has_permalink: bool,
    /// What its author says beyond the names above.
    pub extra: Option<Shown>,
    /// Where some of it is said, if not in its own file.
    pub elsewhere: Option<Box<SaidElsewhere>>,
    /// How it lists others, where its author says so.
    pub list: Option<Box<ListOptions>>,
    /// Which further page of a list it is.
    pub part: Option<Box<Part>>,
    /// What it is about, in the order of `site.toml` and its own.
    pub terms: Vec<Term>,
    /// What it shows of the search, if readers search here.
    pub search: Option<SearchPage>,
    /// Whether the build made it, of something else than a file of `pages/`.
    pub is_made: bool,
    /// Byte of the file at which the prose starts.
    pub body: usize,
}

impl Page {
    /// Reads one; `file` is its path below `pages/`. What is wrong is noted; of a page whose front matter
    /// cannot be read, the text can still be checked.
    pub fn read(config: &Config, source: Source, file: &str, diagnostics: &Diagnostics) -> Self {
        let front_matter = FrontMatter::read(&source, FrontMatterOf::PAGE, diagnostics);
        note_placeholders(&source, &front_matter.root, diagnostics);
        Self::of(config, source, front_matter, file, diagnostics)
    }

    /// The same, of keys and values that have been read; what is wrong with them is noted.
    pub(crate) fn of(
        config: &Config,
        source: Source,
        front_matter: FrontMatter,
        file: &str,
        diagnostics: &Diagnostics,
    ) -> Self {
        let FrontMatter { root, fence, body, mut lost } = front_matter;
        let empty = Node { span: fence.clone(), value: Value::Table(Vec::new()) };
        let table = Table::read(CODES, &source, diagnostics, &root)
            .or_else(|| {
                lost = Lost::Everything;
                Table::read(CODES, &source, diagnostics, &empty)
            })
            .expect("an empty table is a table")
            .missing_at(fence.clone());
        table.own_values_below("extra");
        table.foreign_keys(FOREIGN_KEYS);
        keys::note_below_extra(&table, &root, &source.text[fence.start..body], &key_names());
        let title = keys::title(&table, &fence, &lost);
        let description = shown_text(&table, "description").unwrap_or_default();
        keys::note_signs(&table, "title", title.as_deref().unwrap_or_default());
        keys::note_signs(&table, "description", &description);
        let named = keys::date_of_name(&table, file, &fence);
        let [date, updated, expires] = keys::dates(&table, named, &config.time_zone);
        let weight = table.optional::<i64>("weight");
        let draft = table.optional::<bool>("draft");
        let slug = table.optional::<String>("slug").filter(|slug| keys::is_slug(&table, slug));
        let permalink = keys::permalink(&table);
        let template = keys::named(&table, "template");
        let image = keys::named(&table, "image").map(|image| keys::image_url(image, file));
        let has_card = table.optional::<bool>("card");
        let aliases = keys::aliases(&table);
        // Its author chooses its keys, but for those that this program reads; it only has to be a table.
        if let Some(extra) = table.table("extra") {
            extra.optional::<bool>("toc");
            if config.search.is_some() {
                extra.optional::<bool>("search");
            }
            extra.entries();
        }
        let address = match &permalink {
            Some(permalink) => Ok(Address::at(permalink)),
            None => Address::of(file, slug.as_deref()),
        };
        let address = address.unwrap_or_else(|error| {
            if !lost.holds("slug") {
                let help = match error {
                    AddressError::Home => {
                        "remove it; `permalink` and another file's name give other pages their address"
                    }
                    AddressError::Name(_) => "say it in the front matter: slug: a-few-words",
                };
                table.error_at(ADDRESS_NONE, "slug", error.to_string(), Some(help.to_owned()));
            }
            lost = Lost::Everything;
            Address::unknown()
        });
        let list = listed::list(&table, || is_index(file) || config.is_term(address.as_str()));
        let terms = listed::terms(config, &root, &table);
        let span_of = |name| table.node(name).map_or(fence.clone(), |node| node.span.clone());
        let said = if permalink.is_some() { "permalink" } else { "slug" };
        let (address_span, title_span) = (span_of(said), span_of("title"));
        table.finish();
        let language = keys::language(config, file);
        // A page without a title has been reported; its links are still worth checking.
        let title = mended(&title.unwrap_or_default(), &language);
        let description = mended(&description, &language);
        let extra = root.get("extra").map(|extra| Shown::from_serializable(&values::json(extra)));
        let publication = match lost {
            Lost::Nothing => Publication::OnSite,
            _ => Publication::Unreadable(lost),
        };
        Self {
            source: PageSource::whole(source),
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
            publication,
            template,
            aliases,
            image,
            has_card,
            card: None,
            slug,
            has_permalink: permalink.is_some(),
            extra,
            elsewhere: None,
            list,
            part: None,
            terms,
            search: None,
            is_made: false,
            body,
        }
    }

    /// Whether its author asks for a table of contents: `extra: { toc: true }`.
    pub fn wants_toc(&self) -> bool {
        self.own("toc") == Some(true)
    }

    /// Whether its author says yes or no to something, below `extra`.
    pub fn own(&self, name: &str) -> Option<bool> {
        let extra = self.extra.as_ref().and_then(Shown::as_map)?;
        extra.get(&Key::Str(name)).and_then(Shown::as_bool)
    }

    /// Whether it waits for publication.
    pub fn is_draft(&self) -> bool {
        self.draft.unwrap_or_default()
    }

    /// Whether it is its folder's own page.
    pub fn is_index(&self) -> bool {
        is_index(&self.file)
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
            draft: self.is_draft(),
            image: self.image.as_ref().map(|image| image.name.as_str()),
            card: self.card.as_ref().map(|card| card.url.as_str()),
            extra: self.extra.as_ref(),
            url: self.address.as_str(),
            language: &self.language,
            file: &self.file,
            indexed: !self.address.is_not_found(),
        }
    }
}

/// Whether a page's path is that of its folder's own page.
pub(crate) fn is_index(file: &str) -> bool {
    file.rsplit('/').next() == Some("index.md")
}
