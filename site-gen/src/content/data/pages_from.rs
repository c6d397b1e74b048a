//! The pages that rows of data become, as `[[pages_from]]` in `site.toml` asks for them.

use authoring::{
    config::{
        Key, Node, Value,
        front_matter::{FrontMatter, Lost},
    },
    diagnostics::{Code, Diagnostic, Diagnostics, Source, suggest},
};
use rayon::prelude::*;
use serde_json::Value as Json;

use super::nodes;
use crate::content::{
    config::{
        Config, Named,
        lists::pages_from::{PAGES_FROM_DATA, PAGES_FROM_ROW, PagesFrom, Part},
    },
    directory::Folder,
    page::{Page, permalink},
};

/// One for each row, as its front matter would say it; what is wrong is noted. `data` is what could be read.
pub fn pages(
    config: &Config,
    folder: &Folder,
    data: &Json,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Page> {
    let mut all = Vec::new();
    for from in &config.pages_from {
        let (name, inside) = from.data.name.split_once('.').unwrap_or((&from.data.name, ""));
        // What is wrong with a file is said there.
        if data.get(name).is_some_and(Json::is_null) {
            continue;
        }
        let note = |message: String, help: String| {
            config.error(PAGES_FROM_DATA, &from.data, message).help(help)
        };
        let Some(source) = file(folder, name) else {
            let known = data.as_object().into_iter().flat_map(|files| files.keys());
            let help = suggest::help(name, known.map(String::as_str));
            diagnostics.push(note(format!("there is no file `{name}` in data/"), help));
            continue;
        };
        let Some(rows) = nodes::read(&source).and_then(|root| list(root, inside)) else {
            let message = format!("`{}` is no list of tables", from.data.name);
            let help =
                "a page is made of each: [[…]] in TOML, [{…}, {…}] in JSON, or a file of CSV";
            diagnostics.push(note(message, help.to_owned()));
            continue;
        };
        if from.check_names(config, &rows, diagnostics) {
            let read: Vec<_> = rows.par_iter().map(|row| from.page(config, &source, row)).collect();
            for (page, found) in read {
                all.extend(page);
                diagnostics.extend(found);
            }
        }
    }
    all
}

fn file(folder: &Folder, name: &str) -> Option<Source> {
    let mut files = folder.below("data/");
    let (path, contents) =
        files.find(|(path, _)| path.rsplit_once('.').is_some_and(|(stem, _)| stem == name))?;
    contents.text(folder.typed(&["data/", path].concat())).ok()
}

/// The list of tables at a path in a file; the whole of it without one.
fn list(root: Node, path: &str) -> Option<Vec<Node>> {
    let mut path = path.split('.').filter(|name| !name.is_empty());
    let found = path.try_fold(&root, |node, name| node.get(name))?;
    let Value::List(rows) = &found.value else { return None };
    rows.iter().all(|row| matches!(row.value, Value::Table(_))).then(|| rows.clone())
}

/// Whether a row says nothing there; a cell of CSV is always there.
fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn value<'r>(row: &'r Node, name: &Named) -> Option<&'r Node> {
    row.get(&name.name).filter(|node| !is_empty(node))
}

