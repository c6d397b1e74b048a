//! Front matter in the middle of a text: two pages were put together, or a page was pasted with all that it had.

use std::ops::Range;

use crate::render::markdown::output::Output;

authoring::codes! {
    FRONT_MATTER_TWICE = "front-matter-twice" {
        means: "Lines such as `title: …` stand between two lines of hyphens in the middle of a text, as front \
            matter does at its start.",
        hurts: "Readers see the last of them as a heading, and the title that its author gave nowhere.",
        wrong: "Nous recevons à Nîmes.\n\n---\ntitle: Horaires\n---\n\nLe lundi.",
        right: "Nous recevons à Nîmes.\n\n## Horaires\n\nLe lundi.",
    }
}

/// The keys of which front matter has one, here or in other programs.
const KEYS: [&str; 8] =
    ["title:", "date:", "draft:", "layout:", "description:", "slug:", "tags:", "permalink:"];

/// No front matter is so long.
const LINES: usize = 60;

/// Notes the front matter that the rule at `span` begins.
pub(crate) fn find(output: &mut Output<'_, '_>, span: &Range<usize>) {
    let text = &output.text[span.start..];
    if !text.starts_with("---") {
        return;
    }
    let mut lines = text.split_inclusive('\n').take(LINES);
    let mut end = span.start + lines.next().map_or(0, str::len);
    let mut has_key = false;
    for line in lines {
        end += line.len();
        let line = line.trim_end();
        if line == "---" {
            if has_key {
                let help =
                    "remove it, and give its title to a heading, ## …, or to a page of its own";
                let message = "this is front matter in the middle of a text";
                output.error(FRONT_MATTER_TWICE, span.start..end, message, help);
            }
            return;
        }
        let is_key = |key: &str| {
            key.starts_with(char::is_alphabetic)
                && key.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-'))
        };
        let is_entry = line.split_once(':').is_some_and(|(key, _)| is_key(key));
        // What goes on from the line above, or is an item of a list.
        let goes_on = has_key && line.starts_with([' ', '-']);
        if !is_entry && !goes_on {
            return;
        }
        has_key |= KEYS.iter().any(|key| line.starts_with(key));
    }
}
