//! Problems that are only the consequence of another one, and not worth saying.

use std::ops::Range;

use authoring::diagnostics::{Problem, Severity};

/// The values that are not known because their file is broken.
#[derive(Clone, Debug, Default)]
pub struct Broken(Vec<Unknown>);

/// A value whose file is broken.
#[derive(Clone, Debug)]
struct Unknown {
    value: String,
    /// The file, where its readable parts are known and can be checked against; empty otherwise.
    text: String,
}

impl Broken {
    /// Notes that `value` (such as `form` or `data.contact`) comes from a file with these problems.
    ///
    /// `text` is the file, where its readable parts are known all the same: what it does not even mention
    /// is a mistake of its own. Otherwise it is empty.
    pub fn note(&mut self, value: &str, text: &str, problems: &[Problem]) {
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            self.0.push(Unknown { value: value.to_owned(), text: text.to_owned() });
        }
    }

    /// Whether `value` is not known.
    pub fn holds(&self, value: &str) -> bool {
        self.0.iter().any(|broken| broken.value == value)
    }

    /// Whether a mistake in a template or a text is about a value that is not known.
    pub fn explains(&self, text: &str, span: Range<usize>, message: &str) -> bool {
        let place = text.get(span).unwrap_or_default();
        self.0.iter().any(|broken| {
            let quoted = message.split('`').nth(1).unwrap_or_default();
            let about = [place, quoted].iter().any(|path| {
                path.trim_start()
                    .strip_prefix(broken.value.as_str())
                    .is_some_and(|rest| !rest.starts_with(is_word))
            });
            let missing = quoted.rsplit('.').next().unwrap_or_default();
            about && (broken.text.is_empty() || mentions(&broken.text, missing))
        })
    }
}

fn is_word(symbol: char) -> bool {
    symbol.is_alphanumeric() || symbol == '_'
}

/// Whether `text` holds `word` as a whole word.
fn mentions(text: &str, word: &str) -> bool {
    text.split(|symbol| !is_word(symbol)).any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use authoring::diagnostics::Source;

    use super::*;

    #[test]
    fn only_what_names_the_broken_file_is_explained_by_it() {
        let mut broken = Broken::default();
        let error = Source::new("content/data/contact.toml", "").problem(0..0, "x");
        broken.note("data.contact", "", std::slice::from_ref(&error));
        broken.note("form", "", &[error.placeholder()]);

        let text = "{{ data.contact.email }} {{ data.contacts }}";
        assert!(broken.explains(text, 3..21, "unknown variable `data.contact.email`"));
        assert!(!broken.explains(text, 28..41, "unknown variable `data.contacts`"));
        assert!(!broken.explains("form.x", 0..6, "unknown variable `form.x`"));
    }

    #[test]
    fn what_the_broken_file_does_not_even_mention_is_a_mistake_of_its_own() {
        let mut broken = Broken::default();
        let error = Source::new("content/candidature.toml", "").problem(0..0, "x");
        broken.note("form", "[rules.effectif]\nmin = x", &[error]);

        let explains =
            |name: &str| broken.explains("form", 0..4, &format!("unknown variable `{name}`"));
        assert!(explains("form.rules.effectif"));
        assert!(explains("form.rules.effectif.min"));
        assert!(!explains("form.rules.efectif"));
    }
}
