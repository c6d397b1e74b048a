//! Signs on both sides of a text: marks, what is raised, what is bold or struck.

pub(super) mod formulas;

use super::{Foreign, MARK_LITERAL, enclosed};
use crate::render::markdown::{
    block::Signs,
    mistakes::{emphasis, syntax::BOLD_LITERAL},
};

/// All but formulas.
pub(super) const BOTH_SIDES: &[Foreign] = &[
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
    Foreign {
        code: MARK_LITERAL,
        signs: Signs::RARE,
        begins: "~~",
        length: |before, rest| emphasis::glued(before, rest, "~~"),
        message: "these signs are shown as they are",
        help: emphasis::GLUED,
    },
    Foreign {
        code: BOLD_LITERAL,
        signs: Signs::RARE,
        begins: "__",
        length: |before, rest| emphasis::glued(before, rest, "__"),
        message: "these underscores are shown as they are",
        help: emphasis::GLUED,
    },
    Foreign {
        code: BOLD_LITERAL,
        signs: Signs::RARE,
        begins: "_",
        length: |before, rest| emphasis::glued(before, rest, "_"),
        message: "these underscores are shown as they are",
        help: emphasis::GLUED,
    },
    Foreign {
        code: BOLD_LITERAL,
        signs: Signs::STAR,
        begins: "*",
        length: |before, rest| emphasis::glued(before, rest, "*"),
        message: "these stars are shown as they are",
        help: emphasis::GLUED,
    },
    Foreign {
        code: BOLD_LITERAL,
        signs: Signs::STAR,
        begins: "*",
        length: loose_star,
        message: "these stars are shown as they are",
        help: "one ends what one begins, with no space inside them: *italic*; to show them, write \\*",
    },
];

/// `1^er^`, and no powers, `2^3^4`.
fn raised(before: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, "^", "^").filter(|length| *length < 20)?;
    let inside = &rest["^".len()..length - "^".len()];
    let is_text = inside.chars().all(char::is_alphanumeric);
    // Two on both sides underline.
    let is_alone = !before.ends_with('^') && !rest[length..].starts_with('^');
    (is_text && is_alone && !rest[length..].starts_with(char::is_alphanumeric)).then_some(length)
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

/// `*text *`, of words alone: one star may well call a note, or multiply.
fn loose_star(before: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, "*", " *").filter(|length| *length < 80)?;
    let (inside, after) = (&rest[1..length - " *".len()], &rest[length..]);
    let joins = |symbol: char| symbol.is_alphanumeric() || symbol == '*';
    let is_of_words = |symbol: char| symbol.is_alphabetic() || " '’-".contains(symbol);
    let is_text = inside.starts_with(char::is_alphabetic)
        && inside.chars().all(is_of_words)
        && inside.split(' ').any(|word| word.chars().count() > 2);
    (is_text && !before.ends_with(joins) && !after.starts_with(joins)).then_some(length)
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
    // No name begins with two tildes, and hardly a number: any word tells.
    let length_of_word = if sign == "~~" { 1 } else { 3 };
    let mut words = inside.split(|each: char| !each.is_alphabetic());
    let is_text = words.any(|word| word.chars().count() >= length_of_word);
    // A letter may follow them, `~~mot ~~suite`.
    let goes_on = after.starts_with(joins) && (sign != "~~" || after.starts_with(is_sign));
    (is_loose && is_text && !is_run && !before.ends_with(joins) && !goes_on).then_some(length)
}
