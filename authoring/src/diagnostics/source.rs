//! A text of the content, and where something stands in it.

use std::{ops::Range, sync::Arc};

use super::{Code, Diagnostic, Place};

/// Bytes of the longest line that a diagnostic holds whole: with a thousand mistakes on one, each would hold all others.
const LONGEST_EXCERPT: usize = 4_000;

/// Bytes that it holds of a longer one, on either side of its place.
const AROUND: usize = 1_000;

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
        let place = self.place_of(&mut Cursor::default(), diagnostic.span.clone());
        Diagnostic { place, ..diagnostic }
    }

    /// Several of them, in the order in which they come. The text is read once for all.
    pub fn place_all(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut in_order: Vec<&mut Diagnostic> = diagnostics.iter_mut().collect();
        in_order.sort_by_key(|diagnostic| diagnostic.span.start);
        let mut cursor = Cursor::default();
        for diagnostic in in_order {
            diagnostic.place = self.place_of(&mut cursor, diagnostic.span.clone());
        }
        diagnostics
    }

    fn place_of(&self, cursor: &mut Cursor, span: Range<usize>) -> Place {
        let start = self.floor(span.start);
        cursor.move_to(&self.text, start);
        let end = self.floor(span.end).clamp(start, cursor.line_end);
        let (excerpt, skipped) = self.excerpt(cursor);
        Place {
            path: self.path.to_string(),
            line: 1 + cursor.lines,
            column: 1 + cursor.characters,
            excerpt: excerpt.trim_start_matches('\u{feff}').to_owned(),
            skipped,
            width: self.text[start..end].trim_end().chars().count().max(1),
        }
    }

    /// The line that a cursor stands on, or what is around it, and how many characters stand before that.
    fn excerpt(&self, cursor: &Cursor) -> (&str, usize) {
        let &Cursor { at, line_start, line_end, characters, .. } = cursor;
        let (mut from, mut to) = (line_start, line_end);
        if to - from > LONGEST_EXCERPT {
            from = self.floor(at.saturating_sub(AROUND)).max(from);
            to = self.floor(at + AROUND).min(to);
        }
        let skipped =
            if from == line_start { 0 } else { characters - self.text[from..at].chars().count() };
        (self.text[from..to].trim_end_matches('\r'), skipped)
    }

    /// The nearest character boundary at or before `offset`.
    fn floor(&self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset.min(self.text.len()))
    }
}

/// A byte of a text, and on which line it stands.
#[derive(Default)]
struct Cursor {
    at: usize,
    /// Before its own.
    lines: usize,
    line_start: usize,
    /// Where its line ends; before it, if nobody has looked yet.
    line_end: usize,
    /// Of its line, before it.
    characters: usize,
}

impl Cursor {
    /// Goes on to a byte that is not before this one.
    fn move_to(&mut self, text: &str, at: usize) {
        let passed = &text[self.at..at];
        match passed.rfind('\n') {
            Some(newline) => {
                self.lines += passed.matches('\n').count();
                self.line_start = self.at + newline + 1;
                self.characters = text[self.line_start..at].chars().count();
            }
            None => self.characters += passed.chars().count(),
        }
        if self.line_end <= at {
            self.line_end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        }
        self.at = at;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    #[test]
    fn of_a_line_that_is_too_long_what_is_around_the_place_is_held() {
        let text =
            format!("premi\u{e8}re\n{}x{}\r\nfin", "\u{e9}".repeat(9_000), "a".repeat(9_000));
        let at = text.find('x').unwrap();

        let place = Source::new("a", text).error(CODE, at..at + 1, "x").place;

        assert_eq!((place.line, place.column, place.width), (2, 9_001, 1));
        assert_eq!(place.excerpt.chars().nth(place.column - 1 - place.skipped), Some('x'));
        assert_eq!(place.excerpt.len(), 2 * AROUND);
    }

    proptest! {
        #[test]
        fn any_of_many_has_the_place_that_it_has_alone(
            text in "[a\u{e9}\u{6f22} \n\r]{0,60}",
            spans in proptest::collection::vec((0_usize..90, 0_usize..9), 0..9),
        ) {
            let source = Source::new("a", text);
            let of = |(start, length)| {
                Diagnostic::without_help(CODE, start..start + length, "x")
            };

            let all = source.place_all(spans.iter().copied().map(of).collect());

            let alone: Vec<_> = spans.iter().map(|&span| source.place(of(span))).collect();
            prop_assert_eq!(all, alone);
        }
    }
}
