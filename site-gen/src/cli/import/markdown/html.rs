//! Addresses in HTML of an author.

use std::ops::Range;

/// The attributes that name what a page of ours is led to, or loads.
const ATTRIBUTES: [&str; 3] = ["href", "src", "poster"];

/// Where they stand in a piece of HTML, if in quotes.
pub(super) fn targets(text: &str, span: &Range<usize>) -> Vec<Range<usize>> {
    let html = &text[span.clone()];
    let mut targets = Vec::new();
    for (at, _) in html.match_indices('=') {
        // No name is longer, and a line may have a million of these signs.
        let near = html.floor_char_boundary(at.saturating_sub(20));
        let before = html[near..at].trim_end().to_ascii_lowercase();
        let name = before.rsplit(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-').next();
        let after = html[at + 1..].trim_start();
        let quote = after.chars().next().filter(|sign| ['"', '\''].contains(sign));
        let Some(quote) = quote.filter(|_| name.is_some_and(|name| ATTRIBUTES.contains(&name)))
        else {
            continue;
        };
        let start = html.len() - after.len() + 1;
        if let Some(length) = html[start..].find(quote) {
            targets.push(span.start + start..span.start + start + length);
        }
    }
    targets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_quotes() {
        let html =
            "x<a class=\"href='no'\" href = 'a/' data-src=\"b\"><img SRC=\"c.png?a=b\" alt=src>";
        let found = targets(html, &(1..html.len()));
        let found: Vec<&str> = found.into_iter().map(|span| &html[span]).collect();
        assert_eq!(found, ["no", "a/", "c.png?a=b"]);
    }
}
