//! `_defaults.toml`: what the pages below a folder have in common, said once.

use std::collections::BTreeMap;

use authoring::{
    config::{
        ForeignKey::{self, Means},
        Table, TableCodes, note_placeholders, read_toml,
    },
    diagnostics::{Diagnostic, Diagnostics, Source},
};
use tera::Value as Shown;

use super::{Page, keys};
use crate::content::{
    config::Named,
    directory::Folder,
    values::{self, unknown::UnknownValues},
};

authoring::codes! {
    DEFAULTS_UNKNOWN_KEY = "defaults-unknown-key" in "pages/actualites/_defaults.toml" {
        means: "`_defaults.toml` has a key that pages cannot have in common.",
        hurts: "What it says reaches nobody: readers would see the pages without what was meant for all of them.",
        wrong: "templat = \"article.html\"",
        right: "template = \"article.html\"",
    }
    DEFAULTS_MISTYPED = "defaults-mistyped" in "pages/actualites/_defaults.toml" {
        means: "A value in `_defaults.toml` is of another kind than its key takes.",
        hurts: "All pages below the folder would be published as if nothing were said there, drafts too.",
        wrong: "draft = \"oui\"",
        right: "draft = true",
    }
}

const KEYS: TableCodes = TableCodes {
    missing: DEFAULTS_MISTYPED,
    mistyped: DEFAULTS_MISTYPED,
    unknown: DEFAULTS_UNKNOWN_KEY,
};

/// What each page says itself.
const OWN: &str = "each page says its own";
const OWN_KEYS: &[ForeignKey] = &[
    Means("title", OWN),
    Means("description", OWN),
    Means("date", OWN),
    Means("updated", OWN),
    Means("expires", OWN),
    Means("weight", OWN),
    Means("slug", OWN),
    Means("permalink", OWN),
    Means("aliases", OWN),
    Means("sort", "the folder's own page, index.md, says how it lists"),
    Means("paginate", "the folder's own page, index.md, says how it lists"),
    Means("feed", "the folder's own page, index.md, says how it lists"),
];

/// The name of the files.
pub const FILE: &str = "_defaults.toml";

/// Those of all folders.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// By folder below `pages/`, with its slash.
    folders: BTreeMap<String, FolderDefaults>,
}

/// Those of one.
#[derive(Clone, Debug)]
struct FolderDefaults {
    source: Source,
    template: Option<Named>,
    image: Option<Named>,
    draft: Option<bool>,
    has_card: Option<bool>,
    extra: Option<Shown>,
}

/// The files that say something of a page besides its own.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the keys of front matter")]
pub struct SaidElsewhere {
    pub template: Option<Source>,
    pub image: Option<Source>,
}

impl Defaults {
    /// Whether a file below `pages/` says some.
    pub fn is_file(file: &str) -> bool {
        file.rsplit('/').next() == Some(FILE)
    }

    /// Reads all of them; what is wrong is noted.
    pub fn read(
        folder: &Folder,
        unknown: &mut UnknownValues,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut folders = BTreeMap::new();
        for (file, contents) in folder.below("pages/").filter(|(file, _)| Self::is_file(file)) {
            // What cannot be read is said with all others.
            let Ok(source) = contents.text(folder.typed(&["pages/", file].concat())) else {
                unknown.note("page.extra");
                continue;
            };
            let found = Diagnostics::default();
            let defaults = FolderDefaults::read(file, &source, &found);
            let found = found.into_vec();
            unknown.note_file("page", &source.text, &found);
            diagnostics.extend(found);
            folders.insert(file.trim_end_matches(FILE).to_owned(), defaults);
        }
        Self { folders }
    }

    /// Gives a page what it does not say itself: the nearest folder counts first. Folders' own pages say all of it.
    pub fn apply(&self, page: &mut Page) {
        if self.folders.is_empty() || page.is_index() {
            return;
        }
        let file = page.file.clone();
        let inner = file.match_indices('/').map(|(at, _)| &file[..=at]);
        for folder in std::iter::once("").chain(inner).rev() {
            if let Some(defaults) = self.folders.get(folder) {
                defaults.apply(page);
            }
        }
    }
}

impl FolderDefaults {
    fn read(file: &str, source: &Source, diagnostics: &Diagnostics) -> Self {
        let root = read_toml(source, diagnostics);
        note_placeholders(source, &root, diagnostics);
        let table = Table::read(KEYS, source, diagnostics, &root).expect("a TOML file is a table");
        table.own_values_below("extra");
        table.foreign_keys(OWN_KEYS);
        keys::note_below_extra(
            &table,
            &root,
            &source.text,
            &["template", "image", "draft", "card"],
        );
        // Their authors choose its keys; it only has to be a table.
        let _ = table.table("extra").map(|extra| extra.entries().len());
        let extra = root.get("extra").map(|extra| Shown::from_serializable(&values::json(extra)));
        let defaults = Self {
            source: source.clone(),
            template: keys::named(&table, "template"),
            image: keys::named(&table, "image").map(|image| keys::image_url(image, file)),
            draft: table.optional("draft"),
            has_card: table.optional("card"),
            extra: extra.filter(Shown::is_map),
        };
        table.finish();
        defaults
    }

    fn apply(&self, page: &mut Page) {
        let mut elsewhere = page.elsewhere.take().unwrap_or_default();
        if page.template.is_none() && self.template.is_some() {
            page.template.clone_from(&self.template);
            elsewhere.template = Some(self.source.clone());
        }
        if page.image.is_none() && self.image.is_some() {
            page.image.clone_from(&self.image);
            elsewhere.image = Some(self.source.clone());
        }
        page.elsewhere = Some(elsewhere);
        page.draft = page.draft.or(self.draft);
        page.has_card = page.has_card.or(self.has_card);
        if let Some(mut extra) = self.extra.as_ref().and_then(Shown::as_map).cloned() {
            let own = page.extra.as_ref().and_then(Shown::as_map).into_iter().flatten();
            extra.extend(own.map(|(key, value)| (key.clone(), value.clone())));
            page.extra = Some(extra.into());
        }
    }
}
