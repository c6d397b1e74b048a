//! What `@media` and `@container` ask.

use authoring::diagnostics::{Diagnostic, suggest};
use cssparser::Token;

use super::without_unit;
use crate::content::assets::css::{
    mistakes::STYLE_UNKNOWN,
    tree::{Tokens, Tree, is_blank},
};

/// What `@media` and `@container` ask in lengths, without `min-` and `max-`, and in what they are written.
const FEATURES: [(&str, &str); 7] = [
    ("width", "px"),
    ("height", "px"),
    ("device-width", "px"),
    ("device-height", "px"),
    ("inline-size", "px"),
    ("block-size", "px"),
    ("resolution", "dppx"),
];

/// The media that there are, and those that there once were.
const MEDIA: [&str; 12] = [
    "all",
    "print",
    "screen",
    "speech",
    "aural",
    "braille",
    "embossed",
    "handheld",
    "projection",
    "tty",
    "tv",
    "layer",
];

/// A question that asks for a number where it is about a length.
pub(super) fn lacks_unit(tree: &Tree<'_>, prelude: &Tokens, found: &mut Vec<Diagnostic>) {
    let parens = |at: &usize| matches!(tree.tokens[*at].token, Token::ParenthesisBlock);
    for paren in prelude.clone().filter(parens) {
        let outer = || tree.outer(tree.inside(paren));
        let unit = outer().find_map(|at| {
            let name = tree.name(at);
            let name = name.strip_prefix("min-").or(name.strip_prefix("max-")).unwrap_or(&name);
            FEATURES.iter().find(|(feature, _)| *feature == name).map(|(_, unit)| unit)
        });
        let is_number = |at: &usize| matches!(tree.tokens[*at].token, Token::Number { value, .. } if value != 0.0);
        if let Some((unit, at)) = unit.zip(outer().find(is_number)) {
            found.push(without_unit(tree, at, unit));
        }
    }
}

/// The first word that stands for a medium and is none: no browser shows what it asks for.
pub(super) fn medium(tree: &Tree<'_>, prelude: &Tokens) -> Option<Diagnostic> {
    let outer: Vec<usize> =
        tree.outer(prelude.clone()).filter(|at| !is_blank(&tree.tokens[*at].token)).collect();
    let is_comma = |at: &usize| matches!(tree.tokens[*at].token, Token::Comma);
    outer.split(is_comma).find_map(|query| {
        let words = match query {
            [first, rest @ ..] if ["only", "not"].contains(&&*tree.name(*first)) => rest,
            words => words,
        };
        let [at, rest @ ..] = words else { return None };
        let is_whole = rest.first().is_none_or(|next| tree.name(*next) == "and");
        let Token::Ident(word) = &tree.tokens[*at].token else { return None };
        let name = tree.name(*at);
        if !is_whole || word.starts_with('-') || MEDIA.contains(&&*name) {
            return None;
        }
        let help = match suggest::nearest(&name, MEDIA) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "media are screen, print and all; a narrow window is asked for by its width: (max-width: 40rem)".to_owned(),
        };
        let message = format!("`@media` knows no `{word}`");
        Some(Diagnostic::new(STYLE_UNKNOWN, tree.tokens[*at].span.clone(), message, help))
    })
}
