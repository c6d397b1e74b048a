//! A problem as a terminal shows it: its caret under the very place, and nothing that a terminal obeys.

use std::{borrow::Cow, fmt};

use unicode_width::UnicodeWidthStr;

use super::{Diagnostic, Place, Severity};

/// Characters of the longest line that is shown whole; a terminal breaks it into some lines of its own.
const WHOLE: usize = 400;

/// How many characters of a longer one are shown on either side of the place, and in it.
const AROUND: usize = 100;

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, help, place, .. } = self;
        self.write_line(f)?;
        if !place.excerpt.trim().is_empty() {
            let Excerpt { before, place, after } = self.excerpt();
            write!(f, "\n  | {before}{place}{after}\n  | ")?;
            for (number, part) in before.split('\t').enumerate() {
                let tab = if number > 0 { "\t" } else { "" };
                write!(f, "{tab}{}", " ".repeat(part.width()))?;
            }
            write!(f, "{}", "^".repeat(place.width().max(1)))?;
        }
        if let Some(help) = help {
            write!(f, "\n  = help: {}", visible(help))?;
        }
        write!(f, "\n  = code: {}", code.name())
    }
}

impl Diagnostic {
    /// Where it is and what is wrong, on one line.
    pub(super) fn write_line(&self, f: &mut impl fmt::Write) -> fmt::Result {
        let Place { path, line, column, .. } = &self.place;
        let kind = if self.severity == Severity::Warning { "warning: " } else { "" };
        write!(f, "{}:{line}:{column}: {kind}{}", visible(path), visible(&self.message))
    }
}

/// What is shown of a line.
struct Excerpt {
    before: String,
    place: String,
    after: String,
}

impl Diagnostic {
    fn excerpt(&self) -> Excerpt {
        let length = self.place.excerpt.chars().count();
        let start = (self.place.column - 1).saturating_sub(self.place.skipped).min(length);
        let end = (start + self.place.width).min(length);
        let (mut first, mut shown_end, mut last) = (0, end, length);
        if length > WHOLE {
            first = start.saturating_sub(AROUND);
            shown_end = end.min(start + AROUND);
            last = length.min(shown_end + AROUND);
        }
        let part = |from: usize, to: usize| -> String {
            self.place.excerpt.chars().skip(from).take(to - from).map(picture).collect()
        };
        let dots = |is_cut: bool| if is_cut { "…" } else { "" };
        Excerpt {
            before: [dots(first > 0 || self.place.skipped > 0), &part(first, start)].concat(),
            place: part(start, shown_end),
            after: [&part(shown_end, last), dots(last < length)].concat(),
        }
    }
}

/// A text on one line, without what a terminal would obey.
fn visible(text: &str) -> Cow<'_, str> {
    let is_obeyed = |symbol: char| symbol == '\t' || picture(symbol) != symbol;
    if !text.contains(is_obeyed) {
        return text.into();
    }
    text.chars().map(|symbol| if symbol == '\t' { ' ' } else { picture(symbol) }).collect()
}

/// The picture that Unicode has of a character that only controls; any other as it is, and tabs too.
fn picture(symbol: char) -> char {
    match symbol {
        '\t' => symbol,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(symbol)).unwrap_or(symbol),
        '\u{7f}' => '\u{2421}',
        // The second set of controls, and what turns the direction of all that follows.
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ => symbol,
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::{Source, tests::CODE};

    /// What is shown of the word `x` in a text, but for the last line.
    fn shown(text: &str) -> String {
        let start = text.find('x').unwrap();
        let shown = Source::new("a.md", text).error(CODE, start..start + 1, "no").to_string();
        shown.strip_suffix("\n  = code: test").unwrap().to_owned()
    }

    #[test]
    fn the_caret_stands_under_the_place_whatever_is_before_it() {
        assert_eq!(
            shown("Éé 😀 漢字 e\u{301} [x](/nope/)"),
            "a.md:1:13: no\n  | Éé 😀 漢字 e\u{301} [x](/nope/)\n  |               ^"
        );
        assert_eq!(shown("\t漢\tx"), "a.md:1:4: no\n  | \t漢\tx\n  | \t  \t^");
        let wide = Source::new("a.md", "漢字").error(CODE, 0..6, "no").to_string();
        assert!(wide.ends_with("| ^^^^\n  = code: test"), "{wide}");
    }

    #[test]
    fn nothing_is_shown_that_a_terminal_obeys() {
        let diagnostic = Source::new("a\u{7}.md", "\u{1b}[31m x\u{202e}y\u{9b}")
            .error(CODE, 6..7, "java\nscript:\u{7f}")
            .help("one\ntwo");

        assert_eq!(
            diagnostic.to_string(),
            "a␇.md:1:7: java␊script:␡\n  | ␛[31m x�y�\n  |       ^\n  = help: one␊two\n  = code: test"
        );
    }

    #[test]
    fn of_a_very_long_line_only_what_is_around_the_place_is_shown() {
        let text = format!("{}x{}", "a".repeat(100_000), "b".repeat(100_000));

        let lines = shown(&text);

        let (a, b) = ("a".repeat(100), "b".repeat(100));
        let caret = " ".repeat(101);
        assert_eq!(lines, format!("a.md:1:100001: no\n  | …{a}x{b}…\n  | {caret}^"));
        let whole = Source::new("a.md", text).error(CODE, 0..200_001, "no").to_string();
        assert!(whole.len() < 500, "{}", whole.len());
    }
}
