//! What a site below a path of its host cannot lead there: addresses that the form's templates compute, which no build
//! sees filled in.

use std::ops::Range;

use authoring::diagnostics::Diagnostic;

use crate::{
    content::{Content, config::base_url::is_from_root},
    render::{
        markdown,
        templates::{
            Templates,
            as_html::{self, VALUE, blank},
        },
    },
};

authoring::codes! {
    FORM_BELOW_PATH = "form-below-path" in "templates/form/failure.html" {
        means: "A template of the form computes an address of the site, and the site's `base_url` has a path.",
        hurts: "Whoever follows it comes to the root of the host, where another site is, or nothing.",
        wrong: "<h1>{{ title }}</h1>\n\
            <p>{{ text }}</p>\n\
            <p><a href=\"{% if text %}/contact/{% else %}/{% endif %}\">Nous écrire</a></p>",
        right: "<h1>{{ title }}</h1>\n\
            <p>{{ text }}</p>\n\
            <p>{% if text %}<a href=\"/contact/\">Nous écrire</a>{% else %}<a href=\"/\">Accueil</a>{% endif %}</p>",
    }
}

/// Notes what would lead to the root of the host. Elsewhere, what comes of a template is led below the path; the form's
/// are filled in by its service, which knows no HTML: there, what stands in an attribute as it is, is led.
pub fn check(content: &Content, templates: &Templates, diagnostics: &mut Vec<Diagnostic>) {
    if content.config.base_url.path().is_empty() {
        return;
    }
    for (_, source) in templates.own().filter(|(name, _)| name.starts_with("form/")) {
        for span in computed(&source.text) {
            let message = format!(
                "`{}` would lead to the root of the host, not below `{}`",
                &source.text[span.clone()],
                content.config.base_url.path()
            );
            let help = "write the address as it is in its attribute, href=\"/contact/\"; \
                a condition stands around the element";
            diagnostics.push(source.error(FORM_BELOW_PATH, span, message).help(help));
        }
    }
}

/// The addresses from the site's root that stand behind a tag of an attribute, or in a text of an expression.
fn computed(template: &str) -> Vec<Range<usize>> {
    let html = blank(template);
    let mut found = Vec::new();
    for reference in markdown::references(&html) {
        let mut at = reference.span.start;
        for part in html[reference.span.clone()].split(VALUE) {
            if at > reference.span.start && is_from_root(part) && template[..at].ends_with("%}") {
                found.push(at..at + part.len());
            }
            at += part.len() + VALUE.len_utf8();
        }
    }
    for value in
        as_html::values(template).filter(|value| !template[value.clone()].starts_with("{#"))
    {
        found.extend(texts(template, value).filter(|span| is_from_root(&template[span.clone()])));
    }
    found.sort_by_key(|span| span.start);
    found
}

/// The texts in quotes of an expression or a tag.
fn texts(template: &str, value: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = value.start;
    std::iter::from_fn(move || {
        let rest = &template[at..value.end];
        let open = rest.find(['"', '\'', '`'])?;
        let quote = char::from(rest.as_bytes()[open]);
        let start = at + open + 1;
        let end = start + template[start..value.end].find(quote)?;
        at = end + 1;
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_computed_is_found_and_what_stands_there_is_led() {
        for (template, expect) in [
            ("<a href=\"/a/\">{{ text }}</a>", &[][..]),
            ("<a href=\"{{ form_page }}\">/a/</a><a href=\"{{ form_page }}/a/\">", &[]),
            ("<form action=\"{{ modification }}#{{ id }}\">", &[]),
            ("{% if a %}<a href=\"/a/\">{% endif %}/b/", &[]),
            ("{# \"/a/\" #}{{ \"a/b\" }}{{ '//a.example/' }}{% if a / b %}{% endif %}", &[]),
            ("<a href=\"{% if a %}/a/{% else %}/b/#c{% endif %}\">", &["/a/", "/b/#c"]),
            ("<a href='{% if a %}{{ a }}{% else %}/é/{% endif %}'>", &["/é/"]),
            ("{% set a = '/a/' %}<a href=\"{{ a }}\">", &["/a/"]),
            ("<a href=\"{{ a | default(value=\"/a/\") }}\">", &["/a/"]),
            ("{% include \"form/a.html\" %}{{ `/a/` }}", &["/a/"]),
        ] {
            let found: Vec<&str> =
                computed(template).into_iter().map(|span| &template[span]).collect();
            assert_eq!(found, expect, "{template}");
        }
    }
}
