//! Signs on both sides of a text: formulas, marks, what is raised.

use authoring::typography::{LINE, OPAQUE};

use super::{FORMULA_LITERAL, Foreign, MARK_LITERAL, enclosed};
use crate::render::markdown::{
    block::{Block, Role, Signs},
    mistakes::syntax::BOLD_LITERAL,
    output::Output,
};

/// All of them.
pub(super) const BOTH_SIDES: &[Foreign] = &[
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
    Foreign {
        code: MARK_LITERAL,
        signs: Signs::BRACE,
        begins: "{--",
        length: |_, rest| enclosed(rest, "{--", "--}"),
        message: "this is shown as it is, and nothing is struck",
        help: "remove it, or strike it: ~~…~~",
    },
    Foreign {
        code: MARK_LITERAL,
        signs: Signs::BRACE,
        begins: "{~~",
        length: |_, rest| enclosed(rest, "{~~", "~~}"),
        message: "this is shown as it is, and nothing is replaced",
        help: "keep what it is to be replaced with",
    },
    Foreign {
        code: MARK_LITERAL,
        signs: Signs::BRACE,
        begins: "{>>",
        length: |_, rest| enclosed(rest, "{>>", "<<}"),
        message: "this remark is shown as it is",
        help: "a remark that readers do not see stands between <!-- and -->",
    },
    Foreign {
        code: MARK_LITERAL,
        signs: Signs::BRACKET,
        begins: "[/",
        length: bulletin_board,
        message: "this is text, and ends nothing",
        help: "write **bold**, *italic* or [text](./page.md)",
    },
    Foreign {
        code: MARK_LITERAL,
        signs: Signs::EQUALS,
        begins: "==",
        length: |before, rest| tight(before, rest, "=="),
        message: "this is text, and not marked",
        help: "write <mark>…</mark>",
    },
    Foreign {
        code: MARK_LITERAL,
        signs: Signs::RARE,
        begins: "^",
        length: raised,
        message: "this is text, and not raised",
        help: "write <sup>…</sup>, or say `superscript = true` below [markdown] in site.toml",
    },
    Foreign {
        code: MARK_LITERAL,
        signs: Signs::RARE,
        begins: "~",
        length: lowered,
        message: "this is text, and not lowered",
        help: "write <sub>…</sub>, or say `subscript = true` below [markdown] in site.toml",
    },
    Foreign {
        code: MARK_LITERAL,
        signs: Signs::RARE,
        begins: "++",
        length: |before, rest| tight(before, rest, "++"),
        message: "this is text, and neither a key nor underlined",
        help: "write <kbd>…</kbd> for a key, <ins>…</ins> for what was added",
    },
    Foreign {
        code: MARK_LITERAL,
        signs: Signs::RARE,
        begins: "^^",
        length: |before, rest| tight(before, rest, "^^"),
        message: "this is text, and not underlined",
        help: "write <ins>…</ins> for what was added",
    },
    Foreign {
        code: MARK_LITERAL,
        signs: Signs::RARE,
        begins: "~~",
        length: |before, rest| loose(before, rest, "~~"),
        message: "these signs are shown as they are",
        help: "two end what two begin, with no space inside them: ~~struck~~; to show them, write \\~~",
    },
    Foreign {
        code: BOLD_LITERAL,
        signs: Signs::RARE,
        begins: "__",
        length: |before, rest| loose(before, rest, "__"),
        message: "these underscores are shown as they are",
        help: "two end what two begin, with no space inside them: __bold__; to show them, write \\_\\_",
    },
];

/// Notes `\\(a + b\\)` and `\\[a = b\\]`, of which readers see the brackets alone.
pub(super) fn find_escaped(output: &mut Output<'_, '_>, block: &Block<'_>) {
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
                if inside.contains(['^', '_', '=', '+', '\\']) || is_name(inside) {
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

/// `[/b]`, which ends bold text in other programs.
fn bulletin_board(before: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, "[/", "]")?;
    let name = rest["[/".len()..length - "]".len()].to_ascii_lowercase();
    let is_known = ["b", "i", "u", "s", "url", "img", "quote", "code", "color", "size", "center"]
        .contains(&name.as_str());
    let opens = |open: String| before.to_ascii_lowercase().contains(&open);
    (is_known && (opens(format!("[{name}]")) || opens(format!("[{name}=")))).then_some(length)
}

/// `1^er^`, and no powers, `2^3^4`.
fn raised(before: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, "^", "^").filter(|length| *length < 20)?;
    let inside = &rest["^".len()..length - "^".len()];
    let is_text = inside.chars().all(char::is_alphanumeric);
    // Two on both sides underline.
    let is_alone = !before.ends_with('^') && !rest[length..].starts_with('^');
    (is_text && is_alone && !rest[length..].starts_with(char::is_alphanumeric)).then_some(length)
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

/// `H~2~O`, and no version, `1.0~rc1~2`, and no name of a copy, `a.~1~`.
fn lowered(before: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, "~", "~").filter(|length| *length < 20)?;
    let inside = &rest["~".len()..length - "~".len()];
    let is_text = inside.chars().all(char::is_alphanumeric);
    (is_text && before.ends_with(char::is_alphabetic)).then_some(length)
}

/// `==text==`, and no comparison; `++text++`, and no name of a language or counter.
fn tight(before: &str, rest: &str, sign: &str) -> Option<usize> {
    let length = enclosed(rest, sign, sign)?;
    let (inside, after) = (&rest[sign.len()..length - sign.len()], &rest[length..]);
    let is_sign = |symbol: char| sign.starts_with(symbol);
    let is_edge = |symbol: char| symbol.is_whitespace() || is_sign(symbol);
    let is_text = !inside.starts_with(is_edge)
        && !inside.ends_with(is_edge)
        // Keys are joined by one of them: `++ctrl+c++`.
        && if sign == "++" { is_added(inside) } else { !inside.contains(is_sign) };
    let is_alone = !before
        .ends_with(|last: char| last.is_alphanumeric() || "=!<>+^".contains(last))
        && !after.starts_with(is_sign)
        && (sign == "==" || !after.starts_with(char::is_alphanumeric));
    (is_text && is_alone).then_some(length)
}

/// Whether what stands between `++` is keys, `ctrl+c`, or words, and no language ends it: `++i, as in C++`.
fn is_added(inside: &str) -> bool {
    let (_, last) = inside.rsplit_once(char::is_whitespace).unwrap_or(("", "words"));
    inside.starts_with(char::is_alphanumeric) && last.chars().count() > 1
}

/// `__text __` and `~~ text ~~`, whose inner spaces leave the signs as they are. A name, `__file`, and room to
/// write in, `__ / __`, are meant as they are.
fn loose(before: &str, rest: &str, sign: &str) -> Option<usize> {
    let length = enclosed(rest, sign, sign)?;
    let (inside, after) = (&rest[sign.len()..length - sign.len()], &rest[length..]);
    let is_sign = |symbol: char| sign.starts_with(symbol);
    let joins = |symbol: char| symbol.is_alphanumeric() || is_sign(symbol);
    let is_run = inside.starts_with(is_sign) || inside.ends_with(is_sign);
    let is_loose = inside.starts_with(char::is_whitespace) || inside.ends_with(char::is_whitespace);
    let is_text =
        inside.split(|each: char| !each.is_alphabetic()).any(|word| word.chars().count() >= 3);
    (is_loose && is_text && !is_run && !before.ends_with(joins) && !after.starts_with(joins))
        .then_some(length)
}
