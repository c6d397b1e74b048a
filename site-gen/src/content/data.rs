//! `data/`: facts that pages and templates quote.

use std::sync::Arc;

use authoring::{
    config::{find_control, find_control_in_json, find_mojibake, note_placeholders, read_toml},
    diagnostics::{Diagnostic, Diagnostics, Source},
};
use serde_json::{Map, Value as Json};

use crate::content::{directory::Folder, values};

authoring::codes! {
    DATA_EXTENSION = "data-extension" in "*" {
        means: "A file in `data/` is not TOML, JSON or CSV.",
        hurts: "Nothing of it is known, and readers would not find the towns that pages take from \
            it.",
        wrong: "data/villes.yaml",
        right: "data/villes.toml",
    }
    DATA_FOLDER = "data-folder" in "*" {
        means: "A data file stands in a folder below `data/`, where pages have no name for it.",
        hurts: "No page can quote it, and readers would not find the towns that it lists.",
        wrong: "data/gard/villes.toml",
        right: "data/villes.toml",
    }
    DATA_SAME_NAME = "data-same-name" in "*" {
        means: "Two files in `data/` have the same name but for their extension, and pages know \
            both by it.",
        hurts: "Pages can only quote one of them, and readers may be told what the other corrects.",
        wrong: "data/villes.json\ndata/villes.toml",
        right: "data/villes.json\ndata/salles.toml",
    }
}

pub(crate) mod csv;
pub(crate) mod json;
mod nodes;
pub mod pages_from;

/// What is wrong in one file.
pub struct FileErrors<'f> {
    /// Its name, without its extension.
    pub name: &'f str,
    /// `None` if it is no text.
    pub text: Option<Arc<str>>,
    /// In the order found.
    pub errors: Vec<Diagnostic>,
}

/// Every file of the folder, by name without extension; then what is wrong with each.
pub fn read(folder: &Folder) -> (Json, Vec<FileErrors<'_>>) {
    let mut data = Map::new();
    let mut files = Vec::new();
    for (path, contents) in folder.below("data/") {
        let diagnostics = Diagnostics::default();
        let name = path.rsplit_once('.').map_or(path, |(name, _)| name);
        let mut text = None;
        match contents.text(folder.typed(&format!("data/{path}"))) {
            Ok(source) => {
                text = Some(Arc::clone(&source.text));
                note_controls(&source, path, &diagnostics);
                read_file(path, name, &source, &mut data, &diagnostics);
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
        // A broken file still has its name, so that no page is told that it does not exist.
        data.entry(name).or_insert(Json::Null);
        files.push(FileErrors { name, text, errors: diagnostics.into_vec() });
    }
    (Json::Object(data), files)
}

fn read_file(
    path: &str,
    name: &str,
    source: &Source,
    data: &mut Map<String, Json>,
    diagnostics: &Diagnostics,
) {
    let value = match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "toml" => {
            let root = read_toml(source, diagnostics);
            note_placeholders(source, &root, diagnostics);
            Ok(values::json(&root))
        }
        "json" => json::read(source),
        "csv" => csv::read(source),
        _ => {
            let diagnostic =
                source.error(DATA_EXTENSION, 0..0, "a data file is .toml, .json or .csv");
            let help = match path.rsplit_once('.').map(|(name, end)| (name, end.to_lowercase())) {
                Some((name, end)) if ["toml", "json", "csv"].contains(&&*end) => {
                    format!("small letters end its name: {name}.{end}")
                }
                Some((name, end)) if ["yaml", "yml"].contains(&&*end) => {
                    format!("write it as TOML: {name}.toml")
                }
                Some((name, end)) if ["xlsx", "xls", "ods", "numbers", "tsv"].contains(&&*end) => {
                    format!("save the table as CSV: {name}.csv")
                }
                _ => "files that pages link to go to assets/".to_owned(),
            };
            Err(Box::new(diagnostic.help(help)))
        }
    };
    if name.contains('/') {
        let diagnostic =
            source.error(DATA_FOLDER, 0..0, "data files stand in data/ itself, not deeper");
        diagnostics.push(diagnostic.help("move it up; its name is its name in `data.…`"));
    } else if data.contains_key(name) {
        let diagnostic =
            source.error(DATA_SAME_NAME, 0..0, format!("another file is already `data.{name}`"));
        diagnostics.push(diagnostic.help("give one of them another name"));
    }
    match value {
        Ok(value) => {
            data.insert(name.to_owned(), value);
        }
        Err(diagnostic) => diagnostics.push(*diagnostic),
    }
}

/// TOML refuses those that stand as they are, and what it escapes is noted where it is read.
fn note_controls(source: &Source, path: &str, diagnostics: &Diagnostics) {
    let control = match path.rsplit_once('.') {
        Some((_, "json")) => find_control_in_json(&source.text),
        Some((_, "csv")) => find_control(&source.text),
        _ => return,
    };
    for found in control.into_iter().chain(find_mojibake(&source.text, |_| false)) {
        diagnostics.push(source.place(found));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read_all(files: &[(&str, &str)]) -> (Json, Vec<String>) {
        let folder = Folder::from_files("content", files.iter().copied());
        let (data, diagnostics) = read(&folder);
        let diagnostics = diagnostics.iter().flat_map(|file| &file.errors).map(|each| {
            format!(
                "{}:{}:{}: {}",
                each.place.path, each.place.line, each.place.column, each.message
            )
        });
        (data, diagnostics.collect())
    }

    #[test]
    fn each_format_becomes_a_value_under_its_name() {
        let (data, diagnostics) = read_all(&[
            ("data/a.toml", "b = 1"),
            ("data/c.json", "\u{feff}[true]"),
            ("data/d.csv", "nom, âge\nAda,\"3,5\"\n"),
        ]);

        assert_eq!(diagnostics, [""; 0]);
        assert_eq!(
            data,
            json!({ "a": { "b": 1 }, "c": [true], "d": [{ "nom": "Ada", "âge": "3,5" }] })
        );
    }

    #[test]
    fn every_broken_file_is_reported_and_keeps_its_name() {
        let (data, diagnostics) = read_all(&[
            ("data/a.json", "{\n  \"b\": }"),
            ("data/a.toml", ""),
            ("data/c.csv", "x,y\n1\n"),
            ("data/d.txt", ""),
        ]);

        assert_eq!(
            diagnostics,
            [
                "content/data/a.json:2:8: this is not JSON: expected value",
                "content/data/a.toml:1:1: another file is already `data.a`",
                "content/data/c.csv:2:1: this line has 1 value, the first line names 2 columns",
                "content/data/d.txt:1:1: a data file is .toml, .json or .csv",
            ]
        );
        assert_eq!(data, json!({ "a": {}, "c": null, "d": null }));
    }

    #[test]
    fn a_file_of_another_format_is_told_what_it_was_meant_as() {
        for (path, expect) in [
            ("data/a.TOML", "small letters end its name: a.toml"),
            ("data/a.Csv", "small letters end its name: a.csv"),
            ("data/a.yml", "write it as TOML: a.toml"),
            ("data/a.xlsx", "save the table as CSV: a.csv"),
            ("data/a.tsv", "save the table as CSV: a.csv"),
            ("data/a.txt", "files that pages link to go to assets/"),
        ] {
            let folder = Folder::from_files("content", [(path, "")]);
            let (_, files) = read(&folder);
            let help =
                files.iter().flat_map(|file| &file.errors).find_map(|each| each.help.clone());
            assert_eq!(help.as_deref(), Some(expect), "{path}");
        }
    }
}
