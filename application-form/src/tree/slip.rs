//! Slips of those who rarely write TOML, told in their words rather than a parser's.

use std::{borrow::Cow, ops::Range};

use crate::problem::{Problem, Problems, Source};

/// What people put between thousands.
const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];

/// What word processors make of quotes.
const CURLY: [char; 5] = ['“', '”', '„', '«', '»'];

/// The text with `300 000` as `300_000`, noted, so that a number written for people is one mistake and not
/// three. Every byte stays where it is.
pub(super) fn mend<'t>(source: &Source, toml: &'t str, problems: &Problems) -> Cow<'t, str> {
    let mut text = Cow::Borrowed(toml);
    let mut start = 0;
    for line in toml.split_inclusive('\n') {
        if let Some(number) = spaced_number(line) {
            let digits = line[number.clone()].replace(SPACES, "_");
            let span = start + number.start..start + number.end;
            let message = format!("`{}` is not a number here: it holds spaces", &line[number]);
            problems.push(source.problem(span.clone(), message).help(format!("write {digits}")));
            let padding = " ".repeat(span.len() - digits.len());
            text.to_mut().replace_range(span, &(digits + &padding));
        }
        start += line.len();
    }
    text
}

/// The bytes of a line where a value is digits in groups of three.
fn spaced_number(line: &str) -> Option<Range<usize>> {
    let equals = line.find('=')?;
    let key = line[..equals].trim();
    let is_key = |symbol: char| symbol.is_ascii_alphanumeric() || matches!(symbol, '_' | '-' | '.');
    if key.is_empty() || !key.chars().all(is_key) {
        return None;
    }
    let value = line[equals + 1..].split('#').next().unwrap_or_default();
    let number = value.trim();
    let mut groups = number.split(SPACES);
    let first = groups.next().unwrap_or_default();
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut rest = groups.peekable();
    let fits = (1..=3).contains(&first.len())
        && is_digits(first)
        && rest.peek().is_some()
        && rest.all(|group| group.len() == 3 && is_digits(group));
    let start = equals + 1 + value.len() - value.trim_start().len();
    fits.then(|| start..start + number.len())
}

/// A syntax error, with what to do.
pub(super) fn explain(source: &Source, span: Range<usize>, message: &str) -> Problem {
    let problem = source.problem(span, format!("this is not TOML: {message}"));
    let help = if message == "duplicate key" {
        "keep one of the two"
    } else if problem.excerpt.contains(CURLY) {
        "quotes are straight: \"…\""
    } else {
        "texts stand in double quotes, one `key = value` a line, [name] opens a table"
    };
    problem.help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, mended: &str, problem: &str) {
        let problems = Problems::default();
        assert_eq!(mend(&Source::new("a.toml", text), text, &problems), mended);
        let noted = problems.into_vec();
        let noted = noted.iter().map(|each| {
            let help = each.help.as_deref().unwrap_or_default();
            format!("{}:{} {}", each.line, each.column, help)
        });
        assert_eq!(noted.collect::<Vec<_>>().join("\n"), problem);
    }

    #[test]
    fn a_number_in_groups_of_three_is_one_mistake() {
        check(
            "a = 1\nmin = 300 000 # x 1 000",
            "a = 1\nmin = 300_000 # x 1 000",
            "2:7 write 300_000",
        );
        check("min=1\u{202f}000\u{a0}000\n", "min=1_000_000   \n", "1:5 write 1_000_000");
    }

    #[test]
    fn anything_else_is_left_to_the_parser() {
        for text in [
            "a = 300_000",
            "a = \"300 000\"",
            "a = 300 00",
            "# a = 300 000",
            "a = [1 000]",
            "300 000",
        ] {
            check(text, text, "");
        }
    }
}
