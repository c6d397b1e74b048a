//! What a template's expressions and tags are made of, as far as finding the names in them needs.

use std::ops::Range;

/// What is no name of a value.
pub(super) const WORDS: [&str; 11] =
    ["and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "loop"];

/// Where `close` stands, outside strings.
pub(super) fn end_of(text: &str, close: &str) -> Option<usize> {
    if close == "#}" {
        return text.find(close);
    }
    let mut at = 0;
    while let Some(symbol) = text[at..].chars().next() {
        match symbol {
            _ if text[at..].starts_with(close) => return Some(at),
            '"' | '\'' | '`' => at += 1 + text[at + 1..].find(symbol)? + 1,
            _ => at += symbol.len_utf8(),
        }
    }
    None
}

#[derive(Debug)]
pub(super) enum Token {
    /// A word; bytes of the text.
    Name(Range<usize>),
    /// What stands between two quotes.
    Text(Range<usize>),
    /// Anything else but spaces and numbers.
    Sign(usize),
}

impl Token {
    /// The word that it is; empty if it is none.
    pub(super) fn word<'s>(&self, text: &'s str) -> &'s str {
        match self {
            Self::Name(range) => &text[range.clone()],
            Self::Text(_) | Self::Sign(_) => "",
        }
    }
}

pub(super) struct Tokens<'s> {
    pub(super) text: &'s str,
    pub(super) at: usize,
    pub(super) end: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let rest = &self.text[self.at..self.end];
            let symbol = rest.chars().next()?;
            let start = self.at;
            let word = rest.find(|next: char| !next.is_alphanumeric() && next != '_');
            if matches!(symbol, '"' | '\'' | '`') {
                let length = rest[1..].find(symbol).unwrap_or(rest.len() - 1);
                self.at = (start + 1 + length + 1).min(self.end);
                return Some(Token::Text(start + 1..start + 1 + length));
            }
            self.at += word.unwrap_or(rest.len()).max(symbol.len_utf8());
            match symbol {
                _ if symbol.is_whitespace() || symbol.is_numeric() => {}
                _ if symbol.is_alphabetic() || symbol == '_' => {
                    return Some(Token::Name(start..self.at));
                }
                _ => return Some(Token::Sign(start)),
            }
        }
    }
}

/// Whether a name between these two tokens is that of a value, and not of a filter, a test, a function, an
/// argument or a part of what stands before it.
pub(super) fn is_value(
    text: &str,
    before: Option<&Token>,
    after: Option<&Token>,
    name: &str,
) -> bool {
    let sign = |token: Option<&Token>| match token {
        Some(Token::Sign(at)) => &text[*at..],
        _ => "",
    };
    let word = |token: Option<&Token>| token.map_or("", |token| token.word(text));
    let (left, right) = (sign(before), sign(after));
    let is_filter = left.starts_with('|') || left.starts_with('.');
    let is_test = word(before) == "is" || word(before) == "not" && text_before_is(text, before);
    let is_argument = right.starts_with('=') && !right.starts_with("==");
    let is_call = right.starts_with('(') && !WORDS.contains(&name);
    !WORDS.contains(&name) && name != "for" && !is_filter && !is_test && !is_argument && !is_call
}

/// Whether this `not` follows `is`.
fn text_before_is(text: &str, not: Option<&Token>) -> bool {
    matches!(not, Some(Token::Name(range)) if text[..range.start].trim_end().ends_with(" is"))
}
