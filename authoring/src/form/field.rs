//! Reads one `[[sections.fields]]`.

use application_form::{
    definition::{Field, With},
    kind::{
        FieldKind,
        choice::{Choice, ShownAs},
        text::Lines,
    },
};

use super::{Owner, Reader, mend};
use crate::{
    config::{Node, Table, Value},
    diagnostics::suggest,
};

crate::codes! {
    FORM_FIELDS = "form-fields" in "candidature.toml" {
        means: "A question of the form cannot be asked or answered as it is: its kind is unknown, \
            its name is taken, no answer fits its bounds, or its choices are too few or the same.",
        hurts: "Applicants would meet a question that they cannot answer, or whose answer is lost.",
        wrong: "[[sections]]\n\
            title = \"Votre entreprise\"\n\n\
            [[sections.fields]]\n\
            name = \"siren\"\n\
            label = \"Numéro SIREN\"\n\
            kind = \"sirenne\"",
        right: "[[sections]]\n\
            title = \"Votre entreprise\"\n\n\
            [[sections.fields]]\n\
            name = \"siren\"\n\
            label = \"Numéro SIREN\"\n\
            kind = \"siren\"",
    }
}

/// As written after `kind =`, and the keys that each takes: needed, then possible.
const KINDS: [(&str, &str, &str); 11] = [
    ("text", "max", "min, lines"),
    ("siren", "", ""),
    ("date", "", "from_year"),
    ("amount", "max", ""),
    ("number", "max", ""),
    ("choice", "choices", "shown_as"),
    ("choices", "choices", ""),
    ("confirmation", "", ""),
    ("postal_code", "", ""),
    ("email", "", "max"),
    ("phone", "max", "min"),
];

impl Reader<'_> {
    pub(super) fn field(&self, table: Table<'_>) -> Option<Field> {
        let known = known_kind(&table);
        if let Some((kind, needed, possible)) = known {
            let needed = ["name", "label", "kind", needed].join(", ");
            let possible = [possible, "hint, required, autocomplete, with, messages"].join(", ");
            table.takes(format!(
                "a field of kind `{kind}` needs {} and may have {}",
                needed.trim_end_matches(", "),
                possible.trim_start_matches(", ")
            ));
        }
        let name: Option<String> = table.required("name");
        let label = shown(&table, "label");
        let required = table.optional("required").unwrap_or(true);
        let autocomplete = table.optional("autocomplete");
        let with = table.table("with").and_then(|with| {
            let (field, choice) = (with.required("field"), with.required("choice"));
            with.finish();
            Some(With { field: field?, choice: choice? })
        });
        let kind = table.required::<String>("kind").and_then(|kind| kind_of(&kind, &table));
        // Of an unknown kind, any bound may be one of its own.
        let bounds = kind.as_ref().map_or(BOUNDS.to_vec(), |kind| names(&kind.bounds()));
        let hint = table.node("hint").and_then(|node| self.message(node, &bounds, "this hint"));
        let hint = hint.map(|hint| match &kind {
            Some(kind) => hint.fill(&kind.bounds()),
            None => String::new(),
        });
        let messages = table
            .table("messages")
            .map(|messages| self.messages(&messages, Owner::Field(&bounds)))
            .unwrap_or_default();
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
            messages,
        })
    }
}

/// A text in which nothing is filled in.
pub(super) fn shown(table: &Table<'_>, key: &'static str) -> Option<String> {
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
    Some(mend(&text))
}

/// The kind that the table names, if there is such a kind.
fn known_kind(table: &Table<'_>) -> Option<(&'static str, &'static str, &'static str)> {
    let Some(Node { value: Value::String(kind), .. }) = table.node("kind") else { return None };
    KINDS.into_iter().find(|(known, ..)| known == kind)
}

/// Every name of [`FieldKind::bounds`].
const BOUNDS: [&str; 4] = ["min", "max", "from_year", "parts"];

