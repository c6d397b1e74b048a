//! Everything the content folder says, read: the first half of a build.

pub mod directory;
pub mod config;
pub mod page;
pub mod lists;
pub mod data;
pub mod form;
pub mod theme;
pub mod assets;
pub mod templates;
pub mod values;

use std::{path::Path, sync::Arc};

use application_form::definition::Definition;
use authoring::{
    diagnostics::{Diagnostic, Diagnostics, Severity, Source},
    letters, office,
};
use jiff::civil::Date;
use rayon::prelude::*;
use serde_json::Value as Json;

use crate::content::{page::publication::LeftOut, templates::TemplateSources};
use assets::{Assets, at_root::RootFiles, beside, images::shown::Images};
use config::{Config, time_zone::Today};
use data::pages_from;
use directory::{Contents, Folder, is_style_sheet};
use form::{
    FORM, Form, clashes, made_page,
    recipients::{self, Recipients},
    signing::{self, SigningList},
};
use page::{
    Page,
    defaults::{self, Defaults},
    includes::Includes,
};
use values::unknown::UnknownValues;

authoring::codes! {
    PAGE_EXTENSION = "page-extension" in "*" {
        means: "A file below `pages/` does not end in `.md`.",
        hurts: "It would become no page, and readers would look in vain for what it says.",
        wrong: "pages/tarifs.txt",
        right: "pages/tarifs.md",
    }
}

/// Whether drafts are pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Drafts {
    #[default]
    Hidden,
    Shown,
}

/// What `content/` says, read and judged file by file.
#[derive(Clone)]
pub struct Content {
    /// `site.toml`.
    pub config: Config,
    /// `candidature.toml` and `forms/`: those that are text.
    pub forms: Vec<Form>,
    /// `recipients.toml`.
    pub recipients: Recipients,
    /// `signing.toml`.
    pub signing: SigningList,
    /// `data/`.
    pub data: Json,
    /// `templates/` and the built-in ones, not compiled.
    pub templates: TemplateSources,
    /// `pages/`, in the order of their files.
    pub pages: Vec<Page>,
    /// What pages below a folder have in common.
    pub defaults: Defaults,
    /// Texts that pages show.
    pub includes: Includes,
    /// Pages that are not on the site.
    pub left_out: LeftOut,
    /// `assets/`, and the theme's.
    pub assets: Arc<Assets>,
    /// Whether images are made of others.
    pub images: Images,
    /// `root/`.
    pub root: Arc<RootFiles>,
    /// What nobody knows because its file is broken.
    pub unknown: UnknownValues,
}

impl Content {
    /// The form that `form` means in the prose.
    pub fn main_form(&self) -> Option<&Form> {
        self.forms.iter().find(|form| form.source.path.ends_with(FORM))
    }

