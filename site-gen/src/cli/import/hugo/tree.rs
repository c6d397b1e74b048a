//! What Hugo writes in three languages, as one tree, and the files in which it does.

use std::path::Path;

use authoring::{
    config::{
        Key, Node, Value,
        front_matter::{FrontMatter, FrontMatterOf, Lost},
        read_toml,
        yaml::{self, Yaml},
    },
    diagnostics::{Diagnostic, Diagnostics, Source},
};
use serde_json::Value as Json;

use crate::{
    cli::import::{ImportError, codes::IMPORT_PAGE, settings_file},
    content::directory::Folder,
};

/// Names of the file, of which the first that is there counts.
const FILES: [&str; 8] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
];

/// The files of the settings, each with the name of what it is about, if not all.
pub(super) fn files(folder: &Path) -> Result<Vec<(Option<String>, Source)>, ImportError> {
    let parts = folder.join("config/_default");
    let whole = settings_file(folder, "Hugo", &FILES);
    if !parts.is_dir() || whole.is_ok() {
        let (name, bytes) = whole?;
        let typed = folder.to_string_lossy().trim_end_matches('/').to_owned();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        return Ok(vec![(None, Source::new(format!("{typed}/{name}"), text))]);
    }
    let parts = Folder::open_foreign(&parts)?;
    let mut files = Vec::new();
    for (file, contents) in parts.below("") {
        let Ok(source) = contents.text(parts.typed(file)) else { continue };
        // `menus.en.toml` is that of a language.
        let name = file.split('.').next().unwrap_or(file);
        let is_whole = ["hugo", "config"].contains(&name);
        files.push(((!is_whole).then(|| name.to_owned()), source));
    }
    Ok(files)
}

/// Reads a file of settings, by the ending of its name.
pub(super) fn settings(source: &Source, diagnostics: &Diagnostics) -> Node {
    let text = &*source.text;
    match source.path.rsplit('.').next() {
        Some("yaml" | "yml") => {
            let Yaml { root, .. } = yaml::read(source, text, 0..text.len(), diagnostics);
            root
        }
        Some("json") => match serde_json::from_str(text) {
            Ok(json) => node(&json),
            Err(error) => {
                diagnostics.push(json_error(source, &error));
                Node { span: 0..0, value: Value::Table(Vec::new()) }
            }
        },
        _ => read_toml(source, diagnostics),
    }
}

/// Reads front matter, which in JSON has no fences.
pub(super) fn front_matter(source: &Source, diagnostics: &Diagnostics) -> FrontMatter {
    let text = &*source.text;
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    if !text[start..].starts_with('{') {
        return FrontMatter::read(source, FrontMatterOf::PAGE, diagnostics);
    }
    let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Json>();
    let first = values.next();
    let end = start + values.byte_offset();
    let root = match first {
        Some(Ok(json)) => node(&json),
        Some(Err(error)) => {
            diagnostics.push(json_error(source, &error));
            Node { span: 0..0, value: Value::Table(Vec::new()) }
        }
        None => Node { span: 0..0, value: Value::Table(Vec::new()) },
    };
    let rest = &text[end..];
    let body = end + rest.len()
        - rest.strip_prefix('\r').unwrap_or(rest).strip_prefix('\n').unwrap_or(rest).len();
    FrontMatter { root, fence: start..start + 1, body, lost: Lost::Nothing }
}

fn json_error(source: &Source, error: &serde_json::Error) -> Diagnostic {
    let lines = source.text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let at = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    source.error(IMPORT_PAGE, at..at, "this is not JSON from here on")
}

/// JSON has no places.
fn node(json: &Json) -> Node {
    let value = match json {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(number), _) => Value::Integer(number),
            (None, Some(number)) => Value::Float(number),
            (None, None) => Value::Null,
        },
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(node).collect()),
        Json::Object(entries) => Value::Table(
            entries
                .iter()
                .map(|(name, item)| (Key { span: 0..0, name: name.clone() }, node(item)))
                .collect(),
        ),
    };
    Node { span: 0..0, value }
}

/// The value under a name, whose capitals do not count.
pub(super) fn get<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let Value::Table(entries) = &node.value else { return None };
    entries.iter().find(|(key, _)| key.name.eq_ignore_ascii_case(name)).map(|(_, node)| node)
}

/// The same of a path, as `markup.goldmark`.
pub(super) fn at<'n>(node: &'n Node, path: &str) -> Option<&'n Node> {
    path.split('.').try_fold(node, |node, name| get(node, name))
}

/// A text under a name.
pub(super) fn text<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    match &get(node, name)?.value {
        Value::String(text) | Value::Date(text) => Some(text),
        _ => None,
    }
}

/// Whether a switch is on; `otherwise` where nothing is said.
pub(super) fn is_on(node: &Node, path: &str, otherwise: bool) -> bool {
    match at(node, path).map(|node| &node.value) {
        Some(Value::Bool(is_on)) => *is_on,
        Some(Value::Table(_)) => {
            at(node, &format!("{path}.enable")).is_none_or(|node| node.value != Value::Bool(false))
        }
        _ => otherwise,
    }
}
