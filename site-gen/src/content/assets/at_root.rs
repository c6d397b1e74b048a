//! `root/`: files that others look for at the site's root, published under their own names and no other.

use std::collections::BTreeMap;

use authoring::diagnostics::{Diagnostic, Source};

use super::note_name;
use crate::content::directory::{Contents, Folder};

/// Where they stand.
pub const FOLDER: &str = "root/";

/// The one that is published in the place of ours, and read by a check.
const ROBOTS: &str = "robots.txt";

/// All of them, as they are published.
#[derive(Debug, Default)]
pub struct RootFiles {
    /// The folder as its author would type it, with its slash.
    typed: String,
    /// By path below `root/`.
    files: BTreeMap<String, Contents>,
    /// What `robots.txt` says, if there is one.
    robots: Option<Source>,
}

impl RootFiles {
    /// Takes them from a content folder; names that no host could hold, or would keep for a year, are noted.
    pub fn read(folder: &Folder, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut root = Self { typed: folder.typed(FOLDER), ..Self::default() };
        for (path, contents) in folder.below(FOLDER) {
            let typed = root.typed(path);
            note_name(path, &typed, diagnostics);
            // What cannot be read is said with all others.
            if matches!(contents, Contents::Unreadable(_)) {
                continue;
            }
            if path == ROBOTS {
                match contents.text(typed) {
                    Ok(source) => root.robots = Some(source),
                    Err(diagnostic) => diagnostics.push(*diagnostic),
                }
            }
            root.files.insert(path.to_owned(), contents.clone());
        }
        root
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The path of one as its author would type it.
    pub fn typed(&self, path: &str) -> String {
        [&self.typed, path].concat()
    }

    /// Each by its path below `root/`, in order.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Contents)> {
        self.files.iter().map(|(path, contents)| (path.as_str(), contents))
    }

    /// Where each is published: what links to it say, decoded.
    pub fn urls(&self) -> impl Iterator<Item = String> {
        self.files.keys().map(|path| format!("/{path}"))
    }

    /// Whether crawlers read a file of the site's own.
    pub fn has_robots(&self) -> bool {
        self.files.contains_key(ROBOTS)
    }

    /// What that file says, if it is text.
    pub fn robots(&self) -> Option<&Source> {
        self.robots.as_ref()
    }
}
