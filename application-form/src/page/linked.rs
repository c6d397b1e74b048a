//! Texts with links: `[Vos données](/vos-donnees/)`.

use serde::Serialize;

/// A part of a text, with where it leads if it is a link.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct TextPart<'a> {
    text: &'a str,
    url: Option<&'a str>,
}

/// The parts of a text. What is no link to a page of the site, or to another site, stays as it is written.
pub fn parts(text: &str) -> Vec<TextPart<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, label, url, after)) = next_link(rest) {
        parts.push(TextPart { text: before, url: None });
        parts.push(TextPart { text: label, url: Some(url) });
        rest = after;
    }
    parts.push(TextPart { text: rest, url: None });
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// The text with its links to pages of the site led below `path`, such as `/projet`.
pub fn below(path: &str, text: &str) -> String {
    let mut moved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((_, _, url, after)) = next_link(rest) {
        let (before, _) = rest.split_at(rest.len() - after.len() - ")".len() - url.len());
        moved.push_str(before);
        if url.starts_with('/') && !url.starts_with("//") {
            moved.push_str(path);
        }
        moved.push_str(url);
        moved.push(')');
        rest = after;
    }
    moved.push_str(rest);
    moved
}

/// What stands before the next link, its label, its URL, and what stands after it.
fn next_link(text: &str) -> Option<(&str, &str, &str, &str)> {
    text.match_indices('[').find_map(|(start, _)| {
        let (label, rest) = text[start + 1..].split_once("](")?;
        let (url, after) = rest.split_once(')')?;
        let leads_somewhere = ["/", "https://"].iter().any(|start| url.starts_with(start));
        let fits = leads_somewhere && !label.is_empty() && !label.contains(['[', ']']);
        fits.then_some((&text[..start], label, url, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_pages_of_the_site_are_led_below_its_path() {
        for (text, expect) in [
            ("Rien, [1] (note).", "Rien, [1] (note)."),
            ("[A](/a/#b)", "[A](/p/a/#b)"),
            ("Lisez [A](/a/), puis [B](/) !", "Lisez [A](/p/a/), puis [B](/p/) !"),
            (
                "[A](/p/) [B](https://x.fr/b) [C](//x.fr/c)",
                "[A](/p/p/) [B](https://x.fr/b) [C](//x.fr/c)",
            ),
            ("[a [b](/c/) d](/e/)", "[a [b](/p/c/) d](/e/)"),
            ("É\u{a0}: [é](/é/)é", "É\u{a0}: [é](/p/é/)é"),
        ] {
            assert_eq!(below("/p", text), expect);
            assert_eq!(below("", text), text);
        }
    }

    #[test]
    fn a_text_is_cut_at_its_links() {
        let shown = |text| -> Vec<(&str, Option<&str>)> {
            parts(text).iter().map(|part| (part.text, part.url)).collect()
        };
        assert_eq!(shown("Rien."), [("Rien.", None)]);
        assert_eq!(
            shown("Lisez [Vos données](/vos-donnees/#droits), ou [ceci](https://x.fr/)"),
            [
                ("Lisez ", None),
                ("Vos données", Some("/vos-donnees/#droits")),
                (", ou ", None),
                ("ceci", Some("https://x.fr/")),
            ]
        );
        for text in ["[1] (note)", "[x](javascript:alert(1))", "[](/)", "[a [b](/c/)", "a](/b/)"] {
            let links: Vec<TextPart<'_>> =
                parts(text).into_iter().filter(|part| part.url.is_some()).collect();
            let expected: &[TextPart<'_>] = match text {
                "[a [b](/c/)" => &[TextPart { text: "b", url: Some("/c/") }],
                _ => &[],
            };
            assert_eq!(links, expected, "{text}");
        }
        assert_eq!(shown(""), []);
    }
}
