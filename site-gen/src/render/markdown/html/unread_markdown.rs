//! Markdown in a block of HTML, where nobody reads it.

use std::ops::Range;

use crate::render::markdown::{
    html::{
        raw_html::Html,
        tags::{TagKind, Tags},
    },
    mistakes::syntax::is_rule,
    output::Output,
};

authoring::codes! {
    HTML_MARKDOWN = "html-markdown" {
        means: "A block of HTML holds signs of Markdown, which is not read there.",
        hurts: "Readers see stars and brackets in the place of bold words and links.",
        wrong: "<div>\nVenez **à l'heure**.\n</div>",
        right: "<div>\n\n\
            Venez **à l'heure**.\n\n\
            </div>",
    }
}

/// Notes its first sign in a block of HTML. Not inlined: every element that ends would take its room on the stack.
#[inline(never)]
pub(crate) fn find_markdown(output: &mut Output<'_, '_>, html: &Html) {
    let mut done = 0;
    let mut items = Items::default();
    let tags = Tags::of(&html.text).map(|tag| (tag.span, tag.kind, tag.name));
    let end = html.text.len();
    for (span, kind, name) in tags.chain([(end..end, TagKind::Closing, "")]) {
        let text = &html.text[done..span.start.max(done)];
        // What a component writes is nobody's Markdown.
        let sign = sign_of_markdown(text, &mut items);
        if let Some(sign) = sign.filter(|sign| !html.is_written(done + sign.start)) {
            let place = html.place(done + sign.start)..html.place(done + sign.end - 1) + 1;
            let help = format!("{}{LINES}", in_html(text, sign));
            return output.error(HTML_MARKDOWN, place, "Markdown is not read inside HTML", help);
        }
        done = span.end;
        // Lines that their author breaks stand below each other, as they were meant.
        if name.eq_ignore_ascii_case("br") {
            items = Items::default();
        }
        // What is shown as it is, or not at all.
        let is_literal = ["script", "style", "pre", "code", "svg"]
            .iter()
            .any(|each| name.eq_ignore_ascii_case(each));
        if is_literal && kind == TagKind::Opening || kind == TagKind::CommentWithoutEnd {
            return;
        }
    }
}

/// How Markdown in HTML comes to be read.
const LINES: &str = "leave an empty line after the opening tag, and one before the closing tag";

/// What HTML has in the place of a sign, if that is one element: a cell or a caption has no room for empty lines.
fn in_html(text: &str, sign: Range<usize>) -> &'static str {
    let image = text[..sign.start].rfind('[').filter(|at| text[..*at].ends_with('!'));
    match &text[sign] {
        "**" => "write <strong>…</strong>, or ",
        sign if sign.starts_with('*') && sign.len() > 2 => "write <em>…</em>, or ",
        "](" if image.is_some() => "write <img src=\"…\" alt=\"…\">, or ",
        "](" => "write <a href=\"…\">…</a>, or ",
        sign if sign.ends_with('`') && sign != "```" => "write <code>…</code>, or ",
        _ => "",
    }
}

/// The first of its signs between tags; what is in comments is nobody's.
fn sign_of_markdown(text: &str, items: &mut Items) -> Option<Range<usize>> {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        // A search for a text costs more to begin than most HTML is long.
        let comment = memchr::memchr(b'<', rest.as_bytes()).and_then(|_| rest.find("<!--"));
        let shown = &rest[..comment.unwrap_or(rest.len())];
        if let Some(found) = sign_anywhere(shown).or_else(|| sign_at_line(shown, items)) {
            return Some(at + found.start..at + found.end);
        }
        at += comment? + rest[comment?..].find("-->")?;
    }
}

fn sign_anywhere(text: &str) -> Option<Range<usize>> {
    memchr::memchr3(b'*', b']', b'`', text.as_bytes())?;
    let pair = ["**", "]("].iter().filter_map(|sign| text.find(sign)).min();
    let pair = pair.map(|at| at..at + "**".len());
    [pair, emphasis(text), code(text)].into_iter().flatten().min_by_key(|sign| sign.start)
}

/// A text between two stars, on one line, and no product or remark.
fn emphasis(text: &str) -> Option<Range<usize>> {
    let is_of_word = |symbol: Option<char>| symbol.is_some_and(char::is_alphanumeric);
    memchr::memchr_iter(b'*', text.as_bytes()).find_map(|start| {
        let (before, after) = (&text[..start], &text[start + 1..]);
        if is_of_word(before.chars().next_back()) || !is_of_word(after.chars().next()) {
            return None;
        }
        // No text is so long that a wrong one may cost a long search for each of its signs.
        let near = &after[..after.floor_char_boundary(200)];
        let length = near.lines().next()?.find('*')?;
        let (inside, rest) = (&after[..length], &after[length + 1..]);
        let is_one = !inside.ends_with(char::is_whitespace)
            && !rest.starts_with('*')
            && !is_of_word(rest.chars().next());
        is_one.then(|| start..start + length + "**".len())
    })
}

/// A text between backticks, on one line.
fn code(text: &str) -> Option<Range<usize>> {
    let start = text.find('`')?;
    let inside = text[start + 1..].lines().next().unwrap_or_default();
    let length = inside.find('`').filter(|length| *length > 0)?;
    Some(start..start + length + "``".len())
}

/// How many lines begin like an item of a list: one alone may well be said by someone.
#[derive(Default)]
struct Items(usize);

fn sign_at_line(text: &str, items: &mut Items) -> Option<Range<usize>> {
    memchr::memchr_iter(b'\n', text.as_bytes()).find_map(|end| {
        let line = text[end + 1..].trim_start_matches([' ', '\t']);
        let at = end + 1 + text[end + 1..].len() - line.len();
        let length = match line.as_bytes() {
            [b'`', b'`', b'`', ..] | [b'~', b'~', b'~', ..] => 3,
            [b'#', b'#', ..] => run(line, '#').filter(|length| *length < 7)?,
            // The dashes below the first line of a table.
            [b'|', ..] if is_rule(line.lines().next().unwrap_or_default()) => 1,
            [b'-' | b'+' | b'*', b' ', ..] => items.again(1)?,
            [b'0'..=b'9', ..] => {
                let digits = line.bytes().take(9).take_while(u8::is_ascii_digit).count();
                line[digits..].starts_with(". ").then_some(())?;
                items.again(digits + 1)?
            }
            _ => return None,
        };
        Some(at..at + length)
    })
}

/// How often a line begins with a sign that a space follows.
fn run(line: &str, sign: char) -> Option<usize> {
    let rest = line.trim_start_matches(sign);
    rest.starts_with(' ').then_some(line.len() - rest.len())
}

impl Items {
    /// Counts a line whose sign has this length; returns it for the second.
    fn again(&mut self, length: usize) -> Option<usize> {
        self.0 += 1;
        (self.0 > 1).then_some(length)
    }
}
