//! Names between signs: links between pages, pictures, roles.

use authoring::typography::{LINE, OPAQUE};

use super::{
    enclosed,
    line_starts::{is_space, is_toc},
};
use crate::render::markdown::html::elements::end_of;

/// `[[name]]`, and no list of lists.
pub(super) fn wiki_link(before: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, "[[", "]]")?;
    let name = &rest["[[".len()..length - "]]".len()];
    // `[[:alpha:]]` is a class of letters in a pattern.
    let is_name = !name.contains(['[', ']'])
        && !name.starts_with(|first: char| first.is_whitespace() || first == ':');
    (is_name && !is_toc(name) && !before.ends_with(char::is_alphanumeric)).then_some(length)
}

/// `:name:`, or several in a row, and no time or path.
pub(in crate::render::markdown) fn emoji(before: &str, rest: &str) -> Option<usize> {
    let joins = |symbol: char| symbol.is_alphanumeric() || "/:".contains(symbol);
    let mut length = name_in_colons(rest)?;
    while let Some(next) = name_in_colons(&rest[length..]) {
        length += next;
    }
    let is_class = before.ends_with('[') && rest[length..].starts_with(']');
    (!before.ends_with(joins) && !rest[length..].starts_with(joins) && !is_class).then_some(length)
}

/// The length of `:name:`.
fn name_in_colons(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix(':')?;
    let length = inside.bytes().take(60).take_while(|byte| is_of_name(*byte)).count();
    let (name, _) = (&inside[..length], inside[length..].strip_prefix(':')?);
    let is_letter = |symbol: char| symbol.is_ascii_lowercase();
    let is_name = matches!(name, "+1" | "-1" | "100" | "1234")
        || name.starts_with(is_letter)
        // `:8ball:`; a time has no letters behind its digits.
        || name.starts_with(|first: char| first.is_ascii_digit())
            && name.chars().filter(|symbol| is_letter(*symbol)).count() > 1;
    is_name.then_some(length + "::".len())
}

/// `{name}` before a piece of code, which other programs link or format.
pub(super) fn role(before: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, "{", "}")?;
    let name = &rest["{".len()..length - "}".len()];
    let is_name = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| is_of_name(byte) || byte == b':');
    (is_name && rest[length..].starts_with(OPAQUE) && !before.ends_with('{')).then_some(length)
}

/// `(text)[./page.md]`, by its inner brackets.
pub(super) fn reversed_link(before: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, ")[", "]")?;
    let address = &rest[")[".len()..length - "]".len()];
    let is_address = is_address(address) || address.starts_with(OPAQUE);
    (is_address && before.contains('(')).then_some(length)
}

/// `[text)(./page.md)`, by its inner brackets, or `[text]/page/)`, `[text]{/page/}` and `[text]</page/>`, by the one.
pub(super) fn slipped_link(before: &str, rest: &str) -> Option<usize> {
    let (open, close) = match rest.as_bytes() {
        [b')', b'(', ..] => (")(", ")"),
        [b']', b'{', ..] => ("]{", "}"),
        [b']', b'<', ..] => ("]<", ">"),
        _ => ("]", ")"),
    };
    let length = enclosed(rest, open, close)?;
    let address = &rest[open.len()..length - close.len()];
    // No text is so long that a wrong one may cost a long search for each of its signs.
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(500))..];
    let text = &near[near.rfind('[')?..];
    // What ends a remark in brackets ends no address.
    let is_remark = open == "]" && near.matches('(').count() > near.matches(')').count();
    let is_link = is_address(address)
        && address.len() > 1
        && !address.contains([' ', '(', '['])
        && !text.contains(']')
        && !text.ends_with('[')
        && !is_remark;
    is_link.then_some(length)
}

/// `<./page.md>`, `</page/>`: only what says how to get there is a link so.
pub(super) fn enclosed_address(before: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, "<", ">")?;
    let address = &rest[1..length - 1];
    let is_way = address.starts_with("./") || address.starts_with("../");
    let is_page = address.len() > 2 && address.starts_with('/') && address.ends_with('/');
    let is_file = address.strip_suffix(".md").is_some_and(|stem| !stem.is_empty());
    // A tag has no name of more than letters and digits.
    let is_tag = end_of(&address.trim_matches('/').to_ascii_lowercase()).is_some();
    let is_one = (is_way || is_page || is_file)
        && !is_tag
        && !before.ends_with(']')
        && !address.contains([' ', '=', '"', '<']);
    is_one.then_some(length)
}

/// `http ://…` and `https : //…`, by the slashes.
pub(super) fn spaced_scheme(before: &str, rest: &str) -> Option<usize> {
    let scheme = before.trim_end_matches(|symbol| symbol == ':' || is_space(symbol));
    let between = &before[scheme.len()..];
    let is_address = rest["//".len()..].starts_with(char::is_alphanumeric);
    let is_one = scheme.ends_with("http") || scheme.ends_with("https");
    (is_one && is_address && between.len() > 1 && between.contains(':')).then_some("//".len())
}

/// Whether a text says where to go.
fn is_address(text: &str) -> bool {
    const BEGIN: [&str; 8] = ["/", "./", "../", "#", "https:", "http:", "mailto:", "www."];
    BEGIN.iter().any(|begin| text.starts_with(begin))
}

pub(super) fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+-_".contains(&byte)
}

/// `%%text%%`, also over lines; no two rates, `50 %% ou 60 %%`, and no code of a date, `%%d`.
pub(super) fn note_to_oneself(before: &str, rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix("%%")?;
    let near = &inside[..inside.floor_char_boundary(2_000)];
    let length = near.find("%%").filter(|length| *length > 1)?;
    let begins = before.chars().next_back().is_none_or(|last| last.is_whitespace() || last == LINE);
    let after = inside[length + "%%".len()..].chars().next();
    let ends = after.is_none_or(|next| !next.is_alphanumeric() && next != '%');
    // So many per cent are no note: a digit stands before one of the signs.
    let is_digit = |last: char| last.is_ascii_digit();
    let is_rate = before.trim_end().ends_with(is_digit) || near[..length].ends_with(is_digit);
    (begins && ends && !is_rate).then_some("%%%%".len() + length)
}
