//! What to leave out of YAML that cannot be read, so that the rest can.

use std::ops::Range;

/// The lines around byte `at` without which the rest may be readable: a key of the first level with all that
/// stands below it, which means nothing without the line that is wrong. `None` if there is nothing left to
/// leave out.
pub(super) fn entry_around(text: &str, inside: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let is_below =
        |line: &str| line.starts_with([' ', '\t', '-', '#', ']', '}']) || line.trim().is_empty();
    let at = at.clamp(inside.start, inside.end.min(text.len()));
    let above = |at: usize| text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let mut start = above(at).max(inside.start);
    while is_below(line(text, start)) && start > inside.start {
        start = above(start - 1).max(inside.start);
    }
    let mut end = start + line(text, start).len();
    while end < inside.end && is_below(line(text, end)) {
        end += line(text, end).len();
    }
    let entry = start..end.min(inside.end);
    (!text[entry.clone()].trim().is_empty()).then_some(entry)
}

/// The tabs between a key and its value, if that is where the parser stumbles: at byte `at`, or right before it.
/// YAML allows them, and so do other parsers.
pub(super) fn tabs_after_key(text: &str, at: usize) -> Option<Range<usize>> {
    let is_blank = [' ', '\t'];
    let at = at.min(text.len());
    let start = text[..at].trim_end_matches(is_blank).len();
    let end = text.len() - text[at..].trim_start_matches(is_blank).len();
    let follows_key = text[..start].ends_with(':') && text[start..end].contains('\t');
    follows_key.then_some(start..end)
}

/// Leaves blanks in the place of these bytes; line ends stay.
pub(super) fn blank(text: &mut String, span: Range<usize>) {
    let blanks = text[span.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' });
    let blanks: String = blanks.collect();
    text.replace_range(span, &blanks);
}

fn line(text: &str, start: usize) -> &str {
    text[start..].split_inclusive('\n').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, at: &str, expect: Option<&str>) {
        let found = entry_around(text, &(0..text.len()), text.find(at).unwrap());
        assert_eq!(found.map(|entry| &text[entry]), expect);
    }

    #[test]
    fn an_entry_is_a_key_and_what_stands_below_it() {
        let text = "title: a: b\naliases:\n- /x/\n  - /y/\ndate: 1\n";

        check(text, "a: b", Some("title: a: b\n"));
        check(text, "aliases", Some("aliases:\n- /x/\n  - /y/\n"));
        check(text, "- /y/", Some("aliases:\n- /x/\n  - /y/\n"));
        check(text, "date", Some("date: 1\n"));
        check("\n\n", "\n", None);
    }

    #[test]
    fn line_ends_and_lengths_stay() {
        let mut text = "é: x\ny".to_owned();

        blank(&mut text, 0..6);

        assert_eq!(text, "     \ny");
    }
}
