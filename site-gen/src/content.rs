//! Everything the content folder says, read: the first half of a build.

pub mod directory;
pub mod config;
pub mod page;
pub mod data;
pub mod form;
pub mod theme;
pub mod assets;
pub mod values;

use std::{path::Path, sync::Arc};

use application_form::definition::Definition;
use authoring::diagnostics::{Problem, Problems, Source};
use jiff::civil::Date;
use rayon::prelude::*;
use serde_json::Value as Json;

use crate::{
    build::Drafts,
    check::{reserved_urls, structure},
    render::templates::Templates,
    site::links::LeftOut,
};
use assets::Assets;
use config::{Config, language_codes};
use directory::{Contents, Folder};
use form::recipients::{self, Recipients};
use page::Page;
use values::unknown::Broken;

/// The form's file, in the content folder.
pub const FORM: &str = "candidature.toml";

/// All of it.
pub struct Content {
    /// `site.toml`.
    pub config: Config,
    /// `candidature.toml`; `None` if there is none, or if it is broken.
    pub form: Option<Form>,
    /// What `form` is in the prose; of a broken file, its readable parts.
    pub form_value: Option<Json>,
    /// `recipients.toml`.
    pub recipients: Recipients,
    /// `data/`.
    pub data: Json,
    /// `templates/` and the built-in ones.
    pub templates: Templates,
    /// `pages/`, in the order of their files.
    pub pages: Vec<Page>,
    /// The place in that list from which on pages are there for a check alone, as on their first day.
    pub scheduled_from: usize,
    /// Pages that are not on the site.
    pub left_out: LeftOut,
    /// `assets/`, and the theme's.
    pub assets: Arc<Assets>,
    /// What is not known because its file is broken.
    pub broken: Broken,
}

/// The form and its file.
pub struct Form {
    /// To point at what turns out to be wrong later.
    pub source: Source,
    /// What it says.
    pub definition: Definition,
}

impl Content {
    /// Reads all of it; every mistake is noted, and hides no other.
    pub fn read(
        folder: &Folder,
        base_url: Option<&str>,
        drafts: Drafts,
        today: Option<Date>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut broken = Broken::default();
        let mut noted =
            |value: &str, text: &str, found: Vec<Problem>, problems: &mut Vec<Problem>| {
                broken.note(value, text, &found);
                problems.extend(found);
            };
        let found = Problems::default();
        let config = Config::read(folder, base_url, &found);
        noted("site", "", found.into_vec(), problems);
        let (data, faults) = data::read(folder);
        for (name, found) in faults {
            noted(&format!("data.{name}"), "", found, problems);
        }
        let (form, form_value, found) = form(folder);
        let text = folder.text(FORM).and_then(Result::ok).map(|source| source.text);
        noted("form", &text.unwrap_or_default(), found, problems);
        let (recipients, found) = match (folder.text(recipients::FILE), &form) {
            (Some(Ok(source)), _) => Recipients::read(&source),
            (Some(Err(problem)), _) => (Recipients::default(), vec![*problem]),
            // A form without recipients: the empty list says what is missing.
            (None, Some(_)) => Recipients::read(&Source::new(folder.typed(recipients::FILE), "")),
            (None, None) => (Recipients::default(), Vec::new()),
        };
        noted("recipients", "", found, problems);
        let assets = Arc::new(Assets::read(folder, problems));
        let templates = Templates::read(folder, &assets, problems);
        let (pages, left_out) = pages(folder, &config, drafts, today, problems);
        if !broken.holds("site") {
            check_language_folders(folder, &config, problems);
        }
        let content = Self {
            config,
            form,
            form_value,
            recipients,
            data,
            templates,
            scheduled_from: pages.len(),
            pages,
            left_out,
            assets,
            broken,
        };
        content.check_shape(folder, problems);
        content
    }

    /// The first day of a page that is there for a check alone.
    pub fn first_day(&self, index: usize) -> Option<Date> {
        self.pages[index].date.filter(|_| index >= self.scheduled_from)
    }

