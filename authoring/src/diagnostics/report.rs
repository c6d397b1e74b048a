//! Diagnostics as people and programs read them.

mod github;

use std::{
    fmt,
    io::{self, Write},
};

use crate::diagnostics::{Diagnostic, Severity};

pub use github::github;

/// How problems are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paint {
    /// As they are.
    #[default]
    Plain,
    /// With colours, for a terminal.
    Colours,
}

/// How much is said of what stops nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// As much as of an error.
    Whole,
    /// A line each: whoever builds every day has read the rest of it.
    Line,
}

/// Prints every problem with an empty line after it, then how many there are.
pub fn text(
    diagnostics: &[Diagnostic],
    detail: Detail,
    paint: Paint,
    out: &mut impl Write,
) -> io::Result<()> {
    let is_short = |each: &&Diagnostic| detail == Detail::Line && each.severity != Severity::Error;
    let mut short = diagnostics.iter().filter(is_short).peekable();
    if short.peek().is_some() {
        for diagnostic in short {
            let mut line = String::new();
            diagnostic.write_line(&mut line).map_err(io::Error::other)?;
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
    }
    for diagnostic in diagnostics.iter().filter(|each| !is_short(each)) {
        writeln!(out, "{}\n", Painted { diagnostic, paint })?;
    }
    let parts = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Placeholder, "value still to be given", "values still to be given"),
    ];
    let counted = parts.map(|(severity, one, many)| match count(diagnostics, severity) {
        0 => None,
        count => Some(plural(count, one, many)),
    });
    let counted: Vec<String> = counted.into_iter().flatten().collect();
    if counted.is_empty() { Ok(()) } else { writeln!(out, "{}", counted.join(", ")) }
}

/// Prints every problem as a line of JSON.
pub fn json(diagnostics: &[Diagnostic], out: &mut impl Write) -> io::Result<()> {
    for diagnostic in diagnostics {
        serde_json::to_writer(&mut *out, diagnostic)?;
        writeln!(out)?;
    }
    Ok(())
}

/// `1 page`, `2 pages`.
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
}

/// A problem, perhaps in colours.
struct Painted<'a> {
    diagnostic: &'a Diagnostic,
    paint: Paint,
}

impl fmt::Display for Painted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.paint == Paint::Plain {
            return self.diagnostic.fmt(f);
        }
        let colour = if self.diagnostic.severity == Severity::Error { 31 } else { 33 };
        let text = self.diagnostic.to_string();
        for (number, line) in text.lines().enumerate() {
            match (number, line.split_once(": ")) {
                (0, Some((place, message))) => {
                    write!(f, "\x1b[1m{place}:\x1b[0m \x1b[1;{colour}m{message}\x1b[0m")?;
                }
                (_, Some(("  = help", help))) => write!(f, "\n  \x1b[36m= help:\x1b[0m {help}")?,
                (0, None) => write!(f, "{line}")?,
                _ if line.trim_start_matches(['|', ' ', '\t']).starts_with('^') => {
                    write!(f, "\n\x1b[{colour}m{line}\x1b[0m")?;
                }
                _ => write!(f, "\n{line}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Source;
    use crate::diagnostics::tests::CODE;

    #[test]
    fn a_run_ends_with_how_much_there_is_to_do() {
        let source = Source::new("content/a.md", "titel: x\n");
        let error = source.error(CODE, 0..5, "unknown key `titel`").help("did you mean `title`?");
        let placeholder = source.error(CODE, 7..8, "still to be given: x").placeholder();

        let mut out = Vec::new();
        text(&[error, placeholder], Detail::Whole, Paint::Plain, &mut out).unwrap();

        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r"
        content/a.md:1:1: unknown key `titel`
          | titel: x
          | ^^^^^
          = help: did you mean `title`?
          = code: test

        content/a.md:1:8: still to be given: x
          | titel: x
          |        ^
          = code: test

        1 error, 1 value still to be given
        ");
    }

    #[test]
    fn a_build_says_what_stops_nothing_on_a_line_each() {
        let source = Source::new("content/a.md", "titel: x\n");
        let error = source.error(CODE, 0..5, "unknown key `titel`").help("did you mean `title`?");
        let placeholder = source.error(CODE, 7..8, "still to be given: x").placeholder();
        let mut warning = source.error(CODE, 0..5, "a habit").help("another one");
        warning.severity = Severity::Warning;

        let mut out = Vec::new();
        let all = [error, warning, placeholder];
        text(&all, Detail::Line, Paint::Plain, &mut out).unwrap();

        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r"
        content/a.md:1:1: warning: a habit
        content/a.md:1:8: still to be given: x

        content/a.md:1:1: unknown key `titel`
          | titel: x
          | ^^^^^
          = help: did you mean `title`?
          = code: test

        1 error, 1 warning, 1 value still to be given
        ");
    }

    #[test]
    fn colours_change_nothing_but_colours() {
        let source = Source::new("content/a.md", "titel: x\n");
        let diagnostic =
            source.error(CODE, 0..5, "unknown key `titel`").help("did you mean `title`?");

        let mut out = Vec::new();
        text(std::slice::from_ref(&diagnostic), Detail::Whole, Paint::Colours, &mut out).unwrap();

        let painted = String::from_utf8(out).unwrap();
        assert!(painted.contains("\x1b[1;31munknown key"));
        let mut plain = painted;
        for code in ["\x1b[0m", "\x1b[1m", "\x1b[1;31m", "\x1b[31m", "\x1b[36m"] {
            plain = plain.replace(code, "");
        }
        assert_eq!(plain, format!("{diagnostic}\n\n1 error\n"));
    }
}
