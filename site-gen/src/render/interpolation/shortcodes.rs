//! Shortcodes, which other programs read: `{{% name %}}` and `{{#name}}`.

use authoring::diagnostics::Diagnostic;

use crate::render::templates::errors::codes::VALUE_SYNTAX;

/// A shortcode with which a text begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shortcode<'t> {
    /// Bytes of its tag.
    pub(super) tag: usize,
    /// Its name, which begins with a slash where it ends.
    pub(super) name: &'t str,
}

/// How far away its closing tag is looked for, lest each of a thousand search the whole page.
const NEAR: usize = 20_000;

impl<'t> Shortcode<'t> {
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let (opens, closes) = [("{{%", "%}}"), ("{{#", "}}")]
            .into_iter()
            .find(|(opens, _)| text.starts_with(opens))?;
        let near = &text[..text.floor_char_boundary(NEAR)];
        let end = near.find(closes)?;
        let tag = end + closes.len();
        let inside = near.get(opens.len()..end)?.trim();
        let name = inside.split_whitespace().next().unwrap_or_default();
        let name = if name.len() > 1 { name.trim_end_matches('/') } else { name };
        Some(Self { tag, name })
    }
}

/// What is said of one that stands at `start` of the body.
pub(super) fn diagnostic(start: usize, tag: usize) -> Diagnostic {
    Diagnostic::new(
        VALUE_SYNTAX,
        start..start + tag,
        "this shortcode does nothing in the text of a page",
        "a component is called {{< name … >}}, another file {{< include file=\"includes/…\" />}}; to show the signs, write them as `code`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcodes_are_read() {
        for (text, tag, name) in [
            ("{{% a %}}b{{% /a %}}", 9, "a"),
            ("{{% /a %}}", 10, "/a"),
            ("{{%a b=1/%}}", 12, "a"),
            ("{{#include a.md}}b", 17, "include"),
        ] {
            assert_eq!(Shortcode::of(text), Some(Shortcode { tag, name }), "{text}");
        }
        for text in ["{{% a", "{{ a }}", "{% a %}", "{{< a >}}"] {
            assert_eq!(Shortcode::of(text), None, "{text}");
        }
    }
}
