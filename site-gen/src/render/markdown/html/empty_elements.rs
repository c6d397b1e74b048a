//! HTML that the author wrote: links and headings that hold nothing to read.

use crate::{
    render::markdown::{
        elements::heading::HEADING_EMPTY,
        html::tags::{Tag, TagKind, Tags},
        output::Output,
    },
    site::links::mistakes::LINK_EMPTY,
};

/// Notes a link or a heading that nothing stands in. `inside` is the HTML after its opening tag.
pub(crate) fn check_content(
    output: &mut Output<'_, '_>,
    tag: &Tag<'_>,
    inside: &str,
    place: &dyn Fn(usize) -> usize,
) {
    let is_link = tag.is("a") && tag.attribute("href").is_some();
    let is_heading = matches!(tag.name.as_bytes(), [b'h' | b'H', b'1'..=b'6']);
    if tag.kind != TagKind::Opening || !is_link && !is_heading || is_named(tag) {
        return;
    }
    let end = Tags::of(inside).find(|each| each.kind == TagKind::Closing && each.is(tag.name));
    // Where nothing closes it, that is the mistake.
    let Some(end) = end else { return };
    let inside = &inside[..end.span.start];
    if !says_nothing(inside) {
        return;
    }
    let span = place(tag.span.start)..place(tag.span.end - 1) + 1;
    let (code, message, help) = if is_link {
        (LINK_EMPTY, "this link has no text", format!("write its text before </{}>", tag.name))
    } else {
        (
            HEADING_EMPTY,
            "this heading is empty",
            format!("write its text before </{}>, or remove it", tag.name),
        )
    };
    output.error(code, span, message, help);
}

fn is_named(tag: &Tag<'_>) -> bool {
    tag.attribute("aria-label").or_else(|| tag.attribute("aria-labelledby")).is_some()
}

/// Whether a piece of HTML has neither text nor an image that stands for some.
fn says_nothing(html: &str) -> bool {
    let mut done = 0;
    for tag in Tags::of(html) {
        let is_drawing = tag.is("svg") || tag.is("img") && tag.attribute("alt") != Some("");
        if !html[done..tag.span.start].trim().is_empty() || is_drawing || is_named(&tag) {
            return false;
        }
        done = tag.span.end;
    }
    html[done..].trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_say_nothing_and_images_do() {
        assert!(says_nothing(" <b>\n</b> <img src=a alt=\"\">"));
        assert!(!says_nothing("<b>a</b>"));
        assert!(!says_nothing("<img src=a alt=\"Un plan\">"));
        assert!(!says_nothing("<svg aria-label='x'></svg>"));
    }
}