    /// What no file says alone: whether they all fit together.
    fn check_shape(&self, folder: &Folder, problems: &mut Vec<Problem>) {
        problems.extend(folder.unreadable());
        structure::note_strays(folder, problems);
        structure::note_unused_templates(self, problems);
        reserved_urls::note_taken(self, 0..self.pages.len(), problems);
        if !self.broken.holds("site") {
            structure::note_missing_homes(folder, self, problems);
        }
    }
}

fn form(folder: &Folder) -> (Option<Form>, Option<Json>, Vec<Problem>) {
    match folder.text(FORM) {
        None => (None, None, Vec::new()),
        Some(Err(problem)) => (None, None, vec![*problem]),
        Some(Ok(source)) => {
            let (definition, problems) = authoring::form::read(&source);
            let value = match &definition {
                Some(definition) => Some(definition.prose_context()),
                None => authoring::form::read_parts(&source).map(|parts| parts.prose_context()),
            };
            (definition.map(|definition| Form { source, definition }), value, problems)
        }
    }
}

fn pages(
    folder: &Folder,
    config: &Config,
    drafts: Drafts,
    today: Option<Date>,
    problems: &mut Vec<Problem>,
) -> (Vec<Page>, LeftOut) {
    let files: Vec<(&str, &Contents)> = folder.below("pages/").collect();
    let read: Vec<(Option<Page>, Vec<Problem>)> =
        files.par_iter().map(|(file, contents)| page(folder, config, file, contents)).collect();
    let mut pages = Vec::with_capacity(read.len());
    let mut left_out = LeftOut::default();
    for ((file, _), (page, found)) in files.into_iter().zip(read) {
        problems.extend(found);
        match page {
            Some(page) => match page.unpublished(today).filter(|_| drafts == Drafts::Hidden) {
                Some(why) => left_out.unpublished.push((page, why)),
                None => pages.push(page),
            },
            None => left_out.unreadable.push(file.to_owned()),
        }
    }
    (pages, left_out)
}

fn page(
    folder: &Folder,
    config: &Config,
    file: &str,
    contents: &Contents,
) -> (Option<Page>, Vec<Problem>) {
    let typed = folder.typed(&format!("pages/{file}"));
    // Said with all others that cannot be read.
    if matches!(contents, Contents::Unreadable(_)) {
        return (None, Vec::new());
    }
    let path = Path::new(file);
    if path.extension().is_none_or(|extension| extension != "md") {
        let problem = Problem::whole_file(typed, "a page is a .md file");
        let is_text = path.extension().is_none_or(|extension| {
            ["markdown", "mdown", "mkd", "txt", "MD"].iter().any(|known| extension == *known)
        });
        let help = if is_text {
            format!("did you mean `{}`?", path.with_extension("md").display())
        } else {
            "images and other files go to content/assets/".to_owned()
        };
        return (None, vec![problem.help(help)]);
    }
    let source = match contents.text(typed) {
        Ok(source) => source,
        Err(problem) => return (None, vec![*problem]),
    };
    let problems = Problems::default();
    let page = Page::read(config, source, file, &problems);
    (page, problems.into_vec())
}

/// A folder named like a language is one, or its name misleads.
fn check_language_folders(folder: &Folder, config: &Config, problems: &mut Vec<Problem>) {
    let mut last = "";
    for (file, contents) in folder.below("pages/") {
        let Some((name, _)) = file.split_once('/').filter(|(name, _)| *name != last) else {
            continue;
        };
        last = name;
        if !language_codes::is_code(name)
            || config.languages.iter().any(|language| language == name)
        {
            continue;
        }
        let Ok(source) = contents.text(folder.typed(&format!("pages/{file}"))) else {
            continue;
        };
        let site = folder.typed(config::FILE);
        problems.push(
            source
                .problem(
                    0..0,
                    format!("the folder `{name}` is named like a language that is not listed"),
                )
                .help(format!("add \"{name}\" to `languages` in {site}, or rename the folder")),
        );
    }
}
