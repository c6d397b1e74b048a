//! An expression or a tag as the values, words and signs that it is made of.

use std::ops::Range;

use super::tokens::{Token, Tokens, WORDS, end_of};

/// What stands in an expression; numbers are left out.
#[derive(Debug, PartialEq, Eq)]
pub enum Item<'t> {
    /// `page.title`.
    Path(Vec<&'t str>),
    /// What stands between two quotes.
    Text(&'t str),
    /// `and`, `in`, `true`.
    Word(&'t str),
    /// The name after `|`.
    Filter(&'t str),
    /// The name after `is`.
    Test(&'t str),
    /// The name before `=`.
    Argument(&'t str),
    /// The name before `(`, if it is none of these.
    Call(&'t str),
    /// `==` or `!=`.
    Compared,
    /// Anything else.
    Sign(char),
}

/// The expressions and tags of a template: how each starts, and what stands in it. What is between `raw` and
/// `endraw` is text; `None` if one has no end.
pub fn tags(text: &str) -> Option<Vec<(&str, Range<usize>)>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        let close = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let inside = start + 2..start + 2 + end_of(&text[start + 2..], close)?;
        at = inside.end + 2;
        let is_raw = text[inside.clone()].trim_matches(['-', ' ', '\n']) == "raw";
        if is_raw && close == "%}" {
            at += text[at..].find("endraw")?;
            at += text[at..].find("%}")? + 2;
        } else if close != "#}" {
            tags.push((&text[start..start + 2], inside));
        }
    }
    Some(tags)
}

/// What stands in an expression or a tag, without the signs that only trim the text around it.
pub fn items(text: &str, inside: Range<usize>) -> Vec<Item<'_>> {
    let inside = {
        let tag = &text[inside.clone()];
        let start = inside.start + usize::from(tag.starts_with('-'));
        start..(inside.end - usize::from(tag.ends_with('-'))).max(start)
    };
    let tokens: Vec<Token> = Tokens { text, at: inside.start, end: inside.end }.collect();
    let sign = |index: usize| match tokens.get(index) {
        Some(Token::Sign(at)) => &text[*at..inside.end],
        _ => "",
    };
    let mut items = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        index += 1;
        items.push(match token {
            Token::Text(range) => Item::Text(&text[range.clone()]),
            Token::Sign(at) if text[*at..].starts_with("==") || text[*at..].starts_with("!=") => {
                index += 1;
                Item::Compared
            }
            Token::Sign(at) => Item::Sign(text[*at..].chars().next().unwrap_or_default()),
            Token::Name(range) => {
                let name = &text[range.clone()];
                let next = sign(index);
                match items.last() {
                    Some(Item::Sign('|')) => Item::Filter(name),
                    Some(Item::Word("is")) if name != "not" => Item::Test(name),
                    Some(Item::Word("not")) if matches!(items[..], [.., Item::Word("is"), _]) => {
                        Item::Test(name)
                    }
                    _ if WORDS.contains(&name) => Item::Word(name),
                    _ if next.starts_with('(') => Item::Call(name),
                    _ if next.starts_with('=') && !next.starts_with("==") => Item::Argument(name),
                    _ => {
                        let mut path = vec![name];
                        while let (Some(Token::Sign(dot)), Some(Token::Name(next))) =
                            (tokens.get(index), tokens.get(index + 1))
                            && text[*dot..].starts_with('.')
                            && next.start == dot + 1
                        {
                            path.push(&text[next.clone()]);
                            index += 2;
                        }
                        Item::Path(path)
                    }
                }
            }
        });
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_part() {
        let text = "{%- if not a.b == \"c\" and d is not e(pat=f) or g | h -%}{# i #}{% raw %}{{ j }}{% endraw %}{{ k() }}";
        let found = tags(text).unwrap();

        let expect = [
            vec![
                Item::Word("if"),
                Item::Word("not"),
                Item::Path(vec!["a", "b"]),
                Item::Compared,
                Item::Text("c"),
                Item::Word("and"),
                Item::Path(vec!["d"]),
                Item::Word("is"),
                Item::Word("not"),
                Item::Test("e"),
                Item::Sign('('),
                Item::Argument("pat"),
                Item::Sign('='),
                Item::Path(vec!["f"]),
                Item::Sign(')'),
                Item::Word("or"),
                Item::Path(vec!["g"]),
                Item::Sign('|'),
                Item::Filter("h"),
            ],
            vec![Item::Call("k"), Item::Sign('('), Item::Sign(')')],
        ];
        let items: Vec<_> = found.into_iter().map(|(_, inside)| items(text, inside)).collect();
        assert_eq!(items, expect);
    }
}