fn names(bounds: &[(&'static str, String)]) -> Vec<&'static str> {
    bounds.iter().map(|(name, _)| *name).collect()
}

fn kind_of(kind: &str, table: &Table<'_>) -> Option<FieldKind> {
    Some(match kind {
        "text" => {
            let (min, max) = bounds(table);
            let several = table.optional("lines").unwrap_or(false);
            let lines = if several { Lines::Many } else { Lines::One };
            FieldKind::Text { min, max: max?, lines }
        }
        "siren" => FieldKind::Siren,
        "date" => {
            let from_year = table.optional::<u64>("from_year").unwrap_or(1800);
            let Ok(from_year) = i16::try_from(from_year) else {
                let help = "the first year that may be answered: from_year = 1800".to_owned();
                table.error_at(FORM_FIELDS, "from_year", "`from_year` is no year", Some(help));
                return None;
            };
            FieldKind::Date { from_year }
        }
        "amount" => FieldKind::Amount { max: table.required("max")? },
        "number" => FieldKind::Number { max: table.required("max")? },
        "choice" => {
            let shown_as = match table.optional::<String>("shown_as").as_deref() {
                None | Some("radios") => ShownAs::Radios,
                Some("list") => ShownAs::List,
                Some(other) => {
                    let message = format!("choices cannot be shown as `{other}`");
                    let help = suggest::help(other, ["radios", "list"]);
                    table.error_at(FORM_FIELDS, "shown_as", message, Some(help));
                    ShownAs::Radios
                }
            };
            FieldKind::Choice { choices: choices(table), shown_as }
        }
        "choices" => FieldKind::Choices { choices: choices(table) },
        "confirmation" => FieldKind::Confirmation,
        "postal_code" => FieldKind::PostalCode,
        "email" => FieldKind::Email { max: table.optional("max").unwrap_or(254) },
        "phone" => {
            let (min, max) = bounds(table);
            FieldKind::Phone { min, max: max? }
        }
        unknown => {
            let message = format!("unknown field kind `{unknown}`");
            let kinds = KINDS.map(|(name, ..)| name);
            let known = format!("kinds are: {}", kinds.join(", "));
            let help = match suggest::nearest(unknown, kinds) {
                Some(near) => format!("did you mean `{near}`? {known}"),
                None => known,
            };
            table.error_at(FORM_FIELDS, "kind", message, Some(help));
            return None;
        }
    })
}

/// `min` (0 if not said) and `max`; noted if they contradict each other.
fn bounds(table: &Table<'_>) -> (usize, Option<usize>) {
    let min = table.optional("min").unwrap_or(0);
    let max = table.required::<usize>("max");
    if let Some(max) = max.filter(|&max| max < min || max == 0) {
        let message = format!("no answer can have at least {min} and at most {max} characters");
        table.error_at(
            FORM_FIELDS,
            "max",
            message,
            Some("swap `min` and `max`, or raise `max`".to_owned()),
        );
    }
    (min, max)
}

fn choices(table: &Table<'_>) -> Vec<Choice> {
    let mut read: Vec<Choice> = Vec::new();
    for choice in table.tables("choices") {
        let value: Option<String> = choice.required("value");
        let label = choice.required::<String>("label").map(|text| mend(&text));
        let alone = choice.optional("alone").unwrap_or(false);
        if let Some(value) = &value
            && read.iter().any(|other| other.value == *value)
        {
            let help = "give one of the two another value, or remove it".to_owned();
            let message = format!("the choice `{value}` is offered twice");
            choice.error_at(FORM_FIELDS, "value", message, Some(help));
        }
        choice.finish();
        if let (Some(value), Some(label)) = (value, label) {
            read.push(Choice { value, label, alone });
        }
    }
    if read.len() < 2 {
        let help = "choices = [{ value = \"34\", label = \"Hérault (34)\" }, …]".to_owned();
        table.error_at(FORM_FIELDS, "choices", "a choice needs at least two values", Some(help));
    }
    read
}
