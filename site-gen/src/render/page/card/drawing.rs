//! A card as its template has written it: whether it can be drawn, and with the files that it shows in it.

use std::ops::Range;

use authoring::diagnostics::Diagnostic;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};
use unicode_normalization::UnicodeNormalization as _;

use super::{CARD_GLYPH, CARD_IMAGE, CARD_SVG};
use crate::{
    content::{Content, assets::card::SIZE},
    render::templates::filters::fit::font,
};

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// Elements of which a picture shows nothing.
const NOT_DRAWN: [&str; 10] = [
    "script",
    "foreignObject",
    "animate",
    "animateMotion",
    "animateTransform",
    "set",
    "audio",
    "video",
    "iframe",
    "canvas",
];

/// Reads it; with its mistakes, at bytes of what the template has written, it is nothing that can be drawn if they are
/// about that.
pub(super) fn read(svg: String, content: &Content) -> (Option<String>, Vec<Diagnostic>) {
    // What programs for drawing begin their files with.
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(&svg, options) {
        Ok(document) => document,
        Err(error) => return (None, vec![broken(&svg, &error)]),
    };
    let mut mistakes = Vec::new();
    let mut shown = Vec::new();
    size(document.root_element(), &mut mistakes);
    for node in document.descendants() {
        if node.is_element() {
            element(node, &svg, &mut mistakes);
            if let Some(file) = file(node, &mut mistakes) {
                shown.push(file);
            }
        } else if node.is_text() {
            signs(node, &svg, &mut mistakes);
        }
    }
    let is_drawn = mistakes.iter().all(|each| each.code != CARD_SVG);
    let mut whole = svg.clone();
    for (span, target) in shown.into_iter().rev() {
        match content.assets.drawing(content.config.from_root(target).as_ref()) {
            Ok(bytes) if !is_drawing(&bytes) => {
                let message = format!("`{target}` is no SVG, or a broken one");
                let help = "open it in a program for drawings, and save it again";
                mistakes.push(Diagnostic::new(CARD_IMAGE, span, message, help));
            }
            Ok(bytes) => {
                let data = format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(bytes));
                whole.replace_range(span, &data);
            }
            Err(why) => mistakes.push(Diagnostic { code: CARD_IMAGE, ..why.at(span) }),
        }
    }
    (is_drawn.then_some(whole), mistakes)
}

fn is_drawing(bytes: &[u8]) -> bool {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let document = Document::parse_with_options(text.trim_start_matches('\u{feff}'), options);
    document.is_ok_and(|it| it.root_element().has_tag_name((NAMESPACE, "svg")))
}

fn broken(svg: &str, error: &resvg::usvg::roxmltree::Error) -> Diagnostic {
    let place = error.pos();
    let line = usize::try_from(place.row).unwrap_or(1).saturating_sub(1);
    let start: usize = svg.split_inclusive('\n').take(line).map(str::len).sum();
    let before = usize::try_from(place.col).unwrap_or(1).saturating_sub(1);
    let before = svg[start..].char_indices().nth(before).map_or(0, |(at, _)| at);
    let at = (start + before).min(svg.len());
    let message = error.to_string();
    let message = message.rsplit_once(" at ").map_or(&*message, |(message, _)| message);
    let message = format!("this is no SVG: {}", message.replace('\'', "`"));
    let help = "an SVG is XML: elements are closed, values stand in quotes, `&` is written &amp;";
    Diagnostic::new(CARD_SVG, at..at, message, help)
}

