//! The names that a template mentions, read from its text: also those that no page makes Tera look up, and
//! those that Tera takes for nothing in silence (in a condition, a map, a list).

mod guard;

use std::{collections::BTreeSet, ops::Range};

use super::tokens::{Token, Tokens, end_of, is_value};
pub(super) use guard::Guard;

/// Tags that mention no value, or whose names are those of blocks and components.
const WITHOUT_VALUES: [&str; 8] =
    ["block", "extends", "include", "raw", "else", "break", "continue", "autoescape"];

/// The names of a text.
#[derive(Debug, Default)]
pub(super) struct Mentions<'s> {
    /// In order.
    pub(super) paths: Vec<Path<'s>>,
    /// Names that the text itself gives: of loops, of `set`.
    pub(super) bound: BTreeSet<&'s str>,
    /// In the order of their starts.
    loops: Vec<Loop<'s>>,
    /// Each name of a `set`, and which of the paths its value is made of.
    sets: Vec<(&'s str, Range<usize>)>,
}

/// `{% for name in list %}…{% endfor %}`.
#[derive(Debug)]
pub(super) struct Loop<'s> {
    /// Two of a table: its keys, its values.
    names: Vec<&'s str>,
    /// `None` if it is a table, or more than the name of a list.
    pub(super) list: Option<Path<'s>>,
    /// Where the names stand for its elements; bytes of the text.
    inside: Range<usize>,
}

/// `page.title` or `page["title"]`, as it stands in a text.
#[derive(Clone, Debug)]
pub(super) struct Path<'s> {
    /// `page`, `title`.
    pub(super) names: Vec<&'s str>,
    /// Where each of them stands; bytes of the text.
    pub(super) places: Vec<Range<usize>>,
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    /// How the text provides for its absence.
    pub(super) guard: Guard,
    /// Whether the text shows it, as it is.
    pub(super) is_shown: bool,
}

