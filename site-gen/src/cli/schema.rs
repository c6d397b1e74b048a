//! `site-gen schema …`: what forms are sent, for programs; what files may say, for editors.

use std::collections::BTreeSet;

use application_form::{
    definition::{Definition, texts::Texts},
    kind::KindName,
    message::ReasonCode,
    schema::{answers, openapi},
};
use authoring::diagnostics::{Diagnostic, Diagnostics, Severity, suggest};
use serde_json::{Value as Json, json};

use crate::{
    cli::args::SchemaOf,
    content::{
        config::Config,
        directory::Folder,
        form,
        page::variables::{KEYS, ValueKind},
        values::unknown::UnknownValues,
    },
};

/// For editors: what `site.toml` and a form's file may say. What a form's crate has a list of is put into that of a form
/// by [`form_file`].
const SITE: &str = include_str!("../../schemas/site.json");
const FORM: &str = include_str!("../../schemas/form.json");

/// A schema, as JSON.
pub struct Schema {
    /// To be printed; `None` if a mistake in the files that it would be made of forbids that.
    pub text: Option<String>,
    /// What is to be said of those files.
    pub diagnostics: Vec<Diagnostic>,
}

/// There is no schema to print.
#[derive(Debug, thiserror::Error)]
pub enum NoSchema {
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

/// Makes a schema. `id` is that of a form, which [`SchemaOf::is_of_forms`] alone take.
///
/// # Errors
///
/// Of forms: their authors' mistakes, or an id that none has.
pub fn make(of: SchemaOf, id: Option<&str>, folder: &Folder) -> Result<Schema, NoSchema> {
    let fixed = |text: String| Ok(Schema { text: Some(text), diagnostics: Vec::new() });
    match of {
        SchemaOf::Site => fixed(SITE.to_owned()),
        SchemaOf::Form => fixed(form_file()),
        SchemaOf::Page => fixed(front_matter()),
        // The first one is candidature.toml, if there is one.
        SchemaOf::Answers => of_forms(folder, id, Vec::new(), |forms| answers(&forms[0])),
        SchemaOf::Openapi => {
            let diagnostics = Diagnostics::default();
            let Config { title, base_url, .. } = Config::read(folder, None, &diagnostics);
            of_forms(folder, id, diagnostics.into_vec(), |forms| {
                let version = forms.iter().map(Definition::hash).collect::<Vec<_>>().join("-");
                openapi::document(&title, base_url.as_str(), &version, forms)
            })
        }
    }
}

/// The schema of a form's file, with the kinds of fields, the reasons and the texts that there are.
fn form_file() -> String {
    let mut schema: Json = serde_json::from_str(FORM).expect("it is ours");
    let mut put = |at: &str, key: &str, value: Json| {
        schema.pointer_mut(at).unwrap_or_else(|| panic!("form.json has {at}"))[key] = value;
    };
    let texts = |names: Vec<&str>| {
        names.into_iter().map(|name| (name, json!({"type": "string"}))).collect()
    };
    let reasons: Json = texts(ReasonCode::ALL.map(ReasonCode::name).into());
    put("/properties/texts", "properties", texts(Texts::default().by_name().into_keys().collect()));
    put("/properties/messages", "properties", reasons.clone());
    put("/$defs/field/properties/messages", "properties", reasons);
    let kinds: Json = KindName::ALL.iter().map(|kind| kind.as_str()).collect();
    put("/$defs/field/properties/kind", "enum", kinds);
    pretty(&schema)
}

/// The schema of front matter: its keys, and the taxonomies of a site, which may have any other name.
fn front_matter() -> String {
    let text = json!({ "type": "string" });
    let texts = json!({ "type": "array", "items": text });
    let properties = KEYS.iter().map(|key| {
        let mut schema = match key.values {
            ValueKind::Words => json!({ "anyOf": [text, { "$ref": "#/$defs/placeholder" }] }),
            ValueKind::Text => text.clone(),
            ValueKind::Matching(pattern) => json!({ "type": "string", "pattern": pattern }),
            ValueKind::OneOf(words) => json!({ "enum": words }),
            ValueKind::Texts => texts.clone(),
            ValueKind::Number => json!({ "type": "integer" }),
            ValueKind::Count => json!({ "type": "integer", "minimum": 1 }),
            ValueKind::Flag => json!({ "type": "boolean" }),
            ValueKind::Table => json!({ "type": "object" }),
        };
        schema["description"] = json!(key.says);
        (key.name.to_owned(), schema)
    });
    let mut others = texts.clone();
    others["description"] = json!("Terms of a taxonomy that site.toml declares.");
    pretty(&json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of content/pages/**/*.md",
        "description": "What a page says of itself.",
        "type": "object",
        "properties": properties.collect::<serde_json::Map<_, _>>(),
        "required": ["title"],
        "additionalProperties": others,
        "$defs": { "placeholder": {
            "type": "object",
            "description": "A value that only the association can give; it may propose one.",
            "properties": { "placeholder": { "type": "string" }, "proposed": true },
            "required": ["placeholder"],
            "additionalProperties": false,
        } },
    }))
}

/// The schema of all forms, or of those of that id, in each of its languages; there is at least one. `diagnostics`
/// are of the other files that it is made of.
fn of_forms(
    folder: &Folder,
    id: Option<&str>,
    mut diagnostics: Vec<Diagnostic>,
    schema: impl FnOnce(&[Definition]) -> Json,
) -> Result<Schema, NoSchema> {
    let forms = form::read_all(folder, &mut UnknownValues::default(), &mut diagnostics);
    diagnostics.sort();
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Ok(Schema { text: None, diagnostics });
    }
    let forms: Vec<Definition> = forms.into_iter().filter_map(|form| form.definition).collect();
    if forms.is_empty() {
        return Err(NoSchema::None);
    }
    let is_named = |form: &Definition| id.is_none_or(|id| form.id == id);
    let (named, others): (Vec<_>, Vec<_>) = forms.into_iter().partition(is_named);
    if let (Some(id), []) = (id, named.as_slice()) {
        let known: BTreeSet<&str> = others.iter().map(|form| form.id.as_str()).collect();
        return Err(NoSchema::Unknown { id: id.to_owned(), help: suggest::help(id, known) });
    }
    Ok(Schema { text: Some(pretty(&schema(&named))), diagnostics })
}

fn pretty(json: &Json) -> String {
    let mut text = serde_json::to_string_pretty(json).expect("plain data becomes JSON");
    text.push('\n');
    text
}
