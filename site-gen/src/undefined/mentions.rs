//! The names that a template mentions, read from its text: also those that no page makes Tera look up, and
//! those that Tera takes for nothing in silence (in a condition, a map, a list).

use std::{collections::BTreeSet, ops::Range};

/// What is no name of a value.
const WORDS: [&str; 11] =
    ["and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "loop"];

/// Tags that mention no value, or whose names are those of blocks and components.
const WITHOUT_VALUES: [&str; 9] =
    ["block", "extends", "include", "raw", "else", "component", "break", "continue", "autoescape"];

/// Words after which a value that is not there is no mistake.
const ASKING: [&str; 7] = ["or", "default", "defined", "undefined", "if", "and", "not"];

/// The names of a text.
#[derive(Debug, Default)]
pub(super) struct Mentions<'s> {
    /// In order.
    pub(super) paths: Vec<Path<'s>>,
    /// Names that the text itself gives: of loops, of `set`.
    pub(super) bound: BTreeSet<&'s str>,
}

/// `page.title`, as it stands in a text.
#[derive(Debug)]
pub(super) struct Path<'s> {
    /// `page`, `title`.
    pub(super) names: Vec<&'s str>,
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    /// Whether the text only asks if it is there.
    pub(super) is_asked: bool,
    /// Whether the text shows it, as it is.
    pub(super) is_shown: bool,
}

impl<'s> Mentions<'s> {
    /// Reads a template, or a piece of prose.
    pub(super) fn of(text: &'s str) -> Self {
        let mut mentions = Self::default();
        let mut at = 0;
        while let Some(start) = text[at..].find('{').map(|found| at + found) {
            let (open, close) = match text.as_bytes().get(start + 1) {
                Some(b'{') => ("{{", "}}"),
                Some(b'%') => ("{%", "%}"),
                Some(b'#') => ("{#", "#}"),
                _ => {
                    at = start + 1;
                    continue;
                }
            };
            let inside = start + open.len();
            let Some(length) = end_of(&text[inside..], close) else { break };
            at = inside + length + close.len();
            match open {
                "{{" => {
                    let shown = mentions.paths.len();
                    mentions.expression(text, inside..inside + length);
                    if let [path] = &mut mentions.paths[shown..] {
                        let around = text[inside..inside + length].trim_matches(['-', ' ', '\n']);
                        path.is_shown = around.len() == path.span.len();
                    }
                }
                "{%" if mentions.tag(text, inside..inside + length) == "raw" => {
                    at += text[at..].find("{% endraw").unwrap_or(text.len() - at);
                }
                _ => {}
            }
        }
        mentions
    }

    /// Reads what stands in a tag; returns the tag's name.
    fn tag(&mut self, text: &'s str, inside: Range<usize>) -> &'s str {
        let mut tokens = Tokens { text, at: inside.start, end: inside.end };
        let Some(Token::Name(range)) = tokens.find(|token| matches!(token, Token::Name(_))) else {
            return "";
        };
        let name = &text[range];
        if WITHOUT_VALUES.contains(&name) || name.starts_with("end") {
            return name;
        }
        let mut start = tokens.at;
        if matches!(name, "set" | "set_global" | "filter")
            && let Some(Token::Name(range)) = tokens.next()
        {
            start = range.end;
            if name != "filter" {
                self.bound.insert(&text[range]);
            }
        }
        let first = self.paths.len();
        self.expression(text, start..inside.end);
        if matches!(name, "if" | "elif") {
            for path in &mut self.paths[first..] {
                path.is_asked = true;
            }
        }
        name
    }

    fn expression(&mut self, text: &'s str, inside: Range<usize>) {
        // A component's call has its own grammar, and its own checks.
        if text[inside.clone()].trim_start().starts_with('<') {
            return;
        }
        let tokens: Vec<Token> = Tokens { text, at: inside.start, end: inside.end }.collect();
        self.bind(text, &tokens);
        let asks = tokens.iter().any(|token| match token {
            Token::Name(range) => ASKING.contains(&&text[range.clone()]),
            Token::Sign(at) => text[*at..].starts_with("?."),
        });
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            let before = index.checked_sub(1).map(|before| &tokens[before]);
            index += 1;
            let Token::Name(range) = token else { continue };
            let mut names = vec![&text[range.clone()]];
            let mut span = range.clone();
            while let [Token::Sign(dot), Token::Name(next), ..] = &tokens[index..]
                && text[*dot..].starts_with('.')
                && next.start == dot + 1
            {
                names.push(&text[next.clone()]);
                span.end = next.end;
                index += 2;
            }
            if is_value(text, before, tokens.get(index), names[0]) {
                self.paths.push(Path { names, span, is_asked: asks, is_shown: false });
            }
        }
    }

