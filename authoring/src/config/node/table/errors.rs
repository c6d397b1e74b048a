//! What is noted of a table.

use std::ops::Range;

use super::{Table, line};
use crate::{
    config::node::{from_value::FromValue as _, toml_mistakes::loses_values},
    diagnostics::{Code, Diagnostic, Severity},
};

impl Table<'_> {
    /// Notes that the text `name` is missing.
    pub fn missing(&self, name: &str) {
        self.note_missing(name, String::WRITTEN);
    }

    /// Notes that the table `name` is missing.
    pub fn missing_table(&self, name: &str) {
        let help =
            format!("[{}] on a line of its own opens it, its keys stand below", self.path_of(name));
        let message = format!("`{name}` is missing");
        self.error_about(self.codes.missing, name, self.span.clone(), message, help);
    }

    pub(super) fn note_missing(&self, name: &str, written: &str) {
        let mut help = format!("add {}", line(self.source, name, written));
        let takes = self.takes.borrow();
        if !takes.is_empty() {
            help = format!("{help}; {takes}");
        }
        let message = format!("`{name}` is missing");
        self.error_about(self.codes.missing, name, self.span.clone(), message, help);
    }

    /// Notes an error about the value of `name`, wherever it shows.
    pub fn error_about(
        &self,
        code: Code,
        name: &str,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report_about(name, Diagnostic::new(code, span, message, help));
    }

    /// Notes what was found in the value of `name`, wherever it shows.
    pub fn report_about(&self, name: &str, found: Diagnostic) {
        self.note(name, self.source.place(found));
    }

    /// Notes an error about the value of `name`, unless it only follows from how that is written.
    fn note(&self, name: &str, error: Diagnostic) {
        let is_missing = error.code == self.codes.missing;
        // Whoever reads a file as such knows no names.
        let is_known = self.diagnostics.any(|said| {
            let is_here = said.about.is_none() && said.severity == Severity::Error;
            let may_say = || loses_values(said.code) && holds_word(&said.place.excerpt, name);
            // Of a value in braces, what is wrong in them says enough.
            let is_inside = error.span.start <= said.span.start && said.span.end <= error.span.end;
            let is_its_own = is_inside && !is_missing || is_missing && may_say();
            is_here && said.place.path == error.place.path && is_its_own
        });
        if !is_known {
            self.diagnostics.push(error.about(self.path_of(name)));
        }
    }

    /// Notes an error in this file.
    pub fn error(
        &self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        self.report(Diagnostic::without_help(code, span, message).maybe_help(help));
    }

    /// Notes what was found in this file.
    pub fn report(&self, found: Diagnostic) {
        self.diagnostics.push(self.source.place(found));
    }

    /// Notes an error about the value of `name` where that stands, or at the table itself.
    pub fn error_at(
        &self,
        code: Code,
        name: &str,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let span = self.node(name).map_or_else(|| self.span.clone(), |node| node.span.clone());
        let error = self.source.error(code, span, message).maybe_help(help);
        self.note(name, error);
    }
}

/// Whether a line that could not be read may say something of a key.
fn holds_word(line: &str, key: &str) -> bool {
    line.split(|sign: char| !sign.is_alphanumeric() && sign != '_').any(|word| word == key)
}
