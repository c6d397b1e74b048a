//! What is known of a page of Zola, or of a section's own.

use authoring::{
    config::front_matter::FrontMatter,
    diagnostics::{Diagnostic, Severity, Source},
};

use super::shortcodes::Call;
use crate::cli::import::codes::IMPORT_KEY;

/// A page as it was.
pub(super) struct OldPage {
    /// From the content folder.
    pub(super) file: String,
    pub(super) source: Source,
    pub(super) front_matter: FrontMatter,
    /// `_index.md`.
    pub(super) is_section: bool,
    pub(super) language: String,
    /// The folder of its language below `pages/`, with its slash; empty for the main one.
    pub(super) above: String,
    /// Its old address.
    pub(super) url: String,
    /// The day that the name of its file says, as it says it.
    pub(super) named_date: Option<String>,
    /// Its file below `pages/`.
    pub(super) new: String,
    /// Other addresses that lead here.
    pub(super) aliases: Vec<String>,
    /// Another template than Zola's usual one.
    pub(super) template: Option<String>,
    /// What stands at its address.
    pub(super) way: Way,
    /// What the text calls.
    pub(super) calls: Vec<Call>,
}

/// What stands at the address of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Shown,
    /// A way to another page.
    Redirected,
    /// Nothing.
    Nowhere,
}

impl OldPage {
    /// The folder in which it stands, without a slash at its end.
    pub(super) fn folder(&self) -> &str {
        self.file.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether the files beside it are its own.
    pub(super) fn has_files(&self) -> bool {
        let name = self.file.rsplit('/').next().unwrap_or_default();
        name.starts_with("index.") || self.is_section
    }

    pub(super) fn warn(
        &self,
        span: std::ops::Range<usize>,
        message: String,
        help: &str,
    ) -> Diagnostic {
        let mut found = self.source.error(IMPORT_KEY, span, message).help(help);
        found.severity = Severity::Warning;
        found
    }
}

/// An old address as it is written here: with a slash at its start, and at its end unless it names a file.
pub(super) fn alias_url(alias: &str) -> String {
    let alias = alias.trim_matches('/');
    let is_file = alias.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if is_file { format!("/{alias}") } else { format!("/{alias}/") }
}
