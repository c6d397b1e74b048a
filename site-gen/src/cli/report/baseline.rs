//! `check --baseline FILE`: what is known to be wrong, so that only what is new fails.
//!
//! The file holds a finding a line, as JSON: its code, its file and the text of its line. Not where that
//! line stands: one that is added above changes nothing.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use authoring::diagnostics::{Diagnostic, Severity};
use serde::{Deserialize, Serialize};

/// What is known to be wrong, and how often.
#[derive(Debug, Default)]
pub struct Baseline(BTreeMap<Finding, usize>);

/// What makes an error the same as the one that was noted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Finding {
    /// From the content folder, however that was named.
    path: String,
    code: String,
    /// Without the blanks around it; empty if it is about a whole file.
    line: String,
}

/// How far a site is from its baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Errors that are noted in it, and still there.
    pub left: usize,
    /// What is noted in it, and no longer there.
    pub mended: usize,
}

/// The file cannot be used.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum BaselineError {
    #[error("cannot read {}: {cause}{}", path.display(), advice(cause))]
    Read { path: PathBuf, cause: io::Error },
    #[error("{}:{line}: this is no finding: {cause}; --update writes the file again", path.display())]
    Line { path: PathBuf, line: usize, cause: serde_json::Error },
    #[error("cannot write {}: {cause}", path.display())]
    Write { path: PathBuf, cause: io::Error },
}

fn advice(cause: &io::Error) -> &'static str {
    if cause.kind() == io::ErrorKind::NotFound { "; --update makes it" } else { "" }
}

impl Baseline {
    /// Reads what was noted.
    ///
    /// # Errors
    ///
    /// There is no such file, or a line of it is none of ours.
    pub fn read(path: &Path) -> Result<Self, BaselineError> {
        let failed = |cause| BaselineError::Read { path: path.to_owned(), cause };
        let text = fs::read_to_string(path).map_err(failed)?;
        // Some editors put a mark before the first line.
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut known = Self::default();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            let failed =
                |cause| BaselineError::Line { path: path.to_owned(), line: number + 1, cause };
            known.add(serde_json::from_str(line).map_err(failed)?);
        }
        Ok(known)
    }

    /// What is to be noted of a check of this content folder: its errors.
    pub fn of(diagnostics: &[Diagnostic], content: &Path) -> Self {
        let mut found = Self::default();
        for diagnostic in diagnostics.iter().filter(|each| each.severity == Severity::Error) {
            found.add(Finding::of(diagnostic, content));
        }
        found
    }

    /// Writes the file, in a stable order.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), BaselineError> {
        let mut text = Vec::new();
        let all = self.0.iter().flat_map(|(finding, count)| std::iter::repeat_n(finding, *count));
        let written = all.map(|finding| {
            serde_json::to_writer(&mut text, finding)?;
            writeln!(text)
        });
        let written = written.collect::<io::Result<()>>().and_then(|()| fs::write(path, &text));
        written.map_err(|cause| BaselineError::Write { path: path.to_owned(), cause })
    }

    /// How many findings are noted.
    pub fn count(&self) -> usize {
        self.0.values().sum()
    }

    /// Takes out of `diagnostics` the errors that are noted.
    pub fn compare(mut self, diagnostics: &mut Vec<Diagnostic>, content: &Path) -> Compared {
        let before = diagnostics.len();
        diagnostics.retain(|each| {
            each.severity != Severity::Error || !self.take(&Finding::of(each, content))
        });
        Compared { left: before - diagnostics.len(), mended: self.count() }
    }

    fn add(&mut self, finding: Finding) {
        *self.0.entry(finding).or_default() += 1;
    }

    /// Whether one like this was left.
    fn take(&mut self, finding: &Finding) -> bool {
        let left = self.0.get_mut(finding).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }
}

impl Finding {
    fn of(diagnostic: &Diagnostic, content: &Path) -> Self {
        let path = Path::new(&diagnostic.place.path);
        let path = path.strip_prefix(content).unwrap_or(path).to_string_lossy().into_owned();
        let code = diagnostic.code.name().to_owned();
        // What is missing from a file has no line of its own: one above its first changes nothing.
        let place = &diagnostic.place;
        let is_of_file = diagnostic.span.is_empty() && (place.line, place.column) == (1, 1);
        let line = if is_of_file { "" } else { diagnostic.place.excerpt.trim() };
        Self { path, code, line: line.to_owned() }
    }
}
