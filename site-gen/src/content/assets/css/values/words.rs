//! Words and signs of prose in a style sheet, which are letters to browsers.

use authoring::{
    config::{is_unread, is_unseen, name_of_unread},
    diagnostics::Diagnostic,
};
use cssparser::Token;

use super::Value;
use crate::content::assets::css::{
    mistakes::STYLE_VALUE,
    tree::{Tokens, Tree},
};

/// French words, and what CSS has for them.
const FRENCH: [(&str, &str); 22] = [
    ("rouge", "red"),
    ("bleu", "blue"),
    ("vert", "green"),
    ("noir", "black"),
    ("blanc", "white"),
    ("jaune", "yellow"),
    ("gris", "gray"),
    ("rose", "pink"),
    ("marron", "brown"),
    ("violet", "purple"),
    ("gras", "bold"),
    ("italique", "italic"),
    ("souligné", "underline"),
    ("centré", "center"),
    ("centre", "center"),
    ("gauche", "left"),
    ("droite", "right"),
    ("haut", "top"),
    ("bas", "bottom"),
    ("aucun", "none"),
    ("aucune", "none"),
    ("caché", "hidden"),
];

/// The first quotation mark of prose, or what nobody reads, among these tokens.
pub(super) fn quotes(tree: &Tree<'_>, tokens: &Tokens) -> Option<Diagnostic> {
    let begins = ['“', '„', '«', '‘', '‚', '”', '»', '’'];
    tokens.clone().find_map(|at| {
        let word = match &tree.tokens[at].token {
            Token::Ident(word)
            | Token::Function(word)
            | Token::Hash(word)
            | Token::IDHash(word) => word,
            Token::Dimension { unit, .. } => unit,
            _ => return None,
        };
        let span = tree.tokens[at].span.clone();
        if word.contains(is_unread) {
            // An escaped one is not found.
            let signs = &tree.text[span.clone()];
            let place = signs.match_indices(is_unread).next();
            let (at, sign) = place.unwrap_or((0, signs));
            let span = span.start + at..span.start + at + sign.len();
            let symbol = sign.chars().next()?;
            let message = format!("{} is a letter to browsers", name_of_unread(symbol));
            let help = if is_unseen(symbol) {
                "remove it"
            } else {
                "write an ordinary space in its place"
            };
            return Some(Diagnostic::new(STYLE_VALUE, span, message, help));
        }
        let mark = word.chars().next().filter(|first| begins.contains(first))?;
        let message = format!("`{mark}` is no quotation mark in a style sheet");
        Some(Diagnostic::new(STYLE_VALUE, span, message, "write \"…\" around the text"))
    })
}

/// A French word of a value that nobody reads, if it would be read with the word of CSS.
pub(super) fn french(value: &Value<'_, '_>) -> Option<Diagnostic> {
    value.tokens.clone().find_map(|at| {
        let Token::Ident(word) = &value.tree.tokens[at].token else { return None };
        let lower = word.to_lowercase();
        let (_, meant) = FRENCH.iter().find(|(french, _)| *french == lower)?;
        let other = |other: usize| (other == at).then(|| (*meant).to_owned());
        value.is_read(&value.with(&other)).then(|| {
            let message = format!("`{}` knows no `{word}`", value.name);
            let help = format!("did you mean `{meant}`?");
            Diagnostic::new(STYLE_VALUE, value.tree.tokens[at].span.clone(), message, help)
        })
    })
}

/// The word that is all of a colour, and the name of none; those of systems have capitals or hyphens.
pub(super) fn no_colour(value: &Value<'_, '_>) -> Option<Diagnostic> {
    let is_colour = value.name == "color" || value.name.ends_with("-color");
    let tokens = value.tree.trimmed(value.tokens.clone());
    let only = Some(tokens.start).filter(|_| is_colour && tokens.len() == 1)?;
    let Token::Ident(word) = &value.tree.tokens[only].token else { return None };
    let is_word = word.len() > 2
        && word.chars().all(char::is_lowercase)
        && !["inherit", "initial", "unset", "revert"].contains(&&**word);
    is_word.then(|| {
        let message = format!("`{word}` is no colour");
        let help = "a colour has a name of CSS, such as red, or digits, such as #b00";
        Diagnostic::new(STYLE_VALUE, value.tree.tokens[only].span.clone(), message, help)
    })
}

/// A moment of `@keyframes` that is a number without its sign.
pub(super) fn of_keyframe(tree: &Tree<'_>, prelude: &Tokens) -> Option<Diagnostic> {
    let mut outer = tree.outer(prelude.clone());
    let at = outer.find(|at| matches!(tree.tokens[*at].token, Token::Number { .. }))?;
    let span = tree.tokens[at].span.clone();
    let number = &tree.text[span.clone()];
    let message = format!("`{number}` is no moment of an animation");
    let help = format!("write {number}%: browsers pass over it in silence");
    Some(Diagnostic::new(STYLE_VALUE, span, message, help))
}
