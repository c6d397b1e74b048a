//! Slips of those who rarely write TOML, told in their words rather than a parser's.

use std::{borrow::Cow, ops::Range};

use super::{codes::TOML_UNCLOSED_LIST, toml_meant::meant};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Source};

crate::codes! {
    TOML_QUOTES = "toml-quotes" in "data/lieu.toml" {
        means: "TOML cannot read a line that holds quotes as word processors make them: texts \
            stand in straight ones.",
        hurts: "The value is lost, and no page could say in which town the bureau receives its \
            visitors.",
        wrong: "ville = “Nîmes”",
        right: r#"ville = "Nîmes""#,
    }
    TOML_DATE = "toml-date" in "data/lieu.toml" {
        means: "A date in TOML is a day that no calendar has, or is not written year, month and \
            day.",
        hurts: "Whoever wants to come that day would find no date on the page.",
        wrong: "ouverture = 2026-02-30",
        right: "ouverture = 2026-02-28",
    }
    TOML_DUPLICATE_KEY = "toml-duplicate-key" in "data/lieu.toml" {
        means: "A key stands twice in one table of TOML.",
        hurts: "A page can only show one of the two values, and visitors may be sent to the wrong \
            town.",
        wrong: "ville = \"Nîmes\"\nville = \"Sète\"",
        right: r#"ville = "Nîmes""#,
    }
    TOML_SYNTAX = "toml-syntax" in "data/lieu.toml" {
        means: "A line is not TOML: for example, a text stands there without its quotes.",
        hurts: "Nothing is known of that line, and no page could say in which town the bureau \
            receives its visitors.",
        wrong: "ville = Nîmes",
        right: r#"ville = "Nîmes""#,
    }
    TOML_NUMBER = "toml-number" in "data/seuils.toml" {
        means: "A number in TOML has spaces between its groups of digits, as people write it.",
        hurts: "The number is no number, and firms could not read from which turnover they may \
            apply.",
        wrong: "chiffre_affaires = 300 000",
        right: "chiffre_affaires = 300_000",
    }
}

/// Whether a part of a file with such a mistake could not be read, and nobody knows which values stood there.
pub fn loses_values(code: Code) -> bool {
    [TOML_SYNTAX, TOML_DATE, TOML_QUOTES, TOML_UNCLOSED_LIST].contains(&code)
}

/// What the parser says of a key that is there twice.
pub(super) const DUPLICATE_KEY: &str = "duplicate key";

/// What it says of a `\` that begins no sign.
const ESCAPES: [&str; 3] = ["escaped value", "unicode value", "hexadecimal value"];

/// What people put between thousands.
const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];

/// What word processors make of quotes.
const CURLY: [char; 5] = ['“', '”', '„', '«', '»'];

