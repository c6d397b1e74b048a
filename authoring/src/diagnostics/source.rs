//! A text of the content, and where something stands in it.

use std::{ops::Range, sync::Arc};

use super::{Code, Diagnostic, Place};

/// A text file of the content, as its author knows it.
#[derive(Clone, Debug)]
pub struct Source {
    /// As the author would type it, from where the command was run.
    pub path: Arc<str>,
    /// The whole file.
    pub text: Arc<str>,
}

impl Source {
    /// Names a text.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// An error at these bytes of the text; a range past its end points at the end.
    pub fn error(&self, code: Code, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        self.place(Diagnostic::without_help(code, span, message))
    }

    /// A diagnostic whose bytes are bytes of this text, with its place in it.
    pub fn place(&self, diagnostic: Diagnostic) -> Diagnostic {
        let Range { start, end } = diagnostic.span;
        let start = self.floor(start);
        let line_start = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end =
            self.text[start..].find('\n').map_or(self.text.len(), |length| start + length);
        let end = self.floor(end).clamp(start, line_end);
        let excerpt = self.text[line_start..line_end].trim_end_matches('\r');
        let place = Place {
            path: self.path.to_string(),
            line: 1 + self.text[..line_start].matches('\n').count(),
            column: 1 + self.text[line_start..start].chars().count(),
            excerpt: excerpt.trim_start_matches('\u{feff}').to_owned(),
            width: self.text[start..end].trim_end().chars().count().max(1),
        };
        Diagnostic { place, ..diagnostic }
    }

    /// The nearest character boundary at or before `offset`.
    fn floor(&self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset.min(self.text.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::tests::CODE;

    #[test]
    fn a_diagnostic_points_at_the_word_to_change() {
        let source = Source::new("content/candidature.toml", "id = 1\n\tété = \"sirren\"\r\n");
        let start = source.text.find("\"sirren").unwrap();

        let diagnostic = source
            .error(CODE, start..start + 8, "unknown field kind `sirren`")
            .help("did you mean `siren`?");

        assert_eq!(
            diagnostic.to_string(),
            "content/candidature.toml:2:8: unknown field kind `sirren`\n  \
             | \tété = \"sirren\"\n  | \t      ^^^^^^^^\n  = help: did you mean `siren`?\n  = code: test"
        );
    }

    #[test]
    fn a_position_past_the_end_points_at_the_end() {
        let source = Source::new("a", "é");

        assert_eq!(source.error(CODE, 1..99, "x").place.column, 1);
        assert_eq!(source.error(CODE, 50..99, "x").place.column, 2);
    }
}
