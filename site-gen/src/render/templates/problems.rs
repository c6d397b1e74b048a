//! What is wrong with a template, at the place of whoever can mend it.

use std::collections::BTreeMap;

use authoring::diagnostics::{Diagnostic, Source, suggest};
use tera::Context;

use crate::{
    content::templates::is_overridden,
    render::templates::{
        errors::{self, InTemplate, messages::TEMPLATE_BLOCK},
        filters,
    },
};

authoring::codes! {
    TEMPLATE_PLACES = "template-places" in "templates/base.html" {
        means: "A template of the site's own replaces a built-in one and lacks a place that others \
            need: a block, or one place each for the form's title and its text.",
        hurts: "Pages would stand without their text, and an applicant who has pressed Send would \
            not learn what came of it.",
        wrong: "<title>{{ page.title }}</title>\n\
            {% block contenu %}{{ main | safe }}{% endblock contenu %}",
        right: "<title>{{ page.title }}</title>\n\
            {% block main %}{{ main | safe }}{% endblock main %}",
    }
}

/// What an error of Tera's means, while a template is rendered.
pub(super) fn rendering(
    sources: &BTreeMap<String, Source>,
    error: &tera::Error,
    context: &Context,
) -> Vec<Diagnostic> {
    let source = |name: &str| Some(&*sources.get(name)?.text);
    errors::explain(error, &source, context, filters::names(sources))
        .iter()
        .map(|found| place(sources, found))
        .collect()
}

/// What Tera complains about, with what it does not know: the names that other templates have.
pub(super) fn place(sources: &BTreeMap<String, Source>, found: &InTemplate) -> Diagnostic {
    let InTemplate { template, missing, diagnostic, .. } = found;
    let mut diagnostic = diagnostic.clone();
    match (missing, template) {
        (Some(block), Some(name)) if diagnostic.code == TEMPLATE_BLOCK => {
            diagnostic = diagnostic.help(suggest::help(block, known_blocks(sources, name)));
        }
        (Some(unknown), _) => {
            if let Some(near) = suggest::nearest(unknown, sources.keys().map(String::as_str)) {
                diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            }
        }
        (None, _) => {}
    }
    match template.as_ref().and_then(|name| sources.get(name)) {
        Some(source) => source.place(diagnostic),
        None => Source::new("content/templates", "").place(diagnostic.at(0..0)),
    }
}

/// A built-in template that does not fit into an overridden one is a mistake of the latter.
pub(super) fn misfit(
    sources: &BTreeMap<String, Source>,
    found: &InTemplate,
) -> Option<(String, Diagnostic)> {
    let name = found.template.as_ref().filter(|name| !is_overridden(sources, name))?;
    let text = &sources.get(name)?.text;
    let parent = text.split_once("{% extends \"")?.1.split_once('"')?.0;
    let source = sources.get(parent).filter(|_| is_overridden(sources, parent))?;
    let message = match &found.missing {
        Some(block) if found.diagnostic.code == TEMPLATE_BLOCK => {
            format!("this has no block `{block}`, which built-in templates fill")
        }
        _ => format!("{name} does not fit into this template: {}", found.diagnostic.message),
    };
    let diagnostic = source.error(TEMPLATE_PLACES, 0..0, message);
    Some((parent.to_owned(), diagnostic.maybe_help(found.diagnostic.help.clone())))
}

/// The blocks of the templates that one extends, for a name that none of them has.
fn known_blocks<'s>(sources: &'s BTreeMap<String, Source>, template: &str) -> Vec<&'s str> {
    let mut blocks = Vec::new();
    let mut name = template;
    // As many as there are: templates that extend each other are another mistake.
    for _ in 0..sources.len() {
        let Some(source) = sources.get(name) else { break };
        if name != template {
            let tags = source.text.split("{% block ").skip(1);
            blocks.extend(tags.filter_map(|rest| rest.split([' ', '%']).next()));
        }
        let extended = source.text.split_once("{% extends \"").map(|(_, rest)| rest);
        let Some((parent, _)) = extended.and_then(|rest| rest.split_once('"')) else { break };
        name = parent;
    }
    blocks
}
