//! Formulas, as TeX has them.

use authoring::typography::{LINE, OPAQUE};

use crate::render::markdown::{
    block::{Block, Role, Signs},
    mistakes::foreign::{FORMULA_LITERAL, Foreign, enclosed},
    output::Output,
};

/// All of them but those in escaped brackets.
pub(in super::super) const ROWS: &[Foreign] = &[
    Foreign {
        code: FORMULA_LITERAL,
        signs: Signs::RARE,
        begins: "$$",
        length: display,
        message: NO_FORMULA,
        help: WORDS,
    },
    Foreign {
        code: FORMULA_LITERAL,
        signs: Signs::RARE,
        begins: "$",
        length: inline,
        message: NO_FORMULA,
        help: WORDS,
    },
    Foreign {
        code: FORMULA_LITERAL,
        signs: Signs::BRACE,
        begins: "\\begin{",
        length: |_, rest| enclosed(rest, "\\begin{", "}"),
        message: NO_FORMULA,
        help: WORDS,
    },
];

/// Notes `\(a + b\)` and `\[a = b\]`, of which readers see the brackets alone.
pub(in super::super) fn find_escaped(output: &mut Output<'_, '_>, block: &Block<'_>) {
    // An escaped sign begins a piece of its own.
    let escaped = block.pieces.iter().filter(|piece| {
        let before = piece.span.start.checked_sub(1);
        piece.role == Role::Prose && before.is_some_and(|at| output.text.as_bytes()[at] == b'\\')
    });
    let mut open: Option<(usize, usize, char)> = None;
    let mut found = Vec::new();
    for piece in escaped {
        match (open, block.prose[piece.at..].chars().next()) {
            (_, Some('(')) => open = Some((piece.at, piece.span.start, ')')),
            (_, Some('[')) => open = Some((piece.at, piece.span.start, ']')),
            (Some((at, start, close)), Some(sign)) if sign == close => {
                let inside = &block.prose[at + 1..piece.at];
                // At the start of a line, `\(a\)` counts.
                let line = block.prose[..at].rsplit(['\n', LINE]).next().unwrap_or_default();
                let is_first = line.trim().is_empty();
                if inside.contains(['^', '_', '=', '+', '\\']) || is_name(inside) && !is_first {
                    found.push(start - 1..piece.span.start + 1);
                }
                open = None;
            }
            _ => {}
        }
    }
    for span in found {
        output.error(FORMULA_LITERAL, span, NO_FORMULA, WORDS);
    }
}

const NO_FORMULA: &str = "this is text, not a formula";

const WORDS: &str = "write it in words and characters, or show an image of it";

/// `$$…$$`, over several lines if it begins one.
fn display(before: &str, rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix("$$")?;
    let near = &inside[..inside.floor_char_boundary(500)];
    let is_block =
        (before.is_empty() || before.ends_with(['\n', LINE])) && inside.starts_with(['\n', LINE]);
    match near.find("$$") {
        Some(end) if is_block && end > 0 => Some(end + "$$$$".len()),
        _ => enclosed(rest, "$$", "$$"),
    }
}

/// `$\\frac{a}{b}$`, `$n$` and `$a^2 + b^2$`, and no prices or names of shells.
fn inline(before: &str, rest: &str) -> Option<usize> {
    let is_alone = !before.ends_with('$') && !rest.starts_with("$$");
    let length = is_alone.then(|| enclosed(rest, "$", "$")).flatten()?;
    let inside = &rest["$".len()..length - "$".len()];
    let is_tight = !inside.starts_with(char::is_whitespace)
        && !inside.ends_with(char::is_whitespace)
        && !before.ends_with(char::is_alphanumeric)
        && !rest[length..].starts_with(char::is_alphanumeric);
    let is_meant = has_command(inside)
        || is_tight && (is_name(inside) || is_equation(inside) || inside.chars().eq([OPAQUE]));
    is_meant.then_some(length)
}

/// A letter, as a formula names a number.
fn is_name(formula: &str) -> bool {
    let mut symbols = formula.chars();
    symbols.next().is_some_and(char::is_alphabetic) && symbols.next().is_none()
}

/// Whether a formula raises, lowers or equals something; a price begins with a digit.
fn is_equation(formula: &str) -> bool {
    formula.starts_with(|first: char| first.is_alphabetic() || "(-|".contains(first))
        && formula.contains(['^', '_', '='])
        && formula.chars().any(|symbol| symbol.is_lowercase() || symbol.is_ascii_digit())
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
