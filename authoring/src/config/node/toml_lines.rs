//! Lines that are not TOML: what a parser makes of the rest of such a line, and of the next, is no mistake of
//! its own.

use std::{collections::BTreeMap, ops::Range};

use toml::de::DeTable;

/// Of a longer list of mistakes, each is looked at by itself no more: every line means to read all again.
const AT_MOST: usize = 50;

/// What is wrong with a line.
pub(super) struct WrongLine {
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    /// The parser's words.
    pub(super) message: String,
    /// The line, if it was left out.
    pub(super) lost: Option<Range<usize>>,
}

/// Leaves out each line that is not TOML if all others can be read without it; of the others, as of those, the
/// first mistake is told.
pub(super) fn leave_out(text: &mut String) -> Vec<WrongLine> {
    let mut wrong: Vec<WrongLine> = Vec::new();
    let mut errors = errors(text);
    // The lines by their starts, each with its end: what is missing there is a mistake of its own.
    let mut told: BTreeMap<usize, usize> = BTreeMap::new();
    let is_new = |told: &BTreeMap<usize, usize>, span: &Range<usize>| {
        told.range(..=span.start).next_back().is_none_or(|(_, end)| *end <= span.start)
    };
    let lines_end = |line: &Range<usize>, span: &Range<usize>| line.end.max(span.start + 1);
    while let Some((span, message)) = errors.iter().find(|(span, _)| is_new(&told, span)).cloned() {
        if told.len() == AT_MOST {
            let rest = errors.into_iter().filter(|(span, _)| {
                let line = line_around(text, span.start);
                let is_new = is_new(&told, span);
                told.insert(line.start, lines_end(&line, span));
                is_new
            });
            wrong.extend(rest.map(|(span, message)| WrongLine { span, message, lost: None }));
            break;
        }
        let line = line_around(text, span.start);
        told.insert(line.start, lines_end(&line, &span));
        let is_table = text[line.clone()].trim_start().starts_with('[');
        let mut lost = None;
        if !is_table {
            let mut without = text.clone();
            without.replace_range(line.clone(), &" ".repeat(line.len()));
            let left = self::errors(&without);
            // Of the next line, the parser may only now see the start.
            let lines: Vec<Range<usize>> =
                errors.iter().map(|(known, _)| line_around(text, known.start)).collect();
            let is_known = |(span, _): &(Range<usize>, String)| {
                !line.contains(&span.start) && lines.contains(&line_around(text, span.start))
            };
            if left.iter().all(is_known) {
                (*text, errors) = (without, left);
                lost = Some(line);
            }
        }
        wrong.push(WrongLine { span, message, lost });
    }
    wrong
}

/// In the order of their places.
fn errors(text: &str) -> Vec<(Range<usize>, String)> {
    let (_, errors) = DeTable::parse_recoverable(text);
    let placed = errors.into_iter();
    let placed = placed.map(|error| (error.span().unwrap_or(0..0), error.message().to_owned()));
    let mut placed: Vec<_> = placed.collect();
    placed.sort_by_key(|(span, _)| span.start);
    placed
}

/// The line that holds a byte, without its end.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left, and where something is wrong.
    #[track_caller]
    fn check(text: &str, left: &str, places: &[usize]) {
        let mut read = text.to_owned();
        let found: Vec<usize> = leave_out(&mut read).iter().map(|wrong| wrong.span.start).collect();
        assert_eq!((read.as_str(), &*found), (left, places), "{text}");
    }

    #[test]
    fn a_line_that_is_not_toml_is_told_once_and_takes_nothing_else_with_it() {
        check("a = 1\nb = 2\n", "a = 1\nb = 2\n", &[]);
        check("a: 1\nb = 2\n", "    \nb = 2\n", &[1]);
        check("a == 1\nb = 2\n", "      \nb = 2\n", &[3]);
        check("// x\n;y\nb = 2", "    \n  \nb = 2", &[0, 5]);
        check("a = yes\nb = 01\n", "       \n      \n", &[4, 12]);
        check("a \"é\"\n[b]\nc = 1\n", "      \n[b]\nc = 1\n", &[2]);
        check("a = 1\na = 2\n", "a = 1\n     \n", &[6]);
    }

    #[test]
    fn the_start_of_several_lines_stays() {
        check("[a b]\nc = 1\n", "[a b]\nc = 1\n", &[2]);
        let text = "a = \"\"\"\nb\nc\n";
        let mut read = text.to_owned();
        assert_eq!(leave_out(&mut read).len(), 1);
        assert_eq!(read, text);
    }
}
