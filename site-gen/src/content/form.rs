//! The forms, who can open what they send, and whose signature proves who wrote it.

pub mod clashes;
pub mod made_page;
pub mod recipients;
pub mod signing;

use std::ops::Range;

use application_form::{definition::Definition, language::Language};
use authoring::diagnostics::{Diagnostic, Severity, Source};
use serde_json::Value as Json;

use crate::content::{directory::Folder, values::unknown::UnknownValues};

/// The form that the office serves, in the content folder.
pub const FORM: &str = "candidature.toml";

/// The folder of all others, in the content folder: one file for each, and for each of its languages.
pub const FORMS: &str = "forms/";

/// A form and its file.
#[derive(Clone)]
pub struct Form {
    /// To point at what turns out to be wrong later.
    pub source: Source,
    /// What it says; `None` if it is broken.
    pub definition: Option<Definition>,
    /// What `form` is in the prose; of a broken file, its readable parts.
    pub value: Option<Json>,
    /// Whether it says how long what it is sent is kept; of a broken file, as far as anyone can tell.
    pub says_retention: bool,
    /// The URL of its page, and where it is given; `None` if nobody can tell.
    pub page: Option<(String, Range<usize>)>,
    /// Where its service answers; of a broken file, as far as anyone can tell.
    pub addresses: Vec<String>,
    /// What its page is called where no other is written for it, and in which language.
    pub title: Option<(String, Language)>,
}

/// Reads all of them; [`FORM`] comes first.
pub fn read_all(
    folder: &Folder,
    unknown: &mut UnknownValues,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Form> {
    let mut forms = Vec::new();
    for file in files(folder) {
        let read = match folder.text(&file) {
            None => continue,
            Some(Err(diagnostic)) => Err(diagnostic),
            Some(Ok(source)) => Ok(source),
        };
        let (form, found) = match read {
            Err(diagnostic) => (None, vec![*diagnostic]),
            Ok(source) => {
                let (form, found) = Form::read(source);
                (Some(form), found)
            }
        };
        if file == FORM && found.iter().any(|each| each.severity == Severity::Error) {
            // What the prose knows of the form is not shaped like its file.
            match &form {
                Some(form) => unknown.note_mentioned("form", &form.source.text),
                None => unknown.note("form"),
            }
        }
        diagnostics.extend(found);
        forms.extend(form);
    }
    forms
}

/// Whether there is any, readable or not.
pub fn has_any(folder: &Folder) -> bool {
    files(folder).any(|file| folder.has(&file))
}

/// The paths of their files: [`FORM`] whether it is there or not, and every file below [`FORMS`].
fn files(folder: &Folder) -> impl Iterator<Item = String> {
    let others = folder.below(FORMS).map(|(name, _)| [FORMS, name].concat());
    let others: Vec<String> = others.filter(|path| is_form(path)).collect();
    std::iter::once(FORM.to_owned()).chain(others)
}

/// Whether something reads the file of that path, below [`FORMS`].
pub fn is_form(path: &str) -> bool {
    let name = path.strip_prefix(FORMS).and_then(|name| name.strip_suffix(".toml"));
    name.is_some_and(|name| !name.is_empty() && !name.contains('/'))
}

impl Form {
    fn read(source: Source) -> (Self, Vec<Diagnostic>) {
        let (definition, diagnostics) = authoring::form::read(&source);
        let parts = match &definition {
            Some(_) => definition.clone(),
            None => authoring::form::read_parts(&source),
        };
        let value = parts.as_ref().map(Definition::prose_context);
        let says_retention = parts.as_ref().is_none_or(|parts| parts.retention_months.is_some());
        let title = parts.as_ref().map(|parts| (parts.texts.form_title.clone(), parts.language));
        let addresses = parts.as_ref().map(Definition::addresses).into_iter().flatten().collect();
        let page = parts.and_then(|parts| authoring::form::page(&source, parts));
        (Self { source, definition, value, says_retention, page, addresses, title }, diagnostics)
    }
}
