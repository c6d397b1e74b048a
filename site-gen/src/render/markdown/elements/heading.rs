//! Headings and their anchors.

use std::ops::Range;

use pulldown_cmark::{CowStr, Tag};

use crate::render::markdown::{
    elements::anchors::slug,
    html::csp::refused_attribute,
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
        means: "A heading ends with braces that name no anchor, as `{#name}` does, or name one thing \
            twice.",
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
    if text.is_empty() {
        output.level = level;
        output.error(
            HEADING_EMPTY,
            span.clone(),
            "this heading is empty",
            "write its text after the #, or remove it",
        );
    } else {
        check_level(output, level, &span);
    }
    note_open_braces(output, &span, &text);
    let Attributes { id, classes, others } =
        Attributes::read(output, id, classes, attrs, &span, &text);
    let id = match id {
        Some(id) => {
            take_anchor(output, &id, span.clone());
            id
        }
        None => output.anchors.claim(slug(&text)),
    };
    let digit = char::from(b'0' + level);
    output.html.push_str("<h");
    output.html.push(digit);
    output.attribute("id", &id);
    if !classes.is_empty() {
        output.attribute("class", &classes.join(" "));
    }
    for (name, value) in &others {
        output.attribute(name, value);
    }
    output.html.push('>');
    output.html.push_str(content.trim());
    output.html.push_str("</h");
    output.html.push(digit);
    output.html.push_str(">\n");
    output.headings.push(Heading { level, id, text, span });
}

/// What the braces at the end of a heading give it.
#[derive(Default)]
struct Attributes<'t> {
    id: Option<String>,
    classes: Vec<CowStr<'t>>,
    /// Names and values, each name once.
    others: Vec<(CowStr<'t>, CowStr<'t>)>,
}

impl<'t> Attributes<'t> {
    /// `{#name .class key=value}`; `id=` and `class=` are other ways to write the first two. What HTML refuses
    /// of a tag is refused here.
    fn read(
        output: &mut Output<'_, '_>,
        id: Option<CowStr<'t>>,
        classes: Vec<CowStr<'t>>,
        attrs: Vec<(CowStr<'t>, Option<CowStr<'t>>)>,
        span: &Range<usize>,
        text: &str,
    ) -> Self {
        let mut read = Self { id: id.map(CowStr::into_string), classes, others: Vec::new() };
        let means_nothing = read.id.is_none()
            && read.classes.is_empty()
            && attrs.iter().all(|(_, value)| value.is_none());
        let is_left_out = || ends_with_braces(&output.text[span.clone()]) && !text.ends_with('}');
        if means_nothing && (!attrs.is_empty() || is_left_out()) {
            note_braces(output, span);
            return read;
        }
        // What stands in quotes with spaces, or behind `#` with spaces, is one mistake, however many words it has.
        let mut is_noted = false;
        // Nearly no heading has any.
        for (name, value) in attrs {
            let at = place(output.text, span, &name);
            let Some(value) = value.as_ref().filter(|_| is_name(&name)) else {
                let value = value.map(|value| format!("={value}")).unwrap_or_default();
                if !is_noted {
                    note_word(output, span, &format!("{name}{value}"));
                }
                is_noted = true;
                continue;
            };
            let value = unquoted(value.clone());
            let is_twice = |names: &[(CowStr<'_>, CowStr<'_>)]| {
                names.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name))
            };
            match name.to_ascii_lowercase().as_str() {
                "id" if value.is_empty() => {
                    let help = "an anchor is named by a word, as in {#name}";
                    output.error(HEADING_BRACES, at, "this anchor has no name", help);
                }
                "id" if read.id.is_none() => read.id = Some(value.into_string()),
                "class" => read.classes.push(value),
                lower => match refused_attribute(lower) {
                    Some(refused) => output.report(refused.at(at)),
                    None if lower == "id" || is_twice(&read.others) => {
                        let help = "keep one of the two; an anchor is named once, as in {#name}";
                        let message = format!("this heading has `{name}` twice");
                        output.error(HEADING_BRACES, at, message, help);
                    }
                    None => read.others.push((name, value)),
                },
            }
        }
        if !is_noted && let Some(word) = left_out(&output.text[span.clone()], text) {
            note_word(output, span, word);
        }
        read
    }
}

