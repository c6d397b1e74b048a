//! What is known of a page of Hugo, or of a section's own.

use authoring::{
    config::{Node, Value, front_matter::FrontMatter},
    diagnostics::{Diagnostic, Severity, Source},
};

use super::tree::get;
use crate::cli::import::tree::{entries, texts};

/// A page as it was.
pub(super) struct OldPage {
    /// From its content folder; its name ends with `.md`.
    pub(super) path: String,
    pub(super) source: Source,
    pub(super) front_matter: FrontMatter,
    pub(super) is_section: bool,
    pub(super) url: String,
    /// The folder of its language below `pages/`, with its slash; empty for the main one.
    pub(super) above: String,
    /// Its file below `pages/`.
    pub(super) new: String,
    pub(super) aliases: Vec<String>,
    /// Whether there is a page at its address.
    pub(super) is_shown: bool,
    /// Its path, as Hugo knows it.
    pub(super) logical: String,
}

impl OldPage {
    /// Its path, as Hugo knows it.
    pub(super) fn logical(&self) -> &str {
        &self.logical
    }

    /// Whether it is the page of a folder itself.
    pub(super) fn is_own_of(&self, folder: &str) -> bool {
        let (own, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        own == folder && ["index.md", "_index.md"].contains(&name)
    }

    /// What it is about.
    pub(super) fn terms(&self, taxonomy: &str) -> Vec<String> {
        get(&self.front_matter.root, taxonomy).map(texts).unwrap_or_default()
    }

    /// The menus in which it says it stands, and how far down.
    pub(super) fn menus(&self) -> Vec<(String, i64, String)> {
        let root = &self.front_matter.root;
        let Some(node) = get(root, "menus").or_else(|| get(root, "menu")) else {
            return Vec::new();
        };
        let names = texts(node).into_iter().map(|name| (name, 0));
        let tables = entries(node).iter().map(|(key, node)| (key.name.clone(), weight(node)));
        names.chain(tables).map(|(name, weight)| (name, weight, self.url.clone())).collect()
    }

    pub(super) fn warn(
        &self,
        code: authoring::diagnostics::Code,
        span: std::ops::Range<usize>,
        message: String,
        help: &str,
    ) -> Diagnostic {
        let mut found = self.source.error(code, span, message).help(help);
        found.severity = Severity::Warning;
        found
    }
}

/// How far down an entry stands.
pub(super) fn weight(node: &Node) -> i64 {
    match get(node, "weight").map(|node| &node.value) {
        Some(Value::Integer(weight)) => *weight,
        _ => 0,
    }
}
