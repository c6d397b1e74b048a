//! What is wrong with a template, at the place of whoever can mend it.

use std::collections::BTreeMap;

use authoring::diagnostics::{Problem, Source, suggest};
use tera::Context;

use super::is_overridden;
use crate::render::templates::{
    errors::{self, Complaint},
    filters,
};

/// What an error of Tera's means, while a template is rendered.
pub(super) fn rendering(
    sources: &BTreeMap<String, Source>,
    error: &tera::Error,
    context: &Context,
) -> Vec<Problem> {
    let source = |name: &str| Some(&*sources.get(name)?.text);
    errors::explain(error, &source, context, filters::NAMES)
        .iter()
        .map(|complaint| place(sources, complaint))
        .collect()
}

/// What Tera complains about, with what it does not know: the names that other templates have.
pub(super) fn place(sources: &BTreeMap<String, Source>, complaint: &Complaint) -> Problem {
    let Complaint { template, span, message, help, .. } = complaint;
    let mut help = help.clone();
    if let Some(name) = template
        && message.starts_with("the template it extends has no block")
    {
        let block = message.split('`').nth(1).unwrap_or_default();
        help = Some(suggest::help(block, known_blocks(sources, name)));
    }
    if let Some(unknown) = message.strip_prefix("unknown template `")
        && let Some(near) =
            suggest::nearest(unknown.trim_end_matches('`'), sources.keys().map(String::as_str))
    {
        help = Some(format!("did you mean `{near}`?"));
    }
    let problem = match template.as_ref().and_then(|name| sources.get(name)) {
        Some(source) => source.problem(span.clone(), message),
        None => Problem::whole_file("content/templates", message),
    };
    problem.maybe_help(help)
}

/// A built-in template that does not fit into an overridden one is a mistake of the latter.
pub(super) fn misfit(
    sources: &BTreeMap<String, Source>,
    complaint: &Complaint,
) -> Option<(String, Problem)> {
    let name = complaint.template.as_ref().filter(|name| !is_overridden(sources, name))?;
    let text = &sources.get(name)?.text;
    let parent = text.split_once("{% extends \"")?.1.split_once('"')?.0;
    let source = sources.get(parent).filter(|_| is_overridden(sources, parent))?;
    let message = match complaint.message.split('`').nth(1) {
        Some(block) if complaint.message.contains("has no block") => {
            format!("the built-in templates need a block `{block}` in this one")
        }
        _ => format!("{name} does not fit into this template: {}", complaint.message),
    };
    let problem = source.problem(0..0, message).maybe_help(complaint.help.clone());
    Some((parent.to_owned(), problem))
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
