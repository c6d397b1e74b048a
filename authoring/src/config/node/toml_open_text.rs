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
}
