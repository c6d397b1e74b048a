//! The kinds of field as they are written: the keys that each takes, and how they are read.

use application_form::{
    kind::{
        FieldKind, KindName,
        choice::{Choice, ShownAs},
        text::Lines,
    },
    language::Language,
};

use super::mend;
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

/// The most of each kind, unless the field says so: a line, a letter of two pages, more than any firm sells, more
/// than any employs, RFC 5321's address, and ITU-T E.164's number with the fewest digits that some countries have.
const LINE: usize = 200;
const LETTER: usize = 4_000;
const MOST_EUROS: u64 = 1_000_000_000_000;
const MOST: u64 = 1_000_000;
const LONGEST_EMAIL: usize = 254;
const PHONE: (usize, usize) = (8, 15);

/// How a kind is written: the keys that it needs and those that it may have, besides every field's, and what
/// reads them.
struct Keys {
    needed: &'static str,
    possible: &'static str,
    read: fn(&Table<'_>, Language) -> Option<FieldKind>,
}

/// Exhaustive on purpose: a new kind does not compile until someone has decided how it is written.
fn keys(kind: KindName) -> Keys {
    let (needed, possible, read): (_, _, fn(&Table<'_>, Language) -> _) = match kind {
        KindName::Text => ("", "min, max, lines", |table, _| Some(text(table))),
        KindName::Siren => ("", "", |_, _| Some(FieldKind::Siren)),
        KindName::Date => ("", "from_year", |table, _| date(table)),
        KindName::Amount => ("", "max", |table, _| {
            Some(FieldKind::Amount { max: table.optional("max").unwrap_or(MOST_EUROS) })
        }),
        KindName::Number => ("", "max", |table, _| {
            Some(FieldKind::Number { max: table.optional("max").unwrap_or(MOST) })
        }),
        KindName::Choice => ("choices", "shown_as", |table, language| {
            Some(FieldKind::Choice { shown_as: shown_as(table), choices: choices(table, language) })
        }),
        KindName::Choices => ("choices", "", |table, language| {
            Some(FieldKind::Choices { choices: choices(table, language) })
        }),
        KindName::Confirmation => ("", "", |_, _| Some(FieldKind::Confirmation)),
        KindName::PostalCode => ("", "", |_, _| Some(FieldKind::PostalCode)),
        KindName::Email => ("", "max", |table, _| {
            Some(FieldKind::Email { max: table.optional("max").unwrap_or(LONGEST_EMAIL) })
        }),
        KindName::Phone => ("", "min, max", |table, _| Some(phone(table))),
    };
    Keys { needed, possible, read }
}

/// The kind that the table names, if there is such a kind.
pub(super) fn named(table: &Table<'_>) -> Option<KindName> {
    let Some(Node { value: Value::String(kind), .. }) = table.node("kind") else { return None };
    find(kind)
}

fn find(name: &str) -> Option<KindName> {
    KindName::ALL.iter().copied().find(|kind| kind.as_str() == name)
}

/// What a field of that kind takes, in words.
pub(super) fn takes(kind: KindName) -> String {
    let Keys { needed, possible, .. } = keys(kind);
    let needed = ["name", "label", "kind", needed].join(", ");
    let possible = [possible, "hint, required, autocomplete, with, when, messages"].join(", ");
    format!(
        "a field of kind `{}` needs {} and may have {}",
        kind.as_str(),
        needed.trim_end_matches(", "),
        possible.trim_start_matches(", ")
    )
}

/// Reads the kind of that name, or reports that there is none.
pub(super) fn read(name: &str, table: &Table<'_>, language: Language) -> Option<FieldKind> {
    if let Some(kind) = find(name) {
        return (keys(kind).read)(table, language);
    }
    let kinds: Vec<&str> = KindName::ALL.iter().map(|kind| kind.as_str()).collect();
    let near = suggest::nearest(name, kinds.iter().copied());
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    let help = format!("{near}kinds are: {}", kinds.join(", "));
    table.error_at(FORM_FIELDS, "kind", format!("unknown field kind `{name}`"), Some(help));
    None
}

fn text(table: &Table<'_>) -> FieldKind {
    let several = table.optional("lines").unwrap_or(false);
    let (lines, most) = if several { (Lines::Many, LETTER) } else { (Lines::One, LINE) };
    let (min, max) = bounds(table, (0, most));
    FieldKind::Text { min, max, lines }
}

fn date(table: &Table<'_>) -> Option<FieldKind> {
    let from_year = table.optional::<u64>("from_year").unwrap_or(1800);
    let Ok(from_year) = i16::try_from(from_year) else {
        let help = "the first year that may be answered: from_year = 1800".to_owned();
        table.error_at(FORM_FIELDS, "from_year", "`from_year` is no year", Some(help));
        return None;
    };
    Some(FieldKind::Date { from_year })
}

fn shown_as(table: &Table<'_>) -> ShownAs {
    match table.optional::<String>("shown_as").as_deref() {
        None | Some("radios") => ShownAs::Radios,
        Some("list") => ShownAs::List,
        Some(other) => {
            let message = format!("choices cannot be shown as `{other}`");
            let help = suggest::help(other, ["radios", "list"]);
            table.error_at(FORM_FIELDS, "shown_as", message, Some(help));
            ShownAs::Radios
        }
    }
}

fn phone(table: &Table<'_>) -> FieldKind {
    let (min, max) = bounds(table, PHONE);
    FieldKind::Phone { min, max }
}

/// `min` and `max`, or these; noted if they contradict each other.
fn bounds(table: &Table<'_>, (min, max): (usize, usize)) -> (usize, usize) {
    let min = table.optional("min").unwrap_or(min);
    let max = table.optional("max").unwrap_or(max);
    if max < min || max == 0 {
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

fn choices(table: &Table<'_>, language: Language) -> Vec<Choice> {
    let mut read: Vec<Choice> = Vec::new();
    for choice in table.tables("choices") {
        let value: Option<String> = choice.required("value");
        let label = choice.required::<String>("label").map(|text| mend(language, &text));
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

/// One of a kind, with whatever any of them needs.
#[cfg(test)]
pub(super) fn example(name: KindName) -> FieldKind {
    use crate::{
        config::read_toml,
        diagnostics::{Diagnostics, Source},
    };

    let text = "max = 9\nchoices = [{ value = 'a', label = 'A' }, { value = 'b', label = 'B' }]";
    let (source, diagnostics) = (Source::new("form.toml", text), Diagnostics::default());
    let root = read_toml(&source, &diagnostics);
    // The keys that one does not know are ignored here.
    let table = Table::read(super::KEYS, &source, &diagnostics, &root).expect("a file is a table");
    read(name.as_str(), &table, Language::French).expect("it is a kind")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_under_its_name_stored_under_it_and_listed_in_the_readme() {
        let readme = include_str!("../../../README.md");
        for &name in KindName::ALL {
            let kind = example(name);

            assert_eq!(kind.name(), name);
            assert_eq!(serde_json::to_value(&kind).unwrap()["name"], name.as_str());
            assert!(readme.contains(&format!("`{}`", name.as_str())), "{name:?} is not listed");
        }
    }
}