impl PagesFrom {
    /// Notes what no row has; returns whether pages can be made.
    fn check_names(
        &self,
        config: &Config,
        rows: &[Node],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> bool {
        let known: Vec<&str> = rows
            .iter()
            .flat_map(|row| match &row.value {
                Value::Table(entries) => entries.as_slice(),
                _ => &[],
            })
            .map(|(key, _)| key.name.as_str())
            .collect();
        let unknown = self.names().filter(|name| !rows.is_empty() && !known.contains(&&*name.name));
        let found: Vec<Diagnostic> = unknown
            .map(|name| {
                let message = format!("no row of `{}` has `{}`", self.data.name, name.name);
                let help = suggest::help(&name.name, known.iter().copied());
                config.error(PAGES_FROM_DATA, name, message).help(help)
            })
            .collect();
        let is_sound = found.is_empty();
        diagnostics.extend(found);
        is_sound
    }

    fn page(
        &self,
        config: &Config,
        source: &Source,
        row: &Node,
    ) -> (Option<Page>, Vec<Diagnostic>) {
        let diagnostics = Diagnostics::default();
        let page = self.read_page(config, source, row, &diagnostics);
        (page, diagnostics.into_vec())
    }

    fn read_page(
        &self,
        config: &Config,
        source: &Source,
        row: &Node,
        diagnostics: &Diagnostics,
    ) -> Option<Page> {
        let note = |code: Code, node: &Node, message: String, help: String| {
            diagnostics.push(source.error(code, node.span.clone(), message).help(help));
        };
        let lacks = |name: &Named, what: &str| {
            let message = format!("this row has no `{}`, which is {what}", name.name);
            let place = row.get(&name.name).unwrap_or(row);
            note(PAGES_FROM_ROW, place, message, "write it, or remove the row".to_owned());
        };
        let mut entries = Vec::new();
        let mut is_sound = true;
        for (key, name) in &self.fields {
            match value(row, name) {
                Some(node) => entries.push(entry(key, read_as(key, node, source))),
                None if key == "title" => {
                    lacks(name, "the title of its page");
                    is_sound = false;
                }
                None => {}
            }
        }
        let mut address = String::new();
        let mut said_at = None;
        for part in &self.permalink {
            let name = match part {
                Part::Text(text) => {
                    address.push_str(text);
                    continue;
                }
                Part::Value(name) => name,
            };
            let Some(node) = value(row, name) else {
                // What a page is called by is often what its address is made of: that is said once.
                if is_sound || self.fields.iter().all(|(_, field)| field.name != name.name) {
                    lacks(name, "a part of the address of its page");
                }
                is_sound = false;
                continue;
            };
            said_at.get_or_insert(&node.span);
            let text = match &node.value {
                Value::String(text) => text.trim().to_owned(),
                Value::Integer(number) => number.to_string(),
                Value::Date(date) => date.clone(),
                other => {
                    let message = format!(
                        "`{}` is {}, and no address is made of that",
                        name.name,
                        other.kind()
                    );
                    note(PAGES_FROM_ROW, node, message, "a text or a whole number".to_owned());
                    is_sound = false;
                    continue;
                }
            };
            let slug = permalink::slug(&text);
            if slug.is_empty() {
                let message = format!("nothing of `{text}` can stand in an address");
                let help = "make the address of another value: `permalink` in site.toml".to_owned();
                note(PAGES_FROM_ROW, node, message, help);
                is_sound = false;
            }
            address.push_str(&slug);
        }
        if !is_sound {
            return None;
        }
        let file = format!("{}.md", address.trim_matches('/'));
        let said_at = said_at.unwrap_or(&row.span).clone();
        entries.push(entry("permalink", Node { span: said_at, value: Value::String(address) }));
        entries.push(entry("extra", row.clone()));
        let root = Node { span: row.span.clone(), value: Value::Table(entries) };
        let front_matter = FrontMatter {
            root,
            fence: row.span.clone(),
            body: source.text.len(),
            lost: Lost::Nothing,
        };
        let page = Page::of(config, source.clone(), front_matter, &file, diagnostics);
        Some(page.shown_with(&self.template, &config.source))
    }
}

fn entry(name: &str, node: Node) -> (Key, Node) {
    (Key { span: node.span.clone(), name: name.to_owned() }, node)
}

/// A value as front matter has it: CSV knows texts alone.
fn read_as(key: &str, node: &Node, source: &Source) -> Node {
    let Value::String(text) = &node.value else { return node.clone() };
    if !source.path.ends_with(".csv") {
        return node.clone();
    }
    let text = text.trim();
    let value = match key {
        "weight" => text.parse().map(Value::Integer).ok(),
        "draft" => text.parse().map(Value::Bool).ok(),
        "title" | "description" | "date" | "updated" | "expires" | "image" => None,
        // The terms of a taxonomy.
        _ => {
            let terms = text.split([';', ',']).map(str::trim).filter(|term| !term.is_empty());
            let terms = terms.map(|term| {
                let at = source.text[node.span.clone()].find(term).unwrap_or_default();
                let start = node.span.start + at;
                Node { span: start..start + term.len(), value: Value::String(term.to_owned()) }
            });
            Some(Value::List(terms.collect()))
        }
    };
    value.map_or_else(|| node.clone(), |value| Node { span: node.span.clone(), value })
}