fn size(root: Node<'_, '_>, mistakes: &mut Vec<Diagnostic>) {
    let tag = root.range().start..root.range().start + 1 + root.tag_name().name().len();
    let (width, height) = SIZE;
    let example = format!("<svg xmlns=\"{NAMESPACE}\" width=\"{width}\" height=\"{height}\">");
    let mut told = |message: String| {
        let help = format!("begin with {example}");
        mistakes.push(Diagnostic::new(CARD_SVG, tag.clone(), message, help));
    };
    if !root.has_tag_name((NAMESPACE, "svg")) {
        return told(format!("`<{}>` is no drawing", root.tag_name().name()));
    }
    let pixels = |name| {
        let text = root.attribute(name)?.trim();
        text.strip_suffix("px").unwrap_or(text).parse::<f64>().ok()
    };
    let of_box = || -> Option<[f64; 2]> {
        let numbers = root.attribute("viewBox")?.split([' ', ',']).filter(|it| !it.is_empty());
        let numbers: Vec<f64> = numbers.map_while(|it| it.parse().ok()).collect();
        <[f64; 4]>::try_from(numbers).ok().map(|[_, _, width, height]| [width, height])
    };
    let says_none = root.attribute("width").or(root.attribute("height")).is_none();
    let of_box = of_box().filter(|_| says_none);
    let found = of_box.or_else(|| Some([pixels("width")?, pixels("height")?]));
    if found != Some([f64::from(width), f64::from(height)]) {
        let found = found.map_or_else(
            || "this says none in pixels".to_owned(),
            |[width, height]| format!("this has {width} × {height}"),
        );
        told(format!("a card has {width} × {height} pixels, {found}"));
    }
}

fn element(node: Node<'_, '_>, svg: &str, mistakes: &mut Vec<Diagnostic>) {
    let name = node.tag_name().name();
    let start = node.range().start;
    if NOT_DRAWN.contains(&name) {
        let message = format!("a card shows nothing of `<{name}>`");
        let help = "remove it: a card is a picture, of shapes and texts";
        mistakes.push(Diagnostic::new(CARD_SVG, start..start + 1 + name.len(), message, help));
    }
    let style = node.first_child().filter(|text| name == "style" && text.is_text());
    let of_style = style.map(|text| text.range());
    let values = node.attributes().map(|attribute| attribute.range_value()).chain(of_style);
    for span in values {
        let value = &svg[span.clone()];
        let loads = value.match_indices("url(").map(|(at, sign)| (at, sign.len()));
        let loads = loads.chain(value.match_indices("@import").map(|(at, sign)| (at, sign.len())));
        for (at, length) in loads {
            let target = value[at + length..].trim_start_matches([' ', '\'', '"']);
            let target = target.strip_prefix("&quot;").unwrap_or(target);
            if !target.starts_with('#') {
                let at = span.start + at..span.start + at + length;
                let message = "a card loads nothing in this way";
                let help = "a file stands in <image href=\"/assets/….svg\"/>, a colour or a pattern in the drawing itself";
                mistakes.push(Diagnostic::new(CARD_IMAGE, at, message, help));
            }
        }
    }
}

/// The file that an element shows, and which bytes name it.
fn file<'a>(node: Node<'a, '_>, mistakes: &mut Vec<Diagnostic>) -> Option<(Range<usize>, &'a str)> {
    let name = node.tag_name().name();
    let mut attributes = node.attributes();
    let href = attributes.find(|attribute| {
        attribute.name() == "href" && matches!(name, "image" | "feImage" | "use")
    })?;
    let (span, target) = (href.range_value(), href.value());
    let is_own = target.starts_with('#') || target.starts_with("data:image/svg+xml");
    if name == "image" && !is_own {
        return Some((span, target));
    }
    if name != "image" && !target.starts_with('#') {
        let message = format!("`<{name}>` shows nothing of another file");
        let help = "a file stands in <image href=\"/assets/….svg\"/>";
        mistakes.push(Diagnostic::new(CARD_IMAGE, span, message, help));
    }
    None
}

/// The signs of a text that the font lacks.
fn signs(node: Node<'_, '_>, svg: &str, mistakes: &mut Vec<Diagnostic>) {
    let is_shown = node.ancestors().any(|above| above.has_tag_name((NAMESPACE, "text")));
    let text = node.text().unwrap_or_default();
    if !is_shown || text.is_ascii() {
        return;
    }
    let mut lacking: Vec<char> = text.nfc().filter(|sign| !font::has(*sign)).collect();
    lacking.sort_unstable();
    lacking.dedup();
    for sign in lacking {
        let span = node.range();
        let at = svg[span.clone()].find(sign).map(|at| span.start + at);
        let span = at.map_or(span.start..span.start, |at| at..at + sign.len_utf8());
        let message = format!("the font of cards has no `{sign}`");
        let help = "write it otherwise, or say `card: false` on this page";
        mistakes.push(Diagnostic::new(CARD_GLYPH, span, message, help));
    }
}