/// The word in the braces that the parser leaves out: a second anchor, a letter or a sign alone.
fn left_out<'t>(heading: &'t str, shown: &str) -> Option<&'t str> {
    if shown.ends_with('}') || !ends_with_braces(heading) {
        return None;
    }
    let (_, inside) = heading.rsplit_once('{')?;
    let mut words = inside.split('}').next()?.split_whitespace();
    let mut has_anchor = false;
    words.find(|word| {
        let is_anchor = word.starts_with('#');
        let is_second = is_anchor && has_anchor;
        has_anchor |= is_anchor;
        is_second || word.chars().nth(1).is_none()
    })
}

/// Notes braces that name nothing at all.
#[cold]
fn note_braces(output: &mut Output<'_, '_>, span: &Range<usize>) {
    let (_, inside) = output.text[span.clone()].rsplit_once('{').unwrap_or_default();
    let anchor = slug(inside);
    let help = format!(
        "braces at the end of a heading name its anchor: {{#{anchor}}}; to show them, put them in `…`"
    );
    let message = "these braces are not shown, and mean nothing";
    output.error(HEADING_BRACES, span.clone(), message, help);
}

/// Notes `{#name` at the end of a heading, of which `shown` is the text.
fn note_open_braces(output: &mut Output<'_, '_>, span: &Range<usize>, shown: &str) {
    // Nearly no heading has any.
    let Some((_, inside)) = shown.rsplit_once('{') else { return };
    let is_of_name = |sign: char| sign.is_alphanumeric() || "#.-_ ".contains(sign);
    let begins = inside.strip_prefix(['#', '.']).is_some_and(|name| name.starts_with(is_of_name));
    if !begins || !inside.chars().all(is_of_name) {
        return;
    }
    // Of one that a line of hyphens underlines, the line above that.
    let written = output.text[span.clone()].lines().next().unwrap_or_default().trim_end();
    let Some(before) = written.strip_suffix(inside).and_then(|before| before.strip_suffix('{'))
    else {
        return;
    };
    if !before.ends_with('\\') {
        let place = span.start + before.len()..span.start + written.len();
        let help = format!("write {{{inside}}}; to show the brace, write \\{{");
        output.error(HEADING_BRACES, place, "nothing closes this brace", help);
    }
}

/// Notes a word beside others that have a meaning.
fn note_word(output: &mut Output<'_, '_>, span: &Range<usize>, word: &str) {
    let found = output.text[span.clone()].rfind(word).map(|at| span.start + at);
    let place = found.map_or(span.clone(), |at| at..at + word.len());
    let help = "they hold an anchor, classes and values, none with a space in it: {#name .class key=value}";
    let message = format!("`{word}` means nothing in these braces");
    output.error(HEADING_BRACES, place, message, help);
}

/// Whether a heading, as it is written, ends with braces: the parser leaves out those with one letter or none.
fn ends_with_braces(heading: &str) -> bool {
    heading.trim_end().trim_end_matches('#').trim_end().ends_with('}')
}

/// `"value"` is written as in HTML.
fn unquoted(value: CowStr<'_>) -> CowStr<'_> {
    let inside =
        ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    inside.map(|inside| inside.to_owned().into()).unwrap_or(value)
}

/// Whether HTML has attributes of such a name.
fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte))
}

/// Where an attribute stands in a heading; the heading if that cannot be told.
fn place(text: &str, span: &Range<usize>, name: &str) -> Range<usize> {
    let found = text[span.clone()].rfind(&format!("{name}="));
    found.map_or(span.clone(), |at| span.start + at..span.start + at + name.len())
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
        let help =
            "give one of the two another name: {#name} behind a heading, id=\"name\" in HTML";
        output.error(
            HEADING_ANCHOR,
            span,
            format!("the anchor `{id}` is already taken on this page"),
            help,
        );
    }
}
