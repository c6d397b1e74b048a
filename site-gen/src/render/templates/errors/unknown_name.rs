//! One name that nothing answers to: what it is beside, and which of those was meant.

use authoring::diagnostics::{Diagnostic, suggest};
use tera::{Context, ErrorKind, Tera, Value};

use super::{codes::ExpressionCodes, foreign, mentions::Path};

/// What to do about a name that no neighbour helps with.
pub(super) const UNSET: &str = "it is not set here, or nothing of that name is in it";

/// A path of which so many names are known; `before` is what they stand for.
pub(super) fn unknown_name(
    codes: ExpressionCodes,
    text: &str,
    path: &Path<'_>,
    names_known: usize,
    before: &[&Value],
    context: &Context,
) -> Diagnostic {
    let name = path.names[names_known];
    let message = format!("unknown variable `{}`", path.until(text, names_known));
    let help_of_root = if names_known == 0 {
        foreign::nothing(name)
            .or_else(|| foreign::not_taken(text, path.span.start, name))
            .or_else(|| holder(name, context))
    } else {
        None
    };
    let known = if names_known == 0 { beside(name, context) } else { Some(names_in(before)) };
    let help = known.map(|known| match &known[..] {
        [] => UNSET.to_owned(),
        known => suggest::help(name, known.iter().map(String::as_str)),
    });
    Diagnostic::without_help(codes.unknown, path.places[names_known].clone(), message)
        .maybe_help(help_of_root.or(help))
        .about(path.names[..=names_known].join("."))
}

/// What has a value of a name that was written alone: other programs know `title`, where it is `page.title` here.
pub(super) fn holder(name: &str, context: &Context) -> Option<String> {
    let has = |root: &&&str| {
        let values = context.get(root).and_then(Value::as_map);
        values.is_some_and(|values| values.keys().any(|key| key.to_string() == name))
    };
    let root = ["page", "site"].iter().find(has)?;
    Some(format!("did you mean `{root}.{name}`?"))
}

/// The names that any of these has.
pub(super) fn names_in(values: &[&Value]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for key in values.iter().filter_map(|value| value.as_map()).flat_map(|map| map.keys()) {
        let key = key.to_string();
        if !names.contains(&key) {
            names.push(key);
        }
    }
    names
}

/// What a context holds: it does not list its names, except in an error.
fn beside(name: &str, context: &Context) -> Option<Vec<String>> {
    let error = Tera::one_off(&format!("{{{{ {name} }}}}"), context, false).err()?;
    let ErrorKind::RenderingError(report) = error.kind() else { return None };
    Some(neighbours(report.message())?.into_iter().map(str::to_owned).collect())
}

/// What there is instead, from `Field …` or `Variable … is not defined. Available …: a, b`.
pub(super) fn neighbours(message: &str) -> Option<Vec<&str>> {
    let rest = message.strip_prefix("Field `").or_else(|| message.strip_prefix("Variable `"))?;
    let (_, known) = rest.split_once("` is not defined. ")?;
    let (_, known) = known.split_once(": ")?;
    Some(known.split(", ").collect())
}
