//! `content/includes/`: texts and code that pages show, each file once for all of them.

use std::collections::BTreeMap;

use authoring::diagnostics::{Diagnostic, Source};

use crate::content::directory::{Contents, Folder};

/// Where they are.
pub const FOLDER: &str = "includes/";

/// By path from the content folder, such as `includes/adresse.md`.
#[derive(Clone, Debug, Default)]
pub struct Includes {
    files: BTreeMap<String, (String, Contents)>,
}

impl Includes {
    /// All of them. They are read when a page asks for them: most sites have none.
    pub fn read(folder: &Folder) -> Self {
        let files = folder.below(FOLDER).map(|(file, contents)| {
            let path = [FOLDER, file].concat();
            let typed = folder.typed(&path);
            (path, (typed, contents.clone()))
        });
        Self { files: files.collect() }
    }

    /// The text of one, without the mark that some editors put before it; `None` if there is no such file.
    ///
    /// # Errors
    ///
    /// It is no text: what is wrong with the file, at its place.
    pub fn text(&self, path: &str) -> Option<Result<Source, Box<Diagnostic>>> {
        let (typed, contents) = self.files.get(path)?;
        let source = contents.text(typed.clone());
        Some(source.map(|source| match source.text.strip_prefix('\u{feff}') {
            Some(text) => Source::new(source.path, text),
            None => source,
        }))
    }

    /// Their paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}
