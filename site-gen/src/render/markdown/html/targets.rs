//! What a tag points to: where its reader may go, what its page loads, where its form is sent.

use std::ops::Range;

use crate::{
    content::assets::css,
    render::markdown::{
        html::{
            policy::{is_frame, is_loading_link, leaves, loads_file},
            tags::{Attribute, Tag, TagKind},
        },
        output::ReferenceKind,
    },
};

/// What an attribute points to, or a style sheet that stands in the page.
pub(crate) struct Target {
    pub(crate) kind: ReferenceKind,
    /// Bytes of the HTML.
    pub(crate) value: Range<usize>,
    /// With its quotes; `None` if it is only a part of what is in them.
    pub(crate) quoted: Option<Range<usize>>,
}

/// In the order of the text.
pub(crate) fn targets(tag: &Tag<'_>, html: &str) -> Vec<Target> {
    let mut targets = Vec::new();
    if is_frame(tag) || matches!(tag.kind, TagKind::Closing) {
        return targets;
    }
    for attribute in tag.attributes.iter().filter(|attribute| !attribute.quoted.is_empty()) {
        let Attribute { value, quoted, .. } = attribute.clone();
        let text = &html[value.clone()];
        let part = |start: usize, text: &str| {
            let start = value.start + start;
            let value = start..start + text.len();
            Target { kind: ReferenceKind::Image, value, quoted: None }
        };
        let name = attribute.name.to_ascii_lowercase();
        let kind = match name.as_str() {
            "href" if is_loading_link(tag) => ReferenceKind::Image,
            // What stands in the page itself is there, or is missing like any other fragment.
            "href" | "xlink:href" if loads_file(tag, &name) && !text.starts_with('#') => {
                ReferenceKind::Image
            }
            "href" | "xlink:href" => ReferenceKind::Link,
            "src" | "poster" => ReferenceKind::Image,
            "background" if loads_file(tag, &name) => ReferenceKind::Image,
            "action" | "formaction" if !text.trim().is_empty() && !leaves(text) => {
                ReferenceKind::Form
            }
            "srcset" => {
                targets.extend(candidates(text).into_iter().map(|(at, file)| part(at, file)));
                continue;
            }
            "imagesrcset" if loads_file(tag, &name) => {
                targets.extend(candidates(text).into_iter().map(|(at, file)| part(at, file)));
                continue;
            }
            "content" if is_refresh(tag) => {
                let leads = |(at, url)| Target { kind: ReferenceKind::Link, ..part(at, url) };
                targets.extend(refreshed(text).map(leads));
                continue;
            }
            "fill" | "stroke" | "filter" | "mask" | "clip-path" | "cursor" | "marker-start"
            | "marker-mid" | "marker-end" => {
                targets.extend(painted(text).map(|(at, file)| part(at, file)));
                continue;
            }
            _ => continue,
        };
        targets.push(Target { kind, value, quoted: Some(quoted) });
    }
    if tag.is("style") {
        targets.extend(of_style_sheet(tag, html));
    }
    targets
}

/// What a style sheet loads that stands in the page. Data is refused or allowed by what it is for.
fn of_style_sheet<'h>(tag: &Tag<'_>, html: &'h str) -> impl Iterator<Item = Target> + 'h {
    let text = tag.text();
    let start = text.start;
    let urls = css::urls(&html[text]).into_iter();
    let urls = urls.map(move |(_, span)| start + span.start..start + span.end);
    let is_file = move |span: &Range<usize>| {
        let url = &html[span.clone()];
        !url.starts_with('#') && !url.starts_with("data:")
    };
    let target = |value| Target { kind: ReferenceKind::Image, value, quoted: None };
    urls.filter(is_file).map(target)
}

/// Whether a tag leads its reader on, after a while or at once.
fn is_refresh(tag: &Tag<'_>) -> bool {
    let asks = |what: &str| what.trim().eq_ignore_ascii_case("refresh");
    tag.is("meta") && tag.attribute("http-equiv").is_some_and(asks)
}

/// Where `5; url=/contact/` leads, and where that stands in it (HTML, 4.2.5.3).
fn refreshed(content: &str) -> Option<(usize, &str)> {
    let (_, rest) = content.split_once([';', ','])?;
    let url = rest.trim_start();
    let named = url.get(..3).filter(|name| name.eq_ignore_ascii_case("url"));
    let named = named.and_then(|name| url[name.len()..].trim_start().strip_prefix('='));
    let url = named.unwrap_or(url).trim().trim_matches(['"', '\'']);
    (!url.is_empty())
        .then(|| (content.len() - rest.len() + rest.rfind(url).unwrap_or_default(), url))
}

/// The file that `url(…)` in an attribute of a drawing names, and where it stands; what begins with `#` is in the page.
fn painted(value: &str) -> Option<(usize, &str)> {
    let start = value.find("url(")? + "url(".len();
    let inside = &value[start..start + value[start..].find(')')?];
    let file = inside.trim().trim_matches(['"', '\'']);
    let at = start + inside.find(file)?;
    Some((at, file)).filter(|(_, file)| !file.starts_with('#'))
}

/// The files of a `srcset`, such as `/assets/a.png 2x, /assets/b.png 3x`, and where each stands in it. A comma ends a
/// file only before a space (HTML, 4.8.4.3.10).
fn candidates(srcset: &str) -> Vec<(usize, &str)> {
    let is_between = |symbol: char| symbol.is_ascii_whitespace() || symbol == ',';
    let mut files = Vec::new();
    let mut rest = srcset.trim_start_matches(is_between);
    while !rest.is_empty() {
        let end = rest.find(|symbol: char| symbol.is_ascii_whitespace()).unwrap_or(rest.len());
        let is_ended = rest[..end].ends_with(',');
        let end = if is_ended { end } else { end + length_of_rest(&rest[end..]) };
        let (written, after) = rest.split_at(end);
        let file = written.trim_end_matches(',');
        files.push((srcset.len() - rest.len(), file));
        // Its size or density, up to the next comma, unless there is none.
        let is_alone = file.len() < written.len();
        let next = if is_alone { 0 } else { after.find(',').unwrap_or(after.len()) };
        rest = after[next..].trim_start_matches(is_between);
    }
    files
}

/// How much of what follows a name in a `srcset` still belongs to it: all but its size or density. Authors type the
/// spaces of a file's name as they are.
fn length_of_rest(after: &str) -> usize {
    let is_size = |word: &str| {
        let number = word.strip_suffix(['w', 'h', 'x']);
        number.is_some_and(|number| number.parse::<f64>().is_ok())
    };
    let mut name = after[..after.find(',').unwrap_or(after.len())].trim_end();
    while let Some((before, word)) = name.rsplit_once(|symbol: char| symbol.is_ascii_whitespace())
        && is_size(word)
    {
        name = before.trim_end();
    }
    name.len()
}
