//! Names that nothing answers to, found without rendering.

use std::collections::BTreeSet;

use application_form::suggest;
use tera::{Context, ErrorKind, Tera, Value};

use super::{
    mentions::{Mentions, Path},
    wording::neighbours,
};
use crate::fault::Fault;

/// Values whose every name is known, so that a condition on another one is a mistake too.
const CLOSED: [&str; 2] = ["page", "words"];

/// Every name of `text` that `context` does not know, where it stands. `given` are names that something
/// else gives.
///
/// What a condition only asks for may be missing: all but the names of `CLOSED` and the first of a path.
pub fn names(text: &str, context: &Context, given: &BTreeSet<String>) -> Vec<Fault> {
    let Mentions { paths, bound } = Mentions::of(text);
    let asked: Vec<&Path<'_>> = paths.iter().filter(|path| path.is_asked).collect();
    let mut faults = Vec::new();
    for path in &paths {
        let root = path.names[0];
        if bound.contains(root) || given.contains(root) {
            continue;
        }
        let is_asked = asked.iter().any(|asked| path.names.starts_with(&asked.names));
        let guard = if is_asked { Guard::Asked } else { Guard::None };
        if let Some(known) = known_part(path, context, guard) {
            faults.push(fault(text, path, known, context));
        } else if path.is_shown {
            faults.extend(not_a_text(text, path, context));
        }
    }
    faults
}

/// The names that a text gives.
pub fn given(text: &str) -> impl Iterator<Item = String> {
    Mentions::of(text).bound.into_iter().map(str::to_owned)
}

/// Whether a condition stands before a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Guard {
    None,
    /// The text asks if it is there.
    Asked,
}

/// How many names of a path are known before one that is not; `None` if all are.
pub(super) fn known_part(path: &Path<'_>, context: &Context, guard: Guard) -> Option<usize> {
    let root = path.names[0];
    let Some(mut value) = context.get(root) else { return Some(0) };
    for (index, name) in path.names.iter().enumerate().skip(1) {
        if let Some(next) = field(value, name) {
            value = next;
            continue;
        }
        // Each page has its own `extra`; and what is empty here may be filled on another page.
        let is_open =
            index > 1 && path.names[1] == "extra" || !value.is_map() && !value.is_string();
        let may_be_missing = guard == Guard::Asked && !(index == 1 && CLOSED.contains(&root));
        return (!is_open && !may_be_missing).then_some(index);
    }
    None
}

pub(super) fn fault(text: &str, path: &Path<'_>, known: usize, context: &Context) -> Fault {
    let start =
        path.span.start + path.names[..known].iter().map(|name| name.len() + 1).sum::<usize>();
    let name = path.names[known];
    let message = format!("unknown variable `{}`", &text[path.span.start..start + name.len()]);
    let mut fault = Fault::new(start..start + name.len(), message, "");
    fault.help = around(&path.names[..=known], context)
        .map(|known| suggest::help(name, known.iter().map(String::as_str)));
    fault
}

/// A table or a list that is to be shown as if it were a text.
fn not_a_text(text: &str, path: &Path<'_>, context: &Context) -> Option<Fault> {
    let (root, rest) = path.names.split_first()?;
    let value = rest.iter().try_fold(context.get(root)?, |value, name| field(value, name))?;
    let name = &text[path.span.clone()];
    let (kind, help) = if let Some(map) = value.as_map() {
        let known: Vec<String> = map.keys().map(|key| format!("{name}.{key}")).collect();
        ("table", format!("name one of its values: {}", known.join(", ")))
    } else if value.is_array() {
        ("list", format!("join it, {{{{ {name} | join(sep=\", \") }}}}, or repeat a line for each"))
    } else {
        return None;
    };
    Some(Fault::new(path.span.clone(), format!("`{name}` is a {kind}, not a text"), help))
}

/// What there is where the last of these names is not.
fn around(names: &[&str], context: &Context) -> Option<Vec<String>> {
    if let [inside @ .., _] = names
        && let Some((root, rest)) = inside.split_first()
    {
        let value = context.get(root)?;
        let value = rest.iter().try_fold(value, |value, name| field(value, name))?;
        return Some(value.as_map()?.keys().map(ToString::to_string).collect());
    }
    // A context does not list its names, except in an error.
    let error = Tera::one_off(&format!("{{{{ {} }}}}", names[0]), context, false).err()?;
    let ErrorKind::RenderingError(report) = error.kind() else { return None };
    Some(neighbours(report.message())?.into_iter().map(str::to_owned).collect())
}

fn field<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.as_map()?.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(_, value)| value)
}
