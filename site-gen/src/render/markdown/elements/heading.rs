//! Headings and their anchors.

use std::ops::Range;

use pulldown_cmark::Tag;

use crate::render::markdown::{Heading, elements::anchors::slug, writer::Writer};

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

impl Writer<'_, '_> {
    /// Writes the heading that has just been read.
    pub(crate) fn write_heading(&mut self, level: u8, span: Range<usize>) {
        let (content, text) = self.flush_apart();
        let Some(Tag::Heading { id, classes, attrs, .. }) = self.heading.take() else { return };
        let text = text.trim().to_owned();
        self.check_level(level, &span);
        if text.is_empty() {
            self.error(
                HEADING_EMPTY,
                span.clone(),
                "this heading is empty",
                "write its text after the #, or remove it",
            );
        }
        let id = match id {
            Some(id) => {
                self.take_anchor(&id, span.clone());
                id.into_string()
            }
            None => self.anchors.claim(slug(&text)),
        };
        if attrs.iter().any(|(_, value)| value.is_none()) {
            let help = "braces at the end of a heading name its anchor: {#name}; to show them, put them in `…`";
            self.error(
                HEADING_BRACES,
                span.clone(),
                "these braces are not shown, and mean nothing",
                help,
            );
        }
        self.write(format_args!("<h{level}"));
        self.attribute("id", &id);
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        for (name, value) in &attrs {
            self.attribute(name, value.as_deref().unwrap_or_default());
        }
        self.write(format_args!(">{}</h{level}>\n", content.trim()));
        self.headings.push(Heading { level, id, text, span });
    }

    /// Notes a heading that no outline has a place for.
    pub(crate) fn check_level(&mut self, level: u8, span: &Range<usize>) {
        if level == 1 {
            let help = "the page's title is its only heading of level 1; begin with ##";
            self.error(HEADING_LEVEL, span.clone(), "a heading of level 1 in the text", help);
        } else if level > self.level + 1 {
            let (expected, hashes) = (self.level + 1, "#".repeat(usize::from(self.level) + 1));
            let message = format!("a heading of level {level} where the next level is {expected}");
            self.error(HEADING_LEVEL, span.clone(), message, format!("begin it with {hashes}"));
        }
        self.level = level;
    }

    /// Takes an id that the author chose; notes it if it is taken.
    pub(crate) fn take_anchor(&mut self, id: &str, span: Range<usize>) {
        if !self.anchors.take(id) {
            let help = "give one of the two another name, as in {#name}";
            self.error(
                HEADING_ANCHOR,
                span,
                format!("the anchor `{id}` is already taken on this page"),
                help,
            );
        }
    }
}
