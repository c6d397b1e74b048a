//! An image of the site: in several widths, with its size, so that nothing moves when it comes; and its caption.

use authoring::typography;

use crate::{
    content::assets::images::shown::Shown,
    render::markdown::{escape, output::Output},
};

/// How wide images are in the theme's text, as `site-gen/assets/theme/text.css` says: in a window of 44 rem and more,
/// 42; in others, all but a margin. Those that are loaded late are as wide as they are then.
const SIZES: &str = "(min-width: 44rem) 42rem, calc(100vw - 2rem)";

/// Writes an image up to the attributes that any has. The first of a page is likely to be seen at once.
pub(crate) fn start(output: &mut Output<'_, '_>, url: &str, shown: Option<&Shown>, is_first: bool) {
    let html = &mut output.html;
    let sizes = |html: &mut String| {
        html.push_str(if is_first { "\" sizes=\"" } else { "\" sizes=\"auto, " });
        html.push_str(SIZES);
        html.push('"');
    };
    if let Some(Shown { avif, .. }) = shown.filter(|shown| !shown.avif.is_empty()) {
        html.push_str("<picture><source type=\"image/avif\" srcset=\"");
        escape::attribute(html, avif);
        sizes(html);
        html.push('>');
    }
    html.push_str("<img src=\"");
    escape::url(html, shown.map_or(url, |shown| &shown.url));
    html.push('"');
    if let Some(Shown { others, .. }) = shown.filter(|shown| !shown.others.is_empty()) {
        html.push_str(" srcset=\"");
        escape::attribute(html, others);
        sizes(html);
    }
}

/// Writes the rest of it.
pub(crate) fn end(output: &mut Output<'_, '_>, shown: Option<&Shown>, is_first: bool) {
    let Some(Shown { size, avif, .. }) = shown else { return output.html.push('>') };
    if let Some((width, height)) = size {
        output.write(format_args!(" width=\"{width}\" height=\"{height}\""));
    }
    output.html.push_str(if is_first { ">" } else { " loading=\"lazy\">" });
    if !avif.is_empty() {
        output.html.push_str("</picture>");
    }
}

/// Makes a figure of the paragraph that begins at `start` of what is written, and ends it with its caption.
pub(crate) fn end_figure(output: &mut Output<'_, '_>, start: usize, caption: &str) {
    output.html.replace_range(start..start + "<p>".len(), "<figure>");
    output.html.push_str("<figcaption>");
    if output.is_french {
        escape::text(&mut output.html, &typography::french(caption));
    } else {
        escape::text(&mut output.html, caption);
    }
    output.html.push_str("</figcaption></figure>\n");
}