    /// Notes the names that stand between `for` and `in`, and at the start of a `for` tag.
    fn bind(&mut self, text: &'s str, tokens: &[Token]) {
        let word = |token: &Token| match token {
            Token::Name(range) => &text[range.clone()],
            Token::Sign(_) => "",
        };
        for (index, token) in tokens.iter().enumerate() {
            if word(token) != "in" {
                continue;
            }
            // `for a in`, `for a, b in`; of `{% for a in` the first word is not among these tokens.
            let before = tokens[..index].iter().rev().take(3);
            for name in before.map(word).take_while(|name| *name != "for") {
                if !name.is_empty() {
                    self.bound.insert(name);
                }
            }
        }
    }
}

/// Whether a name between these two tokens is that of a value, and not of a filter, a test, a function, an
/// argument or a part of what stands before it.
fn is_value(text: &str, before: Option<&Token>, after: Option<&Token>, name: &str) -> bool {
    let sign = |token: Option<&Token>| match token {
        Some(Token::Sign(at)) => &text[*at..],
        _ => "",
    };
    let word = |token: Option<&Token>| match token {
        Some(Token::Name(range)) => &text[range.clone()],
        _ => "",
    };
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

/// Where `close` stands, outside strings.
fn end_of(text: &str, close: &str) -> Option<usize> {
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
enum Token {
    /// A word; bytes of the text.
    Name(Range<usize>),
    /// Anything else but spaces, strings and numbers.
    Sign(usize),
}

struct Tokens<'s> {
    text: &'s str,
    at: usize,
    end: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let rest = &self.text[self.at..self.end];
            let symbol = rest.chars().next()?;
            let start = self.at;
            let word = rest.find(|next: char| !next.is_alphanumeric() && next != '_');
            self.at += match symbol {
                '"' | '\'' | '`' => rest[1..].find(symbol).map_or(rest.len(), |end| end + 2),
                _ => word.unwrap_or(rest.len()).max(symbol.len_utf8()),
            };
            match symbol {
                '"' | '\'' | '`' => {}
                _ if symbol.is_whitespace() || symbol.is_numeric() => {}
                _ if symbol.is_alphabetic() || symbol == '_' => {
                    return Some(Token::Name(start..self.at));
                }
                _ => return Some(Token::Sign(start)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let mentions = Mentions::of(text);
        let looked_up = mentions.paths.iter();
        let looked_up = looked_up.filter(|path| !mentions.bound.contains(path.names[0]));
        let found = looked_up.map(|path| {
            assert_eq!(text[path.span.clone()].replace(' ', ""), path.names.join("."));
            format!("{}{}", path.names.join("."), if path.is_asked { "?" } else { "" })
        });
        assert_eq!(found.collect::<Vec<_>>(), expect);
    }

    #[test]
    fn names_of_values_are_found_wherever_they_stand() {
        check("a {{ page.title }} b", &["page.title"]);
        check("{{ {\"a\": page.titel, \"b.c\": [x.y]} | keys }}", &["page.titel", "x.y"]);
        check("{% if page.date and not site %}{% endif %}", &["page.date?", "site?"]);
        check("{% for a, b in page.extra %}{{ a }}{% endfor %}", &["page.extra"]);
        check("{% set x = form.rules[0].min + 1 %}", &["form.rules"]);
        check("{{ [n.name for n in data.list] | join(sep=site.x) }}", &["data.list", "site.x"]);
    }

    #[test]
    fn what_only_asks_is_told_apart() {
        check("{{ page.image | default(value=site.image) }}", &["page.image?", "site.image?"]);
        check("{{ a.b or c }} {{ d?.e }}", &["a.b?", "c?", "d?"]);
        check("{% if a is not starting_with(pat=b) %}", &["a?", "b?"]);
    }

    #[test]
    fn filters_tests_functions_arguments_and_literals_are_no_values() {
        check("{{ 'page.x' | upper | get(key=\"a\") }} {{ super() }} {{ 1.5 }}", &[]);
        check("{# {{ a }} #}{% raw %}{{ b }}{% endraw %}{% block c %}{% endblock c %}", &[]);
        check("{% include \"x.html\" %}{{ <Card a={b} /> }}", &[]);
    }

    #[test]
    fn names_that_the_text_gives_are_known() {
        let mentions = Mentions::of("{% for a, b in x %}{% set c = 1 %}{{ [d for d in y] }}");
        assert_eq!(mentions.bound.into_iter().collect::<Vec<_>>(), ["a", "b", "c", "d"]);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "([{}%#|.'\"=() é]|a|if |for |in |\\{\\{|\\}\\}|\\{%|%\\}){0,30}") {
            let _ = Mentions::of(&text);
        }
    }
}
