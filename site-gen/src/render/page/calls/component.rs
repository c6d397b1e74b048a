//! What a component writes.

use authoring::diagnostics::Diagnostic;
use tera::Context;

use super::{codes::COMPONENT_TEXT, tag::Tag};
use crate::{
    content::page::Page,
    render::{
        markdown::{HTML_NOT_CLOSED, marks::COMPONENT_PLACE},
        renderer::Renderer,
        templates::errors::codes::TEMPLATE_VARIABLE,
    },
};

/// Stands for the text of a call while its component is rendered.
const BODY: &str = "\u{e0f0}";

/// Why nothing came of a call.
pub(super) enum Failed {
    /// The call is wrong.
    Here(Box<Diagnostic>),
    /// The template is, at its place.
    InTemplate(Vec<Diagnostic>),
}

/// What a component writes before the text of a call and after it; all of it before, if there is none.
///
/// # Errors
///
/// It cannot be rendered, or does not show the text once.
pub(super) fn html(
    renderer: &Renderer,
    page: &Page,
    tag: &Tag<'_>,
    end: Option<&Tag<'_>>,
    passed: &Context,
) -> Result<(String, String), Failed> {
    let name = tag.name;
    let wrong = |message: String, help: String| {
        let found = Diagnostic::new(COMPONENT_TEXT, tag.span.clone(), message, help);
        Failed::Here(Box::new(found))
    };
    let context = renderer.contexts.prose(page);
    let body = end.map(|_| BODY);
    let html = renderer.templates.components().render(name, passed, &context, body);
    let html = html.map_err(|error| {
        let found = renderer.templates.explain(&error, passed);
        let is_body =
            |it: &Diagnostic| it.code == TEMPLATE_VARIABLE && it.message.contains("`body`");
        if end.is_none() && found.iter().any(is_body) {
            let help = format!("write it between {{{{< {name} … >}}}} and {{{{< /{name} >}}}}");
            return wrong(format!("`{name}` needs a text"), help);
        }
        Failed::InTemplate(found)
    })?;
    if end.is_none() {
        return Ok((html, String::new()));
    }
    let mut parts = html.split(BODY);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(before), Some(after), None) => Ok((before.to_owned(), after.to_owned())),
        (_, None, _) => Err(wrong(
            format!("`{name}` shows no text"),
            format!(
                "end it at once, {{{{< {name} … />}}}}, or write {{{{ body }}}} in the component"
            ),
        )),
        _ => Err(wrong(
            format!("`{name}` shows its text more than once"),
            "write {{ body }} once in the component".to_owned(),
        )),
    }
}

/// What is to be said of a mistake in the HTML of a component: nothing, if its template says it.
pub(super) fn of_html(
    renderer: &Renderer,
    name: &str,
    is_end: bool,
    found: Diagnostic,
) -> Option<Diagnostic> {
    // What begins somewhere is told there, if it does not end.
    if [HTML_NOT_CLOSED, COMPONENT_PLACE].contains(&found.code) && is_end {
        return None;
    }
    if found.code == HTML_NOT_CLOSED {
        let message = format!("what `{name}` opens is not closed in the same part of the text");
        let help = format!(
            "write both of its tags in the same paragraph, item or quotation; or close it in the component `{name}`"
        );
        return Some(Diagnostic::new(COMPONENT_PLACE, found.span, message, help));
    }
    if found.code == COMPONENT_PLACE {
        let message = format!("`{name}` cannot stand here");
        return Some(Diagnostic { message, ..found });
    }
    if renderer.templates.components().is_told(name, found.code) {
        return None;
    }
    let message = format!("in what `{name}` writes: {}", found.message);
    Some(Diagnostic { message, ..found })
}