    /// Those of which nothing is wrong.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        self.forms.iter().filter_map(|form| form.definition.as_ref())
    }

    /// Where the forms' service answers; what ends with a slash stands for all that is below it.
    pub fn service_addresses(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().flat_map(|form| form.addresses.iter().map(String::as_str))
    }

    /// Whether the forms' service answers at a URL.
    pub fn is_of_service(&self, url: &str) -> bool {
        let path = url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/');
        self.service_addresses().any(|address| {
            let rest = path.strip_prefix(address.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Reads all of it; every mistake is noted, and hides no other.
    pub fn read(
        folder: &Folder,
        base_url: Option<&str>,
        drafts: Drafts,
        today: Option<Today>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut unknown = UnknownValues::default();
        let text_of = |path: &str| match folder.text(path) {
            Some(Ok(source)) => Some(source.text),
            _ => None,
        };
        let found = Diagnostics::default();
        let mut config = Config::read(folder, base_url, &found);
        let found = found.into_vec();
        match text_of(config::FILE) {
            Some(text) => unknown.note_file("site", &text, &found),
            None => unknown.note("site"),
        }
        config.taxonomies.unknown = unknown.clone();
        diagnostics.extend(found);
        let (data, files) = data::read(folder);
        for data::FileErrors { name, text, errors } in files {
            let root = format!("data.{name}");
            match text.filter(|_| !data[name].is_null()) {
                Some(text) => unknown.note_file(&root, &text, &errors),
                None => unknown.note(root),
            }
            diagnostics.extend(errors);
        }
        let today = today.map(|today| today.date(&config.time_zone));
        let forms = form::read_all(folder, &mut unknown, diagnostics);
        let (recipients, found) = match folder.text(recipients::FILE) {
            Some(Ok(source)) => Recipients::read(&source, today),
            Some(Err(diagnostic)) => (Recipients::default(), vec![*diagnostic]),
            // A form without recipients: the empty list says what is missing.
            None if form::has_any(folder) => {
                Recipients::read(&Source::new(folder.typed(recipients::FILE), ""), today)
            }
            None => (Recipients::default(), Vec::new()),
        };
        if found.iter().any(|each| each.severity == Severity::Error) {
            unknown.note("recipients");
        }
        diagnostics.extend(found);
        clashes::check(&forms, &recipients.listed, diagnostics);
        let (signing, found) = match folder.text(signing::FILE) {
            Some(Ok(source)) => SigningList::read(&source),
            Some(Err(diagnostic)) => (SigningList::default(), vec![*diagnostic]),
            None if form::has_any(folder) => {
                SigningList::read(&Source::new(folder.typed(signing::FILE), ""))
            }
            None => (SigningList::default(), Vec::new()),
        };
        if found.iter().any(|each| each.severity == Severity::Error) {
            unknown.note("signing");
        }
        diagnostics.extend(found);
        match folder.text(office::FILE) {
            // Only the secretariat's tool reads what it says.
            Some(Ok(source)) => diagnostics.extend(office::read(&source).1),
            Some(Err(diagnostic)) => diagnostics.push(*diagnostic),
            None => {}
        }
        let letters = folder.below(letters::FOLDER).map(|(file, contents)| {
            (file, contents.text(folder.typed(&[letters::FOLDER, file].concat())))
        });
        diagnostics.extend(letters::check(&folder.typed(letters::FOLDER), letters));
        let assets = Arc::new(Assets::read(folder, &config, diagnostics));
        let root = Arc::new(RootFiles::read(folder, diagnostics));
        let templates = TemplateSources::read(folder, config.cards.is_some(), diagnostics);
        let defaults = Defaults::read(folder, &mut unknown, diagnostics);
        let (mut pages, mut left_out) =
            pages(folder, (&config, &defaults), drafts, today, diagnostics);
        for page in pages_from::pages(&config, folder, &data, diagnostics) {
            publish(page, drafts, today, &mut pages, &mut left_out);
        }
        pages.extend(made_page::pages(&config, &forms, &pages, &left_out));
        lists::add(&config, drafts, &mut pages, &mut left_out);
        Self {
            config,
            forms,
            recipients,
            signing,
            data,
            templates,
            pages,
            defaults,
            includes: Includes::read(folder),
            left_out,
            assets,
            images: Images::default(),
            root,
            unknown,
        }
    }
}

fn pages(
    folder: &Folder,
    (config, defaults): (&Config, &Defaults),
    drafts: Drafts,
    today: Option<Date>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Page>, LeftOut) {
    let is_page = |file: &str| !Defaults::is_file(file) && !beside::is_beside(file);
    let files = folder.below("pages/").filter(|(file, _)| is_page(file));
    let files: Vec<(&str, &Contents)> = files.collect();
    let read: Vec<(Option<Page>, Vec<Diagnostic>)> =
        files.par_iter().map(|(file, contents)| page(folder, config, file, contents)).collect();
    let mut pages = Vec::with_capacity(read.len());
    let mut left_out = LeftOut::default();
    for ((file, _), (page, found)) in files.into_iter().zip(read) {
        diagnostics.extend(found);
        let page = page.map(|mut page| {
            defaults.apply(&mut page);
            page
        });
        match page {
            Some(page) if !page.is_readable() => {
                left_out.unreadable.push(file.to_owned());
                left_out.texts.push(page);
            }
            Some(page) => publish(page, drafts, today, &mut pages, &mut left_out),
            None => left_out.unreadable.push(file.to_owned()),
        }
    }
    (pages, left_out)
}

/// Puts a page on the site, or says why it is not there.
fn publish(
    page: Page,
    drafts: Drafts,
    today: Option<Date>,
    pages: &mut Vec<Page>,
    left_out: &mut LeftOut,
) {
    match page.unpublished(today).filter(|_| drafts == Drafts::Hidden) {
        Some(why) => left_out.unpublished.push((page, why)),
        None => pages.push(page),
    }
}

fn page(
    folder: &Folder,
    config: &Config,
    file: &str,
    contents: &Contents,
) -> (Option<Page>, Vec<Diagnostic>) {
    let typed = folder.typed(&["pages/", file].concat());
    // Said with all others that cannot be read.
    if matches!(contents, Contents::Unreadable(_)) {
        return (None, Vec::new());
    }
    let path = Path::new(file);
    if path.extension().is_none_or(|extension| extension != "md") {
        let diagnostic = Diagnostic::whole_file(PAGE_EXTENSION, typed, "a page is a .md file");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let help = if beside::is_nearly_defaults(&name) {
            format!("did you mean `{}`?", path.with_file_name(defaults::FILE).display())
        } else if is_style_sheet(file) {
            "style sheets go to content/assets/".to_owned()
        } else {
            format!("did you mean `{}`?", path.with_extension("md").display())
        };
        return (None, vec![diagnostic.help(help)]);
    }
    let source = match contents.text(typed) {
        Ok(source) => source,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let diagnostics = Diagnostics::default();
    let mut page = Page::read(config, source, file, &diagnostics);
    if let Contents::OnDisk(on_disk) = contents {
        page.source = page.source.kept_on(on_disk.clone(), page.body);
    }
    (Some(page), diagnostics.into_vec())
}
