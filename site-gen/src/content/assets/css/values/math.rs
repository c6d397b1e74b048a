//! Calculations that no browser reads: they add a number to a length or compare the two, `max(10px, 5)`, or have no
//! spaces around a sign, `calc(10px+5px)`.

use cssparser::Token;

use crate::content::assets::css::tree::{Tokens, Tree, is_blank};

/// What is wrong with a calculation.
pub(super) enum Fault<'t> {
    /// A number without a unit among what has one.
    Mixed {
        /// Its place among the tokens.
        number: usize,
        /// In what the other is written; pixels for a percentage.
        unit: &'t str,
    },
    /// A sign that belongs to the number behind it, at this place among the tokens.
    Joined(usize),
}

/// What a part of a calculation is, with the place of what makes it that.
#[derive(Clone, Copy)]
enum Kind {
    Number(usize),
    /// A length, an angle, a percentage, ….
    Dimension(usize),
    /// What another value, another element or the browser says.
    Unknown,
}

/// The first such fault of a value. Even nought needs a unit among what has one.
pub(super) fn fault<'t>(tree: &'t Tree<'_>, tokens: Tokens) -> Option<Fault<'t>> {
    let mut calculation = Calculation { tree, found: None };
    let mut end = tokens.start;
    for at in tokens {
        if at >= end && is_calculation(tree, at) {
            calculation.function(at);
            end = tree.inside(at).end;
        }
    }
    calculation.found
}

fn is_calculation(tree: &Tree<'_>, at: usize) -> bool {
    const NAMES: [&str; 11] = [
        "calc",
        "-webkit-calc",
        "-moz-calc",
        "min",
        "max",
        "clamp",
        "hypot",
        "round",
        "mod",
        "rem",
        "abs",
    ];
    matches!(&tree.tokens[at].token, Token::Function(name) if NAMES.iter().any(|it| name.eq_ignore_ascii_case(it)))
}

struct Calculation<'a, 't> {
    tree: &'a Tree<'t>,
    found: Option<Fault<'a>>,
}

impl Calculation<'_, '_> {
    /// Of a function whose arguments are all of one kind, which is then its own.
    fn function(&mut self, at: usize) -> Kind {
        let is_comma = |token: &Token<'_>| matches!(token, Token::Comma);
        let parts = self.parts(self.tree.inside(at), is_comma);
        let kinds: Vec<Kind> = parts.into_iter().map(|part| self.sum(part)).collect();
        self.same(&kinds)
    }

    fn sum(&mut self, tokens: Tokens) -> Kind {
        let is_sign = |token: &Token<'_>| matches!(token, Token::Delim('+' | '-'));
        let parts = self.parts(tokens, is_sign);
        let kinds: Vec<Kind> = parts.into_iter().map(|part| self.product(part)).collect();
        self.same(&kinds)
    }

    fn product(&mut self, tokens: Tokens) -> Kind {
        let is_sign = |token: &Token<'_>| matches!(token, Token::Delim('*' | '/'));
        let parts = self.parts(tokens, is_sign);
        let kinds: Vec<Kind> = parts.into_iter().map(|part| self.factor(part)).collect();
        let (mut dimensions, mut number) = (Vec::new(), None);
        for kind in &kinds {
            match kind {
                Kind::Number(_) => number = number.or(Some(*kind)),
                Kind::Dimension(_) => dimensions.push(*kind),
                Kind::Unknown => return Kind::Unknown,
            }
        }
        match *dimensions {
            [] => number.unwrap_or(Kind::Unknown),
            // Nothing is divided by it.
            [only] if matches!(kinds[0], Kind::Dimension(_)) || kinds.len() == 1 => only,
            _ => Kind::Unknown,
        }
    }

    fn factor(&mut self, tokens: Tokens) -> Kind {
        let tokens = self.tree.trimmed(tokens);
        let at = tokens.start;
        let is_there = |at: &usize| !is_blank(&self.tree.tokens[*at].token);
        let second = self.tree.outer(tokens).skip(1).find(is_there);
        if let Some(joined) =
            second.into_iter().chain(Some(at)).find(|at| self.is_joined(*at, second))
        {
            self.found.get_or_insert(Fault::Joined(joined));
        }
        if second.is_some() {
            return Kind::Unknown;
        }
        match self.tree.tokens.get(at).map(|piece| &piece.token) {
            Some(Token::Number { .. }) => Kind::Number(at),
            Some(Token::Dimension { .. } | Token::Percentage { .. }) => Kind::Dimension(at),
            Some(Token::ParenthesisBlock) => self.sum(self.tree.inside(at)),
            Some(Token::Function(_)) if is_calculation(self.tree, at) => self.function(at),
            _ => Kind::Unknown,
        }
    }

    /// Whether a token holds the sign of a calculation: what stands behind another begins with one, as in `1em +2px`,
    /// or a unit goes on with one, as in `1em-2px`.
    fn is_joined(&self, at: usize, second: Option<usize>) -> bool {
        match self.tree.tokens.get(at).map(|piece| &piece.token) {
            Some(Token::Number { has_sign, .. } | Token::Percentage { has_sign, .. }) => {
                *has_sign && second == Some(at)
            }
            Some(Token::Dimension { has_sign, unit, .. }) => {
                let rest = unit.split_once('-').map_or("", |(_, rest)| rest);
                *has_sign && second == Some(at) || rest.starts_with(|it: char| it.is_ascii_digit())
            }
            _ => false,
        }
    }

