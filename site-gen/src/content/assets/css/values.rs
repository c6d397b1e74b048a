//! Values that the parser reads and no browser does, or that neither reads: a length without its unit, a word
//! that is nearly the right one, a `;` that is missing.

mod math;
mod meant;
mod questions;
mod words;

use authoring::diagnostics::Diagnostic;
use cssparser::Token;
use lightningcss::{
    properties::{Property, PropertyId},
    stylesheet::ParserOptions,
};

use super::{
    brackets::STYLE_SYNTAX,
    mistakes::{STYLE_UNKNOWN, STYLE_VALUE, slips},
    tree::{Statement, Tokens, Tree, is_blank},
};
use math::{Fault, fault};
use words::quotes;

/// At-rules in which stand descriptors, which have values of their own.
const DESCRIPTORS: [&str; 6] = [
    "counter-style",
    "font-face",
    "font-feature-values",
    "font-palette-values",
    "property",
    "view-transition",
];

/// At-rules of languages that a program turns into CSS.
const OF_OTHERS: [&str; 15] = [
    "apply", "debug", "each", "error", "extend", "for", "forward", "include", "mixin", "plugin",
    "return", "tailwind", "use", "warn", "while",
];

/// Drawings count in units of their own where these have none.
const OF_DRAWINGS: [&str; 3] = ["stroke-dasharray", "stroke-dashoffset", "stroke-width"];

/// Properties that the parser does not know, whose numbers are lengths.
const LENGTHS: [&str; 9] = [
    "border-spacing",
    "column-rule-width",
    "column-width",
    "grid-gap",
    "outline-offset",
    "shape-margin",
    "text-underline-offset",
    "-webkit-text-stroke-width",
    "word-spacing",
];

/// The units that a number may lack, each of its own kind.
const UNITS: [&str; 4] = ["px", "deg", "s", "x"];

/// Every such value of a sheet, in the order of the text.
pub(super) fn diagnostics(tree: &Tree<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    note(tree, &tree.statements, "", &mut diagnostics);
    diagnostics
}

fn note(tree: &Tree<'_>, statements: &[Statement], around: &str, found: &mut Vec<Diagnostic>) {
    for statement in statements {
        match statement {
            Statement::Declaration { name, value } => {
                found.extend(quotes(tree, &(*name..*name + 1)));
                let value = Value { tree, name: tree.name(*name), tokens: value.clone() };
                found.extend(value.diagnostic(DESCRIPTORS.contains(&around)));
            }
            Statement::Rule { name, prelude, block } => {
                let rule = name.map(|name| tree.name(name)).unwrap_or_default();
                // A name of CSS's own begins with two hyphens: `@apply --name`.
                let first = tree.find(prelude.clone(), |token| !is_blank(token));
                let is_own = first.is_some_and(|at| tree.name(at).starts_with("--"));
                let other = name.filter(|_| OF_OTHERS.contains(&&*rule) && !is_own);
                found.extend(other.map(|at| of_others(tree, at)));
                found.extend(quotes(tree, prelude));
                if name.is_none() && around.ends_with("keyframes") {
                    found.extend(words::of_keyframe(tree, prelude));
                }
                if matches!(&*rule, "media" | "container" | "import" | "custom-media") {
                    questions::lacks_unit(tree, prelude, found);
                }
                if rule == "media" {
                    found.extend(questions::medium(tree, prelude));
                }
                note(tree, block.as_deref().unwrap_or_default(), &rule, found);
            }
        }
    }
}

/// What a declaration says.
struct Value<'a, 't> {
    tree: &'a Tree<'t>,
    /// Of the property.
    name: String,
    tokens: Tokens,
}

impl Value<'_, '_> {
    /// What is wrong with it, if anything is: the first of it, since the rest may follow from that.
    fn diagnostic(&self, is_descriptor: bool) -> Option<Diagnostic> {
        let tree = self.tree;
        if let Some(found) = quotes(tree, &self.tokens) {
            return Some(found);
        }
        if is_descriptor {
            return None;
        }
        match fault(tree, self.tokens.clone()) {
            Some(Fault::Mixed { number, unit }) => return Some(without_unit(tree, number, unit)),
            Some(Fault::Joined(at)) => {
                let span = tree.tokens[at].span.clone();
                let message = "no space stands around the sign of this calculation";
                let help = "write one on both sides of it: calc(100% - 10px)";
                return Some(Diagnostic::new(STYLE_VALUE, span, message, help));
            }
            None => {}
        }
        if self.name.starts_with("--") {
            return None;
        }
        if let Some(found) = self.second() {
            return Some(found);
        }
        if LENGTHS.contains(&&*self.name) {
            let mut outer = tree.outer(self.tokens.clone());
            let at = outer.find(|at| self.number(*at).is_some_and(|number| number != 0.0))?;
            return Some(without_unit(tree, at, "px"));
        }
        let text = self.with(&|_| None);
        if self.is_read(&text) {
            return self.taken_for_length(&text);
        }
        let is_open = |token: &Token<'_>| matches!(token, Token::Function(name) if ["var", "env"].iter().any(|it| name.eq_ignore_ascii_case(it)));
        if self.tokens.clone().any(|at| is_open(&tree.tokens[at].token)) {
            return None;
        }
        words::french(self)
            .or_else(|| meant::meant(self))
            .or_else(|| self.lacks_unit())
            .or_else(|| self.mistyped())
            .or_else(|| words::no_colour(self))
    }

