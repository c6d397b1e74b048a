//! The one shape of a mistake in `content/`.

use std::{cmp::Ordering, ops::Range};

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Code, Source};

/// Whether a diagnostic keeps the site from being built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// An error whose kind the site's own settings take for less: it is listed, and stops nothing.
    Warning,
    /// A value that only the association can give; refused under `--production`.
    Placeholder,
}

/// One thing to fix in `content/`: what it is, where it stands, what to do.
///
/// Whoever finds it may know only the text it stands in: [`Source::place`] says in which file, line and
/// column that is. Then it displays as `path:line:column: message`, which every editor makes clickable,
/// the line with a caret, what to do, and the code that `site-gen explain` explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of mistake. With its place, the code is its identity: words may change.
    pub code: Code,
    /// Whether it stops the build.
    pub severity: Severity,
    /// Bytes of the text it was found in.
    pub span: Range<usize>,
    /// Lower case, no full stop: what is wrong here.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The path of the value it is about, such as `site.title`; `None` if it is about none.
    pub about: Option<String>,
    /// Its place; [`Place::default`] until a [`Source`] has given it one.
    pub place: Place,
}

/// Where something stands, for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// As the author would type it.
    pub path: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// The line, without its end; of one over 4,000 bytes, what stands around.
    pub excerpt: String,
    /// How many characters of the line stand before the excerpt.
    pub skipped: usize,
    /// How many characters the caret underlines, at least 1.
    pub width: usize,
}

impl Diagnostic {
    /// An error at these bytes of a text whose file is not known here, with what to do.
    pub fn new(
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self::without_help(code, span, message).help(help)
    }

    /// The same, where nothing is known of what to do.
    pub fn without_help(code: Code, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            span,
            message: message.into(),
            help: None,
            about: None,
            place: Place::default(),
        }
    }

    /// An error about a whole file, or one that could not be read as text.
    pub fn whole_file(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Source::new(path.into(), "").error(code, 0..0, message)
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

    /// Adds the path of the value it is about.
    #[must_use]
    pub fn about(mut self, path: impl Into<String>) -> Self {
        self.about = Some(path.into());
        self
    }

    /// Moves it to other bytes.
    #[must_use]
    pub fn at(mut self, span: Range<usize>) -> Self {
        self.span = span;
        self
    }

    /// Only a value still to be given.
    #[must_use]
    pub fn placeholder(mut self) -> Self {
        self.severity = Severity::Placeholder;
        self
    }

    /// The order in which a run prints them: by place, then by what they say.
    fn key(&self) -> impl Ord + '_ {
        let Place { path, line, column, width, .. } = &self.place;
        (path, line, column, &self.message, &self.help, self.severity, width, self.code)
    }
}

impl PartialOrd for Diagnostic {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Diagnostic {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// As `--format json` prints it.
impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Place { path, line, column, excerpt, skipped, width } = &self.place;
        let mut object = serializer.serialize_struct("Diagnostic", 10)?;
        object.serialize_field("path", path)?;
        object.serialize_field("line", line)?;
        object.serialize_field("column", column)?;
        object.serialize_field("code", &self.code)?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("help", &self.help)?;
        object.serialize_field("severity", &self.severity)?;
        object.serialize_field("excerpt", excerpt)?;
        object.serialize_field("skipped", skipped)?;
        object.serialize_field("width", width)?;
        object.end()
    }
}

/// Diagnostics as they are found. Readers share it, so that one mistake never hides the next.
#[derive(Debug, Default)]
pub struct Diagnostics(std::cell::RefCell<Vec<Diagnostic>>);

impl Diagnostics {
    /// Notes one more.
    pub fn push(&self, diagnostic: Diagnostic) {
        self.0.borrow_mut().push(diagnostic);
    }

    /// Whether any of them is like this.
    pub fn any(&self, is_one: impl FnMut(&Diagnostic) -> bool) -> bool {
        self.0.borrow().iter().any(is_one)
    }

    /// Everything noted, in the order found.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0.into_inner()
    }

    /// Whether nothing but placeholders was noted.
    pub fn none_is_an_error(&self) -> bool {
        self.0.borrow().iter().all(|each| each.severity != Severity::Error)
    }
}
