//! Shortcodes, which other programs read: `{{< name >}}`, `{{% name %}}` and `{{#name}}`. What calls a component in a template looks
//! like one, `{{<name />}}`, and the text of a page knows none.

use authoring::diagnostics::Diagnostic;

use crate::render::templates::errors::codes::VALUE_SYNTAX;

/// A shortcode with which a text begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shortcode<'t> {
    /// Bytes of its tag.
    pub(super) tag: usize,
    /// Bytes of all of it: with what stands between its tags, if that is no Markdown.
    pub(super) whole: usize,
    /// Its name, which begins with a slash where it ends.
    pub(super) name: &'t str,
}

/// How far away its closing tag is looked for, lest each of a thousand search the whole page.
const NEAR: usize = 20_000;

impl<'t> Shortcode<'t> {
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let (opens, closes) = [("{{<", ">}}"), ("{{%", "%}}"), ("{{#", "}}")]
            .into_iter()
            .find(|(opens, _)| text.starts_with(opens))?;
        let near = &text[..text.floor_char_boundary(NEAR)];
        let end = near.find(closes)?;
        let tag = end + closes.len();
        let inside = near.get(opens.len()..end)?.trim();
        let name = inside.split_whitespace().next().unwrap_or_default();
        let name = if name.len() > 1 { name.trim_end_matches('/') } else { name };
        // What stands between `{{% … %}}` is Markdown, and looked at.
        let is_end = |at: &usize| {
            let rest = near[*at + opens.len()..].trim_start();
            let rest = rest.strip_prefix('/').map(str::trim_start);
            let rest = rest.and_then(|rest| rest.strip_prefix(name));
            rest.is_some_and(|rest| rest.trim_start().starts_with(closes))
        };
        let last = near.match_indices(opens).map(|(at, _)| at).find(is_end);
        let is_alone = name.starts_with('/') || inside.ends_with('/');
        let last = last.filter(|_| closes == ">}}" && !is_alone);
        let whole = last.and_then(|at| Some(at + near[at..].find(closes)? + closes.len()));
        Some(Self { tag, whole: whole.unwrap_or(tag), name })
    }
}

/// What is said of one that stands at `start` of the body.
pub(super) fn diagnostic(start: usize, tag: usize) -> Diagnostic {
    Diagnostic::new(
        VALUE_SYNTAX,
        start..start + tag,
        "no shortcode or component does anything in the text of a page",
        "write what it shows as Markdown or HTML; to show its signs, write them as `code`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcodes_are_read_with_what_they_hold() {
        for (text, tag, whole, name) in [
            ("{{< a >}} b", 9, 9, "a"),
            ("{{<a b=\"c\">}}", 13, 13, "a"),
            ("{{< a b=1\n c=2 >}}d{{< /a >}}e", 18, 29, "a"),
            ("{{< a >}}b{{</a>}}", 9, 18, "a"),
            ("{{< a >}}b{{< /b >}}", 9, 9, "a"),
            ("{{% a %}}b{{% /a %}}", 9, 9, "a"),
            ("{{% /a %}}", 10, 10, "/a"),
            ("{{<a />}}b{{< /a >}}", 9, 9, "a"),
            ("{{< a-b 1/>}}", 13, 13, "a-b"),
            ("{{<a/>}}", 8, 8, "a"),
            ("{{#include a.md}}b", 17, 17, "include"),
        ] {
            assert_eq!(Shortcode::of(text), Some(Shortcode { tag, whole, name }), "{text}");
        }
        for text in ["{{< a", "{{ a }}", "{% a %}", "{{<>"] {
            assert_eq!(Shortcode::of(text), None, "{text}");
        }
    }
}
