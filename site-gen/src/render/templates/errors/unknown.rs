//! Names that nothing answers to, found without rendering.

use authoring::diagnostics::{diagnostic::Fault, suggest};
use tera::{Context, ErrorKind, Tera, Value};

use super::{
    mentions::{Mentions, Path},
    messages::{UNKNOWN, neighbours},
    scope::{Found, Guard, Known},
};

/// Every name of `text` that is not known, where it stands.
///
/// What a condition only asks for may be missing, but for the first name of a path and those of values of
/// which every name is known.
pub fn names(text: &str, known: &Known) -> Vec<Fault> {
    let mentions = Mentions::of(text);
    let asked: Vec<&Path<'_>> = mentions.paths.iter().filter(|path| path.is_asked).collect();
    let mut faults = Vec::new();
    for path in &mentions.paths {
        let is_asked = asked.iter().any(|asked| path.names.starts_with(&asked.names));
        let guard = if is_asked { Guard::Asked } else { Guard::None };
        match known.follow(&mentions, path, guard) {
            Found::Nothing { names_known, before } => {
                faults.push(fault(text, path, names_known, &before, known.context()));
            }
            Found::Values(values) if path.is_shown => {
                faults.extend(not_a_text(text, path, &values));
            }
            Found::Values(_) | Found::Anything => {}
        }
    }
    faults
}

/// The names that a text gives.
pub fn given(text: &str) -> impl Iterator<Item = String> {
    Mentions::of(text).bound.into_iter().map(str::to_owned)
}

/// A path of which so many names are known; `before` is what they stand for.
pub(super) fn fault(
    text: &str,
    path: &Path<'_>,
    names_known: usize,
    before: &[&Value],
    context: &Context,
) -> Fault {
    let name = path.names[names_known];
    let message = format!("{UNKNOWN}{}`", path.until(text, names_known));
    let mut fault = Fault::new(path.places[names_known].clone(), message, "");
    let known = if names_known == 0 { beside(name, context) } else { Some(names_in(before)) };
    fault.help = known.map(|known| match &known[..] {
        [] => "it is not set here, or nothing of that name is in it".to_owned(),
        known => suggest::help(name, known.iter().map(String::as_str)),
    });
    fault
}

/// A table or a list that is to be shown as if it were a text.
fn not_a_text(text: &str, path: &Path<'_>, values: &[&Value]) -> Option<Fault> {
    let name = &text[path.span.clone()];
    let (kind, help) = if values.iter().all(|value| value.is_map()) {
        let known: Vec<String> =
            names_in(values).into_iter().map(|key| format!("{name}.{key}")).collect();
        ("table", format!("name one of its values: {}", known.join(", ")))
    } else if values.iter().all(|value| value.is_array()) {
        ("list", format!("join it, {{{{ {name} | join(sep=\", \") }}}}, or repeat a line for each"))
    } else {
        return None;
    };
    Some(Fault::new(path.span.clone(), format!("`{name}` is a {kind}, not a text"), help))
}

/// The names that any of these has.
fn names_in(values: &[&Value]) -> Vec<String> {
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
