//! A text over several lines that nothing closes: it would take in all that follows, and every key there would be missing.

use std::ops::Range;

use super::toml_mistakes::is_entry;

/// What opens and closes such a text.
const QUOTES: [&str; 2] = ["\"\"\"", "'''"];

/// Where such a text is opened, and the lines that are lost with it: from its key's to the next that can only begin something
/// new.
pub(super) struct OpenText {
    /// Bytes of its quotes.
    pub(super) quotes: Range<usize>,
    /// Bytes of whole lines.
    pub(super) lines: Range<usize>,
}

/// The one that is still open at the end of a file; there cannot be two.
pub(super) fn open_text(toml: &str) -> Option<OpenText> {
    let mut open: Option<(&str, OpenText)> = None;
    let mut start = 0;
    for line in toml.split_inclusive('\n') {
        let end = start + line.len();
        match &mut open {
            Some((quotes, _)) if line.contains(*quotes) => open = None,
            Some((_, text)) if text.lines.end == start && !is_entry(line) => text.lines.end = end,
            Some(_) => {}
            None => {
                let is_comment = line.trim_start().starts_with('#');
                let equals = line.find('=').filter(|_| !is_comment);
                let value = equals.map_or("", |equals| line[equals + 1..].trim_start());
                let quotes = QUOTES.into_iter().find(|quotes| value.starts_with(quotes));
                open = quotes.filter(|quotes| !value[3..].contains(quotes)).map(|quotes| {
                    let at = end - value.len();
                    (quotes, OpenText { quotes: at..at + 3, lines: start..end })
                });
            }
        }
        start = end;
    }
    open.map(|(_, text)| text)
}

/// The first text in single quotation marks, `"…"` or `'…'`, that goes on in lines below: TOML ends it with its line.
pub(super) fn broken_text(toml: &str) -> Option<OpenText> {
    let lines: Vec<(usize, &str)> = toml
        .split_inclusive('\n')
        .scan(0, |start, line| {
            let at = *start;
            *start += line.len();
            Some((at, line))
        })
        .collect();
    // Within three quotes, everything may stand.
    let mut open: Option<&str> = None;
    for (number, (start, line)) in lines.iter().enumerate() {
        if let Some(quotes) = open {
            open = Some(quotes).filter(|quotes| !line.contains(quotes));
            continue;
        }
        let Some(equals) = line.find('=').filter(|_| is_entry(line)) else { continue };
        let value = line[equals + 1..].trim_start();
        if let Some(quotes) = QUOTES.into_iter().find(|quotes| value.starts_with(quotes)) {
            open = Some(quotes).filter(|quotes| !value[3..].contains(quotes));
            continue;
        }
        let Some(quote) = value.chars().next().filter(|it| matches!(it, '"' | '\'')) else {
            continue;
        };
        if closes(&value[1..], quote) {
            continue;
        }
        // Its end stands on one of the next lines, before anything new begins.
        let below = lines[number + 1..].iter().take_while(|(_, line)| !is_entry(line));
        let mut below = below.take_while(|(_, line)| !line.trim().is_empty());
        let (at, last) = below.find(|(_, line)| closes(line, quote))?;
        let quotes = start + line.len() - value.len();
        return Some(OpenText { quotes: quotes..quotes + 1, lines: *start..at + last.len() });
    }
    None
}

/// Whether a quotation mark stands in a line that no backslash escapes.
fn closes(line: &str, quote: char) -> bool {
    let mut is_escaped = false;
    line.chars().any(|symbol| {
        let is_end = symbol == quote && !is_escaped;
        is_escaped = symbol == '\\' && quote == '"' && !is_escaped;
        is_end
    })
}

/// Leaves the lines out; every other byte stays where it is.
pub(super) fn leave_out(toml: &mut String, lines: Range<usize>) {
    let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
    let blanks: String = toml[lines.clone()].bytes().map(blank).collect();
    toml.replace_range(lines, &blanks);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_open_text_takes_with_it_ends_where_something_new_begins() {
        for (toml, left) in [
            ("a = 1\n", None),
            ("# a = \"\"\"\n", None),
            ("a = \"\"\"b\nc\"\"\"\nd = 1\n", None),
            ("a = \"\"\"b\"\"\"\nd = 1\n", None),
            ("a = \"\"\"b\nd = 1\n", Some("|d = 1|")),
            ("a = '''\nb, c\n\nd = 1\n", Some("|||d = 1|")),
            ("a = '''x'''\ne = \"\"\"\nf\n[d]\ng = 1\n", Some("a = '''x'''|||[d]|g = 1|")),
            ("a = \"\"\"\nb", Some("|")),
        ] {
            let mut text = toml.to_owned();
            let found = open_text(toml);
            if let Some(OpenText { quotes, lines }) = &found {
                assert!(QUOTES.contains(&&toml[quotes.clone()]), "{toml}");
                leave_out(&mut text, lines.clone());
            }
            let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
            assert_eq!(found.map(|_| lines.join("|")).as_deref(), left, "{toml}");
            assert_eq!(text.len(), toml.len());
        }
    }

    #[test]
    fn a_text_that_goes_on_below_takes_its_own_lines_with_it() {
        for (toml, left) in [
            ("a = \"b\"\nc = 1\n", None),
            ("a = \"b\nc\"\nd = 1\n", Some("||d = 1|")),
            ("a = 'b\nc\nd'\ne = 1\n", Some("|||e = 1|")),
            ("a = \"b\nc = 1\n", None),
            ("a = \"b\n\nc\"\n", None),
            ("a = \"\"\"b\nc = \"\nd\"\"\"\n", None),
            ("a = \"b\\\"\nc\"\n", Some("||")),
        ] {
            let mut text = toml.to_owned();
            let found = broken_text(toml);
            if let Some(OpenText { lines, .. }) = &found {
                leave_out(&mut text, lines.clone());
            }
            let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
            assert_eq!(found.map(|_| lines.join("|")).as_deref(), left, "{toml}");
        }
    }
}
