//! What stands in a text without markup, a title or a description, and would be something else in the text of a page.

use authoring::config::Table;

use crate::content::{
    page::mistakes::{FRONT_MATTER_MARKUP, FRONT_MATTER_VALUE},
    values::ROOTS,
};

/// Notes what a title or a description shows as it is, and the text of the page would not.
pub(in crate::content::page) fn note_signs(table: &Table<'_>, name: &str, text: &str) {
    note_values(table, name, text);
    note_markup(table, name, text);
}

/// Notes the first value that a text quotes: only the text of the page, not its front matter, is written with values.
fn note_values(table: &Table<'_>, name: &str, text: &str) {
    if memchr::memchr(b'{', text.as_bytes()).is_none() {
        return;
    }
    let mut after = text.split("{{").skip(1).map(str::trim_start);
    if let Some(value) = after.find(|value| ROOTS.iter().any(|root| value.starts_with(root))) {
        let path = value.split(['}', ' ', '|']).next().unwrap_or_default();
        let help = "write what it stands for; values are read in the text of the page".to_owned();
        let message = format!("`{path}` is text in a {name}, not a value");
        table.error_at(FRONT_MATTER_VALUE, name, message, Some(help));
    }
}

/// Notes the first sign of Markdown, element of HTML or name of a character, in a text that is plain: a title, or what
/// search engines show. A tag alone may well be what the page is about, `A </script>`.
fn note_markup(table: &Table<'_>, name: &str, text: &str) {
    // Nearly none holds any of these.
    let has_sign = memchr::memchr3(b'*', b'`', b'&', text.as_bytes())
        .or_else(|| memchr::memchr2(b']', b'<', text.as_bytes()));
    if has_sign.is_none() {
        return;
    }
    let Some(sign) = markup(text) else { return };
    let help = format!("write it without: a {name} is plain text");
    table.error_at(
        FRONT_MATTER_MARKUP,
        name,
        format!("`{sign}` is shown as it is in a {name}"),
        Some(help),
    );
}

/// Bold text, code or a link of Markdown, an element or the name of a character of HTML.
fn markup(text: &str) -> Option<&str> {
    let between = |sign: &str| {
        let (_, rest) = text.split_once(sign)?;
        let (inside, _) = rest.split_once(sign)?;
        let start = text.len() - rest.len() - sign.len();
        let is_tight = !inside.is_empty() && inside.trim().len() == inside.len();
        is_tight.then(|| &text[start..start + inside.len() + 2 * sign.len()])
    };
    let run = |begin: &str, is_part: fn(char) -> bool, end: char| {
        text.match_indices(begin).find_map(|(at, _)| {
            let inside = &text[at + begin.len()..];
            let length = inside.find(|symbol| !is_part(symbol))?;
            // `R&D;` names no character.
            let is_whole = length > usize::from(begin == "&") && inside[length..].starts_with(end);
            is_whole.then(|| &text[at..=at + begin.len() + length])
        })
    };
    between("**")
        .or_else(|| between("`"))
        .or_else(|| run("](", |symbol| !symbol.is_whitespace() && symbol != ')', ')'))
        .or_else(|| run("&", |symbol| symbol.is_ascii_alphanumeric() || symbol == '#', ';'))
        .or_else(|| element(text))
}

/// What gives a word its look and ends in the same text: `1<sup>er</sup>`.
fn element(text: &str) -> Option<&str> {
    const LOOKS: [&str; 11] =
        ["b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "u"];
    text.match_indices('<').find_map(|(at, _)| {
        let tag = &text[at + 1..];
        let name = &tag[..tag.find(|symbol: char| !symbol.is_ascii_alphabetic())?];
        let is_known = LOOKS.iter().any(|known| known.eq_ignore_ascii_case(name));
        let end = format!("</{name}>");
        let (inside, _) = tag.split_once(&end).filter(|_| is_known)?;
        let is_one = inside[name.len()..].starts_with(['>', ' ']) && !inside.ends_with('>');
        is_one.then(|| &text[at..at + 1 + inside.len() + end.len()])
    })
}
