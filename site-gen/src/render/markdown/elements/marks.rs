//! Marks: what stands in a text for HTML that was made elsewhere, by a component.
//!
//! A mark is HTML to the parser, so that whatever may stand beside HTML may stand beside it: a comment where it
//! stands for blocks, since that ends with its line; a tag inside a line, since a comment at its start would take all of it.

use std::ops::Range;

authoring::codes! {
    COMPONENT_PLACE = "component-place" {
        means: "A component stands where no HTML can stand, such as in the address of a link, or \
            is closed in another part of the text than it is opened in.",
        hurts: "Readers would see signs in its place, or a box that ends nowhere.",
        wrong: "- {{< carte title=\"Contact\" >}}\n  À Nîmes.\n- {{< /carte >}}",
        right: "- {{< carte title=\"Contact\" >}}\n  À Nîmes.\n  {{< /carte >}}",
    }
}

/// It stands in every mark; nobody types it.
pub const SIGN: char = '\u{e0f0}';

/// How a mark begins and ends: of blocks, and inside a line.
const FORMS: [(&str, &str); 2] = [("<!--\u{e0f0}", "-->"), ("<x a=\"\u{e0f0}", "\">")];

/// What stands for the HTML of that number, alone on its line.
pub fn block(number: usize) -> String {
    mark(FORMS[0], number)
}

/// What stands for it inside a line.
pub fn inline(number: usize) -> String {
    mark(FORMS[1], number)
}

fn mark((start, end): (&str, &str), number: usize) -> String {
    format!("{start}{number}{end}")
}

/// The first mark of a piece of HTML: its number, and its bytes.
pub(crate) fn first(html: &str) -> Option<(usize, Range<usize>)> {
    let sign = html.find(SIGN)?;
    let (start, end) = FORMS
        .into_iter()
        .find(|(start, _)| html[..sign].ends_with(start.trim_end_matches(SIGN)))?;
    let rest = &html[sign + SIGN.len_utf8()..];
    let digits = rest.find(end)?;
    let number = rest[..digits].parse().ok()?;
    let at = sign + SIGN.len_utf8() - start.len();
    Some((number, at..sign + SIGN.len_utf8() + digits + end.len()))
}

/// Where a text holds the mark of that number.
pub(crate) fn find(text: &str, number: usize) -> Option<Range<usize>> {
    [block(number), inline(number)].iter().find_map(|mark| {
        let at = text.find(mark)?;
        Some(at..at + mark.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_in_what_is_around_it() {
        for (html, expect) in [
            (format!("a{}b", block(12)), Some((12, 1..13))),
            (format!("é{}\n", inline(3)), Some((3, 2..14))),
            (format!("{}{}", inline(1), block(2)), Some((1, 0..12))),
            ("<!--3-->".to_owned(), None),
            ("\u{e0f0}3-->".to_owned(), None),
        ] {
            assert_eq!(first(&html), expect, "{html}");
            if let Some((number, span)) = expect {
                assert_eq!(find(&html, number), Some(span), "{html}");
            }
        }
    }
}
