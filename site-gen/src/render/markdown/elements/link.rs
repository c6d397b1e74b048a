//! Links and images: their targets, resolved and found in the text; their titles and alternative texts.

use std::{borrow::Cow, mem, ops::Range};

use pulldown_cmark::{LinkType, RefDefs, Tag};

use crate::render::markdown::{
    elements::picture,
    escape,
    output::{Output, ReferenceKind},
};

authoring::codes! {
    IMAGE_WITHOUT_TEXT = "image-without-text" {
        means: "An image has no alternative text, and nothing says that it is decoration.",
        hurts: "A screen reader can only spell out the name of the file, which does not tell its \
            listener where the room is.",
        wrong: "![](/assets/plan.svg)",
        right: "![La salle est au fond de la cour](/assets/plan.svg)",
    }
}

/// Writes the opening tag of a link.
pub(crate) fn open(
    output: &mut Output<'_, '_>,
    link_type: LinkType,
    url: &str,
    title: &str,
    target: Range<usize>,
) {
    let written: Cow<'_, str> =
        if link_type == LinkType::Email { format!("mailto:{url}").into() } else { url.into() };
    let resolved = output.refer(ReferenceKind::Link, &written, target);
    output.html.push_str("<a href=\"");
    escape::url(&mut output.html, resolved.as_deref().unwrap_or(&written));
    output.html.push('"');
    if !title.is_empty() {
        output.attribute("title", title);
    }
    output.html.push('>');
}

/// Writes an image.
pub(crate) fn write_image(
    output: &mut Output<'_, '_>,
    url: &str,
    title: &str,
    alt: &str,
    span: Range<usize>,
    target: Range<usize>,
) {
    let is_decoration = is_decoration(title);
    if alt.trim().is_empty() && !is_decoration {
        let help =
            "say what it shows between the brackets; a decoration says so: ![](… \"décorative\")";
        output.error(IMAGE_WITHOUT_TEXT, span, "this image has no alternative text", help);
    }
    let resolved = output.refer(ReferenceKind::Image, url, target);
    let shown = resolved.as_deref().and_then(output.show);
    let is_first = !mem::replace(&mut output.has_image, true);
    picture::start(output, resolved.as_deref().unwrap_or(url), shown.as_ref(), is_first);
    // Attributes are for programs too: typography leaves them as they were written.
    output.attribute("alt", if is_decoration { "" } else { alt });
    let is_caption = shown.is_some() && output.figure.takes_title();
    if !title.is_empty() && !is_decoration && !is_caption {
        output.attribute("title", title);
    }
    picture::end(output, shown.as_ref(), is_first);
}

/// Whether the title of an image says that it shows nothing.
pub(crate) fn is_decoration(title: &str) -> bool {
    matches!(title.trim().to_lowercase().as_str(), "décorative" | "decorative")
}

/// Where the target of a link stands, or the link if that cannot be told.
pub(crate) fn target(
    text: &str,
    tag: &Tag<'_>,
    span: &Range<usize>,
    definitions: &RefDefs<'_>,
) -> Range<usize> {
    let (Tag::Link { link_type, dest_url, id, .. } | Tag::Image { link_type, dest_url, id, .. }) =
        tag
    else {
        return 0..0;
    };
    plain_target(text, *link_type, dest_url, span)
        .unwrap_or_else(|| found_target(text, *link_type, dest_url, id, span, definitions))
}

/// The target of `[…](target)`, without a title or anything else that is not the target: nearly every link.
fn plain_target(
    text: &str,
    link_type: LinkType,
    url: &str,
    span: &Range<usize>,
) -> Option<Range<usize>> {
    let before = text[span.clone()].strip_suffix(')')?.strip_suffix(url)?;
    let is_plain = link_type == LinkType::Inline
        && !url.is_empty()
        && !url.contains(']')
        && before.ends_with("](");
    let start = span.start + before.len();
    is_plain.then(|| start..start + url.len())
}

fn found_target(
    text: &str,
    link_type: LinkType,
    dest_url: &str,
    id: &str,
    span: &Range<usize>,
    definitions: &RefDefs<'_>,
) -> Range<usize> {
    let (within, before) = match link_type {
        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
            (definitions.get(id).map_or(span, |definition| &definition.span), "]:")
        }
        LinkType::Inline => (span, "]("),
        _ => (span, "<"),
    };
    let source = &text[within.clone()];
    let from = match link_type {
        LinkType::Inline => source.rfind(before),
        _ => source.find(before),
    };
    let from = from.map_or(0, |at| at + before.len());
    match source[from..].find(dest_url) {
        Some(at) if !dest_url.is_empty() => {
            let start = within.start + from + at;
            start..start + dest_url.len()
        }
        _ => span.clone(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_plain_target_stands_where_it_is_found(text in "[\\[\\]() ab]{0,8}", url in "[\\[\\]() ab]{0,4}") {
            let link = format!("[{text}]({url})");
            let span = 0..link.len();
            let definitions = RefDefs::default();
            if let Some(plain) = plain_target(&link, LinkType::Inline, &url, &span) {
                let found = found_target(&link, LinkType::Inline, &url, "", &span, &definitions);
                prop_assert_eq!(plain, found);
            }
        }
    }
}