/// The text with `300 000` as `300_000`, noted, so that a number written for people is one mistake and not
/// three. Every byte stays where it is.
pub(super) fn mend<'t>(source: &Source, toml: &'t str, diagnostics: &Diagnostics) -> Cow<'t, str> {
    let mut text = Cow::Borrowed(toml);
    let mut start = 0;
    for line in toml.split_inclusive('\n') {
        if let Some(number) = spaced_number(line) {
            let digits = line[number.clone()].replace(SPACES, "_");
            let span = start + number.start..start + number.end;
            let message = format!("`{}` is not a number here: it holds spaces", &line[number]);
            diagnostics.push(
                source.error(TOML_NUMBER, span.clone(), message).help(format!("write {digits}")),
            );
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

/// The bytes of a list that nothing closes, from its bracket to the line that is no part of it any more. It
/// would take in all that follows, and each line of it would be an error of its own. `errors` are where the
/// parser found any.
pub(super) fn open_list(toml: &str, errors: &[usize]) -> Option<Range<usize>> {
    let mut opened: Option<usize> = None;
    let mut start = 0;
    for line in toml.split_inclusive('\n') {
        let end = start + line.len();
        if is_entry(line) {
            // What follows the list is where the parser stumbles.
            if let Some(list) = opened
                && errors.iter().any(|at| (start..end).contains(at))
                && is_open(&toml[list..start])
            {
                return Some(list..start);
            }
            let value = line.find('=').map(|equals| start + equals + 1);
            let list = value.map(|at| end - toml[at..end].trim_start().len());
            opened = list.filter(|at| toml[*at..].starts_with('['));
        }
        start = end;
    }
    // If nothing follows it, the parser misses its bracket, and that is all.
    None
}

/// Whether more brackets are opened than closed, outside texts and comments.
fn is_open(list: &str) -> bool {
    let mut depth = 0_i32;
    for line in list.lines() {
        let mut quote = None;
        for symbol in line.chars() {
            match (symbol, quote) {
                ('"' | '\'', None) => quote = Some(symbol),
                (_, Some(opening)) if symbol == opening => quote = None,
                ('#', None) => break,
                ('[', None) => depth += 1,
                (']', None) => depth -= 1,
                _ => {}
            }
        }
    }
    depth > 0
}

/// Whether a line can only begin something new: `key = …`, `[name]`.
pub(super) fn is_entry(line: &str) -> bool {
    let is_name = |name: &str| {
        let is_key =
            |symbol: char| symbol.is_ascii_alphanumeric() || matches!(symbol, '_' | '-' | '.');
        !name.is_empty() && name.chars().all(is_key)
    };
    let line = line.trim_end();
    let table = line.trim_start_matches('[').trim_end_matches(']');
    let is_table = line.starts_with('[') && line.ends_with(']') && is_name(table);
    is_table || line.split_once('=').is_some_and(|(key, _)| is_name(key.trim_end()))
}

/// Leaves an empty list in the place of an open one; lines and all other bytes stay where they are.
pub(super) fn empty(toml: &mut String, list: Range<usize>) {
    let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
    let inside: String = toml[list.clone()].bytes().skip(1).map(blank).collect();
    match inside.find(' ') {
        Some(at) => {
            toml.replace_range(list.start + 1..list.end, &inside);
            toml.replace_range(list.start + 1 + at..list.start + 2 + at, "]");
        }
        // The bracket is all there is of it; a space stands before it, or its value is lost.
        None if toml[..list.start].ends_with(' ') => {
            toml.replace_range(list.start - 1..=list.start, "[]");
        }
        None => toml.replace_range(list.start..=list.start, "0"),
    }
}

/// A syntax error, with what to do.
pub(super) fn explain(source: &Source, span: Range<usize>, message: &str) -> Diagnostic {
    let found = source.error(TOML_SYNTAX, span, format!("this is not TOML: {message}"));
    let (code, help) = if message == DUPLICATE_KEY {
        (TOML_DUPLICATE_KEY, "keep one of the two")
    } else if message.starts_with("invalid date") {
        (TOML_DATE, "year, month and day: 2021-06-01")
    } else if ESCAPES.iter().any(|it| message.contains(it)) {
        (
            TOML_SYNTAX,
            "in double quotes, `\\` begins a sign of its own: write \\\\, or use single quotes",
        )
    } else if found.place.excerpt.contains(CURLY) {
        (TOML_QUOTES, "quotes are straight: \"…\"")
    } else if let Some(help) = meant(found.place.excerpt.trim()) {
        return found.help(help);
    } else {
        (
            TOML_SYNTAX,
            "texts stand in double quotes, one `key = value` a line, [name] opens a table",
        )
    };
    Diagnostic { code, ..found }.help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, mended: &str, diagnostic: &str) {
        let diagnostics = Diagnostics::default();
        assert_eq!(mend(&Source::new("a.toml", text), text, &diagnostics), mended);
        let noted = diagnostics.into_vec();
        let noted = noted.iter().map(|each| {
            let help = each.help.as_deref().unwrap_or_default();
            format!("{}:{} {}", each.place.line, each.place.column, help)
        });
        assert_eq!(noted.collect::<Vec<_>>().join("\n"), diagnostic);
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
    fn what_is_no_toml_is_said_with_what_to_do() {
        let escape =
            "in double quotes, `\\` begins a sign of its own: write \\\\, or use single quotes";
        for (toml, expected) in [
            (r#"a = "C:\Users""#, escape),
            (r#"a = "a\d""#, escape),
            (r#"a = "\xZZ""#, escape),
            ("a = “b”", "quotes are straight: \"…\""),
            ("a = 2026-02-30", "year, month and day: 2021-06-01"),
            ("---", "remove it: nothing stands around the keys of this file"),
        ] {
            let (_, errors) = toml::de::DeTable::parse_recoverable(toml);
            let message = errors.first().map(|error| error.message().to_owned()).unwrap();
            let span = errors[0].span().unwrap();
            let told = explain(&Source::new("a.toml", toml), span, &message);
            assert_eq!(told.help.as_deref(), Some(expected), "{toml}: {message}");
        }
    }

    #[track_caller]
    fn check_list(toml: &str, emptied: &str) {
        let (_, errors) = toml::de::DeTable::parse_recoverable(toml);
        let errors: Vec<usize> =
            errors.iter().filter_map(|error| Some(error.span()?.start)).collect();
        let mut text = toml.to_owned();
        if let Some(list) = open_list(toml, &errors) {
            empty(&mut text, list);
        }
        assert_eq!(text, emptied);
    }

    #[test]
    fn a_list_that_nothing_closes_takes_in_nothing_else() {
        check_list("a = [\"/b/\"\n\n[c]\nd = 1\n", "a = []    \n\n[c]\nd = 1\n");
        check_list("a = [1,\n  2,\nb = 2\n", "a = [] \n    \nb = 2\n");
        check_list("a = [\nb = 2\n", "a =[]\nb = 2\n");
        check_list("a=[\n 1\nb = 2\n", "a=[\n] \nb = 2\n");
    }

    #[test]
    fn a_list_that_is_closed_is_none_of_them() {
        for toml in ["a = [1] # [\nb = x\n", "a = [\"[\"]\nb = x\n", "a = [\n [1],\n]\nb = x\n"] {
            check_list(toml, toml);
        }
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
