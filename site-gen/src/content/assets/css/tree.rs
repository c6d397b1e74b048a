//! A style sheet as its author wrote it: rules and declarations, each with its tokens and their places.
//!
//! The parser of values forgets how they were written, and writes them as newer browsers read them.

use std::ops::Range;

use cssparser::{Parser, ParserInput, Token};

use super::position::without_mark;

/// A style sheet.
pub(super) struct Tree<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Piece<'t>>,
    /// In the order of the text.
    pub(super) statements: Vec<Statement>,
}

/// A token and where it stands.
pub(super) struct Piece<'t> {
    pub(super) token: Token<'t>,
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    /// Of what opens a bracket, the place of what closes it among the tokens; else its own.
    close: usize,
}

/// Tokens, by their places among those of the tree.
pub(super) type Tokens = Range<usize>;

/// A part of a sheet or of a block.
pub(super) enum Statement {
    /// `name: value`.
    Declaration { name: usize, value: Tokens },
    /// `prelude { … }`, `@name prelude { … }` or `@name prelude;`.
    Rule {
        /// The `@name`.
        name: Option<usize>,
        prelude: Tokens,
        block: Option<Vec<Statement>>,
    },
}

impl<'t> Tree<'t> {
    /// Reads a text whose brackets do not stand in each other too deep.
    pub(super) fn of(text: &'t str) -> Self {
        let plain = without_mark(text);
        let mut input = ParserInput::new(plain);
        let mut tree = Self { text, tokens: Vec::new(), statements: Vec::new() };
        flatten(&mut Parser::new(&mut input), text.len() - plain.len(), &mut tree.tokens);
        tree.statements = tree.statements(0..tree.tokens.len(), Level::Sheet);
        tree
    }

    /// The name of an at-rule or a property, in lower case.
    pub(super) fn name(&self, at: usize) -> String {
        match &self.tokens[at].token {
            Token::AtKeyword(name) | Token::Ident(name) => name.to_ascii_lowercase(),
            _ => String::new(),
        }
    }

    /// The first of these tokens that stands in none of their brackets and is one of those looked for.
    pub(super) fn find(&self, tokens: Tokens, is: impl Fn(&Token<'_>) -> bool) -> Option<usize> {
        self.outer(tokens).find(|at| is(&self.tokens[*at].token))
    }

    /// Those of these tokens that stand in none of their brackets.
    pub(super) fn outer(&self, tokens: Tokens) -> impl Iterator<Item = usize> + '_ {
        let next = move |at: &usize| Some(self.tokens[*at].close + 1).filter(|at| *at < tokens.end);
        std::iter::successors(Some(tokens.start).filter(|at| *at < tokens.end), next)
    }

    /// What a token that opens a bracket holds; nothing of any other.
    pub(super) fn inside(&self, at: usize) -> Tokens {
        at + 1..self.tokens[at].close.max(at + 1)
    }

    /// The same without blanks and comments around them.
    pub(super) fn trimmed(&self, mut tokens: Tokens) -> Tokens {
        let is_blank = |at: usize| is_blank(&self.tokens[at].token);
        while tokens.start < tokens.end && is_blank(tokens.start) {
            tokens.start += 1;
        }
        while tokens.start < tokens.end && is_blank(tokens.end - 1) {
            tokens.end -= 1;
        }
        tokens
    }

    fn statements(&self, tokens: Tokens, level: Level) -> Vec<Statement> {
        let mut statements = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end {
            let token = &self.tokens[at].token;
            if is_blank(token) || matches!(token, Token::Semicolon | Token::CDO | Token::CDC) {
                at += 1;
                continue;
            }
            let (statement, after) = self.statement(at..tokens.end, level);
            statements.push(statement);
            at = after;
        }
        statements
    }

    /// The statement with which these tokens begin, and the first token after it.
    fn statement(&self, tokens: Tokens, level: Level) -> (Statement, usize) {
        let (start, end) = (tokens.start, tokens.end);
        let name = matches!(self.tokens[start].token, Token::AtKeyword(_)).then_some(start);
        let semicolon = |token: &Token<'_>| matches!(token, Token::Semicolon);
        let opens = |token: &Token<'_>| matches!(token, Token::CurlyBracketBlock);
        let until = |at: usize| self.find(at..end, semicolon).unwrap_or(end);
        if let Some(colon) = self.colon(&tokens).filter(|_| level == Level::Block) {
            // The value of a custom property may hold a block; any other name before one is a selector.
            let stop = until(colon);
            let is_custom = self.name(start).starts_with("--");
            if is_custom || self.find(colon..stop, opens).is_none() {
                let value = self.trimmed(colon + 1..stop);
                return (Statement::Declaration { name: start, value }, stop);
            }
        }
        let prelude = start + usize::from(name.is_some());
        let is_end = |token: &Token<'_>| opens(token) || name.is_some() && semicolon(token);
        let stop = self.find(prelude..end, is_end).unwrap_or(end);
        let prelude = self.trimmed(prelude..stop);
        if stop == end || semicolon(&self.tokens[stop].token) {
            return (Statement::Rule { name, prelude, block: None }, stop);
        }
        let block = Some(self.statements(self.inside(stop), Level::Block));
        (Statement::Rule { name, prelude, block }, self.tokens[stop].close + 1)
    }

    /// The colon after the name with which these tokens begin.
    fn colon(&self, tokens: &Tokens) -> Option<usize> {
        if !matches!(self.tokens[tokens.start].token, Token::Ident(_)) {
            return None;
        }
        let next = self.find(tokens.start + 1..tokens.end, |token| !is_blank(token))?;
        matches!(self.tokens[next].token, Token::Colon).then_some(next)
    }
}

/// Where statements stand: in the sheet itself are no declarations.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Sheet,
    Block,
}

/// Adds what a parser has still to read, with what is in brackets between the brackets.
///
/// `mark` are the bytes before what the parser reads.
fn flatten<'t>(parser: &mut Parser<'t, '_>, mark: usize, tokens: &mut Vec<Piece<'t>>) {
    loop {
        let start = mark + parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { return };
        let closing = match token {
            Token::Function(_) | Token::ParenthesisBlock => Some(Token::CloseParenthesis),
            Token::SquareBracketBlock => Some(Token::CloseSquareBracket),
            Token::CurlyBracketBlock => Some(Token::CloseCurlyBracket),
            _ => None,
        };
        let at = tokens.len();
        tokens.push(Piece { token, span: start..mark + parser.position().byte_index(), close: at });
        let Some(token) = closing else { continue };
        let read = parser.parse_nested_block(|inside| {
            flatten(inside, mark, tokens);
            Ok::<_, cssparser::ParseError<'_, ()>>(mark + inside.position().byte_index())
        });
        let end = mark + parser.position().byte_index();
        tokens[at].close = tokens.len();
        let close = tokens.len();
        tokens.push(Piece { token, span: read.unwrap_or(end)..end, close });
    }
}

pub(super) fn is_blank(token: &Token<'_>) -> bool {
    matches!(token, Token::WhiteSpace(_) | Token::Comment(_))
}
