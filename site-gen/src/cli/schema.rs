//! `site-gen schema …`: what forms are sent, for programs; what files may say, for editors.

use application_form::{
    definition::Definition,
    schema::{answers, openapi},
};
use authoring::diagnostics::{Diagnostic, Diagnostics, Severity, suggest};
use serde_json::Value as Json;

use crate::{
    cli::args::SchemaOf,
    content::{config::Config, directory::Folder, form, values::unknown::UnknownValues},
};

/// For editors: what `site.toml`, a form's file and front matter may say.
const SITE: &str = include_str!("../../schemas/site.json");
const FORM: &str = include_str!("../../schemas/form.json");
const PAGE: &str = include_str!("../../schemas/page.json");

/// There is no schema to print.
#[derive(Debug, thiserror::Error)]
pub enum NoSchema {
    /// The forms of the content have mistakes.
    #[error("the forms have mistakes")]
    Broken(Vec<Diagnostic>),
    /// There is no such form.
    #[error("there is no form `{id}`: {help}")]
    Unknown {
        /// What was asked for.
        id: String,
        /// What there is.
        help: String,
    },
    /// There is none at all.
    #[error("the content has no form")]
    None,
}

/// The schema, as JSON.
///
/// # Errors
///
/// Of forms: their authors' mistakes, or an id that none has.
pub fn print(of: SchemaOf, id: Option<&str>, folder: &Folder) -> Result<String, NoSchema> {
    let json = match of {
        SchemaOf::Site => return Ok(SITE.to_owned()),
        SchemaOf::Form => return Ok(FORM.to_owned()),
        SchemaOf::Page => return Ok(PAGE.to_owned()),
        SchemaOf::Answers => answers(&named(&forms(folder)?, id)?),
        SchemaOf::Openapi => {
            let forms = forms(folder)?;
            let named = id.map(|id| named(&forms, Some(id))).transpose()?;
            let described =
                forms.iter().filter(|form| named.as_ref().is_none_or(|it| it.id == form.id));
            let config = Config::read(folder, None, &Diagnostics::default());
            let version = forms.iter().map(Definition::hash).collect::<Vec<_>>().join("-");
            openapi::document(&config.title, &config.base_url, &version, described)
        }
    };
    Ok(pretty(&json))
}

fn forms(folder: &Folder) -> Result<Vec<Definition>, NoSchema> {
    let mut diagnostics = Vec::new();
    let forms = form::read_all(folder, &mut UnknownValues::default(), &mut diagnostics);
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    if !diagnostics.is_empty() {
        return Err(NoSchema::Broken(diagnostics));
    }
    let forms: Vec<Definition> = forms.into_iter().filter_map(|form| form.definition).collect();
    if forms.is_empty() { Err(NoSchema::None) } else { Ok(forms) }
}

/// The form of that id, or the first one, which is `candidature.toml` if there is one.
fn named(forms: &[Definition], id: Option<&str>) -> Result<Definition, NoSchema> {
    let Some(id) = id else { return Ok(forms[0].clone()) };
    let known = || forms.iter().map(|form| form.id.as_str());
    forms
        .iter()
        .find(|form| form.id == id)
        .cloned()
        .ok_or_else(|| NoSchema::Unknown { id: id.to_owned(), help: suggest::help(id, known()) })
}

fn pretty(json: &Json) -> String {
    let mut text = serde_json::to_string_pretty(json).expect("plain data becomes JSON");
    text.push('\n');
    text
}
