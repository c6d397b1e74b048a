//! What is wrong in `content/`, where, and what to do about it.

pub mod diagnostic;
pub mod report;
pub mod suggest;
mod terminal;

use std::{cell::RefCell, ops::Range, sync::Arc};

/// A text file of the content, as its author knows it.
#[derive(Clone, Debug)]
pub struct Source {
    /// As the author would type it, from where the command was run.
    pub path: Arc<str>,
    /// The whole file.
    pub text: Arc<str>,
}

/// Whether a problem keeps the site from being built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// A value that only the association can give; refused under `--production`.
    Placeholder,
}

/// One thing to fix in `content/`, and where.
///
/// Displays as `path:line:column: message`, which every editor makes clickable, then the offending
/// line with a caret, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Problem {
    /// As the author would type it.
    pub path: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// Lower case, no full stop: what is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Whether it stops the build.
    pub severity: Severity,
    /// The whole line, without its end.
    pub excerpt: String,
    /// How many characters the caret underlines, at least 1.
    pub width: usize,
}

impl Source {
    /// Names a text.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// An error at these bytes of the text; a range past its end points at the end.
    pub fn problem(&self, span: Range<usize>, message: impl Into<String>) -> Problem {
        let start = self.floor(span.start);
        let line_start = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end =
            self.text[start..].find('\n').map_or(self.text.len(), |length| start + length);
        let end = self.floor(span.end).clamp(start, line_end);
        let excerpt = self.text[line_start..line_end].trim_end_matches('\r');
        Problem {
            path: self.path.to_string(),
            line: 1 + self.text[..line_start].matches('\n').count(),
            column: 1 + self.text[line_start..start].chars().count(),
            message: message.into(),
            help: None,
            severity: Severity::Error,
            excerpt: excerpt.trim_start_matches('\u{feff}').to_owned(),
            width: self.text[start..end].trim_end().chars().count().max(1),
        }
    }

    /// The nearest character boundary at or before `offset`.
    fn floor(&self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset.min(self.text.len()))
    }
}

impl Problem {
    /// An error about a whole file that could not be read as text.
    pub fn whole_file(path: impl Into<String>, message: impl Into<String>) -> Self {
        Source::new(path.into(), "").problem(0..0, message)
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what to do, if anything is known.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Only a value still to be given.
    #[must_use]
    pub fn placeholder(mut self) -> Self {
        self.severity = Severity::Placeholder;
        self
    }
}

/// Problems as they are found. Readers share it, so that one mistake never hides the next.
#[derive(Debug, Default)]
pub struct Problems(RefCell<Vec<Problem>>);

impl Problems {
    /// Notes one more.
    pub fn push(&self, problem: Problem) {
        self.0.borrow_mut().push(problem);
    }

    /// Everything noted, in the order found.
    pub fn into_vec(self) -> Vec<Problem> {
        self.0.into_inner()
    }

    /// Whether nothing but placeholders was noted.
    pub fn none_is_an_error(&self) -> bool {
        self.0.borrow().iter().all(|problem| problem.severity != Severity::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_points_at_the_word_to_change() {
        let source = Source::new("content/candidature.toml", "id = 1\n\tété = \"sirren\"\r\n");
        let start = source.text.find("\"sirren").unwrap();

        let problem = source
            .problem(start..start + 8, "unknown field kind `sirren`")
            .help("did you mean `siren`?");

        assert_eq!(
            problem.to_string(),
            "content/candidature.toml:2:8: unknown field kind `sirren`\n  \
             | \tété = \"sirren\"\n  | \t      ^^^^^^^^\n  = help: did you mean `siren`?"
        );
    }

    #[test]
    fn a_position_past_the_end_points_at_the_end() {
        let source = Source::new("a", "é");

        assert_eq!(source.problem(1..99, "x").column, 1);
        assert_eq!(source.problem(50..99, "x").column, 2);
    }
}
