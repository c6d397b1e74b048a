//! Where something stands in a text, as editors count: lines, and units of UTF-16 in them.

use std::ops::Range;

use authoring::diagnostics::Place;
use serde_json::{Value as Json, json};

/// The byte at a position; the end of the line, if it is shorter.
pub(super) fn byte(text: &str, position: &Json) -> usize {
    let number = |name: &str| {
        usize::try_from(position[name].as_u64().unwrap_or_default()).unwrap_or(usize::MAX)
    };
    let line = line_start(text, number("line"));
    let rest = text[line..].split('\n').next().unwrap_or_default();
    let mut units = number("character");
    for (at, symbol) in rest.char_indices() {
        if units < symbol.len_utf16() {
            return line + at;
        }
        units -= symbol.len_utf16();
    }
    line + rest.len()
}

fn line_start(text: &str, line: usize) -> usize {
    match line {
        0 => 0,
        line => text.match_indices('\n').nth(line - 1).map_or(text.len(), |(at, _)| at + 1),
    }
}

/// The range of some bytes of a text.
pub(super) fn range(text: &str, bytes: &Range<usize>) -> Json {
    json!({ "start": position(text, bytes.start), "end": position(text, bytes.end) })
}

fn position(text: &str, byte: usize) -> Json {
    let before = &text[..text.floor_char_boundary(byte)];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    json!({ "line": line, "character": units(&before[start..]) })
}

/// The range that a diagnostic underlines. Of its file, only that line is known.
pub(super) fn underlined(place: &Place) -> Json {
    let before = (place.column.saturating_sub(1)).saturating_sub(place.skipped);
    let start: String = place.excerpt.chars().take(before).collect();
    let inside: String = place.excerpt.chars().skip(before).take(place.width).collect();
    let (line, start) = (place.line.saturating_sub(1), place.skipped + units(&start));
    let end = start + units(&inside);
    json!({
        "start": { "line": line, "character": start },
        "end": { "line": line, "character": end },
    })
}

fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_counted_in_utf_16() {
        let text = "a\né😀b\r\n";
        for (line, character, expect) in
            [(0, 0, 0), (0, 9, 1), (1, 1, 4), (1, 3, 8), (1, 4, 9), (2, 0, 11), (9, 0, 11)]
        {
            let position = json!({ "line": line, "character": character });
            assert_eq!(byte(text, &position), expect, "{line}:{character}");
        }
        let found = range(text, &(4..9));
        assert_eq!(found["start"], json!({ "line": 1, "character": 1 }));
        assert_eq!(found["end"], json!({ "line": 1, "character": 4 }));
    }
}
