//! Signs on both sides of a text: formulas, marks, what is raised.

use authoring::typography::LINE;

use super::enclosed;

/// `$$…$$`, over several lines if it begins one.
pub(super) fn display(before: &str, rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix("$$")?;
    let near = &inside[..inside.floor_char_boundary(500)];
    let is_block =
        (before.is_empty() || before.ends_with(['\n', LINE])) && inside.starts_with(['\n', LINE]);
    match near.find("$$") {
        Some(end) if is_block && end > 0 => Some(end + "$$$$".len()),
        _ => enclosed(rest, "$$", "$$"),
    }
}

/// `$\frac{a}{b}$`.
pub(super) fn inline(before: &str, rest: &str) -> Option<usize> {
    let is_alone = !before.ends_with('$') && !rest.starts_with("$$");
    let length = is_alone.then(|| enclosed(rest, "$", "$")).flatten()?;
    has_command(&rest[..length]).then_some(length)
}

/// `1^er^`, and no powers, `2^3^4`.
pub(super) fn raised(_: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, "^", "^").filter(|length| *length < 20)?;
    let inside = &rest["^".len()..length - "^".len()];
    let is_text = inside.chars().all(char::is_alphanumeric);
    (is_text && !rest[length..].starts_with(char::is_alphanumeric)).then_some(length)
}

/// Whether a formula holds a command, as `\frac`, or a power: two prices enclose none.
fn has_command(formula: &str) -> bool {
    let is_power = formula.contains('^') && !formula.contains(' ');
    is_power
        || formula
            .split('\\')
            .skip(1)
            .any(|part| part.starts_with(|first: char| first.is_ascii_alphabetic()))
}

/// `==text==`, and no comparison.
pub(super) fn marked(before: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, "==", "==")?;
    let inside = &rest["==".len()..length - "==".len()];
    let is_part = |symbol: char| symbol.is_whitespace() || symbol == '=';
    let is_text =
        !inside.starts_with(is_part) && !inside.ends_with(is_part) && !inside.contains('=');
    let is_alone = !before.ends_with(|last: char| last.is_alphanumeric() || "=!<>".contains(last));
    (is_text && is_alone && !rest[length..].starts_with('=')).then_some(length)
}
