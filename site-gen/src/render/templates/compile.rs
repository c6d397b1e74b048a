//! Compiles a set of templates, without those that do not compile.

use std::{collections::BTreeMap, mem, ops::Range, sync::Arc};

use application_form::page;
use authoring::diagnostics::{Diagnostic, Source};
use tera::{Context, ErrorKind};

use super::{
    errors::{self, InTemplate, codes::TEMPLATE_SYNTAX, messages::TEMPLATE_CHILD},
    filters, problems,
};
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
    /// With blanks in the place of what is wrong, if it compiles like that.
    pub(super) readable: Option<Source>,
}

/// What is wrong with a template that does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It cannot be read to its end.
    Syntax,
    /// It names what there is not.
    Name,
}

/// How often the set is compiled again for what else is wrong: a template may have as many mistakes as tags.
const ATTEMPTS: usize = 32;

/// Compiles a set, without those that do not compile. Of these, what is wrong is blanked out and the rest
/// compiled again, so that one mistake does not hide the next.
pub(super) fn compile<T>(
    written: BTreeMap<String, Source>,
    set_aside: &mut BTreeMap<String, Broken>,
    diagnostics: &mut Vec<Diagnostic>,
    make: impl Fn(Vec<(&str, &str)>) -> Result<T, tera::Error>,
) -> (T, BTreeMap<String, Source>) {
    let mut sources = written.clone();
    // Broken ones that are still compiled, with blanks, and from where on these may tear a block.
    let mut blanked: BTreeMap<String, usize> = BTreeMap::new();
    let mut attempts = 0;
    loop {
        attempts += 1;
        let texts = sources.iter().map(|(name, source)| (name.as_str(), &*source.text)).collect();
        let error = match make(texts) {
            Ok(made) if blanked.is_empty() => return (made, sources),
            Ok(_) => {
                for name in mem::take(&mut blanked).into_keys() {
                    let source = sources.insert(name.clone(), stand_in(&name));
                    set_aside.entry(name).and_modify(|broken| broken.readable = source);
                }
                continue;
            }
            Err(error) => error,
        };
        let source = |name: &str| Some(&*sources.get(name)?.text);
        let found = errors::explain(&error, &source, &Context::new(), filters::names(&written));
        let unusable = match error.kind() {
            ErrorKind::SyntaxError(_) => Unusable::Syntax,
            _ => Unusable::Name,
        };
        // What is broken is left out; an error that names no template is one of all overrides together.
        let mut broken = Vec::new();
        for each in found {
            match problems::misfit(&sources, &each) {
                Some((parent, diagnostic)) => {
                    // What it lacks may stand where there are blanks now.
                    diagnostics.extend((!blanked.contains_key(&parent)).then_some(diagnostic));
                    broken.push((parent, None));
                }
                None if is_torn(&each, &blanked) => {}
                None => diagnostics.push(problems::place(&written, &each)),
            }
            broken.extend(each.template.map(|name| (name, Some(each.diagnostic.span))));
        }
        broken.retain(|(name, _)| is_overridden(&sources, name));
        if broken.is_empty() {
            let own = sources.keys().filter(|name| is_overridden(&sources, name));
            broken = own.map(|name| (name.clone(), None)).collect();
        }
        assert!(!broken.is_empty(), "the built-in templates compile: {error}");
        for (name, span) in broken {
            let source = written[&name].clone();
            set_aside.entry(name.clone()).or_insert(Broken {
                source,
                error: unusable,
                readable: None,
            });
            let text = Arc::clone(&sources[&name].text);
            let span = span.filter(|_| attempts <= ATTEMPTS);
            let source = if let Some(wrong) = span.and_then(|span| wrong_part(&text, span)) {
                let torn = if tears(&text[wrong.clone()]) { wrong.start } else { text.len() };
                let from = blanked.entry(name.clone()).or_insert(torn);
                *from = torn.min(*from);
                Source::new(Arc::clone(&written[&name].path), without(&text, wrong))
            } else {
                blanked.remove(&name);
                stand_in(&name)
            };
            sources.insert(name, source);
        }
    }
}

/// The built-in template of that name, or an empty one.
fn stand_in(name: &str) -> Source {
    let built_ins = theme::TEMPLATES.into_iter().chain(page::TEMPLATES).chain([theme::CARD]);
    built_in(
        name,
        built_ins.into_iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text),
    )
}

/// Whether a mistake may come from the blanks: what seems to be missing stood there, or opened a block.
fn is_torn(found: &InTemplate, blanked: &BTreeMap<String, usize>) -> bool {
    let from = found.template.as_ref().and_then(|name| blanked.get(name));
    from.is_some_and(|from| *from < found.diagnostic.span.end)
        && [TEMPLATE_SYNTAX, TEMPLATE_CHILD].contains(&found.diagnostic.code)
}

/// Whether the rest may not fit together without a part: a tag of a block, or an expression without its end.
fn tears(part: &str) -> bool {
    let is_whole = part.starts_with("{{") && part.ends_with("}}")
        || part.starts_with("{% include")
        || part.starts_with("{% extends");
    part.starts_with('{') && !is_whole
}

/// The tag or the expression around what is wrong, or the text that is no place for one; `None` if that is
/// blank already.
fn wrong_part(text: &str, wrong: Range<usize>) -> Option<Range<usize>> {
    let opened = text[..wrong.end].rfind("{{").max(text[..wrong.end].rfind("{%"));
    let closed = text[..wrong.start].rfind("}}").max(text[..wrong.start].rfind("%}"));
    let span = match opened {
        Some(start) if closed.is_none_or(|end| end < start) => {
            let ends = ["}}", "%}"].into_iter().filter_map(|end| text[start..].find(end));
            start..ends.min().map_or(text.len(), |end| start + end + 2)
        }
        _ => wrong,
    };
    (!text[span.clone()].trim().is_empty()).then_some(span)
}

/// As many blanks in the place of a part.
fn without(text: &str, part: Range<usize>) -> String {
    let blanks = text[part.clone()].chars().map(|sign| if sign == '\n' { '\n' } else { ' ' });
    [&text[..part.start], &blanks.collect::<String>(), &text[part.end..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wrong: &str, expect: Option<&str>) {
        let start = text.find(wrong).unwrap();
        let part = wrong_part(text, start..start + wrong.len());
        assert_eq!(part.map(|part| without(text, part)).as_deref(), expect);
    }

    #[test]
    fn what_is_wrong_leaves_blanks_of_its_length() {
        check("a {{ é | b }} c", "b", Some("a             c"));
        check("{{ a }} {% if %} b", "%} b", Some("{{ a }}          b"));
        check("{{ a }} b {{ c }}", "b", Some("{{ a }}   {{ c }}"));
        check("{{ a }\nb", "}", Some("      \n "));
        check("{{ a }} \n", "\n", None);
    }
}