impl Path<'_> {
    /// Its text to the end of the name at this place among its names.
    pub(super) fn until<'t>(&self, text: &'t str, index: usize) -> &'t str {
        let end = self.places[index].end;
        // In brackets, it is quoted.
        let is_quoted = text[end..self.span.end].starts_with(['"', '\'', '`']);
        let after = text[end..].find(']').filter(|_| is_quoted).map_or(0, |bracket| bracket + 1);
        &text[self.span.start..end + after]
    }
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
        if name == "endfor"
            && let Some(open) =
                self.loops.iter_mut().rev().find(|each| each.inside.end > text.len())
        {
            open.inside.end = inside.start;
        }
        if name == "component" {
            self.bind_parameters(text, tokens);
            return name;
        }
        if WITHOUT_VALUES.contains(&name) || name.starts_with("end") {
            return name;
        }
        let (mut start, mut set) = (tokens.at, None);
        if matches!(name, "set" | "set_global" | "filter")
            && let Some(Token::Name(range)) = tokens.next()
        {
            start = range.end;
            if name != "filter" {
                let name = &text[range];
                self.bound.insert(name);
                set = Some(name);
                // From here on, it is no element of its loop's list.
                for each in &mut self.loops {
                    each.list.take_if(|_| each.names.contains(&name));
                }
            }
        }
        let first = self.paths.len();
        if name == "for" {
            start = self.begin_loop(text, start..inside.end);
        }
        if matches!(name, "if" | "elif") {
            // As in `a if b else c`.
            start -= "if".len();
        }
        self.expression(text, start..inside.end);
        self.sets.extend(set.map(|name| (name, first..self.paths.len())));
        if name == "for"
            && let [path] = &self.paths[first..]
            && text[start..inside.end].trim_matches(['-', ' ', '\n']).len() == path.span.len()
        {
            let list = path.clone();
            let begun = self.loops.last_mut().expect("it has just begun");
            begun.list = Some(list).filter(|_| begun.names.len() == 1);
        }
        name
    }

    /// Notes the names of a component's parameters, and that of what stands between its tags.
    fn bind_parameters(&mut self, text: &'s str, tokens: Tokens<'s>) {
        self.bound.extend(tokens.map(|token| token.word(text)).filter(|name| !name.is_empty()));
        self.bound.insert("body");
    }

    /// Notes the names before `in`; returns where the list after it starts.
    fn begin_loop(&mut self, text: &'s str, inside: Range<usize>) -> usize {
        let mut names = Vec::new();
        let mut start = inside.end;
        for token in (Tokens { text, at: inside.start, end: inside.end }) {
            match token {
                Token::Name(range) if &text[range.clone()] == "in" => {
                    start = range.end;
                    break;
                }
                Token::Name(range) => names.push(&text[range]),
                Token::Text(_) | Token::Sign(_) => {}
            }
        }
        self.bound.extend(&names);
        // Until its end is found, which may be missing.
        self.loops.push(Loop { names, list: None, inside: inside.end..usize::MAX });
        start
    }

    /// The innermost loop around this place that gives this name.
    pub(super) fn loop_of(&self, name: &str, at: usize) -> Option<&Loop<'s>> {
        let mut around = self.loops.iter().rev().filter(|each| each.inside.contains(&at));
        around.find(|each| each.names.contains(&name))
    }

    /// The paths that a name's value is made of, through all `set`s.
    pub(super) fn sources(&self, name: &str) -> Vec<&Path<'s>> {
        let mut names = vec![name];
        let mut sources = Vec::new();
        let mut at = 0;
        while let Some(name) = names.get(at).copied() {
            at += 1;
            let sets = self.sets.iter().filter(|(set, _)| *set == name);
            for path in sets.flat_map(|(_, paths)| &self.paths[paths.clone()]) {
                sources.push(path);
                if !names.contains(&path.names[0]) {
                    names.push(path.names[0]);
                }
            }
        }
        sources
    }

    fn expression(&mut self, text: &'s str, inside: Range<usize>) {
        // A component's call has its own grammar, and its own checks.
        if text[inside.clone()].trim_start().starts_with('<') {
            return;
        }
        let tokens: Vec<Token> = Tokens { text, at: inside.start, end: inside.end }.collect();
        self.bind(text, &tokens);
        let guard = Guard::of(text, &tokens);
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            let before = index.checked_sub(1).map(|before| &tokens[before]);
            index += 1;
            let Token::Name(range) = token else { continue };
            let mut places = vec![range.clone()];
            let mut span = range.clone();
            loop {
                match &tokens[index..] {
                    [Token::Sign(dot), Token::Name(next), ..]
                        if text[*dot..].starts_with('.') && next.start == dot + 1 =>
                    {
                        places.push(next.clone());
                        span.end = next.end;
                        index += 2;
                    }
                    [Token::Sign(open), Token::Text(next), Token::Sign(close), ..]
                        if text[*open..].starts_with('[') && text[*close..].starts_with(']') =>
                    {
                        places.push(next.clone());
                        span.end = close + 1;
                        index += 3;
                    }
                    _ => break,
                }
            }
            let names: Vec<&str> = places.iter().map(|place| &text[place.clone()]).collect();
            if is_value(text, before, tokens.get(index), names[0]) {
                self.paths.push(Path { names, places, span, guard, is_shown: false });
            }
        }
    }

    /// Notes the names that stand between `for` and `in`, in a list made of another.
    fn bind(&mut self, text: &'s str, tokens: &[Token]) {
        let word = |token: &Token| token.word(text);
        for (index, token) in tokens.iter().enumerate() {
            if word(token) != "in" {
                continue;
            }
            // `for a in`, `for a, b in`; without a `for`, it asks whether a list holds a value.
            let before: Vec<&str> = tokens[..index].iter().rev().take(4).map(word).collect();
            if let Some(start) = before.iter().position(|name| *name == "for") {
                self.bound.extend(before[..start].iter().filter(|name| !name.is_empty()));
            }
        }
    }
}

#[cfg(test)]
mod tests;
