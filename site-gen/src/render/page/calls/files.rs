//! Files that a text shows: other Markdown, and code.

use std::{cell::OnceCell, ops::Range};

use authoring::{
    config::find_mojibake,
    diagnostics::{Diagnostic, Source, suggest},
};
use tera::Context;

use super::{
    codes::{COMPONENT_VALUE, INCLUDE_FILE, INCLUDE_FRONT_MATTER, INCLUDE_LINES},
    tag::Tag,
};
use crate::{content::page::includes::Includes, render::interpolation};

/// The calls that every site has, and what they take; the first parameter is required.
pub(super) const BUILT_IN: [(&str, &[&str]); 2] =
    [("include", &["file"]), ("code", &["file", "lines", "language"])];

/// The file that a call names.
///
/// # Errors
///
/// There is no such file, or it is no text: that is said of the file.
pub(super) fn file(
    includes: &Includes,
    tag: &Tag<'_>,
    passed: &Context,
) -> Result<Source, Box<Diagnostic>> {
    let path = text(passed, "file").unwrap_or_default();
    includes.text(path).unwrap_or_else(|| {
        let message = format!("there is no file `{path}` to include");
        let help = match suggest::nearest(path, includes.paths()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if includes.paths().next().is_none() => {
                "put it into content/includes/, and name it from content/: file=\"includes/…\""
                    .to_owned()
            }
            None => suggest::help(path, includes.paths()),
        };
        Err(Box::new(Diagnostic::new(INCLUDE_FILE, span_of(tag, "file"), message, help)))
    })
}

/// What is wrong with a text that is included, if it begins as a page does; and the text with blanks in the place of
/// that, which nobody is to read.
pub(super) fn front_matter(text: &str) -> Option<(Diagnostic, String)> {
    let mut lines = text.split_inclusive('\n');
    let fence = lines.next().filter(|line| ["---", "+++"].contains(&line.trim_end()))?;
    let mut length = fence.len();
    let is_last = |line: &&str| {
        length += line.len();
        line.trim_end() == fence.trim_end()
    };
    lines.find(is_last)?;
    let message = "an included text has no front matter";
    let help = "remove it: the page that includes this text has its own";
    let span = 0..fence.trim_end().len();
    let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
    let blanks: String = text[..length].bytes().map(blank).collect();
    Some((Diagnostic::new(INCLUDE_FRONT_MATTER, span, message, help), blanks + &text[length..]))
}

/// What was misread in a text, outside its code, where it may be what the text is about.
pub(super) fn mojibake(text: &str) -> Option<Diagnostic> {
    let code = OnceCell::new();
    find_mojibake(text, |at| {
        let code = code.get_or_init(|| interpolation::code(text));
        code.iter().any(|span| span.contains(&at))
    })
}

/// A block of code, each line but the first with `prefix` before it.
///
/// # Errors
///
/// There are no such lines, or the language is none.
pub(super) fn code(
    source: &Source,
    tag: &Tag<'_>,
    passed: &Context,
    prefix: &str,
) -> Result<String, Box<Diagnostic>> {
    let lines: Vec<&str> = source.text.lines().collect();
    let lines = match text(passed, "lines") {
        None => &lines[..],
        Some(asked) => {
            let range = range(asked, lines.len());
            &lines[range.map_err(|found| found.at(span_of(tag, "lines")))?]
        }
    };
    let ending = || source.path.rsplit('/').next()?.rsplit_once('.').map(|(_, ending)| ending);
    let language = text(passed, "language").or_else(ending).unwrap_or_default();
    if language.contains(|symbol: char| symbol.is_whitespace() || "`{}".contains(symbol)) {
        let span = span_of(tag, "language");
        let help = "a language is one word, such as language=\"rust\"";
        let message = format!("`{language}` is no language");
        return Err(Box::new(Diagnostic::new(COMPONENT_VALUE, span, message, help)));
    }
    let indented = lines.iter().filter(|line| !line.trim().is_empty());
    let common = indented.map(|line| line.len() - line.trim_start_matches([' ', '\t']).len()).min();
    let fence = "`".repeat(lines.iter().map(|line| ticks(line) + 1).fold(3, usize::max));
    let mut block = format!("{fence}{language}");
    let shown = lines.iter().map(|line| line.get(common.unwrap_or_default()..).unwrap_or_default());
    for line in shown.chain([fence.as_str()]) {
        block.push('\n');
        block.push_str(prefix);
        block.push_str(line);
    }
    Ok(block)
}

fn text<'c>(passed: &'c Context, name: &str) -> Option<&'c str> {
    passed.get(name)?.as_str()
}

/// Where a call says a parameter.
pub(super) fn span_of(tag: &Tag<'_>, name: &str) -> Range<usize> {
    let said = tag.parameters.iter().find(|parameter| parameter.name == name);
    said.map_or(tag.name_span.clone(), |parameter| parameter.value_span.clone())
}

/// The lines that `3-10`, `3-`, `-10` and `3` mean, of so many.
///
/// # Errors
///
/// What is wrong with that; its place is the call's to say.
fn range(asked: &str, count: usize) -> Result<Range<usize>, Box<Diagnostic>> {
    let wrong = |message: String, help: String| {
        Err(Box::new(Diagnostic::new(INCLUDE_LINES, 0..0, message, help)))
    };
    let (first, last) = asked.split_once('-').unwrap_or((asked, asked));
    let number = |text: &str, otherwise: usize| match text.trim() {
        "" => Some(otherwise),
        text => text.parse::<usize>().ok(),
    };
    let is_said = !(first.trim().is_empty() && last.trim().is_empty());
    let (Some(first), Some(last), true) = (number(first, 1), number(last, count), is_said) else {
        let help = "write the first and the last one, lines=\"3-10\"".to_owned();
        return wrong(format!("`{asked}` names no lines"), help);
    };
    if first == 0 || first > last || last > count {
        let message = if first > last && first <= count {
            format!("line {first} comes after line {last}")
        } else {
            format!("there are no lines `{asked}`")
        };
        return wrong(message, format!("the file has the lines 1 to {count}"));
    }
    Ok(first - 1..last)
}

/// How many backticks follow each other at most.
fn ticks(line: &str) -> usize {
    line.split(|symbol| symbol != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        for (asked, expect) in [
            ("1", Ok(0..1)),
            ("2-3", Ok(1..3)),
            ("2-", Ok(1..4)),
            ("-2", Ok(0..2)),
            ("1-4", Ok(0..4)),
            ("0-2", Err("there are no lines `0-2`")),
            ("3-5", Err("there are no lines `3-5`")),
            ("5-", Err("there are no lines `5-`")),
            ("3-2", Err("line 3 comes after line 2")),
            ("a", Err("`a` names no lines")),
            ("-", Err("`-` names no lines")),
            ("", Err("`` names no lines")),
            ("1-2-3", Err("`1-2-3` names no lines")),
        ] {
            let expect = expect.map_err(str::to_owned);
            assert_eq!(range(asked, 4).map_err(|found| found.message), expect, "{asked}");
        }
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(["", "a`b", "````", "``a```"].map(ticks), [0, 1, 4, 3]);
    }
}
