//! How a text provides for values that are not there.

use crate::render::templates::errors::tokens::Token;

/// Words by which a text says what comes instead of a value that is not there.
const PROVIDING: [&str; 3] = ["default", "defined", "undefined"];

/// How an expression provides for a value that is not there; the greater, the more it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Guard {
    /// Not at all.
    None,
    /// It asks for it in a condition, which takes what is mistyped for what is not there.
    Condition,
    /// It asks just that, or says what comes instead.
    Provided,
}

impl Guard {
    /// Of the expression that is made of these.
    pub(super) fn of(text: &str, tokens: &[Token]) -> Self {
        let has = |words: &[&str]| tokens.iter().any(|token| words.contains(&token.word(text)));
        let is_optional =
            |token: &Token| matches!(token, Token::Sign(at) if text[*at..].starts_with("?."));
        if has(&PROVIDING) || tokens.iter().any(is_optional) {
            Self::Provided
        } else if has(&["if"]) {
            Self::Condition
        } else if has(&["or"]) {
            Self::Provided
        } else if has(&["and", "not"]) {
            Self::Condition
        } else {
            Self::None
        }
    }
}