    /// What they are together; where some are numbers and others not, that is noted.
    fn same(&mut self, kinds: &[Kind]) -> Kind {
        let number = kinds.iter().find_map(|kind| match kind {
            Kind::Number(at) => Some(*at),
            _ => None,
        });
        let dimension = kinds.iter().find_map(|kind| match kind {
            Kind::Dimension(at) => Some(*at),
            _ => None,
        });
        if let Some((number, dimension)) = number.zip(dimension) {
            let unit = match &self.tree.tokens[dimension].token {
                Token::Dimension { unit, .. } => unit,
                _ => "px",
            };
            self.found.get_or_insert(Fault::Mixed { number, unit });
            return Kind::Unknown;
        }
        let is_known = kinds.iter().all(|kind| !matches!(kind, Kind::Unknown));
        kinds.first().copied().filter(|_| is_known).unwrap_or(Kind::Unknown)
    }

    /// What stands between signs that are in no brackets of their own.
    fn parts(&self, tokens: Tokens, is_sign: impl Fn(&Token<'_>) -> bool) -> Vec<Tokens> {
        let (mut parts, mut start) = (Vec::new(), tokens.start);
        for at in self.tree.outer(tokens.clone()) {
            if is_sign(&self.tree.tokens[at].token) {
                parts.push(start..at);
                start = at + 1;
            }
        }
        parts.push(start..tokens.end);
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number that is told of a value, with the unit that it lacks.
    #[track_caller]
    fn check(value: &str, expect: Option<(&str, &str)>) {
        let css = format!("a{{b:{value}}}");
        let tree = Tree::of(&css);
        let found = fault(&tree, 0..tree.tokens.len());
        let word = |at: usize| &css[tree.tokens[at].span.clone()];
        let found = found.map(|it| match it {
            Fault::Mixed { number, unit } => (word(number), unit),
            Fault::Joined(at) => (word(at), ""),
        });
        assert_eq!(found, expect, "{value}");
    }

    #[test]
    fn a_number_among_lengths_is_found() {
        for (value, number, unit) in [
            ("calc(100% - 10)", "10", "px"),
            ("calc(10 + 50%)", "10", "px"),
            ("calc(1em + 0)", "0", "em"),
            ("calc(10px + 2 * 3)", "2", "px"),
            ("calc(10px - (5 + 1))", "5", "px"),
            ("max(10px, 5)", "5", "px"),
            ("max(0, 10px)", "0", "px"),
            ("min(100%, 300)", "300", "px"),
            ("MIN(300, 100vw)", "300", "vw"),
            ("clamp(1rem, 2.5vw, 3)", "3", "rem"),
            ("clamp(1, 2.5vw + 1rem, 3rem)", "1", "vw"),
            ("clamp(none, 5, 3rem)", "5", "rem"),
            ("calc(2 * max(3px, 1))", "1", "px"),
            ("max(10px, 5, var(--a))", "5", "px"),
            ("calc(var(--a) + 10px + 5)", "5", "px"),
            ("max(calc(1 + 2), 10px)", "1", "px"),
            ("translate(max(10px, 5), 0)", "5", "px"),
            ("0 min(1em, 2) 0", "2", "em"),
            ("round(up, 10px, 5)", "5", "px"),
            ("mod(18px, 5)", "5", "px"),
            ("max(45deg, 10)", "10", "deg"),
            ("calc(1s + 2)", "2", "s"),
            ("-webkit-calc(100% - 10)", "10", "px"),
            ("max(10px / 2, 5)", "5", "px"),
            ("max(10px, -5)", "-5", "px"),
        ] {
            check(value, Some((number, unit)));
        }
    }

    #[test]
    fn a_sign_that_belongs_to_what_follows_is_found() {
        for (value, sign) in [
            ("calc(10px+5px)", "+5px"),
            ("calc(10px +5px)", "+5px"),
            ("calc(100%-10px)", "-10px"),
            ("calc(100vw-10px)", "100vw-10px"),
            ("calc(100vw -10px)", "-10px"),
            ("calc(var(--a)-10px)", "-10px"),
            ("calc((10px) -5%)", "-5%"),
            ("calc(2*3 -1)", "-1"),
            ("max(1em, 10px-5px)", "10px-5px"),
        ] {
            check(value, Some((sign, "")));
        }
    }

    #[test]
    fn what_may_be_calculated_is_not() {
        for value in [
            "calc(2 * 10px)",
            "calc(10px * 2 / 3)",
            "calc(10px - 2 * 3px)",
            "calc((1 + 2) * 10px)",
            "calc(100% / 3)",
            "calc(100% - (2 + 1) * 1rem)",
            "calc(var(--a) * 2)",
            "calc(var(--a) + 2)",
            "max(var(--a), 2)",
            "max(10px, var(--a), env(b, 2))",
            "min(1, 2)",
            "clamp(0, .5, 1)",
            "max(0px, 10px)",
            "clamp(none, 5vw, 3rem)",
            "minmax(0, 1fr)",
            "fit-content(10px)",
            "repeat(2, max(10px, 5%))",
            "round(up, 10px, 5px)",
            "round(2.5)",
            "calc(10px / 1px)",
            "calc(1 / 10px * 2px)",
            "calc(100vw / 10px + 2)",
            "calc(10px * pi)",
            "calc(pi + 10)",
            "calc(10px + sin(45deg) * 1px)",
            "rgb(from red calc(r + 5) g b)",
            "calc(10px + )",
            "calc()",
            "max()",
            "calc(10px 5)",
            "max(10px)",
            "abs(-5)",
            "calc(10px + -5px)",
            "calc(-1 * 10px)",
            "calc(10px*-1)",
            "calc(-10px + 5px)",
            "max(-1px,-2px)",
            "calc(10px/* a */ + 5px)",
        ] {
            check(value, None);
        }
    }
}
