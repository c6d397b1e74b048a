//! Style sheets as they are published: their author's tokens, without the white space and comments that mean nothing.

use std::ops::Range;

use cssparser::{Token, serialize_string};

use super::tree::{Statement, Tokens, Tree, is_blank};

/// What a URL of a style sheet names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlKind {
    /// Of letters.
    Font,
    /// A picture, or whatever else a value may name.
    Image,
}

/// What is to be written in the place of a URL, from its kind, its value and its bytes of the text; `None` keeps it.
pub(super) type UrlOf<'a> = dyn FnMut(UrlKind, &str, Range<usize>) -> Option<String> + 'a;

/// Statements, tight.
pub(super) fn print(tree: &Tree<'_>, statements: &[Statement], url: &mut UrlOf<'_>) -> String {
    let mut printer = Printer { tree, url, kind: UrlKind::Image, css: String::new() };
    for statement in statements {
        printer.statement(statement);
    }
    printer.css
}

/// Some tokens of what stands before a block, tight.
pub(super) fn prelude(tree: &Tree<'_>, tokens: Tokens) -> String {
    let mut none = |_: UrlKind, _: &str, _: Range<usize>| None;
    let mut printer = Printer { tree, url: &mut none, kind: UrlKind::Image, css: String::new() };
    printer.tokens(tokens, Part::Prelude);
    printer.css
}

/// Where tokens stand: it decides between which of them white space means nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Selector,
    /// What stands after an at-rule's name.
    Prelude,
    Value,
    /// Scripts may read the value of a custom property as it is written.
    Custom,
}

struct Printer<'a, 't> {
    tree: &'a Tree<'t>,
    url: &'a mut UrlOf<'a>,
    /// What URLs name where we are.
    kind: UrlKind,
    css: String,
}

impl<'t> Printer<'_, 't> {
    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Declaration { name, value } => {
                let is_custom = self.tree.name(*name).starts_with("--");
                let part = if is_custom { Part::Custom } else { Part::Value };
                self.css.push_str(self.source(*name));
                self.css.push(':');
                self.tokens(value.clone(), part);
                self.css.push(';');
            }
            Statement::Rule { name, prelude, block } => {
                let rule = name.map(|at| self.tree.name(at)).unwrap_or_default();
                // What is published is UTF-8, and says so.
                if rule == "charset" {
                    return;
                }
                if let Some(at) = name {
                    self.css.push_str(self.source(*at));
                    self.css.push_str(if prelude.is_empty() { "" } else { " " });
                }
                let part = if name.is_some() { Part::Prelude } else { Part::Selector };
                self.tokens(prelude.clone(), part);
                self.block(&rule, block.as_deref());
            }
        }
    }

    fn block(&mut self, rule: &str, block: Option<&[Statement]>) {
        let Some(statements) = block else { return self.css.push(';') };
        let outside = self.kind;
        if rule == "font-face" {
            self.kind = UrlKind::Font;
        }
        self.css.push('{');
        for statement in statements {
            self.statement(statement);
        }
        self.kind = outside;
        if matches!(statements.last(), Some(last) if !has_block(last)) {
            self.css.pop();
        }
        self.css.push('}');
    }

    fn tokens(&mut self, tokens: Tokens, part: Part) {
        let tree = self.tree;
        let mut functions: Vec<String> = Vec::new();
        let mut last: Option<usize> = None;
        let mut space = "";
        for at in tokens {
            let token = &tree.tokens[at].token;
            match token {
                Token::WhiteSpace(written) => {
                    space = if part == Part::Custom { written } else { " " };
                    continue;
                }
                Token::Comment(_) => continue,
                _ => {}
            }
            if let Some(last) = last {
                let before = &tree.tokens[last].token;
                if !space.is_empty() {
                    let is_needed = !is_tight_after(before, part) && !is_tight_before(token, part);
                    self.css.push_str(if is_needed { space } else { "" });
                } else if last + 1 < at
                    && before
                        .serialization_type()
                        .needs_separator_when_before(token.serialization_type())
                {
                    self.css.push_str("/**/");
                }
            }
            match token {
                Token::Function(name) => functions.push(name.to_ascii_lowercase()),
                Token::ParenthesisBlock => functions.push(String::new()),
                Token::CloseParenthesis => drop(functions.pop()),
                _ => {}
            }
            self.token(at, part, functions.last().map_or("", String::as_str));
            (last, space) = (Some(at), "");
        }
    }

    /// Writes a token that stands directly in `function`.
    fn token(&mut self, at: usize, part: Part, function: &str) {
        let tree = self.tree;
        let piece = &tree.tokens[at];
        let is_url = matches!(part, Part::Value | Part::Custom)
            && match &piece.token {
                Token::UnquotedUrl(_) => true,
                Token::QuotedString(_) => {
                    matches!(function, "url" | "src" | "image-set" | "-webkit-image-set" | "image")
                }
                _ => false,
            };
        let replaced = match &piece.token {
            Token::UnquotedUrl(url) | Token::QuotedString(url) if is_url => {
                (self.url)(self.kind, url, piece.span.clone())
            }
            _ => None,
        };
        let Some(url) = replaced else { return self.css.push_str(self.source(at)) };
        let is_bare = matches!(piece.token, Token::UnquotedUrl(_));
        self.css.push_str(if is_bare { "url(" } else { "" });
        if is_bare && !url.contains(['(', ')', '\'', '"', '\\', ' ']) {
            self.css.push_str(&url);
        } else {
            serialize_string(&url, &mut self.css).expect("writing to a string never fails");
        }
        self.css.push_str(if is_bare { ")" } else { "" });
    }

    fn source(&self, at: usize) -> &'t str {
        &self.tree.text[self.tree.tokens[at].span.clone()]
    }
}

fn has_block(statement: &Statement) -> bool {
    matches!(statement, Statement::Rule { block: Some(_), .. })
}

fn is_tight_after(token: &Token<'_>, part: Part) -> bool {
    let opens = matches!(
        token,
        Token::Function(_)
            | Token::ParenthesisBlock
            | Token::SquareBracketBlock
            | Token::CurlyBracketBlock
    );
    let is_colon = matches!(token, Token::Colon) && part != Part::Selector;
    part != Part::Custom && (opens || is_colon || is_tight_around(token, part))
}

fn is_tight_before(token: &Token<'_>, part: Part) -> bool {
    let closes = matches!(
        token,
        Token::CloseParenthesis | Token::CloseSquareBracket | Token::CloseCurlyBracket
    );
    part != Part::Custom && (closes || is_tight_around(token, part))
}

fn is_tight_around(token: &Token<'_>, part: Part) -> bool {
    match token {
        Token::Comma => true,
        Token::Delim('>') => matches!(part, Part::Selector | Part::Prelude),
        Token::Delim('+' | '~') => part == Part::Selector,
        Token::Delim('<' | '=') => part == Part::Prelude,
        Token::Delim('!') => part == Part::Value,
        _ => is_blank(token),
    }
}
