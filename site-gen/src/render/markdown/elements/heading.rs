//! Headings and their anchors.

use std::ops::Range;

use pulldown_cmark::Tag;

use crate::render::markdown::{
    elements::anchors::slug,
    output::{Heading, Output},
};

authoring::codes! {
    HEADING_EMPTY = "heading-empty" {
        means: "A heading has no text.",
        hurts: "A screen reader announces a heading and then says nothing.",
        wrong: "##\n\nLes auditions se tiennent à Nîmes.",
        right: "## Auditions\n\nLes auditions se tiennent à Nîmes.",
    }
    HEADING_BRACES = "heading-braces" {
        means: "A heading ends with braces that name no anchor, as `{#name}` does.",
        hurts: "They are not shown, and readers miss a word of the heading.",
        wrong: "## Audition {Nîmes}",
        right: "## Audition (Nîmes)",
    }
    HEADING_LEVEL = "heading-level" {
        means: "A heading skips a level, or is of level 1, which is the page's title.",
        hurts: "Whoever goes from heading to heading with a screen reader looks for a part that is \
            not there.",
        wrong: "### Pièces à joindre\n\nLe bilan du dernier exercice.",
        right: "## Pièces à joindre\n\nLe bilan du dernier exercice.",
    }
    HEADING_ANCHOR = "heading-anchor" {
        means: "Two headings or elements of a page have the same anchor, as `{#name}` or as `id`.",
        hurts: "Links to the second one lead readers to the first.",
        wrong: "## Avant l'audition {#audition}\n\n## Après l'audition {#audition}",
        right: "## Avant l'audition {#audition}\n\n## Après l'audition {#suites}",
    }
}

/// Writes a heading: its tag, the HTML inside it, and its text without markup.
pub(crate) fn write(
    output: &mut Output<'_, '_>,
    tag: Tag<'_>,
    span: Range<usize>,
    content: &str,
    text: &str,
) {
    let Tag::Heading { level, id, classes, attrs } = tag else { return };
    let (level, text) = (level as u8, text.trim().to_owned());
    check_level(output, level, &span);
    if text.is_empty() {
        output.error(
            HEADING_EMPTY,
            span.clone(),
            "this heading is empty",
            "write its text after the #, or remove it",
        );
    }
    let id = match id {
        Some(id) => {
            take_anchor(output, &id, span.clone());
            id.into_string()
        }
        None => output.anchors.claim(slug(&text)),
    };
    if attrs.iter().any(|(_, value)| value.is_none()) {
        let help = "braces at the end of a heading name its anchor: {#name}; to show them, put them in `…`";
        output.error(
            HEADING_BRACES,
            span.clone(),
            "these braces are not shown, and mean nothing",
            help,
        );
    }
    let digit = char::from(b'0' + level);
    output.html.push_str("<h");
    output.html.push(digit);
    output.attribute("id", &id);
    if !classes.is_empty() {
        output.attribute("class", &classes.join(" "));
    }
    for (name, value) in &attrs {
        output.attribute(name, value.as_deref().unwrap_or_default());
    }
    output.html.push('>');
    output.html.push_str(content.trim());
    output.html.push_str("</h");
    output.html.push(digit);
    output.html.push_str(">\n");
    output.headings.push(Heading { level, id, text, span });
}

/// Notes a heading that no outline has a place for.
pub(crate) fn check_level(output: &mut Output<'_, '_>, level: u8, span: &Range<usize>) {
    if level == 1 {
        let help = "the page's title is its only heading of level 1; begin with ##";
        output.error(HEADING_LEVEL, span.clone(), "a heading of level 1 in the text", help);
    } else if level > output.level + 1 {
        let (expected, hashes) = (output.level + 1, "#".repeat(usize::from(output.level) + 1));
        let message = format!("a heading of level {level} where the next level is {expected}");
        output.error(HEADING_LEVEL, span.clone(), message, format!("begin it with {hashes}"));
    }
    output.level = level;
}

/// Takes an id that the author chose; notes it if it is taken.
pub(crate) fn take_anchor(output: &mut Output<'_, '_>, id: &str, span: Range<usize>) {
    if !output.anchors.take(id) {
        let help = "give one of the two another name, as in {#name}";
        output.error(
            HEADING_ANCHOR,
            span,
            format!("the anchor `{id}` is already taken on this page"),
            help,
        );
    }
}
