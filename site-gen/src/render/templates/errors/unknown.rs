//! Names that nothing answers to, found without rendering.

use authoring::diagnostics::Diagnostic;
use tera::Value;

use super::{
    codes::ExpressionCodes,
    mentions::{Guard, Mentions, Path},
    scope::{Found, Known},
    unknown_name::{names_in, unknown_name},
};

authoring::codes! {
    VALUE_TABLE = "value-table" {
        means: "A page or a template shows a whole table or list as if it were a text.",
        hurts: "Readers would see brackets and quotes, as programs write them.",
        wrong: "Ouvert le {{ data.lieu.jours }}.",
        right: r#"Ouvert le {{ data.lieu.jours | join(sep=" et le ") }}."#,
    }
}

/// Every name of `text` that is not known, where it stands.
///
/// What a condition only asks for may be missing, but for the first name of a path, for those of values of
/// which every name is known, and for what is all but the name of another.
pub fn names(codes: ExpressionCodes, text: &str, known: &Known) -> Vec<Diagnostic> {
    let mentions = Mentions::of(text);
    let asked: Vec<&Path<'_>> =
        mentions.paths.iter().filter(|path| path.guard != Guard::None).collect();
    let mut diagnostics = Vec::new();
    for path in &mentions.paths {
        let around = asked.iter().filter(|asked| path.names.starts_with(&asked.names));
        let guard = around.map(|asked| asked.guard).max().unwrap_or(Guard::None);
        match known.follow(&mentions, path, guard) {
            Found::Nothing { names_known, before } => {
                diagnostics.push(unknown_name(
                    codes,
                    text,
                    path,
                    names_known,
                    &before,
                    known.context(),
                ));
            }
            Found::Values(values) if path.is_shown => {
                diagnostics.extend(not_a_text(text, path, &values));
            }
            Found::Values(_) | Found::Anything => {}
        }
    }
    diagnostics
}

/// The names that a text gives.
pub fn given(text: &str) -> impl Iterator<Item = String> {
    Mentions::of(text).bound.into_iter().map(str::to_owned)
}

/// Each tag or expression of a text that names `root`: what stands between its braces.
pub fn uses_of<'t>(root: &str, text: &'t str) -> Vec<&'t str> {
    let mentions = Mentions::of(text);
    let paths = mentions.paths.iter().filter(|path| path.names[0] == root);
    let around = paths.map(|path| {
        let start = text[..path.span.start].rfind("{{").max(text[..path.span.start].rfind("{%"));
        let end = text[path.span.end..].find('}').map_or(text.len(), |at| path.span.end + at);
        text[start.map_or(0, |start| start + 2)..end].trim_matches(['-', ' ', '\n', '%'])
    });
    around.collect()
}

/// A table or a list that is to be shown as if it were a text.
fn not_a_text(text: &str, path: &Path<'_>, values: &[&Value]) -> Option<Diagnostic> {
    let name = &text[path.span.clone()];
    let (kind, help) = if values.iter().all(|value| value.is_map()) {
        let known: Vec<String> =
            names_in(values).into_iter().map(|key| format!("{name}.{key}")).collect();
        let help = if known.is_empty() {
            "it is empty: nothing of it can be shown".to_owned()
        } else {
            format!("name one of its values: {}", known.join(", "))
        };
        ("table", help)
    } else if values.iter().all(|value| value.is_array()) {
        ("list", format!("join it, {{{{ {name} | join(sep=\", \") }}}}, or repeat a line for each"))
    } else {
        return None;
    };
    let message = format!("`{name}` is a {kind}, not a text");
    let found = Diagnostic::new(VALUE_TABLE, path.span.clone(), message, help);
    Some(found.about(path.names.join(".")))
}
