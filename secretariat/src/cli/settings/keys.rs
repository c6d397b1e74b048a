//! The keys of `bureau.toml`, and what is wrong with one. In French: who works at the office reads it.

use std::path::Path;

use authoring::{
    config::{FromValue, Node, Value, read_toml},
    diagnostics::{Diagnostic, Diagnostics, Source, suggest},
};

use super::{FILE, Settings};
use crate::{cli::args::Location, text::file_mistake::in_french};

authoring::codes! {
    BUREAU_KEYS = "bureau-keys" in "bureau.toml" {
        means: "A key of bureau.toml has another name than those that the program reads, or a value of another kind.",
        hurts: "The program would open another store, or look for another key, than its user believes.",
        wrong: r#"stor = "sqlite:applications.db""#,
        right: r#"store = "sqlite:applications.db""#,
    }
}

/// Its keys, in the order of the alphabet.
const KEYS: [&str; 5] = ["content", "identity", "idle_minutes", "region", "store"];

/// Reads the file of a folder, or says everything that is wrong with it.
pub(super) fn read(source: &Source, folder: &Path) -> Result<Settings, Vec<Diagnostic>> {
    let noted = Diagnostics::default();
    let root = read_toml(source, &noted);
    let mut diagnostics: Vec<_> = noted.into_vec().iter().map(in_french).collect();
    let entries = match &root.value {
        Value::Table(entries) => entries.as_slice(),
        _ => &[],
    };
    let mut settings = Settings::default();
    for (key, node) in entries {
        if let Err(Wrong { at, message, help }) = settings.set(&key.name, node, folder) {
            let span = if at == Place::Key { key.span.clone() } else { node.span.clone() };
            diagnostics.push(source.error(BUREAU_KEYS, span, message).help(help));
        }
    }
    diagnostics.sort();
    if diagnostics.is_empty() { Ok(settings) } else { Err(diagnostics) }
}

impl Settings {
    fn set(&mut self, key: &str, node: &Node, folder: &Path) -> Result<(), Wrong> {
        let beside = |path: &str| folder.join(path).display().to_string();
        match key {
            "store" => {
                let store: String = value(key, node, "un texte", "\"sqlite:applications.db\"")?;
                let location = store.parse().map_err(|_| Wrong {
                    at: Place::Value,
                    message: format!("« {store} » n'est pas l'adresse d'une base"),
                    help: "par exemple store = \"sqlite:applications.db\", \"dynamodb:TABLE\" ou \"office-….age\"".to_owned(),
                })?;
                self.store = Some(as_typed(&location, &beside));
            }
            "region" => self.region = Some(value(key, node, "un texte", "\"eu-west-3\"")?),
            "identity" => {
                let files: Vec<String> =
                    value(key, node, "une liste de textes", "[\"identity.txt\"]")?;
                self.identity = files.iter().map(|path| beside(path)).collect();
            }
            "content" => {
                let content: String = value(key, node, "un texte", "\"content\"")?;
                self.content = Some(beside(&content));
            }
            "idle_minutes" => {
                let minutes: u64 = value(key, node, "un nombre entier, de 1 à 1440", "15")?;
                if !(1..=1440).contains(&minutes) {
                    return Err(not_a(key, "un nombre entier, de 1 à 1440", "15"));
                }
                self.idle_minutes = Some(minutes);
            }
            other => return Err(unknown(other)),
        }
        Ok(())
    }
}

/// The address of a store, as it is typed where the program was started.
pub(crate) fn as_typed(location: &Location, beside: &dyn Fn(&str) -> String) -> String {
    let path = |path: &Path| beside(&path.display().to_string());
    match location {
        Location::Sqlite(file) => format!("sqlite:{}", path(file)),
        Location::DynamoDb(table) => format!("dynamodb:{table}"),
        Location::Https(url) => url.to_string(),
        Location::Access(file) => path(file),
    }
}

/// What is wrong with a line, and what to do.
struct Wrong {
    at: Place,
    message: String,
    help: String,
}

/// What of a line is wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Key,
    Value,
}

fn value<T: FromValue>(key: &str, node: &Node, what: &str, example: &str) -> Result<T, Wrong> {
    T::from_value(&node.value).ok_or_else(|| not_a(key, what, example))
}

fn not_a(key: &str, what: &str, example: &str) -> Wrong {
    let message = format!("« {key} » demande {what}");
    Wrong { at: Place::Value, message, help: format!("par exemple {key} = {example}") }
}

fn unknown(key: &str) -> Wrong {
    let help = match suggest::nearest(key, KEYS) {
        Some(near) => format!("vouliez-vous dire « {near} » ?"),
        None => format!("au choix : {}", KEYS.join(", ")),
    };
    Wrong { at: Place::Key, message: format!("« {key} » n'est pas une clé de {FILE}"), help }
}
