//! The files of the workspace, as text.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Not ours, or made by a program.
const SKIPPED: [&str; 9] = [
    ".git",
    ".tools",
    ".data",
    "dist",
    "node_modules",
    ".venv",
    "__pycache__",
    "screenshots",
    "target",
];

/// A text file.
pub(crate) struct Source {
    /// From the workspace's root, with `/`.
    pub(crate) path: String,
    /// Empty when it is not UTF-8.
    pub(crate) text: String,
}

impl Source {
    /// Whether the path is, or ends with a `/` and then, `tail` (or has that suffix, when it starts with a dot).
    pub(crate) fn ends(&self, tail: &str) -> bool {
        self.path
            .strip_suffix(tail)
            .is_some_and(|head| head.is_empty() || head.ends_with('/') || tail.starts_with('.'))
    }

    /// Whether `folder` (which ends with `/`) is somewhere in the path.
    pub(crate) fn is_in(&self, folder: &str) -> bool {
        self.path.starts_with(folder) || self.path.contains(&format!("/{folder}"))
    }

    /// Whether this is a program, or a test of one.
    pub(crate) fn is_binary(&self) -> bool {
        self.ends("src/main.rs") || self.is_in("src/bin/") || self.is_in("tests/")
    }
}

/// Every Rust file.
pub(crate) fn sources() -> impl Iterator<Item = Source> {
    find(&["rs"])
}

/// The files with one of these extensions (`""`: none), in a stable order.
pub(crate) fn find(extensions: &[&str]) -> impl Iterator<Item = Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the workspace");
    let mut paths = Vec::new();
    let wanted = |name: &str| {
        extensions.contains(&name.rsplit_once('.').map_or("", |(_, extension)| extension))
    };
    walk(root, "", &wanted, &mut paths);
    paths.sort();
    paths.into_iter().map(move |path| {
        // Others may be editing the tree: a file that has just gone has nothing to say.
        let text = fs::read_to_string(root.join(&path)).unwrap_or_default();
        Source { path, text }
    })
}

/// Every folder with its entries, but for those that stand for the folder itself (`lib.rs`, `main.rs`,
/// `README.md`); `x.rs` with its folder `x` is one.
pub(crate) fn folders() -> impl Iterator<Item = (String, Vec<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the workspace");
    let mut files = Vec::new();
    walk(root, "", &|_| true, &mut files);
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let mut rest = file.as_str();
        while let Some((folder, entry)) = rest.rsplit_once('/') {
            let entry = entry.strip_suffix(".rs").unwrap_or(entry);
            if !["lib", "main", "README.md"].contains(&entry) {
                folders.entry(folder.to_owned()).or_default().insert(entry.to_owned());
            }
            rest = folder;
        }
    }
    folders.into_iter().map(|(folder, entries)| (folder, entries.into_iter().collect()))
}

fn walk(root: &Path, folder: &str, wanted: &dyn Fn(&str) -> bool, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return };
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        let Ok(kind) = entry.file_type() else { continue };
        // Beside `dist`, a build keeps images, and one that was killed leaves what it had.
        let is_skipped = SKIPPED.contains(&name.as_str()) || name.starts_with(".dist.");
        if kind.is_dir() && !is_skipped {
            walk(root, &path, wanted, found);
        } else if kind.is_file() && wanted(&name) {
            found.push(path);
        }
    }
}

/// Where the code of `source` uses one of `words`, as `path:line: word`.
///
/// Lines of comment and the tests at the end of a file do not count;
/// `use std::{fs, …}` counts as `std::fs`, over several lines too.
pub(crate) fn mentions(source: &Source, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_group = false;
    let mut lines = source.text.lines().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        let next = lines.peek().map_or("", |(_, next)| next);
        if line.trim() == "#[cfg(test)]" && next.ends_with('{') {
            break;
        }
        if line.trim_start().starts_with("//") {
            continue;
        }
        in_group |= line.contains("use std::{");
        for word in words {
            let grouped = in_group && word.strip_prefix("std::").is_some_and(|w| has_word(line, w));
            if line.contains(word) || grouped {
                found.push(format!("{}:{}: `{word}`", source.path, index + 1));
            }
        }
        in_group &= !line.contains(';');
    }
    found
}

fn has_word(code: &str, name: &str) -> bool {
    code.split(|symbol: char| !symbol.is_alphanumeric() && symbol != '_').any(|word| word == name)
}
