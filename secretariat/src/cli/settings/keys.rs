//! The keys of `bureau.toml`, and what is wrong with one. In French: who works at the office reads it.

use std::path::Path;

use authoring::{
    config::{FromValue, Key, Node, Value, read_toml},
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
        let set = settings.set(key, node, folder);
        diagnostics.extend(set.err().map(|why| source.place(*why)));
    }
    diagnostics.sort();
    if diagnostics.is_empty() { Ok(settings) } else { Err(diagnostics) }
}

impl Settings {
    fn set(&mut self, key: &Key, node: &Node, folder: &Path) -> Result<(), Box<Diagnostic>> {
        let beside = |path: &str| folder.join(path).display().to_string();
        let name = &*key.name;
        match name {
            "store" => {
                let store: String = value(name, node, "un texte", "\"sqlite:applications.db\"")?;
                let location = store.parse().map_err(|_| {
                    let message = format!("« {store} » n'est pas l'adresse d'une base");
                    let help = "par exemple store = \"sqlite:applications.db\", \"dynamodb:TABLE\" ou \"office-….age\"";
                    Box::new(Diagnostic::new(BUREAU_KEYS, node.span.clone(), message, help))
                })?;
                self.store = Some(as_typed(&location, &beside));
            }
            "region" => self.region = Some(value(name, node, "un texte", "\"eu-west-3\"")?),
            "identity" => {
                let files: Vec<String> =
                    value(name, node, "une liste de textes", "[\"identity.txt\"]")?;
                self.identity = files.iter().map(|path| beside(path)).collect();
            }
            "content" => {
                let content: String = value(name, node, "un texte", "\"content\"")?;
                self.content = Some(beside(&content));
            }
            "idle_minutes" => {
                let minutes: u64 = value(name, node, "un nombre entier, de 1 à 1440", "15")?;
                if !(1..=1440).contains(&minutes) {
                    return Err(not_a(name, node, "un nombre entier, de 1 à 1440", "15"));
                }
                self.idle_minutes = Some(minutes);
            }
            _ => return Err(unknown(key)),
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

fn value<T: FromValue>(
    name: &str,
    node: &Node,
    what: &str,
    example: &str,
) -> Result<T, Box<Diagnostic>> {
    T::from_value(&node.value).ok_or_else(|| not_a(name, node, what, example))
}

fn not_a(name: &str, node: &Node, what: &str, example: &str) -> Box<Diagnostic> {
    let message = format!("« {name} » demande {what}");
    let help = format!("par exemple {name} = {example}");
    Box::new(Diagnostic::new(BUREAU_KEYS, node.span.clone(), message, help))
}

fn unknown(Key { name, span }: &Key) -> Box<Diagnostic> {
    let help = match suggest::nearest(name, KEYS) {
        Some(near) => format!("vouliez-vous dire « {near} » ?"),
        None => format!("au choix : {}", KEYS.join(", ")),
    };
    let message = format!("« {name} » n'est pas une clé de {FILE}");
    Box::new(Diagnostic::new(BUREAU_KEYS, span.clone(), message, help))
}
