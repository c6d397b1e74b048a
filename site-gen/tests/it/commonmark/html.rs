//! HTML as a list of tags and texts, so that two ways to write the same are the same.

use std::collections::BTreeMap;

/// Elements beside which white space says nothing.
const BLOCKS: [&str; 22] = [
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// A piece of HTML in one normal form: attributes in order and quoted, no slash at the end of a tag, character
/// references as characters, white space where it matters.
///
/// And without what we write beyond the specification: ids of headings, so that they can be linked to, and
/// the `tabindex` of code, so that the keyboard can scroll it.
pub(crate) fn normal(html: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let (mut rest, mut in_code, mut beside_block) = (html, false, true);
    while !rest.is_empty() {
        let length =
            rest.match_indices('<').map(|(at, _)| at).find(|&at| tag(&rest[at..]).is_some());
        let (text, after) = rest.split_at(length.unwrap_or(rest.len()));
        let next = tag(after);
        let next_is_block = next.as_ref().is_none_or(|(tag, _)| is_block(tag));
        let text = decode(text);
        let text = if in_code {
            text
        } else {
            let words: Vec<&str> = text.split_ascii_whitespace().collect();
            let starts = !beside_block && text.starts_with([' ', '\n', '\t']);
            let ends = !next_is_block && text.ends_with([' ', '\n', '\t']) && !words.is_empty();
            let text = words.join(" ");
            format!("{}{text}{}", if starts { " " } else { "" }, if ends { " " } else { "" })
        };
        let is_nothing = text.is_empty() || text == " " && next_is_block;
        if !is_nothing {
            // Not to be taken for a tag that it may look like.
            pieces.push(format!("text {text}"));
        }
        let Some((tag, left)) = next else { break };
        if name(&tag) == "pre" {
            in_code = !tag.starts_with("</");
        }
        beside_block = is_block(&tag);
        pieces.push(tag);
        rest = left;
    }
    pieces
}

fn is_block(tag: &str) -> bool {
    BLOCKS.contains(&name(tag))
}

fn name(tag: &str) -> &str {
    tag.trim_start_matches(['<', '/']).split([' ', '>']).next().unwrap_or_default()
}

/// The tag that a text begins with, in normal form, and what follows it. Comments and their like stay as
/// they are.
fn tag(html: &str) -> Option<(String, &str)> {
    let inside = html.strip_prefix('<')?;
    for (open, close) in [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>"), ("!", ">")] {
        if inside.starts_with(open) {
            let end = inside.find(close)? + close.len();
            return Some((html[..=end].to_owned(), &inside[end..]));
        }
    }
    let slash = if inside.starts_with('/') { "/" } else { "" };
    let inside = &inside[slash.len()..];
    if !inside.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    let end = inside.char_indices().find(|(_, symbol)| match quote {
        Some(open) => {
            quote = quote.filter(|_| *symbol != open);
            false
        }
        None if matches!(symbol, '"' | '\'') => {
            quote = Some(*symbol);
            false
        }
        None => *symbol == '>',
    });
    let (end, _) = end?;
    let (content, after) = (inside[..end].trim_end_matches('/'), &inside[end + 1..]);
    let length = content.find(|symbol: char| symbol.is_whitespace() || symbol == '/');
    let (name, attributes) = content.split_at(length.unwrap_or(content.len()));
    let is_heading = matches!(name.as_bytes(), [b'h', b'1'..=b'6']);
    let mut written = format!("<{slash}{name}");
    for (attribute, value) in self::attributes(attributes) {
        let is_ours = is_heading && attribute == "id" || name == "pre" && attribute == "tabindex";
        if !is_ours {
            written = format!("{written} {attribute}=\"{value}\"");
        }
    }
    Some((written + ">", after))
}

fn attributes(text: &str) -> BTreeMap<String, String> {
    let mut attributes = BTreeMap::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|symbol: char| symbol.is_whitespace() || symbol == '=');
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
            attributes.insert(name.to_owned(), String::new());
            rest = after;
            continue;
        };
        let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        attributes.insert(name.to_owned(), decode(value));
        rest = after.trim_start();
    }
    attributes
}

fn decode(text: &str) -> String {
    let references = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    references.iter().fold(text.to_owned(), |text, (reference, sign)| text.replace(reference, sign))
}

#[test]
fn what_says_the_same_is_the_same_and_what_does_not_is_not() {
    let same = |one: &str, other: &str| normal(one) == normal(other);

    assert!(same("<p>a  b</p>\n", "<p>a\nb</p>"));
    assert!(same("<hr />\n<img src='a' alt=\"\">", "<hr><img alt src=\"a\" />"));
    assert!(same("<h2 id=\"x\">&quot;</h2>", "<h2>\"</h2>"));
    assert!(!same("<p>a<em> b</em></p>", "<p>a<em>b</em></p>"));
    assert!(!same("<p>a <em>b</em></p>", "<p>a<em>b</em></p>"));
    assert!(!same("<pre>a  b</pre>", "<pre>a b</pre>"));
    assert!(!same("<a href=\"x\">", "<a href=\"y\">"));
    assert!(!same("<p>&lt;b></p>", "<p><b></p>"));
}
