//! What cannot be computed, because a value is still to be given: that has been said where it stands.

use std::{collections::BTreeSet, ops::Range};

use authoring::{config::PLACEHOLDER, diagnostics::Diagnostic};
use tera::Context;

use crate::content::values::ROOTS;

use super::{
    mentions::{Guard, Mentions, Path},
    scope::{Found, Known, as_placeholder},
};

/// A value still to be given that an expression or a tag needs, as it stands in its text.
pub(super) struct Needed {
    /// What is said of it, where nothing can stand in its place.
    pub(super) diagnostic: Diagnostic,
    /// The text that shows itself.
    pub(super) value: String,
}

/// The first value still to be given of the expression or the tag around `span`, or of what that is set from.
pub(super) fn needed(source: &str, span: &Range<usize>, context: &Context) -> Option<Needed> {
    let mentions = Mentions::of(source);
    let given = BTreeSet::new();
    let known = Known::new(context, &given);
    // Something of it may be asked for, which it does not have yet.
    let follow = |path: &Path<'_>, length: usize| {
        let mut start = path.clone();
        start.names.truncate(length);
        match known.follow(&mentions, &start, Guard::None) {
            Found::Values(values) => values.into_iter().find_map(as_placeholder),
            Found::Nothing { .. } | Found::Anything => None,
        }
    };
    around(&mentions, source, span)?.into_iter().find_map(|path| {
        let (length, value) =
            (1..=path.names.len()).find_map(|length| Some((length, follow(path, length)?)))?;
        let name = path.until(source, length - 1);
        let message =
            format!("`{name}` is still to be given, and nothing can be done with it before");
        let help =
            format!("give it, or ask first whether it is there: {{% if {name} is number %}}");
        Some(Needed {
            diagnostic: Diagnostic::new(PLACEHOLDER, path.span.clone(), message, help),
            value: value.to_owned(),
        })
    })
}

/// The first value of a file that the expression or the tag around `span` names, or what it names is set from: if that
/// could not be read, what is said here only follows from it.
pub fn subject(source: &str, span: &Range<usize>) -> Option<String> {
    let mentions = Mentions::of(source);
    let is_of_file = |path: &&Path<'_>| {
        path.names.len() > 1
            && ROOTS.iter().any(|root| root.strip_suffix('.') == Some(path.names[0]))
    };
    around(&mentions, source, span)?.into_iter().find(is_of_file).map(|path| path.names.join("."))
}

/// What the expression or the tag around `span` names, and then what that is set from.
fn around<'m, 's>(
    mentions: &'m Mentions<'s>,
    source: &str,
    span: &Range<usize>,
) -> Option<Vec<&'m Path<'s>>> {
    let before = source.get(..span.start)?;
    let tag = before.rfind("{{").max(before.rfind("{%")).unwrap_or_default();
    let is_near = |path: &&Path<'_>| path.span.start >= tag && path.span.start < span.end.max(tag);
    let near: Vec<&Path<'_>> = mentions.paths.iter().filter(is_near).collect();
    let behind = near.iter().flat_map(|path| mentions.sources(path.names[0]));
    Some(near.iter().copied().chain(behind).collect())
}