    /// A number that the parser takes for a length, as browsers once did.
    fn taken_for_length(&self, text: &str) -> Option<Diagnostic> {
        if OF_DRAWINGS.contains(&&*self.name) {
            return None;
        }
        let at = self.tokens.clone().find(|at| {
            let other = self.with_units(&[(*at, "px")]);
            let is_length = self.parsed(&other) == self.parsed(text);
            self.number(*at).is_some_and(|number| number != 0.0) && is_length
        })?;
        Some(without_unit(self.tree, at, "px"))
    }

    /// A number of a value that nobody reads, if it would be read with a unit.
    fn lacks_unit(&self) -> Option<Diagnostic> {
        let numbers: Vec<usize> =
            self.tokens.clone().filter(|at| self.number(*at).is_some()).collect();
        let one = numbers.iter().map(|at| vec![*at]);
        let all = Some(numbers.clone()).filter(|all| all.len() > 1);
        one.chain(all).find_map(|lacking| {
            let unit = UNITS.into_iter().find(|unit| {
                let units: Vec<_> = lacking.iter().map(|at| (*at, *unit)).collect();
                self.is_read(&self.with_units(&units))
            })?;
            Some(without_unit(self.tree, lacking[0], unit))
        })
    }

    /// A word of a value that nobody reads, if it is nearly one with which it would be read.
    fn mistyped(&self) -> Option<Diagnostic> {
        self.tokens.clone().find_map(|at| {
            let Token::Ident(word) = &self.tree.tokens[at].token else { return None };
            if word.len() < 3 || word.starts_with('-') || !word.is_ascii() {
                return None;
            }
            let lower = word.to_ascii_lowercase();
            let is_it = |near: &String| {
                self.is_read(&self.with(&|other| (other == at).then(|| near.clone())))
            };
            let near = slips(&lower).find(is_it)?;
            let message = format!("`{}` knows no `{word}`", self.name);
            let help = format!("did you mean `{near}`?");
            Some(Diagnostic::new(STYLE_VALUE, self.tree.tokens[at].span.clone(), message, help))
        })
    }

    /// A second declaration in the value of the first.
    fn second(&self) -> Option<Diagnostic> {
        let tree = self.tree;
        let colon = tree.find(self.tokens.clone(), |token| matches!(token, Token::Colon))?;
        let before = tree.trimmed(self.tokens.start..colon);
        let name = before.end.checked_sub(1).filter(|at| before.contains(at))?;
        // What an old browser reads as one of its filters.
        if !matches!(tree.tokens[name].token, Token::Ident(_)) || tree.name(name) == "progid" {
            return None;
        }
        let name = tree.tokens[name].span.clone();
        let message = format!("`;` is missing before `{}`", &tree.text[name.clone()]);
        let help = "browsers would pass over both declarations in silence";
        Some(Diagnostic::new(STYLE_SYNTAX, name, message, help))
    }

    /// A number without a unit.
    fn number(&self, at: usize) -> Option<f32> {
        match self.tree.tokens[at].token {
            Token::Number { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Its text once these tokens have a unit.
    fn with_units(&self, units: &[(usize, &str)]) -> String {
        self.with(&|at| {
            let (_, unit) = units.iter().find(|(lacking, _)| *lacking == at)?;
            let number = &self.tree.text[self.tree.tokens[at].span.clone()];
            Some([number, unit].concat())
        })
    }

    /// Its text with others in the place of some tokens.
    fn with(&self, other: &dyn Fn(usize) -> Option<String>) -> String {
        let important = |token: &Token<'_>| matches!(token, Token::Delim('!'));
        let end = self.tree.find(self.tokens.clone(), important).unwrap_or(self.tokens.end);
        let tokens = self.tree.trimmed(self.tokens.start..end);
        tokens.fold(String::new(), |text, at| match other(at) {
            Some(other) => text + &other,
            None => text + &self.tree.text[self.tree.tokens[at].span.clone()],
        })
    }

    /// What the parser makes of such a text.
    fn parsed<'v>(&'v self, text: &'v str) -> Option<Property<'v>> {
        let id = PropertyId::from(&*self.name);
        Property::parse_string(id, text, ParserOptions::default()).ok()
    }

    /// Whether it knows what that means.
    fn is_read(&self, text: &str) -> bool {
        !matches!(self.parsed(text), None | Some(Property::Unparsed(_) | Property::Custom(_)))
    }
}

fn of_others(tree: &Tree<'_>, at: usize) -> Diagnostic {
    let span = tree.tokens[at].span.clone();
    let message = format!("`{}` is no rule of CSS", &tree.text[span.clone()]);
    let help = "style sheets are published as they are written: write what it stands for";
    Diagnostic::new(STYLE_UNKNOWN, span, message, help)
}

fn without_unit(tree: &Tree<'_>, at: usize, unit: &str) -> Diagnostic {
    let span = tree.tokens[at].span.clone();
    let number = &tree.text[span.clone()];
    let message = format!("`{number}` has no unit");
    let other = if unit == "s" { format!("{number}ms") } else { "another unit".to_owned() };
    let help = format!("write {number}{unit} or {other}: browsers pass over it in silence");
    Diagnostic::new(STYLE_VALUE, span, message, help)
}

#[cfg(test)]
mod tests;
