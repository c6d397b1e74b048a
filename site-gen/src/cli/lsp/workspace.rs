//! The site as it would be with what is typed, and what is wrong with it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use authoring::diagnostics::{Diagnostic, Severity, Source};
use serde_json::{Value as Json, json};
use url::Url;

use super::position::underlined;
use crate::{
    build::{Build, BuildOptions, rebuild::Updated, timings::Timings},
    content::{
        Drafts,
        config::time_zone::Today,
        directory::{FILE_UNREADABLE, Folder},
    },
    output::Nowhere,
};

/// A content folder that an editor has open.
pub(super) struct Workspace {
    content: PathBuf,
    today: Today,
    /// What is typed, by path below the content folder; it counts instead of the file.
    typed: BTreeMap<String, String>,
    /// Which of it has changed since the site was built.
    changed: BTreeSet<String>,
    /// Whether anything else has.
    is_stale: bool,
    folder: Folder,
    pub(super) build: Option<Build>,
    /// What is wrong, by path below the content folder.
    pub(super) diagnostics: BTreeMap<String, Vec<Diagnostic>>,
    /// What was told of each file, and not taken back.
    told: BTreeMap<String, Vec<Diagnostic>>,
}

impl Workspace {
    /// Opens a folder, which may not be there yet.
    pub(super) fn open(content: &Path, today: Today) -> Self {
        // Editors name files by paths without links in them, or with: one of both is known here.
        let content = content.canonicalize().unwrap_or_else(|_| content.to_owned());
        Self {
            content,
            today,
            typed: BTreeMap::new(),
            changed: BTreeSet::new(),
            is_stale: true,
            folder: Folder::default(),
            build: None,
            diagnostics: BTreeMap::new(),
            told: BTreeMap::new(),
        }
    }

    /// The path below the content folder; `None` for a file elsewhere.
    pub(super) fn path(&self, uri: &str) -> Option<String> {
        let file = Url::parse(uri).ok()?.to_file_path().ok()?;
        let below = |file: &Path| Some(file.strip_prefix(&self.content).ok()?.to_owned());
        let folder = || Some(file.parent()?.canonicalize().ok()?.join(file.file_name()?));
        let path = below(&file).or_else(|| below(&folder()?))?;
        let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
        Some(parts?.join("/"))
    }

    /// The address of a file of the content folder.
    pub(super) fn uri(&self, path: &str) -> String {
        let file = self.content.join(path);
        Url::from_file_path(file).map(String::from).unwrap_or_default()
    }

    /// A file of the content as it is typed, or as it is saved.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        let saved = || Some(self.folder.text(path)?.ok()?.text.to_string());
        self.typed.get(path).cloned().or_else(saved)
    }

    /// Notes what is typed in a file.
    pub(super) fn typed(&mut self, uri: &str, text: Option<&str>) {
        let (Some(path), Some(text)) = (self.path(uri), text) else { return };
        if self.text(&path).as_deref() != Some(text) {
            self.changed.insert(path.clone());
        }
        self.typed.insert(path, text.to_owned());
    }

    /// What was typed and not saved is gone.
    pub(super) fn closed(&mut self, uri: &str) {
        if let Some(path) = self.path(uri) {
            self.typed.remove(&path);
            self.is_stale = true;
        }
    }

    /// Files have changed outside the editor.
    pub(super) fn reread(&mut self) {
        self.is_stale = true;
    }

    /// A file was saved: what it holds is what was typed, unless the editor has said nothing of it.
    pub(super) fn reread_unless_typed(&mut self, uri: &str) {
        self.is_stale |= self.path(uri).is_none_or(|path| !self.typed.contains_key(&path));
    }

    /// Builds what has changed; returns what is to be told of each file of which something else is wrong now.
    pub(super) fn news(&mut self) -> Vec<(String, Vec<Json>)> {
        if !self.is_stale && self.changed.is_empty() {
            return Vec::new();
        }
        self.bring_up_to_date();
        let files: BTreeSet<String> =
            self.told.keys().chain(self.diagnostics.keys()).cloned().collect();
        let news = files.into_iter().filter_map(|path| {
            let now = self.diagnostics.get(&path).cloned().unwrap_or_default();
            (self.told.get(&path) != Some(&now)).then_some((path, now))
        });
        let news: Vec<(String, Vec<Diagnostic>)> = news.collect();
        let all = news.iter().map(|(path, now)| (self.uri(path), now.iter().map(said).collect()));
        let all = all.collect();
        self.told.clone_from(&self.diagnostics);
        all
    }

    fn bring_up_to_date(&mut self) {
        let changed = std::mem::take(&mut self.changed);
        let all = changed.iter().all(|path| self.update(path));
        if self.is_stale || !all {
            self.build_whole();
        }
        let Some(build) = &self.build else { return };
        let mut diagnostics: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        for found in build.report().diagnostics {
            let file = Path::new(&found.place.path);
            let path = file.strip_prefix(&self.content).unwrap_or(file);
            let path = path.to_string_lossy().replace('\\', "/");
            diagnostics.entry(path).or_default().push(found);
        }
        self.diagnostics = diagnostics;
    }

    /// Builds one page again; false if that is not enough.
    fn update(&mut self, path: &str) -> bool {
        let (Some(text), Some(file)) = (self.typed.get(path), path.strip_prefix("pages/")) else {
            return false;
        };
        let source = Source::new(self.folder.typed(path), text.as_str());
        let build = self.build.as_mut().filter(|_| !self.is_stale);
        build.is_some_and(|build| build.update(file, source, &Nowhere) == Updated::Yes)
    }

    fn build_whole(&mut self) {
        self.is_stale = false;
        match Folder::open(&self.content) {
            Ok(folder) => {
                let typed = self.typed.iter();
                self.folder = typed.fold(folder, |folder, (path, text)| folder.with(path, text));
                // Drafts are what is being written.
                let options = BuildOptions {
                    drafts: Drafts::Shown,
                    today: Some(self.today),
                    ..BuildOptions::default()
                };
                let mut timings = Timings::start();
                self.build = Some(Build::of(&self.folder, &options, &Nowhere, &mut timings));
            }
            Err(cause) => {
                self.build = None;
                let path = self.content.display().to_string();
                let found = Diagnostic::whole_file(FILE_UNREADABLE, path, cause.to_string());
                self.diagnostics = [(String::new(), vec![found])].into();
            }
        }
    }
}

/// A diagnostic, as editors show it.
fn said(diagnostic: &Diagnostic) -> Json {
    let severity = match diagnostic.severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Placeholder => 3,
    };
    let help = diagnostic.help.iter().map(String::as_str);
    let message: Vec<&str> = std::iter::once(diagnostic.message.as_str()).chain(help).collect();
    json!({
        "range": underlined(&diagnostic.place),
        "severity": severity,
        "code": diagnostic.code.name(),
        "source": "site-gen",
        "message": message.join("\n"),
    })
}
