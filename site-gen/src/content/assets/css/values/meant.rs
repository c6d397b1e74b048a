//! Values that nobody reads, and that would be read if one sign were another: `1,2em`, `10 px`, `10pxx`.

use std::ops::Range;

use authoring::diagnostics::{Diagnostic, suggest};
use cssparser::Token;

use super::Value;
use crate::content::assets::css::{mistakes::STYLE_VALUE, tree::is_blank};

/// The units that CSS has.
const UNITS: &[&str] = &[
    "%", "ch", "cm", "cqb", "cqh", "cqi", "cqmax", "cqmin", "cqw", "deg", "dpi", "dppx", "dvh",
    "dvw", "em", "ex", "fr", "grad", "in", "lh", "lvh", "lvw", "mm", "ms", "pc", "pt", "px", "rad",
    "rem", "rlh", "s", "svh", "svw", "turn", "vh", "vmax", "vmin", "vw",
];

/// What is wrong with such a value, at the first place where another sign would mend it.
pub(super) fn meant(value: &Value<'_, '_>) -> Option<Diagnostic> {
    let mut tokens = value.tokens.clone();
    tokens.find_map(|at| {
        variable(value, at)
            .or_else(|| minus(value, at))
            .or_else(|| decimal_comma(value, at))
            .or_else(|| space_before_unit(value, at))
            .or_else(|| unit(value, at))
            .or_else(|| important(value, at))
    })
}

/// `$name` and `@name`, of languages that a program turns into CSS.
fn variable(value: &Value<'_, '_>, at: usize) -> Option<Diagnostic> {
    let tree = value.tree;
    let (name, end) =
        match (&tree.tokens[at].token, tree.tokens.get(at + 1).map(|next| &next.token)) {
            (Token::AtKeyword(name), _) => (name, at),
            (Token::Delim('$'), Some(Token::Ident(name))) => (name, at + 1),
            _ => return None,
        };
    let help = format!("write var(--{name}), and --{name}: … where it is given");
    let span = span(value, at, end);
    let message = format!("`{}` is no variable of CSS", &tree.text[span.clone()]);
    Some(Diagnostic::new(STYLE_VALUE, span, message, help))
}

/// The sign of prose before a number, which makes a word of it: `−1px`, `–.5em`.
fn minus(value: &Value<'_, '_>, at: usize) -> Option<Diagnostic> {
    let tree = value.tree;
    let Token::Ident(word) = &tree.tokens[at].token else { return None };
    let number = word.strip_prefix(['−', '–', '‑'])?;
    let other = |other: usize| (other == at).then(|| format!("-{number}"));
    // A point begins no word, so that the sign is one of its own.
    let is_number = |next: &Token<'_>| {
        matches!(next, Token::Number { .. } | Token::Dimension { .. } | Token::Percentage { .. })
    };
    let end = match tree.tokens.get(at + 1) {
        _ if number.starts_with(|first: char| first.is_ascii_digit()) => at,
        Some(next) if number.is_empty() && is_number(&next.token) => at + 1,
        _ => return None,
    };
    let span = span(value, at, end);
    let written = &tree.text[span.clone()];
    let meant = written.replacen(['−', '–', '‑'], "-", 1);
    let message = format!("`{written}` is no number: its sign is one of prose");
    value.is_read(&value.with(&other)).then(|| {
        Diagnostic::new(STYLE_VALUE, span, message, format!("a hyphen stands before it: {meant}"))
    })
}

fn decimal_comma(value: &Value<'_, '_>, at: usize) -> Option<Diagnostic> {
    let token = |at: usize| value.tree.tokens.get(at).map(|piece| &piece.token);
    let is_whole = matches!(token(at), Some(Token::Number { int_value: Some(_), .. }));
    let is_comma = matches!(token(at + 1), Some(Token::Comma));
    let is_rest = matches!(
        token(at + 2),
        Some(
            Token::Number { int_value: Some(_), has_sign: false, .. }
                | Token::Dimension { int_value: Some(_), has_sign: false, .. }
                | Token::Percentage { int_value: Some(_), has_sign: false, .. }
        )
    );
    let other = |other: usize| (other == at + 1).then(|| ".".to_owned());
    if !(is_whole && is_comma && is_rest && value.is_read(&value.with(&other))) {
        return None;
    }
    let span = span(value, at, at + 2);
    let number = &value.tree.text[span.clone()];
    let help = format!("a point stands before its decimals: {}", number.replace(',', "."));
    Some(Diagnostic::new(STYLE_VALUE, span, format!("`{number}` is no number"), help))
}

fn space_before_unit(value: &Value<'_, '_>, at: usize) -> Option<Diagnostic> {
    let tree = value.tree;
    let token = |at: usize| tree.tokens.get(at).map(|piece| &piece.token);
    let unit = match token(at + 2)? {
        Token::Ident(unit) => unit,
        Token::Delim('%') => "%",
        _ => return None,
    };
    let is_number = matches!(token(at), Some(Token::Number { .. }));
    let is_spaced = token(at + 1).is_some_and(is_blank);
    let other = |other: usize| (other == at + 1).then(String::new);
    if !(is_number && is_spaced && is_unit(unit) && value.is_read(&value.with(&other))) {
        return None;
    }
    let number = &tree.text[tree.tokens[at].span.clone()];
    let help = format!("write {number}{unit}");
    Some(Diagnostic::new(
        STYLE_VALUE,
        span(value, at, at + 2),
        "a space stands before the unit",
        help,
    ))
}

fn unit(value: &Value<'_, '_>, at: usize) -> Option<Diagnostic> {
    let tree = value.tree;
    let Token::Dimension { unit, .. } = &tree.tokens[at].token else { return None };
    let near = suggest::nearest(unit, UNITS.iter().copied()).filter(|_| !is_unit(unit))?;
    let span = tree.tokens[at].span.clone();
    let number = tree.text[span.clone()].strip_suffix(&**unit)?;
    let other = |other: usize| (other == at).then(|| [number, near].concat());
    let help = format!("did you mean `{number}{near}`?");
    value
        .is_read(&value.with(&other))
        .then(|| Diagnostic::new(STYLE_VALUE, span, format!("there is no unit `{unit}`"), help))
}

fn important(value: &Value<'_, '_>, at: usize) -> Option<Diagnostic> {
    let tree = value.tree;
    let is_it = tree.name(at) == "important" && at + 1 == value.tokens.end;
    let other = |other: usize| (other == at).then(String::new);
    let span = tree.tokens[at].span.clone();
    (is_it && value.is_read(&value.with(&other))).then(|| {
        Diagnostic::new(STYLE_VALUE, span, "`!` is missing before this", "write !important")
    })
}

fn is_unit(unit: &str) -> bool {
    UNITS.iter().any(|it| unit.eq_ignore_ascii_case(it))
}

fn span(value: &Value<'_, '_>, first: usize, last: usize) -> Range<usize> {
    value.tree.tokens[first].span.start..value.tree.tokens[last].span.end
}
