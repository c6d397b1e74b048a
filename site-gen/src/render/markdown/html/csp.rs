//! HTML that the author wrote and that no browser would carry out: the site's security policy refuses it.

use authoring::diagnostics::Diagnostic;

use crate::{
    content::assets::css::{self, UrlKind},
    render::markdown::{
        escape,
        html::{
            policy,
            tags::{Tag, TagKind, Tags},
        },
        output::Output,
    },
};

authoring::codes! {
    HTML_REFUSED = "html-refused" {
        means: "HTML holds what the site's security policy forbids: `style=` or `onclick=`, a page \
            inside the page, or a script where none may stand.",
        hurts: "Browsers leave it out: readers do not see the colour or the map, or press a button \
            that does nothing.",
        wrong: r#"<p style="color: red">Clôture le 30 juin.</p>"#,
        right: r#"<p class="important">Clôture le 30 juin.</p>"#,
    }
}

/// What stands in a template for a value.
const UNKNOWN: char = '\u{1}';

/// Whether a script or a style sheet may stand in the document itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InPlace {
    /// The policy names it.
    Allowed,
    /// Nobody sees the document before the handler answers with it.
    Refused,
}

/// What is refused in a piece of HTML.
pub fn refused(html: &str, in_place: InPlace) -> Vec<Diagnostic> {
    Tags::of(html).flat_map(|tag| of_tag(&tag, in_place)).collect()
}

/// The name of a `<script>` or `<style>` at the start of `element`, its type, whether a file holds it, and
/// what is between its tags; `None` if there is no tag.
pub(crate) fn script_or_style(element: &str) -> Option<(&str, String, bool, &str)> {
    let tag = Tags::of(element).next()?;
    let kind = tag.attribute("type").map(escape::decode).unwrap_or_default();
    let content = element.get(tag.span.end..).unwrap_or_default();
    Some((tag.name, kind, tag.attribute("src").is_some(), content))
}

/// Notes what of a tag is refused. `after` is the HTML behind it; `place` leads from the bytes of the
/// HTML to those of the Markdown.
pub(crate) fn check_policy(
    output: &mut Output<'_, '_>,
    tag: &Tag<'_>,
    after: &str,
    place: &dyn Fn(usize) -> usize,
) {
    let diagnostics = of_tag(tag, InPlace::Allowed).into_iter().chain(cut_off(tag, after));
    for refused in diagnostics {
        let span = place(refused.span.start)..place(refused.span.end - 1) + 1;
        output.report(refused.at(span));
    }
}

fn of_tag(tag: &Tag<'_>, in_place: InPlace) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if tag.kind == TagKind::Closing {
        return diagnostics;
    }
    let name = tag.name.to_ascii_lowercase();
    diagnostics.extend(policy::refusal(HTML_REFUSED, tag));
    if in_place == InPlace::Refused && is_in_place(tag) {
        let message = format!("browsers refuse `<{name}>` here: it could come from anyone");
        diagnostics.push(Diagnostic::new(
            HTML_REFUSED,
            tag.span.clone(),
            message,
            into_a_file(tag),
        ));
    }
    for attribute in &tag.attributes {
        let refused = refused_attribute(&attribute.name.to_ascii_lowercase());
        diagnostics.extend(refused.map(|refused| refused.at(attribute.span.clone())));
    }
    if tag.is("style") {
        diagnostics.extend(of_style_sheet(tag));
    }
    diagnostics
}

/// What is wrong in a style sheet that stands in the page; where its files are is looked at with all others.
fn of_style_sheet(tag: &Tag<'_>) -> Vec<Diagnostic> {
    let (text, css) = (tag.text(), tag.text_of());
    // Only rendering knows what a template writes there; where nothing ends it, that is the mistake.
    let is_open = css.contains(UNKNOWN) || !tag.text_ends();
    let mut found = if is_open { Vec::new() } else { css::diagnostics(css) };
    let fonts = css::urls(css).into_iter().filter(|(kind, _)| *kind == UrlKind::Font);
    let data = fonts.filter(|(_, span)| css[span.clone()].starts_with("data:"));
    found.extend(data.map(|(_, span)| {
        let message = "browsers refuse a font that is no file";
        let help = "put it into a file of content/assets/ and write its path there";
        Diagnostic::new(HTML_REFUSED, span, message, help)
    }));
    let shift = |found: Diagnostic| {
        let span = text.start + found.span.start..text.start + found.span.end;
        found.at(span)
    };
    found.into_iter().map(shift).collect()
}

/// What is wrong with an attribute of this name, in lower case; whoever reads it knows where it stands.
pub(crate) fn refused_attribute(name: &str) -> Option<Diagnostic> {
    let help = match name {
        "style" => "give it a class=\"…\", and the class its look in a style sheet",
        _ if name.starts_with("on") && name.len() > 4 => {
            "scripts stand in files of content/assets/"
        }
        _ => return None,
    };
    let message = format!("browsers refuse `{name}=` here");
    Some(Diagnostic::new(HTML_REFUSED, 0..0, message, help))
}

/// A script or style sheet in the middle of a text: what is in it is Markdown, where quotes and spaces are
/// mended.
fn cut_off(tag: &Tag<'_>, after: &str) -> Option<Diagnostic> {
    let is_cut_off = tag.kind != TagKind::Closing && is_in_place(tag) && after.is_empty();
    is_cut_off.then(|| {
        let message = format!("what is in this `<{}>` would become text of the page", tag.name);
        let help = format!("write it on lines of its own, or {}", into_a_file(tag));
        Diagnostic::new(HTML_REFUSED, tag.span.clone(), message, help)
    })
}

fn is_in_place(tag: &Tag<'_>) -> bool {
    // Of a drawing's script, `href` is what `src` is of others'.
    let is_file = || ["src", "href", "xlink:href"].iter().any(|it| tag.attribute(it).is_some());
    tag.is("style") || tag.is("script") && !is_file()
}

fn into_a_file(tag: &Tag<'_>) -> &'static str {
    if tag.is("script") {
        "put it into a file: <script src=\"/assets/….js\" defer></script>"
    } else {
        "put it into a style sheet of content/assets/"
    }
}
