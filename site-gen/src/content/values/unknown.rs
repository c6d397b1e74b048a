//! Values that nobody knows because their files are broken: what is said of them elsewhere is only a
//! consequence, and not worth saying.

use std::sync::Arc;

use authoring::{
    config::loses_values,
    diagnostics::{Diagnostic, Severity},
};

/// All of them, by the paths that the prose has for them.
#[derive(Clone, Debug, Default)]
pub struct UnknownValues(Vec<Unknown>);

#[derive(Clone, Debug)]
enum Unknown {
    /// A value such as `data.contact`, and all that is below it.
    Value(String),
    /// Below `root`, what the file mentions: some of it could not be read, and nobody knows what.
    Mentioned { root: String, text: Arc<str> },
}

impl UnknownValues {
    /// Whether all is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Nothing is known of `value`.
    pub fn note(&mut self, value: impl Into<String>) {
        self.0.push(Unknown::Value(value.into()));
    }

    /// Below `root`, what this file mentions may be unknown.
    pub fn note_mentioned(&mut self, root: &str, text: &Arc<str>) {
        self.0.push(Unknown::Mentioned { root: root.to_owned(), text: Arc::clone(text) });
    }

    /// Notes what follows from what is wrong in a file that stands for `root`: the values that the errors
    /// are about; where a part of it could not be read, what it mentions.
    pub fn note_file(&mut self, root: &str, text: &Arc<str>, found: &[Diagnostic]) {
        for error in found.iter().filter(|each| each.severity == Severity::Error) {
            if let Some(about) = &error.about {
                self.note(format!("{root}.{about}"));
            } else if loses_values(error.code) {
                self.note_mentioned(root, text);
            }
        }
    }

    /// Whether `value`, or something below it, may be unknown.
    pub fn holds(&self, value: &str) -> bool {
        self.covers(value)
            || self.0.iter().any(|unknown| match unknown {
                Unknown::Value(path) => is_below(path, value),
                Unknown::Mentioned { .. } => false,
            })
    }

    /// Whether a mistake is about a value that may be unknown.
    pub fn explains(&self, diagnostic: &Diagnostic) -> bool {
        diagnostic.about.as_deref().is_some_and(|about| self.covers(about))
    }

    fn covers(&self, value: &str) -> bool {
        let name = value.rsplit('.').next().unwrap_or_default();
        self.0.iter().any(|unknown| match unknown {
            Unknown::Value(path) => is_below(value, path),
            Unknown::Mentioned { root, text } => is_below(value, root) && mentions(text, name),
        })
    }
}

/// Whether a path is `above`, or leads through it.
fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Whether `text` holds `word` as a whole word.
fn mentions(text: &str, word: &str) -> bool {
    let is_word = |symbol: char| symbol.is_alphanumeric() || symbol == '_';
    text.split(|symbol| !is_word(symbol)).any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use authoring::diagnostics::{Code, Source};

    use super::*;

    fn code(name: &str) -> Code {
        authoring::all_codes().find(|code| code.name() == name).unwrap()
    }

    #[track_caller]
    fn check(unknown: &UnknownValues, about: &str, expect: bool) {
        let diagnostic = Source::new("a.md", "").error(code("toml-syntax"), 0..0, "x").about(about);
        assert_eq!(unknown.explains(&diagnostic), expect, "{about}");
    }

    #[test]
    fn an_error_about_a_value_explains_that_value_and_what_is_below_it() {
        let source = Source::new("content/site.toml", "titel = 1\n");
        let error = source.error(code("toml-syntax"), 0..5, "`title` is missing").about("title");
        let other = source.error(code("toml-duplicate-key"), 0..5, "duplicate key");
        let mut unknown = UnknownValues::default();

        unknown.note_file("site", &source.text, &[error, other]);

        check(&unknown, "site.title", true);
        check(&unknown, "site.title.x", true);
        check(&unknown, "site.titles", false);
        check(&unknown, "site.titre", false);
        check(&unknown, "site", false);
        assert!(unknown.holds("site") && !unknown.holds("site.language"));
    }

    #[test]
    fn of_a_file_that_is_read_in_part_only_what_it_mentions_is_explained() {
        let source = Source::new("content/candidature.toml", "[rules.effectif]\nmin = x");
        let mut unknown = UnknownValues::default();

        unknown.note_file("form", &source.text, &[source.error(code("toml-syntax"), 0..0, "x")]);

        check(&unknown, "form.rules.effectif", true);
        check(&unknown, "form.rules.effectif.min", true);
        check(&unknown, "form.rules.efectif", false);
        check(&unknown, "site.min", false);
    }

    #[test]
    fn a_value_still_to_be_given_is_known() {
        let source = Source::new("content/site.toml", "x = { placeholder = \"y\" }");
        let mut unknown = UnknownValues::default();

        let found = source.error(code("toml-syntax"), 0..0, "x").about("x").placeholder();
        unknown.note_file("site", &source.text, &[found]);

        check(&unknown, "site.x", false);
    }
}
