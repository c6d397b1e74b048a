//! Reads one `[[sections.fields]]`.

use application_form::definition::{Field, With};

use super::{
    Reader,
    defaults::Defaults,
    kind::{self, FORM_FIELDS},
    words::{Messages, Owner},
};
use crate::config::Table;

impl Reader<'_> {
    /// Reads a question. `form` is what the form says by reason, in its own words.
    pub(super) fn field(&self, table: Table<'_>, form: &Messages) -> Option<Field> {
        let known = kind::named(&table);
        if let Some(known) = known {
            table.takes(kind::takes(known));
        }
        let name: Option<String> = table.required("name");
        let label = self.shown(&table, "label");
        let required = table.optional("required").unwrap_or(true);
        let autocomplete = table.optional("autocomplete");
        let with = table.table("with").and_then(|with| {
            let (field, choice) = (with.required("field"), with.required("choice"));
            with.finish();
            Some(With { field: field?, choice: choice? })
        });
        let when = table.node("when").and_then(|node| self.when(node));
        let kind = table
            .required::<String>("kind")
            .and_then(|kind| kind::read(&kind, &table, self.language));
        // Of an unknown kind, any bound may be one of its own.
        let bounds =
            kind.as_ref().map_or(BOUNDS.to_vec(), |kind| names(&kind.bounds(self.language)));
        let hint = table.node("hint").and_then(|node| self.message(node, &bounds, "this hint"));
        let hint = hint.map(|hint| match &kind {
            Some(kind) => hint.fill(&kind.bounds(self.language)),
            None => String::new(),
        });
        let mut messages = table
            .table("messages")
            .map(|messages| self.messages(&messages, Owner::Field(&bounds)))
            .unwrap_or_default();
        if let Some(known) = known {
            for (code, message) in Defaults::of(self.language).of_kind(known) {
                if !form.contains_key(&code) {
                    messages.entry(code).or_insert_with(|| message.clone());
                }
            }
        }
        // A field of unknown kind has keys of that kind: they are not mistakes of their own.
        if known.is_some() {
            table.finish();
        }
        Some(Field {
            name: name?,
            label: label?,
            hint,
            required: required && with.is_none(),
            kind: kind?,
            autocomplete,
            with,
            when,
            messages,
        })
    }

    /// A text in which nothing is filled in.
    pub(super) fn shown(&self, table: &Table<'_>, key: &'static str) -> Option<String> {
        let text = table.required::<String>(key)?;
        let name =
            text.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map(|(name, _)| name);
        if text.trim().is_empty() {
            let help = "write what applicants are to read there".to_owned();
            table.error_at(FORM_FIELDS, key, format!("`{key}` says nothing"), Some(help));
        } else if let Some(name) = name {
            let help = "only a hint and a message can mention a number".to_owned();
            let message = format!("`{{{name}}}` would be shown as it is");
            table.error_at(FORM_FIELDS, key, message, Some(help));
        }
        Some(self.mend(&text))
    }
}

/// Every name of [`FieldKind::bounds`].
const BOUNDS: [&str; 4] = ["min", "max", "from_year", "parts"];

fn names(bounds: &[(&'static str, String)]) -> Vec<&'static str> {
    bounds.iter().map(|(name, _)| *name).collect()
}
