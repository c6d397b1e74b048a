//! Compiles a set of templates, without those that do not compile.

use std::collections::BTreeMap;

use application_form::page;
use authoring::diagnostics::{Diagnostic, Source};
use tera::{Context, ErrorKind};

use super::{errors, filters, problems};
use crate::content::{
    templates::{built_in, is_overridden},
    theme,
};

/// A template that does not compile.
pub(super) struct Broken {
    /// As its author wrote it.
    pub(super) source: Source,
    /// What keeps it from being used.
    pub(super) error: Unusable,
}

/// What is wrong with a template that does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It cannot be read to its end.
    Syntax,
    /// It names what there is not.
    Name,
}

/// Compiles a set, without those that do not compile.
pub(super) fn compile<T>(
    mut sources: BTreeMap<String, Source>,
    set_aside: &mut BTreeMap<String, Broken>,
    diagnostics: &mut Vec<Diagnostic>,
    make: impl Fn(Vec<(&str, &str)>) -> Result<T, tera::Error>,
) -> (T, BTreeMap<String, Source>) {
    loop {
        let texts = sources.iter().map(|(name, source)| (name.as_str(), &*source.text)).collect();
        let error = match make(texts) {
            Ok(made) => return (made, sources),
            Err(error) => error,
        };
        let source = |name: &str| Some(&*sources.get(name)?.text);
        let found = errors::explain(&error, &source, &Context::new(), filters::NAMES);
        // What is broken is left out; an error that names no template is one of all overrides together.
        let mut broken = Vec::new();
        for each in &found {
            let diagnostic = match problems::misfit(&sources, each) {
                Some((parent, diagnostic)) => {
                    broken.push(parent);
                    diagnostic
                }
                None => problems::place(&sources, each),
            };
            diagnostics.push(diagnostic);
        }
        broken.extend(found.into_iter().filter_map(|each| each.template));
        broken.retain(|name| is_overridden(&sources, name));
        if broken.is_empty() {
            broken = sources.keys().filter(|name| is_overridden(&sources, name)).cloned().collect();
        }
        assert!(!broken.is_empty(), "the built-in templates compile: {error}");
        for name in broken {
            let stand_in = theme::TEMPLATES
                .into_iter()
                .chain(page::TEMPLATES)
                .find(|(known, _)| *known == name)
                .map_or("", |(_, text)| text);
            let diagnostic = match error.kind() {
                ErrorKind::SyntaxError(_) => Unusable::Syntax,
                _ => Unusable::Name,
            };
            if let Some(source) = sources.insert(name.clone(), built_in(&name, stand_in)) {
                set_aside.entry(name).or_insert(Broken { source, error: diagnostic });
            }
        }
    }
}
